"""One indicator on the map, and one area in full."""

from dataclasses import dataclass, replace
from typing import Any, Literal

import pandas as pd

from ccare_metrics.cited import scheme_fact
from ccare_metrics.classes import MapClass, class_of, map_classes
from ccare_metrics.coverage import reported_indicators
from ccare_metrics.framework import Fact, Target
from ccare_metrics.results.answer import Source, answer, group_codes
from ccare_metrics.results.headline import plan_of
from ccare_metrics.scope import Scope, ScopeError, refuse_unknown
from geo.areas import Area, load_areas

Measure = Literal["count", "per_10000", "share_of_target"]
MEASURES: tuple[Measure, ...] = ("count", "per_10000", "share_of_target")
PER_PEOPLE = 10_000
PLACE_COLUMNS = [
    "area",
    "country",
    "population",
    "value",
    "shown",
    "class_index",
    "absence",
    "provenance",
    "reported",
    "due",
    "rank",
]


@dataclass(frozen=True)
class AreaMap:
    """`rows`: one per area, PLACE_COLUMNS. `total`: the same slice over all areas. `target`: what share_of_target divides by."""

    rows: pd.DataFrame
    classes: tuple[MapClass, ...]
    total: int | float | None
    total_shown: float | None
    total_absence: str | None
    provenance: str | None
    target: Target | None


def area_map(source: Source, scope: Scope, measure: Measure) -> AreaMap:
    """Every area of the programme with its cell. `value`: Int64 count (Float64 share of a ratio, which has no other measure);
    `shown`: Float64 in the measure; `rank`: 1 = highest shown."""
    kind = source.programme.indicators[scope.indicator].kind
    if kind == "ratio" and measure != "count":
        raise ScopeError(f"{scope.indicator} is a ratio, shown as it is (count) and not as {measure}")
    areas = load_areas()
    cells = answer(source, _with(scope, by=("area",)))
    total = answer(source, scope).iloc[0]
    target = _target(source, scope)
    frame = cells[["area", "value", "absence", "provenance", "reported", "due"]].copy()
    _cite(source, scope, frame)
    frame["country"] = frame["area"].map(lambda code: areas[code].country)
    frame["population"] = frame["area"].map(lambda code: areas[code].population)
    frame["shown"] = _measured(frame, measure, target)
    frame["rank"] = frame["shown"].rank(method="min", ascending=False).astype("Int64")
    classes = map_classes(frame["shown"], whole=measure == "count" and kind not in ("money", "ratio"))
    frame["class_index"] = pd.array([class_of(shown, classes) for shown in frame["shown"]], dtype="Int64")
    made_up = frame.loc[frame["value"].notna(), "provenance"].eq("illustrative").any()
    return AreaMap(
        rows=frame[PLACE_COLUMNS],
        classes=classes,
        total=_plain(total["value"], kind),
        total_shown=_total_shown(total["value"], frame, measure, target),
        total_absence=total["absence"],
        provenance="illustrative" if made_up else _first(frame.loc[frame["value"].notna(), "provenance"]),
        target=target,
    )


def _first(provenances: pd.Series) -> str | None:
    """Where nothing is made up: the origin of what is shown."""
    return None if provenances.empty else str(provenances.iloc[0])


def _plain(value: Any, kind: str) -> int | float | None:
    if pd.isna(value):
        return None
    return float(value) if kind == "ratio" else int(value)


def _cite(source: Source, scope: Scope, frame: pd.DataFrame) -> None:
    """A published result that names one place, and that the made-up figures there were made to meet, is shown as published."""
    if scope.period or scope.strand or scope.partner:
        return
    counted = answer(source, replace(scope, by=("area",), published_only=False))
    schemes = [scope.scheme] if scope.scheme else group_codes(source.programme, "scheme", scope.indicator)
    for row, cell in counted.iterrows():
        there = [code for code in schemes if cell["area"] in source.programme.schemes[code].areas]
        if len(there) == 1 and (fact := cited_in(source, there[0], scope.indicator, cell)):
            frame.loc[row, ["value", "absence", "provenance"]] = [fact.value, None, "published"]


def cited_in(source: Source, scheme: str, indicator: str, cell: pd.Series) -> Fact | None:
    """The published result of a scheme in exactly the cell's area, where the cell is made up and meets it."""
    fact = scheme_fact(source.programme, scheme, indicator, known_on=source.known_on)
    met = (
        cell["provenance"] == "illustrative"
        and pd.notna(cell["value"])
        and fact is not None
        and cell["value"] == fact.value
    )
    return fact if met and fact is not None and fact.areas == (cell["area"],) else None


