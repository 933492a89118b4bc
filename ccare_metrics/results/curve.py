"""An indicator over time: month by month, cumulated, against the path its plan expects."""

from dataclasses import replace

import pandas as pd

from ccare_metrics import aggregation, progress
from ccare_metrics.periods import last_day, month_range
from ccare_metrics.results.answer import Source, answer
from ccare_metrics.results.headline import programme_plan, scheme_plan
from ccare_metrics.scope import Scope

CURVE_COLUMNS = ["period", "day", "value", "actual", "absence", "provenance", "expected", "target", "reported", "due"]


def curve(source: Source, scope: Scope) -> pd.DataFrame:
    """One row per month of the delivery window: CURVE_COLUMNS.

    `value`: what the month added (or reached, for a running total or snapshot), Int64; `actual`: reached by the month's end,
    missing after the last month covered; `expected`: the plan's path, Float64; `target`: as decided on that day, Int64.
    """
    programme = source.programme
    rule = programme.indicators[scope.indicator].over_time
    months = answer(source, _by_month(scope)).set_index("period")
    frame = pd.DataFrame({"period": month_range(programme.window_start, programme.window_end)})
    frame["day"] = frame["period"].map(last_day)
    for column in ("value", "absence", "provenance", "reported", "due"):
        frame[column] = frame["period"].map(months[column])
    frame["value"] = frame["value"].astype("Int64")
    frame["actual"] = aggregation.cumulated(frame["value"], rule)
    frame.loc[frame["period"] > source.through, "actual"] = pd.NA
    plan = (
        scheme_plan(programme, scope.scheme, scope.indicator)
        if scope.scheme
        else programme_plan(programme, scope.indicator)
    )
    if scope.published_only and plan is not None and any(t.provenance == "illustrative" for t in plan.targets):
        plan = None
    whole = scope.area is None and scope.county is None and scope.country is None
    targets = [plan.target_on(day) if plan and whole else None for day in frame["day"]]
    frame["target"] = pd.array([t.value if t else None for t in targets], dtype="Int64")
    expected = [progress.expected_on(plan, day) if plan and whole else None for day in frame["day"]]
    frame["expected"] = pd.array(expected, dtype="Float64")
    return frame[CURVE_COLUMNS]


def _by_month(scope: Scope) -> Scope:
    return replace(
        scope, by=(*(axis for axis in scope.by if axis not in ("month", "quarter", "year")), "month"), period=None
    )
