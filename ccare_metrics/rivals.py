"""The rules that were tried, simplest first; `forecast` uses the last one. Each says what every month ahead will add. Pure arithmetic.

A rule sees all figures up to the cut-off, oldest first, with the zeros before the first activity.
"""

from collections.abc import Callable, Sequence
from statistics import fmean

from ccare_metrics.forecast import RECENT, expected_pace, since_first_activity

Rule = Callable[[Sequence[float], int], list[float]]

LATEST_WEIGHT = 0.3  # usual for monthly figures: the last half year then makes up nine tenths
WEIGHTS = tuple(tenth / 10 for tenth in range(1, 10))
DAMPING = 0.8  # usual: a trend loses a fifth of itself each month


def straight_line(figures: Sequence[float], ahead: int) -> list[float]:
    return [fmean(since_first_activity(figures))] * ahead


def straight_line_with_lead_in(figures: Sequence[float], ahead: int) -> list[float]:
    return [fmean(figures)] * ahead


def last_three_months(figures: Sequence[float], ahead: int) -> list[float]:
    return [fmean(since_first_activity(figures)[-3:])] * ahead


def last_six_months(figures: Sequence[float], ahead: int) -> list[float]:
    return [fmean(since_first_activity(figures)[-6:])] * ahead


def smoothed(figures: Sequence[float], ahead: int) -> list[float]:
    """Each month moves the level by a fixed part of the way towards it."""
    return [_levels(since_first_activity(figures), LATEST_WEIGHT)[-1]] * ahead


def smoothed_to_fit(figures: Sequence[float], ahead: int) -> list[float]:
    """The part of the way that would have missed the series' own past months least, in squares."""
    active = since_first_activity(figures)
    fitting = min(WEIGHTS, key=lambda weight: _squared_misses(active, weight))
    return [_levels(active, fitting)[-1]] * ahead


def damped_trend(figures: Sequence[float], ahead: int) -> list[float]:
    """The last three months against the three before, going on in steps that get smaller; never less than nothing."""
    active = since_first_activity(figures)
    level = fmean(active[-RECENT:])
    step = (level - fmean(active[-2 * RECENT : -RECENT])) / RECENT
    gone = [sum(DAMPING**month for month in range(1, months + 1)) for months in range(1, ahead + 1)]
    return [max(0.0, level + step * part) for part in gone]


def halfway_with_lead_in(figures: Sequence[float], ahead: int) -> list[float]:
    return [expected_pace(figures)] * ahead


def halfway(figures: Sequence[float], ahead: int) -> list[float]:
    return [expected_pace(since_first_activity(figures))] * ahead


RULES: dict[str, Rule] = {
    rule.__name__: rule
    for rule in (
        *(straight_line, straight_line_with_lead_in, last_three_months, last_six_months),
        *(smoothed, smoothed_to_fit, damped_trend, halfway_with_lead_in, halfway),
    )
}


def _levels(figures: Sequence[float], weight: float) -> list[float]:
    """What was expected of each month, and of the one to come."""
    levels = [figures[0]]
    for value in figures:
        levels.append(levels[-1] + weight * (value - levels[-1]))
    return levels


def _squared_misses(figures: Sequence[float], weight: float) -> float:
    return sum((value - level) ** 2 for value, level in zip(figures, _levels(figures, weight), strict=False))
