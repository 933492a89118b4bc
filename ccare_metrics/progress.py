"""Target against actual: what was expected by a day, and the status that follows. Pure arithmetic.

The expected path runs in straight lines from the baseline at the start through the milestones to the target. It is a plan, not
a forecast; where no milestone was set it is one straight line, which is our arithmetic and is labelled derived.
"""

from datetime import date
from typing import Literal

from ccare_metrics.framework import Plan, StatusRule, Target

Status = Literal[
    "reached",
    "on_course",
    "at_risk",
    "off_course",
    "not_reached",
    "not_started",
    "no_target",
    "too_little_reported",
    "hidden",
]


def expected_on(plan: Plan, day: date, *, known_on: date | None = None) -> float | None:
    """The value the plan expects on a day, by the target as decided on `known_on` (default: that same day); None without a target."""
    target = plan.target_on(known_on or day)
    if target is None:
        return None
    points = [
        (plan.start, plan.baseline),
        *((m.on, m.value) for m in plan.milestones if m.on < target.by),
        (target.by, target.value),
    ]
    if day <= points[0][0]:
        return float(plan.baseline)
    for (before, low), (after, high) in zip(points, points[1:], strict=False):
        if day <= after:
            return low + (high - low) * (day - before).days / (after - before).days
    return float(target.value)


def share_of_target(actual: float | None, target: Target | None) -> float | None:
    """Actual divided by target; None where either is missing or the target is 0."""
    if actual is None or target is None or target.value == 0:
        return None
    return actual / target.value


def coverage(reported: int, due: int) -> float | None:
    """Share of the due figures that were reported; None when nothing was due."""
    return reported / due if due else None


def is_reached(actual: float, target: Target, direction: str) -> bool:
    return actual >= target.value if direction == "higher" else actual <= target.value


def status(
    *,
    actual: float | None,
    plan: Plan | None,
    day: date,
    direction: str,
    reported: int,
    due: int,
    rule: StatusRule,
    known_on: date | None = None,
    is_hidden: bool = False,
) -> Status:
    """Status on a day, against the target as decided on `known_on` (default: that same day).

    Too little reported comes first: a status on half the figures would be a guess. `is_hidden`: there is a result and it is not shown;
    its status would tell on which side of the target it lies.
    """
    target = plan.target_on(known_on or day) if plan else None
    if plan is None or target is None:
        return "no_target"
    if is_hidden:
        return "hidden"
    share = coverage(reported, due)
    if actual is None or (share is not None and share * 100 < rule.minimum_coverage):
        return "too_little_reported"
    if is_reached(actual, target, direction):
        return "reached"
    if day < plan.start:
        return "not_started"
    if day >= target.by:
        return "not_reached"  # its day has come: nothing is at risk any more
    return _against_expected(actual, expected_on(plan, day, known_on=known_on), plan.baseline, rule)


def of_expected(actual: float | None, expected: float | None, baseline: float) -> float | None:
    """How much of the change that was expected by now has come about: 1 is all of it. None where a part is missing or nothing was expected.

    Measured from the baseline, so that the same share serves indicators that should fall.
    """
    if actual is None or expected is None or expected == baseline:
        return None
    return (actual - baseline) / (expected - baseline)


def _against_expected(actual: float, expected: float | None, baseline: int, rule: StatusRule) -> Status:
    share = of_expected(actual, expected, baseline)
    if share is None:
        return "not_started" if actual == baseline else "on_course"
    if 100 * share >= rule.on_course:
        return "on_course"
    return "at_risk" if 100 * share >= rule.at_risk else "off_course"
