"""The figures as they stood on a day: approved by its end, added up as a release would be, but never published.

The board looks at these; a release is what the public sees. What was approved later is not there, what was due and had not come is missing.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

import pandas as pd
from sqlalchemy import Engine

from ccare_metrics import coverage
from ccare_metrics.aggregation import CELL_COLUMNS, Slice
from ccare_metrics.framework import Programme
from ccare_metrics.periods import last_day, month_of, month_range, quarter_of
from ccare_metrics.publishing import computed_cells
from ccare_metrics.scope import Viewer
from ccare_metrics.store import read
from geo.areas import Area, load_areas


@dataclass(frozen=True, eq=False)
class Working:
    """A source of cells, as `results` asks for one. `day`: the day that is looked at; `as_of`: the last day the figures cover.

    `figures`: read.FIGURE_COLUMNS, up to the last month that was due before that day.
    """

    programme: Programme
    day: date
    through: str
    revision: int
    figures: pd.DataFrame = field(repr=False)

    @property
    def as_of(self) -> date:
        return last_day(self.through)

    @property
    def known_on(self) -> date:
        return self.day

    @property
    def targets_on(self) -> date:
        return self.day

    @property
    def key(self) -> str:
        """Everything an answer depends on."""
        return f"working|{self.programme.code}|{self.revision}|{self.day}"

    @cached_property
    def _slices(self) -> dict[tuple[str, str, str], pd.DataFrame]:
        cells = computed_cells(self.figures, self.programme, load_areas(), self.through)
        return {
            (str(group), str(place), str(time)): frame.reset_index(drop=True)
            for (group, place, time), frame in cells[CELL_COLUMNS].groupby(["group_kind", "place_kind", "time_kind"])
        }

    def cells(self, asked: Slice) -> pd.DataFrame:
        """The cells of one slice; CELL_COLUMNS, `value` Int64."""
        found = self._slices.get(
            (asked.group_kind, asked.place_kind, asked.time_kind), pd.DataFrame(columns=CELL_COLUMNS)
        )
        for column, codes in asked.codes.items():
            found = found[found[column].isin(list(codes))]
        return found.astype({"value": "Int64"}).reset_index(drop=True)


class NotAllowedError(PermissionError):
    """The viewer may not look at figures that are not published."""


def as_it_stood(engine: Engine, programme: Programme, day: date, viewer: Viewer) -> Working | None:
    """The approved figures as known at the end of `day`; None before the first month was due. Raises NotAllowedError.

    A month that is complete before it is due counts from then on; one that is not waits for its day, or it would look like a fall.
    """
    if viewer.role not in ("board", "lead"):
        raise NotAllowedError(f"role {viewer.role}: figures that are not published")
    figures = read.approved_figures(engine, through=programme.window_end, day=day.isoformat())
    through = max(
        filter(None, (last_month_due(programme, day), _last_complete_month(programme, figures))), default=None
    )
    if through is None:
        return None
    kept = figures[figures["month"] <= through].reset_index(drop=True)
    return Working(programme, day, through, read.revision(engine), kept)


def _last_complete_month(programme: Programme, figures: pd.DataFrame) -> str | None:
    """The last month for which every figure that is due was approved."""
    wanted = coverage.due(programme, programme.window_end)
    found = wanted.merge(figures[coverage.KEY].drop_duplicates(), on=coverage.KEY, how="left", indicator=True)
    complete = found.groupby("month")["_merge"].apply(lambda merged: merged.eq("both").all())
    return max((str(month) for month, whole in complete.items() if whole), default=None)


def last_month_due(programme: Programme, day: date) -> str | None:
    """The last month whose figures were due before a day, so that nobody is late who may still send today; None before the first was."""
    window = month_range(programme.window_start, programme.window_end)
    found = [month for month in window if due_on(programme, month) < day]
    return found[-1] if found else None


def due_on(programme: Programme, month: str) -> date:
    """The day by which the figures of a month are due."""
    quarterly = programme.reporting.calendar == "quarter"
    return last_day(quarter_of(month) if quarterly else month) + timedelta(days=programme.reporting.days_until_due)


def reporting(source: Working, areas: dict[str, Area] | None = None) -> pd.DataFrame:
    """Who has reported: one row per partner and month that was due, oldest month first.

    Columns partner, month, due_on (date), due, reported (counts of figures), coverage (share from 0 to 1).
    """
    base = coverage.base(source.figures, source.programme, areas or load_areas(), source.through)
    counted = base.groupby(["partner", "month"], as_index=False)[["due", "reported"]].sum()
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
