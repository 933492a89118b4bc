"""Who has access: invitations by e-mail, the first sign-in that binds one to a person, signing out, and taking access away."""

from collections.abc import Mapping

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from ccare_metrics.framework import Programme
from ccare_metrics.scope import NotInvitedError, Person, RefusedError, Signature, SignInAgainError
from ccare_metrics.store import rights
from ccare_metrics.store.engine import reading, writing
from ccare_metrics.store.models import Access
from ccare_metrics.store.write import audit, moment

ROLES = ("board", "partner", "lead")


def come_in(engine: Engine, signature: Signature) -> Person:
    """The person behind a sign-in. The first sign-in with a verified e-mail that was invited binds the invitation to the person.

    Raises NotInvitedError and SignInAgainError. Writes only where an invitation is bound.
    """
    with reading(engine) as session:
        known = session.exec(
            select(Access).where(col(Access.issuer) == signature.issuer, col(Access.subject) == signature.subject)
        ).first()
        if known is not None:
            return rights.person_of(session, signature)
        if _invitation(session, signature) is None:
            raise NotInvitedError(signature.email)
    if rights.is_over(signature, signed_out=0):
        raise SignInAgainError(signature.email)
    return _bind(engine, signature)


def _invitation(session: Session, signature: Signature) -> Access | None:
    """Only an address that the provider has verified counts, and only one that nobody has come in by yet."""
    if not signature.email_verified or not signature.email:
        return None
    return session.exec(
        select(Access).where(
            col(Access.email) == plain(signature.email), col(Access.subject).is_(None), col(Access.revoked_at).is_(None)
        )
    ).first()


def _bind(engine: Engine, signature: Signature) -> Person:
    with writing(engine) as session:
        row = _invitation(session, signature)
        if row is None:  # somebody was quicker; perhaps this same person in another window
            return rights.person_of(session, signature)
        row.issuer, row.subject, row.bound_at = signature.issuer, signature.subject, moment(session, signature.at)
        row.name = signature.name
        session.add(row)
        audit(session, at=row.bound_at, who=row.email, act="first sign-in", subject=f"access {row.id}")
        return rights.as_person(row)


def sign_out(engine: Engine, signature: Signature) -> None:
    """Ends this sign-in, and earlier ones, in every window: their next act is refused. Does nothing for somebody unknown."""
    with writing(engine) as session:
        row = session.exec(
            select(Access).where(col(Access.issuer) == signature.issuer, col(Access.subject) == signature.subject)
        ).first()
        if row is not None and row.signed_out < signature.signed_in:
            row.signed_out = signature.signed_in
            session.add(row)


def grant(
    engine: Engine, programme: Programme, signature: Signature, *, email: str, role: str, partner: str | None = None
) -> None:
    """Invites somebody, or changes what somebody may do. The same twice changes nothing. Whoever had lost access is bound to an account
    by their next sign-in, as for the first time.

    Raises NotAllowedError; RefusedError: bad_email, unknown_role, unknown_partner, partner_missing, no_partner_for_board, last_lead.
    """
    with writing(engine) as session:
        by = rights.actor(session, signature, "grant")
        invite(session, programme, by=by.email, at=signature.at, email=email, role=role, partner=partner)


def invite(
    session: Session, programme: Programme, *, by: str, at: str, email: str, role: str, partner: str | None = None
) -> None:
    """As `grant`, inside a transaction of somebody who may."""
    address = plain(email)
    _refuse_nonsense(programme, address, role, partner)
    row = session.exec(select(Access).where(col(Access.email) == address)).first()
    before = None if row is None else _told(row)
    if row is None:
        row = Access(email=address, role=role, partner=partner, invited_at=at, invited_by=by)
    elif before == {"role": role, "partner": partner, "revoked": False}:
        return
    else:
        if row.role == "lead" and role != "lead":
            _refuse_to_lose_the_last_lead(session, row)
        if row.revoked_at is not None:
            # Invited anew: bound to whoever has the address now, as after an organisation's change of sign-in service.
            row.issuer = row.subject = row.bound_at = None
        row.role, row.partner, row.revoked_at = role, partner, None
    session.add(row)
    session.flush()
    at = moment(session, at)
    audit(session, at=at, who=by, act="grant", subject=f"access {address}", before=before, after=_told(row))


