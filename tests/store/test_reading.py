"""What the board is told of reporting itself, on any day: submissions on their way, figures that changed, comments."""

import pandas as pd
import pytest
from sqlalchemy import text

from ccare_metrics.store import read
from ccare_metrics.store.engine import writing
from ccare_metrics.store.models import Commentary, SubmissionStep
from tests.two_shores import FINISTERE, KENT, NORFOLK

JANUARY = ("training", "places", NORFOLK, "2022-01", 4)
KENT_JANUARY = ("training", "places", KENT, "2022-01", 2)


def on_its_way(shores) -> int:
    """Sent on 12 February, sent back on 14, sent again and approved on 18."""
    number = shores.send(JANUARY, steps={"draft": "2022-02-06", "submitted": "2022-02-12", "approved": "2022-02-18"})
    with writing(shores.engine) as session:
        session.add_all(
            [
                SubmissionStep(submission_id=number, state="returned", at="2022-02-14T09:00:00Z", by="a reviewer", reason="Too low."),
                SubmissionStep(submission_id=number, state="submitted", at="2022-02-18T09:00:00Z", by="north"),
            ]
        )  # fmt: skip
    return number


def told(frame: pd.DataFrame) -> dict[str, object]:
    """The one row of a frame, with None for whatever is missing."""
    (row,) = frame.astype(object).where(frame.notna(), None).to_dict("records")
    return row


# -- submissions


@pytest.mark.parametrize(
    ("day", "state", "since", "reason", "first_submitted", "approved_on"),
    [
        ("2022-02-06", "draft", "2022-02-06", None, None, None),
        ("2022-02-13", "submitted", "2022-02-12", None, "2022-02-12", None),
        ("2022-02-16", "returned", "2022-02-14", "Too low.", "2022-02-12", None),
        ("2022-02-18", "approved", "2022-02-18", None, "2022-02-12", "2022-02-18"),
        ("2022-05-01", "approved", "2022-02-18", None, "2022-02-12", "2022-02-18"),
    ],
)
def test_a_submission_is_in_the_state_it_had_reached_by_then(
    shores, day, state, since, reason, first_submitted, approved_on
):
    number = on_its_way(shores)
    assert told(read.submissions_on(shores.engine, day)) == {
        "submission": number,
        "partner": "north",
        "period": "2022-01",
        "state": state,
        "since": since,
        "reason": reason,
        "corrects": None,
        "by": "a reviewer" if state == "returned" else "the lead",
        "first_submitted": first_submitted,
        "approved_on": approved_on,
    }


def test_a_submission_is_not_there_before_it_was_begun(shores):
    on_its_way(shores)
    before = read.submissions_on(shores.engine, "2022-02-05")
    assert list(before.columns) == read.SUBMISSION_COLUMNS
    assert before.empty


def test_submissions_come_by_period_and_partner_and_say_what_they_correct(shores):
    advice = ("advice", "places", FINISTERE, "2022-02", 5)
    late = shores.approve("2022-03-18", advice, period="2022-02")
    first = shores.approve("2022-02-18", JANUARY)
    second = shores.approve("2022-03-01", KENT_JANUARY, corrects=first, reason="Forgotten.")
    found = read.submissions_on(shores.engine, "2022-12-31")
    assert found["submission"].tolist() == [first, second, late]
    assert found["corrects"].tolist()[1] == first
    assert found["corrects"].notna().tolist() == [False, True, False]


# -- figures that changed


def test_a_figure_that_was_not_there_has_a_new_value_only(shores):
    number = shores.approve("2022-02-18", JANUARY)
    assert told(read.changed_figures(shores.engine, after="2022-02-17", until="2022-02-18")) == {
        **dict(zip(("scheme", "indicator", "area", "month"), JANUARY[:4], strict=True)),
        "old": None,
        "old_absence": None,
        "new": 4,
        "new_absence": None,
        "provenance": "reported",
        "partner": "north",
        "submission": number,
        "approved_on": "2022-02-18",
        "approved_by": "the lead",
        "reason": None,
        "corrects": None,
    }


def test_a_corrected_figure_has_both_and_the_reason(shores):
    first = shores.approve("2022-02-18", JANUARY, KENT_JANUARY)
    shores.approve("2022-05-10", (*JANUARY[:4], 3), KENT_JANUARY, corrects=first, reason="Counted twice.")
    found = read.changed_figures(shores.engine, after="2022-05-09", until="2022-12-31")
    columns = ["area", "old", "new", "reason", "corrects"]
    assert found[columns].values.tolist() == [[NORFOLK, 4, 3, "Counted twice.", first]]  # Kent's is what it was


