"""Classes of a map: equal steps of a round width from zero, so that the same colour means the same on both sides of the Channel."""

import math
from dataclasses import dataclass

import pandas as pd

MOST = 5  # more shades than five cannot be told apart
ROUND = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True)
class MapClass:
    """Values from `low` to `high`. Whole counts: both included (1 to 500, 501 to 1,000). Else: over low, up to and including high.

    A class from 0 to 0 holds the zeros.
    """

    low: float
    high: float


def map_classes(shown: pd.Series, *, whole: bool) -> tuple[MapClass, ...]:
    """At most five classes, the first for zero itself where it occurs; none where nothing is shown."""
    known = shown.dropna()
    if known.empty:
        return ()
    zero = (MapClass(0, 0),) if (known == 0).any() else ()
    top = float(known.max())
    if top <= 0:
        return zero
    width = _round_width(top / (MOST - len(zero)), whole)
    steps = range(max(1, math.ceil(round(top / width, 9))))
    return (*zero, *(MapClass(step * width + (1 if whole else 0), (step + 1) * width) for step in steps))


def class_of(value: float | None, classes: tuple[MapClass, ...]) -> int | None:
    """Which class a value lies in: the first whose upper end it does not pass; None for a missing value."""
    if value is None or pd.isna(value):
        return None
    return next((index for index, each in enumerate(classes) if value <= each.high * (1 + 1e-9)), len(classes) - 1)


def _round_width(least: float, whole: bool) -> float:
    power = 10.0 ** math.floor(math.log10(least))
    width = next(power * factor for factor in ROUND if power * factor >= least * (1 - 1e-9))
    return float(max(1, math.ceil(width))) if whole else width
