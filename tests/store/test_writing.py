"""What the database itself refuses, and that an act is whole or not at all."""

import threading

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from ccare_metrics.store import read, write
from ccare_metrics.store.engine import reading, writing
from ccare_metrics.store.models import Figure, SchemeOwner, Submission

FIGURE = {"partner": "norfolk", "scheme": "a2a", "indicator": "helped", "area": "N", "month": "2022-04"}


@pytest.fixture
def engine(tmp_path):
    engine = write.upgrade(f"sqlite:///{tmp_path / 'ccare.sqlite'}")
    with writing(engine) as session:
        session.add_all([SchemeOwner(scheme="a2a", partner="norfolk"), SchemeOwner(scheme="vouchers", partner="kent")])
        session.flush()
        session.add(Submission(id=1, partner="norfolk", period="2022-04", idempotency_key="first"))
    return engine


@pytest.mark.parametrize(
    "wrong",
    [
        {"value": "abc"},
        {"value": 12.7},
        {"value": None, "absence": None},
        {"value": 3, "absence": "not_reported"},
        {"value": None, "absence": "forgotten"},
        {"value": 3, "provenance": "guessed"},
        {"value": 3, "scheme": "vouchers"},  # another partner's scheme
        {"value": 3, "partner": "kent", "scheme": "vouchers"},  # another partner's submission
    ],
)
def test_the_database_refuses_what_is_no_figure(engine, wrong):
    before = read.revision(engine)
    with pytest.raises(IntegrityError), writing(engine) as session:
        session.add(Figure(submission_id=1, **{**FIGURE, **wrong}))
    assert read.revision(engine) == before


def test_one_key_has_one_figure_in_a_submission(engine):
    with pytest.raises(IntegrityError), writing(engine) as session:
        session.add_all([Figure(submission_id=1, value=1, **FIGURE), Figure(submission_id=1, value=2, **FIGURE)])


def test_an_act_that_fails_half_way_leaves_nothing_behind(engine):
    before = read.revision(engine)
    with pytest.raises(RuntimeError), writing(engine) as session:
        session.add(Figure(submission_id=1, value=1, **FIGURE))
        session.flush()
        raise RuntimeError("the visitor's page was interrupted here")
    with reading(engine) as session:
        assert session.execute(text("SELECT count(*) FROM figure")).scalar_one() == 0
    assert read.revision(engine) == before


def test_each_act_raises_the_revision_by_one(engine):
    before = read.revision(engine)
    with writing(engine) as session:
        session.add(Figure(submission_id=1, value=1, **FIGURE))
    assert read.revision(engine) == before + 1


def test_fifty_writers_at_once_all_get_through_and_lose_no_update(engine):
    before = read.revision(engine)

    def act():
        with writing(engine) as session:
            number = session.execute(text("SELECT count(*) FROM scheme_owner")).scalar_one()
            session.add(SchemeOwner(scheme=f"scheme {number}", partner="kent"))

    writers = [threading.Thread(target=act) for _ in range(50)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    with reading(engine) as session:
        assert session.execute(text("SELECT count(*) FROM scheme_owner")).scalar_one() == 2 + 50
    assert read.revision(engine) == before + 50


@pytest.mark.parametrize("act", ["UPDATE audit_event SET who = 'nobody'", "DELETE FROM audit_event"])
def test_what_was_audited_cannot_be_changed_or_removed(engine, act):
    with writing(engine) as session:
        write.audit(session, at="2022-05-01T10:00:00Z", who="lead", act="approve", subject="submission 1")
    with pytest.raises(IntegrityError, match="append-only"), writing(engine) as session:
        session.execute(text(act))


def test_the_audit_chain_names_the_first_entry_that_was_tampered_with(engine):
    with writing(engine) as session:
        for number in range(3):
            write.audit(session, at="2022-05-01T10:00:00Z", who="lead", act="approve", subject=f"submission {number}")
    assert read.broken_audit_entry(engine) is None
    with writing(engine) as session:  # behind the program's back: the trigger is taken away first
        session.execute(text("DROP TRIGGER audit_event_no_update"))
        session.execute(text("UPDATE audit_event SET who = 'somebody else' WHERE id = 2"))
    assert read.broken_audit_entry(engine) == 2