@pytest.mark.parametrize(
    ("after", "until"), [("2022-01-01", "2022-02-17"), ("2022-02-18", "2022-12-31"), ("2022-03-01", "2022-02-01")]
)
def test_nothing_changed_where_nothing_was_approved_in_between(shores, after, until):
    shores.approve("2022-02-18", JANUARY)
    shores.send(KENT_JANUARY, steps={"submitted": "2022-03-01"})
    assert read.changed_figures(shores.engine, after=after, until=until).empty


def test_a_figure_that_is_back_at_its_old_value_has_not_changed(shores):
    shores.approve("2022-02-18", JANUARY)
    shores.approve("2022-03-01", (*JANUARY[:4], 9), reason="A mistake.")
    shores.approve("2022-03-05", JANUARY, reason="The mistake taken back.")
    assert read.changed_figures(shores.engine, after="2022-02-18", until="2022-03-05").empty
    assert read.changed_figures(shores.engine, after="2022-02-18", until="2022-03-01")["new"].tolist() == [9]


def test_an_approval_dated_back_is_not_the_newest(shores):
    """Entered last, but dated before the figure that is there."""
    shores.approve("2022-05-10", (*JANUARY[:4], 3))
    shores.approve("2022-03-01", (*JANUARY[:4], 9), reason="From a letter.")
    shores.approve("2022-02-01", (*JANUARY[:4], 7), reason="From an older letter.")
    assert told(read.changed_figures(shores.engine, after="2022-01-01", until="2022-12-31"))["new"] == 3
    between = told(read.changed_figures(shores.engine, after="2022-03-31", until="2022-12-31"))
    assert (between["old"], between["new"]) == (9, 3)


def test_a_reason_that_becomes_a_number_or_another_reason_is_a_change(shores):
    shores.approve("2022-02-18", (*JANUARY[:4], "not_reported"), (*KENT_JANUARY[:4], "not_reported"))
    shores.approve("2022-03-01", JANUARY, (*KENT_JANUARY[:4], "not_applicable"), reason="Found.")
    found = read.changed_figures(shores.engine, after="2022-02-28", until="2022-03-01").set_index("area")
    assert found["old_absence"].tolist() == ["not_reported", "not_reported"]
    assert found.loc[NORFOLK, "new"] == 4
    assert found.loc[KENT, "new_absence"] == "not_applicable"


def test_a_split_that_changed_is_no_changed_figure(shores):
    shores.approve("2022-02-18", JANUARY, category="sex:female")
    assert read.changed_figures(shores.engine, after="2022-01-01", until="2022-12-31").empty


# -- comments, and how much was approved


def test_a_comment_is_heard_from_the_day_its_figures_were_approved(shores):
    number = on_its_way(shores)
    said = {"partner": "north", "scheme": "training", "period": "2022-01", "language": "en", "text": "Snow."}
    with writing(shores.engine) as session:
        session.add(Commentary(submission_id=number, **said))
    assert read.commentary_on(shores.engine, "2022-02-17").empty
    (row,) = read.commentary_on(shores.engine, "2022-02-18").to_dict("records")
    assert row == {**said, "provenance": "reported", "approved_on": "2022-02-18"}


def test_only_approvals_up_to_the_day_are_counted(shores):
    shores.approve("2022-02-18", JANUARY)
    shores.approve("2022-03-18", KENT_JANUARY)
    shores.send((*JANUARY[:4], 9), steps={"draft": "2022-02-18"})
    days = ("2022-02-17", "2022-02-18", "2022-12-31")
    assert [read.approvals(shores.engine, day) for day in days] == [0, 1, 2]


def test_the_figures_of_one_indicator_are_those_of_all_that_are_its(shores):
    shores.approve("2022-02-18", JANUARY, ("training", "enrolled", NORFOLK, "2022-01", 3))
    shores.approve("2022-03-18", (*JANUARY[:4], 5), reason="One more.")
    every = read.approved_figures(shores.engine, through="2022-06")
    places = read.approved_figures(shores.engine, through="2022-06", indicator="places")
    assert places.equals(every[every["indicator"].eq("places")].reset_index(drop=True))
    assert places["value"].tolist() == [5]


def test_the_questions_lead_through_an_index(shores):
    """Else a page would cost what is stored, not what it shows."""
    asked = {
        read.STANDING: {"day": "2022-05-01"},
        read.REVISED: {"after": "2022-02-01", "until": "2022-05-01"},
        read.APPROVED.format(only="AND f.indicator = :indicator", which=read.BY_THE_DAY): {
            "day": "2022-05-01",
            "through": "2022-04",
            "indicator": "places",
        },
    }
    with writing(shores.engine) as session:
        for question, values in asked.items():
            plan = [row.detail for row in session.execute(text(f"EXPLAIN QUERY PLAN {question}"), values)]
            tables = [step for step in plan if step.split()[1] in ("standing", "figure", "f")]
            assert tables
            assert all(step.startswith("SEARCH") for step in tables)
