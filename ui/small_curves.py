"""Small curves side by side on one scale, as shapes: something to compare at a glance; the numbers stand in the table below them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

import pandas as pd

from ui.tables import HIDDEN
from ui.words import Words

if TYPE_CHECKING:
    from ccare_metrics.framework import Indicator

THICK = 2.6  # percent of the picture's height
# Not SVG: the framework takes it out of a page's HTML. A line is a thin shape cut from a box, as on the first page.


@dataclass(frozen=True, eq=False)
class Panel:
    """`months`: as results.curve."""

    name: str
    months: pd.DataFrame = field(repr=False)


def small_multiples(words: Words, panels: Sequence[Panel], indicator: "Indicator") -> str:
    """One picture a panel: the running total filled (hatched where made up), its expected path thin, all from zero to one common top.
    A stretch whose total is hidden stays blank."""
    top = max(
        [
            1.0,
            *(
                float(value)
                for panel in panels
                for name in ("actual", "expected")
                for value in panel.months[name].dropna()
            ),
        ]
    )
    drawn = "".join(_panel(words, panel, indicator, top) for panel in panels)
    scale = words("compare.scale", top=words.estimate(top, indicator))
    return f'<div class="cc-small-multiples">{drawn}</div><p class="cc-small-words">{escape(scale)}</p>'


def _panel(words: Words, panel: Panel, indicator: "Indicator", top: float) -> str:
    known = panel.months[panel.months["actual"].notna()]
    figure = _latest(words, panel.months, indicator)
    expected = known["expected"].iloc[-1] if len(known) else None
    path = ""
    if expected is not None and pd.notna(expected):
        path = words("bullet.expected", figure=words.estimate(expected, indicator))
    made_up = " cc-made-up" if panel.months["provenance"].eq("illustrative").any() else ""
    spoken = ", ".join(filter(None, (panel.name, figure, path)))
    lines = "".join(
        f'<span class="cc-small-actual{made_up}" style="clip-path:{_below(run, len(panel.months), top)}"></span>'
        for run in _runs(panel.months)
    )
    path_line = _line(panel.months["expected"], top)
    lines += f'<span class="cc-small-expected" style="clip-path:{path_line}"></span>'
    return (
        f"<figure><figcaption><strong>{escape(panel.name)}</strong> "
        f"<span>{escape(figure)}</span></figcaption>"
        f'<div class="cc-small-curve" role="img" aria-label="{escape(spoken, quote=True)}">{lines}</div>'
        f'<p class="cc-small-words">{escape(path)}</p></figure>'
    )


def _latest(words: Words, months: pd.DataFrame, indicator: "Indicator") -> str:
    """The last total, or that it is hidden: an earlier one would read as today's."""
    told = months[months["actual"].notna() | months["actual_absence"].eq(HIDDEN)]
    if told.empty:
        return words("compare.no_figure")
    last = told.iloc[-1]
    return words.absence(HIDDEN) if pd.isna(last["actual"]) else words.amount(last["actual"], indicator)


Run = list[tuple[int, float]]  # months by their place, with the total by their end


def _runs(months: pd.DataFrame) -> list[Run]:
    """Totals that belong together. A month without one leaves no point and the line goes on to the next; a hidden one ends the line."""
    runs: list[Run] = [[]]
    for place, (actual, absence) in enumerate(zip(months["actual"], months["actual_absence"], strict=True)):
        if pd.notna(actual):
            runs[-1].append((place, float(actual)))
        elif absence == HIDDEN:
            runs.append([])
    return [run for run in runs if run]


def _points(run: Run, count: int, top: float) -> list[tuple[float, float]]:
    """Percent of the picture from the left and from above."""
    last = max(count - 1, 1)
    return [(100 * place / last, 100 - (100 - THICK) * value / top) for place, value in run]


def _below(run: Run, count: int, top: float) -> str:
    points = _points(run, count, top)
    return _shape([(points[0][0], 100.0), *points, (points[-1][0], 100.0)])


def _line(values: pd.Series, top: float) -> str:
    run = [(place, float(value)) for place, value in enumerate(values) if pd.notna(value)]
    points = _points(run, len(values), top)
    return _shape([*points, *[(x, min(y + THICK, 100.0)) for x, y in reversed(points)]])


def _shape(points: Sequence[tuple[float, float]]) -> str:
    return f"polygon({', '.join(f'{x:.1f}% {y:.1f}%' for x, y in points) or '0 0'})"
