"""What every Plotly figure has, and bars over time: an answer in, a picture out; only places on the screen are computed here."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from ui.tables import HIDDEN
from ui.theme import FONT, Mode, colour
from ui.words import Words

if TYPE_CHECKING:
    from ccare_metrics.framework import Indicator

# Plotly's buttons are in English only and none of them is needed here.
PLOTLY_CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "showTips": False}


class Finished(go.Figure):
    """A figure that will not change any more: told to a browser again and again, it is put into words once."""

    def to_dict(self) -> dict[str, Any]:
        if "_told" not in self.__dict__:
            self.__dict__["_told"] = super().to_dict()
        return self.__dict__["_told"]


def by_period(
    words: Words, rows: pd.DataFrame, indicator: "Indicator", *, theme: Mode, illustrative: bool = False
) -> Finished:
    """How much in each period: columns period, value (missing where absent), absence. A missing period is named, not drawn as zero; a
    hidden one is a dotted column as high as the picture, which stands for no value."""
    labels = [words.period_short(period) for period in rows["period"]]
    gone = rows["value"].isna()
    texts = ["" if not none else words.absence(str(why)) for none, why in zip(gone, rows["absence"], strict=True)]
    figure = go.Figure(
        go.Bar(
            x=list(rows["period"]),
            y=[None if none else float(value) for none, value in zip(gone, rows["value"], strict=True)],
            marker=_bar_look(theme, illustrative=illustrative),
            customdata=[
                words.absence(str(why)) if none else words.amount(value, indicator)
                for none, value, why in zip(gone, rows["value"], rows["absence"], strict=True)
            ],
            text=texts,
            hovertext=[words.period(period) for period in rows["period"]],
            hovertemplate="%{hovertext}<br><b>%{customdata}</b><extra></extra>",
        )
    )
    dress(figure, theme)
    end = value_axis(figure, words, indicator, max([*numbers(rows["value"]), 1]), theme)
    hidden_columns(figure, words, list(rows.loc[rows["absence"].eq(HIDDEN), "period"]), end, theme)
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
            name_gap(figure, period, text, theme)
    return Finished(figure)


def draw(figure: Finished, *, alt: str, key: str) -> None:
    """Puts a Plotly figure on the page; `alt` is the finding with its numbers."""
    st.plotly_chart(figure, theme=None, config=PLOTLY_CONFIG, alt=alt, key=key, width="stretch")


def _bar_look(theme: Mode, *, illustrative: bool) -> dict[str, Any]:
    """Solid for what is reported or published, hatched for what is made up."""
    if not illustrative:
        return {"color": colour("actual", theme)}
    return {
        "color": colour("actual-soft", theme),
        "line": {"color": colour("actual", theme), "width": 1},
        "pattern": {"shape": "/", "fgcolor": colour("actual", theme), "size": 5, "solidity": 0.25},
    }


def hidden_columns(
    figure: go.Figure,
    words: Words,
    at: Sequence[Any],
    end: float,
    theme: Mode,
    *,
    widths: Sequence[float] | None = None,
) -> None:
    """Dotted columns up to the `end` of the axis where figures are hidden. `widths`: on an axis of days, in milliseconds."""
    if not len(at):
        return
    figure.add_bar(
        x=list(at),
        y=[end] * len(at),
        width=widths,
        marker={
            "color": colour("pattern-ground", theme),
            "pattern": {"shape": ".", "fgcolor": colour("pattern-ink", theme), "size": 6, "solidity": 0.25},
        },
        hovertemplate=f"{words.absence(HIDDEN)}<extra></extra>",
    )
    figure.update_layout(barmode="overlay")


def name_gap(figure: go.Figure, at: Any, text: str, theme: Mode) -> None:
    """Upright in the place of a missing bar or stretch, readable over dots."""
    ground = colour("page", theme)
    figure.add_annotation(
        x=at, y=0, text=text, textangle=-90, yanchor="bottom", yshift=4, bgcolor=ground, borderpad=1, **note(theme)
    )


def note(theme: Mode) -> dict[str, Any]:
    return {"showarrow": False, "font": {"color": colour("muted", theme), "size": 12}}


def numbers(column: pd.Series) -> list[float]:
    return [float(value) for value in column.dropna()]


def dress(figure: go.Figure, theme: Mode) -> None:
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


def value_axis(
    figure: go.Figure, words: Words, indicator: "Indicator", top: float, theme: Mode, *, headroom: float = 1.1
) -> float:
    """Ticks with their text set: Plotly has no French, and money is kept in pence. Returns the axis's upper end."""
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
    return end


def _nice_step(rough: float) -> float:
    """1, 2 or 5 times a power of ten, at least 1: nobody is half supported."""
    power = 1.0
    while power * 10 <= rough:
        power *= 10
    return next((power * factor for factor in (1, 2, 5, 10) if power * factor >= rough), power * 10)


def is_missing(value: Any) -> bool:
    return bool(pd.isna(value))
