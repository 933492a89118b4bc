"""One target: the curve with its expected path, milestones, revisions, forecast and comments, and what the recent pace leads to."""

import streamlit as st

from ccare_metrics.scope import Scope
from ui import board, frame, links, outlook_views, progress_views, selection
from ui.access import current
from ui.pieces import draw

visit = current()
words, programme = visit.words, visit.programme

head = st.container(gap="small")
with st.container(key="cc_filters", horizontal=True, vertical_alignment="bottom", gap="medium"):
    day = board.choose_day(visit)
    planned = progress_views.planned_schemes(programme)
    scheme = selection.choose_scheme(visit, planned, default=planned[0], known=programme.schemes)
    aims = progress_views.planned_indicators(programme, scheme)
    indicator = selection.choose_indicator(visit, aims, default=aims[0], known=programme.indicators)
edition, workflow = board.edition(visit, day), board.workflow(visit, day)
asked = Scope(indicator, scheme=None if scheme == "all" else scheme)
with head:
    frame.page_title(
        words,
        outlook_views.finding(edition, asked),
        lead=board.lead(visit, edition, outlook_views.standing(edition, asked)),
        trail=[links.to(visit, "progress", words("progress.name"))],
    )
with frame.card("curve"):
    draw(outlook_views.curve(edition, asked, workflow, key=f"target-{indicator}-{scheme}"))
left, right = st.columns([3, 2], gap="medium")
with left, frame.card("ahead"):
    draw(outlook_views.ahead(edition, asked))
with right, frame.card("revisions"):
    draw(outlook_views.revisions(edition, asked, key=f"revisions-{indicator}-{scheme}"))
