"""The figures as they stood on a day: approved by its end, added up as a release would be, but never published.

The board looks at these; a release is what the public sees. What was approved later is not there, what was due and had not come is missing.
"""

import hashlib
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TypeVar

import pandas as pd
from sqlalchemy import Engine

from ccare_metrics import aggregation, coverage, totals
from ccare_metrics.aggregation import CELL_COLUMNS, CELL_KEY, Slice
from ccare_metrics.coverage import due_on
from ccare_metrics.framework import Programme
from ccare_metrics.periods import last_day, month_of, month_range
from ccare_metrics.scope import Viewer, refuse_the_public
from ccare_metrics.store import read
from geo.areas import load_areas

# Places whose cells are made from what is added up already; others are made from the figures.
ADDED_UP = ("all", "country")


@dataclass(frozen=True, eq=False)
class Working:
    """A source of cells, as `results` asks for one. `day`: the day that is looked at; `through`: the last month covered; `approvals`:
    how many submissions were approved by then; `standing`: as totals.base, up to `through`."""

    programme: Programme = field(repr=False)
    day: date
    through: str
    approvals: int
    engine: Engine = field(repr=False)
    standing: pd.DataFrame = field(repr=False)
    _made: dict[tuple[str, ...], pd.DataFrame] = field(default_factory=dict, repr=False)

    @property
    def as_of(self) -> date:
        """The last day that the figures cover."""
        return last_day(self.through)

    @property
    def known_on(self) -> date:
        return self.day

    @property
    def targets_on(self) -> date:
        return self.day

    @property
    def grains(self) -> pd.DataFrame:
        """None is listed: nothing is hidden from those who may look here, so every series is there by month."""
        return pd.DataFrame(columns=["indicator", "group_kind", "group_code", "place_kind", "place_code", "finest"])

    @cached_property
    def key(self) -> str:
        """Everything an answer depends on: what was approved by the day, and the framework it is read under."""
        framework = hashlib.sha256(repr(self.programme).encode()).hexdigest()
        return f"working|{framework}|{self.approvals}|{self.day}"

    @cached_property
    def figures(self) -> pd.DataFrame:
        """Every approved figure up to `through`, read when it is first asked for; read.FIGURE_COLUMNS. Costs what is stored."""
        return self._approved()

    def _approved(self, indicator: str | None = None) -> pd.DataFrame:
        return read.approved_figures(self.engine, through=self.through, day=self.day.isoformat(), indicator=indicator)

    @property
    def provenances(self) -> tuple[str, ...]:
        """Where the approved figures come from: illustrative, reported, or both."""
        return totals.provenances(self.standing)

    def cells(self, asked: Slice) -> pd.DataFrame:
        """The cells of one slice; CELL_COLUMNS, `value` Int64."""
        found = self._cells(asked)
        for column, codes in asked.codes.items():
            found = found[found[column].isin(list(codes))]
        return found.astype({"value": "Int64"}).reset_index(drop=True)

    def _cells(self, asked: Slice) -> pd.DataFrame:
        """The whole slice, of the asked indicators at least, made once."""
        by_area = asked.place_kind not in ADDED_UP
        apart = tuple(sorted({*asked.indicators} & {*self._rules("across")})) if by_area else ()
        if by_area and not apart:
            return pd.DataFrame(columns=CELL_COLUMNS)
        made = asked.group_kind, asked.place_kind, asked.time_kind, *apart
        if made not in self._made:
            series = self._series(asked.time_kind, apart)
            cells = aggregation.across(series, asked.group_kind, asked.place_kind, self._rules("across"))
            cells = cells.assign(time_kind=asked.time_kind)[CELL_COLUMNS]
            self._made[made] = cells.sort_values(CELL_KEY, ignore_index=True)
        return self._made[made]

    def _rules(self, kind: str) -> dict[str, str]:
        return totals.rules(self.programme, kind)

    def _series(self, time_kind: str, apart: tuple[str, ...]) -> pd.DataFrame:
        """Of these indicators by area; of all, their areas added up, where none is named."""
        if (made := ("series", time_kind, *apart)) not in self._made:
            self._made[made] = (
                self._series_by_area(time_kind, apart)
                if apart
                else totals.series(self.standing, self.programme, time_kind)
            )
        return self._made[made]

    def _series_by_area(self, time_kind: str, indicators: tuple[str, ...]) -> pd.DataFrame:
        base = pd.concat([self._figures_of(indicator) for indicator in indicators], ignore_index=True)
        schemes = base[["scheme", "strand", "partner"]].drop_duplicates()
        places = base[["area", "county", "country"]].drop_duplicates()
        found = aggregation.over_time(base, time_kind, self._rules("over_time"))
        return found.merge(schemes, on="scheme").merge(places, on="area")

    def _figures_of(self, indicator: str) -> pd.DataFrame:
        """One indicator's figures beside what was due of it, as coverage.base; read once."""
        if (made := ("figures", indicator)) not in self._made:
            base = coverage.base(
                self._approved(indicator), _asking_for(self.programme, indicator), load_areas(), self.through
            )
            self._made[made] = base[base["indicator"].eq(indicator)]
        return self._made[made]


