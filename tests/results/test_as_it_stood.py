"""What the board saw on a past day can be seen again: figures, targets, citations and reports as they stood."""

from dataclasses import replace
from datetime import date, timedelta

import pandas as pd
import pytest

from ccare_metrics.aggregation import CELL_COLUMNS, CELL_KEY
from ccare_metrics.coverage import due_on
from ccare_metrics.earlier import computed_cells
from ccare_metrics.framework import Programme
from ccare_metrics.results import answer, headline, target_table
from ccare_metrics.scope import PUBLIC, NotAllowedError, Scope, Viewer
from ccare_metrics.store import write
from ccare_metrics.store.engine import connect, writing
from ccare_metrics.store.models import Figure, Submission
from ccare_metrics.working import Working, as_it_stood, board_days, last_month_due, reporting
from geo.areas import load_areas
from tests.programmes import TODAY, filled_store, two_shores
from tests.two_shores import NORFOLK
from ui import cached

BOARD = Viewer(role="board")
PLYMOUTH = "E06000026"


@pytest.fixture(scope="module")
def programme(ccare) -> Programme:
    return ccare.programme


@pytest.fixture(scope="module")
def on(published, programme):
    engine = connect(f"sqlite:///{published / 'store.sqlite'}")

    def stood(day: str) -> Working:
        found = as_it_stood(engine, programme, date.fromisoformat(day), BOARD)
        assert found is not None
        return found

    yield stood
    engine.dispose()


def test_a_month_counts_as_due_on_the_day_after_its_last_day_for_reports(programme):
    assert due_on(programme, "2022-09") == date(2022, 10, 15)
    assert last_month_due(programme, date(2022, 10, 15)) == "2022-08"
    assert last_month_due(programme, date(2022, 10, 16)) == "2022-09"


def test_a_month_that_is_complete_before_it_is_due_counts_already(on, programme):
    """On 5 June 2023 May is approved whole, ten days before it is due."""
    assert last_month_due(programme, date(2023, 6, 5)) == "2023-04"
    assert on("2023-06-05").through == "2023-05"


def test_before_the_first_month_was_due_there_is_nothing_to_look_at(published, programme):
    engine = connect(f"sqlite:///{published / 'store.sqlite'}")
    assert as_it_stood(engine, programme, date(2021, 4, 2), BOARD) is None


@pytest.mark.parametrize("viewer", [PUBLIC, Viewer(role="partner", partner="kent")])
def test_who_is_not_on_the_board_sees_nothing_that_is_not_published(published, programme, viewer):
    engine = connect(f"sqlite:///{published / 'store.sqlite'}")
    with pytest.raises(NotAllowedError):
        as_it_stood(engine, programme, date(2022, 10, 15), viewer)


def test_all_that_is_approved_today_adds_up_to_the_cells_of_the_release(on, ccare):
    """The same figures, once through the release and once through the working store: every one that is not hidden, and a value behind
    every one that is."""
    today = on("2023-06-05")
    assert today.through == ccare.through
    ours = computed_cells(today.figures, today.programme, load_areas(), today.through)
    rows = ccare._rows(f"SELECT {', '.join(CELL_COLUMNS)} FROM cell")
    theirs = pd.DataFrame(rows, columns=CELL_COLUMNS)
    assert len(ours) == len(theirs) > 8_000
    left, right = (frame.set_index(CELL_KEY).sort_index() for frame in (ours, theirs))
    hidden = right["absence"].eq("suppressed")
    assert left.loc[hidden, "value"].notna().all()
    shown = [frame.loc[~hidden, "value"].fillna(-1).astype(int).tolist() for frame in (left, right)]
    assert shown[0] == shown[1]
    assert 1_000 < hidden.sum() < len(hidden) / 2


def test_a_slice_of_the_working_store_is_asked_like_one_of_a_release(on, ccare):
    today = on("2023-06-05")
    for scope in (
        Scope("businesses_supported"),
        Scope("people_supported", by=("area",)),
        Scope("businesses_supported", by=("scheme", "quarter")),
    ):
        ours, theirs = answer(today, scope), answer(ccare, scope)
        hidden = theirs["absence"].eq("suppressed")
        assert ours.loc[hidden, "value"].notna().all()
        pd.testing.assert_frame_equal(ours[~hidden], theirs[~hidden])
        told = ["indicator", "scheme", "area", "period", "provenance", "reported", "due"]
        pd.testing.assert_frame_equal(ours.loc[hidden, told], theirs.loc[hidden, told])


def test_a_correction_changes_the_days_after_it_and_none_before(on):
    """Three plans of May 2022 had been counted twice; the correction was approved 112 days after the month."""
    may = Scope("skills_action_plans", area=PLYMOUTH, period="2022-05")
    before, after = (int(answer(on(day), may).iloc[0]["value"]) for day in ("2022-09-19", "2022-09-21"))
    assert before - after == 3


