"""The acts upon a submission that others can see: send, take back, return, confirm, approve; and shutting a period.

One act = one function = one transaction, under a key (asked twice, it takes place once) and for the version that was looked at.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence

from sqlalchemy import Engine, delete, insert
from sqlmodel import Session, col, select

from ccare_metrics.entries import Figure
from ccare_metrics.framework import Programme
from ccare_metrics.scope import Person, RefusedError, Signature
from ccare_metrics.store import models, people, refusals, rights, submission_rows
from ccare_metrics.store.engine import writing
from ccare_metrics.store.receipts import Open, Told, once
from ccare_metrics.store.write import audit, moment, stand

Act = Callable[[Session, models.Submission, Person, Open], None]


def submit(
    engine: Engine,
    programme: Programme,
    signature: Signature,
    *,
    submission: int,
    version: int,
    seen: str,
    figures: Sequence[Figure],
    key: str,
) -> Told:
    """Sends a draft: its figures as they were checked, for the very entries they were made of (`seen`: entries.stamp).

    Raises NotAllowedError, SignInAgainError; NotFoundError; RefusedError: wrong_state, changed, locked, nothing_to_send.
    """

    def act(session: Session, draft: models.Submission, person: Person, receipt: Open) -> None:
        refusals.refuse_locked(session, draft.period)
        refusals.refuse_changed(session, submission, seen)
        if not figures:
            raise RefusedError("nothing_to_send")
        _write_figures(session, programme, draft, figures)
        step = _move(session, draft, "submitted", signature, person)
        _keep_what_was_sent(session, draft, figures, step)
        _notify(session, people.leads(session), "submitted", draft, signature, but=person.id)
        receipt.tells(figures=len(figures))

    return _done(engine, signature, "submit", submission, version, key, act)


def withdraw(engine: Engine, signature: Signature, *, submission: int, version: int, key: str) -> Told:
    """Takes back what was sent and not yet decided, to go on with it as a draft. Raises as `submit`."""

    def act(session: Session, sent: models.Submission, person: Person, _: Open) -> None:
        _move(session, sent, "draft", signature, person, act="withdraw")
        _notify(session, people.leads(session), "withdrawn", sent, signature, but=person.id)

    return _done(engine, signature, "withdraw", submission, version, key, act)


def give_back(engine: Engine, signature: Signature, *, submission: int, version: int, reason: str, key: str) -> Told:
    """Returns what was sent, with the reason. Raises as `submit`, and RefusedError: reason_missing."""

    def act(session: Session, sent: models.Submission, person: Person, _: Open) -> None:
        if not reason.strip():
            raise RefusedError("reason_missing")
        _move(session, sent, "returned", signature, person, reason=reason.strip())
        _notify(session, people.of_partner(session, sent.partner), "returned", sent, signature, reason=reason.strip())

    return _done(engine, signature, "return", submission, version, key, act)


def confirm(engine: Engine, signature: Signature, *, submission: int, version: int, key: str) -> Told:
    """A lead person's word for what their own organisation sent, so that a second one may approve it. Raises as `submit`."""

    def act(session: Session, sent: models.Submission, person: Person, receipt: Open) -> None:
        if person.partner != sent.partner:
            raise RefusedError("no_second_person_needed")
        if person.id in submission_rows.vouched(session, sent):
            raise RefusedError("confirmed_already")
        at = moment(session, signature.at)
        session.add(models.Confirmation(submission_id=submission, version=sent.version, person=person.id, at=at))
        audit(session, at=at, who=person.email, act="confirm", subject=f"submission {submission}")
        _notify(session, people.leads(session), "confirmed", sent, signature, but=person.id)
        receipt.tells(confirmed=True)

    return _done(engine, signature, "confirm", submission, version, key, act)


def approve(
    engine: Engine, programme: Programme, signature: Signature, *, submission: int, version: int, key: str
) -> Told:
    """Approves what was sent: from then on it counts, as provisional until a release publishes it. Raises as `submit`, and
    RefusedError: second_person_needed, where it is the lead's own organisation that reports and no other lead person stands for it."""

    def act(session: Session, sent: models.Submission, person: Person, receipt: Open) -> None:
        if person.partner == sent.partner and not submission_rows.vouched(session, sent) - {person.id}:
            raise RefusedError("second_person_needed")
        at = moment(session, signature.at)
        sent.approved_at = at
        _move(session, sent, "approved", signature, person)
        stand(session, programme, submissions=[submission])
        _notify(session, people.of_partner(session, sent.partner), "approved", sent, signature)
        receipt.tells(approved_at=at)

    return _done(engine, signature, "approve", submission, version, key, act)


def lock(engine: Engine, programme: Programme, signature: Signature, *, period: str, reason: str, key: str) -> Told:
    """Shuts a period: nothing more is sent for it. Raises NotAllowedError; RefusedError: unknown_period, reason_missing, locked."""
    return _set_lock(engine, programme, signature, "lock", period=period, reason=reason, key=key)


