"""Every target on a day: reached, expected by then, status and how much of it was reported; then one of them over time."""

import streamlit as st

from ccare_metrics.scope import Scope
from ui import board, curve_views, frame, selection, target_views
from ui.access import current
from ui.pieces import draw

visit = current()
words, programme = visit.words, visit.programme

head = st.container(gap="small")
with st.container(key="cc_filters", horizontal=True, vertical_alignment="bottom", gap="medium"):
    day = board.choose_day(visit)
    partner = selection.choose(
        visit,
        "partner",
        ["all", *programme.partners],
        label=words("filters.partner"),
        shown=lambda code: (
            words("filters.all_partners") if code == "all" else words.name(programme.partners[code].name)
        ),
        default="all",
    )
edition = board.edition(visit, day)
asked = None if partner == "all" else partner
with head:
    frame.page_title(
        words,
        target_views.progress_finding(edition, day, partner=asked),
        lead=words("board.progress_lead", month=words.month(edition.release.through)),
    )
if not asked:
    with frame.card("programme"):
        own = target_views.table(edition, part="programme", key="progress-programme", coverage=True)
        draw((frame.card_title(words("targets.programme", programme=programme.short_name)), *own))
with frame.card("schemes"):
    theirs = target_views.table(
        edition, part="schemes", partner=asked, key=f"progress-schemes-{partner}", coverage=True
    )
    draw((frame.card_title(words("targets.schemes")), *theirs))
draw(frame.section(words("targets.over_time"), note=words("board.over_time_note")))
with frame.card("curve"):
    with st.container(key="cc_filters_curve", horizontal=True, vertical_alignment="bottom", gap="medium"):
        planned = [code for code, each in programme.schemes.items() if each.plans and asked in (None, each.partner)]
        scheme = selection.choose_scheme(visit, planned, default=planned[0], known=programme.schemes)
        aims = [plan.indicator for plan in programme.schemes[scheme].plans]
        indicator = selection.choose_indicator(visit, aims, default=aims[0], known=programme.indicators)
    draw(curve_views.curve(edition, Scope(indicator, scheme=scheme), key=f"progress-{indicator}-{scheme}"))
draw(target_views.rule(edition))
