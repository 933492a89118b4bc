"""An indicator over time: month by month, cumulated, against the path its plan expects."""

from dataclasses import replace

import pandas as pd

from ccare_metrics import aggregation, progress
from ccare_metrics.periods import last_day, month_range
from ccare_metrics.results.answer import Source, answer
from ccare_metrics.results.headline import plan_of
from ccare_metrics.scope import Scope

CURVE_COLUMNS = ["period", "day", "value", "actual", "absence", "provenance", "expected", "target", "reported", "due"]


def curve(source: Source, scope: Scope) -> pd.DataFrame:
    """One row per month of the delivery window: CURVE_COLUMNS.

    `value`: what the month added (or reached, for a running total or snapshot), Int64 (Float64 share for a ratio); `actual`:
    reached by the month's end, missing after the last month covered and once a month is not published; `expected`: the plan's
    path, Float64; `target`: as decided on that day, or by the day of the source where that comes first, Int64.
    """
    programme = source.programme
    frame = _months(source, scope)
    frame["day"] = frame["period"].map(last_day)
    frame["actual"] = _reached(source, scope, frame)
    beyond = frame["period"].gt(source.through) | frame["absence"].eq("not_published").cummax()
    frame["actual"] = frame["actual"].mask(beyond)
    plan = plan_of(programme, scope.scheme, scope.indicator)
    if scope.published_only and plan is not None and any(t.provenance == "illustrative" for t in plan.targets):
        plan = None
    narrowed = (scope.area, scope.county, scope.country, scope.partner, scope.strand)
    whole = all(
        code is None for code in narrowed
    )  # a target is set for a scheme or the programme, not for a part of it
    # What was decided after the day that is looked at is not known yet, also for the months that come after it.
    decided = [min(day, source.targets_on) for day in frame["day"]]
    targets = [plan.target_on(day) if plan and whole else None for day in decided]
    frame["target"] = pd.array([t.value if t else None for t in targets], dtype="Int64")
    expected = [
        progress.expected_on(plan, day, known_on=known) if plan and whole else None
        for day, known in zip(frame["day"], decided, strict=True)
    ]
    frame["expected"] = pd.array(expected, dtype="Float64")
    return frame[CURVE_COLUMNS]


def _months(source: Source, scope: Scope) -> pd.DataFrame:
    """Every month of the window with its cell; no cell where the source does not reach."""
    window = month_range(source.programme.window_start, source.programme.window_end)
    cells = answer(source, _by_month(scope))[["period", "value", "absence", "provenance", "reported", "due"]]
    return pd.DataFrame({"period": window}).merge(cells, on="period", how="left")


def _reached(source: Source, scope: Scope, months: pd.DataFrame) -> pd.Series:
    """By the end of each month. Both parts of a ratio are cumulated first and divided last."""
    indicator = source.programme.indicators[scope.indicator]
    if indicator.kind != "ratio":
        return aggregation.cumulated(months["value"], indicator.over_time)
    parts = [replace(scope, indicator=str(code)) for code in (indicator.numerator, indicator.denominator)]
    top, bottom = (_reached(source, part, _months(source, part)) for part in parts)
    return pd.Series(pd.array(list(map(aggregation.ratio, top, bottom)), dtype="Float64"), index=months.index)


def _by_month(scope: Scope) -> Scope:
    return replace(
        scope, by=(*(axis for axis in scope.by if axis not in ("month", "quarter", "year")), "month"), period=None
    )
