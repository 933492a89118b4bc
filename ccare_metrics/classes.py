"""Classes of a map: equal steps of a round width from zero, so that the same colour means the same on both sides of the Channel."""

import math
from dataclasses import dataclass

import pandas as pd

MOST = 5  # more shades than five cannot be told apart
ROUND = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True)
class MapClass:
    """Values from `low` (included) to `high` (excluded, but included in the last class). The first class may be exactly zero."""

    low: float
    high: float
    zero: bool = False


def map_classes(shown: pd.Series, *, whole: bool) -> tuple[MapClass, ...]:
    """At most five classes, one of them for zero itself where it occurs; none where nothing is shown."""
    known = shown.dropna()
    if known.empty:
        return ()
    zero = (MapClass(0, 0, zero=True),) if (known == 0).any() else ()
    top = float(known.max())
    if top <= 0:
        return zero
    width = _round_width(top / (MOST - len(zero)), whole)
    count = max(1, math.ceil(round(top / width, 9)))
    return (*zero, *(MapClass(step * width, (step + 1) * width) for step in range(count)))


def class_of(value: float | None, classes: tuple[MapClass, ...]) -> int | None:
    """Which class a value lies in; None for a missing value."""
    if value is None or pd.isna(value):
        return None
    if value == 0 and classes and classes[0].zero:
        return 0
    for index, each in enumerate(classes):
        if not each.zero and (each.low <= value < each.high):
            return index
    return len(classes) - 1


def _round_width(least: float, whole: bool) -> float:
    power = 10.0 ** math.floor(math.log10(least))
    width = next(power * factor for factor in ROUND if power * factor >= least * (1 - 1e-9))
    return float(max(1, math.ceil(width))) if whole else width
