"""How the rows of `standing` follow from the approved figures: added up over a country's areas, one row a month, from day to day.

Plain loops over one scheme's figures, no frame; the tests find every cell a second time through `aggregation`. What a board's page
shows is then read from few rows, whatever the number of areas, categories and revisions behind it.

An area is added to its country only where all its figures were due. One that also sent a figure nobody was due to send (outside the
scheme's months, areas or indicators) stands in rows of its own: whether it counts in a period cannot be told from a total.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import bindparam, text
from sqlmodel import Session

from ccare_metrics.framework import Programme, Scheme
from ccare_metrics.periods import month_range, quarter_of, year_of
from geo.areas import load_areas

STILL = "9999-12-31"  # `until` of what has not been replaced
TOGETHER = ""  # `area` of the areas that are added up
ANSWERED = "not_applicable"  # a reasoned absence is an answer; "not reported" is not


class Told(NamedTuple):
    """One approved figure: a value, or a reason why there is none."""

    value: int | None
    answered: bool
    made_up: bool


class Approved(NamedTuple):
    day: str
    indicator: str
    area: str
    month: str
    told: Told


class Key(NamedTuple):
    indicator: str
    country: str
    area: str
    month: str


class Row(NamedTuple):
    """`value`: the month's sum, the running total reached by its end, or its state. The three after it are there for states only:
    each area's last one in the quarter, in the year and at all. `sent`, `answered`, `made_up`: numbers of figures. `carried`: a
    running total rests on a made-up figure of this month or an earlier one."""

    value: int | None
    value_in_quarter: int | None
    value_in_year: int | None
    value_to_date: int | None
    sent: int
    answered: int
    made_up: int
    carried: bool


@dataclass(frozen=True)
class Version:
    """What stood from the end of one day until the end of another, on which it did no longer."""

    key: Key
    row: Row
    since: str
    until: str = STILL

    def as_stored(self, scheme: str) -> dict[str, object]:
        told = {**self.key._asdict(), **self.row._asdict()}
        return {"scheme": scheme, "since": self.since, "until": self.until, **told}


@dataclass(frozen=True)
class Rules:
    """All of the framework that a scheme's rows rest on. `over_time`: every indicator that is counted, with its rule."""

    indicators: frozenset[str]
    areas: frozenset[str]
    months: frozenset[str]
    over_time: Mapping[str, str]
    countries: Mapping[str, str]

    @property
    def basis(self) -> str:
        """The same for the same rules, in any process: rows made under others are not read."""
        told = [sorted(self.indicators), sorted(self.areas), sorted(self.months), self.over_time, self.countries]
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def rules(programme: Programme, scheme: str) -> Rules:
    """Of a scheme that the programme does not declare, nothing was due."""
    declared = programme.schemes.get(scheme)
    return Rules(
        indicators=frozenset(_reported(programme, declared)) if declared else frozenset(),
        areas=frozenset(declared.areas) if declared else frozenset(),
        months=frozenset(month_range(declared.start, declared.end)) if declared else frozenset(),
        over_time={code: each.over_time for code, each in programme.indicators.items() if each.kind != "ratio"},
        countries={code: area.country for code, area in load_areas().items()},
    )


def _reported(programme: Programme, scheme: Scheme) -> Iterator[str]:
    for each in (programme.indicators[code] for code in scheme.indicators):
        parts = (each.numerator, each.denominator) if each.kind == "ratio" else (each.code,)
        yield from (part for part in parts if part)


HISTORY = text("""
SELECT substr(s.approved_at, 1, 10) AS day, f.indicator, f.area, f.month, f.value, f.absence, f.provenance
FROM figure f JOIN submission s ON s.id = f.submission_id
WHERE f.indicator IN :indicators AND f.category = 'all' AND f.scheme = :scheme
  AND s.approved_at IS NOT NULL AND substr(s.approved_at, 1, 10) <= :day
ORDER BY s.approved_at, s.id
""").bindparams(bindparam("indicators", expanding=True))


def history(session: Session, scheme: str, indicators: Collection[str], day: str = STILL) -> list[Approved]:
    """Every approved revision of a scheme's figures up to the end of a day, in the order of approval."""
    asked = {"scheme": scheme, "indicators": sorted(indicators), "day": day}
    return [
        Approved(
            row.day,
            row.indicator,
            row.area,
            row.month,
            Told(row.value, row.value is not None or row.absence == ANSWERED, row.provenance == "illustrative"),
        )
        for row in session.execute(HISTORY, asked)
    ]


