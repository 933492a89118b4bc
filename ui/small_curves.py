"""Small curves side by side on one scale, as shapes: something to compare at a glance; the numbers stand in the table below them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

import pandas as pd

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
    """One picture a panel: the running total filled (hatched where made up), its expected path thin, all from zero to one common top."""
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
    figure = words("compare.no_figure") if known.empty else words.amount(known["actual"].iloc[-1], indicator)
    expected = known["expected"].iloc[-1] if len(known) else None
    path = ""
    if expected is not None and pd.notna(expected):
        path = words("bullet.expected", figure=words.estimate(expected, indicator))
    made_up = " cc-made-up" if panel.months["provenance"].eq("illustrative").any() else ""
    spoken = ", ".join(filter(None, (panel.name, figure, path)))
    lines = (
        f'<span class="cc-small-actual{made_up}" style="clip-path:{_below(panel.months["actual"], top)}"></span>'
        f'<span class="cc-small-expected" style="clip-path:{_line(panel.months["expected"], top)}"></span>'
    )
    return (
        f'<figure role="img" aria-label="{escape(spoken, quote=True)}"><figcaption><strong>{escape(panel.name)}</strong> '
        f"<span>{escape(figure)}</span></figcaption>"
        f'<div class="cc-small-curve" aria-hidden="true">{lines}</div><p class="cc-small-words">{escape(path)}</p></figure>'
    )


def _points(values: pd.Series, top: float) -> list[tuple[float, float]]:
    """Percent of the picture from the left and from above. A month without a value leaves no point: the line goes on to the next one."""
    last = max(len(values) - 1, 1)
    return [
        (100 * place / last, 100 - (100 - THICK) * float(value) / top)
        for place, value in enumerate(values)
        if pd.notna(value)
    ]


def _below(values: pd.Series, top: float) -> str:
    points = _points(values, top)
    if not points:
        return _shape([])
    return _shape([(points[0][0], 100.0), *points, (points[-1][0], 100.0)])


def _line(values: pd.Series, top: float) -> str:
    points = _points(values, top)
    return _shape([*points, *[(x, min(y + THICK, 100.0)) for x, y in reversed(points)]])


def _shape(points: Sequence[tuple[float, float]]) -> str:
    return f"polygon({', '.join(f'{x:.1f}% {y:.1f}%' for x, y in points) or '0 0'})"
