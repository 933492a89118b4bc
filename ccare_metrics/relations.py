"""Which figures each published cell is the sum of, over one release or several. Pure.

Everything that anybody can know about figures are such sums: area to county to country to all, month to quarter to year to date, scheme
to strand and partner to all, and the same again in every earlier release. A figure that nobody changed between two releases is one
unknown in both, so that their difference is a sum like any other.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from ccare_metrics import aggregation
from ccare_metrics.aggregation import GROUP_KINDS, PLACE_KINDS, TIME_KINDS
from ccare_metrics.cited import EarlierTotal, earlier_totals
from ccare_metrics.framework import Programme
from geo.areas import Area

SERIES = ["scheme", "area"]
FIGURE = [*SERIES, "month"]
SHOWN, HIDDEN, WITHHELD = "shown", "hidden", "withheld"

Coefficients = tuple[tuple[int, int], ...]  # (unknown, coefficient), by unknown


@dataclass(frozen=True)
class Edition:
    """What one release says of one indicator, or is about to say.

    `cells`: CELL_COLUMNS of that indicator and `state`: shown, hidden (listed as such) or withheld (finer than its series is published),
    None where there is no number to hide. `value` is missing where it is not known to whoever asks. `corrected`: (scheme, area, month)
    that this release changed against the one before.
    """

    programme: Programme
    through: str
    cells: pd.DataFrame
    corrected: frozenset[tuple[str, str, str]] = frozenset()


@dataclass(frozen=True)
class Statement:
    """What one release says, or is about to say: `cells` of all indicators (CELL_COLUMNS and `state`, see Edition), and `corrections`:
    indicator, scheme, area, month of every figure that it changed against the one before."""

    programme: Programme
    through: str
    cells: pd.DataFrame
    corrections: pd.DataFrame

    def of(self, indicator: str) -> Edition:
        own = self.corrections.loc[self.corrections["indicator"] == indicator, FIGURE]
        changed = frozenset(own.itertuples(index=False, name=None))
        return Edition(self.programme, self.through, self.cells[self.cells["indicator"] == indicator], changed)


@dataclass(frozen=True)
class Relations:
    """`rows`: each distinct sum; `row_of`: per edition, the row of each cell (index of its frame), missing where it has none.
    `figures`: FIGURE and `version` of every unknown. `implied`: rows no cell stands for, what a running total grew by in a month."""

    rows: tuple[Coefficients, ...]
    row_of: tuple[pd.Series, ...]
    figures: pd.DataFrame
    implied: frozenset[int]
    cited: tuple[tuple[int, EarlierTotal], ...] = ()  # rows that cited results of earlier months are about

    @cached_property
    def matrix(self) -> csr_array:
        entries = [(row, unknown, factor) for row, terms in enumerate(self.rows) for unknown, factor in terms]
        row, unknown, factor = np.array(entries).T if entries else np.empty((3, 0), dtype="int64")
        return csr_array((factor.astype(float), (row, unknown)), shape=(len(self.rows), len(self.figures)))


def relations(editions: Sequence[Edition], areas: Mapping[str, Area], *, indicator: str) -> Relations:
    """`editions`: oldest first, all of one indicator."""
    over_time = editions[-1].programme.indicators[indicator].over_time
    unknowns: dict[tuple, int] = {}
    rows: dict[Coefficients, int] = {}
    row_of, implied = [], set()
    version: dict[tuple, int] = {}
    for number, edition in enumerate(editions):
        version |= dict.fromkeys(edition.corrected, number)
        due = finest(edition.cells)
        there = due[due["state"].notna() & ~_carried(due, over_time)]
        keys = [(*key, version.get(key, -1)) for key in there[FIGURE].itertuples(index=False, name=None)]
        there = there.assign(unknown=[unknowns.setdefault(key, len(unknowns)) for key in keys])
        members = _members(_reach(due, there, over_time), edition.programme, areas)
        row_of.append(_rows_of(edition.cells, members, rows))
        if over_time == "running_total":
            implied |= {rows.setdefault(terms, len(rows)) for terms in _growth(there)}
    newest = editions[-1]
    cited = []
    for total in earlier_totals(newest.programme, indicator, through=newest.through):
        if terms := _up_to(total, there, newest.programme, over_time):
            cited.append((rows.setdefault(terms, len(rows)), total))
    figures = pd.DataFrame(list(unknowns), columns=[*FIGURE, "version"])
    return Relations(tuple(rows), tuple(row_of), figures, frozenset(implied), tuple(cited))


def _up_to(total: EarlierTotal, there: pd.DataFrame, programme: Programme, over_time: str) -> Coefficients:
    """The figures of a group of schemes up to a month."""
    groups = {
        code: {"all": "all", "strand": each.strand, "partner": each.partner, "scheme": code}[total.group_kind]
        for code, each in programme.schemes.items()
    }
    own = there[there["month"].le(total.month) & there["scheme"].map(groups).eq(total.group_code)]
    if over_time != "sum":
        own = own.sort_values("month").drop_duplicates(SERIES, keep="last")
    return tuple((int(unknown), 1) for unknown in sorted(own["unknown"]))


def states(cells: pd.DataFrame, grains: pd.DataFrame) -> pd.Series:
    """What a release says of each of its cells: shown, hidden, withheld (hidden, and finer than its series is published), or None."""
    series = [name for name in grains.columns if name != "finest"]
    finest = cells[series].merge(grains, on=series, how="left")["finest"].set_axis(cells.index)
    rank = {kind: place for place, kind in enumerate(reversed(TIME_KINDS))}
    too_fine = cells["time_kind"].map(rank) < finest.map(rank)
    hidden = cells["absence"].eq("suppressed")
    state = pd.Series(None, index=cells.index, dtype=object)
    return state.mask(cells["value"].notna(), SHOWN).mask(hidden & ~too_fine, HIDDEN).mask(hidden & too_fine, WITHHELD)


def finest(cells: pd.DataFrame) -> pd.DataFrame:
    """The cells that are one figure each, a row for every one that was due or sent; FIGURE, value, state, reported, due."""
    at_the_bottom = cells["group_kind"].eq("scheme") & cells["place_kind"].eq("area") & cells["time_kind"].eq("month")
    named = cells[at_the_bottom].rename(columns={"group_code": "scheme", "place_code": "area", "time_code": "month"})
    return named[[*FIGURE, "value", "state", "reported", "due"]].sort_values(FIGURE)


def _carried(due: pd.DataFrame, over_time: str) -> pd.Series:
    """Months in which a running total only stands on from the last report: no figure of their own."""
    return due["reported"].eq(0) & due["due"].eq(1) & (over_time == "running_total")


def _reach(due: pd.DataFrame, there: pd.DataFrame, over_time: str) -> pd.DataFrame:
    """Which unknowns make up a series' value in each period: SERIES, time_kind, time_code, unknown."""
    parts = []
    for kind in TIME_KINDS:
        periods = due.assign(time_code=aggregation.time_codes(due["month"], kind))
        ends = periods.groupby([*SERIES, "time_code"], as_index=False)["month"].max()
        known = there.assign(time_code=aggregation.time_codes(there["month"], kind))
        if over_time == "running_total":
            pairs = ends.merge(there[[*FIGURE, "unknown"]], on=SERIES, suffixes=("_end", ""))
            known = pairs[pairs["month"] <= pairs["month_end"]]
        if over_time != "sum":
            known = known.sort_values("month").drop_duplicates([*SERIES, "time_code"], keep="last")
        parts.append(known[[*SERIES, "time_code", "unknown"]].assign(time_kind=kind))
    return pd.concat(parts, ignore_index=True)


