"""An indicator's sheet: what is counted and why, its result and target, by scheme, by country, over time."""

import streamlit as st

from ccare_metrics import results
from ccare_metrics.scope import Scope
from ui import findings, frame, links, progress_views, selection, stories
from ui.access import current
from ui.cached import ask

visit = current()
words, programme = visit.words, visit.programme

head = st.container(gap="small")
with st.container(key="cc_filters", horizontal=True, vertical_alignment="bottom", gap="medium"):
    code = selection.choose(
        visit,
        "indicator",
        list(programme.indicators),
        label=words("filters.indicator"),
        shown=lambda each: words.name(programme.indicators[each].name),
        default=programme.headline[0],
    )
    published_only = selection.published_only(visit)
indicator = programme.indicators[code]
table = ask(results.target_table, visit.release, indicator=code, published_only=published_only)

with head:
    frame.page_title(
        words,
        findings.indicator_result(visit, indicator, table),
        lead=words.name(indicator.name),
        trail=[links.home(visit), links.to(visit, "targets", words("targets.name"))],
    )
left, right = st.columns([3, 2], gap="medium")
with left, frame.card("meaning"):
    stories.indicator(visit, indicator)
with right, frame.card("countries"):
    frame.card_title(words("indicator.by_country"))
    progress_views.by_country(
        visit, Scope(code, by=("country",), published_only=published_only), key=f"countries-{code}"
    )
with frame.card("targets"):
    frame.card_title(words("indicator.targets"))
    progress_views.table(visit, table, key=f"indicator-{code}")
with frame.card("schemes"):
    progress_views.by_scheme(visit, Scope(code, by=("scheme",), published_only=published_only), key=f"schemes-{code}")
with frame.card("periods"):
    progress_views.by_quarter(
        visit, Scope(code, by=("quarter",), published_only=published_only), key=f"quarters-{code}"
    )
