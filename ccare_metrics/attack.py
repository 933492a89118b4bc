"""What anybody could work out about hidden cells from everything public: every slice of every release, corrections and cited results.

Knows nothing that is not in the releases themselves, so that it can judge what `disclosure` did.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from ccare_metrics import cited
from ccare_metrics.aggregation import CELL_KEY
from ccare_metrics.closeness import is_too_close
from ccare_metrics.framework import Indicator
from ccare_metrics.intervals import Attainable, ContradictionError
from ccare_metrics.relations import HIDDEN, SHOWN, WITHHELD, Edition, Relations, Statement, relations
from geo.areas import Area

FOUND_COLUMNS = ["edition", *CELL_KEY, "least", "most"]


def given_away(told: Sequence[Statement], areas: Mapping[str, Area], *, unheard: bool = False) -> pd.DataFrame:
    """Hidden cells that can be worked out more closely than the rule allows; FOUND_COLUMNS, `edition` the place in `told`.

    `told`: what is public, oldest first; values are missing where they are hidden. What another release shows is public; what the same
    release shows under another name is given away. `unheard`: what is public although the last of them is not, not even that it hides
    something: no hiding in it could take that back. Raises intervals.ContradictionError where releases disagree about a figure that
    nobody corrected.
    """
    parts = [_of_one(told, areas, indicator, unheard=unheard) for indicator in told[-1].programme.indicators.values()]
    parts = [part for part in parts if len(part)]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=FOUND_COLUMNS)


def _of_one(
    told: Sequence[Statement], areas: Mapping[str, Area], indicator: Indicator, *, unheard: bool
) -> pd.DataFrame:
    editions = [each.of(indicator.code) for each in told]
    if not any(edition.cells["state"].isin([HIDDEN, WITHHELD]).any() for edition in editions):
        return pd.DataFrame(columns=FOUND_COLUMNS)
    found = relations(editions, areas, indicator=indicator.code)
    heard = [*editions[:-1], _silent(editions[-1])] if unheard else editions
    values, listed = _shown(found, heard), _listed(found, heard)
    public = np.isfinite(values)
    attainable = _attainable(found, values, listed, indicator, growing=bool(found.implied))
    public[_use_cited(attainable, found, editions[-1], public)] = True
    rows = []
    for place, edition in enumerate(editions):
        rule, row_of = edition.programme.disclosure, found.row_of[place]
        here = set(row_of[heard[place].cells["state"].eq(SHOWN)].dropna())
        for cell in edition.cells.index[edition.cells["state"].isin([HIDDEN, WITHHELD])]:
            row = int(row_of[cell])
            if not public[row] or row in here:
                low, high = attainable.interval(row)
                if is_too_close(
                    low, high, listed=edition.cells.at[cell, "state"] == HIDDEN, indicator=indicator, rule=rule
                ):
                    rows.append((place, *edition.cells.loc[cell, CELL_KEY], low, high))
    return pd.DataFrame(rows, columns=FOUND_COLUMNS)


def _silent(edition: Edition) -> Edition:
    state = edition.cells["state"]
    return replace(edition, cells=edition.cells.assign(state=state.where(state.isna(), WITHHELD)))


def _attainable(
    found: Relations, values: np.ndarray, listed: np.ndarray, indicator: Indicator, *, growing: bool
) -> Attainable:
    """What the cells say. Running totals are taken to grow unless that agrees with no figures at all: one of them fell unseen."""
    public = np.isfinite(values)
    least = np.where(public, values, -math.inf)
    least[~public & listed & indicator.zeros_shown] = 1
    if growing:
        least[[row for row in found.implied if not _falls(found, values, row)]] = 0
    attainable = Attainable(found.matrix, least, np.where(public, values, math.inf))
    try:
        attainable.interval(0)
    except ContradictionError:
        if not growing:
            raise
        return _attainable(found, values, listed, indicator, growing=False)
    return attainable


def _shown(found: Relations, editions: Sequence[Edition]) -> np.ndarray:
    """The public value of each row, nan where there is none."""
    values = np.full(len(found.rows), math.nan)
    for edition, rows in zip(editions, found.row_of, strict=True):
        there = edition.cells["state"].eq(SHOWN) & rows.notna()
        own, numbers = edition.cells.loc[there, "value"].to_numpy("float64"), rows[there].to_numpy("int64")
        other = np.isfinite(values[numbers]) & (values[numbers] != own)
        if other.any():
            raise ContradictionError(
                f"{dict(edition.cells.loc[there, CELL_KEY][other].iloc[0])}: two values and no correction"
            )
        values[numbers] = own
    return values


def _listed(found: Relations, editions: Sequence[Edition]) -> np.ndarray:
    listed = np.zeros(len(found.rows), dtype=bool)
    for edition, rows in zip(editions, found.row_of, strict=True):
        listed[rows[edition.cells["state"].eq(HIDDEN)].dropna().to_numpy("int64")] = True
    return listed


def _falls(found: Relations, values: np.ndarray, row: int) -> bool:
    """Whether the two totals that a growth is the difference of are public, and the later one is smaller."""
    own = {terms: number for number, terms in enumerate(found.rows)}
    parts = [(factor, own.get(((unknown, 1),))) for unknown, factor in found.rows[row]]
    known = [factor * values[number] for factor, number in parts if number is not None]
    return len(known) == len(parts) and bool(sum(known) < 0)


def _use_cited(attainable: Attainable, found: Relations, newest: Edition, public: np.ndarray) -> list[int]:
    """A cited result says the same of a hidden total, and of what there was by its month, unless the figures cannot agree with it.
    The rows that are public by it."""
    limits = cited.limits(newest.programme, newest.cells, through=newest.through)
    told = [
        (found.row_of[-1][cell], limits.at[cell, "least"], limits.at[cell, "most"])
        for cell in limits.index[(limits["least"] > -math.inf) | (limits["most"] < math.inf)]
    ]
    told += [(row, total.least, total.most) for row, total in found.cited]
    exact = []
    for row, least, most in told:
        if not pd.isna(row) and not public[int(row)]:
            low, high = attainable.interval(int(row))
            if max(low, least) <= min(high, most):
                attainable.know(int(row), max(low, least), min(high, most))
                exact += [int(row)] if least == most else []
    return exact
