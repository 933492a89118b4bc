"""Expected, status, required pace and coverage worked out by hand; and a target decided anew changes later views, never earlier ones."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from ccare_metrics import results
from ccare_metrics.framework import Plan
from ccare_metrics.release import Release
from ccare_metrics.results import curve, headline, outlook, target_table
from ccare_metrics.scope import Scope, Viewer
from ccare_metrics.working import Working, as_it_stood
from tests.programmes import filled_store, publish_to, two_shores
from tests.results.story import STEADY, TRAINING, Story, aim, cited, programme


def row(source: results.Source, indicator: str, scheme: str | None) -> pd.Series:
    table = target_table(source, indicator=indicator)
    (found,) = table[table["scheme"].eq(scheme) if scheme else table["scheme"].isna()].to_dict("records")
    return pd.Series(found)


def months(source: results.Source, scope: Scope, column: str) -> list[object]:
    return [None if pd.isna(value) else value for value in curve(source, scope)[column]]


# -- Two Shores on 20 April 2022: March was due on the 15th and approved on the 18th


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    engine = filled_store(tmp_path_factory.mktemp("targets") / "store.sqlite")
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def shores(store):
    def on(day: date) -> Working:
        found = as_it_stood(store, two_shores(), day, Viewer(role="board"))
        assert found is not None
        return found

    return on


APRIL = date(2022, 4, 20)


@pytest.mark.parametrize(
    ("indicator", "scheme", "actual", "expected", "of_expected", "status"),
    [
        # by the milestone of 28 February 10, then 31 of the 122 days to 50: 20.2
        ("places", "training", 21, 10 + 40 * 31 / 122, 21 / (10 + 40 * 31 / 122), "on_course"),
        ("enrolled", "training", 13, 13 * 89 / 180, 180 / 89, "reached"),  # all of it, twice as fast as expected
        # 9, cited for 15 March: 42 of the 58 days from 1 February to the milestone of 10
        ("places", "advice", 9, 10 * 42 / 58, 0.9 * 58 / 42, "on_course"),
        ("grants_paid", "grants", 400_050, 500_000, 0.8001, "not_reached"),  # its day was 28 February
        # from 40 down to 10: 58 of 149 days; it fell by 10, but one of two reports is too little
        ("people_waiting", "advice", 30, 40 - 30 * 58 / 149, 10 / (30 * 58 / 149), "too_little_reported"),
        # 89 of 180 days to 60; 10 of 14 reports are too little
        ("places", None, 33, 60 * 89 / 180, 33 / (60 * 89 / 180), "too_little_reported"),
    ],
)
def test_actual_against_expected(shores, indicator, scheme, actual, expected, of_expected, status):
    found = row(shores(APRIL), indicator, scheme)
    assert found["actual"] == actual
    assert found["expected"] == pytest.approx(expected)
    assert found["of_expected"] == pytest.approx(of_expected)
    assert found["status"] == status


@pytest.mark.parametrize(
    ("indicator", "scheme", "reported", "due"),
    [
        ("places", None, 10, 14),
        ("places", "training", 8, 9),  # Kent’s February
        ("places", "outreach", 0, 3),
        ("people_waiting", "advice", 1, 2),
        ("grants_paid", "grants", 2, 2),  # what came for March was not due
    ],
)
def test_how_much_of_what_was_due_is_there(shores, indicator, scheme, reported, due):
    found = row(shores(APRIL), indicator, scheme)
    assert (found["reported"], found["due"], found["coverage"]) == (reported, due, reported / due)


def test_where_nothing_was_due_there_is_no_coverage(shores):
    """Leaflets have no area."""
    found = row(shores(APRIL), "places", "leaflets")
    assert (found["due"], pd.isna(found["coverage"])) == (0, True)


@pytest.mark.parametrize(
    ("indicator", "scheme", "pace"),
    [
        ("places", None, (60 - 33) / 3),
        ("places", "training", (50 - 21) / 3),
        ("places", "advice", (20 - 12) / 3),  # from what partners count, 12, not from the 9 cited in March
        ("enrolled", "training", None),  # reached
        ("grants_paid", "grants", None),  # its day has come
        ("people_waiting", "advice", None),  # a state has no pace
        ("places", "outreach", None),  # nothing known to start from
    ],
)
def test_what_each_of_the_three_months_to_the_end_of_june_would_have_to_add(shores, indicator, scheme, pace):
    assert outlook(shores(APRIL), Scope(indicator, scheme=scheme)).required_pace == pace


# -- nothing expected, nothing to divide by


def test_where_nothing_was_expected_yet_there_is_no_share_of_it():
    """The first 20 are expected from 2022 on; until then a milestone of 0."""
    told = programme(aim(20), milestones={date(2021, 12, 31): 0})
    for added, status in ((0, "not_started"), (1, "on_course")):
        found = row(Story(told, [added] * 12), "places", "training")
        assert (found["expected"], pd.isna(found["of_expected"]), found["status"]) == (0, True, status)


def test_a_target_of_zero_has_no_share():
    found = row(Story(programme(aim(0)), STEADY), "places", "training")
    assert (found["target"], pd.isna(found["share"]), pd.isna(found["of_expected"])) == (0, True, True)
    assert found["status"] == "reached"


# -- a target decided anew on 1 March: 40 places of training, then 50


@pytest.mark.parametrize(
    ("day", "target"), [("2022-02-20", 40), ("2022-02-28", 40), ("2022-03-01", 50), ("2022-04-20", 50)]
)
def test_the_table_of_a_day_has_the_target_of_that_day(shores, day, target):
    found = row(shores(date.fromisoformat(day)), "places", "training")
    assert (found["target"], found["share"]) == (target, found["actual"] / target)


def test_before_it_was_decided_no_month_of_the_curve_knows_of_it(shores):
    """Seen on 28 February, the path goes from 10 on that day to 40 on 30 June, 122 days later."""
    source = shores(date(2022, 2, 28))
    assert months(source, TRAINING, "target") == [40] * 6
    assert months(source, TRAINING, "expected") == pytest.approx(
        [10 * 30 / 58, 10, 10 + 30 * 31 / 122, 10 + 30 * 61 / 122, 10 + 30 * 92 / 122, 40]
    )


@pytest.mark.parametrize("day", ["2022-03-01", "2022-04-20"])
def test_from_the_day_it_was_decided_the_months_before_keep_the_old_one(shores, day):
    source = shores(date.fromisoformat(day))
    assert months(source, TRAINING, "target") == [40, 40, 50, 50, 50, 50]
    assert months(source, TRAINING, "expected") == pytest.approx(
        [10 * 30 / 58, 10, 10 + 40 * 31 / 122, 10 + 40 * 61 / 122, 10 + 40 * 92 / 122, 50]
    )


def test_a_release_that_ends_before_the_decision_does_not_know_it(store, tmp_path):
    """Through February: its last day is the 28th."""
    earlier = Release(publish_to(tmp_path, store, "2022-02").path)
    assert row(earlier, "places", "training")["target"] == 40
    assert months(earlier, TRAINING, "target") == [40] * 6
    assert outlook(earlier, TRAINING).target.value == 40


def test_what_is_expected_follows_the_target_of_the_day(shores):
    """Both days see January only: 30 of the 58 days to a milestone of 10, whichever target comes after it."""
    for day in (date(2022, 2, 28), date(2022, 3, 1)):
        assert row(shores(day), "places", "training")["expected"] == pytest.approx(10 * 30 / 58)


def test_a_headline_and_the_table_hold_a_result_against_the_same_target():
    """60 places, cited on 20 December; 70 were asked for, from 10 January on 80. Seen on 20 January, with figures up to December."""
    known = programme(scheme=None)
    plan = Plan("places", None, 0, date(2021, 1, 1), (), (aim(70), aim(80, valid_from=date(2022, 1, 10))))
    told = replace(known, plans=(plan,), facts=(cited(60, scheme=None),))
    for day, target in ((date(2022, 1, 9), 70), (date(2022, 1, 20), 80)):
        source = Story(told, STEADY, on=day)
        first, beside = headline(source, "places"), row(source, "places", None)
        assert (first.target.value, beside["target"]) == (target, target)
        assert first.share == beside["share"] == 60 / target
        assert first.state == beside["status"]


# -- C-CARE


def test_the_technology_vouchers_of_ccare_are_asked_for_800_from_15_september_2022(on):
    """600 before. August, the last month seen on both days, keeps its 600."""
    scope = Scope("businesses_supported", scheme="tech_voucher")
    before, after = on("2022-09-14"), on("2022-09-15")
    assert [row(source, scope.indicator, scope.scheme)["target"] for source in (before, after)] == [600, 800]
    assert set(months(before, scope, "target")) == {None, 600}
    told = curve(after, scope).set_index("period")["target"]
    assert told["2022-08"] == 600
    assert set(told["2022-09":]) == {800}


def test_a_target_lowered_in_november_2022_was_off_course_in_october(on):
    """Sole traders on RSA: 62 of 80.2 expected towards 300 by August 2022. The 160 of 15 November say nothing of that day."""
    then = row(on("2022-10-15"), "people_supported", "rsa_entrepreneurs")
    assert (then["target"], then["actual"], then["status"]) == (300, 62, "off_course")
    assert then["expected"] == pytest.approx(80.2, abs=0.05)
    assert row(on("2022-11-15"), "people_supported", "rsa_entrepreneurs")["target"] == 160
