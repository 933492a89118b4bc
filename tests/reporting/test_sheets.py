"""The sheet of a month: a row for each figure that is due, what came before beside it; and what a partner still owes, since when."""

from datetime import date

import pandas as pd
import pytest

from ccare_metrics.entries import Entry, Figure
from ccare_metrics.reporting import sheets
from ccare_metrics.store import desk
from tests.reporters import ADVICE, IN_KENT, PLACES, Office, signature

TODAY = date(2022, 5, 25)
WAITING = ADVICE._replace(indicator="people_waiting")
ENROLLED = PLACES._replace(indicator="enrolled")


def sheet(office: Office, partner: str = "south", period: str = "2022-04", *entries: Entry, **told: object):
    who = {"south": "south", "north": "north", "quiet": "quiet"}[partner]
    approved = desk.approved_of(office.engine, signature(who), partner)
    asked = {"entries": entries, "approved": approved, "today": TODAY, **told}
    return sheets.sheet(office.programme, partner=partner, period=period, **asked)


def row(shown, key) -> dict:
    (found,) = [each for each in shown.to_dict("records") if tuple(each[name] for name in sheets.KEY) == tuple(key)]
    return found


def duties(office: Office, who: str = "south", today: date = TODAY):
    reports = desk.reports(office.engine, signature(who), who)
    return sheets.duties(office.programme, partner=who, reports=reports, today=today).set_index("period")


def test_a_row_for_each_scheme_indicator_and_area_that_is_due_in_the_order_of_the_programme(office):
    shown = sheet(office)
    assert [tuple(key) for key in shown[sheets.KEY].itertuples(index=False)] == [
        ("advice", "places", "29", "all"),
        ("advice", "people_waiting", "29", "all"),
        ("advice", "rank", "29", "all"),
    ]
    assert shown["due"].all()
    assert list(shown["typed"]) == ["", "", ""]
    assert list(shown["version"]) == [0, 0, 0]


def test_a_scheme_that_does_not_run_in_the_month_and_one_without_areas_ask_for_nothing(office):
    assert sheet(office, "south", "2022-01").empty
    assert "leaflets" not in set(sheet(office)["scheme"])
    assert "grants" in set(sheet(office, "north", "2022-02")["scheme"])
    assert "grants" not in set(sheet(office, "north", "2022-04")["scheme"])


def test_a_ratio_is_asked_for_by_its_numerator_and_denominator(office):
    asked = set(sheet(office, "north")["indicator"])
    assert {"completed", "started"} <= asked
    assert "completion_rate" not in asked


def test_beside_a_field_stand_the_month_before_the_total_so_far_the_target_and_what_is_approved_now(office):
    for period, value in (("2022-02", 9), ("2022-03", 5), ("2022-04", 7)):
        office.approved(value, period=period)
    april = row(sheet(office), ADVICE)
    assert (april["last"], april["to_date"], april["target"], april["now"]) == (5, 14, 20, 7)
    may = row(sheet(office, "south", "2022-05"), ADVICE)
    assert (may["last"], may["to_date"]) == (7, 21)
    assert pd.isna(may["now"])


def test_what_is_counted_as_a_state_or_a_running_total_is_not_added_up(office):
    for period, value in (("2022-02", 9), ("2022-03", 5)):
        office.approved(value, WAITING, period=period)
    assert row(sheet(office), WAITING)["to_date"] == 5
    for period, value in (("2022-01", 3), ("2022-02", 8)):
        office.approved(value, ENROLLED, who="north", period=period)
    assert row(sheet(office, "north", "2022-03"), ENROLLED)["to_date"] == 8


def test_nothing_before_is_missing_and_not_zero(office):
    assert sheet(office)[["last", "to_date", "now"]].isna().all(axis=None)
    office.approved(0, period="2022-03")
    assert row(sheet(office), ADVICE)["last"] == 0


