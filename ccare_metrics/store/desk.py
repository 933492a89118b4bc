"""What lies on the desk of those who report and review: read for one person, whose rights are looked up anew each time."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd
from sqlalchemy import Engine, text
from sqlmodel import Session, col, select

from ccare_metrics.entries import Entry, EntryKey, Figure, stamp
from ccare_metrics.framework import Programme
from ccare_metrics.scope import NotFoundError, Person, Signature
from ccare_metrics.store import models, people, refusals, rights, submission_rows
from ccare_metrics.store.asking import frame
from ccare_metrics.store.engine import reading
from ccare_metrics.store.read import FIGURE_COLUMNS

REPORT_COLUMNS = [
    *("submission", "partner", "period", "state", "version", "since", "by", "reason", "corrects", "why"),
    *("source", "file_name", "figures", "first_submitted", "approved_at"),
]
HISTORY_COLUMNS = [
    *("submission", "version", "state", "value", "absence", "note", "provenance", "sent_at", "sent_by"),
    *("decided_at", "decided_by", "reason"),
]
LOCK_COLUMNS = ["period", "locked", "at", "by", "reason"]


@dataclass(frozen=True)
class Said:
    """What a partner says beside a scheme's figures; `version` counts its changes."""

    scheme: str
    language: str
    text: str
    version: int


@dataclass(frozen=True)
class Report:
    """A submission as it lies there. `entries`: as typed; `figures`: as last sent; `stamp`: the same as long as nothing typed changes;
    `corrects`: the approved submission that it puts right, `why` the reason for it; `reason`: that of the last step."""

    number: int
    partner: str
    period: str
    state: str
    version: int
    corrects: int | None
    why: str | None
    reason: str | None
    source: str
    file_name: str | None
    since: str
    by: str
    stamp: str
    entries: tuple[Entry, ...] = field(repr=False)
    remarks: tuple[Said, ...] = field(repr=False)
    figures: tuple[Figure, ...] = field(repr=False)
    steps: pd.DataFrame = field(repr=False)  # state, at, by, reason: oldest first
    vouched: tuple[int, ...] = ()  # lead persons who stand for it as it is
    touched: tuple[str, str] | None = None  # when something was last typed, and by whom; None where nothing was


def report(engine: Engine, signature: Signature, number: int) -> Report:
    """One submission. Raises NotAllowedError; NotFoundError, also where it is another partner's."""
    with reading(engine) as session:
        row = refusals.found(session, signature, number, "see_entries")
        steps = session.exec(
            select(models.SubmissionStep)
            .where(col(models.SubmissionStep.submission_id) == number)
            .order_by(models.SubmissionStep.id)  # type: ignore[arg-type]
        ).all()
        remarks = session.exec(select(models.Commentary).where(col(models.Commentary.submission_id) == number)).all()
        entries = tuple(submission_rows.entries_of(session, number))
        return Report(
            number=number,
            partner=row.partner,
            period=row.period,
            state=row.state,
            version=row.version,
            corrects=row.corrects,
            why=row.reason,
            reason=steps[-1].reason,
            source=row.source,
            file_name=row.file_name,
            since=steps[-1].at,
            by=steps[-1].by,
            stamp=stamp(entries, submission_rows.remarks_of(session, number)),
            entries=entries,
            remarks=tuple(Said(each.scheme, each.language, each.text, each.version) for each in remarks),
            figures=_figures_of(session, number),
            steps=pd.DataFrame(
                [(s.state, s.at, s.by, s.reason) for s in steps], columns=["state", "at", "by", "reason"]
            ),
            vouched=tuple(sorted(submission_rows.vouched(session, row))),
            touched=_touched(session, number),
        )


TOUCHED = """
SELECT at, by FROM (
  SELECT at, by FROM entry WHERE submission_id = :number
  UNION ALL SELECT at, by FROM commentary WHERE submission_id = :number AND at IS NOT NULL
) AS changes ORDER BY at DESC LIMIT 1
"""


def _touched(session: Session, number: int) -> tuple[str, str] | None:
    found = session.execute(text(TOUCHED), {"number": number}).first()
    return None if found is None else (str(found[0]), str(found[1]))


def _figures_of(session: Session, number: int) -> tuple[Figure, ...]:
    rows = session.exec(
        select(models.Figure)
        .where(col(models.Figure.submission_id) == number)
        .order_by(models.Figure.scheme, models.Figure.indicator, models.Figure.area, models.Figure.category)
    )
    return tuple(
        Figure(EntryKey(row.scheme, row.indicator, row.area, row.category), row.value, row.absence, row.note)
        for row in rows
    )


