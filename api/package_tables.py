"""The whole release as tables: what each holds, of which type, and what refers to what."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from api.cells import named
from api.figures import unit_of
from ccare_metrics.framework import Plan, Programme, Source
from ccare_metrics.release import Release
from ccare_metrics.results.headline import plans
from ccare_metrics.results.releases import every_cell
from geo.areas import Text, counties, load_areas

Type = Literal["string", "integer", "number", "date", "boolean"]


@dataclass(frozen=True)
class Column:
    """`refers`: the table whose `code` it holds; `needed`: never empty."""

    name: str
    type: Type = "string"
    refers: str | None = None
    needed: bool = False


@dataclass(frozen=True)
class Table:
    """`key`: the columns that tell its rows apart, where none of them may be empty."""

    name: str
    columns: tuple[Column, ...]
    rows: Callable[[Release], Iterable[Mapping[str, Any]] | pd.DataFrame]
    key: tuple[str, ...] = ()

    def frame(self, release: Release) -> pd.DataFrame:
        """Its columns in their order, each of its type."""
        names = [column.name for column in self.columns]
        found = self.rows(release)
        rows = found[names] if isinstance(found, pd.DataFrame) else pd.DataFrame(list(found), columns=names)
        types = {column.name: PANDAS[column.type] for column in self.columns}
        return rows.astype({name: kind for name, kind in types.items() if kind})


PANDAS: dict[Type, str] = {"integer": "Int64", "number": "Float64", "boolean": "boolean", "string": "", "date": ""}
CODE = Column("code", needed=True)


def both(name: str, *, needed: bool = True) -> tuple[Column, Column]:
    return Column(f"{name}_en", needed=needed), Column(f"{name}_fr", needed=needed)


SOURCED = (Column("source"), Column("source_url"))


def _in_both(name: str, text: Text | None) -> dict[str, str | None]:
    return {f"{name}_en": text.en if text else None, f"{name}_fr": text.fr if text else None}


def _sourced(source: Source | None) -> dict[str, str | None]:
    return {"source": source.title if source else None, "source_url": source.url if source else None}


def _figures(release: Release) -> pd.DataFrame:
    cells = named(every_cell(release), release.programme)
    told = cells["value"].notna() | cells["absence"].eq("suppressed")
    return cells.assign(provenance=cells["provenance"].where(told, None))  # what is not there comes from nowhere


def _indicators(release: Release) -> Iterable[dict[str, Any]]:
    for each in release.programme.indicators.values():
        texts = _in_both("name", each.name) | _in_both("definition", each.definition)
        yield {**vars(each), **texts, **_sourced(each.source), "unit": unit_of(each)}


def _schemes(release: Release) -> Iterable[dict[str, Any]]:
    for each in release.programme.schemes.values():
        texts = {name: getattr(each, name) for name in ("name", "short_name", "what_it_is", "unit_of_support")}
        told = {key: value for name, text in texts.items() for key, value in _in_both(name, text).items()}
        yield {**vars(each), **told, **_sourced(each.source), "areas": ";".join(each.areas)}


def _partners(release: Release) -> Iterable[dict[str, Any]]:
    for each in release.programme.partners.values():
        yield {**vars(each), **_in_both("name", each.name), **_sourced(each.source)}


def _strands(release: Release) -> Iterable[dict[str, Any]]:
    for each in release.programme.strands.values():
        yield {**vars(each), **_in_both("name", each.name)}


def _areas(_release: Release) -> Iterable[dict[str, Any]]:
    for each in load_areas().values():
        yield {**vars(each), **_in_both("name", each.name)}


def _counties(_release: Release) -> Iterable[dict[str, Any]]:
    for each in counties(load_areas()).values():
        yield {**vars(each), **_in_both("name", each.name)}


def _plan_key(programme: Programme, plan: Plan) -> dict[str, Any]:
    return {
        "indicator": plan.indicator,
        "scheme": plan.scheme,
        "unit": unit_of(programme.indicators[plan.indicator]),
        "baseline": plan.baseline,
        "start": plan.start.isoformat(),
    }


def _targets(release: Release) -> Iterable[dict[str, Any]]:
    for plan in plans(release.programme):
        for each in plan.targets:
            texts = _in_both("decided_by", each.decided_by) | _in_both("reason", each.reason)
            days = {"by": each.by.isoformat(), "valid_from": each.valid_from.isoformat()}
            yield {**vars(each), **_plan_key(release.programme, plan), **texts, **days, **_sourced(each.source)}


def _milestones(release: Release) -> Iterable[dict[str, Any]]:
    for plan in plans(release.programme):
        for each in plan.milestones:
            yield {**_plan_key(release.programme, plan), **vars(each), "on": each.on.isoformat()}


def _published(release: Release) -> Iterable[dict[str, Any]]:
    for each in release.programme.facts:
        texts = _in_both("label", each.label) | _in_both("note", each.note)
        yield {**vars(each), **texts, **_sourced(each.source), "areas": ";".join(each.areas)}


INDICATOR = Column("indicator", refers="indicators", needed=True)
SCHEME = Column("scheme", refers="schemes")
VALUE = Column("value", "integer", needed=True)
UNIT = Column("unit", needed=True)

TABLES: tuple[Table, ...] = (
    Table(
        "figures",
        (
            INDICATOR,
            SCHEME,
            Column("strand", refers="strands"),
            Column("partner", refers="partners"),
            Column("area", refers="areas"),
            Column("county", refers="counties"),
            Column("country"),
            Column("period", needed=True),
            UNIT,
            Column("value", "integer"),
            Column("absence"),
            Column("provenance"),
            Column("reported", "integer", needed=True),
            Column("due", "integer", needed=True),
        ),
        _figures,
    ),
    Table(
        "indicators",
        (
            CODE,
            *both("name"),
            UNIT,
            *both("definition"),
            *map(Column, ("level", "kind", "direction", "over_time", "across")),
            Column("numerator", refers="indicators"),
            Column("denominator", refers="indicators"),
            Column("currency"),
            Column("decimals", "integer", needed=True),
            Column("sensitive", "boolean", needed=True),
            *SOURCED,
        ),
        _indicators,
        key=("code",),
    ),
    Table(
        "schemes",
        (
            CODE,
            *both("name"),
            *both("short_name"),
            *both("what_it_is"),
            *both("unit_of_support"),
            Column("partner", refers="partners", needed=True),
            Column("strand", refers="strands", needed=True),
            *map(Column, ("areas", "start", "end", "dates_provenance")),
            *SOURCED,
        ),
        _schemes,
        key=("code",),
    ),
    Table(
        "partners",
        (
            CODE,
            *both("name"),
            *map(Column, ("country", "role", "seat")),
            Column("budget", "integer"),
            Column("budget_qualifier"),
            *SOURCED,
        ),
        _partners,
        key=("code",),
    ),
    Table("strands", (CODE, Column("number", "integer", needed=True), *both("name")), _strands, key=("code",)),
    Table(
        "areas",
        (
            CODE,
            *both("name"),
            Column("kind"),
            Column("county", refers="counties", needed=True),
            Column("country", needed=True),
            Column("population", "integer", needed=True),
            Column("population_year", "integer", needed=True),
            Column("population_source"),
            Column("area_km2", "number", needed=True),
        ),
        _areas,
        key=("code",),
    ),
    Table("counties", (CODE, *both("name"), Column("country", needed=True)), _counties, key=("code",)),
    Table(
        "targets",
        (
            INDICATOR,
            SCHEME,
            UNIT,
            Column("baseline", "integer", needed=True),
            Column("start", "date", needed=True),
            VALUE,
            Column("by", "date", needed=True),
            Column("valid_from", "date", needed=True),
            Column("qualifier", needed=True),
            Column("provenance", needed=True),
            *both("decided_by", needed=False),
            *both("reason", needed=False),
            *SOURCED,
        ),
        _targets,
    ),
    Table(
        "milestones",
        (INDICATOR, SCHEME, UNIT, Column("on", "date", needed=True), VALUE, Column("provenance", needed=True)),
        _milestones,
    ),
    Table(
        "published_figures",
        (
            Column("id", needed=True),
            Column("indicator", refers="indicators"),
            SCHEME,
            Column("partner", refers="partners"),
            Column("areas"),
            Column("kind", needed=True),
            VALUE,
            UNIT,
            Column("qualifier", needed=True),
            Column("as_of"),
            *both("label"),
            *both("note"),
            *SOURCED,
        ),
        _published,
        key=("id",),
    ),
    Table(
        "corrections",
        (
            INDICATOR,
            Column("scheme", refers="schemes", needed=True),
            Column("area", refers="areas", needed=True),
            Column("month", needed=True),
        ),
        lambda release: release.corrections,
        key=("indicator", "scheme", "area", "month"),
    ),
)
