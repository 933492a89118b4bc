"""What was reached by the end of each month: where cells are hidden, only what the shown ones give, added and subtracted.

Anybody can do the same with the cells of a release, and its audit has shown that no hidden cell can be worked out in this way. A hidden
month neither counts as nothing nor is it guessed.
"""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from ccare_metrics import aggregation
from ccare_metrics.aggregation import TIME_KINDS
from ccare_metrics.periods import months_of
from ccare_metrics.results.answer import Source, answer
from ccare_metrics.scope import TIMES, Scope

HIDDEN = "suppressed"
Link = tuple[int, int, int]  # from one month's end to another's (0: before the first), and what was added in between


def split_by(scope: Scope, time_kind: str) -> Scope:
    """The same series, split by month, quarter or year; "to_date" is not split."""
    others = tuple(axis for axis in scope.by if axis not in TIMES)
    return replace(scope, by=others if time_kind == "to_date" else (*others, time_kind), period=None)


def grain(source: Source, scope: Scope) -> str:
    """How finely a series is published: month, quarter, year or to_date; of a ratio, as its coarser part."""
    indicator = source.programme.indicators[scope.indicator]
    codes = (indicator.numerator, indicator.denominator) if indicator.kind == "ratio" else (indicator.code,)
    return min((_grain_of(source, replace(scope, indicator=str(code))) for code in codes), key=TIME_KINDS.index)


def _grain_of(source: Source, scope: Scope) -> str:
    (group_kind, group), (place_kind, place) = scope.group, scope.place
    series = {"group_kind": group_kind, "group_code": group, "place_kind": place_kind, "place_code": place}
    rows = source.grains
    for column, code in {"indicator": scope.indicator, **series}.items():
        rows = rows[rows[column].eq(code)]
    return "month" if rows.empty else str(rows["finest"].iloc[0])


def reached(source: Source, scope: Scope) -> pd.DataFrame:
    """One row per month covered of an indicator that is no ratio: period, value (of the month), actual (reached by its end; Int64), absence
    (of the month's own figure), actual_absence (why `actual` is missing)."""
    rule = source.programme.indicators[scope.indicator].over_time
    months = answer(source, split_by(scope, "month"))[["period", "value", "absence"]]
    if not months["absence"].eq(HIDDEN).any():
        actual = aggregation.cumulated(months["value"], rule)
    elif rule == "sum":
        actual = _put_together(months, _links(source, scope, list(months["period"])))
    else:
        actual = _last_shown(source, scope, months) if rule == "running_total" else months["value"]
    begun = (months["value"].notna() | months["absence"].eq(HIDDEN)).cummax()
    why = months["absence"].mask(begun & months["absence"].eq(HIDDEN).cummax(), HIDDEN)
    return months.assign(actual=actual, actual_absence=why.where(actual.isna(), None))


def _links(source: Source, scope: Scope, months: Sequence[str]) -> list[Link]:
    """What every shown cell says was added between two month ends. A month that nobody reported adds nothing."""
    found = []
    for kind in TIME_KINDS:
        for cell in answer(source, split_by(scope, kind)).to_dict("records"):
            inside = months if kind == "to_date" else [month for month in months_of(cell["period"]) if month in months]
            start = months.index(inside[0])
            if pd.notna(cell["value"]):
                found.append((start, start + len(inside), int(cell["value"])))
            elif kind == "month" and cell["absence"] != HIDDEN:
                found.append((start, start + 1, 0))
    return found


def _put_together(months: pd.DataFrame, links: Sequence[Link]) -> pd.Series:
    """The total at every month end that a chain of links leads to from the start, forwards or back: 90 by December less 46 in December
    is 44 by November."""
    known, waiting = {0: 0}, [0]
    while waiting:
        here = waiting.pop()
        steps = [(end, added) for start, end, added in links if start == here]
        steps += [(start, -added) for start, end, added in links if end == here]
        for there, added in steps:
            if there not in known:
                known[there] = known[here] + added
                waiting.append(there)
    begun = (months["value"].notna() | months["absence"].eq(HIDDEN)).cummax()
    totals = [known.get(place) for place in range(1, len(months) + 1)]
    return pd.Series(pd.array(totals, dtype="Int64"), index=months.index).where(begun)


def _last_shown(source: Source, scope: Scope, months: pd.DataFrame) -> pd.Series:
    """Of a running total: what the month, or a quarter or year that ends with it, shows; a month without a report changes nothing."""
    codes, at_end = list(months["period"]), {}
    for kind in TIME_KINDS:
        for cell in answer(source, split_by(scope, kind)).to_dict("records"):
            inside = codes if kind == "to_date" else [month for month in months_of(cell["period"]) if month in codes]
            if pd.notna(cell["value"]):
                at_end[inside[-1]] = int(cell["value"])
    found: list[int | None] = []
    for month, absence in zip(codes, months["absence"], strict=True):
        carried = found[-1] if found and absence != HIDDEN else None
        found.append(at_end.get(month, carried))
    return pd.Series(pd.array(found, dtype="Int64"), index=months.index)
