"""A linear programme of the HiGHS solver: unknowns that are never below 0, and sums of them between bounds."""

import highspy
import numpy as np
from scipy.sparse import csr_array

INFINITE = highspy.kHighsInf
OPTIMAL = highspy.HighsModelStatus.kOptimal
UNBOUNDED = (highspy.HighsModelStatus.kUnbounded, highspy.HighsModelStatus.kUnboundedOrInfeasible)


class Quiet(highspy.Highs):
    """Without the banner that the solver prints once its call-backs are on."""

    def enableCallbacks(self) -> None:  # noqa: N802 - the solver's own name
        self.silent()
        super().enableCallbacks()

    def run(self) -> highspy.HighsStatus:
        """Once more from the beginning where there is no answer: going on from the last one was seen to end in nothing, and in calling
        impossible what is not."""
        told = super().run()
        if self.getModelStatus() not in (OPTIMAL, *UNBOUNDED):
            self.clearSolver()
            told = super().run()
        return told


def solver(matrix: csr_array, least: np.ndarray, most: np.ndarray) -> Quiet:
    """`least`, `most`: bounds of each row of `matrix`, infinite where there is none. One thread: the same question has one answer."""
    model, (rows, columns) = Quiet(), matrix.shape
    model.setOptionValue("threads", 1)
    model.addVars(columns, np.zeros(columns), np.full(columns, INFINITE))
    start, index = matrix.indptr.astype(np.int32), matrix.indices.astype(np.int32)
    low, high = (np.clip(each.astype(float), -INFINITE, INFINITE) for each in (least, most))
    model.addRows(rows, low, high, matrix.nnz, start, index, matrix.data.astype(float))
    return model


def costs(model: Quiet, values: np.ndarray) -> None:
    """What is made as small as possible: the sum of the unknowns, each times its cost."""
    model.changeColsCost(len(values), np.arange(len(values), dtype=np.int32), values.astype(float))


def found(model: Quiet) -> np.ndarray:
    return np.array(model.getSolution().col_value)
