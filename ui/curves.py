"""Curves and bars over time, as Plotly figures: an answer in, a picture out; only places on the screen are computed here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from ccare_metrics.periods import first_day, last_day, month_of
from ui.theme import FONT, Mode, colour
from ui.words import NO_BREAK, Words

if TYPE_CHECKING:
    from ccare_metrics.framework import Indicator

# Beside the curve, for the words at its target: the only place where no line can cross them.
TARGET_ROOM = 132
PAST_THE_END = timedelta(days=20)
# Plotly's buttons are in English only and none of them is needed here.
PLOTLY_CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "showTips": False}


@dataclass(frozen=True)
class EndTarget:
    """The target at the end of a curve."""

    value: float
    by: date
    qualifier: str = "exact"


class Finished(go.Figure):
    """A figure that will not change any more: told to a browser again and again, it is put into words once."""

    def to_dict(self) -> dict[str, Any]:
        if "_told" not in self.__dict__:
            self.__dict__["_told"] = super().to_dict()
        return self.__dict__["_told"]


def trend(
    words: Words,
    curve: pd.DataFrame,
    indicator: "Indicator",
    *,
    theme: Mode,
    as_of: date,
    target: EndTarget | None = None,
    illustrative: bool = False,
) -> Finished:
    """How a running total grew, against its expected path.

    curve: one row a month, columns period ("2022-04"), actual (cumulative; missing where absent or after `as_of`), expected (missing
    without a plan). Actual is solid (dashed where made up), the expected path a stepped outline; months without a figure leave a gap.
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
    return Finished(figure)


def by_period(
    words: Words, rows: pd.DataFrame, indicator: "Indicator", *, theme: Mode, illustrative: bool = False
) -> Finished:
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
    return Finished(figure)


def draw(figure: Finished, *, alt: str, key: str) -> None:
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
    values = [None if _is_missing(value) else float(value) for value in curve["actual"]]
    known = [(day, value) for day, value in zip(days, values, strict=True) if value is not None]
    if not known:
        return
    figure.add_scatter(
        x=list(days),
        y=values,
        mode="lines+markers" if len(known) == 1 else "lines",
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
        words.money(round(tick), str(indicator.currency))
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


def _is_missing(value: Any) -> bool:
    return bool(pd.isna(value))
