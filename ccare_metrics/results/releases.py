"""Releases beside each other: every cell that reads otherwise in a newer one, and how many a release hides."""

from collections.abc import Iterable, Iterator
from itertools import product

import pandas as pd

from ccare_metrics.aggregation import CELL_COLUMNS, CELL_KEY, GROUP_KINDS, PLACE_KINDS, TIME_KINDS, Slice
from ccare_metrics.periods import months_of
from ccare_metrics.results.answer import Source
from ccare_metrics.results.reached import HIDDEN

BETWEEN_COLUMNS = [*CELL_KEY, "old", "old_absence", "new", "new_absence"]


def every_cell(source: Source) -> pd.DataFrame:
    """All slices of every indicator that is counted; CELL_COLUMNS, `value` Int64."""
    cells = pd.concat(list(_slices(source)), ignore_index=True)
    return cells.astype({"value": "Int64"})


def _slices(source: Source) -> Iterator[pd.DataFrame]:
    counted = [code for code, each in source.programme.indicators.items() if each.kind != "ratio"]
    for group_kind, place_kind, time_kind in product(GROUP_KINDS, PLACE_KINDS, TIME_KINDS):
        yield source.cells(Slice(counted, group_kind, place_kind, time_kind))[CELL_COLUMNS]


def hidden_cells(source: Source) -> int:
    """How many cells are hidden, small ones and those that would give them away; every slice counts, the finest and the coarsest."""
    return int(every_cell(source)["absence"].eq(HIDDEN).sum())


def between_releases(older: Source, newer: Source) -> pd.DataFrame:
    """BETWEEN_COLUMNS of every cell whose value, or whose reason for having none, reads otherwise in the newer one; values Int64.

    Only what both cover alike: a period that holds a later month than the older release has, and the total to date with it, is another
    cell. Missing on one side without a reason: that side has no such cell.
    """
    both = every_cell(older).merge(every_cell(newer), on=CELL_KEY, how="outer", suffixes=("_old", "_new"))
    frame = both.rename(
        columns={"value_old": "old", "value_new": "new", "absence_old": "old_absence", "absence_new": "new_absence"}
    )[BETWEEN_COLUMNS]
    frame = frame[frame["time_code"].map(_covered(older.through, newer.through, frame["time_code"].unique()))]
    same_value = frame["old"].eq(frame["new"]).fillna(False) | (frame["old"].isna() & frame["new"].isna())
    same_reason = frame["old_absence"].eq(frame["new_absence"]) | (
        frame["old_absence"].isna() & frame["new_absence"].isna()
    )
    return frame[~(same_value & same_reason)].sort_values(CELL_KEY, ignore_index=True)


def _covered(older: str, newer: str, codes: Iterable[str]) -> dict[str, bool]:
    """By time code: whether it holds the same months in both. `older`, `newer`: the last month each covers."""
    if older == newer:
        return dict.fromkeys(codes, True)
    return {code: code != "to_date" and months_of(code)[-1] <= min(older, newer) for code in codes}
