"""Published facts, as cited: found by indicator, scheme, partner or area. They are never added up or split."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import pandas as pd

from ccare_metrics.framework import Fact, Programme


def facts(
    programme: Programme,
    *,
    indicator: str | None = None,
    scheme: str | None = None,
    partner: str | None = None,
    area: str | None = None,
    kinds: Iterable[str] = ("actual", "rate", "ceiling", "count", "budget", "target"),
) -> tuple[Fact, ...]:
    """The facts that meet every condition given, in the order of the file."""
    wanted = set(kinds)
    return tuple(
        fact
        for fact in programme.facts
        if fact.kind in wanted
        and (indicator is None or fact.indicator == indicator)
        and (scheme is None or fact.scheme == scheme)
        and (partner is None or fact.partner == partner)
        and (area is None or area in fact.areas)
    )


def headline_fact(programme: Programme, indicator: str, *, known_on: date) -> Fact | None:
    """The one cited result of the whole programme for an indicator, if it had been published by that day."""
    found = [fact for fact in facts(programme, indicator=indicator, kinds=("actual",)) if fact.scheme is None]
    return next((fact for fact in found if is_known(fact, known_on)), None)


def scheme_fact(programme: Programme, scheme: str, indicator: str, *, known_on: date) -> Fact | None:
    """The one cited result of a scheme for an indicator, if it had been published by that day."""
    found = facts(programme, indicator=indicator, scheme=scheme, kinds=("actual",))
    return next((fact for fact in found if is_known(fact, known_on)), None)


def is_known(fact: Fact, day: date) -> bool:
    """A date may be as short as a year; what bears none is taken as known."""
    return fact.as_of is None or fact.as_of <= day.isoformat()[: len(fact.as_of)]


def located_results(programme: Programme) -> tuple[Fact, ...]:
    """Published results that name where they happened: what a map of published figures may show."""
    return tuple(fact for fact in facts(programme, kinds=("actual",)) if fact.areas and fact.indicator)


def limits(programme: Programme, cells: pd.DataFrame, *, through: str) -> pd.DataFrame:
    """What cited results say about cells that stand for a total up to a month: columns least and most, infinite where nothing.

    A result of a later day says how much there was at most, one of an earlier day how much at least; but of a state that comes and goes
    only one of the same month says anything. What bears no day is of the programme's closing day. `cells`: columns of CELL_KEY.
    """
    frame = pd.DataFrame({"least": -math.inf, "most": math.inf}, index=cells.index)
    whole = cells["place_kind"].eq("all") & cells["time_kind"].eq("to_date")
    for fact in facts(programme, kinds=("actual",)):
        kind, code = _group_of(fact)
        same = (
            whole & cells["indicator"].eq(fact.indicator) & cells["group_kind"].eq(kind) & cells["group_code"].eq(code)
        )
        if same.any():
            least, most = _range(fact)
            month = (fact.as_of or programme.closing_day.isoformat())[:7].ljust(
                7, "~"
            )  # "2023~~~" is after every month of it
            grows = programme.indicators[str(fact.indicator)].over_time != "snapshot"
            if month == through or grows and month < through:
                frame.loc[same, "least"] = frame.loc[same, "least"].clip(lower=least)
            if month == through or grows and month > through:
                frame.loc[same, "most"] = frame.loc[same, "most"].clip(upper=most)
    return frame


@dataclass(frozen=True)
class EarlierTotal:
    """A cited total up to a month before the last one: between `least` and `most`, of a group of schemes over all areas."""

    group_kind: str
    group_code: str
    month: str
    least: float
    most: float


def earlier_totals(programme: Programme, indicator: str, *, through: str) -> tuple[EarlierTotal, ...]:
    """What cited results say of the total up to a month before `through`. Beside the total to date they give away what came since: 144
    by May and 147 by June are 3 in June. A state that comes and goes has no total."""
    if programme.indicators[indicator].over_time == "snapshot":
        return ()
    found = []
    for fact in facts(programme, indicator=indicator, kinds=("actual",)):
        month = (fact.as_of or programme.closing_day.isoformat())[:7]
        if len(month) == 7 and month < through:
            found.append(EarlierTotal(*_group_of(fact), month, *_range(fact)))
    return tuple(found)


def _group_of(fact: Fact) -> tuple[str, str]:
    if fact.scheme:
        return "scheme", fact.scheme
    return ("partner", fact.partner) if fact.partner else ("all", "all")


def _range(fact: Fact) -> tuple[float, float]:
    """Between which values the truth lies, if the source is right: "about 1,200" is nearer to it than to 1,100 or 1,300."""
    if fact.qualifier == "over":
        return fact.value, math.inf
    if fact.qualifier == "up_to":
        return -math.inf, fact.value
    if fact.qualifier == "about":
        digits = str(fact.value)
        half = 10 ** (len(digits) - len(digits.rstrip("0"))) / 2
        return fact.value - half, fact.value + half
    return fact.value, fact.value
