"""Who has reported: how much of what was due is approved, by partner and month, on any day."""

import streamlit as st

from ui import board, frame, reporting_views
from ui.access import current
from ui.pieces import draw

visit = current()
words = visit.words

head = st.container(gap="small")
with st.container(key="cc_filters", horizontal=True, vertical_alignment="bottom", gap="medium"):
    day = board.choose_day(visit)
edition, workflow = board.edition(visit, day), board.workflow(visit, day)
with head:
    lead = board.lead(visit, edition, words("board.reporting_lead", day=day))
    frame.page_title(words, reporting_views.finding(edition), lead=lead)
with frame.card("reporting"):
    draw(reporting_views.tables_of(edition, workflow))
