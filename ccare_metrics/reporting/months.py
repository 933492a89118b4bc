"""The months of the programme as the lead partner sees them: who has reported, what is approved, what is shut."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd
from sqlalchemy import Engine

from ccare_metrics.framework import Programme
from ccare_metrics.reporting.sheets import duties
from ccare_metrics.scope import Signature
from ccare_metrics.store import desk

REPORTED = ("submitted", "approved")


@dataclass(frozen=True)
class Month:
    """One month. `states`: by partner who had something to report, the state of its report (not_begun where there is none);
    `submissions`: by partner, the number of it. `locked_by` and the two beside it tell of the last time it was shut or opened."""

    period: str
    due_on: date
    states: Mapping[str, str]
    submissions: Mapping[str, int]
    late_days: int
    locked: bool = False
    locked_by: str = ""
    locked_at: str = ""
    reason: str = ""

    @property
    def reported(self) -> int:
        return sum(state in REPORTED for state in self.states.values())

    @property
    def approved(self) -> int:
        return sum(state == "approved" for state in self.states.values())

    @property
    def waiting(self) -> Mapping[str, str]:
        """What is still to come or to be decided, by partner."""
        return {partner: state for partner, state in self.states.items() if state != "approved"}


def months(engine: Engine, programme: Programme, signature: Signature) -> list[Month]:
    """Every month that has begun, newest first. Raises NotAllowedError."""
    today = date.fromisoformat(signature.at[:10])
    of_each = {
        partner: duties(programme, partner=partner, reports=desk.reports(engine, signature, partner), today=today)
        for partner in programme.partners
    }
    return listed(of_each, desk.locks(engine, signature))


def listed(of_each: Mapping[str, pd.DataFrame], locks: pd.DataFrame) -> list[Month]:
    """`of_each`: by partner, as sheets.duties; `locks`: as desk.locks."""
    shut = {lock["period"]: lock for lock in locks.to_dict("records")}
    found: dict[str, dict[str, dict]] = {}
    for partner, rows in of_each.items():
        for row in rows.to_dict("records"):
            found.setdefault(row["period"], {})[partner] = row
    return [_month(period, found[period], shut.get(period)) for period in sorted(found, reverse=True)]


def _month(period: str, rows: Mapping[str, dict], lock: dict | None) -> Month:
    return Month(
        period=period,
        due_on=min(row["due_on"] for row in rows.values()),
        states={partner: row["state"] for partner, row in rows.items()},
        submissions={partner: int(row["submission"]) for partner, row in rows.items() if pd.notna(row["submission"])},
        late_days=max(row["late_days"] for row in rows.values()),
        locked=bool(lock and lock["locked"]),
        locked_by=lock["by"] if lock else "",
        locked_at=lock["at"] if lock else "",
        reason=lock["reason"] if lock else "",
    )
