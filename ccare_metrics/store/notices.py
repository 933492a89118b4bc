"""What became of reports, told to each whom it concerns."""

import json

import pandas as pd
from sqlalchemy import Engine, text

from ccare_metrics.scope import Person, Signature
from ccare_metrics.store import rights
from ccare_metrics.store.asking import frame
from ccare_metrics.store.engine import reading

NOTICE_COLUMNS = ["number", "at", "kind", "submission", "told", "read_at"]
# Whoever moves to another organisation leaves what was said about reports of the first behind.
OWN_NOTICES = """
person = :person AND (:partner IS NULL OR submission_id IS NULL OR submission_id IN (SELECT id FROM submission WHERE partner = :partner))
"""


def own(engine: Engine, signature: Signature, *, most: int = 50) -> pd.DataFrame:
    """The person's own notices, newest first: NOTICE_COLUMNS; `told` a mapping. Raises NotAllowedError."""
    asked = f"""
    SELECT id AS number, at, kind, submission_id AS submission, told, read_at FROM notice WHERE {OWN_NOTICES}
    ORDER BY id DESC LIMIT :most
    """
    with reading(engine) as session:
        person = rights.actor(session, signature, "see_notices")
        found = frame(session, asked, {**_whose(person), "most": most}, NOTICE_COLUMNS)
    return found.assign(told=found["told"].map(json.loads)).astype({"submission": "Int64"})


def unread(engine: Engine, signature: Signature) -> int:
    """How many notices the person has not read. Raises NotAllowedError."""
    with reading(engine) as session:
        person = rights.actor(session, signature, "see_notices")
        asked = text(f"SELECT count(*) FROM notice WHERE {OWN_NOTICES} AND read_at IS NULL")
        return int(session.execute(asked, _whose(person)).scalar_one())


def _whose(person: Person) -> dict[str, object]:
    return {"person": person.id, "partner": person.partner if person.role == "partner" else None}