def reopen(engine: Engine, programme: Programme, signature: Signature, *, period: str, reason: str, key: str) -> Told:
    """Opens a shut period again. Raises NotAllowedError; RefusedError: unknown_period, reason_missing, not_locked."""
    return _set_lock(engine, programme, signature, "reopen", period=period, reason=reason, key=key)


def _set_lock(
    engine: Engine, programme: Programme, signature: Signature, act: str, *, period: str, reason: str, key: str
) -> Told:
    shuts = act == "lock"
    with writing(engine) as session:
        person = rights.actor(session, signature, act)
        with once(session, key, act=act, person=person.id, at=signature.at) as receipt:
            if receipt.is_new:
                if shuts:
                    refusals.refuse_period(session, programme, period, today=signature.at)
                elif not refusals.is_locked(session, period):
                    raise RefusedError("not_locked", period=period)
                if not reason.strip():
                    raise RefusedError("reason_missing")
                at = moment(session, signature.at)
                session.add(
                    models.PeriodLock(period=period, locked=shuts, at=at, by=person.name, reason=reason.strip())
                )
                session.flush()
                audit(session, at=at, who=person.email, act=act, subject=f"period {period}", reason=reason.strip())
                for partner in programme.partners:
                    told = {"period": period, "reason": reason.strip()}
                    _notify_of(session, people.of_partner(session, partner), f"{act}ed", None, told, at=at)
                receipt.tells(period=period, locked=shuts)
    return receipt.told


def read_notices(engine: Engine, signature: Signature, *, through: int) -> None:
    """Marks the person's own notices up to a number as read. Raises NotAllowedError."""
    with writing(engine) as session:
        person = rights.actor(session, signature, "see_notices")
        rows = session.exec(
            select(models.Notice).where(
                col(models.Notice.person) == person.id, col(models.Notice.id) <= through,
                col(models.Notice.read_at).is_(None),
            )
        ).all()  # fmt: skip
        for row in rows:
            row.read_at = signature.at
            session.add(row)


def _done(engine: Engine, signature: Signature, name: str, submission: int, version: int, key: str, act: Act) -> Told:
    """One act upon a submission: rights, state and version first, in the transaction of the act itself."""
    with writing(engine) as session:
        row = refusals.found(session, signature, submission, name)
        person = rights.actor(session, signature, name, row.partner)
        with once(session, key, act=f"{name} {submission}", person=person.id, at=signature.at) as receipt:
            if receipt.is_new:
                rights.refuse_state(name, row.state)
                if row.version != version:
                    raise RefusedError("changed")
                act(session, row, person, receipt)
                receipt.tells(submission=submission, version=row.version, state=row.state)
    return receipt.told


def _move(
    session: Session,
    row: models.Submission,
    state: str,
    signature: Signature,
    person: Person,
    *,
    reason: str | None = None,
    act: str = "",
) -> models.SubmissionStep:
    row.state, row.version = state, row.version + 1
    session.add(row)
    session.flush()
    return submission_rows.step(session, row, state, signature, person=person, reason=reason, act=act)


def _write_figures(session: Session, programme: Programme, draft: models.Submission, figures: Sequence[Figure]) -> None:
    """In the place of what an earlier sending of the same submission held; that one stays in `sent`."""
    session.execute(delete(models.Figure).where(col(models.Figure.submission_id) == draft.id))
    made_up = submission_rows.provenance(programme)
    session.execute(
        insert(models.Figure),
        [
            {
                "submission_id": draft.id, "partner": draft.partner, **figure.key._asdict(), "month": draft.period,
                "value": figure.value, "absence": figure.absence, "note": figure.note, "provenance": made_up,
            }
            for figure in figures
        ],
    )  # fmt: skip


def _keep_what_was_sent(
    session: Session, row: models.Submission, figures: Sequence[Figure], step: models.SubmissionStep
) -> None:
    told = {
        "figures": [[*figure.key, figure.value, figure.absence, figure.note] for figure in figures],
        "remarks": submission_rows.remarks_of(session, row.id or 0),
    }
    text = json.dumps(told, ensure_ascii=False)
    digest = hashlib.sha256(text.encode()).hexdigest()
    of = {"submission_id": row.id or 0, "version": row.version, "step": step.id or 0}
    session.add(models.Sent(**of, at=step.at, by=step.by, figures=text, sha256=digest))


def _notify(
    session: Session,
    persons: Iterable[int],
    kind: str,
    row: models.Submission,
    signature: Signature,
    *,
    but: int | None = None,
    reason: str | None = None,
) -> None:
    told = {"partner": row.partner, "period": row.period, **({"reason": reason} if reason else {})}
    others = [person for person in persons if person != but]
    _notify_of(session, others, kind, row.id, told, at=moment(session, signature.at))


def _notify_of(
    session: Session, persons: Iterable[int], kind: str, submission: int | None, told: dict[str, str], *, at: str
) -> None:
    text = json.dumps(told, ensure_ascii=False, sort_keys=True)
    session.add_all(
        models.Notice(person=person, at=at, kind=kind, submission_id=submission, told=text) for person in persons
    )
