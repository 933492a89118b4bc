"""Charts named by their question: an answer in, a picture out; nothing here fetches, only places on the screen are computed.

The bullet and the ranking are HTML (they print, wrap and are read aloud); the curves are Plotly figures.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from typing import TYPE_CHECKING, Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from ccare_metrics.periods import first_day, last_day, month_of
from ui import tables
from ui.theme import FONT, Mode, colour
from ui.words import NO_BREAK, Words

if TYPE_CHECKING:
    from ccare_metrics.framework import Indicator

# Room to the right of the longest mark, so that nothing touches the edge.
HEADROOM = 1.06
# Beside the curve, for the words at its target: the only place where no line can cross them.
TARGET_ROOM = 132
PAST_THE_END = timedelta(days=20)
# Plotly's buttons are in English only and none of them is needed here.
PLOTLY_CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "showTips": False}


# -- target against actual


def progress_to_target(
    words: Words,
    indicator: "Indicator",
    *,
    actual: float | None,
    target: float | None,
    target_qualifier: str = "exact",
    expected: float | None = None,
    absence: str | None = None,
    top: float | None = None,
    compact: bool = False,
) -> str:
    """A bullet graph as HTML: linear from zero, solid bar for actual, short mark for the target, thin mark for expected by now.

    A missing actual is named by its `absence`, not drawn. `top` is the common end of the scale where several bullets are compared;
    `compact` leaves out the words around the bar, which then stand in the table row beside it. All is said in `aria-label`.
    """
    if actual is None and absence is None:
        raise ValueError(f"{indicator.code}: no figure and no reason why")
    end = _scale_end(actual, target, expected, top)
    parts = _bands(target, end)
    if actual is not None:
        parts += _mark("bar", width=_share(actual, end))
    else:
        parts += f'<span class="cc-bullet-absent">{escape(words.absence(str(absence)))}</span>'
    if expected is not None:
        parts += _mark("expected", at=_share(expected, end))
    if target is not None:
        parts += _mark("target", at=_share(target, end))
    spoken = progress_in_words(
        words,
        indicator,
        actual=actual,
        target=target,
        target_qualifier=target_qualifier,
        expected=expected,
        absence=absence,
    )
    track = f'<div class="cc-bullet-track">{parts}</div>'
    if not compact:
        track = _expected_words(words, indicator, expected, end) + track
        track += _target_words(words, indicator, target, target_qualifier, end)
    size = " cc-bullet-compact" if compact else ""
    return f'<div class="cc-bullet{size}" role="img" aria-label="{escape(spoken, quote=True)}">{track}</div>'


def progress_in_words(
    words: Words,
    indicator: "Indicator",
    *,
    actual: float | None,
    target: float | None,
    target_qualifier: str = "exact",
    expected: float | None = None,
    absence: str | None = None,
) -> str:
    """What the bullet shows, as a sentence with its numbers."""
    name = words.name(indicator.name)
    result = words.amount(actual, indicator) if actual is not None else words.absence(str(absence))
    if target is None:
        return words("bullet.alt_no_target", name=name, actual=result)
    aim = words.quantity(target, target_qualifier, indicator)
    if expected is None:
        return words("bullet.alt", name=name, actual=result, target=aim)
    return words(
        "bullet.alt_expected", name=name, actual=result, target=aim, expected=words.amount(round(expected), indicator)
    )


def _scale_end(*values: float | None) -> float:
    *drawn, top = values
    longest = max((float(value) for value in drawn if value is not None), default=0.0) * HEADROOM
    return max(longest, float(top or 0)) or 1.0


def _share(value: float, end: float) -> float:
    return round(100 * max(float(value), 0) / end, 2)


def _mark(kind: str, *, at: float | None = None, width: float | None = None) -> str:
    place = f"left:{at}%" if at is not None else f"width:{width}%"
    return f'<span class="cc-bullet-{kind}" style="{place}"></span>'


def _bands(target: float | None, end: float) -> str:
    return _mark("band", width=_share(target, end)) if target is not None else ""


def _expected_words(words: Words, indicator: "Indicator", expected: float | None, end: float) -> str:
    if expected is None:
        return ""
    text = words("bullet.expected", figure=words.amount(round(expected), indicator))
    return f'<div class="cc-bullet-words">{_placed(text, _share(expected, end))}</div>'


def _target_words(words: Words, indicator: "Indicator", target: float | None, qualifier: str, end: float) -> str:
    zero = f"<span>{escape(words.amount(0, indicator))}</span>"
    if target is None:
        return f'<div class="cc-bullet-words">{zero}{_placed(words.status("no_target"), 100)}</div>'
    text = words("bullet.target", figure=words.quantity(target, qualifier, indicator))
    # Where the target stands near zero its own words begin there, and the zero would be under them.
    return f'<div class="cc-bullet-words">{zero if _share(target, end) >= 18 else ""}{_placed(text, _share(target, end))}</div>'


def _placed(text: str, at: float) -> str:
    # Shifted by its own width in the same proportion: the words stand at the mark and can never leave the box.
    return f'<span class="cc-bullet-at" style="left:{at}%;transform:translateX(-{at}%)">{escape(text)}</span>'


# -- which is more


def ranking(
    words: Words,
    rows: Sequence[Mapping[str, Any]],
    indicator: "Indicator",
    *,
    spoken: str,
    here: str | None = None,
    show: Callable[[float], str] | None = None,
) -> str:
    """Horizontal bars as HTML, in the order given. Each row: name, value, and absence where value is missing; code to match `here`.

    `spoken` is the finding with its numbers; `show` writes a value that is not in the indicator's own unit, such as a rate.
    Bars are hatched where row["provenance"] is illustrative.
    """
    known = [float(row["value"]) for row in rows if not _missing(row["value"])]
    end = max(known, default=0.0) or 1.0
    show = show or (lambda value: words.amount(value, indicator))
    bars = "".join(_bar(words, row, show, end, is_here=here is not None and row.get("code") == here) for row in rows)
    return f'<div class="cc-ranking" role="img" aria-label="{escape(spoken, quote=True)}">{bars}</div>'


def _bar(words: Words, row: Mapping[str, Any], show: Callable[[float], str], end: float, *, is_here: bool) -> str:
    name = escape(str(row["name"]))
    if _missing(row["value"]):
        bar, figure = "", f'<span class="cc-absent">{escape(words.absence(str(row["absence"])))}</span>'
    else:
        made_up = " cc-made-up" if row.get("provenance") == "illustrative" else ""
        bar = f'<span class="cc-ranking-bar{made_up}" style="width:{_share(row["value"], end)}%"></span>'
        figure = escape(show(row["value"]))
    mark = " cc-ranking-here" if is_here else ""
    return (
        f'<div class="cc-ranking-row{mark}"><span class="cc-ranking-name">{name}</span>'
        f'<span class="cc-ranking-track">{bar}<span class="cc-ranking-figure">{figure}</span></span></div>'
    )


def _missing(value: Any) -> bool:
    return bool(pd.isna(value))


def target_row(words: Words, *, title: str, figure: str, status: str, bullet: str, made_up_status: str = "") -> str:
    """One target of many as HTML: what it is, the result, its status in words, the bullet. `made_up_status` says so where it is."""
    note = f'<span class="cc-small-words">{escape(made_up_status)}</span>' if made_up_status else ""
    return (
        f'<div class="cc-target-row"><p class="cc-target-what"><strong>{escape(title)}</strong> <span>{escape(figure)}</span></p>'
        f'<p class="cc-said">{tables.status(words, status)} {note}</p>{bullet}</div>'
    )


# -- over time


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
) -> go.Figure:
    """How a running total grew, against its expected path.

    curve: one row a month, columns period ("2022-04"), actual (cumulative; missing where absent or after `as_of`), expected (missing
    without a plan). Actual is solid, the expected path a stepped outline; months without a figure leave a gap.
    """
    # The month under way ends, for its figure, on the day the figure is true of.
    days = [as_of if month_of(as_of) == period else last_day(period) for period in curve["period"]]
    start = first_day(curve["period"].iloc[0])
    figure = go.Figure()
    _dress(figure, theme)
    _draw_expected(figure, words, curve, days, theme)
    _draw_actual(figure, words, curve, days, indicator, theme, illustrative=illustrative)
    last = max([*days, *([target.by] if target else [])])
    _draw_as_of(figure, words, as_of, theme)
    if target:
        _draw_target(figure, words, target, indicator, last, theme)
    top = max([*_numbers(curve["actual"]), *_numbers(curve["expected"]), *([target.value] if target else []), 1])
    _value_axis(figure, words, indicator, top, theme, headroom=1.3)
    _month_axis(figure, words, list(curve["period"]), theme)
    figure.update_xaxes(range=[start.isoformat(), (last + PAST_THE_END).isoformat()])
    return figure


def by_period(
    words: Words, rows: pd.DataFrame, indicator: "Indicator", *, theme: Mode, illustrative: bool = False
) -> go.Figure:
    """How much in each period: columns period, value (missing where absent), absence. A missing period is named, not drawn as zero."""
    labels = [words.period_short(period) for period in rows["period"]]
    hidden = rows["value"].isna()
    texts = ["" if not gone else words.absence(str(why)) for gone, why in zip(hidden, rows["absence"], strict=True)]
    figure = go.Figure(
        go.Bar(
            x=list(rows["period"]),
            y=[None if gone else float(value) for gone, value in zip(hidden, rows["value"], strict=True)],
            marker=_bar_look(theme, illustrative=illustrative),
            customdata=[
                words.absence(str(why)) if gone else words.amount(value, indicator)
                for gone, value, why in zip(hidden, rows["value"], rows["absence"], strict=True)
            ],
            text=texts,
            hovertext=[words.period(period) for period in rows["period"]],
            hovertemplate="%{hovertext}<br><b>%{customdata}</b><extra></extra>",
        )
    )
    _dress(figure, theme)
    _value_axis(figure, words, indicator, max([*_numbers(rows["value"]), 1]), theme)
    step = max(1, -(-len(labels) // 8))
    figure.update_xaxes(
        type="category",
        tickmode="array",
        tickvals=list(rows["period"])[::step],
        ticktext=labels[::step],
        tickangle=0,
        color=colour("muted", theme),
    )
    for period, text in zip(rows["period"], texts, strict=True):
        if text:
            figure.add_annotation(x=period, y=0, text=text, textangle=-90, yanchor="bottom", **_note(theme))
    return figure


def draw(figure: go.Figure, *, alt: str, key: str) -> None:
    """Puts a Plotly figure on the page; `alt` is the finding with its numbers."""
    st.plotly_chart(figure, theme=None, config=PLOTLY_CONFIG, alt=alt, key=key, width="stretch")


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
        **_note(theme),
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
    values = [None if _missing(value) else float(value) for value in curve["actual"]]
    known = [(day, value) for day, value in zip(days, values, strict=True) if value is not None]
    if not known:
        return
    figure.add_scatter(
        x=list(days),
        y=values,
        mode="lines+markers" if len(known) == 1 else "lines",
        line={"width": 3, "color": colour("actual", theme)},
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
        **_note(theme),
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
        **(_note(theme) | {"font": {"color": colour("target", theme), "size": 13}}),
    )
    figure.update_layout(margin={"r": TARGET_ROOM})


def _bar_look(theme: Mode, *, illustrative: bool) -> dict[str, Any]:
    """Solid for what is reported or published, hatched for what is made up."""
    if not illustrative:
        return {"color": colour("actual", theme)}
    return {
        "color": colour("actual-soft", theme),
        "line": {"color": colour("actual", theme), "width": 1},
        "pattern": {"shape": "/", "fgcolor": colour("actual", theme), "size": 5, "solidity": 0.25},
    }


def _note(theme: Mode) -> dict[str, Any]:
    return {"showarrow": False, "font": {"color": colour("muted", theme), "size": 12}}


def _numbers(column: pd.Series) -> list[float]:
    return [float(value) for value in column.dropna()]


def _dress(figure: go.Figure, theme: Mode) -> None:
    figure.update_layout(
        height=340,
        margin={"l": 8, "r": 16, "t": 28, "b": 44},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        showlegend=False,
        dragmode=False,
        bargap=0.25,
        font={"family": FONT, "size": 13, "color": colour("text", theme)},
        hoverlabel={
            "bgcolor": colour("page", theme),
            "bordercolor": colour("line-strong", theme),
            "font": {"family": FONT, "color": colour("text", theme), "size": 13},
        },
    )
    figure.update_xaxes(
        showgrid=False, linecolor=colour("line-strong", theme), ticks="outside", tickcolor=colour("line-strong", theme),
        fixedrange=True,
    )  # fmt: skip
    figure.update_yaxes(gridcolor=colour("line", theme), zeroline=False, fixedrange=True, automargin=True)


def _value_axis(
    figure: go.Figure, words: Words, indicator: "Indicator", top: float, theme: Mode, *, headroom: float = 1.1
) -> None:
    """Ticks with their text set: Plotly has no French, and money is kept in pence."""
    step = _nice_step(top / 4)
    end = top * headroom
    ticks = [step * count for count in range(int(end / step) + 1)]
    texts = [
        words.money_short(round(tick), str(indicator.currency))
        if indicator.kind == "money"
        else words.amount(tick, indicator)
        for tick in ticks
    ]
    figure.update_yaxes(
        tickmode="array",
        tickvals=ticks,
        ticktext=texts,
        range=[0, end],
        color=colour("muted", theme),
    )


def _month_axis(figure: go.Figure, words: Words, periods: Sequence[str], theme: Mode) -> None:
    """Every sixth month by name, the year once a year, so that the axis reads at phone width too."""
    shown = [period for period in periods if period[5:] in ("01", "07")] or list(periods[:1])
    texts = [words.month_letter(period) + (f"<br>{period[:4]}" if period.endswith("-01") else "") for period in shown]
    figure.update_xaxes(
        tickmode="array",
        tickvals=[first_day(period).isoformat() for period in shown],
        ticktext=texts,
        tickangle=0,
        color=colour("muted", theme),
    )


def _nice_step(rough: float) -> float:
    """1, 2 or 5 times a power of ten, at least 1: nobody is half supported."""
    power = 1.0
    while power * 10 <= rough:
        power *= 10
    return next((power * factor for factor in (1, 2, 5, 10) if power * factor >= rough), power * 10)
