"""The last section of every pack: each source cited in it, what the words mean, and where made-up figures stand."""

from collections.abc import Sequence

from ccare_metrics.framework import Source
from reports.content import Cell, Column, Section, Table
from reports.sections import attention
from ui.edition import Edition

PROVENANCES = ("published", "reported", "derived", "illustrative")
STATUSES = (
    *("reached", "on_course", "at_risk", "off_course", "not_reached", "not_started", "no_target"),
    *("too_little_reported", "hidden"),
)
ABSENCES = ("not_reported", "not_applicable", "not_published", "suppressed")


def section(edition: Edition, others: Sequence[Section]) -> Section:
    words = edition.words
    made_up = [each.name for each in others if each.notice]
    there = {each.code for each in others}
    paragraphs = [words("pack.sources.illustrative", sections=words.join(made_up))] if made_up else []
    if "outlook" in there:
        paragraphs.append(words("pack.sources.forecast", title=words("outlook.rule_title"), rule=words("outlook.rule")))
    cited = tuple(
        dict.fromkeys([edition.programme.funding.source, *(source for each in others for source in each.sources)])
    )
    return Section(
        code="sources",
        name=words("pack.section.sources"),
        finding=words.n("pack.sources.finding", len(cited)),
        paragraphs=tuple(paragraphs),
        parts=(
            _cited(edition, cited, others),
            _provenances(edition),
            _statuses(edition),
            *([attention.rules(edition)] if "attention" in there else []),
            _absences(edition),
        ),
        sources=cited,
    )


def _cited(edition: Edition, cited: Sequence[Source], others: Sequence[Section]) -> Table:
    words = edition.words
    columns = tuple(
        Column(words(key))
        for key in ("about.column_source", "about.column_when", "about.column_url", "pack.sources.where")
    )
    rows = tuple(
        (
            Cell(source.title),
            Cell(words.printed_date(source.date)),
            Cell(source.url),
            Cell(words.join(_places(edition, source, others))),
        )
        for source in cited
    )
    return Table("sources", words("pack.sources.table"), columns, rows)


def _places(edition: Edition, source: Source, others: Sequence[Section]) -> list[str]:
    cover = [edition.words("pack.section.cover")] if source == edition.programme.funding.source else []
    return [*cover, *(each.name for each in others if source in each.sources)]


def _provenances(edition: Edition) -> Table:
    words = edition.words
    rows = tuple((Cell(words.provenance(code), code=code), Cell(words.provenance_why(code))) for code in PROVENANCES)
    columns = (Column(words("table.provenance"), "provenance"), Column(words("pack.meaning")))
    return Table("provenances", words("about.provenance"), columns, rows)


def _statuses(edition: Edition) -> Table:
    words, rule = edition.words, edition.programme.status_rule
    rows = tuple((Cell(words.status(code), code=code), Cell(words.status_rule(code, rule))) for code in STATUSES)
    return Table(
        "statuses",
        words("targets.rule"),
        (Column(words("table.status"), "status"), Column(words("pack.meaning"))),
        rows,
    )


def _absences(edition: Edition) -> Table:
    words = edition.words
    rows = tuple((Cell(words.absence(code)), Cell(words.absence_why(code))) for code in ABSENCES)
    return Table(
        "absences", words("about.absence"), (Column(words("table.absence")), Column(words("pack.meaning"))), rows
    )
