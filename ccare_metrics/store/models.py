"""The tables of the working store. They store; they do not check: input is checked by its own models at the door it enters by.

Storage types are plain (text, integer) so that SQLite and PostgreSQL hold the same; days and moments are ISO text in UTC.
"""

from sqlalchemy import BigInteger, CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

STATES = ("draft", "submitted", "returned", "approved")
ABSENCES = ("not_reported", "not_applicable", "not_published", "suppressed")


class Entity(SQLModel, registry=registry()):
    """Our own registry: with the shared one, editing any module of a running app raises "Table is already defined"."""


def _one_of(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


class Revision(Entity, table=True):
    """One row, one number, raised inside every write: caches key on it (a file's time does not change on commit in WAL mode)."""

    __tablename__ = "revision"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)
    id: int = Field(default=1, primary_key=True)
    number: int = 0


class SchemeOwner(Entity, table=True):
    """Which partner reports which scheme; the composite key that keeps one partner's figure off another's scheme."""

    __tablename__ = "scheme_owner"
    scheme: str = Field(primary_key=True)
    partner: str = Field(primary_key=True)


class Submission(Entity, table=True):
    """One partner's set of figures for one period, on its way from draft to approved."""

    __tablename__ = "submission"
    __table_args__ = (
        CheckConstraint(_one_of("state", STATES), name="known_state"),
        CheckConstraint("(state = 'approved') = (approved_at IS NOT NULL)", name="approved_has_a_moment"),
        CheckConstraint("corrects IS NULL OR reason IS NOT NULL", name="correction_has_a_reason"),
        UniqueConstraint("id", "partner", name="submission_partner"),
        Index("submission_by_period", "partner", "period"),
    )
    id: int | None = Field(default=None, primary_key=True)
    partner: str
    period: str
    state: str = "draft"
    source: str = "form"
    file_name: str | None = None
    file_sha256: str | None = None
    idempotency_key: str = Field(unique=True)
    version: int = 1
    corrects: int | None = Field(default=None, foreign_key="submission.id")
    reason: str | None = None
    approved_at: str | None = None


class SubmissionStep(Entity, table=True):
    """Who moved a submission to which state, when and why; a step is never changed."""

    __tablename__ = "submission_step"
    __table_args__ = (
        CheckConstraint(_one_of("state", STATES), name="known_step"),
        Index("step_of", "submission_id", "at"),
    )
    id: int | None = Field(default=None, primary_key=True)
    submission_id: int = Field(foreign_key="submission.id")
    state: str
    at: str
    by: str
    reason: str | None = None
    person: int | None = None  # access.id; no foreign key, because the table is guarded and was not made anew for it


class Entry(Entity, table=True):
    """What was typed for one figure of a submission, right or wrong, until it is sent: saved cell by cell, each with its own version."""

    __tablename__ = "entry"
    __table_args__ = (
        ForeignKeyConstraint(["submission_id", "partner"], ["submission.id", "submission.partner"]),
        ForeignKeyConstraint(["scheme", "partner"], ["scheme_owner.scheme", "scheme_owner.partner"]),
    )
    submission_id: int = Field(primary_key=True)
    scheme: str = Field(primary_key=True)
    indicator: str = Field(primary_key=True)
    area: str = Field(primary_key=True)
    category: str = Field(default="all", primary_key=True)
    partner: str
    typed: str
    note: str = ""
    version: int = 1
    at: str
    by: str


class Sent(Entity, table=True):
    """What a submission held each time it was sent, as one text; never changed, so that a returned figure is not lost."""

    __tablename__ = "sent"
    __table_args__ = (UniqueConstraint("submission_id", "version", name="sent_once"),)
    id: int | None = Field(default=None, primary_key=True)
    submission_id: int = Field(foreign_key="submission.id")
    version: int
    step: int = Field(foreign_key="submission_step.id")
    at: str
    by: str
    figures: str
    sha256: str


class Confirmation(Entity, table=True):
    """A lead person's word for what their own organisation sent; a second person approves. Holds for the version it was given for."""

    __tablename__ = "confirmation"
    __table_args__ = (UniqueConstraint("submission_id", "version", "person", name="confirmed_once"),)
    id: int | None = Field(default=None, primary_key=True)
    submission_id: int = Field(foreign_key="submission.id")
    version: int
    person: int = Field(foreign_key="access.id")
    at: str


class Receipt(Entity, table=True):
    """That an act took place, under the key it was asked with: asked again, it answers with the same receipt and does nothing."""

    __tablename__ = "receipt"
    key: str = Field(primary_key=True)
    act: str
    person: int = Field(foreign_key="access.id")
    told: str
    at: str


class Notice(Entity, table=True):
    """Something one person should know; read in the application, never sent by e-mail."""

    __tablename__ = "notice"
    __table_args__ = (Index("notice_of", "person", "id"),)
    id: int | None = Field(default=None, primary_key=True)
    person: int = Field(foreign_key="access.id")
    at: str
    kind: str
    submission_id: int | None = Field(default=None, foreign_key="submission.id")
    told: str = "{}"
    read_at: str | None = None


