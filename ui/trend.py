"""A running total against its expected path, as a Plotly figure: an answer in, a picture out; only places on the screen are computed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pandas as pd
import plotly.graph_objects as go

from ccare_metrics.periods import first_day, month_of, months_of
from ccare_metrics.scope import period_kind
from ui import trend_marks
from ui.curves import Finished, dress, hidden_columns, is_missing, name_gap, note, numbers, value_axis
from ui.tables import HIDDEN
from ui.theme import Mode, colour
from ui.trend_marks import NOTHING, WORDS_ROOM, Beside
from ui.words import NO_BREAK, Words

if TYPE_CHECKING:
    from ccare_metrics.framework import Indicator

PAST_THE_END = timedelta(days=20)
ROOM_OF_THE_RESULT = 5  # months


@dataclass(frozen=True)
class EndTarget:
    """The target at the end of a curve."""

    value: float
    by: date
    qualifier: str = "exact"


def trend(
    words: Words,
    curve: pd.DataFrame,
    indicator: "Indicator",
    *,
    theme: Mode,
    as_of: date,
    target: EndTarget | None = None,
    illustrative: bool = False,
    beside: Beside = NOTHING,
) -> Finished:
    """How a running total grew, against its expected path, and where it may go.

    curve: as results.curve, one row a month, quarter or year, of which period, day, actual (cumulative; missing where absent or after
    `as_of`), actual_absence and expected (missing without a plan) are drawn. Actual is solid (dashed where made up), the expected path
    a stepped outline; periods without a figure leave a gap, dotted where they are hidden.
    A forecast is dotted in a hatched band; a target that was revised is a step on the day it was decided; a milestone a diamond.
    """
    # The month under way ends, for its figure, on the day the figure is true of.
    days = [as_of if month_of(as_of) == month_of(day) else day for day in curve["day"]]
    start = first_day(curve["period"].iloc[0])
    figure = go.Figure()
    dress(figure, theme)
    _draw_expected(figure, words, curve, days, theme)
    aims = [float(each.value) for each in beside.targets] + ([target.value] if target else [])
    highest = [
        *numbers(curve["actual"]),
        *numbers(curve["expected"]),
        *aims,
        *(beside.ahead.high if beside.ahead else ()),
        1,
    ]
    if beside.ahead:
        trend_marks.draw_ahead(
            figure,
            words,
            curve,
            beside.ahead,
            as_of,
            indicator,
            theme,
            aim=target.value if target else None,
            top=max(highest),
        )
    _draw_actual(figure, words, curve, days, indicator, theme, illustrative=illustrative)
    last = max([*days, *([target.by] if target else [])])
    _draw_as_of(figure, words, as_of, theme)
    if target:
        _draw_target(figure, words, target, indicator, last, theme)
    trend_marks.draw_revisions(figure, words, beside.targets, indicator, last, theme)
    trend_marks.draw_milestones(figure, words, beside.milestones, indicator, theme)
    trend_marks.draw_comments(figure, beside.comments, theme)
    end = value_axis(figure, words, indicator, max(highest), theme, headroom=1.3)
    _draw_hidden(figure, words, [start, *days], list(curve["actual_absence"].eq(HIDDEN)), end, theme)
    _month_axis(figure, words, list(curve["period"]), theme)
    figure.update_xaxes(range=[start.isoformat(), (last + PAST_THE_END).isoformat()])
    return Finished(figure)


def _draw_hidden(
    figure: go.Figure, words: Words, days: Sequence[date], hidden: Sequence[bool], end: float, theme: Mode
) -> None:
    """Dotted columns over the stretches that end in a hidden total, each named. `days`: one more than `hidden`, from the start."""
    stretches: list[tuple[date, date]] = []
    for since, until, is_hidden in zip(days, days[1:], hidden, strict=False):
        if is_hidden and stretches and stretches[-1][1] == since:
            stretches[-1] = (stretches[-1][0], until)
        elif is_hidden:
            stretches.append((since, until))
    middles = [since + (until - since) / 2 for since, until in stretches]
    widths = [(until - since) / timedelta(milliseconds=1) for since, until in stretches]
    hidden_columns(figure, words, middles, end, theme, widths=widths)
    for middle in middles:
        name_gap(figure, middle, words.absence(HIDDEN), theme)


def _draw_expected(figure: go.Figure, words: Words, curve: pd.DataFrame, days: Sequence[date], theme: Mode) -> None:
    path = curve.assign(day=days)[curve["expected"].notna()]
    if path.empty:
        return
    figure.add_scatter(
        x=list(path["day"]),
        y=[float(value) for value in path["expected"]],
        mode="lines",
        line={"shape": "hv", "width": 1.5, "color": colour("expected", theme)},
        hoverinfo="skip",
        name=words("chart.expected"),
    )
    _name_the_path(figure, words, path, theme)


def _name_the_path(figure: go.Figure, words: Words, path: pd.DataFrame, theme: Mode) -> None:
    """Where path and result lie furthest apart, away from both ends, on the side where the result is not."""
    middle = path.iloc[len(path) // 4 : max(len(path) * 3 // 4, 1)]
    known = path[path["actual"].notna()]
    # The last result has words of its own, which reach back some four months.
    clear = middle[~middle.index.isin(known.index[-ROOM_OF_THE_RESULT:])]
    middle = clear if len(clear) else middle
    both = middle[middle["actual"].notna()]
    gaps = both["expected"].astype(float) - both["actual"].astype(float)
    at = middle.loc[gaps.abs().idxmax()] if len(gaps) else middle.iloc[len(middle) // 2]
    above = len(gaps) > 0 and gaps.loc[gaps.abs().idxmax()] > 0
    sides = {"xanchor": "right", "yanchor": "bottom"} if above else {"xanchor": "left", "yanchor": "top"}
    figure.add_annotation(
        x=at["day"],
        y=float(at["expected"]),
        text=words("chart.expected").replace(" ", "<br>"),  # narrow enough for a phone
        align=sides["xanchor"],
        xshift=-4 if above else 4,
        **sides,
        **note(theme),
    )


def _draw_actual(
    figure: go.Figure,
    words: Words,
    curve: pd.DataFrame,
    days: Sequence[date],
    indicator: "Indicator",
    theme: Mode,
    *,
    illustrative: bool,
) -> None:
    values = [None if is_missing(value) else float(value) for value in curve["actual"]]
    known = [(day, value) for day, value in zip(days, values, strict=True) if value is not None]
    if not known:
        return
    figure.add_scatter(
        x=list(days),
        y=values,
        mode="lines+markers" if _stand_alone(values) or period_kind(curve["period"].iloc[0]) != "month" else "lines",
        line={"width": 3, "color": colour("actual", theme), "dash": "6px,3px" if illustrative else "solid"},
        customdata=[
            [words.period(period), words.amount(value, indicator) if value is not None else ""]
            for period, value in zip(curve["period"], values, strict=True)
        ],
        hovertemplate="%{customdata[0]}<br><b>%{customdata[1]}</b><extra></extra>",
        name=words("chart.actual"),
    )
    day, value = known[-1]
    figure.add_scatter(
        x=[day], y=[value], mode="markers", marker={"size": 9, "color": colour("actual", theme)}, hoverinfo="skip"
    )
    text = f"<b>{words.amount(value, indicator)}</b>"
    text += f"<br>{words.provenance('illustrative').lower()}" if illustrative else ""
    figure.add_annotation(
        x=day,
        y=value,
        text=text,
        xanchor="right",
        yanchor="bottom",
        align="right",
        xshift=-8,
        yshift=4,
        showarrow=False,
        bgcolor=colour("page", theme),
        opacity=0.92,
        font={"color": colour("actual", theme), "size": 14},
    )


def _stand_alone(values: Sequence[float | None]) -> bool:
    """Whether there is a point between two gaps, which would be a line of no length."""
    around = zip([None, *values[:-1]], values, [*values[1:], None], strict=True)
    return any(value is not None and before is None and after is None for before, value, after in around)


def _draw_as_of(figure: go.Figure, words: Words, as_of: date, theme: Mode) -> None:
    figure.add_shape(
        type="line",
        x0=as_of.isoformat(),
        x1=as_of.isoformat(),
        y0=0,
        y1=1,
        yref="paper",
        line={"width": 1, "dash": "dot", "color": colour("muted", theme)},
    )
    figure.add_annotation(
        x=as_of.isoformat(),
        y=1,
        yref="paper",
        text=words("source.as_of", day=as_of),
        xanchor="right",
        yanchor="bottom",
        **note(theme),
    )


def _draw_target(
    figure: go.Figure, words: Words, target: EndTarget, indicator: "Indicator", last: date, theme: Mode
) -> None:
    """A short mark on its day; its words in the margin, led there by a dotted line where the curve goes on after that day."""
    figure.add_scatter(
        x=[target.by],
        y=[float(target.value)],
        mode="markers",
        marker={"symbol": "line-ew", "size": 16, "line": {"width": 3, "color": colour("target", theme)}},
        hoverinfo="skip",
        cliponaxis=False,
    )
    figure.add_shape(
        type="line",
        x0=target.by.isoformat(),
        x1=(last + PAST_THE_END).isoformat(),
        y0=float(target.value),
        y1=float(target.value),
        line={"width": 1, "dash": "dot", "color": colour("target", theme)},
    )
    aim = words.quantity(target.value, target.qualifier, indicator)
    figure.add_annotation(
        x=1,
        xref="paper",
        y=float(target.value),
        text=words("chart.target_by", figure=f"<b>{aim}</b>", day=words.date(target.by).replace(" ", NO_BREAK)),
        xanchor="left",
        xshift=12,
        align="left",
        **(note(theme) | {"font": {"color": colour("target", theme), "size": 13}}),
    )
    figure.update_layout(margin={"r": WORDS_ROOM})


def _month_axis(figure: go.Figure, words: Words, periods: Sequence[str], theme: Mode) -> None:
    """Every sixth month by name, the year once a year, so that the axis reads at phone width too."""
    months = [month for period in periods for month in months_of(period)]
    shown = [month for month in months if month[5:] in ("01", "07")] or months[:1]
    texts = [words.month_letter(period) + (f"<br>{period[:4]}" if period.endswith("-01") else "") for period in shown]
    figure.update_xaxes(
        tickmode="array",
        tickvals=[first_day(period).isoformat() for period in shown],
        ticktext=texts,
        tickangle=0,
        color=colour("muted", theme),
    )
