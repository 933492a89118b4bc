"""Published facts, as cited: found by indicator, scheme, partner or area. They are never added up or split."""

from collections.abc import Iterable
from datetime import date

from ccare_metrics.framework import Fact, Programme


def facts(
    programme: Programme,
    *,
    indicator: str | None = None,
    scheme: str | None = None,
    partner: str | None = None,
    area: str | None = None,
    kinds: Iterable[str] = ("actual", "rate", "ceiling", "count", "budget", "target"),
) -> tuple[Fact, ...]:
    """The facts that meet every condition given, in the order of the file."""
    wanted = set(kinds)
    return tuple(
        fact
        for fact in programme.facts
        if fact.kind in wanted
        and (indicator is None or fact.indicator == indicator)
        and (scheme is None or fact.scheme == scheme)
        and (partner is None or fact.partner == partner)
        and (area is None or area in fact.areas)
    )


def headline_fact(programme: Programme, indicator: str, *, known_on: date) -> Fact | None:
    """The one cited result of the whole programme for an indicator, if it had been published by that day."""
    found = [fact for fact in facts(programme, indicator=indicator, kinds=("actual",)) if fact.scheme is None]
    return next((fact for fact in found if is_known(fact, known_on)), None)


def scheme_fact(programme: Programme, scheme: str, indicator: str, *, known_on: date) -> Fact | None:
    """The one cited result of a scheme for an indicator, if it had been published by that day."""
    found = facts(programme, indicator=indicator, scheme=scheme, kinds=("actual",))
    return next((fact for fact in found if is_known(fact, known_on)), None)


def is_known(fact: Fact, day: date) -> bool:
    """A date may be as short as a year; what bears none is taken as known."""
    return fact.as_of is None or fact.as_of <= day.isoformat()[: len(fact.as_of)]


def located_results(programme: Programme) -> tuple[Fact, ...]:
    """Published results that name where they happened: what a map of published figures may show."""
    return tuple(fact for fact in facts(programme, kinds=("actual",)) if fact.areas and fact.indicator)
