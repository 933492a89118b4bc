"""The programme in one screen: what it aimed at, what it reached, and where its published results lie."""

import streamlit as st

from ccare_metrics import results
from ccare_metrics.cited import facts
from ui import charts, embedding, findings, frame, headlines, links, provenance, published_views, selection, stories
from ui.access import current
from ui.cached import ask
from ui.pieces import draw

visit = current()
words, programme, edition = visit.words, visit.programme, visit.edition
cited = [found for code in programme.headline if (found := ask(results.headline, visit.release, code))]
with_target = [each for each in cited if each.target]

grant = findings.grant(edition)
frame.page_title(
    words,
    findings.programme_result(edition, with_target),
    lead=findings.programme_lead(edition),
    whence=provenance.line(words, provenances=[("published", words.fact_value(grant))], sources=[grant.source])
    if grant
    else "",
)

left, right = st.columns([1, 1], gap="medium")
with left:
    for each in with_target:
        indicator = programme.indicators[each.indicator]
        with frame.card(each.indicator):
            card = headlines.headline_card(
                words,
                title=words.name(each.fact.label),
                figure=words.fact_value(each.fact),
                status=each.state,
                status_words=words("headline.reached_status") if each.state == "reached" else "",
                sentence=findings.against_target(edition, each),
                bullet=charts.progress_to_target(
                    words,
                    indicator,
                    actual=each.fact.value,
                    target=each.target.value,
                    target_qualifier=each.target.qualifier,
                ),
                provenances=["published", ("derived", words.percent(each.share))],
                sources=[source for source in (each.fact.source, each.target.source) if source],
            )
            draw(card)
            if each.differs_by:
                st.caption(findings.computed_differs(edition, each))
            with frame.card_foot(each.indicator):
                frame.card_link(
                    links.to(visit, "indicator", words("at_a_glance.more_indicator"), indicator=each.indicator),
                    key=each.indicator,
                )
                embedding.embed_snippet(visit, "headline", indicator=each.indicator)
with right, frame.card("map"):
    draw(published_views.places_title(edition))
    chosen = published_views.published_places(edition, key="map_published") or selection.find_area(visit)
    if chosen:
        st.switch_page(links.page_file("area"), query_params=links.to(visit, "area", "", area=chosen).query)

draw(frame.section(words("at_a_glance.schemes"), note=words("at_a_glance.schemes_note")))
with st.grid(min_column_width=300):
    for fact in [
        fact
        for fact in facts(programme, kinds=("actual",))
        if fact.indicator and not any(each.fact == fact for each in with_target)
    ]:
        scheme = programme.schemes.get(fact.scheme or "")
        with frame.card(f"fact_{fact.id}", height="stretch"):
            draw(
                stories.fact(
                    edition, fact, who=words.name(programme.partners[fact.partner].name) if fact.partner else ""
                )
            )
            if scheme:
                frame.card_link(
                    links.to(visit, "scheme", words.name(scheme.short_name), scheme=scheme.code), key=fact.id
                )
            else:
                frame.card_link(
                    links.to(visit, "indicator", words("at_a_glance.more_indicator"), indicator=fact.indicator),
                    key=f"more_{fact.id}",
                )
draw(published_views.published_table(edition, cited, key="published"))
