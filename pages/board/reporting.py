"""Who has reported: how much of what was due is approved, by partner and month, on any day."""

import streamlit as st

from ui import board, frame
from ui.access import current
from ui.pieces import draw

visit = current()
words = visit.words

head = st.container(gap="small")
with st.container(key="cc_filters", horizontal=True, vertical_alignment="bottom", gap="medium"):
    day = board.choose_day(visit)
edition = board.edition(visit, day)
with head:
    frame.page_title(words, board.reporting_finding(edition), lead=words("board.reporting_lead", day=day))
with frame.card("reporting"):
    draw(board.reporting_views(edition))
