"""One indicator side by side: partners, areas, schemes or countries, in one measure and on one scale."""

from dataclasses import dataclass, field
from typing import Literal

import pandas as pd

from ccare_metrics.results.answer import Source, answer, group_codes, place_codes
from ccare_metrics.results.curve import curve
from ccare_metrics.results.headline import plan_of
from ccare_metrics.results.places import PER_PEOPLE, Measure
from ccare_metrics.scope import Scope, ScopeError, refuse_unknown
from geo.areas import load_areas

Side = Literal["scheme", "partner", "area", "country"]
SIDES: tuple[Side, ...] = ("scheme", "partner", "area", "country")
SIDE_MEASURES: dict[Side, tuple[Measure, ...]] = {
    "scheme": ("count", "share_of_target"),
    "partner": ("count",),
    "area": ("count", "per_10000"),
    "country": ("count", "per_10000"),
}
COMPARISON_COLUMNS = ["code", "value", "shown", "base", "absence", "provenance", "reported", "due"]


@dataclass(frozen=True, eq=False)
class Comparison:
    """`rows`: COMPARISON_COLUMNS, the highest first, then those without a figure. `value`: Int64 count (Float64 share of a ratio);
    `shown`: Float64 in the measure; `base`: what it was divided by (people, or the target), missing for a count."""

    rows: pd.DataFrame = field(repr=False)
    indicator: str = ""
    side: Side = "scheme"
    measure: Measure = "count"


def comparison(
    source: Source, indicator: str, side: Side, measure: Measure = "count", *, period: str | None = None
) -> Comparison:
    """Only what counts the indicator: schemes that do not, and places where none of them ran, are no part of the comparison."""
    programme = source.programme
    refuse_unknown("indicator", indicator, programme.indicators)
    refuse_unknown("side", side, SIDES)
    if measure not in SIDE_MEASURES[side] or (measure != "count" and programme.indicators[indicator].kind == "ratio"):
        raise ScopeError(f"{indicator} by {side} is not shown as {measure}; there is {', '.join(SIDE_MEASURES[side])}")
    cells = answer(source, Scope(indicator, by=(side,), period=period)).rename(columns={side: "code"})
    if side in ("area", "country"):
        # A figure from outside a scheme's areas counts in the total, and so it stands here too.
        cells = cells[cells["code"].isin(_places_served(source, indicator, side)) | cells["value"].notna()]
    bases = [_base(source, indicator, measure, code) for code in cells["code"]]
    frame = cells.assign(base=pd.array(bases, dtype="Float64"))
    frame["shown"] = _shown(frame, measure)
    frame = frame.sort_values(["shown", "code"], ascending=[False, True], na_position="last", ignore_index=True)
    return Comparison(frame[COMPARISON_COLUMNS], indicator, side, measure)


def _places_served(source: Source, indicator: str, kind: Literal["area", "country"]) -> set[str]:
    """Where a scheme that counts the indicator ran."""
    schemes = [source.programme.schemes[code] for code in group_codes(source.programme, "scheme", indicator)]
    areas = {area for scheme in schemes for area in scheme.areas}
    return areas if kind == "area" else {load_areas()[area].country for area in areas}


def _base(source: Source, indicator: str, measure: Measure, code: str) -> float | None:
    if measure == "share_of_target":
        plan = plan_of(source.programme, code, indicator)
        target = plan.target_on(source.targets_on) if plan else None
        return float(target.value) if target and target.value else None
    return _people(source, indicator, code) if measure == "per_10000" else None


def _people(source: Source, indicator: str, place: str) -> float | None:
    """Of an area; of a country, those of the areas in which a scheme counts this, since others could not have been reached."""
    areas = load_areas()
    if place in areas:
        return float(areas[place].population)
    served = _places_served(source, indicator, "area")
    people = [areas[code].population for code in served if areas[code].country == place]
    return float(sum(people)) if people else None


def _shown(frame: pd.DataFrame, measure: Measure) -> pd.Series:
    values = frame["value"].astype("Float64")
    if measure == "count":
        return values
    return values * PER_PEOPLE / frame["base"] if measure == "per_10000" else values / frame["base"]


def curves_by(source: Source, indicator: str, side: Side) -> dict[str, pd.DataFrame]:
    """The curve of each scheme, partner or country that counts an indicator, as `results.curve`, in the framework's order."""
    if side == "area":
        raise ScopeError("areas are compared by their totals; curves are by scheme, partner or country")
    if side == "country":
        served = _places_served(source, indicator, "country")
        countries = [code for code in place_codes("country") if code in served]
        return {code: curve(source, Scope(indicator, country=code)) for code in countries}
    codes = group_codes(source.programme, side, indicator)
    if side == "partner":
        return {code: curve(source, Scope(indicator, partner=code)) for code in codes}
    return {code: curve(source, Scope(indicator, scheme=code)) for code in codes}
