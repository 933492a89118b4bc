"""The question all others are made of: one slice of cells, complete, with a reason wherever there is no number."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from typing import Protocol

import pandas as pd

from ccare_metrics import aggregation
from ccare_metrics.aggregation import Slice
from ccare_metrics.framework import Programme
from ccare_metrics.periods import month_range, quarter_of, year_of
from ccare_metrics.scope import GROUPS, PLACES, Scope, period_kind, refuse_unknown
from geo.areas import counties, load_areas

ANSWER_COLUMNS = ["indicator", *GROUPS, *PLACES, "period", "value", "absence", "provenance", "reported", "due"]


class Source(Protocol):
    """Where computed cells come from; see `release.Release`."""

    @property
    def programme(self) -> Programme: ...
    @property
    def through(self) -> str: ...
    @property
    def as_of(self) -> date: ...
    @property
    def known_on(self) -> date:
        """The day on which all this was known: a fact cited from a later day is not in it."""
        ...

    @property
    def targets_on(self) -> date:
        """The day whose targets hold: one revised later does not."""
        ...

    @property
    def grains(self) -> pd.DataFrame:
        """How finely each series is published; see `release.Release`. A series that is not listed is there by month."""
        ...

    def cells(self, asked: Slice) -> pd.DataFrame: ...


def answer(source: Source, scope: Scope) -> pd.DataFrame:
    """One row per cell of a slice, no row left out: ANSWER_COLUMNS.

    `value`: Int64 in the indicator's smallest unit (Float64 share for a ratio), missing where `absence` says why; group and place
    columns that the question does not name are None; `period` is "to_date" or the period's code.
    """
    _refuse_unknown_codes(source, scope)
    indicator = source.programme.indicators[scope.indicator]
    if indicator.kind == "ratio":
        return _ratio_answer(source, scope, str(indicator.numerator), str(indicator.denominator))
    group_kind, place_kind = scope.group[0], scope.place[0]
    asked = _asked_cells(source, scope)
    found = source.cells(
        Slice(
            indicators=[scope.indicator],
            group_kind=group_kind,
            place_kind=place_kind,
            time_kind=scope.time_kind,
            group_codes=_codes(asked, "group_code") if group_kind != "all" else ["all"],
            place_codes=_codes(asked, "place_code") if place_kind != "all" else ["all"],
            time_codes=_codes(asked, "time_code"),
        )
    )
    cells = asked.merge(
        found.drop(columns=["indicator", "group_kind", "place_kind", "time_kind"]),
        on=["group_code", "place_code", "time_code"],
        how="left",
    )
    cells = _with_absence(cells).assign(indicator=scope.indicator)
    if scope.published_only:
        cells = _only_published(cells)
    return _named(cells, scope, group_kind, place_kind)


def _refuse_unknown_codes(source: Source, scope: Scope) -> None:
    programme = source.programme
    (group_kind, group), (place_kind, place) = scope.group, scope.place
    groups: dict[str, Collection[str]] = {
        "scheme": programme.schemes,
        "strand": programme.strands,
        "partner": programme.partners,
    }
    times = time_codes(source, period_kind(scope.period)) if scope.period else ()
    refuse_unknown("indicator", scope.indicator, programme.indicators)
    refuse_unknown(group_kind, group, groups.get(group_kind, ("all",)))
    refuse_unknown(place_kind, place, place_codes(place_kind))
    refuse_unknown("period", scope.period, times)


def _codes(asked: pd.DataFrame, column: str) -> list[str]:
    return list(dict.fromkeys(asked[column]))


def _asked_cells(source: Source, scope: Scope) -> pd.DataFrame:
    """Every combination of codes that the question covers, whether or not a figure stands there."""
    (group_kind, group), (place_kind, place) = scope.group, scope.place
    groups = [group] if group else group_codes(source.programme, group_kind, scope.indicator)
    places = [place] if place else place_codes(place_kind)
    times = [scope.period] if scope.period else time_codes(source, scope.time_kind)
    rows = [(g, p, t) for g in groups for p in places for t in times]
    return pd.DataFrame(rows, columns=["group_code", "place_code", "time_code"])


def group_codes(programme: Programme, kind: str, indicator: str) -> list[str]:
    """Schemes that report an indicator, or their strands or partners, in the framework's order."""
    if kind == "all":
        return ["all"]
    schemes = [scheme for scheme in programme.schemes.values() if indicator in _reported(programme, scheme.indicators)]
    if kind == "scheme":
        return [scheme.code for scheme in schemes]
    return list(dict.fromkeys(getattr(scheme, kind) for scheme in schemes))


