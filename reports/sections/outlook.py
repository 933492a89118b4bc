"""Will the targets be reached? Every target with its forecast, the month in which it may be reached, and the pace it takes."""

from collections.abc import Hashable, Mapping

import pandas as pd

from ccare_metrics import results
from ccare_metrics.scope import Scope
from reports import cells
from reports.answers import finding_of, notice, sources_of, targets
from reports.content import Asked, Cell, Column, Section, Table
from ui import findings, outlook_words
from ui.edition import Edition, kept

Row = Mapping[Hashable, object]
VERDICTS = ("reached", "likely", "possible", "unlikely", "none")


def section(edition: Edition, asked: Asked) -> Section | None:
    words, rows = edition.words, told(edition)
    if rows.empty:
        return None
    made_up = notice(edition, rows)
    return Section(
        code="outlook",
        name=words("pack.section.outlook"),
        finding=finding_of(edition, finding(edition, rows), made_up),
        lead=words("pack.outlook.lead"),
        notice=made_up,
        paragraphs=tuple(_own(edition, row) for row in rows[rows["scheme"].isna()].to_dict("records")),
        parts=(_table(edition, rows),),
        sources=sources_of(edition, rows),
    )


@kept
def told(edition: Edition) -> pd.DataFrame:
    """results.target_table beside results.outlook_table, most urgent first."""
    return targets(edition).merge(results.outlook_table(edition.release), on=["indicator", "scheme"], how="left")


def finding(edition: Edition, rows: pd.DataFrame) -> str:
    """How many targets are reached, likely, possible and unlikely at the recent pace."""
    words, aimed = edition.words, rows[rows["target"].notna()]
    counts = aimed["verdict"].value_counts()
    parts = [words.n(f"pack.outlook.count_{code}", int(counts[code])) for code in VERDICTS if counts.get(code, 0)]
    return words("pack.outlook.finding", day=edition.release.known_on, total=len(aimed), parts=words.join(parts))


def _own(edition: Edition, row: Row) -> str:
    """One of the programme's own targets in sentences."""
    words, indicator = edition.words, str(row["indicator"])
    said = " ".join(outlook_words.sentences(edition, results.outlook(edition.release, Scope(indicator))))
    name = findings.said_of(edition, findings.target_words(edition, indicator, None), [row["computed_provenance"]])
    return words("pack.outlook.own", name=name, text=said)


def _table(edition: Edition, rows: pd.DataFrame) -> Table:
    words = edition.words
    numbers = ("table.actual", "table.expected", "table.target")
    ahead = ("pack.forecast_low", "pack.forecast_central", "pack.forecast_high")
    columns = (
        Column(words("table.indicator")),
        Column(words("table.scheme")),
        *(Column(words(key), "number") for key in (*numbers, *ahead)),
        Column(words("pack.outlook.verdict")),
        Column(words("progress.reached_in"), "date"),
        Column(words("progress.pace"), "number"),
        Column(words("progress.required"), "number"),
        Column(words("table.result_provenance"), "provenance"),
    )
    return Table(
        "outlook",
        words("pack.outlook.table"),
        columns,
        tuple(_row(edition, row) for row in rows.to_dict("records")),
    )


def _row(edition: Edition, row: Row) -> tuple[Cell, ...]:
    words, programme = edition.words, edition.programme
    indicator = programme.indicators[str(row["indicator"])]
    scheme = None if cells.is_missing(row["scheme"]) else programme.schemes[str(row["scheme"])]
    without = "not_published" if cells.is_missing(row["target"]) else None
    return (
        Cell(words.name(indicator.name)),
        Cell(words.name(scheme.short_name) if scheme else words("table.whole")),
        cells.amount(words, row["actual"], indicator, qualifier=str(row["qualifier"]), absence=row["absence"]),
        cells.about(words, row["expected"], indicator, absence=without),
        cells.amount(words, row["target"], indicator, qualifier=str(row["target_qualifier"]), absence=without),
        *(cells.about(words, row[name], indicator) for name in ("low", "central", "high")),
        Cell(_verdict(edition, row)),
        _reached_in(edition, row),
        *(cells.about(words, row[name], indicator) for name in ("pace", "required_pace")),
        cells.provenance(words, _provenance(row)),
    )


def _verdict(edition: Edition, row: Row) -> str:
    """Likely, possible, unlikely; or why nothing can be said."""
    if row["verdict"] == "none":
        return outlook_words.why_none(edition, str(row["why_none"]))
    return edition.words(f"pack.outlook.{row['verdict']}")


def _reached_in(edition: Edition, row: Row) -> Cell:
    if outlook_words.when(edition, row):
        return cells.month(edition.words, str(row["reached_in"]))
    return Cell("–") if row["verdict"] == "none" else Cell(_why_no_month(edition, row))


def _why_no_month(edition: Edition, row: Row) -> str:
    return outlook_words.why_none(edition, outlook_words.why_no_month(row))


def _provenance(row: Row) -> str:
    """Of the row: made up as soon as one of its numbers is; a forecast is our own arithmetic on what was reported."""
    made_up = "illustrative" in (row["provenance"], row["computed_provenance"], row["target_provenance"])
    return "illustrative" if made_up else "derived"
