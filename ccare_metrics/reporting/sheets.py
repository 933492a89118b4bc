"""The sheet of a period: one row for each figure that is due, with what came before, the target, and what is typed. Pure."""

from collections.abc import Iterable, Sequence
from datetime import date

import pandas as pd

from ccare_metrics.coverage import due_keys, due_on
from ccare_metrics.entries import ALL, Entry, EntryKey
from ccare_metrics.framework import Programme, Scheme
from ccare_metrics.periods import month_of, month_range

KEY = ["scheme", "indicator", "area", "category"]
SHEET_COLUMNS = [
    *KEY,
    "last",
    "last_absence",
    "to_date",
    "target",
    "now",
    "now_absence",
    "typed",
    "note",
    "version",
    "due",
]
DUTY_COLUMNS = ["period", "due_on", "late_days", "state", "submission", "since", "reason", "figures", "expected"]


def schemes_of(programme: Programme, partner: str, period: str) -> list[Scheme]:
    """A partner's schemes that run in a month and report anything."""
    return [
        scheme
        for scheme in programme.schemes.values()
        if scheme.partner == partner and scheme.start <= period <= scheme.end and scheme.areas and scheme.indicators
    ]


def splits(programme: Programme, indicator: str) -> dict[str, list[str]]:
    """By disaggregation: the categories a figure of the indicator may be split into, such as sex:female."""
    return {
        code: [f"{code}:{each}" for each in programme.disaggregations[code].categories]
        for code in programme.indicators[indicator].disaggregations
    }


def sheet(
    programme: Programme,
    *,
    partner: str,
    period: str,
    entries: Iterable[Entry],
    approved: pd.DataFrame,
    today: date,
    with_splits: bool = False,
) -> pd.DataFrame:
    """One row a figure that is due or typed: SHEET_COLUMNS. Splits stand below their total.

    `approved`: as desk.approved_of. `last`: the month before; `to_date`: up to then, added up as the indicator says; `now`: what is
    approved for this month; `target`: the scheme's own on `today`; all Int64 in the indicator's smallest unit, missing where there is
    none. `typed` and `note` are text; `version` int64, 0 where nothing was typed; `due` bool.
    """
    typed = {entry.key: entry for entry in entries}
    wanted = due_keys(programme, partner, period)
    keys = _in_order(programme, wanted, typed, with_splits=with_splits)
    known = dict(iter(approved.groupby(KEY, sort=False))) if len(approved) else {}
    none = approved.iloc[:0]
    before = month_range(programme.window_start, period)[-2:-1]
    due = {*wanted}
    rows = []
    for key in keys:
        series, entry = known.get(tuple(key), none), typed.get(key)
        last, last_absence = _in(series, before[0] if before else "")
        now, now_absence = _in(series, period)
        rows.append(
            (
                *key,
                last,
                last_absence,
                _to_date(series[series["month"] < period], programme.indicators[key.indicator].over_time),
                _target(programme, key, today) if key.category == ALL else None,
                now,
                now_absence,
                entry.typed if entry else "",
                entry.note if entry else "",
                entry.version if entry else 0,
                key in due,
            )
        )
    frame = pd.DataFrame(rows, columns=SHEET_COLUMNS)
    numbers = dict.fromkeys(("last", "to_date", "target", "now"), "Int64")
    return frame.astype({**numbers, "version": "int64", "due": "bool"})


def _in_order(
    programme: Programme, wanted: Sequence[EntryKey], typed: Iterable[EntryKey], *, with_splits: bool
) -> list[EntryKey]:
    """What is due, each followed by its splits where asked; then whatever else was typed."""
    extra = [*typed]
    keys: dict[EntryKey, None] = {}
    for key in wanted:
        keys[key] = None
        for categories in splits(programme, key.indicator).values():
            for category in categories:
                split = key._replace(category=category)
                if with_splits or split in extra:
                    keys[split] = None
    keys |= dict.fromkeys(sorted(extra))
    return [*keys]


def _in(series: pd.DataFrame, month: str) -> tuple[int | None, str | None]:
    here = series[series["month"] == month]
    if here.empty:
        return None, None
    value = here["value"].iloc[-1]
    return (None, here["absence"].iloc[-1]) if pd.isna(value) else (int(value), None)


def _to_date(series: pd.DataFrame, over_time: str) -> int | None:
    """What was reached: months added up, or the last one that had a value."""
    values = series.dropna(subset="value").sort_values("month")["value"]
    if values.empty:
        return None
    return int(values.sum()) if over_time == "sum" else int(values.iloc[-1])


def _target(programme: Programme, key: EntryKey, today: date) -> int | None:
    """The scheme's own target for the indicator; that of an area is not a thing."""
    for plan in programme.schemes[key.scheme].plans:
        if plan.indicator == key.indicator and (target := plan.target_on(today)):
            return target.value
    return None


def duties(programme: Programme, *, partner: str, reports: pd.DataFrame, today: date) -> pd.DataFrame:
    """Every month a partner had or has something to report for, newest first: DUTY_COLUMNS.

    `reports`: as desk.reports. `state`: of its report, not_begun where there is none; `late_days`: since the day it was due, 0 unless it
    is late and not approved; `figures`: sent, of `expected`. A correction is no duty and is not counted here.
    """
    own = reports[reports["corrects"].isna()]
    by_period = {row["period"]: row for row in own.to_dict("records")[::-1]}
    rows = []
    for period in reversed(month_range(programme.window_start, min(programme.window_end, month_of(today)))):
        expected = len(due_keys(programme, partner, period))
        if not expected:
            continue
        report = by_period.get(period)
        waiting = report is None or report["state"] in ("draft", "returned")
        late = max((today - due_on(programme, period)).days, 0) if waiting else 0
        rows.append(
            (
                period,
                due_on(programme, period),
                late,
                report["state"] if report else "not_begun",
                report["submission"] if report else None,
                report["since"] if report else None,
                report["reason"] if report else None,
                report["figures"] if report else 0,
                expected,
            )
        )
    return pd.DataFrame(rows, columns=DUTY_COLUMNS).astype({"submission": "Int64"})
