"""The acts that change the store. One act = one plain function, one transaction; nothing else writes."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from alembic import command
from sqlalchemy import Engine, text
from sqlmodel import Session, select

from ccare_metrics.framework import Programme
from ccare_metrics.store.checking import is_known, migration_config, other_version, stored_version
from ccare_metrics.store.engine import APPLICATION_ID, StoreError, connect, held_elsewhere, store_file, writing
from ccare_metrics.store.models import AuditEvent, SchemeOwner

FIRST_HASH = "0" * 64


def upgrade(url: str) -> Engine:
    """Creates the store where there is none and brings an older one up to date; refuses a damaged or newer one untouched."""
    file = store_file(url)
    if file is not None and file.exists():
        found = stored_version(file)
        if not is_known(found):
            raise StoreError(other_version(file, found))
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
    engine = connect(url)
    with held_elsewhere(), engine.execution_options(writes=True).begin() as connection:
        if file is not None:
            connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        config = migration_config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.execute(
            text("INSERT INTO revision (id, number) SELECT 1, 0 WHERE NOT EXISTS (SELECT 1 FROM revision)")
        )
    return engine


def name_owners(engine: Engine, programme: Programme) -> None:
    """Writes down which partner reports which scheme; does nothing where that is already so."""
    wanted = {(scheme.code, scheme.partner) for scheme in programme.schemes.values()}
    with Session(engine) as session:
        known = {(owner.scheme, owner.partner) for owner in session.exec(select(SchemeOwner))}
    if missing := sorted(wanted - known):
        with writing(engine) as session:
            session.add_all(SchemeOwner(scheme=scheme, partner=partner) for scheme, partner in missing)


def audit(
    session: Session,
    *,
    at: str,
    who: str,
    act: str,
    subject: str,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    reason: str | None = None,
) -> None:
    """Appends one event to the chain, inside the transaction of the act it tells of."""
    last = session.exec(select(AuditEvent.hash).order_by(AuditEvent.id.desc()).limit(1)).first()  # type: ignore[union-attr]
    event = AuditEvent(
        at=at,
        who=who,
        act=act,
        subject=subject,
        before=_as_text(before),
        after=_as_text(after),
        reason=reason,
        previous_hash=last or FIRST_HASH,
        hash="",
    )
    event.hash = chained(event)
    session.add(event)
    session.flush()


def chained(event: AuditEvent) -> str:
    """The hash that this event must carry: over its own fields and the hash before it."""
    fields = [
        event.previous_hash,
        event.at,
        event.who,
        event.act,
        event.subject,
        event.before,
        event.after,
        event.reason,
    ]
    return hashlib.sha256(json.dumps(fields, ensure_ascii=False).encode()).hexdigest()


def _as_text(values: Mapping[str, Any] | None) -> str | None:
    return None if values is None else json.dumps(values, ensure_ascii=False, sort_keys=True)
