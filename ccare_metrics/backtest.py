"""Trying the forecast on months that are already known: what would it have said then, and what came? Pure arithmetic.

From every month with enough history the total is forecast for the 1 to 12 months after it and for the last one known. Errors are
absolute and a share of all that the series added, so that pence and people can stand in one table; every series counts the same.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, takewhile
from statistics import fmean

import pandas as pd

from ccare_metrics.forecast import NEEDED, Forecast, forecast, since_first_activity
from ccare_metrics.rivals import RULES, Rule, straight_line

FARTHEST = 12  # months ahead; the last month known is looked at as well, however far it is
TRIAL_COLUMNS = ["indicator", "scheme", "cutoff", "ahead", "last", "error", "error_straight_line", "covered"]
MEANS = ["error", "error_straight_line", "covered"]
SUMMARY_COLUMNS = ["indicator", "scheme", "cutoffs", *MEANS]


@dataclass(frozen=True)
class Series:
    """What each month added, None where it is not known; from the first month to the last one covered. `illustrative`: some made up."""

    indicator: str
    scheme: str | None
    months: tuple[str, ...]
    added: tuple[float | None, ...]
    illustrative: bool = False

    @property
    def whole(self) -> float:
        return sum(abs(value) for value in self.added if value is not None)


@dataclass(frozen=True)
class Overall:
    """The means over the series that could be tried; None where none could."""

    series: int
    cutoffs: int
    error: float | None
    error_straight_line: float | None
    covered: float | None


@dataclass(frozen=True)
class Cutoff:
    """`known`: the figures up to `month`; `came`: the total that was added after it, by the end of each month up to the first gap."""

    month: str
    known: tuple[float, ...]
    came: tuple[float, ...]

    @property
    def looked_at(self) -> list[int]:
        """Months ahead."""
        return [ahead for ahead in range(1, len(self.came) + 1) if ahead <= FARTHEST or self.is_last(ahead)]

    def is_last(self, ahead: int) -> bool:
        return ahead == len(self.came)


def cutoffs(each: Series) -> Iterator[Cutoff]:
    """Every month from which a total can be forecast and compared."""
    for place in range(1, len(each.months)):
        known = tuple(value for value in each.added[:place] if value is not None)
        followed = takewhile(lambda value: value is not None, each.added[place:])
        came = tuple(accumulate(value for value in followed if value is not None))
        if came and len(since_first_activity(known)) >= NEEDED:
            yield Cutoff(each.months[place - 1], known, came)


def backtest(series: Sequence[Series]) -> pd.DataFrame:
    """One row per series, cut-off and month looked at: TRIAL_COLUMNS.

    `cutoff`: the last month the forecast knew; `ahead`: months after it; `last`: whether it is the last one known; `error` and
    `error_straight_line`: Float64 shares of all that the series added; `covered`: whether the total lay in the interval.
    """
    rows = [row for each in series for cutoff in cutoffs(each) for row in _tried(each, cutoff)]
    return pd.DataFrame(rows, columns=TRIAL_COLUMNS).astype(
        {"error": "Float64", "error_straight_line": "Float64", "covered": "bool", "last": "bool"}
    )


def _tried(each: Series, cutoff: Cutoff) -> Iterator[list[object]]:
    """The forecast itself, as a page would have shown it, with totals that count from the cut-off."""
    said = forecast(each.months, each.added, reached=0.0, through=cutoff.month, until=each.months[-1])
    assert isinstance(said, Forecast)  # a cut-off has history enough and months ahead
    straight = list(accumulate(straight_line(cutoff.known, len(cutoff.came))))
    for ahead in cutoff.looked_at:
        at, came = ahead - 1, cutoff.came[ahead - 1]
        errors = (abs(said.central[at] - came) / each.whole, abs(straight[at] - came) / each.whole)
        within = said.low[at] <= came <= said.high[at]
        yield [each.indicator, each.scheme, cutoff.month, ahead, cutoff.is_last(ahead), *errors, within]


def summary(series: Sequence[Series], trials: pd.DataFrame) -> pd.DataFrame:
    """One row per series, in the order given: SUMMARY_COLUMNS.

    `cutoffs`: from how many months its total was forecast; where the history is too short that is 0, and nothing else is known. `error`,
    `error_straight_line`: means of `trials`; `covered`: the share of totals that lay in the interval. Float64, from 0 to 1.
    """
    rows = []
    for each in series:
        of_scheme = trials["scheme"].isna() if each.scheme is None else trials["scheme"].eq(each.scheme)
        tried = trials[trials["indicator"].eq(each.indicator) & of_scheme]
        means = [None if tried.empty else float(tried[column].mean()) for column in MEANS]
        rows.append([each.indicator, each.scheme, tried["cutoff"].nunique(), *means])
    return pd.DataFrame(rows, columns=SUMMARY_COLUMNS).astype(dict.fromkeys(MEANS, "Float64"))


def overall(summed: pd.DataFrame) -> Overall:
    """`summed`: as from `summary`."""
    tried = summed[summed["cutoffs"] > 0]
    means = [None if tried.empty else float(tried[column].mean()) for column in MEANS]
    return Overall(len(tried), int(tried["cutoffs"].sum()), *means)


def by_rule(series: Sequence[Series]) -> pd.DataFrame:
    """The rules side by side, at the same cut-offs and months: columns rule, error, error_at_last.

    `error`: mean over the series that could be tried of each one's mean; `error_at_last`: of the last month known only. Shares, as in
    `backtest`.
    """
    rows = []
    for name, rule in RULES.items():
        missed = [found for each in series if (found := _missed(each, rule))]
        every = [fmean(error for error, _ in found) for found in missed]
        at_last = [fmean(error for error, is_last in found if is_last) for found in missed]
        rows.append([name, fmean(every), fmean(at_last)] if missed else [name, None, None])
    return pd.DataFrame(rows, columns=["rule", "error", "error_at_last"])


def _missed(each: Series, rule: Rule) -> list[tuple[float, bool]]:
    """By how much a rule missed each month looked at, and whether it is the last one known."""
    found = []
    for cutoff in cutoffs(each):
        said = list(accumulate(rule(cutoff.known, len(cutoff.came))))
        for ahead in cutoff.looked_at:
            off = abs(said[ahead - 1] - cutoff.came[ahead - 1]) / each.whole
            found.append((off, cutoff.is_last(ahead)))
    return found
