"""Who has reported: how much of what was due is approved, by partner, and every month that is not complete."""

import pandas as pd

from ccare_metrics.working import Working, reporting, reporting_by_partner
from reports import cells
from reports.answers import day_of, finding_of, notice, targets
from reports.content import Asked, Cell, Column, Section, Table
from reports.pictures import Bar, Ranking
from ui.edition import Edition


def section(edition: Edition, asked: Asked) -> Section | None:
    if not isinstance(edition.release, Working):
        return None
    words, by_partner, told = edition.words, reporting_by_partner(edition.release), reporting(edition.release)
    open_months = told[told["reported"] < told["due"]].sort_values(["month", "partner"], ascending=[False, True])
    made_up = notice(edition, targets(edition))
    tables = [_partners(edition, by_partner), *([] if open_months.empty else [_open_months(edition, open_months)])]
    return Section(
        code="reporting",
        name=words("pack.section.reporting"),
        finding=finding_of(edition, finding(edition), made_up),
        lead=words("board.reporting_lead", day=day_of(edition)),
        notice=made_up,
        paragraphs=(words("board.nothing_open"),) if open_months.empty else (),
        parts=(_bars(edition, by_partner), *tables),
    )


def finding(edition: Edition) -> str:
    """How many partners have sent all that was due."""
    told = reporting_by_partner(edition.release)  # type: ignore[arg-type]
    complete = int(told["incomplete"].eq(0).sum())
    month = edition.words.month(edition.release.through)
    return edition.words.n("board.reporting_finding", complete, partners=len(told), month=month)


def _bars(edition: Edition, rows: pd.DataFrame) -> Ranking:
    words = edition.words
    made_up = bool(notice(edition, targets(edition)))
    bars = [
        Bar(_partner(edition, row["partner"]), row["coverage"], words.percent(row["coverage"]), made_up)
        for row in rows.to_dict("records")
    ]
    spoken = words.join([words("pack.bar", name=bar.name, figure=bar.text) for bar in bars])
    title = words("board.by_partner")
    return Ranking("coverage", title, tuple(bars), "percent", alt=words("pack.bars_alt", title=title, bars=spoken))


def _partner(edition: Edition, code: str) -> str:
    return edition.words.name(edition.programme.partners[code].name)


def _counts(edition: Edition, row: dict) -> tuple[Cell, ...]:
    words = edition.words
    return (cells.count(words, row["due"]), cells.count(words, row["reported"]), cells.percent(words, row["coverage"]))


def _count_columns(edition: Edition) -> tuple[Column, ...]:
    words = edition.words
    return (
        Column(words("board.due"), "number"),
        Column(words("board.reported"), "number"),
        Column(words("board.coverage"), "percent"),
    )


def _partners(edition: Edition, rows: pd.DataFrame) -> Table:
    words = edition.words
    columns = (Column(words("scheme.partner")), *_count_columns(edition), Column(words("board.incomplete"), "number"))
    told = tuple(
        (Cell(_partner(edition, row["partner"])), *_counts(edition, row), cells.count(words, row["incomplete"]))
        for row in rows.to_dict("records")
    )
    return Table("partners", words("board.by_partner"), columns, told)


def _open_months(edition: Edition, rows: pd.DataFrame) -> Table:
    words = edition.words
    columns = (
        Column(words("scheme.partner")),
        Column(words("table.month"), "date"),
        Column(words("board.due_on"), "date"),
        *_count_columns(edition),
    )
    told = tuple(
        (
            Cell(_partner(edition, row["partner"])),
            cells.month(words, row["month"]),
            cells.day(words, row["due_on"]),
            *_counts(edition, row),
        )
        for row in rows.to_dict("records")
    )
    return Table("open_months", words.n("board.open_months", len(rows)), columns, told)
