"""Money as it is published by the day: the partners' shares, the grant, what was paid, ceilings; nothing added up, nothing invented."""

from ccare_metrics import results
from ccare_metrics.framework import Fact, Source
from ccare_metrics.results import Money
from reports import cells
from reports.content import Asked, Cell, Column, Section, Table
from ui.edition import Edition


def section(edition: Edition, asked: Asked) -> Section:
    words, known = edition.words, results.money(edition.programme, known_on=edition.release.known_on)
    listed = {"grants": known.grants, "paid": known.paid, "ceilings": known.ceilings}
    nothing = [words("pack.money.none", what=words(f"money.{part}")) for part, facts in listed.items() if not facts]
    return Section(
        code="money",
        name=words("pack.section.money"),
        finding=finding(edition, known),
        lead=words("money.lead"),
        paragraphs=tuple(nothing),
        parts=(
            _shares(edition, known),
            *(_listed(edition, part, facts) for part, facts in listed.items() if facts),
        ),
        sources=_sources(known),
    )


def finding(edition: Edition, known: Money) -> str:
    """The grant to the cent where it is published so, and how many of the partners' shares are."""
    words, partners = edition.words, len(known.shares)
    shares = sum(fact is not None for _, fact in known.shares)
    exact = [fact for fact in known.grants if fact.qualifier == "exact" and fact.unit == "EUR"]
    if not exact:
        return words.n("money.finding_no_grant", shares, partners=partners)
    return words.n("money.finding", shares, grant=words.fact_value(exact[0]), partners=partners)


def _sources(known: Money) -> tuple[Source, ...]:
    shares = [fact for _, fact in known.shares if fact]
    return tuple(dict.fromkeys(fact.source for fact in (*shares, *known.grants, *known.paid, *known.ceilings)))


def _columns(edition: Edition, first: str, amount: str) -> tuple[Column, ...]:
    words = edition.words
    return (
        Column(words(first)),
        Column(words(amount), "money"),
        Column(words("money.note")),
        Column(words("money.source")),
        Column(words("table.provenance"), "provenance"),
    )


def _shares(edition: Edition, known: Money) -> Table:
    """Every partner with its share, or that none is published."""
    words, partners = edition.words, edition.programme.partners
    rows = []
    for code, fact in known.shares:
        note = fact.note if fact else partners[code].note
        rows.append(
            (
                Cell(words.name(partners[code].name)),
                cells.cited(words, fact) if fact else cells.absent(words, "not_published"),
                Cell(words.name(note) if note else "–"),
                Cell(words.source(fact.source) if fact else "–"),
                cells.provenance(words, "published" if fact else None),
            )
        )
    return Table("shares", words("money.shares"), _columns(edition, "scheme.partner", "money.share"), tuple(rows))


def _listed(edition: Edition, part: str, facts: tuple[Fact, ...]) -> Table:
    words = edition.words
    rows = tuple(
        (
            Cell(words.name(fact.label)),
            cells.cited(words, fact),
            Cell(words.name(fact.note)),
            Cell(words.source(fact.source)),
            cells.provenance(words, "published"),
        )
        for fact in facts
    )
    return Table(part, words(f"money.{part}"), _columns(edition, "money.what", "money.amount"), rows)
