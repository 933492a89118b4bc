"""Which further sums to hide so that none of the small ones can be worked out, as few and as little missed as can be found. Pure.

For one small sum at a time the solver looks for another table of figures that agrees with everything public except a few shown sums, and
in which the small one is other by the width asked for; those few are hidden too, and that table proves that the width is there. Then each
further sum is shown again if all widths hold without it. What was hidden for others needs a width as well, but mostly has it: it is looked
at last, because asking for it from the start was seen to hide a tenth more.
"""

import math
from collections.abc import Collection, Sequence

import numpy as np
import pandas as pd
from scipy.sparse import csr_array, hstack

from ccare_metrics.closeness import width_needed
from ccare_metrics.framework import Indicator
from ccare_metrics.intervals import Attainable, exact
from ccare_metrics.knowledge import Knowledge, knowledge
from ccare_metrics.relations import SHOWN, Edition, Relations
from ccare_metrics.solver import OPTIMAL, costs, found, solver


class UnprotectableError(Exception):
    """A small count that follows from published totals whatever is hidden; `indicator` and `figures`, by code.

    `because`: rows of the relations that it follows from; where some of them are only now being told, not telling them may help.
    """

    def __init__(self, indicator: str, figures: str, because: Collection[int] = ()):
        super().__init__(f"{indicator}: {figures}")
        self.indicator, self.figures, self.because = indicator, figures, because


def complementary(
    relations: Relations,
    editions: Sequence[Edition],
    *,
    primary: pd.Series,
    cited: pd.DataFrame,
    indicator: Indicator,
    thorough: bool,
) -> pd.Series:
    """Which shown cells of the last edition have to be hidden as well; a flag for each of its cells.

    Unless `thorough`, only what the small counts need: quicker, and enough to see how fine the series can be published.
    Raises UnprotectableError. For the arguments see `knowledge.knowledge`.
    """
    known = knowledge(relations, editions, primary=primary, cited=cited, indicator=indicator)
    attainable = known.attainable()
    _hide_what_gives_away(known, attainable)
    _show_again(known, attainable)
    while thorough and (close := _too_close(known, attainable)):
        known.need[list(close)] = list(close.values())
        _hide_what_gives_away(known, attainable)
    return editions[-1].cells["state"].eq(SHOWN) & relations.row_of[-1].isin(known.hidden)


def _hide_what_gives_away(known: Knowledge, attainable: Attainable) -> None:
    while (row := next(attainable.narrow(known.needs, known.order), None)) is not None:
        for by in _ways(known, row):
            other = cheapest(known, row, by=by)
            if other is None:
                raise UnprotectableError(known.indicator.code, known.named(row))
            moved = np.abs(known.relations.matrix @ other - known.values) > exact(known.values)
            for new in np.flatnonzero(moved & known.shown):
                known.shown[new] = False
                known.hidden.add(int(new))
                attainable.know(int(new), known.least[new], known.most[new])
            attainable.witness(other)


def _ways(known: Knowledge, row: int) -> list[float]:
    """By how much a row has to be able to be larger, and smaller, than it is: larger alone where it can, whatever is hidden for it.

    What is public already, by earlier releases and cited results, cannot be protected any more, and is no reason to hide anything: of
    its need only what is left is kept.
    """
    low, high = known.at_best.interval(row)
    if high - low < known.need[row]:
        least, most = known.before.interval(row)
        if high - low < min(known.need[row], most - least):
            because = known.at_best.reasons(row)
            raise UnprotectableError(known.indicator.code, known.named(row), because)
        known.lost.add(row)
        known.need[row] = most - least
        return []
    up = min(known.need[row], high - known.values[row])
    return [way for way in (up, up - known.need[row]) if way]


def _too_close(known: Knowledge, attainable: Attainable) -> dict[int, float]:
    """Rows that are not shown and that the rule finds known too closely, and the width each needs."""
    found: dict[int, float] = {}
    for row in np.flatnonzero(~known.shown & (known.need == 0)):
        if int(row) not in known.lost:
            low, high = attainable.interval(int(row))
            needed = width_needed(low, high, listed=bool(known.listed[row]), indicator=known.indicator, rule=known.rule)
            if high - low < needed:
                found[int(row)] = math.ceil(needed)
    return found


def _show_again(known: Knowledge, attainable: Attainable) -> None:
    """Takes back what turns out not to be needed, the most missed first."""
    for row in sorted(known.hidden, key=lambda row: (-known.missed[row], row)):
        known.shown[row] = True
        attainable.know(row, known.values[row], known.values[row])
        if any(True for _ in attainable.narrow(known.needs, known.order)):
            known.shown[row] = False
            attainable.know(row, known.least[row], known.most[row])
        else:
            known.hidden.discard(row)


def cheapest(known: Knowledge, row: int, *, by: float) -> np.ndarray | None:
    """Another table of figures in which `row` is other by so much, changing as little as possible that is shown; None where none is.

    Beside the figures, the solver has an unknown for how far each shown sum that might be hidden moves up, and one for down.
    """
    matrix, values = known.relations.matrix, known.values
    fixed, loose = known.shown & known.settled, np.flatnonzero(known.shown & ~known.settled)
    least, most = np.where(known.shown, values, known.least), np.where(known.shown, values, known.most)
    (least if by > 0 else most)[row] = values[row] + by
    count, figures = len(loose), matrix.shape[1]
    factors, place = np.repeat([-1.0, 1.0], count), (np.tile(loose, 2), np.arange(2 * count))
    model = solver(hstack([matrix, csr_array((factors, place), (len(values), 2 * count))]).tocsr(), least, most)
    costs(model, np.concatenate([np.zeros(figures), np.tile(known.missed[loose], 2)]))
    for number, unit in enumerate(loose):
        # What anybody is sure of, once it is hidden, bounds how far it can move.
        for first, furthest in ((0, known.most[unit] - values[unit]), (count, values[unit] - known.least[unit])):
            if math.isfinite(furthest):
                model.changeColBounds(figures + first + number, 0.0, float(furthest))
    model.run()
    if fixed[row] or model.getModelStatus() != OPTIMAL:
        return None
    return found(model)[:figures]
