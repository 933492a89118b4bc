"""What is told rather than counted: a scheme, an indicator's meaning, lessons, what is left behind; from the programme's data."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from ccare_metrics.framework import Indicator, LegacyItem, Lesson, Link, Scheme
from ui import findings, frame, links, provenance
from ui.access import Visit


def scheme(visit: Visit, scheme: Scheme) -> None:
    """What it is, for whom, where, when, by whom; with the source."""
    words, programme = visit.words, visit.programme
    _, partner, where = findings.scheme_card_words(visit, scheme)
    frame.card_title(words("scheme.what"))
    frame.prose([words.name(scheme.what_it_is)])
    dates = words.months_span(scheme.start, scheme.end)
    described(
        {
            words("scheme.partner"): partner,
            words("scheme.who"): words.name(scheme.who_ran_it),
            words("scheme.strand"): words.name(programme.strands[scheme.strand].name),
            words("scheme.where"): where,
            words("scheme.when"): words("scheme.when_derived", dates=dates)
            if scheme.dates_provenance == "derived"
            else dates,
            words("scheme.unit"): words.name(scheme.unit_of_support),
        }
    )
    provenance.draw_line(words, provenances=["published"], sources=[scheme.source])
    link_list(visit, words("scheme.read_more"), scheme.links)


def scheme_in_brief(visit: Visit, scheme: Scheme) -> None:
    result, partner, where = findings.scheme_card_words(visit, scheme)
    st.html(
        f'<div class="cc-fact"><p class="cc-what"><strong>{escape(result)}</strong></p>'
        f'<p class="cc-who">{escape(partner)} · {escape(where)}</p></div>'
    )


def unknowns(visit: Visit, scheme: Scheme) -> None:
    """What is inferred or doubtful, said plainly."""
    if scheme.notes:
        frame.section(visit.words("scheme.notes"))
        frame.prose([visit.words.name(note) for note in scheme.notes])


def indicator(visit: Visit, indicator: Indicator) -> None:
    """Definition, why it matters, how it is counted."""
    words = visit.words
    frame.card_title(words("indicator.meaning"))
    frame.prose([words.name(indicator.definition), words.name(indicator.why_it_matters)])
    rows = {
        words("indicator.level"): words(f"indicator.level_{indicator.level}"),
        words("indicator.unit"): words.name(indicator.unit.many),
        words("indicator.direction"): words(f"indicator.direction_{indicator.direction}"),
        words("indicator.over_time"): words(f"indicator.over_time_{indicator.over_time}"),
        words("indicator.across"): words(f"indicator.across_{indicator.across}"),
    }
    if indicator.disaggregations:
        names = [words.name(visit.programme.disaggregations[code].name).lower() for code in indicator.disaggregations]
        rows[words("indicator.breakdowns")] = words("indicator.breakdowns_not_published", names=words.join(names))
    described(rows)
    if indicator.source:
        provenance.draw_line(words, sources=[indicator.source, *indicator.references])


def lessons(visit: Visit, lessons: Sequence[Lesson], *, heading: bool = True) -> None:
    """Cards, one a lesson, each with its source."""
    words = visit.words
    if not lessons:
        return
    if heading:
        frame.section(words("scheme.lessons"))
    with st.grid(min_column_width=320):
        for place, lesson in enumerate(lessons):
            with frame.card(f"lesson_{place}", height="stretch"):
                frame.card_title(words.name(lesson.title))
                frame.prose([words.name(lesson.text)])
                provenance.draw_line(words, provenances=["published"], sources=[lesson.source])


def legacy(visit: Visit, item: LegacyItem) -> None:
    words = visit.words
    frame.card_title(words.name(item.title))
    frame.prose([words.name(item.text)])
    if item.url:
        st.html(_anchor(words("lessons.open", title=item.title), item.url))
    provenance.draw_line(words, provenances=["published"], sources=[item.source])


def scheme_lessons(visit: Visit) -> None:
    """What single schemes taught, with the way to their pages."""
    words = visit.words
    taught = [scheme for scheme in visit.programme.schemes.values() if scheme.lessons]
    if not taught:
        return
    frame.section(words("lessons.by_scheme"))
    with st.grid(min_column_width=320):
        for scheme in taught:
            with frame.card(f"taught_{scheme.code}", height="stretch"):
                frame.card_link(
                    links.to(visit, "scheme", words.name(scheme.short_name), scheme=scheme.code),
                    key=f"taught_{scheme.code}",
                )
                frame.prose([words.name(lesson.title) for lesson in scheme.lessons])


def described(rows: dict[str, str]) -> None:
    """Terms and what is said of them."""
    items = "".join(f"<div><dt>{escape(term)}</dt><dd>{escape(text)}</dd></div>" for term, text in rows.items())
    st.html(f'<dl class="cc-described">{items}</dl>')


def link_list(visit: Visit, title: str, links: Sequence[Link]) -> None:
    if links:
        items = "".join(f"<li>{_anchor(visit.words.name(link.title), link.url)}</li>" for link in links)
        st.html(f'<p class="cc-list-title">{escape(title)}</p><ul class="cc-links">{items}</ul>')


def _anchor(text: str, url: str) -> str:
    return f'<a href="{escape(url, quote=True)}" rel="noreferrer">{escape(text)}</a>'
