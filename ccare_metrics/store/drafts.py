"""What a partner types until it sends it: begun, saved cell by cell, taken over from a file. Nothing here is a figure yet."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Engine, delete
from sqlmodel import Session, col, select

from ccare_metrics.entries import LONGEST_REMARK, Change, Entry
from ccare_metrics.framework import Programme
from ccare_metrics.scope import RefusedError, Signature
from ccare_metrics.store import models, refusals, rights, submission_rows
from ccare_metrics.store.engine import reading, writing
from ccare_metrics.store.receipts import Told, once
from ccare_metrics.store.write import audit, moment


@dataclass(frozen=True)
class Conflict:
    """A cell that somebody else changed after it was last seen here; it stands as they left it."""

    mine: Change
    theirs: Entry
    by: str
    at: str


@dataclass(frozen=True)
class Saved:
    """`entries`: the changed cells as they stand now; `conflicts`: those that were left as somebody else made them."""

    entries: tuple[Entry, ...]
    conflicts: tuple[Conflict, ...]


def begin(engine: Engine, programme: Programme, signature: Signature, *, partner: str, period: str) -> int:
    """The number of the partner's open report for a month; begun where there is none. Asked twice, the same.

    Raises NotAllowedError; RefusedError: unknown_period, future_period, locked, reported_already.
    """
    with reading(engine) as session:  # most ask for one that is there
        rights.actor(session, signature, "begin", partner)
        if there := _open(session, partner, period, correction=False):
            return there.id or 0
    with writing(engine) as session:
        person = rights.actor(session, signature, "begin", partner)
        if there := _open(session, partner, period, correction=False):
            return there.id or 0
        refusals.refuse_period(session, programme, period, today=signature.at[:10])
        if _stands(session, partner, period):
            raise RefusedError("reported_already", period=period)
        count = len(session.exec(select(models.Submission.id).where(col(models.Submission.partner) == partner)).all())
        submission = models.Submission(
            partner=partner, period=period, idempotency_key=f"report {partner} {period} {count}"
        )
        session.add(submission)
        session.flush()
        submission_rows.step(session, submission, "draft", signature, person=person)
        return submission.id or 0


def correct(
    engine: Engine, programme: Programme, signature: Signature, *, submission: int, reason: str, key: str
) -> Told:
    """Begins a correction of what was approved: a submission of its own that holds only what changes, and says why.

    Raises NotAllowedError; NotFoundError; RefusedError: wrong_state, reason_missing, locked, being_corrected.
    """
    with writing(engine) as session:
        corrected = refusals.found(session, signature, submission, "correct")
        person = rights.actor(session, signature, "correct", corrected.partner)
        with once(session, key, act="correct", person=person.id, at=signature.at) as receipt:
            if receipt.is_new:
                rights.refuse_state("correct", corrected.state)
                if not reason.strip():
                    raise RefusedError("reason_missing")
                refusals.refuse_period(session, programme, corrected.period, today=signature.at[:10])
                if other := _open(session, corrected.partner, corrected.period, correction=True):
                    raise RefusedError("being_corrected", submission=str(other.id))
                begun = models.Submission(
                    partner=corrected.partner, period=corrected.period, corrects=corrected.id, reason=reason.strip(),
                    idempotency_key=key,
                )  # fmt: skip
                session.add(begun)
                session.flush()
                submission_rows.step(session, begun, "draft", signature, person=person, reason=reason.strip())
                receipt.tells(submission=begun.id, version=begun.version, state=begun.state)
    return receipt.told


def save(
    engine: Engine, programme: Programme, signature: Signature, *, submission: int, changes: Sequence[Change]
) -> Saved:
    """Keeps what was typed, cell by cell. A cell that somebody else has changed meanwhile is left and told of; the others are kept.

    The same once more changes nothing. Raises NotAllowedError; NotFoundError; RefusedError: wrong_state, unknown_entry, too_long.
    """
    with writing(engine) as session:
        draft = refusals.found(session, signature, submission, "save")
        person = rights.actor(session, signature, "save", draft.partner)
        rights.refuse_state("save", draft.state)
        refusals.refuse_unknown(programme, draft.partner, changes)
        at = moment(session, signature.at)
        kept, conflicts = [], []
        for change in changes:
            here = session.get(models.Entry, (submission, *change.key))
            if (
                here is not None
                and here.version != change.seen
                and (here.typed, here.note) != (change.typed, change.note)
            ):
                conflicts.append(Conflict(change, submission_rows.as_entry(here), here.by, here.at))
                continue
            kept.append(_write(session, draft, change, here, by=person.name, at=at))
        return Saved(tuple(kept), tuple(conflicts))


def take_over(
    engine: Engine,
    programme: Programme,
    signature: Signature,
    *,
    submission: int,
    seen: str,
    entries: Sequence[Entry],
    file_name: str,
    sha256: str,
    key: str,
) -> Told:
    """Puts a file's rows in the place of everything typed so far, whole or not at all. `seen`: entries.stamp of the previewed draft.

    Raises NotAllowedError; NotFoundError; RefusedError: wrong_state, unknown_entry, too_long, changed.
    """
    with writing(engine) as session:
        draft = refusals.found(session, signature, submission, "take_over")
        person = rights.actor(session, signature, "take_over", draft.partner)
        with once(session, key, act="take_over", person=person.id, at=signature.at) as receipt:
            if receipt.is_new:
                rights.refuse_state("take_over", draft.state)
                refusals.refuse_unknown(programme, draft.partner, [Change(e.key, e.typed, e.note, 0) for e in entries])
                refusals.refuse_changed(session, submission, seen)
                before = {each.key: each for each in submission_rows.entries_of(session, submission)}
                session.execute(delete(models.Entry).where(col(models.Entry.submission_id) == submission))
                at = moment(session, signature.at)
                for each in entries:
                    version = before[each.key].version + 1 if each.key in before else 1
                    session.add(
                        models.Entry(
                            submission_id=submission, **each.key._asdict(), partner=draft.partner, typed=each.typed,
                            note=each.note, version=version, at=at, by=person.name,
                        )
                    )  # fmt: skip
                draft.source, draft.file_name, draft.file_sha256 = "file", file_name[:200], sha256
                session.add(draft)
                session.flush()
                audit(
                    session, at=at, who=person.email, act="take_over", subject=f"submission {submission}",
                    before={"entries": [[*e.key, e.typed, e.note] for e in before.values()]},
                    after={"file": draft.file_name, "sha256": sha256, "entries": len(entries)},
                )  # fmt: skip
                receipt.tells(submission=submission, version=draft.version, state=draft.state)
    return receipt.told


@dataclass(frozen=True)
class RemarkConflict:
    theirs: str
    version: int
    by: str
    at: str


def remark(
    engine: Engine,
    programme: Programme,
    signature: Signature,
    *,
    submission: int,
    scheme: str,
    language: str,
    text: str,
    seen: int,
) -> int | RemarkConflict:
    """Keeps what a partner says beside a scheme's figures; the version it stands at now, or what somebody else wrote meanwhile.

    Raises NotAllowedError; NotFoundError; RefusedError: wrong_state, unknown_entry, too_long.
    """
    if len(text) > LONGEST_REMARK:
        raise RefusedError("too_long", longest=str(LONGEST_REMARK))
    with writing(engine) as session:
        draft = refusals.found(session, signature, submission, "save")
        person = rights.actor(session, signature, "save", draft.partner)
        rights.refuse_state("save", draft.state)
        if session.get(models.SchemeOwner, (scheme, draft.partner)) is None:
            raise RefusedError("unknown_entry", found=scheme)
        here = session.exec(
            select(models.Commentary).where(
                col(models.Commentary.submission_id) == submission, col(models.Commentary.scheme) == scheme,
                col(models.Commentary.language) == language,
            )
        ).first()  # fmt: skip
        if here is not None and here.version != seen and here.text != text:
            return RemarkConflict(here.text, here.version, here.by or "", here.at or "")
        if here is None:
            here = models.Commentary(
                submission_id=submission, partner=draft.partner, scheme=scheme, period=draft.period,
                language=language, text="", version=0, provenance=submission_rows.provenance(programme),
            )  # fmt: skip
        if here.text != text or here.version == 0:
            here.text, here.version, here.by, here.at = (
                text,
                here.version + 1,
                person.name,
                moment(session, signature.at),
            )
            session.add(here)
        return here.version


def _write(
    session: Session, draft: models.Submission, change: Change, here: models.Entry | None, *, by: str, at: str
) -> Entry:
    if here is None:
        here = models.Entry(
            submission_id=draft.id or 0, **change.key._asdict(), partner=draft.partner, typed="", note="", version=0,
            at=at, by=by,
        )  # fmt: skip
    if (here.typed, here.note) != (change.typed, change.note) or here.version == 0:
        here.typed, here.note, here.version, here.at, here.by = change.typed, change.note, here.version + 1, at, by
        session.add(here)
        session.flush()
    return submission_rows.as_entry(here)


def _open(session: Session, partner: str, period: str, *, correction: bool) -> models.Submission | None:
    corrects = col(models.Submission.corrects)
    return session.exec(
        select(models.Submission)
        .where(
            col(models.Submission.partner) == partner, col(models.Submission.period) == period,
            col(models.Submission.state) != "approved", corrects.is_not(None) if correction else corrects.is_(None),
        )
        .order_by(col(models.Submission.id))
        .limit(1)
    ).first()  # fmt: skip


def _stands(session: Session, partner: str, period: str) -> bool:
    return (
        session.exec(
            select(models.Submission.id)
            .where(
                col(models.Submission.partner) == partner, col(models.Submission.period) == period,
                col(models.Submission.state) == "approved",
            )
            .limit(1)
        ).first()
        is not None
    )  # fmt: skip