def test_why_there_was_no_value_the_month_before_is_told(office):
    number = office.begin("south", "2022-03")
    office.type(number, {ADVICE: "n/a"})
    office.submit(number, [Figure(ADVICE, None, "not_applicable", "")])
    office.approve(number)
    told = row(sheet(office), ADVICE)
    assert (pd.isna(told["last"]), told["last_absence"]) == (True, "not_applicable")


def test_the_target_is_the_one_that_was_decided_by_the_day(office):
    assert row(sheet(office, "north"), PLACES)["target"] == 50
    assert row(sheet(office, "north", "2022-04", today=date(2022, 2, 15)), PLACES)["target"] == 40


def test_what_is_typed_stands_in_its_row_as_it_was_typed(office):
    told = row(sheet(office, "south", "2022-04", Entry(ADVICE, " 1 234", "a note", 3)), ADVICE)
    assert (told["typed"], told["note"], told["version"]) == (" 1 234", "a note", 3)


def test_splits_stand_below_their_total_where_they_are_asked_for_or_typed(office):
    women = ADVICE._replace(category="sex:female")
    assert len(sheet(office)) == 3
    asked = sheet(office, with_splits=True)
    assert list(asked["category"]) == ["all", "sex:female", "all", "all"]
    assert asked["target"].isna().tolist() == [False, True, False, True]
    typed = sheet(office, "south", "2022-04", Entry(women, "2", "", 1))
    assert row(typed, women)["typed"] == "2"
    assert list(typed["category"][:2]) == ["all", "sex:female"]
    assert not row(typed, women)["due"]


def test_what_was_typed_though_it_was_not_due_is_not_lost_from_sight(office):
    elsewhere = IN_KENT._replace(scheme="advice")
    shown = sheet(office, "south", "2022-04", Entry(elsewhere, "4", "", 1))
    assert row(shown, elsewhere)["due"] is False
    assert len(shown) == 4


# -- what a partner owes


def test_every_month_that_something_was_due_for_and_none_else(office):
    assert list(duties(office).index) == ["2022-05", "2022-04", "2022-03", "2022-02"]
    assert list(duties(office)["expected"]) == [3, 3, 3, 3]
    assert list(duties(office, today=date(2022, 3, 1)).index) == ["2022-03", "2022-02"]


def test_a_month_is_late_from_the_day_after_it_was_due_until_it_is_sent(office):
    assert duties(office).loc["2022-04", "due_on"] == date(2022, 5, 15)
    assert duties(office).loc["2022-04", "late_days"] == 10
    assert duties(office, today=date(2022, 5, 15)).loc["2022-04", "late_days"] == 0
    assert duties(office, today=date(2022, 5, 16)).loc["2022-04", "late_days"] == 1
    assert duties(office).loc["2022-05", "late_days"] == 0
    office.sent()
    assert duties(office).loc["2022-04", "late_days"] == 0


def test_what_was_returned_is_owed_again_with_the_reason(office):
    number = office.sent()
    office.give_back(number, "Please count again.")
    owed = duties(office).loc["2022-04"]
    assert (owed["state"], owed["reason"], owed["late_days"], owed["submission"]) == (
        "returned",
        "Please count again.",
        10,
        number,
    )


@pytest.mark.parametrize(("act", "state"), [("begin", "draft"), ("sent", "submitted"), ("approved", "approved")])
def test_the_state_of_a_month_is_that_of_its_report(office, act, state):
    assert duties(office).loc["2022-04", "state"] == "not_begun"
    getattr(office, act)()
    assert duties(office).loc["2022-04", "state"] == state


def test_a_correction_is_no_duty(office):
    number = office.approved()
    before = duties(office)
    office.correct(number)
    assert duties(office).equals(before)


def test_who_has_no_scheme_yet_owes_nothing(office):
    in_january = date(2022, 1, 31)
    assert duties(office, "south", in_january).empty
    assert list(duties(office, "quiet", in_january).index) == ["2022-01"]
