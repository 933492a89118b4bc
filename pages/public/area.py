"""One county, unitary authority or department in full: what is published about it, what ran there, how it compares."""

import streamlit as st

from ccare_metrics import results
from ccare_metrics.cited import facts
from ccare_metrics.scope import Scope
from geo.areas import COUNTRY_NAMES, counties, load_areas
from ui import findings, frame, headlines, links, map_views, progress_views, selection
from ui.access import current
from ui.cached import ask

visit = current()
words, programme = visit.words, visit.programme
areas = load_areas()

head = st.container(gap="small")
with st.container(key="cc_filters", horizontal=True, vertical_alignment="bottom", gap="medium"):
    code = selection.choose(
        visit,
        "area",
        list(areas),
        label=words("filters.area"),
        shown=lambda each: words("area.option", area=areas[each].name, country=COUNTRY_NAMES[areas[each].country]),
        default=selection.first_area(visit),
    )
    published_only = selection.published_only(visit)
area = areas[code]
located = facts(programme, area=code, kinds=("actual",))
ran_here = [scheme for scheme in programme.schemes.values() if code in scheme.areas]

with head:
    frame.page_title(
        words,
        findings.area_result(visit, code, located, ran_here),
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
    frame.card_title(words("area.where", area=area.name))
    chosen = map_views.locator(visit, code, key="locator")
    if chosen and chosen != code:
        selection.put("area", chosen)
        st.rerun()
with left:
    if located:
        with frame.card("published"):
            frame.card_title(words("area.published", area=area.name))
            for fact in located:
                headlines.fact_card(
                    words,
                    figure=words.fact_value(fact),
                    what=findings.decapitalised(words.name(fact.label)),
                    notes=[words.name(fact.note)],
                    provenances=["published"],
                    sources=[fact.source],
                )
    if not ran_here:
        frame.empty(
            words,
            words("area.no_scheme_title", programme=programme.short_name),
            text=words("area.no_scheme", area=area.name),
        )
    else:
        with frame.card("profile"):
            frame.card_title(words("area.counted_here", area=area.name))
            profile = ask(results.area_profile, visit.release, code, published_only=published_only)
            progress_views.profile(
                visit, profile, key=f"area-{code}", caption=words("area.table_caption", area=area.name)
            )

if ran_here:
    with frame.card("compare"):
        options = results.indicators_in(visit.release, code)
        compared = selection.choose(
            visit,
            "indicator",
            options,
            label=words("area.compare_by"),
            shown=lambda each: words.name(programme.indicators[each].name),
            default=options[0],
            known=programme.indicators,
        )
        answer = ask(results.area_map, visit.release, Scope(compared, published_only=published_only), "per_10000")
        map_views.comparison(visit, answer, programme.indicators[compared], here=code, key="compare")
    for scheme in ran_here:
        frame.card_link(links.to(visit, "scheme", words.name(scheme.name), scheme=scheme.code), key=f"to_{scheme.code}")
