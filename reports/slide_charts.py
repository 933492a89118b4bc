"""Native charts: the numbers stand in the file, and whoever opens it may change the chart. Illustrative figures are hatched or dashed."""

from collections.abc import Mapping, Sequence

from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData
from pptx.chart.series import LineSeries, _BaseCategorySeries
from pptx.dml.chtfmt import ChartFormat
from pptx.dml.fill import FillFormat
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION
from pptx.enum.dml import MSO_LINE, MSO_PATTERN
from pptx.slide import Slide
from pptx.util import Pt

from reports.number_formats import Number, number_format
from reports.pictures import Bullets, Curve, Ranking
from reports.slide_text import FONT, Room, describe, ink
from ui.words import Words

Values = Sequence[Number | None]


def bullets(slide: Slide, part: Bullets, words: Words, room: Room) -> None:
    """Result, expected by now and target of each row, side by side."""
    made_up = all(row.made_up_actual for row in part.rows)
    chart = _bars(
        slide,
        [row.name for row in part.rows],
        {
            _labelled(words, words("table.actual"), made_up): [row.actual for row in part.rows],
            words("table.expected"): [row.expected for row in part.rows],
            _labelled(words, words("table.target"), all(row.made_up_target for row in part.rows)): [
                row.target for row in part.rows
            ],
        },
        number_format(part.unit, words.lang),
        part.alt,
        room,
    )
    actual, expected, target = chart.plots[0].series
    _fill_points(actual, [row.made_up_actual for row in part.rows])
    _solid(expected.format.fill, "band")
    expected.format.line.color.rgb = ink("expected")
    _outlined(target.format, made_up=all(row.made_up_target for row in part.rows))
    for at, row in enumerate(part.rows):
        _outlined(target.points[at].format, made_up=row.made_up_target)
    _legend(chart)
    _value_labels(actual, number_format(part.unit, words.lang))


def ranking(slide: Slide, part: Ranking, words: Words, room: Room) -> None:
    made_up = all(bar.made_up for bar in part.bars)
    numbers, series = (
        number_format(part.unit, words.lang),
        {_labelled(words, part.title, made_up): [bar.value for bar in part.bars]},
    )
    chart = _bars(slide, [bar.name for bar in part.bars], series, numbers, part.alt, room)
    (drawn,) = chart.plots[0].series
    _fill_points(drawn, [bar.made_up for bar in part.bars])
    _value_labels(drawn, numbers)
    if part.unit == "percent" and all(bar.value is None or bar.value <= 1 for bar in part.bars):
        chart.value_axis.maximum_scale = 1
    if made_up:
        _legend(chart)


def curve(slide: Slide, part: Curve, words: Words, room: Room) -> None:
    """Actual, expected path, forecast with its range where there is one, and the target on its day."""
    lines: dict[str, Values] = {
        _labelled(words, words("chart.actual"), part.made_up): part.actual,
        words("chart.expected"): part.expected,
    }
    looks = [("actual", 3.0, MSO_LINE.DASH if part.made_up else None), ("expected", 1.5, None)]
    for key, values in (("low", part.low), ("central", part.central), ("high", part.high)):
        if any(value is not None for value in values):
            lines[_labelled(words, words(f"pack.forecast_{key}"), part.made_up)] = values
            looks.append(("actual", 2.0 if key == "central" else 1.0, MSO_LINE.ROUND_DOT))
    chart = _chart(
        slide,
        XL_CHART_TYPE.LINE,
        part.months,
        {**lines, **_target(part)},
        number_format(part.unit, words.lang),
        part.alt,
        room,
    )
    series = list(chart.plots[0].series)
    for each, (colour, width, dash) in zip(series, looks, strict=False):
        _stroke(each, colour, width, dash)
    for each in series[len(looks) :]:
        _mark_only(each)
    _legend(chart)
    chart.category_axis.tick_labels.font.size = Pt(10)
    chart.value_axis.minimum_scale = 0


