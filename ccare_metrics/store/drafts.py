"""What a partner types until it sends it: begun, saved cell by cell, taken over from a file. Nothing here is a figure yet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Engine, delete
from sqlmodel import Session, col, select

from ccare_metrics.entries import LONGEST_NOTE, LONGEST_REMARK, LONGEST_TYPED, Change, Entry, EntryKey, stamp
from ccare_metrics.framework import Programme
from ccare_metrics.periods import is_month
from ccare_metrics.scope import NotAllowedError, NotFoundError, RefusedError, Signature
from ccare_metrics.store import models, people, rights
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
        refuse_period(session, programme, period, today=signature.at[:10])
        if _stands(session, partner, period):
            raise RefusedError("reported_already", period=period)
        count = len(session.exec(select(models.Submission.id).where(col(models.Submission.partner) == partner)).all())
        submission = models.Submission(
            partner=partner, period=period, idempotency_key=f"report {partner} {period} {count}"
        )
        session.add(submission)
        session.flush()
        step(session, submission, "draft", signature, person_id=person.id, by=person.name)
        return submission.id or 0


def correct(
    engine: Engine, programme: Programme, signature: Signature, *, submission: int, reason: str, key: str
) -> Told:
    """Begins a correction of what was approved: a submission of its own that holds only what changes, and says why.

    Raises NotAllowedError; NotFoundError; RefusedError: wrong_state, reason_missing, locked, being_corrected.
    """
    with writing(engine) as session:
        corrected = found(session, signature, submission, "correct")
        person = rights.actor(session, signature, "correct", corrected.partner)
        with once(session, key, act="correct", person=person.id, at=signature.at) as receipt:
            if receipt.is_new:
                rights.refuse_state("correct", corrected.state)
                if not reason.strip():
                    raise RefusedError("reason_missing")
                refuse_period(session, programme, corrected.period, today=signature.at[:10])
                if other := _open(session, corrected.partner, corrected.period, correction=True):
                    raise RefusedError("being_corrected", submission=str(other.id))
                begun = models.Submission(
                    partner=corrected.partner, period=corrected.period, corrects=corrected.id, reason=reason.strip(),
                    idempotency_key=key,
                )  # fmt: skip
                session.add(begun)
                session.flush()
                step(session, begun, "draft", signature, person_id=person.id, by=person.name, reason=reason.strip())
                receipt.tells(submission=begun.id, version=begun.version, state=begun.state)
    return receipt.told


def save(
    engine: Engine, programme: Programme, signature: Signature, *, submission: int, changes: Sequence[Change]
) -> Saved:
    """Keeps what was typed, cell by cell. A cell that somebody else has changed meanwhile is left and told of; the others are kept.

    The same once more changes nothing. Raises NotAllowedError; NotFoundError; RefusedError: wrong_state, unknown_entry, too_long.
    """
    with writing(engine) as session:
        draft = found(session, signature, submission, "save")
        person = rights.actor(session, signature, "save", draft.partner)
        rights.refuse_state("save", draft.state)
        refuse_unknown(programme, draft.partner, changes)
        at = moment(session, signature.at)
        kept, conflicts = [], []
        for change in changes:
            here = session.get(models.Entry, (submission, *change.key))
            if (
                here is not None
                and here.version != change.seen
                and (here.typed, here.note) != (change.typed, change.note)
            ):
                conflicts.append(Conflict(change, as_entry(here), here.by, here.at))
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
        draft = found(session, signature, submission, "take_over")
        person = rights.actor(session, signature, "take_over", draft.partner)
        with once(session, key, act="take_over", person=person.id, at=signature.at) as receipt:
            if receipt.is_new:
                rights.refuse_state("take_over", draft.state)
                refuse_unknown(programme, draft.partner, [Change(e.key, e.typed, e.note, 0) for e in entries])
                refuse_changed(session, submission, seen)
                before = {each.key: each for each in entries_of(session, submission)}
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
        draft = found(session, signature, submission, "save")
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
                language=language, text="", version=0, provenance=provenance(programme),
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


def provenance(programme: Programme) -> str:
    """What is typed into a demonstration is made up, and says so."""
    return "illustrative" if programme.demonstration_today else "reported"


# -- what acts on drafts and on what was sent share


def found(session: Session, signature: Signature, submission: int, act: str) -> models.Submission:
    """The submission, if the person may act upon it. Another partner's is not there: NotFoundError, as for a number that never was."""
    person = rights.actor(session, signature, act)
    row = session.get(models.Submission, submission)
    if row is None or not rights.allowed(person, "see_entries", row.partner):
        raise NotFoundError
    if not rights.allowed(person, act, row.partner):
        raise NotAllowedError(f"role {person.role}: {act} for {row.partner}")
    return row


