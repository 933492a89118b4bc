"""Board pack: the pages of a day as a document, as slides or as a workbook, with the board's own words in front."""

import streamlit as st

from ui import board, frame, pack_views
from ui.access import current
from ui.pieces import draw

visit = current()
words = visit.words

head = st.container(gap="small")
with st.container(key="cc_filters", horizontal=True, vertical_alignment="bottom", gap="medium"):
    day = board.choose_day(visit)
edition = board.edition(visit, day)
with head:
    lead = board.lead(visit, edition, words("pack_page.lead"))
    frame.page_title(words, pack_views.finding(edition), lead=lead)
with frame.card("wanted"):
    wanted = pack_views.choose(visit)
pack_views.offer(visit, edition, wanted)
draw(frame.prose([words("pack_page.note")]))
