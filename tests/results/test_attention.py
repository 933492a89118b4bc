"""What needs the board's attention: each kind of matter once by hand, their order, and what the board of C-CARE would have read."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from ccare_metrics.results import BEHIND, KINDS, Matter, attention, curve, unbroken_since
from ccare_metrics.scope import Scope, Viewer
from ccare_metrics.store.read import SUBMISSION_COLUMNS
from ccare_metrics.workflow import workflow_on
from ccare_metrics.working import Working, as_it_stood, reporting
from geo.areas import Text
from tests.programmes import HISTORY, filled_store, two_shores
from tests.results.story import STEADY, Months, Story, aim, cited, programme

END_OF_2021 = date(2021, 12, 31)
HALFWAY = {END_OF_2021: 60}  # of 120 by the end of 2022
BOARD = Viewer(role="board")


def submissions(*rows: dict[str, object]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=SUBMISSION_COLUMNS)


def reports(*rows: tuple[str, str, date, int, int]) -> pd.DataFrame:
    """Partner, month, the day it was due, how many figures were due and how many had come."""
    return pd.DataFrame(list(rows), columns=["partner", "month", "due_on", "due", "reported"])


def matters(
    source: Story, sent: pd.DataFrame | None = None, reported: pd.DataFrame | None = None
) -> tuple[Matter, ...]:
    return attention(source, submissions() if sent is None else sent, reports() if reported is None else reported)


def kinds(found: tuple[Matter, ...]) -> list[str]:
    return [matter.kind for matter in found]


def ended_with(months: Months, **told: object) -> Story:
    """60 were expected by the end of 2021, on the way to 120 a year later."""
    return Story(programme(aim(120), milestones=HALFWAY), months, **told)


# -- against the target


def test_where_nothing_needs_attention_nothing_is_said():
    assert matters(ended_with(STEADY)) == ()


def test_below_four_fifths_of_what_was_expected_a_target_is_off_course():
    """5 a month until July, then 2: 45 of 60. On 31 July 35 of 34.8 expected were on course, on 31 August 37 of 39.9 at risk.

    Ahead: the mean of 2 and of 45 / 12 = 3.75 is 2.875 a month, 34.5 in the year to come.
    """
    (matter,) = matters(ended_with([5] * 7 + [2] * 5))
    assert matter.ahead is not None
    assert matter.ahead[1] == 45 + 34.5
    assert replace(matter, ahead=None) == Matter(
        kind="off_course",
        scheme="training",
        indicator="places",
        partner="north",
        since=date(2021, 8, 31),
        actual=45,
        expected=60,
        target=120,
        share=0.75,
        by=date(2022, 12, 31),
        provenance="illustrative",
    )


@pytest.mark.parametrize(("reached", "kind"), [(47, "off_course"), (48, "at_risk"), (56, "at_risk"), (57, "unlikely")])
def test_from_four_fifths_on_it_is_at_risk_and_from_nineteen_twentieths_on_course(reached, kind):
    """Of 60: 48 are four fifths, 57 are nineteen twentieths: on course, but nothing has come for a year, so 120 is unlikely."""
    assert kinds(matters(ended_with([reached] + [0] * 11))) == [kind]


def test_what_is_on_course_and_likely_or_possible_to_arrive_is_no_matter():
    assert kinds(matters(ended_with(STEADY))) == []


def test_a_target_whose_day_has_come_is_not_reached():
    told = programme(aim(80, END_OF_2021))
    (matter,) = matters(Story(told, STEADY))
    assert (matter.kind, matter.actual, matter.target, matter.share) == ("not_reached", 60, 80, 0.75)


def test_where_less_is_better_the_share_is_that_of_the_fall():
    """From 40 people waiting to 20 by the end of 2021, on the way to 10; 30 are waiting still."""
    told = programme(aim(10), indicator="people_waiting", baseline=40, milestones={END_OF_2021: 20})
    (matter,) = matters(Story(told, [30] * 12))
    assert (matter.kind, matter.actual, matter.expected, matter.share) == ("off_course", 30, 20, 0.5)


def test_too_little_reported_is_no_status_and_so_no_matter():
    """Of 24 figures 13 are there: one of two every month, and both of December."""
    half = {f"2021-{month:02d}": (1, 2) for month in range(1, 12)} | {"2021-12": (2, 2)}
    assert matters(ended_with([1] * 12, partly=half)) == ()


def test_a_cited_result_counts_before_the_sum_and_needs_no_reports():
    """The figures make 60 of 60; a result of 30 is published, on 20 December, when 58 were expected."""
    told = replace(programme(aim(120), milestones=HALFWAY), facts=(cited(30),))
    (matter,) = matters(Story(told, STEADY))
    assert (matter.kind, matter.actual) == ("off_course", 30)
    assert matter.expected == pytest.approx(60 * 353 / 364)
    assert matter.since is None  # by the figures it never was


def test_where_no_target_was_set_nothing_is_behind():
    assert matters(Story(programme(), [0] * 12)) == ()
    assert unbroken_since(Story(programme(), STEADY), "rank", "training", BEHIND) is None


# -- since when


def test_the_stretch_begins_at_the_first_month_end_after_the_last_good_one():
    """Nothing in spring, so behind; 45 by August, ahead; nothing from then on: 45 of 49.9 on 31 October again behind."""
    source = ended_with([0] * 7 + [45] + [0] * 4)
    assert unbroken_since(source, "places", "training", BEHIND) == date(2021, 10, 31)


def test_a_target_reached_is_reached_since_the_month_that_crossed_it():
    told = programme(aim(40))
    assert unbroken_since(Story(told, STEADY), "places", "training", ("reached",)) == date(2021, 8, 31)
    assert unbroken_since(Story(told, STEADY), "places", "training", BEHIND) is None


def test_a_past_month_is_held_against_the_target_of_its_own_day():
    """40 were asked for until mid-December and are there since August; 60 from then on, and the 60 of December meet them."""
    raised = programme(aim(40), aim(60, valid_from=date(2021, 12, 15)))
    assert unbroken_since(Story(raised, STEADY), "places", "training", ("reached",)) == date(2021, 8, 31)


def test_a_raised_target_that_was_not_met_for_a_while_breaks_the_stretch():
    """55 from 15 October on: the 50 of October fall short, the 55 of November do not."""
    raised = programme(aim(40), aim(55, valid_from=date(2021, 10, 15)))
    assert unbroken_since(Story(raised, STEADY), "places", "training", ("reached",)) == date(2021, 11, 30)


# -- targets decided anew


def revised(on: date) -> Story:
    raised = aim(55, valid_from=date(2021, 12, 1), reason=Text("Demand.", "Demande."))
    return Story(programme(aim(60), raised), STEADY, on=on)


def test_what_is_behind_only_since_the_target_was_raised_is_so_since_that_day():
    """60 of 60 expected by the end of 2021; on 10 January the target becomes 240, and 120 would have been expected."""
    raised = programme(aim(120), aim(240, valid_from=date(2022, 1, 10)))
    found = matters(Story(raised, STEADY, on=date(2022, 1, 12)))
    assert [(matter.kind, matter.since) for matter in found if matter.kind in BEHIND] == [
        ("off_course", date(2022, 1, 10))
    ]
    assert kinds(matters(Story(raised, STEADY, on=date(2022, 1, 9)))) == []


def test_a_target_decided_anew_is_told_with_the_former_one_and_the_reason():
    (matter,) = matters(revised(date(2021, 12, 31)))
    assert (matter.kind, matter.former, matter.target, matter.since) == ("target_revised", 60, 55, date(2021, 12, 1))
    assert (matter.reason, matter.partner) == (Text("Demand.", "Demande."), "north")


def test_a_revision_is_told_from_its_day_and_for_92_days():
    """From 1 December to 2 March: 92 days."""
    assert kinds(matters(revised(date(2021, 11, 30)))) == []
    assert kinds(matters(revised(date(2021, 12, 1)))) == ["target_revised"]
    assert kinds(matters(revised(date(2022, 3, 2)))) == ["target_revised"]
    assert kinds(matters(revised(date(2022, 3, 3)))) == []


def test_the_first_target_is_no_revision():
    assert kinds(matters(Story(programme(aim(60, valid_from=date(2021, 12, 20))), STEADY))) == []


# -- unusual months


def test_a_month_unlike_the_others_is_told_with_what_is_usual():
    """5 every month and 40 in November: half of the target, though not more than half."""
    (matter,) = matters(Story(programme(aim(80)), [5] * 10 + [40, 5]))
    assert (matter.kind, matter.month, matter.since) == ("outlier", "2021-11", date(2021, 11, 30))
    assert (matter.value, matter.usual, matter.target, matter.share) == (40, 5, 80, 0.5)
    assert matter.provenance == "reported"


def test_an_unusual_month_is_told_while_it_is_among_the_last_three():
    assert kinds(matters(Story(programme(), [5] * 9 + [40, 5, 5]))) == ["outlier"]
    assert kinds(matters(Story(programme(), [5] * 8 + [40, 5, 5, 5]))) == []


def test_most_of_the_target_in_one_month_is_unusual_in_any_series():
    """5, 15, 25, 35 and 55 of 100."""
    found = matters(Story(programme(aim(100)), [5, 15, 25, 35, 55]))
    assert [(matter.kind, matter.month, matter.share) for matter in found] == [("outlier", "2021-05", 0.55)]


def test_a_month_of_which_half_is_missing_is_not_called_unusual():
    """10 every month; of December one of two figures came, 1."""
    half = Story(programme(), [10] * 11 + [1], partly={"2021-12": (1, 2)})
    assert kinds(matters(half)) == []
    assert kinds(matters(Story(programme(), [10] * 11 + [1]))) == ["outlier"]


def test_totals_and_states_are_not_looked_through_for_unusual_months():
    """They are reported as they stand, so a leap in them is not what one month added."""
    assert kinds(matters(Story(programme(indicator="enrolled"), [5] * 10 + [40, 40]))) == []


# -- reporting: seen on 20 January 2022, figures up to December, due by 15 January

DAY = date(2022, 1, 20)
QUIETLY = Story(programme(), STEADY, on=DAY)


def sent(partner: str, period: str, state: str, since: str, *, first: str | None, **told: object) -> dict[str, object]:
    return {
        "submission": 1,
        "partner": partner,
        "period": period,
        "state": state,
        "since": since,
        "first_submitted": first,
        "reason": None,
        "corrects": pd.NA,
        **told,
    }


def test_what_was_sent_back_and_not_sent_again_for_more_than_two_weeks_is_told_with_the_reason():
    back = sent("south", "2021-12", "returned", "2022-01-05", first="2022-01-03", reason="Count once.")
    (matter,) = matters(QUIETLY, submissions(back))
    assert matter == Matter(
        kind="returned",
        partner="south",
        month="2021-12",
        since=date(2022, 1, 5),
        days=15,
        due_on=date(2022, 1, 15),
        reason="Count once.",
    )


def test_two_weeks_to_answer_are_not_too_long():
    back = sent("south", "2021-12", "returned", "2022-01-06", first="2022-01-03")
    assert matters(QUIETLY, submissions(back)) == ()


def test_what_has_been_sent_again_waits_for_nobody():
    again = sent("south", "2021-12", "submitted", "2021-12-20", first="2022-01-03")
    assert matters(QUIETLY, submissions(again)) == ()


def test_missing_months_of_a_partner_are_one_matter():
    """Quiet sent neither October nor December, North all."""
    found = matters(
        QUIETLY,
        reported=reports(
            ("quiet", "2021-10", date(2021, 11, 15), 2, 0),
            ("quiet", "2021-11", date(2021, 12, 15), 2, 2),
            ("quiet", "2021-12", date(2022, 1, 15), 2, 1),
            ("north", "2021-12", date(2022, 1, 15), 3, 3),
        ),
    )
    assert found == (
        Matter(
            kind="missing",
            partner="quiet",
            month="2021-10",
            months=2,
            since=date(2021, 11, 15),
            due_on=date(2021, 11, 15),
        ),
    )


def test_what_waits_for_a_partners_answer_is_told_once():
    """December of South was sent back; November is missing beside it."""
    back = sent("south", "2021-12", "returned", "2022-01-05", first="2022-01-03")
    reported = reports(("south", "2021-11", date(2021, 12, 15), 2, 0), ("south", "2021-12", date(2022, 1, 15), 2, 0))
    told = matters(QUIETLY, submissions(back), reported)
    assert [(matter.kind, matter.month, matter.months) for matter in told] == [
        ("returned", "2021-12", None),
        ("missing", "2021-11", 1),
    ]
    assert kinds(matters(QUIETLY, submissions(back), reported[1:])) == ["returned"]


def test_a_month_is_missing_from_the_day_after_it_was_due():
    """A partner said early that there is no figure for January: until 15 February it may still send one."""
    told = reports(("south", "2022-01", date(2022, 2, 15), 1, 0))
    for day, expected in ((date(2022, 2, 15), []), (date(2022, 2, 16), ["missing"])):
        assert kinds(matters(Story(programme(), STEADY, on=day), reported=told)) == expected


def test_what_was_first_sent_after_its_day_is_late_by_so_many_days():
    late = sent("south", "2021-12", "approved", "2022-01-19", first="2022-01-18")
    assert matters(QUIETLY, submissions(late)) == (
        Matter(
            kind="late",
            partner="south",
            month="2021-12",
            since=date(2022, 1, 15),
            days=3,
            due_on=date(2022, 1, 15),
        ),
    )


@pytest.mark.parametrize(
    "told",
    [
        sent("south", "2021-12", "approved", "2022-01-19", first="2022-01-15"),  # on its day
        sent("south", "2021-09", "approved", "2021-12-19", first="2021-12-18"),  # four months ago
        sent("south", "2021-12", "draft", "2022-01-19", first=None),  # not sent at all: that is missing
        sent("south", "2021-12", "approved", "2022-01-19", first="2022-01-18", corrects=7),  # a correction has no day
        sent("south", "2021-12", "returned", "2022-01-19", first="2022-01-18"),  # waits for an answer
    ],
)
def test_what_is_not_late(told):
    assert matters(QUIETLY, submissions(told)) == ()


# -- the order


def test_matters_stand_in_the_order_of_their_weight():
    """Off course, sent back, missing, an unusual month, late, a new target: one of each."""
    told = programme(aim(120), aim(130, valid_from=date(2021, 12, 1)), milestones=HALFWAY)
    source = Story(told, [2] * 10 + [20, 2], on=DAY)
    found = matters(
        source,
        submissions(
            sent("south", "2021-11", "approved", "2021-12-19", first="2021-12-18"),
            sent("south", "2021-12", "returned", "2022-01-05", first="2022-01-03"),
        ),
        reports(("quiet", "2021-12", date(2022, 1, 15), 2, 0)),
    )
    assert kinds(found) == ["off_course", "returned", "missing", "outlier", "late", "target_revised"]
    assert kinds(found) == sorted(kinds(found), key=KINDS.index)


def test_within_one_kind_the_longest_comes_first():
    found = matters(
        QUIETLY,
        submissions(
            sent("south", "2021-12", "returned", "2022-01-04", first="2022-01-03"),
            sent("north", "2021-12", "returned", "2022-01-05", first="2022-01-03"),
            sent("quiet", "2021-11", "returned", "2021-12-20", first="2021-12-03"),
        ),
    )
    assert [(matter.partner, matter.days) for matter in found] == [("quiet", 31), ("south", 16), ("north", 15)]


# -- Two Shores, from its store


@pytest.fixture(scope="module")
def shores(tmp_path_factory):
    told = """