def _asking_for(programme: Programme, indicator: str) -> Programme:
    """The programme with the plans that one indicator is reported for, so that no other is looked up."""
    whole = {indicator} | {
        code for code, each in programme.indicators.items() if indicator in (each.numerator, each.denominator)
    }
    schemes = {
        code: replace(scheme, plans=tuple(plan for plan in scheme.plans if plan.indicator in whole))
        for code, scheme in programme.schemes.items()
    }
    return replace(programme, schemes=schemes)


def as_it_stood(engine: Engine, programme: Programme, day: date, viewer: Viewer) -> Working | None:
    """The approved figures as known at the end of `day`; None before the first month was due. Raises NotAllowedError.

    A month that is complete before it is due counts from then on; one that is not waits for its day, or it would look like a fall.
    Costs what is added up already, not what is stored.
    """
    refuse_the_public(viewer)
    # Counted before anything else is read: an answer kept under too old a number is never asked for again, under too new a one it stays.
    approvals = read.approvals(engine, day.isoformat())
    rows = read.standing_on(engine, programme, day.isoformat())
    return standing_as(Working, engine, programme, day, approvals=approvals, rows=rows)


Kind = TypeVar("Kind", bound=Working)


def standing_as(
    kind: type[Kind], engine: Engine, programme: Programme, day: date, *, approvals: int, rows: pd.DataFrame
) -> Kind | None:
    """`rows`, as read.standing_on, beside what was due: as the kind of source that is asked for."""
    standing = totals.base(rows, programme, load_areas())
    through = max(filter(None, (last_month_due(programme, day), totals.last_complete_month(standing))), default=None)
    if through is None:
        return None
    kept = standing[standing["month"] <= through].reset_index(drop=True)
    return kind(programme, day, through, approvals, engine, kept)


def last_month_due(programme: Programme, day: date) -> str | None:
    """The last month whose figures were due before a day, so that nobody is late who may still send today; None before the first was."""
    window = month_range(programme.window_start, programme.window_end)
    found = [month for month in window if due_on(programme, month) < day]
    return found[-1] if found else None


def reporting(source: Working) -> pd.DataFrame:
    """Who has reported: one row per partner and month that was due, oldest month first.

    Columns partner, month, due_on (date), due, reported (counts of figures), coverage (share from 0 to 1).
    """
    partners = {code: scheme.partner for code, scheme in source.programme.schemes.items()}
    told = source.standing.assign(partner=source.standing["scheme"].map(partners))
    counted = told.groupby(["partner", "month"], as_index=False)[["due", "reported"]].sum()
    counted = counted[counted["due"] > 0].sort_values(["month", "partner"], ignore_index=True)
    return counted.assign(
        due_on=[due_on(source.programme, month) for month in counted["month"]],
        coverage=counted["reported"] / counted["due"],
    )[["partner", "month", "due_on", "due", "reported", "coverage"]]


def reporting_by_partner(source: Working) -> pd.DataFrame:
    """The same by partner, least complete first.

    Columns partner, due, reported, coverage, incomplete (how many months are not complete).
    """
    told = reporting(source)
    told = told.assign(incomplete=(told["reported"] < told["due"]).astype("int64"))
    counted = told.groupby("partner", as_index=False)[["due", "reported", "incomplete"]].sum()
    return counted.assign(coverage=counted["reported"] / counted["due"]).sort_values(
        ["coverage", "partner"], ignore_index=True
    )


def board_days(programme: Programme, today: date, *, count: int = 6) -> list[date]:
    """Days to go back to: today, then the fifteenth of the months before, newest first."""
    months = month_range(programme.window_start, month_of(today))
    earlier = [date.fromisoformat(f"{month}-15") for month in reversed(months)]
    return [today, *[day for day in earlier if day < today][: count - 1]]