def test_a_result_published_in_2023_is_not_cited_on_a_day_of_2022(on):
    then, later = on("2022-10-15"), on("2023-06-05")
    assert headline(then, "businesses_supported") is None
    assert headline(later, "businesses_supported").fact.value == 2_407
    row = target_table(then, indicator="businesses_supported").iloc[0]
    assert (row["provenance"], row["status_provenance"]) == ("illustrative", "illustrative")
    assert row["actual"] == answer(then, Scope("businesses_supported")).iloc[0]["value"] < 2_407


def test_a_target_holds_from_the_day_it_was_decided(on, programme):
    """Sole traders on RSA: 300, lowered to 160 later."""
    (plan,) = programme.schemes["rsa_entrepreneurs"].plans
    lowered = plan.targets[1].valid_from

    def target(day: date) -> int:
        return int(target_table(on(day.isoformat()), scheme="rsa_entrepreneurs").iloc[0]["target"])

    assert target(date.fromordinal(lowered.toordinal() - 1)) == 300
    assert target(lowered) == 160


def test_a_partner_who_has_not_sent_shows_as_missing_until_the_figures_are_approved(on):
    """Finistère’s August 2022 was sent back and approved 51 days after the month instead of 18."""

    def coverage(day: str) -> float:
        told = reporting(on(day))
        return float(told[told["partner"].eq("finistere") & told["month"].eq("2022-08")]["coverage"].iloc[0])

    assert coverage("2022-10-01") == 0
    assert coverage("2022-12-01") == 1


def test_who_has_reported_says_when_it_was_due_and_adds_up_to_the_coverage_of_the_programme(on):
    stood = on("2022-10-15")
    told = reporting(stood)
    assert told["due_on"].max() == date(2022, 9, 15)
    cell = answer(stood, Scope("digital_programmes")).iloc[0]
    assert 0 < cell["reported"] < cell["due"]
    assert told["reported"].sum() < told["due"].sum()


def test_the_days_to_go_back_to_begin_with_today(programme):
    days = board_days(programme, date(2023, 6, 5))
    assert days[:3] == [date(2023, 6, 5), date(2023, 5, 15), date(2023, 4, 15)]
    assert len(days) == 6


def test_where_the_figures_come_from_is_said_without_reading_them(on, tmp_path):
    assert on("2023-06-05").provenances == ("illustrative",)
    shores = as_it_stood(filled_store(tmp_path / "store.sqlite"), two_shores(), TODAY, BOARD)
    assert shores is not None
    assert shores.provenances == ("illustrative", "reported")
    assert set(shores.figures["provenance"]) == set(shores.provenances)


# -- what is kept, and until when

YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def board(tmp_path, monkeypatch, release):
    """What the board's pages are given, on a store of the invented programme."""
    engine = filled_store(tmp_path / "store.sqlite")
    monkeypatch.setenv("CCARE_DATABASE_URL", f"sqlite:///{tmp_path / 'store.sqlite'}")

    def send(value: int, state: str) -> None:
        """North sends one figure of January again."""
        told = {"partner": "north", "scheme": "training", "indicator": "places", "area": NORFOLK, "month": "2022-01"}
        moment = f"{TODAY}T15:00:00Z" if state == "approved" else None
        with writing(engine) as session:
            sent = Submission(
                partner="north", period="2022-01", idempotency_key=f"{state} {value}", state=state, approved_at=moment
            )
            session.add(sent)
            session.flush()
            session.add(Figure(submission_id=sent.id, value=value, **told))
            write.stand(session, release.programme, submissions=[sent.id])

    def look(day: date, viewer: Viewer = BOARD) -> Working:
        found = cached.as_it_stood(release, day, viewer)
        assert found is not None
        return found

    yield look, send
    engine.dispose()


JANUARY = Scope("places", area=NORFOLK, period="2022-01")


def test_a_draft_that_somebody_saves_makes_nobodys_page_compute_again(board):
    look, send = board
    before = look(TODAY)
    send(9, "draft")
    assert look(TODAY) is before
    send(10, "submitted")
    assert look(TODAY) is before


def test_an_approval_of_today_is_seen_today_and_leaves_yesterday_as_it_was(board):
    look, send = board
    yesterday, today = look(YESTERDAY), look(TODAY)
    send(9, "approved")
    assert look(YESTERDAY) is yesterday
    assert look(TODAY).key != today.key
    assert [answer(look(day), JANUARY)["value"].item() for day in (YESTERDAY, TODAY)] == [4, 9]


def test_everybody_on_the_board_looks_at_the_same(board):
    look, _ = board
    assert look(TODAY, Viewer(role="board", name="One")) is look(TODAY, Viewer(role="board", name="Another"))
    with pytest.raises(NotAllowedError):
        look(TODAY, Viewer(role="partner", partner="north"))


def test_another_framework_is_another_answer(on):
    """A release that declares something else must not be answered with what was computed under the one before."""
    then = on("2022-10-15")
    assert replace(then, programme=replace(then.programme, headline=())).key != then.key
    assert on("2022-10-15").key == then.key
