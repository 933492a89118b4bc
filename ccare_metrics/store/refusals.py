"""Why an act does not take place: another's submission, an entry about what is not one's own, what was changed meanwhile, a shut month."""

from collections.abc import Iterable

from sqlmodel import Session, col, select

from ccare_metrics.entries import LONGEST_NOTE, LONGEST_TYPED, Change, stamp
from ccare_metrics.framework import Programme
from ccare_metrics.periods import is_month
from ccare_metrics.scope import NotAllowedError, NotFoundError, RefusedError, Signature
from ccare_metrics.store import models, rights, submission_rows


def found(session: Session, signature: Signature, submission: int, act: str) -> models.Submission:
    """The submission, if the person may act upon it. Another partner's is not there: NotFoundError, as for a number that never was."""
    person = rights.actor(session, signature, act)
    row = session.get(models.Submission, submission)
    if row is None or not rights.allowed(person, "see_entries", row.partner):
        raise NotFoundError
    if not rights.allowed(person, act, row.partner):
        raise NotAllowedError(f"role {person.role}: {act} for {row.partner}")
    return row


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
    if stamp(submission_rows.entries_of(session, submission), submission_rows.remarks_of(session, submission)) != seen:
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
