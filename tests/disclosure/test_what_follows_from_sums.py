"""Between what a hidden sum must lie: the answer of linear programming beside every table there is, counted out one by one."""

import itertools
import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pytest
from scipy.sparse import csr_array

from ccare_metrics.intervals import Attainable, ContradictionError

LARGEST = 5  # of a figure in a table counted out


@dataclass(frozen=True)
class Case:
    """`sums`: a factor for each figure; `least`, `most`: what is known of each sum; `true`: the figures that nobody is told."""

    sums: tuple[tuple[int, ...], ...]
    least: tuple[float, ...]
    most: tuple[float, ...]
    true: tuple[int, ...]

    def attainable(self) -> Attainable:
        return Attainable(csr_array(np.array(self.sums, dtype=float)), np.array(self.least), np.array(self.most))

    def tables(self) -> Iterator[tuple[int, ...]]:
        """Every table of whole figures that agrees with what is known, slowly and plainly."""
        yield from self._beginning_with(())

    def _beginning_with(self, start: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        if not self._may_hold(start):
            return
        if len(start) == len(self.true):
            yield start
            return
        for value in range(self._bound(len(start)) + 1):
            yield from self._beginning_with((*start, value))

    def _bound(self, figure: int) -> int:
        """No figure is larger than a sum that it is part of."""
        return int(
            min(most for terms, most in zip(self.sums, self.most, strict=True) if terms[figure] and min(terms) >= 0)
        )

    def _may_hold(self, start: Sequence[int]) -> bool:
        for terms, least, most in zip(self.sums, self.least, self.most, strict=True):
            told = sum(factor * value for factor, value in zip(terms, start, strict=False))
            whole = not any(terms[len(start) :])
            if (told > most and (whole or min(terms) >= 0)) or (whole and told < least):
                return False
        return True

    def counted(self) -> list[tuple[int, int]]:
        """The smallest and largest value of each sum in all those tables."""
        found = [[sum(map(lambda a, b: a * b, terms, table)) for terms in self.sums] for table in self.tables()]
        return [(min(values), max(values)) for values in zip(*found, strict=True)]


def two_way(seed: int) -> Case:
    """Two areas by three months, their totals, and the total of all; some sums hidden. Of a hidden one it may be known that it is not 0."""
    dice = random.Random(seed)
    cells = list(itertools.product(range(2), range(3)))
    true = tuple(dice.randint(0, LARGEST) for _ in cells)
    sums = [tuple(int(each == cell) for each in cells) for cell in cells]
    sums += [tuple(int(area == own) for area, _ in cells) for own in range(2)]
    sums += [tuple(int(month == own) for _, month in cells) for own in range(3)]
    return _told([*sums, (1,) * len(cells)], true, dice)


def three_way(seed: int) -> Case:
    """Two schemes by two areas by two months, every slice of them, and what a running total of one series grew by."""
    dice = random.Random(seed)
    cells = list(itertools.product(range(2), repeat=3))
    true = tuple(dice.randint(0, LARGEST - 2) for _ in cells)
    slices = itertools.product((None, 0, 1), repeat=3)
    sums = [
        tuple(int(all(a in (None, b) for a, b in zip(asked, cell, strict=True))) for cell in cells) for asked in slices
    ]
    grown = (-1, 1, *(0,) * 6)
    case = _told(sums, true, dice)
    if true[1] < true[0]:
        return case
    return Case((*case.sums, grown), (*case.least, 0), (*case.most, math.inf), true)


def _told(sums: Sequence[tuple[int, ...]], true: tuple[int, ...], dice: random.Random) -> Case:
    least, most = [], []
    for terms in sums:
        value = sum(map(lambda a, b: a * b, terms, true))
        shown = dice.random() < 0.45 or all(terms)  # the total of all is always told
        least.append(value if shown else 1 if value and dice.random() < 0.5 else -math.inf)
        most.append(value if shown else math.inf)
    return Case(tuple(sums), tuple(least), tuple(most), true)


@pytest.mark.parametrize("seed", range(60))
def test_a_table_of_areas_by_months_is_known_exactly_as_well_as_counting_out_says(seed):
    case = two_way(seed)
    attainable = case.attainable()
    assert [attainable.interval(row) for row in range(len(case.sums))] == case.counted()


@pytest.mark.parametrize("seed", range(40))
def test_so_is_a_table_of_schemes_by_areas_by_months(seed):
    """Here whole figures could be known more closely than linear programming can tell; in none of these cases they are."""
    case = three_way(seed)
    attainable = case.attainable()
    assert [attainable.interval(row) for row in range(len(case.sums))] == case.counted()


def test_what_is_asked_later_does_not_depend_on_what_was_asked_before():
    """The solver goes on from its last answer, and tables found on the way are kept."""
    for seed in range(12):
        case = two_way(seed)
        forwards, backwards, rows = case.attainable(), case.attainable(), range(len(case.sums))
        said = {row: backwards.interval(row) for row in reversed(rows)}
        assert [forwards.interval(row) for row in rows] == [said[row] for row in rows]


PAIR = Case(
    sums=((1, 0), (0, 1), (1, 1)), least=(-math.inf, -math.inf, 25), most=(math.inf, math.inf, 25), true=(5, 20)
)


def test_of_two_figures_that_are_25_together_each_is_0_to_25():
    assert [PAIR.attainable().interval(row) for row in range(3)] == [(0, 25), (0, 25), (25, 25)]


def test_once_one_of_them_is_told_the_other_is_known_and_hiding_it_again_takes_that_back():
    attainable = PAIR.attainable()
    attainable.know(1, 20, 20)
    assert attainable.interval(0) == (5, 5)
    attainable.know(1, 1, math.inf)
    assert attainable.interval(0) == (0, 24)


def test_a_sum_that_nothing_bounds_has_no_largest_value():
    free = Case(sums=((1, 0), (1, 1)), least=(1, 3), most=(math.inf, math.inf), true=(1, 2))
    assert free.attainable().interval(1) == (3, math.inf)


def test_only_sums_narrower_than_they_need_to_be_are_named():
    """5 and 20 are each known within 25; of a sum that is shown, nothing is left to be known."""
    attainable, order = PAIR.attainable(), np.array([2, 1, 0])
    assert list(attainable.narrow(np.array([8.0, 25.0, 0.0]), order)) == []
    assert list(attainable.narrow(np.array([8.0, 26.0, 1.0]), order)) == [2, 1]


def test_totals_that_contradict_their_parts_are_an_error_and_no_interval():
    wrong = Case(sums=((1, 0), (0, 1), (1, 1)), least=(5, 20, 24), most=(5, 20, 24), true=(5, 20))
    with pytest.raises(ContradictionError):
        wrong.attainable().interval(0)
