"""One county, unitary authority or department in full: what is published about it, what ran there, how it compares."""

import streamlit as st

from ccare_metrics import results
from ccare_metrics.cited import facts
from ccare_metrics.scope import Scope
from geo.areas import counties, load_areas
from ui import findings, frame, links, map_views, published_views, selection, split_views, stories
from ui.access import current
from ui.pieces import draw

visit = current()
words, programme, edition = visit.words, visit.programme, visit.edition
areas = load_areas()

head = st.container(gap="small")
with st.container(key="cc_filters", horizontal=True, vertical_alignment="bottom", gap="medium"):
    code = selection.choose(
        visit,
        "area",
        list(areas),
        label=words("filters.area"),
        shown=lambda each: selection.area_option(visit, each),
        default=selection.first_area(visit),
    )
    published_only = selection.published_only(visit)
area = areas[code]
located = facts(programme, area=code, kinds=("actual",))
ran_here = [scheme for scheme in programme.schemes.values() if code in scheme.areas]

with head:
    frame.name_page(visit, words.name(area.name))
    frame.page_title(
        words,
        findings.area_result(edition, code, located, ran_here),
        lead=words(
            f"area.lead_{area.kind}",
            area=area.name,
            county=counties(areas)[area.county].name,
            population=area.population,
            year=str(area.population_year),
        ),
        trail=[links.home(visit), links.to(visit, "map", words("map.name"))],
    )

left, right = st.columns([3, 2], gap="medium")
with right, frame.card("where"):
    draw(frame.card_title(words.n("area.placed_here", len(ran_here), area=area.name)))
    chosen = published_views.locator(edition, code, key="locator")
    if chosen and chosen != code:
        selection.put("area", chosen)
        st.rerun()
with left:
    if located:
        with frame.card("published"):
            told = [stories.fact(edition, fact) for fact in located]
            draw((frame.card_title(words.n("area.published", len(located), area=area.name)), *told))
    if not ran_here:
        title = words("area.no_scheme_title", programme=programme.short_name)
        draw(frame.empty(words, title, text=words("area.no_scheme", area=area.name)))
    else:
        with frame.card("profile"):
            profile = split_views.profile(edition, code, published_only=published_only, key=f"area-{code}")
            draw((frame.card_title(words.n("area.counted_here", len(ran_here), area=area.name)), *profile))

if ran_here:
    draw(frame.section(words("area.schemes")))
    for scheme in ran_here:
        frame.card_link(links.to(visit, "scheme", words.name(scheme.name), scheme=scheme.code), key=f"to_{scheme.code}")
    with frame.card("compare"):
        options = results.indicators_in(visit.release, code)
        compared = selection.choose_indicator(
            visit, options, default=options[0], label=words("area.compare_by"), known=programme.indicators
        )
        asked = Scope(compared, published_only=published_only)
        draw(map_views.comparison(edition, asked, here=code, key="compare"))