class Figure(Entity, table=True):
    """One reported count (or the reason there is none): scheme x indicator x area x month x category.

    `value` is whole, in the indicator's smallest unit (pence, cents, heads). A row holds either a value or an absence.
    """

    __tablename__ = "figure"
    __table_args__ = (
        CheckConstraint("(value IS NULL) <> (absence IS NULL)", name="value_or_absence"),
        CheckConstraint("value IS NULL OR CAST(value AS BIGINT) = value", name="whole_number"),
        CheckConstraint(f"absence IS NULL OR {_one_of('absence', ABSENCES)}", name="known_absence"),
        CheckConstraint(_one_of("provenance", ("reported", "illustrative")), name="known_provenance"),
        UniqueConstraint("submission_id", "scheme", "indicator", "area", "month", "category", name="one_figure_a_key"),
        ForeignKeyConstraint(["submission_id", "partner"], ["submission.id", "submission.partner"]),
        ForeignKeyConstraint(["scheme", "partner"], ["scheme_owner.scheme", "scheme_owner.partner"]),
        # What is asked is one indicator without its split, of all schemes or of one.
        Index("figure_by_key", "indicator", "category", "scheme", "area", "month"),
    )
    id: int | None = Field(default=None, primary_key=True)
    submission_id: int
    partner: str
    scheme: str
    indicator: str
    area: str
    month: str
    category: str = "all"
    value: int | None = Field(default=None, sa_type=BigInteger)
    absence: str | None = None
    provenance: str = "reported"
    note: str = ""


class Standing(Entity, table=True):
    """What stood approved from the end of one day (`since`) until the end of another: a scheme's indicator in one country and month.

    Follows from the figures, and is written in the transaction that approves them (see `standing`). `area` is empty where the areas
    of the country are added up.
    """

    __tablename__ = "standing"
    __table_args__ = (
        CheckConstraint("since < until", name="stood_for_a_while"),
        Index("standing_by_day", "until", "since"),
    )
    scheme: str = Field(primary_key=True)
    indicator: str = Field(primary_key=True)
    country: str = Field(primary_key=True)
    area: str = Field(primary_key=True)
    month: str = Field(primary_key=True)
    since: str = Field(primary_key=True)
    until: str
    value: int | None = Field(default=None, sa_type=BigInteger)
    value_in_quarter: int | None = Field(default=None, sa_type=BigInteger)
    value_in_year: int | None = Field(default=None, sa_type=BigInteger)
    value_to_date: int | None = Field(default=None, sa_type=BigInteger)
    sent: int
    answered: int
    made_up: int
    carried: bool


class StandingBasis(Entity, table=True):
    """The rules under which a scheme's rows of `standing` were made; under other rules they are not read."""

    __tablename__ = "standing_basis"
    scheme: str = Field(primary_key=True)
    basis: str


class Commentary(Entity, table=True):
    """What a partner says beside its figures, in the language it was written in."""

    __tablename__ = "commentary"
    __table_args__ = (
        ForeignKeyConstraint(["scheme", "partner"], ["scheme_owner.scheme", "scheme_owner.partner"]),
        Index("commentary_once", "submission_id", "scheme", "language", unique=True),
    )
    id: int | None = Field(default=None, primary_key=True)
    submission_id: int = Field(foreign_key="submission.id")
    partner: str
    scheme: str
    period: str
    language: str
    text: str
    provenance: str = "reported"
    version: int = 1
    at: str | None = None
    by: str | None = None


class Access(Entity, table=True):
    """Who may do what: an invitation by e-mail that binds issuer and subject at first sign-in."""

    __tablename__ = "access"
    __table_args__ = (
        CheckConstraint(_one_of("role", ("board", "partner", "lead")), name="known_role"),
        CheckConstraint("(role = 'partner') <= (partner IS NOT NULL)", name="partner_has_an_organisation"),
        UniqueConstraint("issuer", "subject", name="one_person_once"),
    )
    id: int | None = Field(default=None, primary_key=True)
    email: str = Field(unique=True)
    role: str
    partner: str | None = None
    issuer: str | None = None
    subject: str | None = None
    invited_at: str
    invited_by: str
    bound_at: str | None = None
    revoked_at: str | None = None
    name: str = ""
    signed_out: int = 0  # sign-ins up to this moment, on the provider's clock, are over


class PeriodLock(Entity, table=True):
    """A period that takes no more submissions; reopening is a new row with its reason."""

    __tablename__ = "period_lock"
    id: int | None = Field(default=None, primary_key=True)
    period: str = Field(index=True)
    locked: bool
    at: str
    by: str
    reason: str


class AuditEvent(Entity, table=True):
    """Append-only and chained: each event's hash covers the one before. Triggers refuse update and delete."""

    __tablename__ = "audit_event"
    id: int | None = Field(default=None, primary_key=True)
    at: str
    who: str
    act: str
    subject: str
    before: str | None = None
    after: str | None = None
    reason: str | None = None
    previous_hash: str
    hash: str