def _with(scope: Scope, by: tuple[str, ...]) -> Scope:
    return replace(scope, by=by)


def _target(source: Source, scope: Scope) -> Target | None:
    programme = source.programme
    if scope.strand or scope.partner:
        return None
    plan = plan_of(programme, scope.scheme, scope.indicator)
    target = plan.target_on(source.targets_on) if plan else None
    return None if target and scope.published_only and target.provenance == "illustrative" else target


def _measured(frame: pd.DataFrame, measure: Measure, target: Target | None) -> pd.Series:
    if measure == "count":
        return frame["value"].astype("Float64")
    if measure == "per_10000":
        return frame["value"].astype("Float64") * PER_PEOPLE / frame["population"]
    if target is None or target.value == 0:
        return pd.Series(pd.array([None] * len(frame), dtype="Float64"), index=frame.index)
    return frame["value"].astype("Float64") / target.value


def _total_shown(total: object, frame: pd.DataFrame, measure: Measure, target: Target | None) -> float | None:
    """The total in the same measure: divided once, over everybody, never the mean of the areas' rates."""
    whole = pd.DataFrame({"value": pd.array([total], dtype="Float64"), "population": [frame["population"].sum()]})
    shown = _measured(whole, measure, target).iloc[0]
    return None if pd.isna(shown) else float(shown)


def area_profile(source: Source, area: str, *, published_only: bool = False) -> pd.DataFrame:
    """What each scheme that runs in an area counted there, to date: scheme, indicator, value, qualifier, per_10000, absence, provenance.

    Of a ratio both parts, since the ratio itself is not counted.
    """
    refuse_unknown("area", area, load_areas())
    place: Area = load_areas()[area]
    rows = []
    for scheme in source.programme.schemes.values():
        if area not in scheme.areas:
            continue
        for indicator in reported_indicators(source.programme, scheme):
            asked = Scope(indicator, scheme=scheme.code, area=area)
            cell = answer(source, asked).iloc[0]
            fact = cited_in(source, scheme.code, indicator, cell)
            qualifier = fact.qualifier if fact else "exact"
            if fact:
                cell = pd.Series({**cell, "value": fact.value, "absence": None, "provenance": "published"})
            elif published_only:
                cell = answer(source, replace(asked, published_only=True)).iloc[0]
            rows.append(
                [
                    scheme.code,
                    indicator,
                    cell["value"],
                    qualifier,
                    cell["absence"],
                    cell["provenance"],
                    cell["reported"],
                    cell["due"],
                ]
            )
    columns = ["scheme", "indicator", "value", "qualifier", "absence", "provenance", "reported", "due"]
    frame = pd.DataFrame(rows, columns=columns).astype({"value": "Int64"})
    frame["per_10000"] = frame["value"].astype("Float64") * PER_PEOPLE / place.population
    return frame


def area_totals(source: Source, area: str, *, published_only: bool = False) -> pd.DataFrame:
    """Each indicator that is counted in an area, all schemes together, beside its country and the programme; one row an indicator."""
    counted = indicators_in(source, area)
    place = load_areas()[area]
    rows = []
    for indicator in counted:
        asked = Scope(indicator, published_only=published_only)
        slices = (replace(asked, area=area), replace(asked, country=place.country), asked)
        here, country, everywhere = (answer(source, each).iloc[0] for each in slices)
        rows.append(
            [indicator, here["value"], here["absence"], here["provenance"], country["value"], everywhere["value"]]
        )
    columns = ["indicator", "value", "absence", "provenance", "country_value", "programme_value"]
    frame = pd.DataFrame(rows, columns=columns).astype(
        {"value": "Int64", "country_value": "Int64", "programme_value": "Int64"}
    )
    frame["per_10000"] = frame["value"].astype("Float64") * PER_PEOPLE / place.population
    return frame


def indicators_in(source: Source, area: str) -> list[str]:
    """What is counted in an area, in the framework's order; of a ratio both parts."""
    refuse_unknown("area", area, load_areas())
    programme = source.programme
    here = [scheme for scheme in programme.schemes.values() if area in scheme.areas]
    found = {code for scheme in here for code in reported_indicators(programme, scheme)}
    return [code for code in programme.indicators if code in found]
