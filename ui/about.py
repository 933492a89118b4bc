"""The parts of the page about the figures, one function each; the order of PARTS is the order on the page."""

from collections.abc import Callable
from html import escape

import pandas as pd

from ccare_metrics.cited import facts
from ccare_metrics.framework import Programme
from geo.areas import ATTRIBUTION, BOUNDARY_NOTES, BOUNDARY_VINTAGE
from ui import frame, links, provenance, stories, views
from ui.access import Visit
from ui.pieces import draw
from ui.tables import Column, Kind
from ui.words import Words

PROVENANCES = ("published", "reported", "derived", "illustrative")
ABSENCES = ("not_reported", "not_applicable", "not_published", "suppressed")


def method(visit: Visit) -> None:
    """Where a number comes from, why there may be none, how figures add up."""
    words = visit.words
    left_out = [words("about.left_out_text"), *(words.name(text) for text in visit.programme.not_published)]
    draw(
        (
            frame.section(words("about.provenance"), note=words("about.provenance_note")),
            stories.described({words.provenance(code): words.provenance_why(code) for code in PROVENANCES}),
            frame.section(words("about.absence"), note=words("about.absence_note")),
            stories.described({words.absence(code): words.absence_why(code) for code in ABSENCES}),
            frame.section(words("about.adding")),
            frame.prose([words(f"about.adding_{part}") for part in ("sums", "total", "rates", "money")]),
            frame.section(words("about.protection")),
            frame.prose(protection(words, visit.programme)),
            frame.section(words("about.left_out")),
            frame.prose(left_out),
        )
    )


def protection(words: Words, programme: Programme) -> list[str]:
    """The rule by which figures are hidden, from the programme's own numbers."""
    rule, counted = programme.disclosure, programme.indicators.values()
    if not rule.hide_below:
        return [words("about.protection_none", profile=rule.profile)]
    zeros = [words.name(each.name) for each in counted if each.sensitive and not each.zeros_shown]
    small = [words("about.protection_small", most=rule.hide_below - 1)]
    small.append(
        words("about.protection_zeros", indicators=words.join(zeros)) if zeros else words("about.protection_zeros_all")
    )
    if any(each.sensitive and each.kind == "money" for each in counted):
        small.append(words("about.protection_money"))
    last = [words("about.protection_made_up")] if programme.demonstration_today else []
    return [
        " ".join(small),
        words("about.protection_others", width=rule.width),
        words("about.protection_grain", percent=rule.most_hidden_percent),
        words("about.protection_totals"),
        " ".join([*last, words("about.protection_profile", profile=rule.profile)]),
    ]


def definitions(visit: Visit) -> None:
    """Each indicator's definition, with the way to its sheet."""
    words = visit.words
    draw(frame.section(words("about.definitions")))
    for indicator in visit.programme.indicators.values():
        with frame.card(f"definition_{indicator.code}"):
            frame.card_link(
                links.to(visit, "indicator", words.name(indicator.name), indicator=indicator.code), key=indicator.code
            )
            draw(frame.prose([words.name(indicator.definition)]))


def sources(visit: Visit) -> None:
    """Every published figure with its source."""
    words = visit.words
    rows = pd.DataFrame(
        {
            "label": words.name(fact.label),
            "figure": words.fact_value(fact),
            "when": words.printed_date(fact.as_of),
            "source": words.source(fact.source),
            "url": fact.source.url,
            "note": words.name(fact.note),
            "provenance": "published",
        }
        for fact in facts(visit.programme)
    )
    kinds: dict[str, Kind] = {"figure": "number", "url": "link"}
    columns = [
        Column(key, words(f"about.column_{key}"), kinds.get(key, "text"))
        for key in ("label", "figure", "when", "source", "note", "url")
    ]
    cited = {fact.source.url: fact.source for fact in facts(visit.programme)}
    draw(
        (
            frame.section(words("about.sources"), note=words("about.sources_note")),
            *views.below(visit.edition, rows, columns, key="published", caption=words("about.sources"), expanded=True),
            frame.section(words("about.cited")),
            *(f"<p>{provenance.source_link(words, source)}</p>" for source in cited.values()),
        )
    )


def contradictions(visit: Visit) -> None:
    """Where sources disagree: what each says, and what is used here."""
    words = visit.words
    draw(frame.section(words("about.contradictions"), note=words("about.contradictions_note")))
    for place, each in enumerate(visit.programme.contradictions):
        claims = [
            f'<p class="cc-claim">{escape(words.name(text))} {provenance.source_link(words, source)}</p>'
            for text, source in each.claims
        ]
        used = frame.prose([words("about.we_use", text=words.name(each.we_use))])
        with frame.card(f"contradiction_{place}"):
            draw((frame.card_title(words.name(each.subject)), *claims, used))


def boundaries(visit: Visit) -> None:
    words = visit.words
    told = [
        words.name(BOUNDARY_VINTAGE),
        *(words.name(note) for note in BOUNDARY_NOTES),
        words.name(ATTRIBUTION),
        words("about.population"),
    ]
    draw((frame.section(words("about.boundaries")), frame.prose(told)))


def licence(visit: Visit) -> None:
    words = visit.words
    told = [words("about.licence_code"), words("about.licence_figures"), words("about.licence_shapes")]
    draw(
        (
            frame.section(words("about.licence")),
            frame.prose(told),
            frame.section(words("about.data")),
            frame.prose([words("about.data_text")]),
        )
    )


def privacy(visit: Visit) -> None:
    words = visit.words
    draw(
        (
            frame.section(words("about.privacy")),
            frame.prose([words("about.privacy_text")]),
            frame.section(words("about.contact")),
            contact(visit),
        )
    )


def contact(visit: Visit) -> str:
    """Whom to write to; on a site that names nobody, that it is a demonstration. As HTML."""
    words, named = visit.words, visit.contact
    if named is None:
        return frame.prose([words("about.contact_text")])
    address = named if named.startswith("https://") else f"mailto:{named}"
    link = f'<a href="{escape(address, quote=True)}" rel="noreferrer">{escape(named)}</a>'
    return f'<div class="cc-prose"><p>{escape(words("about.contact_named"))} {link}</p></div>'


PARTS: dict[str, Callable[[Visit], None]] = {
    "method": method,
    "definitions": definitions,
    "sources": sources,
    "contradictions": contradictions,
    "boundaries": boundaries,
    "licence": licence,
    "privacy": privacy,
}