STORED = text(f"""
SELECT {", ".join((*Key._fields, *Row._fields))}, since, until FROM standing
WHERE scheme = :scheme AND indicator IN :indicators AND until >= :until AND since < :since
ORDER BY {", ".join(Key._fields)}, since
""").bindparams(bindparam("indicators", expanding=True))


def stored(session: Session, scheme: str, indicators: Collection[str], before: str | None = None) -> list[Version]:
    """Every version that is stored; or those that stood until a day, whether or not they were replaced on it or later."""
    asked = {"scheme": scheme, "indicators": sorted(indicators), "until": before or "", "since": before or STILL}
    return [as_version(row) for row in session.execute(STORED, asked)]


def as_version(stored: Sequence[Any]) -> Version:
    *told, carried, since, until = stored
    key, row = told[: len(Key._fields)], told[len(Key._fields) :]
    return Version(Key._make(key), Row._make([*row, bool(carried)]), since, until)


# by place: an area's last value so far, and its month
Reached = dict[int, tuple[str, Told]]
# indicator -> area -> month -> the last figure approved
Figures = defaultdict[str, defaultdict[str, dict[str, Told]]]


def versions(
    approved: Iterable[Approved], under: Rules, *, since: str = "", standing: Iterable[Version] = ()
) -> list[Version]:
    """Every version from a day on. `approved`: in order, from the beginning; `standing`: what stood before that day."""
    figures: Figures = _no_figures()
    current, past = {each.key: replace(each, until=STILL) for each in standing}, []
    for day, its in groupby(approved, key=lambda each: each.day):
        touched = _take(figures, its)
        if day < since:
            continue
        for indicator in touched:
            rows = rows_of(indicator, figures[indicator], under)
            for key in sorted({*rows, *(key for key in current if key.indicator == indicator)}):
                was, now = current.get(key), rows.get(key)
                if was and was.row == now:
                    continue
                if was:
                    past.append(replace(current.pop(key), until=day))
                if now:
                    current[key] = Version(key, now, since=day)
    return [*past, *current.values()]


def standing_after(approved: Iterable[Approved], under: Rules) -> dict[Key, Row]:
    """What stands once all of this is approved."""
    figures: Figures = _no_figures()
    _take(figures, approved)
    found: dict[Key, Row] = {}
    for indicator, told in figures.items():
        found |= rows_of(indicator, told, under)
    return found


def _no_figures() -> Figures:
    return defaultdict(lambda: defaultdict(dict))


def _take(figures: Figures, approved: Iterable[Approved]) -> list[str]:
    """Puts the newer figures in the place of those they revise; returns whose indicators they are."""
    touched = set()
    for each in approved:
        figures[each.indicator][each.area][each.month] = each.told
        touched.add(each.indicator)
    return sorted(touched)


def rows_of(indicator: str, told: Mapping[str, Mapping[str, Told]], under: Rules) -> dict[Key, Row]:
    """`told`: area -> month -> figure. One row per country (or area that stands alone) and month in which a figure stands."""
    places: dict[tuple[str, str], list[Mapping[str, Told]]] = defaultdict(list)
    for area, months in told.items():
        due = indicator in under.indicators and area in under.areas and months.keys() <= under.months
        places[under.countries.get(area, ""), TOGETHER if due else area].append(months)
    return {
        Key(indicator, country, area, month): row
        for (country, area), series in places.items()
        for month, row in _by_month(series, under.over_time[indicator])
    }


def _by_month(series: Sequence[Mapping[str, Told]], rule: str) -> Iterator[tuple[str, Row]]:
    latest: Reached = {}
    for month in sorted({month for months in series for month in months}):
        here = {place: months[month] for place, months in enumerate(series) if month in months}
        latest |= {place: (month, told) for place, told in here.items() if told.value is not None}
        yield month, _row(month, list(here.values()), latest, rule)


def _row(month: str, here: list[Told], latest: Reached, rule: str) -> Row:
    state, carried = rule == "snapshot", rule == "running_total"
    return Row(
        value=_total(latest, lambda at: carried or at == month),
        value_in_quarter=_total(latest, lambda at: quarter_of(at) == quarter_of(month)) if state else None,
        value_in_year=_total(latest, lambda at: year_of(at) == year_of(month)) if state else None,
        value_to_date=_total(latest, lambda _: True) if state else None,
        sent=len(here),
        answered=sum(told.answered for told in here),
        made_up=sum(told.made_up for told in here),
        carried=carried and any(told.made_up for _, told in latest.values()),
    )


def _total(latest: Reached, counts: Callable[[str], bool]) -> int | None:
    """Of the areas whose last value is of a month that counts; None where there is nothing to add."""
    values = [told.value for month, told in latest.values() if told.value is not None and counts(month)]
    return sum(values) if values else None
