"""An indicator over time: period by period, cumulated, against the path its plan expects."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pandas as pd

from ccare_metrics import aggregation, progress
from ccare_metrics.periods import last_day, month_range, months_of, quarter_of, year_of
from ccare_metrics.results.answer import Source, answer
from ccare_metrics.results.headline import plan_of
from ccare_metrics.results.reached import HIDDEN, grain, reached, split_by
from ccare_metrics.scope import Scope

CURVE_COLUMNS = [
    "period", "day", "value", "actual", "absence", "actual_absence", "provenance", "expected", "target", "reported", "due",
]  # fmt: skip
PERIOD_OF: dict[str, Callable[[str], str]] = {
    "month": str,
    "quarter": quarter_of,
    "year": year_of,
    "to_date": lambda month: "to_date",
}


def curve(source: Source, scope: Scope) -> pd.DataFrame:
    """One row per month of the delivery window, or per quarter or year where the series is published no finer, or the one row "to_date":
    CURVE_COLUMNS.

    `day`: the period's last, or that of the last month covered where that comes first; `value`: what the period added (or reached, for a
    running total or snapshot), Int64 (Float64 share for a ratio); `actual`: reached by that day, missing after the last month covered,
    once a month is not published, and where hidden cells keep it from being known (`actual_absence` says why); `expected`: the plan's
    path, Float64; `target`: as decided on that day, or by the day of the source where that comes first, Int64.
    """
    programme = source.programme
    frame = _periods(source, scope)
    plan = plan_of(programme, scope.scheme, scope.indicator)
    if scope.published_only and plan is not None and any(t.provenance == "illustrative" for t in plan.targets):
        plan = None
    narrowed = (scope.area, scope.county, scope.country, scope.partner, scope.strand)
    whole = all(
        code is None for code in narrowed
    )  # a target is set for a scheme or the programme, not for a part of it
    # What was decided after the day that is looked at is not known yet, also for the periods that come after it.
    decided = [min(day, source.targets_on) for day in frame["day"]]
    targets = [plan.target_on(day) if plan and whole else None for day in decided]
    frame["target"] = pd.array([t.value if t else None for t in targets], dtype="Int64")
    expected = [
        progress.expected_on(plan, day, known_on=known) if plan and whole else None
        for day, known in zip(frame["day"], decided, strict=True)
    ]
    frame["expected"] = pd.array(expected, dtype="Float64")
    return frame[CURVE_COLUMNS]


def _periods(source: Source, scope: Scope) -> pd.DataFrame:
    """Every period of the window with its cell and what was reached; neither where the source does not reach."""
    kind = grain(source, scope)
    window = month_range(source.programme.window_start, source.programme.window_end)
    frame = pd.DataFrame({"period": list(dict.fromkeys(map(PERIOD_OF[kind], window)))})
    frame["day"] = [_day(source, period) for period in frame["period"]]
    cells = answer(source, split_by(scope, kind))[["period", "value", "absence", "provenance", "reported", "due"]]
    frame = frame.merge(cells, on="period", how="left").merge(_at_ends(source, scope, kind), on="period", how="left")
    not_published = frame["absence"].eq("not_published").cummax()
    frame["actual"] = frame["actual"].mask(not_published)
    frame["actual_absence"] = frame["actual_absence"].mask(not_published, "not_published")
    return frame


def _day(source: Source, period: str) -> date:
    """The last of a period, or of its months that are covered where only some are."""
    if period == "to_date":
        return last_day(source.through)
    covered = [month for month in months_of(period) if month <= source.through]
    return last_day(covered[-1] if covered else period)


def _at_ends(source: Source, scope: Scope, kind: str) -> pd.DataFrame:
    """What was reached by the end of each period that has begun: period, actual, actual_absence. Both parts of a ratio are cumulated first
    and divided last."""
    indicator = source.programme.indicators[scope.indicator]
    if indicator.kind == "ratio":
        parts = (replace(scope, indicator=str(code)) for code in (indicator.numerator, indicator.denominator))
        top, bottom = (_at_ends(source, part, kind) for part in parts)
        return _divided(top, bottom)
    if indicator.over_time == "snapshot":
        states = answer(source, split_by(scope, kind))
        return states[["period"]].assign(actual=states["value"], actual_absence=states["absence"])
    months = reached(source, scope)
    ends = months.assign(period=months["period"].map(PERIOD_OF[kind])).drop_duplicates("period", keep="last")
    return ends[["period", "actual", "actual_absence"]]


def _divided(top: pd.DataFrame, bottom: pd.DataFrame) -> pd.DataFrame:
    shares = [aggregation.ratio(a, b) for a, b in zip(top["actual"], bottom["actual"], strict=True)]
    found = top[["period"]].assign(actual=pd.array(shares, dtype="Float64"))
    why = top["actual_absence"].where(top["actual_absence"].notna(), bottom["actual_absence"])
    hidden = top["actual_absence"].eq(HIDDEN) | bottom["actual_absence"].eq(HIDDEN)
    return found.assign(actual_absence=why.mask(hidden, HIDDEN).where(found["actual"].isna(), None))
