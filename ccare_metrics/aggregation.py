"""How figures add up: over time, then across schemes and places. Pure arithmetic on frames.

The rules, each with its pencil test in tests/metrics/test_aggregation.py:
- missing is not zero: a sum over nothing reported is missing, never 0;
- `sum` adds the months; `running_total` is the latest total reported so far, carried on; `snapshot` is the latest state
  reported within the period, not carried on (a state nobody reported is not known);
- across schemes and places `sum` adds, `none` has a value only where exactly one series stands behind it;
- a ratio is never stored: numerator and denominator are added first and divided last (`ratio`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

SERIES = ["indicator", "scheme", "area"]
GROUP_KINDS = ("all", "strand", "partner", "scheme")
PLACE_KINDS = ("all", "country", "county", "area")
TIME_KINDS = ("to_date", "year", "quarter", "month")
CELL_KEY = ["indicator", "group_kind", "place_kind", "time_kind", "group_code", "place_code", "time_code"]
CELL_COLUMNS = [*CELL_KEY, "value", "absence", "provenance", "reported", "due"]


@dataclass(frozen=True)
class Slice:
    """Which cells are asked for: one kind on each axis, and the codes wanted there; None for every code."""

    indicators: Sequence[str]
    group_kind: str
    place_kind: str
    time_kind: str
    group_codes: Sequence[str] | None = None
    place_codes: Sequence[str] | None = None
    time_codes: Sequence[str] | None = None

    @property
    def codes(self) -> dict[str, Sequence[str]]:
        """The columns of a cell that are narrowed, and to what."""
        wanted = {
            "indicator": self.indicators,
            "group_code": self.group_codes,
            "place_code": self.place_codes,
            "time_code": self.time_codes,
        }
        return {column: codes for column, codes in wanted.items() if codes is not None}


def add(values: pd.Series) -> int | None:
    """The sum of what was reported; None when nothing was. `values`: nullable integers."""
    total = values.sum(min_count=1)
    return None if pd.isna(total) else int(total)


def ratio(numerator: int | None, denominator: int | None) -> float | None:
    """Divided last; None where either part is missing or the denominator is 0."""
    if numerator is None or denominator is None or pd.isna(numerator) or pd.isna(denominator) or denominator == 0:
        return None
    return float(numerator) / float(denominator)


def cumulated(values: pd.Series, rule: str) -> pd.Series:
    """What was reached by the end of each period, oldest first. A period without a figure adds nothing and hides nothing."""
    if rule == "sum":
        return values.cumsum().ffill()
    return values.ffill() if rule == "running_total" else values


def time_codes(months: pd.Series, time_kind: str) -> pd.Series:
    """The period of that kind that each month ("2022-04") lies in; to_date has the one code "to_date"."""
    if time_kind == "month":
        return months
    if time_kind == "year":
        return months.str[:4]
    if time_kind == "quarter":
        return months.str[:4] + "-Q" + ((months.str[5:].astype("int64") + 2) // 3).astype("str")
    return pd.Series("to_date", index=months.index)


def over_time(base: pd.DataFrame, time_kind: str, rules: Mapping[str, str]) -> pd.DataFrame:
    """One row per series (indicator, scheme, area) and period.

    `base`: indicator, scheme, area, month, value (Int64, missing allowed), absence, illustrative (bool), reported, due (0/1).
    `rules`: indicator code -> sum | running_total | snapshot.
    """
    parts = []
    for rule in sorted(set(rules.values())):
        codes = [code for code, its in rules.items() if its == rule]
        chosen = base[base["indicator"].isin(codes)]
        if len(chosen):
            parts.append(_within_periods(chosen, time_kind, rule))
    return pd.concat(parts, ignore_index=True) if parts else _within_periods(base, time_kind, "sum")


def _within_periods(base: pd.DataFrame, time_kind: str, rule: str) -> pd.DataFrame:
    frame = base.assign(time_code=time_codes(base["month"], time_kind)).sort_values([*SERIES, "month"])
    if rule == "running_total":
        # The total reached does not vanish in a month without a report: it stands until the next one, made up if it was made up.
        frame["carried"] = frame["illustrative"].astype("boolean").where(frame["value"].notna())
        frame[["value", "carried"]] = frame.groupby(SERIES)[["value", "carried"]].ffill()
        frame["illustrative"] |= frame["carried"].fillna(False).astype("bool")
    groups = frame.groupby([*SERIES, "time_code"], sort=False)
    value = groups["value"].sum(min_count=1) if rule == "sum" else groups["value"].last()
    return (
        groups.agg(
            illustrative=("illustrative", "max"),
            missing=("missing", "max"),
            reported=("reported", "sum"),
            due=("due", "sum"),
        )
        .assign(value=value, series=1)
        .reset_index()
    )


def across(series: pd.DataFrame, group_kind: str, place_kind: str, rules: Mapping[str, str]) -> pd.DataFrame:
    """Adds series up to one group kind and one place kind; columns of CELL_COLUMNS but the time kind.

    `series`: as from `over_time`, with the columns strand, partner, county, country joined.
    `rules`: indicator code -> sum | none.
    """
    frame = series.assign(
        group_code="all" if group_kind == "all" else series[group_kind],
        place_code="all" if place_kind == "all" else series[place_kind],
    )
    groups = frame.groupby(["indicator", "group_code", "place_code", "time_code"], sort=False, dropna=False)
    cells = (
        groups.agg(
            illustrative=("illustrative", "max"),
            missing=("missing", "max"),
            reported=("reported", "sum"),
            due=("due", "sum"),
            series=("series", "sum"),
        )
        .assign(value=groups["value"].sum(min_count=1))
        .reset_index()
    )
    unaddable = cells["indicator"].map(rules).eq("none") & cells["series"].gt(1)
    cells["value"] = cells["value"].mask(unaddable)
    cells["absence"] = None
    cells.loc[cells["value"].isna(), "absence"] = "not_applicable"
    cells.loc[cells["value"].isna() & cells["missing"] & ~unaddable, "absence"] = "not_reported"
    cells["provenance"] = cells["illustrative"].map({True: "illustrative", False: "reported"})
    return cells.assign(group_kind=group_kind, place_kind=place_kind)


def cells(base: pd.DataFrame, over: Mapping[str, str], across_rules: Mapping[str, str]) -> pd.DataFrame:
    """Every slice of the figures: CELL_COLUMNS, sorted by CELL_KEY.

    `base`: as for `over_time`, with strand, partner (by scheme) and county, country (by area).
    """
    parents = (
        base[["scheme", "strand", "partner"]].drop_duplicates(),
        base[["area", "county", "country"]].drop_duplicates(),
    )
    parts = []
    for time_kind in TIME_KINDS:
        series = over_time(base, time_kind, over).merge(parents[0], on="scheme").merge(parents[1], on="area")
        for group_kind in GROUP_KINDS:
            for place_kind in PLACE_KINDS:
                parts.append(
                    across(series, group_kind, place_kind, across_rules).assign(time_kind=time_kind)[CELL_COLUMNS]
                )
    return pd.concat(parts, ignore_index=True).sort_values(CELL_KEY, ignore_index=True)
