"""What each month added to a running total: the past that a forecast rests on, and its back-test over all plans of a source."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pandas as pd

from ccare_metrics import backtest
from ccare_metrics.backtest import Overall, Series
from ccare_metrics.framework import Programme
from ccare_metrics.periods import last_day
from ccare_metrics.results.answer import Source
from ccare_metrics.results.curve import curve
from ccare_metrics.results.headline import plans
from ccare_metrics.results.reached import HIDDEN, grain
from ccare_metrics.scope import Scope


@dataclass(frozen=True)
class Additions:
    """What a forecast rests on. `added`: None where a month is missing, or so incomplete that it would read as a fall; `total`: reached
    by the last month covered; `illustrative`: some of it is made up; `is_hidden`: what months added is not told, because one
    of them is hidden."""

    months: tuple[str, ...]
    added: tuple[float | None, ...]
    total: float | None
    illustrative: bool
    is_hidden: bool = False


@dataclass(frozen=True, eq=False)
class BacktestSummary:
    """`by_series`: one row a plan, as `backtest.summary`; `overall`: the means over those that could be tried."""

    by_series: pd.DataFrame = field(repr=False)
    overall: Overall


def is_cumulative(programme: Programme, indicator: str) -> bool:
    """Whether months add up to a total. Snapshots and ratios do not."""
    asked = programme.indicators[indicator]
    return asked.kind != "ratio" and asked.over_time != "snapshot"


def additions(source: Source, scope: Scope) -> Additions:
    """Months up to the last one covered. `scope`: a cumulative indicator, not split."""
    months = curve(source, scope)
    months = months[months["day"] <= last_day(source.through)]
    total = None if pd.isna(months["actual"].iloc[-1]) else float(months["actual"].iloc[-1])
    illustrative = bool(months["provenance"].eq("illustrative").any())
    if months["absence"].eq(HIDDEN).any() or grain(source, scope) != "month":
        return Additions((), (), total, illustrative, is_hidden=True)
    told = months["value"].mask(is_incomplete(months, source.programme))
    values = [None if pd.isna(value) else float(value) for value in told]
    if source.programme.indicators[scope.indicator].over_time == "running_total":
        values = differences(values)
    return Additions(tuple(months["period"]), tuple(values), total, illustrative)


def is_incomplete(months: pd.DataFrame, programme: Programme) -> pd.Series:
    """Which months of a curve hold too few of their figures: the share below which a status is not told either."""
    return months["reported"] * 100 < months["due"] * programme.status_rule.minimum_coverage


def differences(totals: Sequence[float | None]) -> list[float | None]:
    """What each month added to a running total. The first total known may have been built up before; what came over a gap is shared out."""
    added: list[float | None] = [None] * len(totals)
    last: tuple[int, float] | None = None
    for place, total in enumerate(totals):
        if total is None:
            continue
        if last is not None:
            gone = place - last[0]
            added[last[0] + 1 : place + 1] = [(total - last[1]) / gone] * gone
        last = (place, total)
    return added


def backtest_series(source: Source) -> tuple[Series, ...]:
    """One series per plan of a cumulative indicator, in the order of `plans`."""
    series = []
    for plan in plans(source.programme):
        if is_cumulative(source.programme, plan.indicator):
            past = additions(source, Scope(plan.indicator, scheme=plan.scheme))
            series.append(Series(plan.indicator, plan.scheme, past.months, past.added, past.illustrative))
    return tuple(series)


def backtest_summary(source: Source) -> BacktestSummary:
    """How the forecast would have done on the months of this source that are known."""
    series = backtest_series(source)
    by_series = backtest.summary(series, backtest.backtest(series))
    return BacktestSummary(by_series, backtest.overall(by_series))