def entries_of(session: Session, submission: int) -> list[Entry]:
    rows = session.exec(
        select(models.Entry)
        .where(col(models.Entry.submission_id) == submission)
        .order_by(models.Entry.scheme, models.Entry.indicator, models.Entry.area, models.Entry.category)
    )
    return [as_entry(row) for row in rows]


def remarks_of(session: Session, submission: int) -> list[tuple[str, str, str]]:
    """(scheme, language, text) of what is said beside the figures."""
    rows = session.exec(select(models.Commentary).where(col(models.Commentary.submission_id) == submission))
    return sorted((row.scheme, row.language, row.text) for row in rows)


def as_entry(row: models.Entry) -> Entry:
    return Entry(EntryKey(row.scheme, row.indicator, row.area, row.category), row.typed, row.note, row.version)


def vouched(session: Session, sent: models.Submission) -> set[int]:
    """The lead persons who stand for a submission as it is now: who sent it, and who confirmed it since."""
    sender = session.exec(
        select(models.SubmissionStep.person)
        .where(col(models.SubmissionStep.submission_id) == sent.id, col(models.SubmissionStep.state) == "submitted")
        .order_by(col(models.SubmissionStep.id).desc())
        .limit(1)
    ).first()
    confirmed = session.exec(
        select(models.Confirmation.person).where(
            col(models.Confirmation.submission_id) == sent.id, col(models.Confirmation.version) == sent.version
        )
    ).all()
    return {*confirmed, *([sender] if sender else [])} & {*people.leads(session)}


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
    return as_entry(here)


def refuse_unknown(programme: Programme, partner: str, changes: Iterable[Change]) -> None:
    """What is typed may be wrong, but what it is about must be there, and be the partner's own."""
    for change in changes:
        key = change.key
        scheme, indicator = programme.schemes.get(key.scheme), programme.indicators.get(key.indicator)
        known_area = any(key.area in each.areas for each in programme.schemes.values())
        if scheme is None or scheme.partner != partner or indicator is None or not known_area:
            raise RefusedError("unknown_entry", found=" ".join(key))
        if key.category not in categories(programme, key.indicator):
            raise RefusedError("unknown_entry", found=" ".join(key))
        if len(change.typed) > LONGEST_TYPED or len(change.note) > LONGEST_NOTE:
            raise RefusedError(
                "too_long", longest=str(LONGEST_NOTE if len(change.note) > LONGEST_NOTE else LONGEST_TYPED)
            )


def categories(programme: Programme, indicator: str) -> tuple[str, ...]:
    """Every category that a figure of the indicator may stand under: all, and each value of each of its disaggregations."""
    split = programme.indicators[indicator].disaggregations
    return (
        "all",
        *(f"{code}:{each}" for code in split for each in programme.disaggregations[code].categories),
    )


def refuse_changed(session: Session, submission: int, seen: str) -> None:
    """Raises RefusedError where the draft is no longer the one that was looked at."""
    if stamp(entries_of(session, submission), remarks_of(session, submission)) != seen:
        raise RefusedError("changed")


def refuse_period(session: Session, programme: Programme, period: str, *, today: str) -> None:
    """Raises RefusedError: unknown_period, future_period, locked."""
    if not (is_month(period) and programme.window_start <= period <= programme.window_end):
        raise RefusedError("unknown_period", period=period, first=programme.window_start, last=programme.window_end)
    if period > today[:7]:
        raise RefusedError("future_period", period=period)
    refuse_locked(session, period)


def refuse_locked(session: Session, period: str) -> None:
    if is_locked(session, period):
        raise RefusedError("locked", period=period)


def is_locked(session: Session, period: str) -> bool:
    last = session.exec(
        select(models.PeriodLock.locked)
        .where(col(models.PeriodLock.period) == period)
        .order_by(col(models.PeriodLock.id).desc())
        .limit(1)
    ).first()
    return bool(last)


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


def step(
    session: Session,
    submission: models.Submission,
    state: str,
    signature: Signature,
    *,
    person_id: int,
    by: str,
    reason: str | None = None,
    act: str = "",
    told: dict[str, object] | None = None,
) -> models.SubmissionStep:
    """Writes down who moved a submission to which state, in the trail of the submission and in the audit."""
    at = moment(session, signature.at)
    taken = models.SubmissionStep(
        submission_id=submission.id or 0, state=state, at=at, by=by, reason=reason, person=person_id
    )
    session.add(taken)
    session.flush()
    audit(
        session, at=at, who=signature.email, act=act or state, subject=f"submission {submission.id}",
        after={"state": state, "partner": submission.partner, "period": submission.period, **(told or {})},
        reason=reason,
    )  # fmt: skip
    return taken
