"""One indicator on the map of both coasts: where the support went, as a count, per inhabitant or against the target."""

import streamlit as st

from ccare_metrics import results
from ccare_metrics.scope import Scope
from ui import embedding, findings, frame, links, map_views, selection
from ui.access import current

visit = current()
words, programme, edition = visit.words, visit.programme, visit.edition

head = st.container(gap="small")
with st.container(key="cc_filters", horizontal=True, vertical_alignment="bottom", gap="medium"):
    indicator_code = selection.choose_indicator(
        visit,
        [code for code, each in programme.indicators.items() if each.kind != "ratio"],
        default=programme.headline[0],
    )
    scheme = selection.choose_scheme(
        visit,
        ["all", *results.group_codes(programme, "scheme", indicator_code)],
        default="all",
        known=programme.schemes,
    )
    measure = selection.choose(
        visit,
        "measure",
        results.MEASURES,
        label=words("filters.measure"),
        shown=lambda code: words(f"measure.{code}"),
        default="count",
        kind="pills",
    )
where = map_views.room()
with where.right, st.container(key="cc_filters_time", horizontal=True, vertical_alignment="bottom", gap="medium"):
    periods = [*results.time_codes(visit.release, "quarter"), "to_date"]
    period = selection.choose(
        visit,
        "period",
        periods,
        label=words("filters.period"),
        shown=words.period_short,
        default="to_date",
        kind="slider",
    )
    selection.play(visit, "period", periods)
    view = selection.choose(
        visit,
        "view",
        ["choose", "explore"],
        label=words("filters.view"),
        shown=lambda code: words(f"map.view_{code}"),
        default="choose",
        kind="pills",
        help=words("map.view_help"),
    )
    published_only = selection.published_only(visit)

indicator = programme.indicators[indicator_code]
scope = Scope(
    indicator_code,
    scheme=None if scheme == "all" else scheme,
    period=None if period == "to_date" else period,
    published_only=published_only,
)
with head:
    frame.page_title(
        words,
        map_views.finding(edition, scope, measure),
        lead=words(
            "map.lead",
            indicator=indicator.name,
            scheme=findings.scheme_words(edition, scheme),
            period=words.period(period),
        ),
    )
area = map_views.area_map(edition, scope, measure, key="map", view=view, where=where)
if scope.period is None and not published_only:  # a card shows what stands to date, all of it
    embedding.embed_snippet(visit, "map", indicator=indicator_code, scheme=scope.scheme, measure=measure)
if area:
    st.switch_page(links.page_file("area"), query_params=links.to(visit, "area", "", area=area).query)
