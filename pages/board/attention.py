"""Needs attention: what the board should look at on a day, the weightiest first, each with why, since when, and the partner's own words."""

import streamlit as st

from ui import attention_views, board, frame, links
from ui.access import current
from ui.pieces import draw

visit = current()
words = visit.words

head = st.container(gap="small")
with st.container(key="cc_filters", horizontal=True, vertical_alignment="bottom", gap="medium"):
    day = board.choose_day(visit)
    partner = board.choose_partner(visit)
edition, workflow = board.edition(visit, day), board.workflow(visit, day)
with head:
    frame.page_title(
        words,
        attention_views.finding(edition, workflow, partner=partner),
        lead=board.lead(visit, edition, words("attention.lead")),
    )
with frame.card("matters"):
    address = links.carried(visit)
    draw(attention_views.ranked(edition, workflow, partner=partner, address=address, key="attention"))
draw(attention_views.rule(edition))
