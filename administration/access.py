"""Who may do what, from the command line: the only way in for the first lead person."""

import json
from typing import Annotated

import typer

from administration.signing import signature, working
from ccare_metrics.store import people
from ccare_metrics.store.engine import reading, writing

ADMINISTRATOR = "administrator (command line)"
Email = Annotated[str, typer.Argument(help="the address that the sign-in provider vouches for")]


def grant(
    email: Email,
    role: Annotated[str, typer.Option(help="board, partner or lead")],
    partner: Annotated[str | None, typer.Option(help="the organisation of a partner or lead, by its code")] = None,
) -> None:
    """Invites somebody by e-mail, or changes what they may do. Safe to repeat."""
    engine, programme = working()
    with writing(engine) as session:
        people.invite(
            session, programme, by=ADMINISTRATOR, at=signature(programme).at, email=email, role=role, partner=partner
        )
    typer.echo(f"{people.plain(email)}: {role}{f' of {partner}' if partner else ''}")


def revoke(email: Email, reason: Annotated[str, typer.Option(help="why; kept in the audit trail")]) -> None:
    """Takes access away; whatever they try next is refused, in windows that are open too."""
    engine, programme = working()
    with writing(engine) as session:
        people.withdraw_access(session, by=ADMINISTRATOR, at=signature(programme).at, email=email, reason=reason)
    typer.echo(f"{people.plain(email)}: no access any more")


def access(as_json: Annotated[bool, typer.Option("--json", help="for machines")] = False) -> None:
    """Lists who has, had or was offered access."""
    engine, _ = working()
    with reading(engine) as session:
        rows = [
            {
                "email": row.email, "role": row.role, "partner": row.partner, "invited_at": row.invited_at,
                "bound_at": row.bound_at, "revoked_at": row.revoked_at,
            }
            for row in people.listed(session)
        ]  # fmt: skip
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False))
        return
    for row in rows:
        stands = "revoked" if row["revoked_at"] else "signed in" if row["bound_at"] else "invited"
        typer.echo(f"{row['email']:<40} {row['role']:<8} {row['partner'] or '':<14} {stands}")
    if not rows:
        typer.echo("nobody has access: python manage.py grant EMAIL --role lead --partner P")
