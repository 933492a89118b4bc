"""A target over time as the curves' section wants it: the months, where they are heading, and both as rows of a table."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from ccare_metrics import results
from ccare_metrics.framework import Indicator
from ccare_metrics.periods import is_month, last_day
from ccare_metrics.results import Outlook
from ccare_metrics.scope import Scope
from reports import cells
from reports.content import Cell, Column, Table
from ui.edition import Edition

BY_PERIOD = ("filters.period", "table.in_period", "table.by_end_of_period")


@dataclass(frozen=True)
class Line:
    """`months`: results.CURVE_COLUMNS; of a release they may be quarters, years, or the one row "to_date". `scheme` None: the programme's
    own."""

    indicator: Indicator
    scheme: str | None
    months: pd.DataFrame
    outlook: Outlook

    @property
    def made_up(self) -> bool:
        return bool(self.months["provenance"].eq("illustrative").any())

    @property
    def is_curve(self) -> bool:
        """Whether there is more of it than a total to date."""
        return len(self.months) > 1 and bool(self.months["actual"].notna().any())


def line(edition: Edition, code: str, scheme: object) -> Line:
    scope = Scope(code, scheme=None if cells.is_missing(scheme) else str(scheme))
    months, ahead = results.curve(edition.release, scope), results.outlook(edition.release, scope)
    return Line(edition.programme.indicators[code], scope.scheme, months, ahead)


def paths(drawn: Line) -> list[list[float | None]]:
    """Low, central and high of every month of the curve, in the stored unit; None where there is no forecast."""
    ahead = drawn.outlook.forecast
    if ahead is None:
        return [[None] * len(drawn.months)] * 3
    found = (dict(zip(ahead.months, path, strict=True)) for path in (ahead.low, ahead.central, ahead.high))
    return [[path.get(month) for month in drawn.months["period"]] for path in found]


def table(edition: Edition, lines: Sequence[Line]) -> Table:
    """Month by month what the curves show, from the first month that counts to the last that is covered or forecast."""
    words = edition.words
    monthly = all(is_month(period) for each in lines for period in each.months["period"])
    when = ("table.month", "table.in_month", "table.by_end_of_month") if monthly else BY_PERIOD
    counted = (*when[1:], "pack.curves.expected", "table.target")
    ahead = ("pack.forecast_low", "pack.forecast_central", "pack.forecast_high")
    columns = (
        Column(words("table.indicator")),
        Column(words("table.scheme")),
        Column(words(when[0]), "date" if monthly else "text"),
        *(Column(words(key), "number") for key in (*counted, *ahead)),
        Column(words("table.provenance"), "provenance"),
    )
    rows = [row for each in lines for row in _months(edition, each)]
    return Table("curves", words("pack.curves.table"), columns, tuple(rows), detail=True)


def _months(edition: Edition, drawn: Line) -> list[tuple[Cell, ...]]:
    words, indicator = edition.words, drawn.indicator
    scheme = words.name(edition.programme.schemes[drawn.scheme].short_name) if drawn.scheme else words("table.whole")
    ahead = (
        "illustrative" if drawn.made_up else "derived"
    )  # our arithmetic on figures, made up as soon as one of them is
    frame = drawn.months.assign(ahead=list(zip(*paths(drawn), strict=True)))
    return [
        (
            Cell(words.name(indicator.short_name)),
            Cell(scheme),
            cells.period(words, month["period"]),
            cells.amount(words, month["value"], indicator, absence=month["absence"]),
            cells.amount(words, month["actual"], indicator, absence=month["actual_absence"]),
            cells.about(words, month["expected"], indicator, absence="not_applicable"),
            cells.amount(words, month["target"], indicator, absence="not_applicable"),
            *(cells.about(words, value, indicator) for value in month["ahead"]),
            cells.provenance(words, month["provenance"] if month["ahead"][1] is None else ahead),
        )
        for month in frame[_counts(edition, drawn)].to_dict("records")
    ]


def _counts(edition: Edition, drawn: Line) -> pd.Series:
    """The months that were due or have a figure, and those that are forecast."""
    frame, ahead = drawn.months, drawn.outlook.forecast
    nobody_was_due = frame["value"].isna() & frame["absence"].eq("not_applicable")
    covered = (frame["day"] <= last_day(edition.release.through)) & ~nobody_was_due
    return covered | frame["period"].isin(ahead.months if ahead else ())
