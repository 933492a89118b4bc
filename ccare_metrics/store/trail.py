"""The audit's trail, read by whoever may see it."""

import pandas as pd
from sqlalchemy import Engine, text

from ccare_metrics.scope import Signature
from ccare_metrics.store import rights
from ccare_metrics.store.asking import frame
from ccare_metrics.store.engine import reading

TRAIL_COLUMNS = ["number", "at", "who", "act", "subject", "before", "after", "reason", "hash"]
EVENTS = """
SELECT id AS number, at, who, act, subject, before, after, reason, hash FROM audit_event
WHERE id < :before AND (:act = '' OR act = :act) AND (:subject = '' OR subject = :subject)
  AND (:who = '' OR who = :who) ORDER BY id DESC LIMIT :most
"""


def events(
    engine: Engine,
    signature: Signature,
    *,
    before: int = 2**62,
    most: int = 50,
    act: str = "",
    subject: str = "",
    who: str = "",
) -> pd.DataFrame:
    """The newest events before a number: TRAIL_COLUMNS. Raises NotAllowedError."""
    asked: dict[str, object] = {"before": before, "most": most, "act": act, "subject": subject, "who": who}
    with reading(engine) as session:
        rights.actor(session, signature, "see_audit")
        return frame(session, EVENTS, asked, TRAIL_COLUMNS)


def acts(engine: Engine, signature: Signature) -> list[str]:
    """Every kind of act that stands in the trail. Raises NotAllowedError."""
    with reading(engine) as session:
        rights.actor(session, signature, "see_audit")
        return list(session.execute(text("SELECT DISTINCT act FROM audit_event ORDER BY act")).scalars())


def people(engine: Engine, signature: Signature) -> list[str]:
    """Everybody who did anything that stands in the trail. Raises NotAllowedError."""
    with reading(engine) as session:
        rights.actor(session, signature, "see_audit")
        return list(session.execute(text("SELECT DISTINCT who FROM audit_event ORDER BY who")).scalars())
