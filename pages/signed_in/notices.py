"""Notices: what became of reports that concern the person who looks, the unread first."""

import streamlit as st

from ui import frame, notice_views, outcomes
from ui.access import current
from ui.pieces import draw

visit = current()
words = visit.words
found = notice_views.own(visit)

with st.container(gap="small"):
    outcomes.show(visit)
    frame.page_title(words, notice_views.finding(visit, found), lead=words("notices.lead"))
notice_views.offer_to_mark(visit, found)
if len(found):
    with frame.card("notices"):
        draw(notice_views.listed(visit, found))