def _members(reach: pd.DataFrame, programme: Programme, areas: Mapping[str, Area]) -> dict[tuple, list[int]]:
    """The unknowns of every cell: (group_kind, group_code, place_kind, place_code, time_kind, time_code) -> their numbers."""
    groups = {code: ("all", each.strand, each.partner, code) for code, each in programme.schemes.items()}
    places = {code: ("all", each.country, each.county, code) for code, each in areas.items()}
    found: dict[tuple, list[int]] = {}
    for row in reach.itertuples(index=False):
        for group in zip(GROUP_KINDS, groups[row.scheme], strict=True):
            for place in zip(PLACE_KINDS, places[row.area], strict=True):
                found.setdefault((*group, *place, row.time_kind, row.time_code), []).append(row.unknown)
    return found


CELL_OF = ["group_kind", "group_code", "place_kind", "place_code", "time_kind", "time_code"]


def _rows_of(cells: pd.DataFrame, members: Mapping[tuple, list[int]], rows: dict[Coefficients, int]) -> pd.Series:
    found = []
    for key, state in zip(cells[CELL_OF].itertuples(index=False, name=None), cells["state"], strict=True):
        terms = tuple((unknown, 1) for unknown in sorted(members.get(key, ()))) if isinstance(state, str) else ()
        found.append(rows.setdefault(terms, len(rows)) if terms else None)
    return pd.Series(pd.array(found, dtype="Int64"), index=cells.index)


def _growth(there: pd.DataFrame) -> Iterable[Coefficients]:
    """What each report of a running total added to the one before it."""
    before = there.groupby(SERIES)["unknown"].shift()
    for earlier, later in zip(before, there["unknown"], strict=True):
        if not pd.isna(earlier):
            yield tuple(sorted([(int(earlier), -1), (int(later), 1)]))
