"""What a publication would change and hide, for the lead to look at before anything is written."""

from dataclasses import dataclass

import pandas as pd

from ccare_metrics.aggregation import CELL_KEY
from ccare_metrics.publishing import Prepared

REASONS = ("small", "beside", "complementary", "grain")


@dataclass(frozen=True)
class Preview:
    """`totals`: indicator, before, now (shown totals to date of the programme, Int64). `hidden`: indicator, cells, and a column of
    counts for each of REASONS. `grains`: indicator, month, quarter, year, to_date (how many series are published from there on).
    `corrections`: indicator, scheme, area, month. `coverage`: partner, reported, due. `changed`: how many cells that the last release
    showed are others now, or hidden."""

    totals: pd.DataFrame
    hidden: pd.DataFrame
    grains: pd.DataFrame
    corrections: pd.DataFrame
    coverage: pd.DataFrame
    changed: int


def preview(prepared: Prepared) -> Preview:
    cells = prepared.protected.cells
    last = prepared.before[-1].release.all_cells() if prepared.before else cells.head(0)
    both = last[[*CELL_KEY, "value"]].merge(cells[[*CELL_KEY, "value"]], on=CELL_KEY, how="left", suffixes=("", "_now"))
    same = both["value"].eq(both["value_now"]).fillna(False).astype("bool")
    return Preview(
        totals=_totals(last, cells),
        hidden=_hidden(prepared),
        grains=_counts(prepared.protected.grains, "finest", ("month", "quarter", "year", "to_date")),
        corrections=prepared.corrections,
        coverage=_coverage(cells),
        changed=int((both["value"].notna() & ~same).sum()),
    )


def _totals(last: pd.DataFrame, cells: pd.DataFrame) -> pd.DataFrame:
    whole = {"group_kind": "all", "place_kind": "all", "time_kind": "to_date"}
    before, now = (_only(frame, whole)[["indicator", "value"]] for frame in (last, cells))
    return now.merge(before, on="indicator", how="left", suffixes=("", "_before")).rename(
        columns={"value": "now", "value_before": "before"}
    )[["indicator", "before", "now"]]


def _hidden(prepared: Prepared) -> pd.DataFrame:
    counted = _counts(prepared.protected.hidden, "why", REASONS)
    sizes = prepared.protected.cells.groupby("indicator").size().rename("cells").reset_index()
    return counted.merge(sizes, on="indicator")[["indicator", "cells", *REASONS]]


def _coverage(cells: pd.DataFrame) -> pd.DataFrame:
    partners = _only(cells, {"group_kind": "partner", "place_kind": "all", "time_kind": "to_date"})
    counted = partners.groupby("group_code", as_index=False)[["reported", "due"]].sum()
    return counted.rename(columns={"group_code": "partner"})


def _only(cells: pd.DataFrame, wanted: dict[str, str]) -> pd.DataFrame:
    for column, code in wanted.items():
        cells = cells[cells[column] == code]
    return cells


def _counts(frame: pd.DataFrame, column: str, values: tuple[str, ...]) -> pd.DataFrame:
    """How many rows of each indicator have each value."""
    counted = frame.groupby(["indicator", column]).size().unstack()
    return counted.reindex(columns=list(values)).astype("Int64").reset_index()
