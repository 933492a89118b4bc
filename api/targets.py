"""/targets: every target that was set, how it came to be, and what was reached on the day of a release."""

from dataclasses import dataclass
from datetime import date

from api.asking import Asking
from api.figures import unit_of
from api.framework import made
from api.records import records
from api.remembered import Made
from ccare_metrics.framework import Milestone, Target
from ccare_metrics.results import plan_of, target_table


@dataclass(frozen=True)
class TargetTold:
    """`value`: the cited result where one is published, else the sum of the figures; `target`, its qualifier, provenance and day as
    they stood on the day of the release, `targets` each decision that led there. All in `unit`. Beside a hidden value no status."""

    indicator: str
    scheme: str | None
    unit: str
    baseline: int
    start: date
    milestones: tuple[Milestone, ...]
    targets: tuple[Target, ...]
    target: int | None
    target_qualifier: str | None
    target_provenance: str | None
    target_by: date | None
    expected: float | None
    value: int | float | None
    absence: str | None
    qualifier: str | None
    provenance: str | None
    source: str | None
    source_url: str | None
    as_of: str
    status: str | None


@dataclass(frozen=True)
class TargetsAnswer:
    """`scheme` null: a target of the programme itself."""

    release: int
    targets: tuple[TargetTold, ...]


def targets_answer(asking: Asking) -> Made:
    table = target_table(asking.release, scheme=asking.asked.one("scheme"), indicator=asking.asked.one("indicator"))
    return made(TargetsAnswer(asking.release.number, tuple(_told(asking, row) for row in records(table))))


def _told(asking: Asking, row: dict) -> TargetTold:
    programme = asking.release.programme
    plan = plan_of(programme, row["scheme"], row["indicator"])
    assert plan is not None  # the table has one row a plan
    return TargetTold(
        indicator=plan.indicator,
        scheme=plan.scheme,
        unit=unit_of(programme.indicators[plan.indicator]),
        baseline=plan.baseline,
        start=plan.start,
        milestones=plan.milestones,
        targets=plan.targets,
        **{name: row[name] for name in ("target", "target_qualifier", "target_provenance", "target_by", "expected")},
        value=_whole(row["actual"]) if programme.indicators[plan.indicator].kind != "ratio" else row["actual"],
        absence=row["absence"],
        qualifier=None if row["actual"] is None else row["qualifier"],
        provenance=row["provenance"],
        source=row["source_title"],
        source_url=row["source_url"],
        as_of=row["as_of"],
        status=None if row["absence"] == "suppressed" else row["status"],
    )


def _whole(value: float | None) -> int | None:
    """A table that also holds a share holds every value as a fraction."""
    return None if value is None else int(value)
