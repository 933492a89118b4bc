"""What is drawn beside a running total and its path: where it may go, targets as they were revised, milestones, comments."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd
import plotly.graph_objects as go

from ccare_metrics.periods import last_day
from ui.curves import note
from ui.theme import Mode, colour
from ui.words import Words

if TYPE_CHECKING:
    from ccare_metrics.forecast import Forecast
    from ccare_metrics.framework import Indicator, Target

WORDS_ROOM = 132  # beside the curve, for the words at its target: the only place where no line can cross them


@dataclass(frozen=True)
class Beside:
    """What is drawn beside result and path: the forecast with its band, targets as they were revised, (day, value) of milestones, and
    the last days of the periods that a partner has commented on, in the order of the list below the picture."""

    ahead: "Forecast | None" = None
    targets: tuple["Target", ...] = ()
    milestones: tuple[tuple[date, float], ...] = ()
    comments: tuple[date, ...] = ()


NOTHING = Beside()


def draw_ahead(
    figure: go.Figure,
    words: Words,
    curve: pd.DataFrame,
    ahead: "Forecast",
    as_of: date,
    indicator: "Indicator",
    theme: Mode,
    *,
    aim: float | None,
    top: float,
) -> None:
    """The forecast, dotted, from the last result on, in the band that holds in four cases of five; its end in words in the margin."""
    known = curve.loc[curve["actual"].notna(), "actual"]
    begins = float(known.iloc[-1]) if len(known) else 0.0
    days = [as_of, *[last_day(month) for month in ahead.months]]
    low, central, high = ([begins, *path] for path in (ahead.low, ahead.central, ahead.high))
    figure.add_scatter(x=days, y=high, mode="lines", line={"width": 0}, hoverinfo="skip", showlegend=False)
    figure.add_scatter(
        x=days,
        y=low,
        mode="lines",
        line={"width": 0},
        fill="tonexty",
        fillcolor="rgba(0,0,0,0)",
        fillpattern={"shape": "/", "fgcolor": colour("actual-soft", theme), "size": 7, "solidity": 0.5},
        hoverinfo="skip",
    )
    told = [
        [
            words.period(month),
            words.estimate(at, indicator),
            words.estimate(a, indicator),
            words.estimate(b, indicator),
        ]
        for month, at, a, b in zip(ahead.months, ahead.central, ahead.low, ahead.high, strict=True)
    ]
    hover = words(
        "chart.forecast_hover", figure="<b>%{customdata[1]}</b>", low="%{customdata[2]}", high="%{customdata[3]}"
    )
    figure.add_scatter(
        x=days,
        y=central,
        mode="lines",
        line={"width": 2, "dash": "dot", "color": colour("actual", theme)},
        customdata=[["", "", "", ""], *told],
        hovertemplate="%{customdata[0]}<br>" + hover + "<extra></extra>",
        name=words("chart.forecast"),
    )
    text = words(
        "chart.forecast_end",
        figure=f"<b>{words.estimate(central[-1], indicator)}</b>",
        low=words.estimate(low[-1], indicator),
        high=words.estimate(high[-1], indicator),
    )
    figure.add_annotation(
        x=1, xref="paper", y=_clear_of(central[-1], aim, top), text=text, xanchor="left", xshift=12, align="left",
        **(note(theme) | {"font": {"color": colour("actual", theme), "size": 12}}),
    )  # fmt: skip
    figure.update_layout(margin={"r": WORDS_ROOM})


def _clear_of(at: float, other: float | None, top: float) -> float:
    """Moved away from another text in the same margin, which is three lines high."""
    room = 0.24 * top
    if other is None or abs(at - other) >= room:
        return at
    return other - room if at <= other and other - room > 0 else other + room


def draw_revisions(
    figure: go.Figure, words: Words, targets: Sequence["Target"], indicator: "Indicator", last: date, theme: Mode
) -> None:
    """Only where a target was revised: each as a line from the day it was decided to the next decision."""
    if len(targets) < 2:
        return
    days = [target.valid_from for target in targets] + [max(last, targets[-1].by)]
    values = [float(target.value) for target in targets]
    figure.add_scatter(
        x=days,
        y=[*values, values[-1]],
        mode="lines",
        line={"shape": "hv", "width": 1.5, "dash": "dash", "color": colour("target", theme)},
        hoverinfo="skip",
    )
    for day, target in zip(days, targets[:-1], strict=False):
        text = words("chart.former_target", figure=words.target(target, indicator))
        figure.add_annotation(x=day, y=float(target.value), text=text, xanchor="left", yanchor="bottom", **note(theme))


def draw_milestones(
    figure: go.Figure, words: Words, milestones: Sequence[tuple[date, float]], indicator: "Indicator", theme: Mode
) -> None:
    if not milestones:
        return
    figure.add_scatter(
        x=[day for day, _ in milestones],
        y=[value for _, value in milestones],
        mode="markers",
        marker={"symbol": "diamond-open", "size": 9, "line": {"width": 1.5}, "color": colour("expected", theme)},
        customdata=[[words.date(day), words.amount(value, indicator)] for day, value in milestones],
        hovertemplate=words("chart.milestone", day="%{customdata[0]}", figure="<b>%{customdata[1]}</b>")
        + "<extra></extra>",
    )


def draw_comments(figure: go.Figure, days: Sequence[date], theme: Mode) -> None:
    """A number at the foot of the picture for each comment of the list below it."""
    for number, day in enumerate(days, start=1):
        figure.add_annotation(
            x=day.isoformat(), y=0, yref="paper", yanchor="bottom", text=f"<b>{number}</b>", bgcolor=colour("page", theme),
            bordercolor=colour("line-strong", theme), borderpad=2, **note(theme),
        )  # fmt: skip
