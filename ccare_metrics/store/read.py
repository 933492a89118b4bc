"""What is read from the working store. Frames and plain values out; every read says for which day, and by whom where it matters."""

import json
from collections.abc import Sequence
from typing import Any

import pandas as pd
from sqlalchemy import Engine, bindparam, text
from sqlmodel import select

from ccare_metrics.framework import Programme
from ccare_metrics.store import standing
from ccare_metrics.store.engine import reading
from ccare_metrics.store.models import AuditEvent, Revision, Submission
from ccare_metrics.store.write import FIRST_HASH, chained, schemes_with_figures, stood_under

FIGURE_COLUMNS = [
    "partner",
    "scheme",
    "indicator",
    "area",
    "month",
    "category",
    "value",
    "absence",
    "provenance",
    "note",
]

STANDING_COLUMNS = ["scheme", *standing.Key._fields, *standing.Row._fields]
SUBMISSION_COLUMNS = [
    *("submission", "partner", "period", "state", "since", "reason", "corrects", "by"),
    *("first_submitted", "approved_on"),
]
CHANGED_COLUMNS = [
    *("scheme", "indicator", "area", "month", "old", "old_absence", "new", "new_absence", "provenance"),
    *("partner", "submission", "approved_on", "approved_by", "reason", "corrects"),
]
COMMENTARY_COLUMNS = ["partner", "scheme", "period", "language", "text", "provenance", "approved_on"]

# The latest approved revision of each figure, as it stood at the end of a day. Ties are broken by submission number, not by clock.
APPROVED = f"""
SELECT {", ".join(FIGURE_COLUMNS)} FROM (
  SELECT f.*, ROW_NUMBER() OVER (
    PARTITION BY f.scheme, f.indicator, f.area, f.month, f.category ORDER BY s.approved_at DESC, s.id DESC) AS newest
  FROM figure f JOIN submission s ON s.id = f.submission_id
  WHERE s.approved_at IS NOT NULL AND {{which}} AND f.month <= :through AND f.category = 'all' {{only}}
) AS ranked WHERE newest = 1
ORDER BY scheme, indicator, area, month
"""


def approved_figures(
    engine: Engine, *, through: str, day: str = "9999-12-31", indicator: str | None = None
) -> pd.DataFrame:
    """Approved figures of every partner up to a month, as known at the end of `day`; FIGURE_COLUMNS, category `all` only.

    `value`: Int64 in the indicator's smallest unit, missing where `absence` says why. With an `indicator`, its figures alone are read.
    """
    only = "AND f.indicator = :indicator" if indicator else ""
    asked = {"day": day, "through": through, **({"indicator": indicator} if indicator else {})}
    with reading(engine) as session:
        rows = session.execute(text(APPROVED.format(only=only, which=BY_THE_DAY)), asked).all()
    return pd.DataFrame(rows, columns=FIGURE_COLUMNS).astype({"value": "Int64"})


BY_THE_DAY = "substr(s.approved_at, 1, 10) <= :day"


def approved_submissions(engine: Engine, day: str) -> list[int]:
    """The numbers of all submissions approved by the end of a day. What is approved stays so: figures of these never change."""
    asked = text(f"SELECT s.id FROM submission s WHERE s.approved_at IS NOT NULL AND {BY_THE_DAY} ORDER BY s.id")
    with reading(engine) as session:
        return [int(number) for number in session.execute(asked, {"day": day}).scalars()]


def figures_of(engine: Engine, submissions: Sequence[int], *, through: str) -> pd.DataFrame:
    """As `approved_figures`, of some approved submissions alone: what a release was made from."""
    asked = text(APPROVED.format(only="", which="s.id IN :submissions"))
    with reading(engine) as session:
        bound = asked.bindparams(bindparam("submissions", expanding=True))
        rows = session.execute(bound, {"submissions": list(submissions), "through": through}).all()
    return pd.DataFrame(rows, columns=FIGURE_COLUMNS).astype({"value": "Int64"})


def publications(engine: Engine) -> dict[str, dict[str, Any]]:
    """The register of everything published from this store: what stands in the audit of each, by the checksum of its release."""
    with reading(engine) as session:
        found = session.exec(select(AuditEvent.after).where(AuditEvent.act == "publish").order_by(AuditEvent.id)).all()  # type: ignore[arg-type]
    told = [json.loads(after) for after in found if after]
    return {each["sha256"]: each for each in told}


def approvals(engine: Engine, day: str) -> int:
    """How many submissions were approved by the end of a day: as long as it is the same, so is everything that stood then."""
    with reading(engine) as session:
        return int(
            session.execute(
                text("SELECT count(*) FROM submission WHERE substr(approved_at, 1, 10) <= :day"), {"day": day}
            ).scalar_one()
        )


