"""In whose name a command acts, and on which day: somebody who has access, named by their address."""

from datetime import UTC, date, datetime
from uuid import uuid4

from sqlalchemy import Engine

from ccare_metrics.framework import Programme, parse_programme, read_documents
from ccare_metrics.scope import Signature
from ccare_metrics.store import rights
from ccare_metrics.store.checking import checked
from ccare_metrics.store.engine import programme_folder, store_url
from geo.areas import load_areas


def working() -> tuple[Engine, Programme]:
    """The store and the programme whose figures it holds. Raises StoreError, FrameworkError."""
    return checked(store_url()), parse_programme(read_documents(programme_folder()), load_areas())


def signature(programme: Programme, email: str = "") -> Signature:
    """Of a person who has access; without an address that of an administrator, who may look at everything and do nothing."""
    now = datetime.now(UTC)
    day = programme.demonstration_today or now.date()
    return Signature(
        issuer=rights.COMMAND_LINE,
        subject="",
        email=email.strip().casefold(),
        email_verified=True,
        name=email,
        signed_in=int(now.timestamp()),
        now=int(now.timestamp()),
        at=moment(day, now),
    )


def moment(day: date, now: datetime) -> str:
    """What the record shows: the programme's day, at this time of day."""
    return f"{day.isoformat()}T{now:%H:%M:%S}Z"


def new_key() -> str:
    return uuid4().hex