REPORTS = f"""
SELECT {", ".join(REPORT_COLUMNS)} FROM (
  SELECT s.id AS submission, s.partner, s.period, s.state, s.version, t.at AS since, t.by, t.reason, s.corrects, s.reason AS why,
    s.source, s.file_name, s.approved_at,
    CASE s.state WHEN 'draft' THEN (SELECT count(*) FROM entry y WHERE y.submission_id = s.id AND y.typed <> '')
      ELSE (SELECT count(*) FROM figure f WHERE f.submission_id = s.id) END AS figures,
    (SELECT min(e.at) FROM submission_step e WHERE e.submission_id = s.id AND e.state = 'submitted') AS first_submitted
  FROM submission s JOIN submission_step t
    ON t.id = (SELECT max(u.id) FROM submission_step u WHERE u.submission_id = s.id)
  WHERE {{which}}
) AS told ORDER BY period DESC, submission DESC
"""


def reports(engine: Engine, signature: Signature, partner: str) -> pd.DataFrame:
    """Every submission of a partner, newest period first: REPORT_COLUMNS, of a draft the figures typed so far. Raises NotAllowedError."""
    with reading(engine) as session:
        rights.actor(session, signature, "see_entries", partner)
        return frame(session, REPORTS.format(which="s.partner = :partner"), {"partner": partner}, REPORT_COLUMNS)


def queue(engine: Engine, signature: Signature) -> pd.DataFrame:
    """What waits for a decision, the longest first: REPORT_COLUMNS. Raises NotAllowedError."""
    with reading(engine) as session:
        rights.actor(session, signature, "approve")
        waiting = frame(session, REPORTS.format(which="s.state = 'submitted'"), {}, REPORT_COLUMNS)
    return waiting.sort_values(["since", "submission"], ignore_index=True)


# Of every figure of a partner's schemes the latest approved revision, its splits included.
APPROVED_OF = f"""
SELECT {", ".join(FIGURE_COLUMNS)}, submission FROM (
  SELECT f.*, s.id AS submission, ROW_NUMBER() OVER (
    PARTITION BY f.scheme, f.indicator, f.area, f.month, f.category ORDER BY s.approved_at DESC, s.id DESC) AS newest
  FROM figure f JOIN submission s ON s.id = f.submission_id
  WHERE s.approved_at IS NOT NULL AND s.partner = :partner
) AS ranked WHERE newest = 1
ORDER BY scheme, indicator, area, category, month
"""


def approved_of(engine: Engine, signature: Signature, partner: str) -> pd.DataFrame:
    """A partner's approved figures, every month and category: FIGURE_COLUMNS and `submission`; `value` Int64. Raises NotAllowedError."""
    with reading(engine) as session:
        rights.actor(session, signature, "see_entries", partner)
        found = frame(session, APPROVED_OF, {"partner": partner}, [*FIGURE_COLUMNS, "submission"])
    return found.astype({"value": "Int64"})


def standing_of(engine: Engine, signature: Signature, partner: str) -> Mapping[str, int]:
    """By period: the approved report of a partner that corrections refer to. Raises NotAllowedError."""
    with reading(engine) as session:
        rights.actor(session, signature, "see_entries", partner)
        rows = session.exec(
            select(models.Submission.period, models.Submission.id).where(
                col(models.Submission.partner) == partner, col(models.Submission.state) == "approved",
                col(models.Submission.corrects).is_(None),
            )
        ).all()  # fmt: skip
    return {period: int(number or 0) for period, number in rows}


# Every time a figure was sent, and what became of it.
REVISIONS = """
SELECT f.submission_id AS submission, s.version, s.state, f.value, f.absence, f.note, f.provenance,
  (SELECT max(t.at) FROM submission_step t WHERE t.submission_id = s.id AND t.state = 'submitted') AS sent_at,
  (SELECT t.by FROM submission_step t WHERE t.submission_id = s.id AND t.state = 'submitted' ORDER BY t.id DESC LIMIT 1) AS sent_by,
  s.approved_at AS decided_at,
  (SELECT t.by FROM submission_step t WHERE t.submission_id = s.id AND t.state = 'approved' ORDER BY t.id DESC LIMIT 1) AS decided_by,
  s.reason
FROM figure f JOIN submission s ON s.id = f.submission_id
WHERE f.scheme = :scheme AND f.indicator = :indicator AND f.area = :area AND f.month = :month AND f.category = :category
ORDER BY COALESCE(s.approved_at, '9999'), s.id
"""


