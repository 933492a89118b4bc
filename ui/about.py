"""The parts of the page about the figures, one function each; the order of PARTS is the order on the page."""

from collections.abc import Callable
from html import escape

import pandas as pd
import streamlit as st

from ccare_metrics.cited import facts
from ccare_metrics.release import Release, published
from ccare_metrics.store.engine import releases_folder
from geo.areas import ATTRIBUTION, BOUNDARY_NOTES, BOUNDARY_VINTAGE
from ui import frame, links, provenance, stories, tables, views
from ui.access import Visit
from ui.tables import Column, Kind

PROVENANCES = ("published", "reported", "derived", "illustrative")
ABSENCES = ("not_reported", "not_applicable", "not_published", "suppressed")


def method(visit: Visit) -> None:
    """Where a number comes from, why there may be none, how figures add up."""
    words = visit.words
    frame.section(words("about.provenance"), note=words("about.provenance_note"))
    stories.described({words.provenance(code): words.provenance_why(code) for code in PROVENANCES})
    frame.section(words("about.absence"), note=words("about.absence_note"))
    stories.described({words.absence(code): words.absence_why(code) for code in ABSENCES})
    frame.section(words("about.adding"))
    frame.prose([words(f"about.adding_{part}") for part in ("sums", "total", "rates", "money", "protection")])
    frame.section(words("about.left_out"))
    frame.prose([words("about.left_out_text"), *(words.name(text) for text in visit.programme.not_published)])


def definitions(visit: Visit) -> None:
    """Each indicator's definition, with the way to its sheet."""
    words = visit.words
    frame.section(words("about.definitions"))
    for indicator in visit.programme.indicators.values():
        with frame.card(f"definition_{indicator.code}"):
            frame.card_link(
                links.to(visit, "indicator", words.name(indicator.name), indicator=indicator.code), key=indicator.code
            )
            frame.prose([words.name(indicator.definition)])


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
    frame.section(words("about.sources"), note=words("about.sources_note"))
    kinds: dict[str, Kind] = {"figure": "number"}
    columns = [
        Column(key, words(f"about.column_{key}"), kinds.get(key, "text"))
        for key in ("label", "figure", "when", "source", "note", "url")
    ]
    views.below(visit, rows, columns, key="published", caption=words("about.sources"), expanded=True)
    frame.section(words("about.cited"))
    cited = {fact.source.url: fact.source for fact in facts(visit.programme)}
    st.html("".join(f"<p>{provenance.source_link(words, source)}</p>" for source in cited.values()))


def contradictions(visit: Visit) -> None:
    """Where sources disagree: what each says, and what is used here."""
    words = visit.words
    frame.section(words("about.contradictions"), note=words("about.contradictions_note"))
    for place, each in enumerate(visit.programme.contradictions):
        with frame.card(f"contradiction_{place}"):
            frame.card_title(words.name(each.subject))
            for text, source in each.claims:
                st.html(f'<p class="cc-claim">{escape(words.name(text))} {provenance.source_link(words, source)}</p>')
            frame.prose([words("about.we_use", text=words.name(each.we_use))])


def boundaries(visit: Visit) -> None:
    words = visit.words
    frame.section(words("about.boundaries"))
    frame.prose(
        [
            words.name(BOUNDARY_VINTAGE),
            *(words.name(note) for note in BOUNDARY_NOTES),
            words.name(ATTRIBUTION),
            words("about.population"),
        ]
    )


def releases(visit: Visit) -> None:
    """Every release: number, day, what it brought."""
    words = visit.words
    rows = pd.DataFrame(
        {
            "number": release.number,
            "published_on": release.published_on,
            "through": release.through,
            "note": words.name(release.note),
            "sha256": release.info["content_sha256"][:12],
        }
        for release in map(Release, reversed(published(releases_folder()).values()))
    )
    frame.section(words("about.releases"), note=words("about.releases_note"))
    columns = [
        Column("number", words("about.release_number"), "number"),
        Column("published_on", words("about.release_day")),
        Column("through", words("about.release_through"), show=words.month),
        Column("note", words("about.release_note")),
        Column("sha256", words("about.release_checksum")),
    ]
    st.html(tables.table(words, rows, columns, caption=words("about.releases")))
    frame.prose(
        [
            words(
                "about.cite",
                number=visit.release.number,
                programme=visit.programme.short_name,
                day=visit.release.as_of,
                address=links.this_view(),
            )
        ]
    )


def licence(visit: Visit) -> None:
    words = visit.words
    frame.section(words("about.licence"))
    frame.prose([words("about.licence_code"), words("about.licence_figures"), words("about.licence_shapes")])
    frame.section(words("about.data"))
    frame.prose([words("about.data_text")])


def accessibility(visit: Visit) -> None:
    words = visit.words
    frame.section(words("about.accessibility"))
    frame.prose([words(f"about.accessibility_{part}") for part in ("aim", "does", "gaps", "date")])
    frame.section(words("about.privacy"))
    frame.prose([words("about.privacy_text")])
    frame.section(words("about.contact"))
    frame.prose([words("about.contact_text")])


PARTS: dict[str, Callable[[Visit], None]] = {
    "method": method,
    "definitions": definitions,
    "sources": sources,
    "contradictions": contradictions,
    "boundaries": boundaries,
    "releases": releases,
    "licence": licence,
    "accessibility": accessibility,
}
