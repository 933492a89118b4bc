"""The rows of /figures: cells of a release as `ccare_metrics.results` gives them, with the cited facts and targets that belong to them."""

from dataclasses import dataclass, replace

import pandas as pd

from api.nesting import wider_code
from api.question import Question
from api.records import records
from ccare_metrics.framework import Fact, Indicator
from ccare_metrics.release import Release
from ccare_metrics.results import answer, group_codes, target_table
from ccare_metrics.results.headline import fact_of
from ccare_metrics.results.places import cited_in
from ccare_metrics.scope import GROUPS, PLACES
from ui.words import Words


@dataclass(frozen=True)
class Figure:
    """One cell. A key that is null is not narrowed: all schemes, all areas. `value`, `target` and `expected` in `unit`; where there is no
    value, `absence` says why. `target`, `expected` and `status` stand beside totals to date of a scheme or of the programme only."""

    indicator: str
    scheme: str | None
    strand: str | None
    partner: str | None
    area: str | None
    county: str | None
    country: str | None
    period: str
    value: int | float | None
    unit: str
    target: int | None
    expected: float | None
    status: str | None
    absence: str | None
    qualifier: str | None
    provenance: str | None
    source: str | None
    source_url: str | None
    as_of: str
    release: int


FIGURE_COLUMNS = [*Figure.__dataclass_fields__]
KEYS = ["indicator", *GROUPS, *PLACES, "period"]


def figures(release: Release, asked: Question, words: Words) -> pd.DataFrame:
    """One row a cell, FIGURE_COLUMNS; `value` Int64 in the smallest unit, Float64 where it is a share."""
    indicator = release.programme.indicators[asked.scope.indicator]
    cells = _chosen(release, asked, answer(release, asked.scope))
    rows = cells.assign(
        unit=unit_of(indicator),
        qualifier=pd.Series("exact", index=cells.index, dtype=object).where(cells["value"].notna(), None),
        source=_sources(release, cells, words),
        source_url=None,
        as_of=release.as_of.isoformat(),
        release=release.number,
        target=pd.array([None] * len(cells), dtype="Int64"),
        expected=pd.array([None] * len(cells), dtype="Float64"),
        status=None,
        provenance=cells["provenance"].where(cells["value"].notna() | cells["absence"].eq("suppressed"), None),
    )
    if asked.scope.time_kind == "to_date":
        rows = _with_targets(release, asked, _with_facts(release, asked, rows, _counted(release, asked, cells)))
    elsewhere = rows["value"].notna() & ~rows["provenance"].isin(asked.provenances)
    return rows.loc[~elsewhere, FIGURE_COLUMNS].reset_index(drop=True)


def unit_of(indicator: Indicator) -> str:
    """What a value of 1 is: one of what is counted, 0.01 GBP, or the whole of a share."""
    if indicator.kind == "money":
        return f"{10**-indicator.decimals:g} {indicator.currency}"
    return "share" if indicator.kind == "ratio" else indicator.kind


def _chosen(release: Release, asked: Question, rows: pd.DataFrame) -> pd.DataFrame:
    """Those rows of a slice that lie inside what the question is narrowed to."""
    for wider, code in asked.within:
        kind = asked.scope.group[0] if wider in GROUPS else asked.scope.place[0]
        inside = [each for each in rows[kind].unique() if wider_code(release.programme, kind, each, wider) == code]
        rows = rows[rows[kind].isin(inside)]
    return rows if asked.periods is None else rows[rows["period"].isin(asked.periods)]


def _sources(release: Release, rows: pd.DataFrame, words: Words) -> pd.Series:
    """A figure made up for the demonstration says so; any other sum comes from the release itself."""
    ours = words("api.source", programme=release.programme.short_name, number=release.number)
    made_up = rows["provenance"].eq("illustrative")
    named = pd.Series(ours, index=rows.index, dtype=object).mask(made_up, words("source.illustrative"))
    return named.where(rows["value"].notna(), None)


# -- what belongs to totals to date


def _counted(release: Release, asked: Question, cells: pd.DataFrame) -> pd.DataFrame:
    """The same cells with what was made up, by which a published result is recognised."""
    if not asked.scope.published_only:
        return cells
    return _chosen(release, asked, answer(release, replace(asked.scope, published_only=False)))


def _with_facts(release: Release, asked: Question, rows: pd.DataFrame, counted: pd.DataFrame) -> pd.DataFrame:
    """The cited total where it was asked for; else a cell that a published result meets is shown as published, as on the pages."""
    if "published" not in asked.provenances:
        return rows
    told = rows.copy()
    for place, cell in counted.iterrows():
        fact = _cited(release, asked, cell)
        if fact is None:
            continue
        found = (fact.value, None, "published", fact.qualifier, fact.source.title, fact.source.url)
        told.loc[place, ["value", "absence", "provenance", "qualifier", "source", "source_url"]] = found
        told.loc[place, "as_of"] = fact.as_of or release.as_of.isoformat()
    return told


def _cited(release: Release, asked: Question, cell: pd.Series) -> Fact | None:
    place_kind, group_kind = asked.scope.place[0], asked.scope.group[0]
    indicator = asked.scope.indicator
    if group_kind not in ("all", "scheme") or place_kind not in ("all", "area"):
        return None
    if place_kind == "area":
        scheme = cell["scheme"] or _only_scheme(release, indicator, cell["area"])
        return cited_in(release, scheme, indicator, cell) if scheme else None
    fact = fact_of(release, cell["scheme"], indicator)
    met = fact is not None and (asked.cited or (pd.notna(cell["value"]) and cell["value"] == fact.value))
    return fact if met else None


def _only_scheme(release: Release, indicator: str, area: str) -> str | None:
    """The scheme that counts an indicator in an area, where it is one alone."""
    schemes = group_codes(release.programme, "scheme", indicator)
    there = [code for code in schemes if area in release.programme.schemes[code].areas]
    return there[0] if len(there) == 1 else None


def _with_targets(release: Release, asked: Question, rows: pd.DataFrame) -> pd.DataFrame:
    """A status is said of the value that it was found for, and of no other; never beside a hidden one."""
    group_kind, group = asked.scope.group
    if group_kind not in ("all", "scheme") or asked.scope.place[0] != "all":
        return rows
    table = target_table(
        release,
        published_only=asked.scope.published_only,
        indicator=asked.scope.indicator,
        scheme=group if group_kind == "scheme" else None,
        own=group_kind == "all",
    )
    planned = {row["scheme"] or None: row for row in records(table)}
    told = rows.copy()
    for place, cell in rows.iterrows():
        plan = planned.get(cell["scheme"])
        if plan:
            told.loc[place, "target"], told.loc[place, "expected"] = plan["target"], plan["expected"]
        if pd.notna(cell["value"]) and (plan is None or plan["actual"] == cell["value"]):
            told.loc[place, "status"] = plan["status"] if plan else "no_target"
    return told
