"""One indicator with everything that is public about it, and with what is true: what those who publish see before they hide. Pure."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

from ccare_metrics.closeness import least_small
from ccare_metrics.framework import DisclosureRule, Indicator
from ccare_metrics.intervals import Attainable
from ccare_metrics.relations import FIGURE, HIDDEN, SHOWN, Edition, Relations, finest

# How much a reader misses a cell: totals more than parts, long periods more than months.
MISSED = {
    "time_kind": {"month": 1.0, "quarter": 2.0, "year": 4.0, "to_date": 8.0},
    "place_kind": {"area": 1.0, "county": 1.0, "country": 4.0, "all": 8.0},
    "group_kind": {"scheme": 1.0, "partner": 2.0, "strand": 3.0, "all": 100.0},
}


@dataclass
class Knowledge:
    """Arrays by row of `relations`, `figures` by its unknowns.

    `need`: the width asked for around a row that is not shown, 0 where none is. `listed`: has a cell of its own that is shown or says
    that it is hidden. `public`: shown by an earlier release; `settled`: shown whatever is done now. `missed`: what hiding it costs
    readers. `least`, `most`: what anybody can be sure of while it is not shown; `least_before`: without what is only now listed as hidden.
    `hidden`: what was hidden in addition.
    """

    relations: Relations
    indicator: Indicator
    rule: DisclosureRule
    figures: np.ndarray
    need: np.ndarray
    shown: np.ndarray
    listed: np.ndarray
    public: np.ndarray
    settled: np.ndarray
    missed: np.ndarray
    least: np.ndarray
    most: np.ndarray
    least_before: np.ndarray
    hidden: set[int] = field(default_factory=set)
    lost: set[int] = field(default_factory=set)  # given away by earlier releases

    @cached_property
    def values(self) -> np.ndarray:
        return self.relations.matrix @ self.figures

    @cached_property
    def order(self) -> np.ndarray:
        """Rows that are missed most, and so are the hardest to hide, come first."""
        return np.lexsort((np.arange(len(self.missed)), -self.missed))

    @property
    def needs(self) -> np.ndarray:
        return np.where(self.shown, 0, self.need)

    def attainable(self) -> Attainable:
        return self._knowing(self.shown, self.least)

    def _knowing(self, rows: np.ndarray, sure: np.ndarray) -> Attainable:
        least, most = np.where(rows, self.values, sure), np.where(rows, self.values, self.most)
        return Attainable(self.relations.matrix, least, most, table=self.figures)

    @cached_property
    def at_best(self) -> Attainable:
        """What anybody would know if everything were hidden that is not public whatever is done."""
        return self._knowing(self.shown & self.settled, self.least)

    @cached_property
    def before(self) -> Attainable:
        """What anybody knows from the earlier releases and cited results alone."""
        return self._knowing(self.public, self.least_before)

    def named(self, row: int) -> str:
        """Which figures a row is the sum of, by their codes; the first few."""
        terms = [" ".join(self.relations.figures.loc[unknown, FIGURE]) for unknown, _ in self.relations.rows[row]]
        return ", ".join(terms[:3]) + (", ..." if len(terms) > 3 else "")


def knowledge(
    relations: Relations, editions: Sequence[Edition], *, primary: pd.Series, cited: pd.DataFrame, indicator: Indicator
) -> Knowledge:
    """The last of `editions` is about to be published; `primary` and `cited` (least, most) are by its cells."""
    now, row_now = editions[-1].cells, relations.row_of[-1]
    figures = true_figures(relations, editions)
    values = relations.matrix @ figures
    public = _rows_with(relations, editions[:-1], (SHOWN,))
    shown = _rows_with(relations, editions, (SHOWN,)) & ~_marked(row_now[primary], len(values)) | public
    listed = _rows_with(relations, editions, (SHOWN, HIDDEN))
    least, most = _sure(relations, row_now, cited, listed, values, indicator)
    listed_before = _rows_with(relations, editions[:-1], (SHOWN, HIDDEN))
    least_before, _ = _sure(relations, row_now, cited, listed_before, values, indicator)
    there = row_now.notna()
    missed = np.zeros(len(values))
    weights = np.prod([now[name].map(weight).astype(float) for name, weight in MISSED.items()], axis=0)
    there = now["state"].eq(SHOWN) & there
    np.add.at(missed, row_now[there].to_numpy("int64"), weights[there.to_numpy()])
    rule = editions[-1].programme.disclosure
    # What a source has published is known, however small.
    need = np.where(least == most, 0, _widths(values, _marked(row_now[primary], len(values)), indicator, rule))
    settled = public | (least == most) | (values == 0) & indicator.zeros_shown
    return Knowledge(
        relations, indicator, rule, figures, need, shown, listed, public, settled, missed, least, most, least_before
    )


def _sure(
    relations: Relations,
    row_now: pd.Series,
    cited: pd.DataFrame,
    listed: np.ndarray,
    values: np.ndarray,
    indicator: Indicator,
) -> tuple[np.ndarray, np.ndarray]:
    """Where zeros are shown, what is hidden is at least 1; running totals are known to grow, except where they are seen to fall; and
    cited results say what they say."""
    least = np.where(indicator.zeros_shown & listed & (values > 0), 1.0, -math.inf)
    least[[row for row in relations.implied if values[row] >= 0]] = 0
    most = np.full(len(values), math.inf)
    for bound, rows, better in ((least, cited["least"], np.maximum), (most, cited["most"], np.minimum)):
        told = np.isfinite(rows) & row_now.notna()
        better.at(bound, row_now[told].to_numpy("int64"), rows[told].to_numpy())
    for row, total in relations.cited:
        if total.least <= values[row] <= total.most:
            least[row], most[row] = max(least[row], total.least), min(most[row], total.most)
    return least, most


def _rows_with(relations: Relations, editions: Sequence[Edition], states: tuple[str, ...]) -> np.ndarray:
    found = np.zeros(len(relations.rows), dtype=bool)
    for edition, rows in zip(editions, relations.row_of, strict=False):
        found |= _marked(rows[edition.cells["state"].isin(states)], len(found))
    return found


def _marked(rows: pd.Series, count: int) -> np.ndarray:
    found = np.zeros(count, dtype=bool)
    found[rows.dropna().to_numpy("int64")] = True
    return found


def _widths(values: np.ndarray, primary: np.ndarray, indicator: Indicator, rule: DisclosureRule) -> np.ndarray:
    """What each row that is small itself needs while it is not shown; for the others see `hiding`."""
    if indicator.kind == "money":
        return np.where(primary, np.ceil(values * rule.money_percent / 100), 0)
    return np.where((values >= least_small(indicator)) & (values < rule.hide_below), float(rule.width), 0)


def true_figures(relations: Relations, editions: Sequence[Edition]) -> np.ndarray:
    """The value of every unknown, from editions that hold all values."""
    number = {key: place for place, key in enumerate(relations.figures.itertuples(index=False, name=None))}
    figures = np.zeros(len(number))
    version: dict[tuple, int] = {}
    for place, edition in enumerate(editions):
        version |= dict.fromkeys(edition.corrected, place)
        for *key, value in finest(edition.cells)[[*FIGURE, "value"]].itertuples(index=False, name=None):
            unknown = number.get((*key, version.get(tuple(key), -1)))
            if unknown is not None and not pd.isna(value):
                figures[unknown] = float(value)
    return figures
