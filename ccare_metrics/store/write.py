"""The acts that change the store. One act = one plain function, one transaction; nothing else writes."""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from alembic import command
from sqlalchemy import Engine, bindparam, delete, insert, text
from sqlmodel import Session, col, select

from ccare_metrics.framework import Programme
from ccare_metrics.store import standing
from ccare_metrics.store.checking import is_known, migration_config, other_version, stored_version
from ccare_metrics.store.engine import APPLICATION_ID, StoreError, connect, held_elsewhere, reading, store_file, writing
from ccare_metrics.store.models import AuditEvent, SchemeOwner, Standing, StandingBasis

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


TOUCHED = text("""
SELECT f.scheme, f.indicator, min(substr(s.approved_at, 1, 10)) AS day
FROM figure f JOIN submission s ON s.id = f.submission_id
WHERE s.id IN :submissions AND s.approved_at IS NOT NULL AND f.category = 'all'
GROUP BY f.scheme, f.indicator ORDER BY f.scheme, f.indicator
""").bindparams(bindparam("submissions", expanding=True))


def stand(session: Session, programme: Programme, *, submissions: Iterable[int]) -> None:
    """Brings `standing` up to date with submissions that were just approved, inside the transaction that approves them."""
    touched: dict[str, dict[str, str]] = {}
    for row in session.execute(TOUCHED, {"submissions": sorted(submissions)}):
        touched.setdefault(row.scheme, {})[row.indicator] = row.day
    known = stood_under(session)
    for scheme, days in touched.items():
        under = standing.rules(programme, scheme)
        if known.get(scheme) == under.basis:
            _stand(session, scheme, under, indicators=days.keys() & under.over_time.keys(), since=min(days.values()))
        else:
            _stand_from_the_beginning(session, scheme, under)


def stand_anew(engine: Engine, programme: Programme) -> tuple[str, ...]:
    """Writes `standing` from the beginning for each scheme whose rows were made under other rules, or never; returns which."""
    with reading(engine) as session:
        rules = {scheme: standing.rules(programme, scheme) for scheme in schemes_with_figures(session, programme)}
        known = stood_under(session)
    other = {scheme: under for scheme, under in rules.items() if known.get(scheme) != under.basis}
    if other:
        with writing(engine) as session:
            for scheme, under in other.items():
                _stand_from_the_beginning(session, scheme, under)
    return tuple(other)


def schemes_with_figures(session: Session, programme: Programme) -> list[str]:
    """The schemes that the programme declares, and those it no longer does but under which figures may stand."""
    return sorted({*programme.schemes, *session.exec(select(SchemeOwner.scheme))})


def stood_under(session: Session) -> dict[str, str]:
    """By scheme: the basis of the rules that its rows of `standing` were made under."""
    return dict(session.exec(select(StandingBasis.scheme, StandingBasis.basis)).all())


def _stand_from_the_beginning(session: Session, scheme: str, under: standing.Rules) -> None:
    session.execute(delete(Standing).where(col(Standing.scheme) == scheme))
    _stand(session, scheme, under, indicators=under.over_time.keys(), since="")
    session.merge(StandingBasis(scheme=scheme, basis=under.basis))


def _stand(session: Session, scheme: str, under: standing.Rules, *, indicators: Collection[str], since: str) -> None:
    """Replaces every version that stood on that day or later; earlier ones are history and stay."""
    mine = (col(Standing.scheme) == scheme, col(Standing.indicator).in_(indicators), col(Standing.until) >= since)
    before = standing.stored(session, scheme, indicators, before=since) if since else []
    session.execute(delete(Standing).where(*mine))
    approved = standing.history(session, scheme, indicators)
    if found := standing.versions(approved, under, since=since, standing=before):
        session.execute(insert(Standing), [version.as_stored(scheme) for version in found])


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


def moment(session: Session, at: str) -> str:
    """The moment an act is recorded with: never before the last one, whatever a clock says, so that the newest is also the latest."""
    last = session.exec(select(AuditEvent.at).order_by(AuditEvent.id.desc()).limit(1)).first()  # type: ignore[union-attr]
    return max(at, last or at)


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