STANDING = f"""
SELECT {", ".join(STANDING_COLUMNS)} FROM standing WHERE until > :day AND since <= :day
"""


def standing_on(engine: Engine, programme: Programme, day: str) -> pd.DataFrame:
    """What stood approved at the end of a day, added up over the areas of a country: STANDING_COLUMNS (see `standing.Row`), values Int64.

    Rows that were made under other rules than this programme's (one of its files has changed since) are made from the figures instead.
    """
    with reading(engine) as session:
        rules = {scheme: standing.rules(programme, scheme) for scheme in schemes_with_figures(session, programme)}
        known = stood_under(session)
        other = {scheme: under for scheme, under in rules.items() if known.get(scheme) != under.basis}
        rows = [tuple(row) for row in session.execute(text(STANDING), {"day": day}) if row.scheme not in other]
        for scheme, under in other.items():
            approved = standing.history(session, scheme, under.over_time.keys(), day)
            rows += [(scheme, *key, *row) for key, row in standing.standing_after(approved, under).items()]
    frame = pd.DataFrame(rows, columns=STANDING_COLUMNS)
    values = dict.fromkeys((column for column in STANDING_COLUMNS if column.startswith("value")), "Int64")
    return frame.astype({**values, **dict.fromkeys(("sent", "answered", "made_up"), "int64"), "carried": "bool"})


def standing_problems(engine: Engine, programme: Programme) -> list[str]:
    """Where `standing` is not what follows from the approved figures, a sentence each; empty where it is."""
    found = []
    with reading(engine) as session:
        known = stood_under(session)
        for scheme in schemes_with_figures(session, programme):
            under = standing.rules(programme, scheme)
            approved = standing.history(session, scheme, under.over_time.keys())
            stored = {(each.key, each.since): each for each in standing.stored(session, scheme, under.over_time.keys())}
            if known.get(scheme) == under.basis:
                expected = {(each.key, each.since): each for each in standing.versions(approved, under)}
                found += _differences(scheme, stored, expected)
            elif approved or stored:
                found.append(f"standing: {scheme} was added up under other rules; run `python manage.py init`")
    return found


Versions = dict[tuple[standing.Key, str], standing.Version]


def _differences(scheme: str, stored: Versions, expected: Versions) -> list[str]:
    return [
        f"standing: {scheme} {' '.join(filter(None, key))} since {since} is {_told(stored.get((key, since)))}, "
        f"the figures say {_told(expected.get((key, since)))}"
        for key, since in sorted({*stored, *expected})
        if stored.get((key, since)) != expected.get((key, since))
    ]


def _told(version: standing.Version | None) -> str:
    return "nothing" if version is None else f"{tuple(version.row)} until {version.until}"


ON_THE_WAY = """
SELECT submission, partner, period, state, substr(at, 1, 10) AS since, reason, corrects, by, first_submitted, approved_on FROM (
  SELECT s.id AS submission, s.partner, s.period, t.state, t.at, t.reason, s.corrects, t.by,
    MIN(CASE WHEN t.state = 'submitted' THEN substr(t.at, 1, 10) END) OVER (PARTITION BY s.id) AS first_submitted,
    MIN(CASE WHEN t.state = 'approved' THEN substr(t.at, 1, 10) END) OVER (PARTITION BY s.id) AS approved_on,
    ROW_NUMBER() OVER (PARTITION BY s.id ORDER BY t.at DESC, t.id DESC) AS newest
  FROM submission_step t JOIN submission s ON s.id = t.submission_id WHERE substr(t.at, 1, 10) <= :day
) AS steps WHERE newest = 1
ORDER BY period, partner, submission
"""


def submissions_on(engine: Engine, day: str) -> pd.DataFrame:
    """Every submission that existed at the end of a day, oldest period first: SUBMISSION_COLUMNS.

    `state` is the one it was in then, `since` the day of the step that made it so, `by` and `reason` that step's. `first_submitted`
    and `approved_on` are None where that had not happened; `corrects` is Int64, missing where it is no correction. Days are ISO text.
    """
    return _frame(engine, ON_THE_WAY, {"day": day}, SUBMISSION_COLUMNS).astype({"corrects": "Int64"})


