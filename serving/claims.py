"""From what a provider says of somebody (the claims of an ID token, as the framework's signed cookie keeps them) to a signature."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from ccare_metrics.scope import Signature


def signature_of(claims: Mapping[str, Any], *, now: datetime, today: date | None = None) -> Signature | None:
    """None where nobody is signed in, or a provider does not say who somebody is. `now` is in UTC; `today`: the programme's own day,
    where it lives on another than the calendar's."""
    issuer, subject = claims.get("iss"), claims.get("sub")
    if claims.get("is_logged_in") is not True or not _is_told(issuer) or not _is_told(subject):
        return None
    email = _text(claims.get("email"))
    return Signature(
        issuer=str(issuer),
        subject=str(subject),
        email=email,
        email_verified=_is_true(claims["email_verified"])
        if "email_verified" in claims
        else _is_vouched_for_by_entra(issuer, claims.get("xms_edov")),
        name=_text(claims.get("name")) or email,
        signed_in=_seconds(claims.get("iat")),
        now=int(now.timestamp()),
        at=f"{today or now.date()}T{now:%H:%M:%S}Z",
    )


# Entra ID never says email_verified. Its optional claim xms_edov says that the owner of the address's domain was verified; from anybody
# else that word means nothing.
ENTRA = "https://login.microsoftonline.com/"


def _is_vouched_for_by_entra(issuer: object, domain_owner_verified: object) -> bool:
    told = _is_true(domain_owner_verified) or domain_owner_verified in ("1", 1)
    return told and isinstance(issuer, str) and issuer.startswith(ENTRA)


def _is_true(value: object) -> bool:
    """Some providers write the word."""
    return value is True or value == "true"


def _is_told(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _seconds(value: object) -> int:
    """A moment that is not told counts as long ago: asked to sign in again."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return int(value) if is_number else 0  # type: ignore[call-overload]