def _reported(programme: Programme, codes: Sequence[str]) -> set[str]:
    parts = {
        part
        for code in codes
        for part in (programme.indicators[code].numerator, programme.indicators[code].denominator)
    }
    return {*codes, *(part for part in parts if part)}


def place_codes(kind: str) -> list[str]:
    areas = load_areas()
    if kind == "all":
        return ["all"]
    if kind == "area":
        return list(areas)
    if kind == "county":
        return list(counties(areas))
    return list(dict.fromkeys(area.country for area in areas.values()))


def time_codes(source: Source, kind: str) -> list[str]:
    """The periods that have begun by the end of the source's last month, oldest first."""
    months = month_range(source.programme.window_start, source.through)
    if kind == "to_date":
        return ["to_date"]
    if kind == "month":
        return list(months)
    period = quarter_of if kind == "quarter" else year_of
    return list(dict.fromkeys(period(month) for month in months))


def _with_absence(cells: pd.DataFrame) -> pd.DataFrame:
    """A cell that nobody was due to fill is not applicable: no scheme there, or not yet. What nobody sent comes from nowhere."""
    nothing_stored = cells["reported"].isna()
    cells["absence"] = cells["absence"].astype(object).where(cells["absence"].notna(), None)
    cells.loc[nothing_stored, "absence"] = "not_applicable"
    cells.loc[cells["absence"].eq("not_reported"), "provenance"] = None
    cells[["reported", "due"]] = cells[["reported", "due"]].astype("Int64").mask(nothing_stored, 0).astype("int64")
    return cells


def _only_published(cells: pd.DataFrame) -> pd.DataFrame:
    """Figures made up for the demonstration are taken away, and made-up reasons for having none: what they stood for is not published."""
    made_up = cells["provenance"].eq("illustrative")
    cells["value"] = cells["value"].mask(made_up)
    cells.loc[made_up, "absence"] = "not_published"
    cells.loc[made_up, "provenance"] = None
    return cells


def _named(cells: pd.DataFrame, scope: Scope, group_kind: str, place_kind: str) -> pd.DataFrame:
    columns: dict[str, object] = dict.fromkeys((*GROUPS, *PLACES))
    if group_kind != "all":
        columns[group_kind] = cells["group_code"]
    if place_kind != "all":
        columns[place_kind] = cells["place_code"]
    return cells.assign(**columns, period=cells["time_code"])[ANSWER_COLUMNS]


def _ratio_answer(source: Source, scope: Scope, numerator: str, denominator: str) -> pd.DataFrame:
    """Both parts are added up over the same cells; the division comes last, cell by cell."""
    top, bottom = (answer(source, replace(scope, indicator=code)) for code in (numerator, denominator))
    shares = [aggregation.ratio(a, b) for a, b in zip(top["value"], bottom["value"], strict=True)]
    cells = top.assign(indicator=scope.indicator, value=pd.array(shares, dtype="Float64"))
    cells["absence"] = top["absence"].where(top["absence"].notna(), bottom["absence"])
    cells.loc[cells["value"].isna() & cells["absence"].isna(), "absence"] = "not_applicable"  # nothing to divide by
    cells["provenance"] = top["provenance"].where(top["provenance"].eq("illustrative"), bottom["provenance"])
    return cells