[[returned]]
partner = "south"
period = "2022-03"
returned_after_days = 14
answered_after_days = 40
reason = "Please count once."
first_sent = []

[[late]]
partner = "north"
period = "2022-03"
days = 17
"""
    engine = filled_store(tmp_path_factory.mktemp("attention") / "store.sqlite", history=HISTORY + told)

    def asked(day: date) -> tuple[Matter, ...]:
        source = as_it_stood(engine, two_shores(), day, BOARD)
        assert isinstance(source, Working)
        return attention(source, workflow_on(engine, day, BOARD).submissions, reporting(source))

    yield asked
    engine.dispose()


def test_the_board_of_two_shores_on_the_first_of_may(shores):
    """March was due by 15 April. South’s was sent back on the 14th, 17 days ago; North sent its own on the 17th. Quiet never sent any;
    North and South lack ranks and more, month after month. Four fifths of the grants due by February were paid. 50 places are asked for
    instead of 40."""
    told = [
        (matter.kind, matter.partner, matter.month, matter.days or matter.months) for matter in shores(date(2022, 5, 1))
    ]
    assert told == [
        ("not_reached", "north", None, None),
        ("returned", "south", "2022-03", 17),
        ("missing", "north", "2022-01", 3),
        ("missing", "quiet", "2022-01", 3),
        ("missing", "south", "2022-02", 1),
        ("late", "north", "2022-03", 2),
        ("target_revised", "north", None, None),
    ]


def test_the_grants_of_two_shores_are_not_reached_since_their_day(shores):
    """£4,000.50 of £5,000; their day was 28 February."""
    grants = shores(date(2022, 5, 1))[0]
    assert (grants.indicator, grants.actual, grants.target) == ("grants_paid", 400_050, 500_000)
    assert (grants.share, grants.since) == (0.8001, date(2022, 2, 28))


# -- C-CARE


@pytest.fixture(scope="module")
def board(on, ccare_store):
    def asked(day: str) -> tuple[Matter, ...]:
        source = on(day)
        return attention(source, workflow_on(ccare_store, source.day, BOARD).submissions, reporting(source))

    return asked


def test_the_board_of_ccare_on_15_october_2022(board):
    """August is the last month that was due. The programme’s own target first, then the schemes’, the furthest behind first."""
    told = [
        (matter.kind, matter.scheme or matter.partner, matter.indicator or matter.month)
        for matter in board("2022-10-15")
    ]
    assert told == [
        ("off_course", None, "people_supported"),
        ("off_course", "green_voucher", "vouchers_value"),
        ("off_course", "green_voucher", "businesses_supported"),
        ("off_course", "digital_poverty", "people_supported"),
        ("off_course", "digital_poverty", "digital_programmes"),
        ("off_course", "a2a", "people_supported"),
        ("off_course", "rsa_entrepreneurs", "people_supported"),
        ("off_course", "self_employment", "people_supported"),
        ("returned", "finistere", "2022-08"),
        ("at_risk", None, "businesses_supported"),
        ("at_risk", "high_streets", "businesses_supported"),
        ("at_risk", "self_employment", "new_businesses"),
        ("late", "pas_de_calais", "2022-08"),
        ("target_revised", "tech_voucher", "businesses_supported"),
    ]


def test_finisteres_august_had_been_waiting_for_three_weeks(board):
    (back,) = (matter for matter in board("2022-10-15") if matter.kind == "returned")
    assert (back.since, back.days, back.due_on) == (date(2022, 9, 24), 21, date(2022, 9, 15))
    assert back.reason.startswith("Illustrative: people who came to two workshops")


def test_the_numbers_beside_the_furthest_of_october_2022(board):
    """1,086 people, when 517 of 820 days had passed on a straight line to 4,500."""
    people = board("2022-10-15")[0]
    assert (people.actual, people.target, people.provenance) == (1_086, 4_500, "illustrative")
    assert people.expected == pytest.approx(4_500 * 517 / 820)
    assert people.share == pytest.approx(1_086 / people.expected)


def test_when_the_programme_closed_too_few_people_had_been_reached(board):
    """The published 2,784 of 4,500, held against the straight line of its own day, 22 May 2023: 781 of 820 days."""
    people = board("2023-06-05")[0]
    assert (people.kind, people.scheme, people.actual, people.target) == ("off_course", None, 2_784, 4_500)
    assert people.expected == pytest.approx(4_500 * 781 / 820)
    assert people.provenance == "derived"  # both numbers are published


def test_when_the_programme_closed_enough_firms_had_been_reached(board, on):
    """2,407 of 1,900: no matter for the board. By the illustrative sums 1,900 were passed in January 2023: 1,957, after 1,802."""
    assert not [
        matter for matter in board("2023-06-05") if (matter.scheme, matter.indicator) == (None, "businesses_supported")
    ]
    closed = on("2023-06-05")
    assert unbroken_since(closed, "businesses_supported", None, ("reached",)) == date(2023, 1, 31)
    months = curve(closed, Scope("businesses_supported")).set_index("period")["actual"]
    assert months.loc[["2022-12", "2023-01", "2023-05"]].tolist() == [1_802, 1_957, 2_407]


def test_the_last_of_the_board_of_ccare(board):
    told = [(matter.kind, matter.scheme, matter.indicator) for matter in board("2023-06-05")[1:]]
    assert told == [
        ("off_course", "digital_poverty", "people_supported"),
        ("off_course", "self_employment", "people_supported"),
        ("not_reached", "a2a", "people_supported"),
        ("not_reached", "green_voucher", "businesses_supported"),
        ("not_reached", "green_voucher", "vouchers_value"),
        ("at_risk", "high_streets", "businesses_supported"),
        ("unlikely", "self_employment", "new_businesses"),
        ("unlikely", "skills_plans", "people_supported"),
    ]
