"""What a partner sees of the figures: those of its own schemes, as they stand approved, and nothing of anybody else."""

from dataclasses import dataclass, replace
from datetime import date

import pandas as pd
from sqlalchemy import Engine

from ccare_metrics.framework import Programme
from ccare_metrics.scope import Signature
from ccare_metrics.store import read, rights
from ccare_metrics.store.engine import reading
from ccare_metrics.working import Working, standing_as


@dataclass(frozen=True, eq=False)
class Own(Working):
    """As a Working, of the schemes of one partner: its programme has no others, and no targets of its own."""

    def _approved(self, indicator: str | None = None) -> pd.DataFrame:
        found = super()._approved(indicator)
        return found[found["scheme"].isin(list(self.programme.schemes))].reset_index(drop=True)


def refuse_others(engine: Engine, signature: Signature, partner: str) -> None:
    """Raises NotAllowedError where the person may not see a partner's figures; looked up anew each time it is asked."""
    with reading(engine) as session:
        rights.actor(session, signature, "see_figures", partner)


def own(engine: Engine, programme: Programme, day: date, partner: str) -> Own | None:
    """A partner's approved figures as known at the end of a day; None before the first month was due. Ask `refuse_others` first."""
    approvals = read.approvals(engine, day.isoformat())
    rows = read.standing_on(engine, programme, day.isoformat())
    schemes = {code: scheme for code, scheme in programme.schemes.items() if scheme.partner == partner}
    mine = replace(programme, schemes=schemes, plans=())
    rows = rows[rows["scheme"].isin(list(schemes))].reset_index(drop=True)
    return standing_as(Own, engine, mine, day, approvals=approvals, rows=rows)


def published_in(engine: Engine, reports: pd.DataFrame) -> dict[int, int]:
    """By submission: the number of the first release that shows what was approved in it. `reports`: as desk.reports."""
    found: dict[int, int] = {}
    for release in sorted(read.publications(engine).values(), key=lambda told: int(told["number"])):
        shown = {*release.get("submissions", ())}
        for number, period in zip(reports["submission"], reports["period"], strict=True):
            if number in shown and period <= release["through"]:
                found.setdefault(int(number), int(release["number"]))
    return found
