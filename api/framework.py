"""/programme, /partners, /schemes, /indicators, /areas: what the figures are about, as it was declared when a release was made."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from pydantic import TypeAdapter

from api.asking import Asking
from api.figures import unit_of
from api.remembered import Made
from api.sending import JSON
from ccare_metrics.framework import (
    DatedClaim,
    DisclosureRule,
    Fact,
    Funding,
    Indicator,
    Partner,
    Programme,
    Reporting,
    Scheme,
    StatusRule,
    Strand,
)
from ccare_metrics.results import group_codes
from geo.areas import ATTRIBUTION, BOUNDARY_VINTAGE, Area, Text, load_areas


@dataclass(frozen=True)
class ProgrammeTold:
    """`facts`: every published figure with its source. The programme's own targets are under /targets."""

    code: str
    name: Text
    short_name: Text
    summary: Text
    window_start: str
    window_end: str
    closing_day: date
    languages: tuple[str, ...]
    currencies: tuple[str, ...]
    headline: tuple[str, ...]
    strands: tuple[Strand, ...]
    status_rule: StatusRule
    disclosure: DisclosureRule
    reporting: Reporting
    funding: Funding
    dates: tuple[DatedClaim, ...]
    facts: tuple[Fact, ...]
    not_published: tuple[Text, ...]


@dataclass(frozen=True)
class IndicatorTold(Indicator):
    """`value_unit`: the `unit` of its rows under /figures; `schemes`: those that report it."""

    value_unit: str
    schemes: tuple[str, ...]


@dataclass(frozen=True)
class AreaTold(Area):
    """`schemes`: those that run there."""

    schemes: tuple[str, ...]


@dataclass(frozen=True)
class ProgrammeAnswer:
    release: int
    programme: ProgrammeTold


@dataclass(frozen=True)
class PartnersAnswer:
    release: int
    partners: tuple[Partner, ...]


@dataclass(frozen=True)
class SchemesAnswer:
    release: int
    schemes: tuple[Scheme, ...]


@dataclass(frozen=True)
class IndicatorsAnswer:
    release: int
    indicators: tuple[IndicatorTold, ...]


@dataclass(frozen=True)
class AreasAnswer:
    release: int
    areas: tuple[AreaTold, ...]
    boundaries: Text
    attribution: Text


def programme_answer(asking: Asking) -> Made:
    programme = asking.release.programme
    told = {each.name: getattr(programme, each.name) for each in fields(ProgrammeTold)}
    told["strands"] = tuple(programme.strands.values())
    return made(ProgrammeAnswer(asking.release.number, ProgrammeTold(**told)))


def partners_answer(asking: Asking) -> Made:
    return made(PartnersAnswer(asking.release.number, tuple(asking.release.programme.partners.values())))


def schemes_answer(asking: Asking) -> Made:
    return made(SchemesAnswer(asking.release.number, tuple(asking.release.programme.schemes.values())))


def indicators_answer(asking: Asking) -> Made:
    programme = asking.release.programme
    told = tuple(_indicator_told(programme, indicator) for indicator in programme.indicators.values())
    return made(IndicatorsAnswer(asking.release.number, told))


def _indicator_told(programme: Programme, indicator: Indicator) -> IndicatorTold:
    schemes = tuple(group_codes(programme, "scheme", indicator.code))
    return IndicatorTold(**vars(indicator), value_unit=unit_of(indicator), schemes=schemes)


def areas_answer(asking: Asking) -> Made:
    told = tuple(area_told(asking.release.programme, area) for area in load_areas().values())
    return made(AreasAnswer(asking.release.number, told, BOUNDARY_VINTAGE, ATTRIBUTION))


def area_told(programme: Programme, area: Area) -> AreaTold:
    schemes = tuple(scheme.code for scheme in programme.schemes.values() if area.code in scheme.areas)
    return AreaTold(**vars(area), schemes=schemes)


def made(answer: Any) -> Made:
    """A frozen answer as JSON; names and sentences in both languages, days as ISO dates."""
    return Made(TypeAdapter(type(answer)).dump_json(answer), JSON)
