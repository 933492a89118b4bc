"""Headlines: the cited fact against its target, beside what the figures add up to."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from ccare_metrics import progress
from ccare_metrics.cited import headline_fact, scheme_fact
from ccare_metrics.framework import Fact, Plan, Programme, Target
from ccare_metrics.periods import last_day
from ccare_metrics.results.answer import Source, answer
from ccare_metrics.scope import Scope, refuse_unknown


@dataclass(frozen=True)
class Headline:
    """A programme result. `share` and `gap` are our arithmetic (derived); `computed` is the sum of the figures, another cell.

    `state`: the status of `progress`, on the day of the fact. `gap`: how far from the target, None where it was reached.
    """

    indicator: str
    fact: Fact
    target: Target | None
    share: float | None
    gap: int | None
    state: str
    computed: int | None
    computed_provenance: str | None
    differs_by: int | None
    reported: int
    due: int


def headline(source: Source, indicator: str) -> Headline | None:
    """The headline of an indicator; None where no result of the whole programme is published."""
    programme = source.programme
    refuse_unknown("indicator", indicator, programme.indicators)
    fact = fact_of(source, None, indicator)
    if fact is None:
        return None
    plan = programme_plan(programme, indicator)
    decided = max(day_of(source, fact), source.targets_on)
    target = plan.target_on(decided) if plan else None
    cell = answer(source, Scope(indicator)).iloc[0]
    computed = None if pd.isna(cell["value"]) else int(cell["value"])
    return Headline(
        indicator=indicator,
        fact=fact,
        target=target,
        share=progress.share_of_target(fact.value, target),
        gap=_gap(programme, fact, target),
        state=_state(source, fact, plan, decided),
        computed=computed,
        computed_provenance=None if computed is None else str(cell["provenance"]),
        differs_by=None if computed is None or computed == fact.value else computed - fact.value,
        reported=int(cell["reported"]),
        due=int(cell["due"]),
    )


def programme_plan(programme: Programme, indicator: str) -> Plan | None:
    return next((plan for plan in programme.plans if plan.indicator == indicator), None)


def plans(programme: Programme) -> tuple[Plan, ...]:
    """The programme's own first, then the schemes'."""
    return (*programme.plans, *(plan for scheme in programme.schemes.values() for plan in scheme.plans))


def plan_of(programme: Programme, scheme: str | None, indicator: str) -> Plan | None:
    """The plan of a scheme for an indicator, or the programme's own."""
    return scheme_plan(programme, scheme, indicator) if scheme else programme_plan(programme, indicator)


def scheme_plan(programme: Programme, scheme: str, indicator: str) -> Plan | None:
    return next((plan for plan in programme.schemes[scheme].plans if plan.indicator == indicator), None)


def fact_of(source: Source, scheme: str | None, indicator: str) -> Fact | None:
    """The cited result of a scheme, or of the whole programme, that was known on the source's day."""
    if scheme:
        return scheme_fact(source.programme, scheme, indicator, known_on=source.known_on)
    return headline_fact(source.programme, indicator, known_on=source.known_on)


def day_of(source: Source, fact: Fact | None) -> date:
    """The day a value speaks of: a cited fact's own day, else the end of the last month that figures cover."""
    if fact and fact.as_of and len(fact.as_of) == 10:
        return date.fromisoformat(fact.as_of)
    return last_day(source.through)


def _state(source: Source, fact: Fact, plan: Plan | None, decided: date) -> progress.Status:
    return progress.status(
        actual=float(fact.value),
        plan=plan,
        day=day_of(source, fact),
        known_on=decided,
        direction=source.programme.indicators[str(fact.indicator)].direction,
        reported=1,  # a cited fact stands for itself: it does not wait for partners' reports
        due=1,
        rule=source.programme.status_rule,
    )


def _gap(programme: Programme, fact: Fact, target: Target | None) -> int | None:
    direction = programme.indicators[str(fact.indicator)].direction
    return abs(target.value - fact.value) if target and not progress.is_reached(fact.value, target, direction) else None
