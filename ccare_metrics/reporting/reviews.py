"""What a reviewer sees beside each figure that was sent: the month before, the series, the target, the range of its neighbours. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import pandas as pd

from ccare_metrics.entries import ALL, EntryKey, Figure
from ccare_metrics.framework import Programme
from ccare_metrics.periods import month_range

MONTHS_SHOWN = 13  # the month itself and the year before it


@dataclass(frozen=True)
class Reviewed:
    """One figure under review. All values whole, in the indicator's smallest unit; None where there is none.

    `was`: what is approved for the same month (a correction changes it); `last`: the month before; `series`: the months before it, oldest
    first, None where nothing was approved; `to_date`: what was reached before this month, `reached`: with this figure counted in;
    `neighbours`: the smallest and largest value of other areas or schemes for the same indicator
    in the month before, None where fewer than two reported.
    """

    figure: Figure
    was: int | None
    was_absence: str | None
    last: int | None
    series: tuple[tuple[str, int | None], ...]
    to_date: int | None
    reached: int | None
    target: int | None
    neighbours: tuple[int, int] | None


def reviewed(
    programme: Programme,
    *,
    period: str,
    figures: Iterable[Figure],
    approved: pd.DataFrame,
    others: pd.DataFrame,
    today: date,
) -> list[Reviewed]:
    """`approved`: the partner's own figures, as desk.approved_of; `others`: everybody's, as read.approved_figures."""
    months = month_range(programme.window_start, period)[-MONTHS_SHOWN:]
    own = {
        key: dict(zip(rows["month"], rows[["value", "absence"]].to_dict("records"), strict=True))
        for key, rows in approved.groupby(["scheme", "indicator", "area", "category"], sort=False)
    }
    before = months[-2] if len(months) > 1 else ""
    beside = others[others["month"] == before].dropna(subset="value")
    return [_reviewed(programme, figure, own.get(tuple(figure.key), {}), beside, months, today) for figure in figures]


def _reviewed(
    programme: Programme,
    figure: Figure,
    series: dict[str, dict],
    beside: pd.DataFrame,
    months: tuple[str, ...],
    today: date,
) -> Reviewed:
    key, period = figure.key, months[-1]
    value = {month: _whole(series[month]["value"]) for month in series}
    known = [value[month] for month in sorted(value) if month < period and value[month] is not None]
    summed = programme.indicators[key.indicator].over_time == "sum"
    to_date, now = _reached(known, summed), figure.value
    return Reviewed(
        figure=figure,
        was=value.get(period),
        was_absence=series[period]["absence"] if period in series and value[period] is None else None,
        last=value.get(months[-2]) if len(months) > 1 else None,
        series=tuple((month, value.get(month)) for month in months[:-1]),
        to_date=to_date,
        reached=to_date if now is None else _reached([*known, now], summed),
        target=_target(programme, key, today),
        neighbours=_range(beside, key),
    )


def _reached(known: list[int | None], summed: bool) -> int | None:
    if not known:
        return None
    return sum(known) if summed else known[-1]  # type: ignore[arg-type]


def _whole(value: object) -> int | None:
    return None if pd.isna(value) else int(value)  # type: ignore[call-overload]


def _range(beside: pd.DataFrame, key: EntryKey) -> tuple[int, int] | None:
    """Of everybody else's total for the same indicator; a split has no neighbours, as not all are split alike."""
    if key.category != ALL:
        return None
    mine = beside["scheme"].eq(key.scheme) & beside["area"].eq(key.area)
    values = beside.loc[beside["indicator"].eq(key.indicator) & ~mine, "value"]
    return (int(values.min()), int(values.max())) if len(values) > 1 else None


def _target(programme: Programme, key: EntryKey, today: date) -> int | None:
    for plan in programme.schemes[key.scheme].plans:
        if plan.indicator == key.indicator and key.category == ALL and (target := plan.target_on(today)):
            return target.value
    return None
