"""What is told rather than counted: a scheme, an indicator's meaning, lessons, what is left behind; from the programme's data."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from ccare_metrics.framework import Fact, LegacyItem, Lesson, Link
from ui import findings, frame, headlines, links, provenance
from ui.access import Visit
from ui.edition import Edition, kept
from ui.pieces import draw


@kept
def scheme(edition: Edition, code: str) -> str:
    """What it is, for whom, where, when, by whom; with the source."""
    words, programme = edition.words, edition.programme
    scheme = programme.schemes[code]
    _, partner, where = findings.scheme_card_words(edition, scheme)
    dates = words.months_span(scheme.start, scheme.end)
    rows = {
        words("scheme.partner"): partner,
        words("scheme.who"): words.name(scheme.who_ran_it),
        words("scheme.strand"): words.name(programme.strands[scheme.strand].name),
        words("scheme.where"): where,
        words("scheme.when"): words("scheme.when_derived", dates=dates)
        if scheme.dates_provenance == "derived"
        else dates,
        words("scheme.unit"): words.name(scheme.unit_of_support),
    }
    return "".join(
        (
            frame.card_title(words("scheme.what")),
            frame.prose([words.name(scheme.what_it_is)]),
            described(rows),
            provenance.line(words, provenances=["published"], sources=[scheme.source]),
            link_list(edition, words("scheme.read_more"), scheme.links),
        )
    )


def scheme_in_brief(edition: Edition, code: str) -> str:
    result, partner, where = findings.scheme_card_words(edition, edition.programme.schemes[code])
    return (
        f'<div class="cc-fact"><p class="cc-what"><strong>{escape(result)}</strong></p>'
        f'<p class="cc-who">{escape(partner)} · {escape(where)}</p></div>'
    )


@kept
def fact(edition: Edition, fact: Fact, *, who: str = "") -> str:
    """One published fact as a card shows it, with its note and source."""
    words = edition.words
    return headlines.fact_card(
        words,
        figure=words.fact_value(fact),
        what=findings.decapitalised(words.name(fact.label)),
        who=who,
        notes=[] if who else [words.name(fact.note)],
        provenances=["published"],
        sources=[fact.source],
    )


@kept
def unknowns(edition: Edition, code: str) -> str:
    """What is inferred or doubtful, said plainly."""
    words, notes = edition.words, edition.programme.schemes[code].notes
    if not notes:
        return ""
    return frame.section(words("scheme.notes")) + frame.prose([words.name(note) for note in notes])


@kept
def indicator(edition: Edition, code: str) -> str:
    """Definition, why it matters, how it is counted."""
    words, indicator = edition.words, edition.programme.indicators[code]
    rows = {
        words("indicator.level"): words(f"indicator.level_{indicator.level}"),
        words("indicator.unit"): words.name(indicator.unit.many),
        words("indicator.direction"): words(f"indicator.direction_{indicator.direction}"),
        words("indicator.over_time"): words(f"indicator.over_time_{indicator.over_time}"),
        words("indicator.across"): words(f"indicator.across_{indicator.across}"),
    }
    if indicator.disaggregations:
        names = [words.name(edition.programme.disaggregations[code].name).lower() for code in indicator.disaggregations]
        rows[words("indicator.breakdowns")] = words("indicator.breakdowns_not_published", names=words.join(names))
    told = [
        frame.card_title(words("indicator.meaning")),
        frame.prose([words.name(indicator.definition), words.name(indicator.why_it_matters)]),
        described(rows),
    ]
    if indicator.source:
        told.append(provenance.line(words, sources=[indicator.source, *indicator.references]))
    return "".join(told)


def lessons(edition: Edition, lessons: Sequence[Lesson], *, heading: bool = True) -> None:
    """Cards, one a lesson, each with its source."""
    words = edition.words
    if not lessons:
        return
    if heading:
        draw(frame.section(words("scheme.lessons"), note=words("scheme.lessons_note")))
    with st.grid(min_column_width=320):
        for place, lesson in enumerate(lessons):
            with frame.card(f"lesson_{place}", height="stretch"):
                whence = provenance.line(words, provenances=["published"], sources=[lesson.source])
                draw((frame.card_title(words.name(lesson.title)), frame.prose([words.name(lesson.text)]), whence))


def legacy(edition: Edition, item: LegacyItem) -> str:
    words = edition.words
    anchor = _anchor(words("lessons.open", title=item.title), item.url) if item.url else ""
    return "".join(
        (
            frame.card_title(words.name(item.title)),
            frame.prose([words.name(item.text)]),
            anchor,
            provenance.line(words, provenances=["published"], sources=[item.source]),
        )
    )


def scheme_lessons(visit: Visit) -> None:
    """What single schemes taught, with the way to their pages."""
    words = visit.words
    taught = [scheme for scheme in visit.programme.schemes.values() if scheme.lessons]
    if not taught:
        return
    draw(frame.section(words("lessons.by_scheme"), note=words("scheme.lessons_note")))
    with st.grid(min_column_width=320):
        for scheme in taught:
            with frame.card(f"taught_{scheme.code}", height="stretch"):
                frame.card_link(
                    links.to(visit, "scheme", words.name(scheme.short_name), scheme=scheme.code),
                    key=f"taught_{scheme.code}",
                )
                draw(frame.prose([words.name(lesson.title) for lesson in scheme.lessons]))


def described(rows: dict[str, str]) -> str:
    """Terms and what is said of them."""
    items = "".join(f"<div><dt>{escape(term)}</dt><dd>{escape(text)}</dd></div>" for term, text in rows.items())
    return f'<dl class="cc-described">{items}</dl>'


def link_list(edition: Edition, title: str, links: Sequence[Link]) -> str:
    if not links:
        return ""
    items = "".join(f"<li>{_anchor(edition.words.name(link.title), link.url)}</li>" for link in links)
    return f'<p class="cc-list-title">{escape(title)}</p><ul class="cc-links">{items}</ul>'


def _anchor(text: str, url: str) -> str:
    return f'<a href="{escape(url, quote=True)}" rel="noreferrer">{escape(text)}</a>'
