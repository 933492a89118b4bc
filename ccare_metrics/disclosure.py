"""What a release hides, so that nobody gets behind its numbers. Pure: frames of cells in, the same cells with some of them hidden out.

Small counts are hidden first (primary), then whatever would give them back by a sum or a difference of anything public
(complementary). Shares, status, classes and texts are made afterwards from what is left.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from ccare_metrics.aggregation import CELL_KEY, TIME_KINDS
from ccare_metrics.framework import DisclosureRule, Indicator, Programme

SERIES_KEY = ["indicator", "group_kind", "group_code", "place_kind", "place_code"]
SMALL, BESIDE, COMPLEMENTARY, GRAIN = "small", "beside", "complementary", "grain"
FINER_FIRST = ("month", "quarter", "year")


@dataclass(frozen=True)
class Protected:
    """`cells`: as they came, hidden ones without value and with absence "suppressed". `grains`: SERIES_KEY and `finest`.
    `hidden`: CELL_KEY, `value`, `why` of every hidden cell, for the eyes of those who publish only."""

    cells: pd.DataFrame
    grains: pd.DataFrame
    hidden: pd.DataFrame


def protect(cells: pd.DataFrame, programme: Programme) -> Protected:
    """`cells`: CELL_COLUMNS, every slice of one programme."""
    rule = programme.disclosure
    why = small(cells, programme.indicators, rule)
    grains = finest_grains(cells, why.notna(), rule)
    why = why.where(why.notna() | ~too_fine(cells, grains), GRAIN)
    return hide(cells, why, grains)


def small(cells: pd.DataFrame, indicators: Mapping[str, Indicator], rule: DisclosureRule) -> pd.Series:
    """Why a cell is hidden for its own sake; None where it is not."""
    sensitive = cells["indicator"].map(
        {code: each.sensitive and each.kind != "money" for code, each in indicators.items()}
    )
    least = cells["indicator"].map({code: 1 if each.zeros_shown else 0 for code, each in indicators.items()})
    value = cells["value"].astype("Float64")
    found = sensitive.astype("boolean") & value.ge(least) & value.lt(rule.hide_below)
    return pd.Series(None, index=cells.index, dtype=object).mask(found.fillna(False).astype("bool"), SMALL)


def finest_grains(cells: pd.DataFrame, hidden: pd.Series, rule: DisclosureRule) -> pd.DataFrame:
    """The finest of month, quarter and year at which at most the allowed share of a series' cells is hidden; SERIES_KEY, `finest`."""
    counted = cells.assign(hidden=hidden.astype("int64"), cells=cells["value"].notna().astype("int64"))
    shares = counted.groupby([*SERIES_KEY, "time_kind"], as_index=False)[["hidden", "cells"]].sum()
    bearable = shares["hidden"] * 100 <= shares["cells"] * rule.most_hidden_percent
    rank = shares["time_kind"].map({kind: place for place, kind in enumerate(reversed(TIME_KINDS))})
    shares["rank"] = rank.mask(~bearable & shares["time_kind"].ne("to_date"))
    finest = shares.groupby(SERIES_KEY, as_index=False)["rank"].min()
    return finest.assign(finest=finest["rank"].map(dict(enumerate(reversed(TIME_KINDS))))).drop(columns="rank")


def too_fine(cells: pd.DataFrame, grains: pd.DataFrame) -> pd.Series:
    """Cells with a value that lie below the grain of their series."""
    rank = {kind: place for place, kind in enumerate(reversed(TIME_KINDS))}
    finest = cells[SERIES_KEY].merge(grains, on=SERIES_KEY, how="left")["finest"].set_axis(cells.index)
    return cells["value"].notna() & cells["time_kind"].map(rank).lt(finest.map(rank))


def hide(cells: pd.DataFrame, why: pd.Series, grains: pd.DataFrame) -> Protected:
    gone = why.notna()
    told = cells.loc[gone, [*CELL_KEY, "value"]].assign(why=why[gone]).reset_index(drop=True)
    shown = cells.assign(value=cells["value"].mask(gone), absence=cells["absence"].mask(gone, "suppressed"))
    return Protected(cells=shown, grains=grains, hidden=told)
