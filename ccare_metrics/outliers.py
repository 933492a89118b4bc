"""Months that do not look like the others of their series. Pure arithmetic; the cut-offs are the programme's own data."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

FEWEST = 4  # other months with a figure, below which nothing can be called unusual


@dataclass(frozen=True)
class Unusual:
    """`usual`: the median of the other months; `share_of_target`: of the target in this one month, where there is a target."""

    month: str
    value: float
    usual: float
    share_of_target: float | None


def unusual(
    months: Sequence[str],
    values: Sequence[float | None],
    *,
    target: float | None,
    deviations: int,
    share_of_target: float,
    least: float = 1.0,
) -> list[Unusual]:
    """Months further from the median of the others than so many median absolute deviations, or with more than that share of the target.

    Months before the first count above zero are a scheme that had not begun, and are left out. `least`: the smallest spread that is
    believed, one unit (100 for pence); a series that never moved would else call every single count unusual.
    """
    begun = next((place for place, value in enumerate(values) if value), len(values))
    known = [(month, value) for month, value in zip(months[begun:], values[begun:], strict=True) if value is not None]
    found = []
    for place, (month, value) in enumerate(known):
        others = [other for at, (_, other) in enumerate(known) if at != place]
        if len(others) < FEWEST:
            continue
        usual = median(others)
        spread = max(median(abs(other - usual) for other in others), least)
        share = value / target if target else None
        if abs(value - usual) > deviations * spread or (share is not None and share > share_of_target):
            found.append(Unusual(month, value, usual, share))
    return found
