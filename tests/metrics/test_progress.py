"""Expected by now, and the status that follows: hand calculations."""

from datetime import date

import pytest

from ccare_metrics import progress
from ccare_metrics.framework import Milestone, Plan, StatusRule, Target

RULE = StatusRule(on_course=95, at_risk=80, minimum_coverage=80)


def target(value: int, by: date = date(2022, 4, 11), valid_from: date = date(2021, 1, 1)) -> Target:
    return Target(value, by, "exact", "illustrative", valid_from, None, None, None)


def plan(*targets: Target, milestones: tuple[Milestone, ...] = (), baseline: int = 0) -> Plan:
    return Plan("helped", None, baseline, date(2022, 1, 1), milestones, targets)


HUNDRED_DAYS = plan(target(200))  # 1 January to 11 April 2022 is 100 days: 2 a day


def test_without_milestones_the_expected_path_is_a_straight_line():
    assert progress.expected_on(HUNDRED_DAYS, date(2022, 1, 1)) == 0
    assert progress.expected_on(HUNDRED_DAYS, date(2022, 1, 26)) == 2 * 25
    assert progress.expected_on(HUNDRED_DAYS, date(2022, 4, 11)) == 200
    assert progress.expected_on(HUNDRED_DAYS, date(2023, 1, 1)) == 200


def test_milestones_bend_the_path():
    bent = plan(target(200), milestones=(Milestone(date(2022, 2, 20), 20, "illustrative"),))  # day 50
    assert progress.expected_on(bent, date(2022, 1, 26)) == 10
    assert progress.expected_on(bent, date(2022, 2, 20)) == 20
    assert progress.expected_on(bent, date(2022, 3, 17)) == 20 + 180 * 25 / 50


def test_a_revised_target_changes_later_views_only():
    revised = plan(target(200), target(100, valid_from=date(2022, 3, 1)))
    assert progress.expected_on(revised, date(2022, 2, 28)) == 2 * 58
    assert progress.expected_on(revised, date(2022, 4, 11)) == 100
    assert revised.target_on(date(2022, 2, 28)).value == 200
    assert revised.target_on(date(2022, 3, 1)).value == 100


def status(actual, day=date(2022, 2, 20), plan=HUNDRED_DAYS, direction="higher", reported=10, due=10):
    return progress.status(
        actual=actual, plan=plan, day=day, direction=direction, reported=reported, due=due, rule=RULE
    )  # fmt: skip


@pytest.mark.parametrize(
    ("actual", "expected"),
    [  # by day 50, 100 are expected
        (95, "on_course"),
        (94, "at_risk"),
        (80, "at_risk"),
        (79, "off_course"),
        (0, "off_course"),
        (200, "reached"),
        (260, "reached"),
    ],
)
def test_status_compares_actual_with_expected_by_now(actual, expected):
    assert status(actual) == expected


def test_a_status_is_not_guessed_when_too_little_is_reported():
    assert status(100, reported=7, due=10) == "too_little_reported"
    assert status(100, reported=8, due=10) == "on_course"
    assert status(None) == "too_little_reported"


def test_no_target_and_not_started_are_said_as_such():
    assert status(5, plan=None) == "no_target"
    assert status(0, day=date(2021, 12, 1)) == "not_started"
    assert status(0, day=date(2022, 1, 1)) == "not_started"


def test_where_lower_is_better_the_fall_from_the_baseline_counts():
    falling = plan(target(100), baseline=300)  # expected on day 50: 200
    assert status(200, plan=falling, direction="lower") == "on_course"
    assert status(215, plan=falling, direction="lower") == "at_risk"  # 85 of 100
    assert status(290, plan=falling, direction="lower") == "off_course"
    assert status(100, plan=falling, direction="lower") == "reached"


def test_share_of_target_divides_by_nothing_it_should_not():
    assert progress.share_of_target(2407, target(1900)) == pytest.approx(1.2668, abs=0.0001)
    assert progress.share_of_target(2784, target(4500)) == pytest.approx(0.6187, abs=0.0001)
    assert progress.share_of_target(5, target(0)) is None
    assert progress.share_of_target(None, target(5)) is None


def test_coverage_of_nothing_due_is_not_a_number():
    assert progress.coverage(0, 0) is None
    assert progress.coverage(3, 4) == 0.75
