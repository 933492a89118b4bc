"""Who may do what: one table, and the one function that every act and every read of what is not published asks, in its own transaction."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from ccare_metrics.scope import (
    NotAllowedError,
    NotInvitedError,
    Person,
    RefusedError,
    Role,
    Signature,
    SignInAgainError,
)
from ccare_metrics.store.models import Access

Reach = Literal["own", "any"]

OWN: Mapping[str, Reach] = MappingProxyType({"partner": "own", "lead": "own"})
LEAD: Mapping[str, Reach] = MappingProxyType({"lead": "any"})

# act -> role -> whose. What is not listed is refused. A lead acts for their own organisation as its other people do.
RIGHTS: Mapping[str, Mapping[str, Reach]] = MappingProxyType(
    {
        "see_figures": {"board": "any", "partner": "own", "lead": "any"},  # approved, published or not
        "see_entries": {"partner": "own", "lead": "any"},  # what was typed and sent, approved or not
        "begin": OWN,
        "save": OWN,
        "take_over": OWN,
        "submit": OWN,
        "withdraw": OWN,
        "correct": OWN,
        "return": LEAD,
        "confirm": LEAD,
        "approve": LEAD,
        "lock": LEAD,
        "reopen": LEAD,
        "publish": LEAD,
        "grant": LEAD,
        "revoke": LEAD,
        "see_people": LEAD,
        "see_audit": LEAD,
        "see_notices": {"board": "any", "partner": "own", "lead": "any"},  # each their own list
    }
)

# The states a submission may be in for an act upon it; acts that are not listed are not about a submission.
FROM_STATES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "save": ("draft", "returned"),
        "take_over": ("draft", "returned"),
        "submit": ("draft", "returned"),
        "withdraw": ("submitted",),
        "return": ("submitted",),
        "confirm": ("submitted",),
        "approve": ("submitted",),
        "correct": ("approved",),
    }
)

A_SIGN_IN_LASTS = 12 * 60 * 60  # seconds
TOLERATED = 300  # seconds by which the provider's clock may be ahead of ours
# The issuer of whoever acts at the command line: no provider can be called that, theirs is an address.
COMMAND_LINE = "command line"
# Whoever holds the file can read it; what they do, they do in somebody's name.
ADMINISTRATOR = Person(id=0, email="administrator", role="lead", partner=None, name="administrator")
LOOKING = ("see_figures", "see_entries", "see_people", "see_audit")


def reach(role: str, act: str) -> Reach | None:
    if act not in RIGHTS:
        raise KeyError(f"unknown act {act!r}; known: {', '.join(RIGHTS)}")
    return RIGHTS[act].get(role)


def allowed(person: Person, act: str, partner: str | None = None) -> bool:
    """`partner`: whose figures it is about, where it is about somebody's."""
    found = reach(person.role, act)
    return found == "any" or (found == "own" and (partner is None or partner == person.partner))


def actor(session: Session, signature: Signature, act: str, partner: str | None = None) -> Person:
    """The person who signs, if they may. Raises NotInvitedError, SignInAgainError and NotAllowedError."""
    person = person_of(session, signature)
    if not allowed(person, act, partner) or (person is ADMINISTRATOR and act not in LOOKING):
        raise NotAllowedError(f"role {person.role}: {act}")
    return person


def person_of(session: Session, signature: Signature) -> Person:
    """Looked up anew each time, so that a right that was taken away ends at the next act. Raises NotInvitedError and SignInAgainError."""
    if signature.issuer == COMMAND_LINE and not signature.email:
        return ADMINISTRATOR
    row = session.exec(_by_signature(signature)).first()
    if row is None or row.revoked_at is not None:
        raise NotInvitedError(signature.email)
    if signature.issuer != COMMAND_LINE and is_over(signature, row.signed_out):
        raise SignInAgainError(signature.email)
    return as_person(row)


def is_over(signature: Signature, signed_out: int) -> bool:
    """Whether a sign-in is too old, from the future, or was ended by signing out somewhere."""
    age = signature.now - signature.signed_in
    return not -TOLERATED <= age <= A_SIGN_IN_LASTS or signature.signed_in <= signed_out


def as_person(row: Access) -> Person:
    role: Role = row.role  # type: ignore[assignment]  # the table knows no others
    return Person(id=row.id or 0, email=row.email, role=role, partner=row.partner, name=row.name or row.email)


def _by_signature(signature: Signature) -> SelectOfScalar[Access]:
    if signature.issuer == COMMAND_LINE:
        return select(Access).where(col(Access.email) == signature.email)
    return select(Access).where(col(Access.issuer) == signature.issuer, col(Access.subject) == signature.subject)


def refuse_state(act: str, state: str) -> None:
    """Raises RefusedError where nothing of the kind may be done to a submission in that state."""
    if state not in FROM_STATES[act]:
        raise RefusedError("wrong_state", act=act, state=state)
