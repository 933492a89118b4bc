"""Every published number as a sum of figures that nobody told, and between what each hidden one must lie, by linear programming."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import product

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from tests.disclosure.public_answers import ContradictionError, Edition, Key, finest, is_too_fine, time_kind
from tests.disclosure.public_facts import totals_by, totals_to_date

Figure = tuple[str, str, str, int]  # scheme, area, month, number of the release that said it last
SLACK = 1e-4  # of one head or penny: what the solver calls equal


class Sums:
    """One indicator over all releases: every published number as a sum of figures. `rows`: the figures of each sum; `row_of`: the row of
    each cell, by release and key; `grown`: pairs of figures of which the later, of a running total, is not smaller; `cited`: rows that a
    published result of an earlier month is about, and between what they lie."""

    def __init__(self, editions: Sequence[Edition], indicator: str) -> None:
        self.figures: dict[Figure, int] = {}
        self.rows: dict[frozenset[int], int] = {}
        self.row_of: dict[tuple[int, Key], int] = {}
        self.grown: set[tuple[int, int]] = set()
        said_last: dict[tuple[str, str, str], int] = {}
        for edition in editions:
            said_last |= {key[1:]: edition.number for key in edition.corrected if key[0] == indicator}
            series = self._series(edition, indicator, said_last)
            over_time = edition.indicators[indicator]["over_time"]
            members = _members(edition, indicator, series, over_time)
            for key, figures in members.items():
                cell = edition.cells.get(key)
                if cell and (cell.value is not None or cell.absence == "suppressed") and figures:
                    self.row_of[edition.number, key] = self.rows.setdefault(frozenset(figures), len(self.rows))
            if over_time == "running_total":
                for told in series.values():
                    known = [figure for _, figure in told if figure is not None]
                    self.grown |= set(zip(known, known[1:], strict=False))
        self.cited = [
            (self.rows.setdefault(figures, len(self.rows)), least, most)
            for group, month, least, most in totals_by(editions[-1], indicator)
            if (figures := _up_to(editions[-1], indicator, series, group, month))
        ]

    def _series(
        self, edition: Edition, indicator: str, said_last: Mapping[tuple[str, str, str], int]
    ) -> dict[tuple[str, str], list[tuple[str, int | None]]]:
        """By scheme and area: each month that stands in the table, and its figure where it has one of its own."""
        found: dict[tuple[str, str], list[tuple[str, int | None]]] = defaultdict(list)
        carries = edition.indicators[indicator]["over_time"] == "running_total"
        for (of, group, scheme, place, area, period), cell in sorted(edition.cells.items()):
            if of != indicator or (group, place, time_kind(period)) != ("scheme", "area", "month"):
                continue
            there = cell.value is not None or cell.absence == "suppressed"
            stands_on = carries and cell.due == 1 and cell.reported == 0
            figure = None
            if there and not stands_on:
                named = (scheme, area, period, said_last.get((scheme, area, period), 0))
                figure = self.figures.setdefault(named, len(self.figures))
            found[scheme, area].append((period, figure))
        return found


def _periods(month: str) -> tuple[str, ...]:
    return ("to_date", month[:4], f"{month[:4]}-Q{(int(month[5:]) + 2) // 3}", month)


def _members(
    edition: Edition,
    indicator: str,
    series: Mapping[tuple[str, str], Sequence[tuple[str, int | None]]],
    over_time: str,
) -> dict[Key, list[int]]:
    """The figures that add up to each cell."""
    found: dict[Key, list[int]] = defaultdict(list)
    for (scheme, area), told in series.items():
        own, place = edition.schemes[scheme], edition.areas[area]
        groups = [("all", "all"), ("scheme", scheme), ("strand", own["strand"]), ("partner", own["partner"])]
        places = [("all", "all"), ("area", area), ("county", place["county"]), ("country", place["country"])]
        for period, figures in _by_period(told, over_time).items():
            for group, where in product(groups, places):
                found[indicator, *group, *where, period] += figures
    return found


def _up_to(
    edition: Edition,
    indicator: str,
    series: Mapping[tuple[str, str], Sequence[tuple[str, int | None]]],
    group: tuple[str, str],
    month: str,
) -> frozenset[int]:
    """The figures of a group of schemes in all areas up to a month."""
    until = {codes: [each for each in told if each[0] <= month] for codes, told in series.items()}
    members = _members(edition, indicator, until, edition.indicators[indicator]["over_time"])
    return frozenset(members[indicator, *group, "all", "all", "to_date"])


def _by_period(told: Sequence[tuple[str, int | None]], over_time: str) -> dict[str, list[int]]:
    """What a series' months come to in each period: all of them, the last one, or, of a running total, the last one until then."""
    found: dict[str, list[int]] = defaultdict(list)
    until: list[int] = []
    for month, figure in told:
        until = [figure] if figure is not None else until
        for period in _periods(month):
            if over_time == "running_total":
                found[period] = until
            elif figure is not None:
                found[period] = [figure] if over_time == "snapshot" else [*found[period], figure]
    return found


