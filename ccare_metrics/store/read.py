"""What is read from the working store. Frames and plain values out; every read says for which day, and by whom where it matters."""

import pandas as pd
from sqlalchemy import Engine, text
from sqlmodel import select

from ccare_metrics.store.engine import reading
from ccare_metrics.store.models import AuditEvent, Revision, Submission
from ccare_metrics.store.write import FIRST_HASH, chained

FIGURE_COLUMNS = [
    "partner",
    "scheme",
    "indicator",
    "area",
    "month",
    "category",
    "value",
    "absence",
    "provenance",
    "note",
]

# The latest approved revision of each figure, as it stood at the end of a day. Ties are broken by submission number, not by clock.
APPROVED = f"""
SELECT {", ".join(FIGURE_COLUMNS)} FROM (
  SELECT f.*, ROW_NUMBER() OVER (
    PARTITION BY f.scheme, f.indicator, f.area, f.month, f.category ORDER BY s.approved_at DESC, s.id DESC) AS newest
  FROM figure f JOIN submission s ON s.id = f.submission_id
  WHERE s.approved_at IS NOT NULL AND substr(s.approved_at, 1, 10) <= :day AND f.month <= :through AND f.category = 'all'
) AS ranked WHERE newest = 1
ORDER BY scheme, indicator, area, month
"""


def approved_figures(engine: Engine, *, through: str, day: str = "9999-12-31") -> pd.DataFrame:
    """Approved figures of every partner up to a month, as known at the end of `day`; FIGURE_COLUMNS, category `all` only.

    `value`: Int64 in the indicator's smallest unit, missing where `absence` says why.
    """
    with reading(engine) as session:
        rows = session.execute(text(APPROVED), {"day": day, "through": through}).all()
    frame = pd.DataFrame(rows, columns=FIGURE_COLUMNS)
    return frame.astype({"value": "Int64"})


def last_approved_month(engine: Engine) -> str:
    """The last month for which anything was approved."""
    with reading(engine) as session:
        return str(
            session.execute(text("SELECT max(period) FROM submission WHERE approved_at IS NOT NULL")).scalar_one()
        )


def revision(engine: Engine) -> int:
    with reading(engine) as session:
        return session.exec(select(Revision.number)).one()


def is_empty(engine: Engine) -> bool:
    with reading(engine) as session:
        return session.exec(select(Submission.id).limit(1)).first() is None


def broken_audit_entry(engine: Engine) -> int | None:
    """The number of the first audit entry that does not fit the chain; None where the chain is whole."""
    previous = FIRST_HASH
    with reading(engine) as session:
        for event in session.exec(select(AuditEvent).order_by(AuditEvent.id)):  # type: ignore[arg-type]
            if event.previous_hash != previous or event.hash != chained(event):
                return event.id
            previous = event.hash
    return None