def _target(part: Curve) -> dict[str, Values]:
    if part.target is None or part.target_at is None:
        return {}
    return {part.target_text: [part.target if at == part.target_at else None for at in range(len(part.months))]}


def _labelled(words: Words, name: str, made_up: bool) -> str:
    return words.with_reason(name, words.provenance("illustrative").lower()) if made_up else name


# -- the chart itself


def _chart(
    slide: Slide,
    kind: XL_CHART_TYPE,
    names: Sequence[str],
    series: Mapping[str, Values],
    numbers: str,
    alt: str,
    room: Room,
) -> Chart:
    data = CategoryChartData(number_format=numbers)
    data.categories = list(names)
    for name, values in series.items():
        data.add_series(name, values)
    frame = slide.shapes.add_chart(kind, room.left, room.top, room.width, room.height, data)
    describe(frame, alt)
    chart = frame.chart
    chart.has_title = False
    chart.font.size, chart.font.name = Pt(12), FONT
    chart.font.color.rgb = ink("text")
    axis = chart.value_axis
    axis.major_gridlines.format.line.color.rgb = ink("line")
    axis.format.line.fill.background()
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = numbers, False
    chart.category_axis.format.line.color.rgb = ink("line-strong")
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    return chart


def _bars(
    slide: Slide, names: Sequence[str], series: Mapping[str, Values], numbers: str, alt: str, room: Room
) -> Chart:
    """Bars that lie, the first name at the top."""
    chart = _chart(slide, XL_CHART_TYPE.BAR_CLUSTERED, names, series, numbers, alt, room)
    chart.category_axis.reverse_order = True
    chart.value_axis.minimum_scale = 0
    chart.value_axis.tick_label_position = XL_TICK_LABEL_POSITION.HIGH  # at the foot, since the order is reversed
    chart.plots[0].gap_width, chart.plots[0].overlap = 60, 0
    chart.has_legend = False
    return chart


def _legend(chart: Chart) -> None:
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    chart.legend.font.size = Pt(12)


def _value_labels(series: _BaseCategorySeries, numbers: str) -> None:
    labels = series.data_labels
    labels.show_value = True
    labels.number_format, labels.number_format_is_linked = numbers, False
    labels.font.size, labels.font.bold = Pt(11), True


# -- looks


def _solid(fill: FillFormat, name: str) -> None:
    fill.solid()
    fill.fore_color.rgb = ink(name)


def _hatched(fill: FillFormat) -> None:
    fill.patterned()
    fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
    fill.fore_color.rgb, fill.back_color.rgb = ink("actual"), ink("actual-soft")


def _fill_points(series: _BaseCategorySeries, made_up: Sequence[bool]) -> None:
    """The whole series one way, and the points that differ the other."""
    most = sum(made_up) * 2 >= len(made_up)
    (_hatched if most else lambda fill: _solid(fill, "actual"))(series.format.fill)
    series.format.line.color.rgb = ink("actual")
    for at, each in enumerate(made_up):
        if each != most:
            fill = series.points[at].format.fill
            _hatched(fill) if each else _solid(fill, "actual")


def _outlined(look: ChartFormat, *, made_up: bool) -> None:
    """A plan is an outline; a made-up one a broken outline."""
    _solid(look.fill, "page")
    look.line.color.rgb, look.line.width = ink("target"), Pt(1.25)
    look.line.dash_style = MSO_LINE.SQUARE_DOT if made_up else MSO_LINE.SOLID


def _stroke(series: LineSeries, name: str, width: float, dash: MSO_LINE | None) -> None:
    series.smooth = False
    series.format.line.color.rgb, series.format.line.width = ink(name), Pt(width)
    if dash is not None:
        series.format.line.dash_style = dash
    series.marker.style = XL_MARKER_STYLE.NONE


def _mark_only(series: LineSeries) -> None:
    series.smooth = False
    series.format.line.fill.background()
    series.marker.style, series.marker.size = XL_MARKER_STYLE.DASH, 14
    _solid(series.marker.format.fill, "target")
