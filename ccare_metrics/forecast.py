"""Where a count is heading: total so far plus a steady pace, with an interval from how wrong that pace was before. Pure arithmetic.

The rule. A month ahead is expected to add the mean of two averages: that of the last three months with a figure, and that of all
months since the first activity. Where the last three months added nothing, nothing more is expected. The interval asks what the rule
would have said of each past month, takes the distance that four in five of them kept within, and lets the pace be that far off in
every month ahead. `backtest` says how this compares with other rules, and how often the interval holds.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from ccare_metrics.periods import month_range

LEVEL = 0.8
RECENT = 3  # months: two chase every quiet August, six still speak of the rise when the peak is past
FEWEST_ERRORS = 4  # of three past errors none marks off four fifths: by rank, the interval would need the fourth
NEEDED = RECENT + FEWEST_ERRORS


@dataclass(frozen=True)
class Forecast:
    """One value per month ahead, the first one after the last month covered, in the unit of the figures.

    `central`: the total by the end of each month; `low` and `high`: the LEVEL interval, never below what is reached where no month
    ever took anything away; `pace`: what the next month is expected to add; `history`: how many months with a figure it rests on.
    """

    months: tuple[str, ...]
    central: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    pace: float
    history: int


@dataclass(frozen=True)
class NoForecast:
    """`why`: nothing_ahead | not_reported (nothing at all) | too_little_history | not_cumulative (a snapshot or a ratio) |
    suppressed (some of the past is hidden)."""

    why: str
    history: int
    needed: int = NEEDED


def forecast(
    months: Sequence[str], added: Sequence[float | None], *, reached: float, through: str, until: str
) -> Forecast | NoForecast:
    """The total by the end of each month after `through`, up to `until`.

    `months`: "2022-04" and so on, in order; `added`: what each one added, None where it is not known; months after `through` are not
    looked at. `reached`: the total by the end of `through`.
    """
    known = [value for month, value in zip(months, added, strict=True) if month <= through and value is not None]
    figures = since_first_activity(known)
    ahead = month_range(through, until)[1:]
    if not ahead or not known or len(figures) < NEEDED:
        why = "nothing_ahead" if not ahead else "too_little_history" if known else "not_reported"
        return NoForecast(why, len(figures))
    pace, off = expected_pace(figures), usual_error(figures)
    floor = reached if min(figures) >= 0 else -math.inf
    steps = range(1, len(ahead) + 1)
    return Forecast(
        months=ahead,
        central=tuple(reached + pace * step for step in steps),
        low=tuple(max(floor, reached + (pace - off) * step) for step in steps),
        high=tuple(reached + (pace + off) * step for step in steps),
        pace=pace,
        history=len(figures),
    )


def since_first_activity(figures: Sequence[float]) -> Sequence[float]:
    """Without the zeros before a scheme got going: they say when it began, not how fast it goes."""
    first = next((place for place, value in enumerate(figures) if value != 0), len(figures))
    return figures[first:]


def expected_pace(figures: Sequence[float]) -> float:
    """What a month is expected to add, from the figures since the first activity, oldest first; at least one."""
    recent = figures[-RECENT:]
    if not any(recent):
        return 0.0
    return (fmean(recent) + fmean(figures)) / 2


def usual_error(figures: Sequence[float]) -> float:
    """The distance that the share LEVEL of past months kept from what had been expected of them; at least NEEDED figures.

    The rank counts one error more than there are, for the month to come: of four errors it takes the largest, of nine the eighth.
    """
    errors = sorted(abs(figures[at] - expected_pace(figures[:at])) for at in range(RECENT, len(figures)))
    return errors[math.ceil(LEVEL * (len(errors) + 1)) - 1]
