"""What a release hides, so that nobody gets behind its numbers. Pure: frames of cells in, the same cells with some of them hidden out.

Small counts are hidden first (primary), then whatever would give them back by sums and differences of anything public, earlier releases
included (complementary). Shares, status, classes and texts are made afterwards, from what is left.
"""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from ccare_metrics import cited, hiding
from ccare_metrics.aggregation import CELL_KEY, TIME_KINDS
from ccare_metrics.closeness import least_small
from ccare_metrics.framework import DisclosureRule, Indicator, Programme
from ccare_metrics.relations import HIDDEN, SHOWN, WITHHELD, Edition, Statement, relations
from geo.areas import Area

SERIES_KEY = ["indicator", "group_kind", "group_code", "place_kind", "place_code"]
SMALL, BESIDE, COMPLEMENTARY, GRAIN = "small", "beside", "complementary", "grain"
DETAIL = {
    "group_kind": {"scheme": 0, "partner": 1, "strand": 1, "all": 2},
    "place_kind": {"area": 0, "county": 0, "country": 1, "all": 2},
}
RANK = {kind: place for place, kind in enumerate(reversed(TIME_KINDS))}  # month 0 ... to_date 3


@dataclass(frozen=True)
class Protected:
    """`cells`: as they came, hidden ones without value and with absence "suppressed". `grains`: SERIES_KEY and `finest`.
    `hidden`: CELL_KEY, `value`, `why` of every hidden cell, for the eyes of those who publish only."""

    cells: pd.DataFrame
    grains: pd.DataFrame
    hidden: pd.DataFrame


def protect(
    cells: pd.DataFrame,
    programme: Programme,
    areas: Mapping[str, Area],
    *,
    through: str,
    corrected: pd.DataFrame,
    earlier: Sequence[Statement] = (),
) -> Protected:
    """`cells`: CELL_COLUMNS, every slice of one programme. `corrected`: indicator, scheme, area, month changed since the release before.

    `earlier`: what is public already, oldest first, of all indicators and with the true values of their time. Raises
    hiding.UnprotectableError where what is public already gives a small count away whatever is hidden now.
    """
    rule = programme.disclosure
    why = pd.Series(None, index=cells.index, dtype=object)
    finest = pd.Series("month", index=cells.index, dtype=object)
    # Amounts last, because they are hidden with the counts beside them.
    for code, indicator in sorted(programme.indicators.items(), key=lambda each: each[1].kind == "money"):
        own = cells[cells["indicator"] == code]
        if rule.hide_below and indicator.sensitive and len(own):
            public = _public(own, programme, through)
            primary = _primary(own, cells, programme, indicator, why)
            now = Statement(programme, through, own, corrected).of(code)
            told = [each.of(code) for each in earlier]
            why[own.index], finest[own.index] = _protected(now, told, areas, indicator, primary, public)
    return _hide(cells, why, cells[SERIES_KEY].assign(finest=finest).drop_duplicates(ignore_index=True))


def _public(own: pd.DataFrame, programme: Programme, through: str) -> pd.DataFrame:
    """Between what every cell is known to lie from cited results; infinite where nothing is known, or where the figures have
    left what was published behind."""
    limits = cited.limits(programme, own, through=through)
    value = own["value"].astype("Float64")
    agrees = (value.ge(limits["least"]) & value.le(limits["most"])).fillna(False).astype("bool")
    return limits.assign(least=limits["least"].where(agrees, -math.inf), most=limits["most"].where(agrees, math.inf))


def _primary(
    own: pd.DataFrame, cells: pd.DataFrame, programme: Programme, indicator: Indicator, why: pd.Series
) -> pd.Series:
    """Why a cell is hidden for its own sake; None where it is not."""
    rule, none = programme.disclosure, pd.Series(None, index=own.index, dtype=object)
    if indicator.kind != "money":
        return none.mask(is_small(own["value"], indicator, rule), SMALL)
    if indicator.beside is None:
        return none
    counted = programme.indicators[indicator.beside]
    beside = _beside(own, cells, programme, counted, why)
    return none.mask((own["value"] != 0).fillna(False).astype("bool") & beside, BESIDE)


def is_small(value: pd.Series, indicator: Indicator, rule: DisclosureRule) -> pd.Series:
    return (value.ge(least_small(indicator)) & value.lt(rule.hide_below)).fillna(False).astype("bool")


def _beside(
    own: pd.DataFrame, cells: pd.DataFrame, programme: Programme, counted: Indicator, why: pd.Series
) -> pd.Series:
    """Whether an amount went to a count of people or firms that is hidden. Only schemes that report both are counted: the total of a
    strand may hold firms that had no money."""
    key = [name for name in CELL_KEY if name != "indicator"]
    same = cells[cells["indicator"] == counted.code].set_index(key)
    told = same.assign(hidden=why[cells["indicator"] == counted.code].notna().to_numpy())["hidden"]
    by_key = pd.MultiIndex.from_frame(own[key])
    hidden = told.reindex(by_key).fillna(False).astype("bool").set_axis(own.index)
    few = _firms_behind(own, same.reset_index(), programme)
    return hidden & own["group_kind"].eq("scheme") | is_small(few, counted, programme.disclosure)


