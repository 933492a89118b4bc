"""Native charts of a workbook, each beside the block of numbers it draws. Illustrative figures are hatched or dashed."""

from collections.abc import Mapping, Sequence
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from reports.drawing import THEME
from reports.number_formats import Number, Unit, number_format
from reports.pictures import Bullets, Curve, Ranking
from reports.sheet_text import Formats, harmless, height
from ui.theme import colour
from ui.words import Words

Values = Sequence[Number | None]
Look = dict[str, Any]
ROW_PIXELS, LEAST_ROWS = 20, 16


def draw(
    book: Workbook, sheet: Worksheet, part: Bullets | Curve | Ranking, formats: Formats, words: Words, row: int
) -> int:
    """The block from `row` on and its chart; gives back the row after both."""
    if isinstance(part, Curve):
        return _curve(book, sheet, part, formats, words, row)
    if isinstance(part, Bullets):
        return _bullets(book, sheet, part, formats, words, row)
    name = _labelled(words, part.title, all(bar.made_up for bar in part.bars))
    looks = [_bar_look([bar.made_up for bar in part.bars])]
    names, series = [bar.name for bar in part.bars], {name: [bar.value for bar in part.bars]}
    return _placed(book, sheet, part.title, part.alt, names, series, looks, part.unit, formats, row, kind="bar")


def _bullets(book: Workbook, sheet: Worksheet, part: Bullets, formats: Formats, words: Words, row: int) -> int:
    made_up = all(each.made_up_actual for each in part.rows)
    planned = all(each.made_up_target for each in part.rows)
    series = {
        _labelled(words, words("table.actual"), made_up): [each.actual for each in part.rows],
        words("table.expected"): [each.expected for each in part.rows],
        _labelled(words, words("table.target"), planned): [each.target for each in part.rows],
    }
    looks = [
        _bar_look([each.made_up_actual for each in part.rows]),
        {"fill": {"color": colour("band", THEME)}, "border": {"color": colour("expected", THEME)}},
        {**_outline(planned), "points": [_outline(each.made_up_target) for each in part.rows]},
    ]
    names = [each.name for each in part.rows]
    return _placed(book, sheet, part.title, part.alt, names, series, looks, part.unit, formats, row, kind="bar")


def _curve(book: Workbook, sheet: Worksheet, part: Curve, formats: Formats, words: Words, row: int) -> int:
    series: dict[str, Values] = {
        _labelled(words, words("chart.actual"), part.made_up): part.actual,
        words("chart.expected"): part.expected,
    }
    looks = [_line("actual", 2.5, dashed=part.made_up), _line("expected", 1.25, dashed=False)]
    for key, values in (("low", part.low), ("central", part.central), ("high", part.high)):
        if any(value is not None for value in values):
            series[_labelled(words, words(f"pack.forecast_{key}"), part.made_up)] = values
            looks.append(_line("actual", 1.75 if key == "central" else 1, dashed=True))
    if part.target is not None and part.target_at is not None:
        series[part.target_text] = [part.target if at == part.target_at else None for at in range(len(part.months))]
        mark = {"type": "long_dash", "size": 12, "fill": {"color": colour("target", THEME)}}
        looks.append({"line": {"none": True}, "marker": {**mark, "border": {"color": colour("target", THEME)}}})
    return _placed(book, sheet, part.title, part.alt, part.months, series, looks, part.unit, formats, row, kind="line")


def _labelled(words: Words, name: str, made_up: bool) -> str:
    return words.with_reason(name, words.provenance("illustrative").lower()) if made_up else name


# -- the block and its chart


def _placed(
    book: Workbook,
    sheet: Worksheet,
    title: str,
    alt: str,
    names: Sequence[str],
    series: Mapping[str, Values],
    looks: Sequence[Look],
    unit: Unit,
    formats: Formats,
    row: int,
    *,
    kind: str,
) -> int:
    sheet.write_string(row, 0, harmless(title), formats.of(bold=True))
    _block(sheet, names, series, unit, formats, row + 1)
    chart = book.add_chart({"type": kind})
    first, last = row + 2, row + 1 + len(names)
    for column, look in enumerate(looks, start=1):
        where = {"categories": [sheet.name, first, 0, last, 0], "values": [sheet.name, first, column, last, column]}
        chart.add_series({"name": [sheet.name, row + 1, column], **where, **look})
    _dress(chart, number_format(unit, formats.lang), lying=kind == "bar")
    rows = max(len(names) + 1, LEAST_ROWS)
    chart.set_size({"width": 760, "height": rows * ROW_PIXELS})
    sheet.insert_chart(row + 1, len(series) + 2, chart, {"description": alt})
    return row + rows + 3


def _block(
    sheet: Worksheet, names: Sequence[str], series: Mapping[str, Values], unit: Unit, formats: Formats, row: int
) -> None:
    sheet.set_row(row, height(list(series), [10] * len(series)))
    for column, name in enumerate(series, start=1):
        sheet.write_string(row, column, harmless(name), formats.heading())
    for down, name in enumerate(names, start=row + 1):
        sheet.write_string(down, 0, harmless(name), formats.of())
        for column, values in enumerate(series.values(), start=1):
            value = values[down - row - 1]
            if value is not None:
                sheet.write_number(down, column, value, formats.number(unit))


def _dress(chart: Any, numbers_as: str, *, lying: bool) -> None:
    numbers = {
        "num_format": numbers_as,
        "min": 0,
        "major_gridlines": {"visible": True, "line": {"color": colour("line", THEME)}},
    }
    if lying:  # names from the top down, numbers at the foot
        chart.set_y_axis({"reverse": True, "label_position": "low"})
        chart.set_x_axis({**numbers, "label_position": "high"})
    else:
        chart.set_x_axis({"label_position": "low", "interval_unit": 3})
        chart.set_y_axis(numbers)
        chart.show_blanks_as("gap")
    chart.set_legend({"position": "bottom"})


# -- looks


def _bar_look(made_up: Sequence[bool]) -> Look:
    most = sum(made_up) * 2 >= len(made_up)
    return {**_bar(most), "points": [_bar(each) for each in made_up]}


def _bar(made_up: bool) -> Look:
    ink = {"border": {"color": colour("actual", THEME)}}
    if not made_up:
        return {"fill": {"color": colour("actual", THEME)}, **ink}
    hatch = {
        "pattern": "wide_upward_diagonal",
        "fg_color": colour("actual", THEME),
        "bg_color": colour("actual-soft", THEME),
    }
    return {"pattern": hatch, **ink}


def _outline(made_up: bool) -> Look:
    """A plan is an outline; a made-up one a broken outline."""
    border = {"color": colour("target", THEME), "width": 1.25, "dash_type": "square_dot" if made_up else "solid"}
    return {"fill": {"color": colour("page", THEME)}, "border": border}


def _line(name: str, width: float, *, dashed: bool) -> Look:
    return {"line": {"color": colour(name, THEME), "width": width, "dash_type": "dash" if dashed else "solid"}}
