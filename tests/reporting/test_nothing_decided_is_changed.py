"""What was sent, decided, confirmed and answered stays as it was: the database itself refuses to change or remove it."""

from itertools import product

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from ccare_metrics.store import acts, read
from ccare_metrics.store.engine import writing
from tests.reporters import PLACES, Office, a_key, everything, signature

GUARDED = {
    "audit_event": "reason = 'other'",
    "submission_step": "by = 'somebody else'",
    "sent": "figures = '[]'",
    "confirmation": "person = 1",
    "receipt": "told = '{}'",
    "period_lock": "reason = 'other'",
}


@pytest.fixture
def lived_in(office: Office) -> Office:
    office.approved(5, PLACES, who="north")
    acts.lock(
        office.engine, office.programme, signature("lead"), period="2022-04", reason="The year is closed.", key=a_key()
    )
    return office


@pytest.mark.parametrize(("table", "act"), [*product(GUARDED, ("change", "remove"))])
def test_the_database_refuses(lived_in, table, act):
    before = everything(lived_in.engine)
    asked = f"UPDATE {table} SET {GUARDED[table]}" if act == "change" else f"DELETE FROM {table}"
    with pytest.raises(DatabaseError, match=f"{table} is append-only"), writing(lived_in.engine) as session:
        assert session.execute(text(asked)).rowcount > 0
    assert everything(lived_in.engine) == before


@pytest.mark.parametrize("table", GUARDED)
def test_there_was_something_to_refuse(lived_in, table):
    """The negative twin: without its guard the same sentence does change the table."""
    with writing(lived_in.engine) as session:
        session.execute(text(f"DROP TRIGGER {table}_no_update"))
        assert session.execute(text(f"UPDATE {table} SET {GUARDED[table]}")).rowcount > 0


def test_a_row_of_the_audit_that_was_changed_past_the_guard_is_found(lived_in):
    with writing(lived_in.engine) as session:
        session.execute(text("DROP TRIGGER audit_event_no_update"))
        session.execute(text("UPDATE audit_event SET reason = 'other' WHERE id = 3"))
    assert read.broken_audit_entry(lived_in.engine) == 3