# Each figure that was approved between two days: its last revision up to the first day (earlier = 1) and up to the second.
REVISED = """
WITH touched AS (
  SELECT DISTINCT scheme, indicator, area, month FROM figure WHERE category = 'all' AND submission_id IN (
    SELECT id FROM submission WHERE substr(approved_at, 1, 10) > :after AND substr(approved_at, 1, 10) <= :until)
), ranked AS (
  SELECT f.scheme, f.indicator, f.area, f.month, f.value, f.absence, f.provenance, f.partner, f.submission_id,
    substr(s.approved_at, 1, 10) AS approved_on, s.reason, s.corrects,
    CASE WHEN substr(s.approved_at, 1, 10) <= :after THEN 1 ELSE 0 END AS earlier,
    ROW_NUMBER() OVER (
      PARTITION BY f.scheme, f.indicator, f.area, f.month, CASE WHEN substr(s.approved_at, 1, 10) <= :after THEN 1 ELSE 0 END
      ORDER BY s.approved_at DESC, s.id DESC) AS newest
  FROM touched t JOIN figure f ON f.indicator = t.indicator AND f.category = 'all' AND f.scheme = t.scheme
    AND f.area = t.area AND f.month = t.month
  JOIN submission s ON s.id = f.submission_id WHERE substr(s.approved_at, 1, 10) <= :until
)
SELECT scheme, indicator, area, month, value AS new, absence AS new_absence, provenance, partner, submission_id AS submission, approved_on,
  (SELECT t.by FROM submission_step t WHERE t.submission_id = ranked.submission_id AND t.state = 'approved'
   ORDER BY t.at DESC, t.id DESC LIMIT 1) AS approved_by, reason, corrects, earlier
FROM ranked WHERE newest = 1
ORDER BY scheme, indicator, area, month
"""


def changed_figures(engine: Engine, *, after: str, until: str) -> pd.DataFrame:
    """Figures whose approved value, or reason for having none, is another at the end of `until` than at the end of `after`.

    CHANGED_COLUMNS; `old`, `new` and `corrects` Int64. A new figure has neither `old` nor `old_absence`. `provenance` to `corrects` tell
    of the submission that brought the new value. Category `all` only.
    """
    key = ["scheme", "indicator", "area", "month"]
    told = [column for column in CHANGED_COLUMNS if not column.startswith("old")]
    both = _frame(engine, REVISED, {"after": after, "until": until}, [*told, "earlier"])
    both = both.astype({"new": "Int64", "corrects": "Int64"})
    older = both.loc[both["earlier"].eq(1), [*key, "new", "new_absence"]]
    older = older.rename(columns={"new": "old", "new_absence": "old_absence"})
    frame = both[both["earlier"].eq(0)].merge(older, on=key, how="left")
    same_value = frame["old"].eq(frame["new"]).fillna(False).astype("bool")
    same = same_value | (frame["old_absence"].notna() & frame["old_absence"].eq(frame["new_absence"]))
    return frame.loc[~same, CHANGED_COLUMNS].reset_index(drop=True)


SAID = """
SELECT c.partner, c.scheme, c.period, c.language, c.text, c.provenance, substr(s.approved_at, 1, 10) AS approved_on
FROM commentary c JOIN submission s ON s.id = c.submission_id
WHERE substr(s.approved_at, 1, 10) <= :day ORDER BY c.period, c.partner, c.scheme, c.id
"""


def commentary_on(engine: Engine, day: str) -> pd.DataFrame:
    """What partners said beside figures that were approved by the end of a day, oldest period first: COMMENTARY_COLUMNS."""
    return _frame(engine, SAID, {"day": day}, COMMENTARY_COLUMNS)


def _frame(engine: Engine, question: str, asked: dict[str, str], columns: list[str]) -> pd.DataFrame:
    with reading(engine) as session:
        return pd.DataFrame(session.execute(text(question), asked).mappings().all(), columns=columns)


def last_approved_month(engine: Engine) -> str:
    """The last month for which anything was approved."""
    with reading(engine) as session:
        return str(
            session.execute(text("SELECT max(period) FROM submission WHERE approved_at IS NOT NULL")).scalar_one()
        )


def revision(engine: Engine) -> int:
    with reading(engine) as session:
        return session.exec(select(Revision.number)).one()


def is_empty(engine: Engine) -> bool:
    with reading(engine) as session:
        return session.exec(select(Submission.id).limit(1)).first() is None


def broken_audit_entry(engine: Engine) -> int | None:
    """The number of the first audit entry that does not fit the chain; None where the chain is whole."""
    previous = FIRST_HASH
    with reading(engine) as session:
        for event in session.exec(select(AuditEvent).order_by(AuditEvent.id)):  # type: ignore[arg-type]
            if event.previous_hash != previous or event.hash != chained(event):
                return event.id
            previous = event.hash
    return None
