"""Reading a plan: baseline, milestones and the revisions of a target, for a scheme or for the programme itself."""

from datetime import date
from itertools import pairwise

from ccare_metrics.framework import vocabulary
from ccare_metrics.framework.known import Known
from ccare_metrics.framework.tables import STAND_IN_DAY, Table
from ccare_metrics.framework.types import Milestone, Plan, Target
from ccare_metrics.periods import first_day, last_day
from geo.areas import Text

_SOURCE = Text("the source of a published target", "la source d’une valeur cible publiée")
_DECISION = Text("who decided the revision, and why", "l’auteur et le motif de la révision")
_ONCE = Text("each indicator once", "chaque indicateur une seule fois")
_RISING = Text("no less than the milestone before", "au moins la valeur du jalon précédent")


def read_plans(table: Table, *, scheme: str | None, dates: tuple[str, str] | None, known: Known) -> tuple[Plan, ...]:
    plans = tuple(_read_plan(item, scheme=scheme, dates=dates, known=known) for item in table.tables("plans"))
    planned = [plan.indicator for plan in plans]
    for number, indicator in enumerate(planned):
        if indicator and indicator in planned[:number]:
            table.fault(f"plans[{number + 1}].indicator", found=indicator, expected=_ONCE)
    return plans


def _read_plan(table: Table, *, scheme: str | None, dates: tuple[str, str] | None, known: Known) -> Plan:
    plan = Plan(
        indicator=table.reference("indicator", known.indicators),
        scheme=scheme,
        baseline=table.whole("baseline"),
        start=_read_start(table, dates),
        milestones=tuple(_read_milestone(item) for item in table.tables("milestones")),
        targets=tuple(_read_target(item, known) for item in table.tables("targets")),
    )
    table.refuse_unknown_keys()
    if table.sound and dates:
        _check_milestones(table, plan, known)
        _check_targets(table, plan)
        _check_dates(table, plan, dates[1])
    return plan


def _read_start(table: Table, dates: tuple[str, str] | None) -> date:
    if table.has("start"):
        return table.day("start")
    return first_day(dates[0]) if dates else STAND_IN_DAY


def _read_milestone(table: Table) -> Milestone:
    milestone = Milestone(
        on=table.day("on"),
        value=table.whole("value"),
        provenance=table.choice("provenance", vocabulary.PLAN_PROVENANCES),
    )
    table.refuse_unknown_keys()
    return milestone


def _read_target(table: Table, known: Known) -> Target:
    target = Target(
        value=table.whole("value"),
        by=table.day("by"),
        qualifier=table.choice("qualifier", vocabulary.QUALIFIERS),
        provenance=table.choice("provenance", vocabulary.PLAN_PROVENANCES),
        valid_from=table.day("valid_from"),
        decided_by=table.words("decided_by") if table.has("decided_by") else None,
        reason=table.words("reason") if table.has("reason") else None,
        source=table.source("source", known.sources) if table.has("source") else None,
    )
    table.refuse_unknown_keys()
    if target.provenance == "published" and target.source is None:
        table.fault("source", found=None, expected=_SOURCE)
    return target


def _check_milestones(table: Table, plan: Plan, known: Known) -> None:
    indicator = known.indicators.get(plan.indicator)
    may_fall = indicator is not None and indicator.over_time == "snapshot"
    for number, (before, after) in enumerate(pairwise(plan.milestones), start=2):
        if after.on <= before.on:
            expected = _later_than(before.on.isoformat())
            table.fault(f"milestones[{number}].on", found=after.on, expected=expected)
        if after.value < before.value and not may_fall:
            table.fault(f"milestones[{number}].value", found=after.value, expected=_RISING)


def _check_targets(table: Table, plan: Plan) -> None:
    for number, (before, after) in enumerate(pairwise(plan.targets), start=2):
        if after.valid_from <= before.valid_from:
            expected = _later_than(before.valid_from.isoformat())
            table.fault(f"targets[{number}].valid_from", found=after.valid_from, expected=expected)
        if after.decided_by is None or after.reason is None:
            table.fault(f"targets[{number}]", found=None, expected=_DECISION)


def _check_dates(table: Table, plan: Plan, last_month: str) -> None:
    end = last_day(last_month)
    last_step = min(end, max((target.by for target in plan.targets), default=end))
    for number, milestone in enumerate(plan.milestones, start=1):
        if not plan.start <= milestone.on <= last_step:
            table.fault(f"milestones[{number}].on", found=milestone.on, expected=_between(plan.start, last_step))
    for number, target in enumerate(plan.targets, start=1):
        if not plan.start <= target.by <= end:
            table.fault(f"targets[{number}].by", found=target.by, expected=_between(plan.start, end))
        if target.valid_from > target.by:
            expected = Text(f"a day up to {target.by}", f"une date au plus tard le {target.by}")
            table.fault(f"targets[{number}].valid_from", found=target.valid_from, expected=expected)


def _later_than(day: str) -> Text:
    return Text(f"a day later than {day}", f"une date postérieure au {day}")


def _between(first: object, last: object) -> Text:
    return Text(f"a day from {first} to {last}", f"une date du {first} au {last}")
