"""A submission's own rows: what is typed and said in it, the steps it takes, and the lead persons who stand for it."""

from sqlmodel import Session, col, select

from ccare_metrics.entries import Entry, EntryKey
from ccare_metrics.framework import Programme
from ccare_metrics.scope import Person, Signature
from ccare_metrics.store import models, people
from ccare_metrics.store.write import audit, moment


def provenance(programme: Programme) -> str:
    """What is typed into a demonstration is made up, and says so."""
    return "illustrative" if programme.demonstration_today else "reported"


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


def step(
    session: Session,
    submission: models.Submission,
    state: str,
    signature: Signature,
    *,
    person: Person,
    reason: str | None = None,
    act: str = "",
    told: dict[str, object] | None = None,
) -> models.SubmissionStep:
    """Writes down who moved a submission to which state, in the trail of the submission and in the audit: by the address they were invited
    under, not the one that their provider tells today."""
    at = moment(session, signature.at)
    taken = models.SubmissionStep(
        submission_id=submission.id or 0, state=state, at=at, by=person.name, reason=reason, person=person.id
    )
    session.add(taken)
    session.flush()
    audit(
        session, at=at, who=person.email, act=act or state, subject=f"submission {submission.id}",
        after={"state": state, "partner": submission.partner, "period": submission.period, **(told or {})},
        reason=reason,
    )  # fmt: skip
    return taken
