"""An indicator's sheet: what is counted and why, its result and target, by scheme, by country, over time."""

import streamlit as st

from ccare_metrics.scope import Scope
from ui import frame, links, selection, split_views, stories, target_views
from ui.access import current
from ui.pieces import draw

visit = current()
words, programme, edition = visit.words, visit.programme, visit.edition

head = st.container(gap="small")
with st.container(key="cc_filters", horizontal=True, vertical_alignment="bottom", gap="medium"):
    code = selection.choose_indicator(visit, list(programme.indicators), default=programme.headline[0])
    published_only = selection.published_only(visit)
indicator = programme.indicators[code]

with head:
    frame.name_page(visit, words.name(indicator.name))
    frame.page_title(
        words,
        target_views.indicator_finding(edition, code, published_only=published_only),
        lead=words.name(indicator.name),
        trail=[links.home(visit), links.to(visit, "targets", words("targets.name"))],
    )
left, right = st.columns([3, 2], gap="medium")
with left, frame.card("meaning"):
    draw(stories.indicator(edition, code))
with right, frame.card("countries"):
    by_country = Scope(code, by=("country",), published_only=published_only)
    draw(split_views.by_country(edition, by_country, key=f"countries-{code}"))
with frame.card("targets"):
    draw(target_views.title(edition, words.name(indicator.name), indicator=code, published_only=published_only))
    draw(target_views.table(edition, indicator=code, published_only=published_only, key=f"indicator-{code}"))
with frame.card("schemes"):
    by_scheme = Scope(code, by=("scheme",), published_only=published_only)
    draw(split_views.by_scheme(edition, by_scheme, key=f"schemes-{code}"))
with frame.card("periods"):
    by_quarter = Scope(code, by=("quarter",), published_only=published_only)
    draw(split_views.by_quarter(edition, by_quarter, key=f"quarters-{code}"))