def _firms_behind(own: pd.DataFrame, counts: pd.DataFrame, programme: Programme) -> pd.Series:
    """How many the amounts of each cell went to: the counts of the schemes that have amounts there, added up; Int64."""
    key = ["place_kind", "place_code", "time_kind", "time_code"]
    paying = own.loc[own["group_kind"] == "scheme", ["group_code", *key]]
    both = counts[counts["group_kind"] == "scheme"].merge(paying, on=["group_code", *key])
    schemes = {
        code: {"all": "all", "strand": each.strand, "partner": each.partner, "scheme": code}
        for code, each in programme.schemes.items()
    }
    parts = []
    for kind in ("all", "strand", "partner", "scheme"):
        named = both.assign(
            group_kind=kind, group_code=both["group_code"].map({code: each[kind] for code, each in schemes.items()})
        )
        parts.append(named.groupby(["group_kind", "group_code", *key])["value"].sum(min_count=1))
    return (
        pd.concat(parts).reindex(pd.MultiIndex.from_frame(own[["group_kind", "group_code", *key]])).set_axis(own.index)
    )


def _protected(
    now: Edition,
    earlier: Sequence[Edition],
    areas: Mapping[str, Area],
    indicator: Indicator,
    primary: pd.Series,
    public: pd.DataFrame,
) -> tuple[pd.Series, pd.Series]:
    """Why each cell of one indicator is hidden, and the finest grain of its series.

    Grains only ever get coarser, one step at a time because coarser sums may be spared once the finer ones are gone; so this ends.
    """
    rule = now.programme.disclosure
    there = pd.Series(SHOWN, index=now.cells.index).where(now.cells["value"].notna(), None)
    whole = [*earlier, replace(now, cells=now.cells.assign(state=there))]
    found = relations(whole, areas, indicator=indicator.code)
    rank, row = now.cells["time_kind"].map(RANK), found.row_of[-1]
    # Two cells that are the same sum go together: a programme's total is a scheme's while that scheme is the only one. And a total
    # that a source has published stays, however small.
    published = row[public["least"].eq(public["most"])]
    small = row[primary.notna()]
    primary = primary.where(primary.notna() | ~row.isin(small.dropna()), BESIDE).mask(
        row.isin(published.dropna()), None
    )
    seen = {
        number
        for edition, numbers in zip(earlier, found.row_of, strict=False)
        for number in numbers[edition.cells["state"].eq(SHOWN)].dropna()
    }
    bearable = _bearable(now.cells, primary.notna(), rule)
    thorough = False
    while True:
        finest = rank.where(bearable).groupby(_series(now.cells)).transform("min")
        too_fine = there.notna() & (rank < finest)
        state = there.mask(primary.notna(), HIDDEN).mask(too_fine, WITHHELD)
        told = [*earlier, replace(now, cells=now.cells.assign(state=state))]
        try:
            extra = hiding.complementary(
                found, told, primary=primary.notna(), cited=public, indicator=indicator, thorough=thorough
            )
        except hiding.UnprotectableError as error:
            telling = _telling(now.cells, row.where(~row.isin(seen)), rank - finest, error.because)
            if not telling.any():
                raise
            coarser = telling.groupby(_series(now.cells)).transform("any")
            bearable, thorough = bearable & ~(coarser & (rank == finest)), False
            continue
        why = primary.where(primary.notna() | ~extra, COMPLEMENTARY)
        too_much = (rank == finest) & ~_bearable(now.cells, why.notna(), rule)
        if too_much.any():
            bearable &= ~_least_missed(now.cells, too_much)
        elif thorough:
            return why.where(why.notna() | ~too_fine, GRAIN), finest.map(dict(enumerate(RANK)))
        thorough = not too_much.any()


def _least_missed(cells: pd.DataFrame, among: pd.Series) -> pd.Series:
    """The most detailed of some cells: once they are gone, the totals they led to may be spared."""
    detail = sum(cells[kind].map(weight) for kind, weight in DETAIL.items())
    return among & detail.eq(detail[among].min())


def _telling(cells: pd.DataFrame, row: pd.Series, above: pd.Series, because: Collection[int]) -> pd.Series:
    """The cells that tell one of the rows that a small count follows from, the one whose cells are missed least; none where there is none.

    A zero, and that something is hidden, cannot be hidden; they stay untold only where every series that says so is published more
    coarsely, which ends at the totals to date. `row`: missing where an earlier release told it. `above`: by how many kinds of period a
    cell is coarser than the finest of its series.
    """
    telling = row.isin(because) & (above >= 0)
    telling &= ~row.isin(row[telling & cells["time_kind"].eq("to_date")])
    if not telling.any():
        return telling
    detail = sum(cells[kind].map(weight) for kind, weight in DETAIL.items())[telling]
    return telling & row.eq(row[detail.groupby(row[telling]).transform("max").idxmin()])


def _series(cells: pd.DataFrame) -> list[pd.Series]:
    return [cells[name] for name in SERIES_KEY]


def _bearable(cells: pd.DataFrame, hidden: pd.Series, rule: DisclosureRule) -> pd.Series:
    """For each cell, whether a series published from its kind of period on hides at most the allowed share of its cells."""
    rank, gone, there = cells["time_kind"].map(RANK), [], []
    for least in RANK.values():
        counted = (rank >= least) & cells["value"].notna()
        gone.append((hidden & counted).groupby(_series(cells)).transform("sum"))
        there.append(counted.groupby(_series(cells)).transform("sum"))
    share = [a * 100 <= b * rule.most_hidden_percent for a, b in zip(gone, there, strict=True)]
    return pd.concat(share, axis=1).to_numpy()[range(len(cells)), rank] | cells["time_kind"].eq("to_date")


def _hide(cells: pd.DataFrame, why: pd.Series, grains: pd.DataFrame) -> Protected:
    gone = why.notna()
    told = cells.loc[gone, [*CELL_KEY, "value"]].assign(why=why[gone]).reset_index(drop=True)
    shown = cells.assign(value=cells["value"].mask(gone), absence=cells["absence"].mask(gone, "suppressed"))
    return Protected(cells=shown, grains=grains, hidden=told)
