"""What can be worked out about hidden sums: the smallest and largest value that agree with everything known. By linear programming."""

import math
from collections.abc import Iterator

import numpy as np
from scipy.sparse import csr_array

from ccare_metrics.solver import INFINITE, OPTIMAL, UNBOUNDED, costs, found, solver


def exact(value: float | np.ndarray) -> float | np.ndarray:
    """How far apart two numbers of that size may lie and still be called equal: the solver's own slack, far below one head or penny."""
    return np.maximum(1e-4, 1e-9 * np.abs(value))


class ContradictionError(ValueError):
    """What is called known does not agree with itself, so nothing follows from it."""


class Attainable:
    """Sums (rows of `matrix`) of unknown figures, none of which is below 0, between what is known about each sum.

    `least` and `most`: by row, equal where the sum is public. One model of the solver is kept, so that each question starts from the
    answer to the last; every table of figures found on the way says something about all sums, and is kept too.
    """

    def __init__(
        self, matrix: csr_array, least: np.ndarray, most: np.ndarray, *, table: np.ndarray | None = None
    ) -> None:
        """`table`: figures known to agree with all this, such as the true ones."""
        self.matrix = matrix
        self._solver = solver(matrix, least, most)
        self._seen = np.empty((0, matrix.shape[0]))
        self._asked: dict[tuple[int, int], float] = {}
        if table is not None:
            self.witness(table)

    def witness(self, table: np.ndarray) -> None:
        """Another table of figures that agrees with what is known."""
        self._seen = np.vstack([self._seen, self.matrix @ table])

    def know(self, row: int, least: float, most: float) -> None:
        """From now on, this and no more is known about a sum."""
        self._solver.changeRowBounds(row, max(least, -INFINITE), min(most, INFINITE))
        slack = exact(least if math.isfinite(least) else 0)
        values = self._seen[:, row]
        self._seen = self._seen[(values >= least - slack) & (values <= most + slack)]
        self._asked.clear()

    def interval(self, row: int) -> tuple[float, float]:
        """Smallest and largest whole value of a sum; the largest may be infinite. Raises ContradictionError."""
        return _inward(self._extreme(row, -1), self._extreme(row, 1))

    def is_as_wide(self, row: int, width: float) -> bool:
        return self._seen_width(row) >= width or self._up(row) >= width or self._down(row) >= width

    def narrow(self, needs: np.ndarray, order: np.ndarray) -> Iterator[int]:
        """Rows whose interval is narrower than what each needs (0 for no need), asked for in an order; lazily, because each may cost."""
        low, high = self._seen.min(axis=0, initial=INFINITE), self._seen.max(axis=0, initial=-INFINITE)
        doubtful = (needs > 0) & (high - low < needs + 1)
        return (int(row) for row in order if doubtful[row] and not self.is_as_wide(row, needs[row]))

    def reasons(self, row: int) -> np.ndarray:
        """The sums that keep the interval of this one where it is: it stays as it is while what is known about these does."""
        return np.flatnonzero(self._binding(row, -1) | self._binding(row, 1))

    def _binding(self, row: int, sign: int) -> np.ndarray:
        self._solved(row, sign)
        return np.abs(self._solver.getSolution().row_dual) > 1e-9

    def _up(self, row: int) -> float:
        self._extreme(row, 1)
        return self._seen_width(row)

    def _down(self, row: int) -> float:
        low, high = self.interval(row)
        return high - low

    def _seen_width(self, row: int) -> float:
        values = self._seen[:, row]
        if not len(values):
            return -1
        low, high = _inward(float(values.min()), float(values.max()))
        return high - low

    def _extreme(self, row: int, sign: int) -> float:
        if (row, sign) not in self._asked:
            self._asked[row, sign] = self._solved(row, sign)
        return self._asked[row, sign]

    def _solved(self, row: int, sign: int) -> float:
        wanted = np.zeros(self.matrix.shape[1])
        own = slice(self.matrix.indptr[row], self.matrix.indptr[row + 1])
        wanted[self.matrix.indices[own]] = -sign * self.matrix.data[own]
        costs(self._solver, wanted)
        self._solver.run()
        status = self._solver.getModelStatus()
        if status in UNBOUNDED:
            return sign * math.inf
        if status != OPTIMAL:
            raise ContradictionError(f"row {row}: {self._solver.modelStatusToString(status)}")
        self.witness(found(self._solver))
        return -sign * float(self._solver.getInfo().objective_function_value)


def _inward(low: float, high: float) -> tuple[float, float]:
    """Figures are whole: what lies between two whole values is neither."""
    return (
        math.ceil(low - exact(low)) if math.isfinite(low) else low,
        math.floor(high + exact(high)) if math.isfinite(high) else high,
    )
