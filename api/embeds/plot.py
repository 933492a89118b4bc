"""The picture of a curve: positions only. What was reached as a solid line, what was expected as a thin one, dots over what is hidden."""

from dataclasses import dataclass
from html import escape

import pandas as pd

from ccare_metrics.framework import Indicator, Target
from ui.words import Words

HEADROOM = 1.06
HIDDEN = "suppressed"


@dataclass(frozen=True, eq=False)
class Plot:
    """`periods`: as results.curve, oldest first. `target`: as it stands now. `top`: the upper end of the scale, in the indicator's
    smallest unit."""

    periods: pd.DataFrame
    target: Target | None
    top: float

    def x(self, place: int) -> float:
        """Percent from the left."""
        return round(100 * place / max(len(self.periods) - 1, 1), 2)

    def y(self, value: float) -> float:
        """Percent from above."""
        return round(100 - 100 * value / self.top, 2)


def plotted(periods: pd.DataFrame, target: Target | None) -> Plot:
    drawn = [float(value) for name in ("actual", "expected") for value in periods[name].dropna()]
    return Plot(periods, target, HEADROOM * max([0.0, *drawn, *([target.value] if target else [])]) or 1.0)


def picture(words: Words, plot: Plot, indicator: Indicator, finding: str) -> str:
    """Two drawings, one in the other: in the outer one patterns keep their shape, in the inner one lines stretch with the width."""
    made_up = plot.periods["provenance"].eq("illustrative").any()
    inner = _path(plot, "expected") + _path(plot, "actual")
    label = escape(f"{finding}.", quote=True)
    svg = (
        f'<svg class="curve" role="img" aria-label="{label}"><clipPath id="below" clipPathUnits="objectBoundingBox">{_below(plot)}'
        f'</clipPath>{_hidden(plot)}<rect class="{"hatched" if made_up else "soft"}" width="100%" height="100%" clip-path="url(#below)"/>'
        f'{_target(plot)}<line class="axis" x1="0" x2="100%" y1="100%" y2="100%"/>'
        f'<svg viewBox="0 0 100 100" preserveAspectRatio="none" width="100%" height="100%" overflow="visible">{inner}</svg></svg>'
    )
    return f'<div class="chart">{svg}{_aim(words, plot, indicator)}</div>{_ends(words, plot)}{_key(words, plot)}'


def _runs(values: pd.Series) -> list[list[tuple[int, float]]]:
    """Stretches without a gap: place and value of each point."""
    runs: list[list[tuple[int, float]]] = [[]]
    for place, value in enumerate(values):
        if pd.notna(value):
            runs[-1].append((place, float(value)))
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _path(plot: Plot, name: str) -> str:
    runs = _runs(plot.periods[name])
    # A point alone is drawn as a line to itself: round ends make it a dot.
    points = [
        [f"{plot.x(place)} {plot.y(value)}" for place, value in (run if len(run) > 1 else run * 2)] for run in runs
    ]
    return f'<path class="line-{name}" d="{"".join("M" + "L".join(run) for run in points)}"/>'


def _below(plot: Plot) -> str:
    shapes = []
    for run in _runs(plot.periods["actual"]):
        above = [(plot.x(place), plot.y(value)) for place, value in run]
        around = [(above[0][0], 100.0), *above, (above[-1][0], 100.0)]
        shapes.append(f'<polygon points="{" ".join(f"{x / 100:.4f},{y / 100:.4f}" for x, y in around)}"/>')
    return "".join(shapes)


def _hidden(plot: Plot) -> str:
    """A dotted band over each period by whose end the total cannot be known, because figures are hidden."""
    step = plot.x(1)
    middles = [plot.x(place) for place, code in enumerate(plot.periods["actual_absence"]) if code == HIDDEN]
    bands = [(max(middle - step / 2, 0), min(middle + step / 2, 100)) for middle in middles]
    return "".join(
        f'<rect class="hidden" x="{left:.2f}%" width="{right - left:.2f}%" height="100%"/>' for left, right in bands
    )


def _target(plot: Plot) -> str:
    if plot.target is None:
        return ""
    at = plot.y(plot.target.value)
    return f'<line class="aim" x1="0" x2="100%" y1="{at}%" y2="{at}%"/>'


def _aim(words: Words, plot: Plot, indicator: Indicator) -> str:
    """The target's line by its words, above it at the left, where a curve is still low."""
    if plot.target is None:
        return ""
    text = words("bullet.target", figure=words.target(plot.target, indicator))
    if plot.target.provenance == "illustrative":
        text = words.with_reason(text, words.provenance("illustrative").lower())
    return f'<p class="aim-words" style="bottom:{100 - plot.y(plot.target.value):g}%">{escape(text)}</p>'


def _ends(words: Words, plot: Plot) -> str:
    first, last = (words.period_short(plot.periods["period"].iloc[place]) for place in (0, -1))
    return f'<p class="ends"><span>{escape(first)}</span><span>{escape(last)}</span></p>'


def _key(words: Words, plot: Plot) -> str:
    """What the marks mean; each only where it is drawn."""
    marks = [('<line class="line-actual" x1="0" x2="100%" y1="50%" y2="50%"/>', words("chart.actual"))]
    if plot.periods["expected"].notna().any():
        marks.append(('<line class="line-expected" x1="0" x2="100%" y1="50%" y2="50%"/>', words("chart.expected")))
    if plot.periods["actual_absence"].eq(HIDDEN).any():
        marks.append(('<rect class="hidden swatch" width="100%" height="100%"/>', words.absence(HIDDEN)))
    drawn = "".join(
        f'<li><svg aria-hidden="true" focusable="false">{mark}</svg>{escape(text)}</li>' for mark, text in marks
    )
    return f'<ul class="legend">{drawn}</ul>'
