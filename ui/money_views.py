"""Money as it is published: grant, shares, vouchers, ceilings; each in its own currency, none added to another."""

import pandas as pd

from ccare_metrics import results
from ccare_metrics.framework import Fact
from ui import frame, views
from ui.edition import Edition, kept
from ui.pieces import Piece
from ui.tables import Column

PARTS = ("grants", "paid", "ceilings")


def _known(edition: Edition) -> results.Money:
    return results.money(edition.programme, known_on=edition.release.known_on)


@kept
def finding(edition: Edition) -> str:
    """The grant, and how many of the partners' shares are published."""
    words, found = edition.words, _known(edition)
    exact = [fact for fact in found.grants if fact.qualifier == "exact" and fact.unit == "EUR"]
    known = sum(1 for _, share in found.shares if share)
    if not exact:
        return words.n("money.finding_no_grant", known, partners=len(found.shares))
    return words.n("money.finding", known, grant=words.fact_value(exact[0]), partners=len(found.shares))


@kept
def shares(edition: Edition, *, key: str) -> tuple[Piece, ...]:
    """Every partner with its published share, or that none is published."""
    words, programme, found = edition.words, edition.programme, _known(edition)
    rows = pd.DataFrame(
        [
            {
                "partner": words.name(programme.partners[code].name),
                "share": words.fact_value(fact) if fact else None,
                "note": words.name(fact.note) if fact else _partner_note(edition, code),
                "provenance": "published" if fact else None,
                "source": words.source(fact.source) if fact else None,
                "absence": "not_published",
            }
            for code, fact in found.shares
        ]
    )
    columns = [
        Column("partner", words("scheme.partner")),
        Column("share", words("money.share"), "number"),
        Column("note", words("money.note")),
        Column("source", words("money.source")),
        Column("provenance", words("table.provenance"), "provenance"),
    ]
    sources = [fact.source for _, fact in found.shares if fact]
    title = words.n("money.published", sum(1 for _, fact in found.shares if fact), what=words("money.shares"))
    below = views.below(edition, rows, columns, key=key, caption=title, sources=sources, expanded=True, dated=False)
    return (frame.card_title(title), *below)


def _partner_note(edition: Edition, code: str) -> str | None:
    note = edition.programme.partners[code].note
    return edition.words.name(note) if note else None


@kept
def listed(edition: Edition, *, part: str, key: str) -> tuple[Piece, ...]:
    """Published amounts of one part (grants, paid or ceilings), each with what it is, its note and its source."""
    words, facts = edition.words, _part(edition, part)
    if not facts:
        return (
            frame.card_title(words.named(words(f"money.{part}"), words.absence("not_published"))),
            frame.empty(words, words("money.none_known")),
        )
    rows = pd.DataFrame([_row(edition, fact) for fact in facts])
    columns = [
        Column("what", words("money.what")),
        Column("amount", words("money.amount"), "number"),
        Column("note", words("money.note")),
        Column("source", words("money.source")),
        Column("provenance", words("table.provenance"), "provenance"),
    ]
    title = words.n("money.published", len(facts), what=words(f"money.{part}"))
    below = views.below(
        edition,
        rows,
        columns,
        key=key,
        caption=title,
        sources=[fact.source for fact in facts],
        expanded=True,
        dated=False,
    )
    return (frame.card_title(title), *below)


def _part(edition: Edition, part: str) -> tuple[Fact, ...]:
    found = _known(edition)
    return {"grants": found.grants, "paid": found.paid, "ceilings": found.ceilings}[part]


def _row(edition: Edition, fact: Fact) -> dict[str, object]:
    words = edition.words
    return {
        "what": words.name(fact.label),
        "amount": words.fact_value(fact),
        "note": words.name(fact.note),
        "source": words.source(fact.source),
        "provenance": "published",
        "absence": "not_published",
    }
