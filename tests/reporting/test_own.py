"""A partner's own figures: its schemes as they stand approved, nobody else's, and only for those who may see them."""

from datetime import date

import pytest

from ccare_metrics import results
from ccare_metrics.reporting.own import own, published_in, refuse_others
from ccare_metrics.results import answer
from ccare_metrics.scope import NotAllowedError, NotInvitedError, Scope, SignInAgainError
from ccare_metrics.store import desk, people
from tests.reporters import ADVICE, NOW, PLACES, signature

TODAY = date(2022, 5, 25)


def test_it_holds_the_partners_schemes_and_no_figure_of_anybody_elses(office):
    office.approved(5)
    office.approved(9, PLACES, who="north")
    mine = own(office.engine, office.programme, TODAY, "south")
    assert set(mine.programme.schemes) == {"advice", "leaflets"}
    assert set(mine.figures["partner"]) == {"south"}
    assert set(results.target_table(mine)["scheme"]) <= {"advice", "leaflets"}
    by_area = answer(mine, Scope("places", by=("area",))).dropna(subset="value")
    assert by_area["value"].tolist() == [5]
    theirs = own(office.engine, office.programme, TODAY, "north")
    assert set(theirs.figures["partner"]) == {"north"}


def test_a_result_stands_against_its_target_as_for_the_board(office):
    office.approved(5)
    table = results.target_table(own(office.engine, office.programme, TODAY, "south")).set_index("indicator")
    row = table[table["scheme"] == "advice"].loc["places"]
    assert (row["computed"], row["target"]) == (5, 20)


def test_what_is_not_approved_does_not_count(office):
    office.sent(5)
    table = results.target_table(own(office.engine, office.programme, TODAY, "south"))
    assert table[table["scheme"] == "advice"]["computed"].isna().all()


def test_before_anything_was_due_there_is_nothing(office):
    assert own(office.engine, office.programme, date(2022, 1, 31), "south") is None


@pytest.mark.parametrize(
    ("who", "partner"), [("south", "south"), ("lead", "south"), ("board", "south"), ("north", "north")]
)
def test_who_may_see_it(office, who, partner):
    refuse_others(office.engine, signature(who), partner)


@pytest.mark.parametrize(("who", "partner"), [("south", "north"), ("quiet", "south"), ("north", "south")])
def test_who_may_not(office, who, partner):
    with pytest.raises(NotAllowedError):
        refuse_others(office.engine, signature(who), partner)


def test_a_right_that_was_taken_away_or_a_sign_in_that_is_over_ends_it(office):
    with pytest.raises(SignInAgainError):
        refuse_others(office.engine, signature("south", now=NOW + 13 * 3600), "south")
    people.revoke(office.engine, signature("lead"), email="south@example.org", reason="Left.")
    with pytest.raises(NotInvitedError):
        refuse_others(office.engine, signature("south"), "south")


def test_nothing_is_published_as_long_as_no_release_says_so(office):
    number = office.approved(5, ADVICE)
    reports = desk.reports(office.engine, signature("south"), "south")
    assert number in set(reports["submission"])
    assert published_in(office.engine, reports) == {}