class Attack:
    """Between what every hidden sum of one indicator must lie."""

    def __init__(self, editions: Sequence[Edition], indicator: str) -> None:
        self.sums = Sums(editions, indicator)
        rows, figures = len(self.sums.rows), len(self.sums.figures)
        self.low, self.high = np.full(rows, -math.inf), np.full(rows, math.inf)
        self.public, self.listed = np.zeros(rows, dtype=bool), np.zeros(rows, dtype=bool)
        self.known: dict[int, tuple[float, float]] = {}
        self.seen = np.empty((0, rows))  # the sums of whole tables of figures that agree with everything public
        ones = [(row, figure) for terms, row in self.sums.rows.items() for figure in terms]
        self.matrix = _matrix([(row, figure, 1) for row, figure in ones], rows, figures)
        self._know_cells(editions, indicator)
        self.growth = _matrix(self._growth(), len(self.sums.grown), figures)
        if figures and self._extreme(np.zeros(figures)) is None:
            self.growth = _matrix([], 0, figures)  # a running total fell where nobody sees it
            if self._extreme(np.zeros(figures)) is None:
                raise ContradictionError(f"{indicator}: no table of figures agrees with what is public")
        self._know_facts(editions, indicator)

    def _know_cells(self, editions: Sequence[Edition], indicator: str) -> None:
        for edition in editions:
            grains = finest(edition)
            for key, cell in edition.cells.items():
                row = self.sums.row_of.get((edition.number, key)) if key[0] == indicator else None
                if row is None:
                    continue
                if cell.value is None:
                    self.listed[row] |= not is_too_fine(key, grains)
                elif self.public[row] and self.low[row] != cell.value:
                    raise ContradictionError(f"{key}: {self.low[row]:g} and {cell.value:g}, and no correction")
                else:
                    self.low[row] = self.high[row] = cell.value
                    self.public[row] = True
        if editions[-1].indicators[indicator]["zeros_shown"]:
            self.low[self.listed & ~self.public] = 1  # a zero would have been shown

    def _growth(self) -> list[tuple[int, int, int]]:
        """Of a running total no month is below the one before, unless it is seen to be."""
        found = []
        for place, (earlier, later) in enumerate(sorted(self.sums.grown)):
            first, last = (self.sums.rows.get(frozenset([figure])) for figure in (earlier, later))
            seen = first is not None and last is not None and self.public[first] and self.public[last]
            if not (seen and self.low[last] < self.low[first]):
                found += [(place, earlier, -1), (place, later, 1)]
        return found

    def _know_facts(self, editions: Sequence[Edition], indicator: str) -> None:
        """A cited result says the same of a hidden total, unless what is shown cannot agree with it."""
        told = list(self.sums.cited)
        for edition in editions:
            for key, least, most in totals_to_date(editions[-1], edition.through, indicator):
                if (edition.number, key) in self.sums.row_of:
                    told.append((self.sums.row_of[edition.number, key], least, most))
        self.cited_exactly = {row for row, least, most in told if least == most}
        for row, least, most in told:
            low, high = self.interval(row)
            if not self.public[row] and max(low, least) <= min(high, most):
                self.low[row], self.high[row] = max(self.low[row], least), min(self.high[row], most)
                self.known.clear()
                self.seen = self.seen[(self.seen[:, row] >= least) & (self.seen[:, row] <= most)]

    def interval(self, row: int) -> tuple[float, float]:
        """Smallest and largest whole value that agrees with everything public; the largest may be infinite."""
        if row not in self.known:
            terms = self.matrix[[row]].toarray().ravel()
            low, high = self._extreme(terms), self._extreme(-terms)
            self.known[row] = (
                math.ceil((low or 0) - SLACK),
                math.inf if high is None else math.floor(SLACK - high),
            )
        return self.known[row]

    def is_wide(self, row: int, width: float) -> bool:
        """Whether tables found on the way already differ by so much there."""
        seen = self.seen[:, row]
        return len(seen) > 0 and bool(seen.max() - seen.min() >= width + SLACK)

    def _extreme(self, wanted: np.ndarray) -> float | None:
        """The smallest value of a sum of figures; None where there is no end to it."""
        rules = [LinearConstraint(self.matrix, self.low, self.high)]
        if self.growth.shape[0]:
            rules.append(LinearConstraint(self.growth, 0, math.inf))
        answer = milp(wanted, constraints=rules, bounds=Bounds(0, math.inf))
        if answer.x is None:
            return None
        self.seen = np.vstack([self.seen, self.matrix @ answer.x])
        return float(answer.fun)


def _matrix(entries: Sequence[tuple[int, int, int]], rows: int, columns: int) -> csr_array:
    row, column, factor = np.array(entries).T if entries else np.empty((3, 0), dtype=int)
    return csr_array((factor.astype(float), (row, column)), shape=(rows, columns))
