"""Will the target be reached, and when? The forecast of a running total beside the target as decided on the source's day."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from ccare_metrics import progress
from ccare_metrics.forecast import NEEDED, Forecast, NoForecast, forecast
from ccare_metrics.framework import Programme, Target
from ccare_metrics.periods import last_day, month_of, month_range
from ccare_metrics.results.additions import Additions, additions, is_cumulative
from ccare_metrics.results.answer import Source, answer
from ccare_metrics.results.headline import fact_of, plan_of, plans
from ccare_metrics.scope import Scope, ScopeError, refuse_unknown

FARTHEST = 5  # years ahead in which a target is looked for: a pace says nothing about later ones
OUTLOOK_COLUMNS = [
    "indicator", "scheme", "low", "central", "high", "reached_in", "pace", "required_pace", "verdict", "why_none", "history",
]  # fmt: skip


@dataclass(frozen=True)
class Outlook:
    """One indicator of one scheme, or of the programme. Numbers in the indicator's smallest unit, unrounded; months as "2022-04".

    `forecast`: up to the target's day, or to the end of the scheme (of the programme) where there is no target or its day has come.
    `why_none`: "reached" where the target is; "nothing_ahead" where its day has come without that; or why there is no forecast, as
    `NoForecast`; None otherwise. In the first two cases there may be a forecast all the same. `history`, `needed`: months with a figure.
    `at_end`: low, central, high by the target's day, or by the end where there is no target; None where that day has come.
    `reached_in`: the month in which the central path reaches the target, be it after its day; None where it does not within five
    years, or already has. `reached_between`: the same on the path that is sooner and on the one that is later.
    `required_pace`: per month, from the last month covered to the target's day; below zero where a total should fall; None where there
    is no target, it is reached or its day has come. `pace`: what the next month is expected to add.
    `verdict`: reached | likely (the whole interval reaches it) | possible (part of it) | unlikely (none of it) | no_target | none.
    """

    indicator: str
    scheme: str | None
    forecast: Forecast | None
    why_none: str | None
    history: int
    needed: int
    target: Target | None
    at_end: tuple[float, float, float] | None
    reached_in: str | None
    reached_between: tuple[str | None, str | None]
    required_pace: float | None
    pace: float | None
    verdict: str


@dataclass(frozen=True)
class _Aim:
    """`actual`: what a status compares with the target, the cited fact where there is one; `left`: months to the target's day."""

    target: Target
    direction: str
    actual: float | None
    left: float
    may_be_steered: bool

    def is_met(self, value: float | None) -> bool:
        # Rounded: ten months of a pace of 10 / 3 add up to a hair less than they should.
        return value is not None and progress.is_reached(round(value, 6), self.target, self.direction)

    def month(self, ahead: Forecast, path: Sequence[float]) -> str | None:
        return next((month for month, value in zip(ahead.months, path, strict=True) if self.is_met(value)), None)


def outlook(source: Source, scope: Scope) -> Outlook:
    """Where a total is heading. Raises ScopeError for a scope that is split, UnknownCodeError for an unknown code."""
    if scope.by or scope.period:
        raise ScopeError("an outlook is of one running total: ask without by and without a period")
    refuse_unknown("indicator", scope.indicator, source.programme.indicators)
    past = additions(source, scope) if is_cumulative(source.programme, scope.indicator) else None
    total = past.total if past else None
    aim = _aim(source, scope, total if past else _state(source, scope))
    end = aim.target.by if aim and aim.left else _last_day(source.programme, scope)
    far = _looked_ahead(past, source.through, end)
    near = _up_to(far, source.through, end)
    ahead = near if isinstance(near, Forecast) else None
    seen = Outlook(
        indicator=scope.indicator,
        scheme=scope.scheme,
        forecast=ahead,
        why_none=near.why if isinstance(near, NoForecast) else None,
        history=near.history,
        needed=NEEDED,
        target=None,
        at_end=_at(ahead, total, _months_to(source.through, end)) if ahead and total is not None else None,
        reached_in=None,
        reached_between=(None, None),
        required_pace=None,
        pace=ahead.pace if ahead else None,
        verdict="no_target",
    )
    return _against(aim, seen, far, total) if aim else seen


def outlook_table(source: Source) -> pd.DataFrame:
    """One row per plan, in the order of `target_table`: OUTLOOK_COLUMNS.

    `low`, `central`, `high`: by the target's day, Float64, as `pace` and `required_pace`; the rest as in `Outlook`.
    """
    rows = []
    for plan in plans(source.programme):
        seen = outlook(source, Scope(plan.indicator, scheme=plan.scheme))
        ends = seen.at_end or (None, None, None)
        told = (seen.reached_in, seen.pace, seen.required_pace, seen.verdict, seen.why_none, seen.history)
        rows.append([plan.indicator, plan.scheme, *ends, *told])
    numbers = dict.fromkeys(("low", "central", "high", "pace", "required_pace"), "Float64")
    return pd.DataFrame(rows, columns=OUTLOOK_COLUMNS).astype(numbers)