def history_of(
    engine: Engine, programme: Programme, signature: Signature, *, key: EntryKey, month: str
) -> pd.DataFrame:
    """One figure's own history: every value it was sent with, as it now stands, and each earlier sending of the same submission that was
    returned. HISTORY_COLUMNS, oldest first; `value` Int64. Raises NotAllowedError, NotFoundError."""
    with reading(engine) as session:
        rights.actor(session, signature, "see_entries", _owner(programme, key))
        found = frame(session, REVISIONS, {**key._asdict(), "month": month}, HISTORY_COLUMNS)
        earlier = _earlier_sendings(session, key, month)
    told = pd.concat([earlier, found], ignore_index=True) if len(earlier) else found
    return told.astype({"value": "Int64"}).sort_values(["sent_at", "submission"], ignore_index=True, kind="stable")


def approved_history_of(
    engine: Engine, programme: Programme, signature: Signature, *, key: EntryKey, month: str
) -> pd.DataFrame:
    """As `history_of`, of what was approved alone, for whoever may see figures. Raises NotAllowedError, NotFoundError."""
    with reading(engine) as session:
        rights.actor(session, signature, "see_figures", _owner(programme, key))
        found = frame(session, REVISIONS, {**key._asdict(), "month": month}, HISTORY_COLUMNS)
    return found[found["state"].eq("approved")].astype({"value": "Int64"}).reset_index(drop=True)


def _owner(programme: Programme, key: EntryKey) -> str:
    if key.scheme not in programme.schemes:
        raise NotFoundError
    return programme.schemes[key.scheme].partner


# Every sending of a submission but its last, and the step that ended it.
SENDINGS = """
SELECT e.submission_id AS submission, e.version, t.state, t.reason, e.at, e.by, e.figures
FROM sent e JOIN submission s ON s.id = e.submission_id
JOIN submission_step t ON t.id = (SELECT min(n.id) FROM submission_step n WHERE n.submission_id = e.submission_id AND n.id > e.step)
WHERE s.period = :month AND s.partner = (SELECT o.partner FROM scheme_owner o WHERE o.scheme = :scheme LIMIT 1)
  AND e.version < (SELECT max(n.version) FROM sent n WHERE n.submission_id = e.submission_id)
ORDER BY e.id
"""


def _earlier_sendings(session: Session, key: EntryKey, month: str) -> pd.DataFrame:
    rows = []
    for each in session.execute(text(SENDINGS), {"month": month, "scheme": key.scheme}).mappings():
        for *of, value, absence, note in json.loads(each["figures"])["figures"]:
            if tuple(of) == tuple(key):
                told = {"value": value, "absence": absence, "note": note, "provenance": None}
                sent = {"sent_at": each["at"], "sent_by": each["by"], "decided_at": None, "decided_by": None}
                rows.append({**each, **told, **sent})
    return pd.DataFrame(rows, columns=HISTORY_COLUMNS, dtype="object")


def sent_files(engine: Engine, signature: Signature, partner: str) -> Mapping[str, tuple[int, str]]:
    """By checksum: the submission that a file was taken over into and when it was first sent. Raises NotAllowedError."""
    asked = """
    SELECT s.file_sha256, s.id, min(t.at) FROM submission s JOIN submission_step t ON t.submission_id = s.id
    WHERE s.partner = :partner AND s.file_sha256 IS NOT NULL AND t.state = 'submitted' GROUP BY s.file_sha256, s.id
    """
    with reading(engine) as session:
        rights.actor(session, signature, "see_entries", partner)
        return {sha: (int(number), at) for sha, number, at in session.execute(text(asked), {"partner": partner})}


def locks(engine: Engine, signature: Signature) -> pd.DataFrame:
    """Each period that was ever shut, as it is now: LOCK_COLUMNS, oldest period first. Raises NotAllowedError, NotInvitedError."""
    asked = f"""
    SELECT {", ".join(LOCK_COLUMNS)} FROM period_lock WHERE id IN (SELECT max(id) FROM period_lock GROUP BY period) ORDER BY period
    """
    with reading(engine) as session:
        rights.person_of(session, signature)
        return frame(session, asked, {}, LOCK_COLUMNS).astype({"locked": "bool"})


def person(engine: Engine, signature: Signature) -> Person:
    """Who this is now. Raises NotInvitedError and SignInAgainError."""
    with reading(engine) as session:
        return rights.person_of(session, signature)


def everybody(engine: Engine, signature: Signature) -> pd.DataFrame:
    """Who has, had or was offered access, by e-mail: one row each, with the columns below. Raises NotAllowedError."""
    rows = people.everybody(engine, signature)
    columns = ["email", "role", "partner", "name", "invited_at", "invited_by", "bound_at", "revoked_at"]
    return pd.DataFrame([[getattr(row, column) for column in columns] for row in rows], columns=columns, dtype="object")
