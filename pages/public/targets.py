"""Every target against what was reached, and then one of them over time."""

import streamlit as st

from ccare_metrics import results
from ccare_metrics.scope import Scope
from ui import curve_views, embedding, frame, selection, target_views
from ui.access import current
from ui.pieces import draw

visit = current()
words, programme, edition = visit.words, visit.programme, visit.edition

head = st.container(gap="small")
with st.container(key="cc_filters", horizontal=True, vertical_alignment="bottom"):
    published_only = selection.published_only(visit)
with head:
    frame.page_title(
        words, target_views.targets_finding(edition, published_only=published_only), lead=words("targets.lead")
    )
with frame.card("programme"):
    whole = words("targets.programme", programme=programme.short_name)
    draw(target_views.title(edition, whole, part="programme", published_only=published_only))
    draw(target_views.table(edition, part="programme", published_only=published_only, key="targets-programme"))
with frame.card("schemes"):
    draw(target_views.title(edition, words("targets.schemes"), part="schemes", published_only=published_only))
    draw(target_views.table(edition, part="schemes", published_only=published_only, key="targets-schemes"))
    if not published_only:  # a card shows all figures
        embedding.embed_snippet(visit, "targets")
draw(frame.section(words("targets.over_time"), note=words("targets.over_time_note")))
with frame.card("curve"):
    with st.container(key="cc_filters_curve", horizontal=True, vertical_alignment="bottom", gap="medium"):
        indicator = selection.choose_indicator(
            visit, target_views.indicators_with_targets(edition), default=programme.headline[0]
        )
        own = [plan.indicator for plan in programme.plans]
        scheme = selection.choose_scheme(
            visit,
            [*(["all"] if indicator in own else []), *results.group_codes(programme, "scheme", indicator)],
            default="all" if indicator in own else results.group_codes(programme, "scheme", indicator)[0],
            known=programme.schemes,
        )
    asked = Scope(indicator, scheme=None if scheme == "all" else scheme, published_only=published_only)
    draw(curve_views.curve(edition, asked, key=f"curve-{indicator}-{scheme}"))
    if not published_only:
        embedding.embed_snippet(visit, "curve", indicator=indicator, scheme=asked.scheme)
draw(target_views.rule(edition))
