"""One scheme in full: what it is, what is published, its targets, its curve, its map, what was learned, what is not known."""

import streamlit as st

from ccare_metrics.cited import facts
from ccare_metrics.scope import Scope
from ui import curve_views, embedding, findings, frame, links, map_views, selection, stories, target_views
from ui.access import current
from ui.pieces import draw

visit = current()
words, programme, edition = visit.words, visit.programme, visit.edition

head = st.container(gap="small")
with st.container(key="cc_filters", horizontal=True, vertical_alignment="bottom", gap="medium"):
    code = selection.choose_scheme(visit, list(programme.schemes), default=selection.first_scheme(visit))
    published_only = selection.published_only(visit)
scheme = programme.schemes[code]
cited = facts(programme, scheme=code)

with head:
    frame.name_page(visit, words.name(scheme.short_name))
    frame.page_title(
        words,
        findings.scheme_result(edition, code),
        lead=words.name(scheme.name),
        trail=[links.home(visit), links.to(visit, "schemes", words("schemes.name"))],
    )
left, right = st.columns([3, 2], gap="medium")
with left, frame.card("what"):
    draw(stories.scheme(edition, code))
with right:
    for fact in cited:
        with frame.card(f"fact_{fact.id}"):
            draw(stories.fact(edition, fact))
    if not cited:
        why = words("scheme.nothing_published_text" if scheme.plans else "scheme.nothing_counted_text")
        draw(frame.empty(words, words("scheme.nothing_published"), text=why))

if scheme.plans:
    draw(frame.section(words("scheme.targets")))
    with frame.card("targets"):
        name = words.name(scheme.short_name)
        draw(target_views.title(edition, name, scheme=code, published_only=published_only))
        draw(target_views.table(edition, scheme=code, published_only=published_only, key=f"targets-{code}"))
    with frame.card("curve"):
        indicator = selection.choose_indicator(
            visit, scheme.indicators, default=scheme.indicators[0], known=programme.indicators
        )
        asked = Scope(indicator, scheme=code, published_only=published_only)
        draw(curve_views.curve(edition, asked, key=f"curve-{code}-{indicator}"))
    with frame.card("map"):
        chosen = map_views.area_map(edition, asked, "count", key=f"scheme-{code}", view="choose")
        if chosen:
            st.switch_page(links.page_file("area"), query_params=links.to(visit, "area", "", area=chosen).query)
stories.lessons(edition, scheme.lessons)
draw(stories.unknowns(edition, code))
if not published_only:
    embedding.embed_snippet(visit, "scheme", scheme=code)