def revoke(engine: Engine, signature: Signature, *, email: str, reason: str) -> None:
    """Takes access away; the person's next act is refused, in windows that are open too.

    Raises NotAllowedError; RefusedError: reason_missing, unknown_person, last_lead.
    """
    with writing(engine) as session:
        by = rights.actor(session, signature, "revoke")
        withdraw_access(session, by=by.email, at=signature.at, email=email, reason=reason)


def withdraw_access(session: Session, *, by: str, at: str, email: str, reason: str) -> None:
    if not reason.strip():
        raise RefusedError("reason_missing")
    row = session.exec(select(Access).where(col(Access.email) == plain(email))).first()
    if row is None or row.revoked_at is not None:
        raise RefusedError("unknown_person", email=email)
    _refuse_to_lose_the_last_lead(session, row)
    before = _told(row)
    row.revoked_at = moment(session, at)
    session.add(row)
    session.flush()
    audit(
        session, at=row.revoked_at, who=by, act="revoke", subject=f"access {row.email}", before=before,
        after=_told(row), reason=reason.strip(),
    )  # fmt: skip


def everybody(engine: Engine, signature: Signature) -> list[Access]:
    """Everybody who has, had or was offered access, by e-mail. Raises NotAllowedError."""
    with reading(engine) as session:
        rights.actor(session, signature, "see_people")
        return listed(session)


def listed(session: Session) -> list[Access]:
    rows = list(session.exec(select(Access).order_by(Access.email)).all())
    session.expunge_all()
    return rows


def of_partner(session: Session, partner: str) -> list[int]:
    """Who reports for an organisation: those to tell what became of its figures."""
    return list(
        session.exec(
            select(Access.id).where(
                col(Access.partner) == partner, col(Access.role) == "partner", col(Access.revoked_at).is_(None)
            )
        ).all()  # type: ignore[arg-type]
    )


def leads(session: Session) -> list[int]:
    return list(
        session.exec(select(Access.id).where(col(Access.role) == "lead", col(Access.revoked_at).is_(None))).all()  # type: ignore[arg-type]
    )


def plain(email: str) -> str:
    """One spelling an address: providers write the same one in any case. Of ASCII letters only: the case of others would make one address
    of two (ß and ss, the ligature ﬃ and ffi)."""
    return "".join(letter.lower() if letter.isascii() else letter for letter in email.strip())


def _refuse_nonsense(programme: Programme, email: str, role: str, partner: str | None) -> None:
    name, at, host = email.partition("@")
    if not (name and at and "." in host) or any(each.isspace() for each in email):
        raise RefusedError("bad_email", email=email)
    if role not in ROLES:
        raise RefusedError("unknown_role", role=role, known=", ".join(ROLES))
    if partner is not None and partner not in programme.partners:
        raise RefusedError("unknown_partner", partner=partner, known=", ".join(programme.partners))
    if role == "board" and partner is not None:
        raise RefusedError("no_partner_for_board")
    if role != "board" and partner is None:
        raise RefusedError("partner_missing")
    if role == "lead" and programme.partners[partner or ""].role != "lead_partner":
        raise RefusedError("lead_of_another", partner=partner or "")


def _refuse_to_lose_the_last_lead(session: Session, row: Access) -> None:
    """Without one nobody could let anybody in again."""
    if row.role == "lead" and [each for each in leads(session) if each != row.id] == []:
        raise RefusedError("last_lead")


def _told(row: Access) -> Mapping[str, object]:
    return {"role": row.role, "partner": row.partner, "revoked": row.revoked_at is not None}