def _state(source: Source, scope: Scope) -> float | None:
    """Of what does not add up: the last one known, as in `target_table`."""
    value = answer(source, scope).iloc[0]["value"]
    return None if pd.isna(value) else float(value)


def _aim(source: Source, scope: Scope, figures: float | None) -> _Aim | None:
    """None for a part of a scheme or of the programme: targets are set for the whole."""
    if any((scope.strand, scope.partner, scope.area, scope.county, scope.country)):
        return None
    programme = source.programme
    plan = plan_of(programme, scope.scheme, scope.indicator)
    target = plan.target_on(source.targets_on) if plan else None
    if target is None or (scope.published_only and target.provenance == "illustrative"):
        return None
    fact = fact_of(source, scope.scheme, scope.indicator)
    return _Aim(
        target,
        programme.indicators[scope.indicator].direction,
        actual=float(fact.value) if fact else figures,
        left=_months_to(source.through, target.by),
        may_be_steered=target.by > source.targets_on,
    )


def _against(aim: _Aim, seen: Outlook, far: Forecast | NoForecast, total: float | None) -> Outlook:
    """The same, held against a target."""
    seen = replace(seen, target=aim.target, verdict="none")
    if not aim.left:
        seen = replace(seen, at_end=None, why_none=seen.why_none or "nothing_ahead")
    if aim.is_met(aim.actual):
        return replace(seen, why_none="reached", verdict="reached")
    if seen.at_end:
        seen = replace(seen, verdict=_verdict(aim, seen.at_end))
    if total is None or aim.is_met(total):
        return seen
    if aim.left and aim.may_be_steered:
        seen = replace(seen, required_pace=(aim.target.value - total) / aim.left)
    return _dated(seen, aim, far) if seen.forecast and isinstance(far, Forecast) else seen


def _dated(seen: Outlook, aim: _Aim, far: Forecast) -> Outlook:
    sooner, later = (far.high, far.low) if aim.direction == "higher" else (far.low, far.high)
    return replace(
        seen, reached_in=aim.month(far, far.central), reached_between=(aim.month(far, sooner), aim.month(far, later))
    )


def _verdict(aim: _Aim, at_end: tuple[float, float, float]) -> str:
    ends = {aim.is_met(at_end[0]), aim.is_met(at_end[2])}
    if len(ends) == 2:
        return "possible"
    return "likely" if ends == {True} else "unlikely"


def _looked_ahead(past: Additions | None, through: str, end: date) -> Forecast | NoForecast:
    """As far as a target is looked for. `past` is None for what does not add up to a total."""
    if past is None:
        return NoForecast("not_cumulative", 0)
    if past.is_hidden or past.total is None:
        return NoForecast("suppressed" if past.is_hidden else "not_reported", 0)
    until = max(month_of(end), f"{int(through[:4]) + FARTHEST}{through[4:]}")
    return _never_below_nothing(forecast(past.months, past.added, reached=past.total, through=through, until=until))


def _never_below_nothing(ahead: Forecast | NoForecast) -> Forecast | NoForecast:
    """A total that falls ends at zero: there are no fewer people than none."""
    if isinstance(ahead, NoForecast):
        return ahead
    low, central, high = (tuple(max(0.0, value) for value in path) for path in (ahead.low, ahead.central, ahead.high))
    return replace(ahead, low=low, central=central, high=high)


def _up_to(far: Forecast | NoForecast, through: str, day: date) -> Forecast | NoForecast:
    """The first months of a forecast, up to that of a day."""
    count = len(month_range(through, month_of(day))[1:])
    if not count:
        return NoForecast("nothing_ahead", far.history)
    if isinstance(far, NoForecast):
        return far
    return replace(
        far, months=far.months[:count], central=far.central[:count], low=far.low[:count], high=far.high[:count]
    )


def _last_day(programme: Programme, scope: Scope) -> date:
    return last_day(programme.schemes[scope.scheme].end if scope.scheme else programme.window_end)


def _months_to(through: str, day: date) -> float:
    """Months from the last one covered to a day, the last of them in part; 0 where the figures cover that day."""
    ahead = month_range(through, month_of(day))[1:]
    return len(ahead) - 1 + day.day / last_day(ahead[-1]).day if ahead else 0.0


def _at(ahead: Forecast, total: float, months: float) -> tuple[float, float, float]:
    """Low, central, high after so many months, in a straight line within a month."""
    low, central, high = (_on_path((total, *path), months) for path in (ahead.low, ahead.central, ahead.high))
    return low, central, high


def _on_path(path: Sequence[float], months: float) -> float:
    whole = math.floor(months)
    part = months - whole
    return path[whole] + part * (path[whole + 1] - path[whole]) if part else path[whole]
