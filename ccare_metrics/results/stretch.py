"""Since when something has been so: the unbroken run of month ends, up to now, with the same kind of status."""

from collections.abc import Collection
from datetime import date

import pandas as pd

from ccare_metrics import progress
from ccare_metrics.framework import Plan
from ccare_metrics.periods import last_day
from ccare_metrics.results.answer import Source
from ccare_metrics.results.curve import curve
from ccare_metrics.results.headline import plan_of
from ccare_metrics.results.reached import HIDDEN
from ccare_metrics.scope import Scope


def unbroken_since(source: Source, indicator: str, scheme: str | None, statuses: Collection[str]) -> date | None:
    """The first month end of the unbroken stretch, up to the last month covered, on which the status was one of `statuses`.

    As the figures stand now: a correction that came later counts for the month it corrects. None where the last month end was not so,
    nobody set a target, or it is hidden how far back the stretch goes.
    """
    plan = plan_of(source.programme, scheme, indicator)
    if plan is None:
        return None
    months = curve(source, Scope(indicator, scheme=scheme))
    months = months[months["day"] <= last_day(source.through)]
    since = None
    for day, actual, absence in reversed(list(months[["day", "actual", "actual_absence"]].itertuples(index=False))):
        if absence == HIDDEN:
            return None
        if pd.isna(actual) or _status(source, plan, float(actual), day) not in statuses:
            break
        since = day
    return since


def _status(source: Source, plan: Plan, actual: float, day: date) -> str:
    return progress.status(
        actual=actual,
        plan=plan,
        day=day,
        known_on=min(day, source.targets_on),
        direction=source.programme.indicators[plan.indicator].direction,
        reported=1,  # on which figures a past month end rests is told by the coverage of today
        due=1,
        rule=source.programme.status_rule,
    )
