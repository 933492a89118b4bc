"""One scheme in full: what it is, what is published, its targets, its curve, its map, what was learned, what is not known."""

import streamlit as st

from ccare_metrics import results
from ccare_metrics.cited import facts
from ccare_metrics.scope import Scope
from ui import findings, frame, headlines, links, map_views, progress_views, selection, stories
from ui.access import current
from ui.cached import ask

visit = current()
words, programme = visit.words, visit.programme

head = st.container(gap="small")
with st.container(key="cc_filters", horizontal=True, vertical_alignment="bottom", gap="medium"):
    code = selection.choose(
        visit,
        "scheme",
        list(programme.schemes),
        label=words("filters.scheme"),
        shown=lambda each: words.name(programme.schemes[each].short_name),
        default=next(iter(programme.schemes)),
    )
    published_only = selection.published_only(visit)
scheme = programme.schemes[code]
cited = facts(programme, scheme=code)

with head:
    frame.page_title(
        words,
        findings.scheme_result(visit, scheme),
        lead=words.name(scheme.name),
        trail=[links.home(visit), links.to(visit, "schemes", words("schemes.name"))],
    )
left, right = st.columns([3, 2], gap="medium")
with left, frame.card("what"):
    stories.scheme(visit, scheme)
with right:
    for fact in cited:
        with frame.card(f"fact_{fact.id}"):
            headlines.fact_card(
                words,
                figure=words.fact_value(fact),
                what=findings.decapitalised(words.name(fact.label)),
                notes=[words.name(fact.note)],
                provenances=["published"],
                sources=[fact.source],
            )
    if not cited:
        frame.empty(
            words,
            words("scheme.nothing_published"),
            text=words("scheme.nothing_published_text" if scheme.plans else "scheme.nothing_counted_text"),
        )

if scheme.plans:
    frame.section(words("scheme.targets"))
    with frame.card("targets"):
        progress_views.table(
            visit,
            ask(results.target_table, visit.release, scheme=code, published_only=published_only),
            key=f"targets-{code}",
        )
    with frame.card("curve"):
        indicator = selection.choose(
            visit,
            "indicator",
            scheme.indicators,
            label=words("filters.indicator"),
            shown=lambda each: words.name(programme.indicators[each].name),
            default=scheme.indicators[0],
            known=programme.indicators,
        )
        asked = Scope(indicator, scheme=code, published_only=published_only)
        progress_views.curve(visit, asked, key=f"curve-{code}-{indicator}")
    with frame.card("map"):
        answer = ask(results.area_map, visit.release, asked, "count")
        chosen = map_views.area_map(
            visit, answer, programme.indicators[indicator], "count", key=f"scheme-{code}", view="choose", scheme=code
        )
        if chosen:
            st.switch_page(links.page_file("area"), query_params=links.to(visit, "area", "", area=chosen).query)
stories.lessons(visit, scheme.lessons)
stories.unknowns(visit, scheme)
