"""Audit: who did what to what, when and why, the newest first; narrowed, taken away, and checked to be whole."""

import streamlit as st

from ui import audit_views, frame, outcomes
from ui.access import current
from ui.pieces import draw

visit = current()
words = visit.words

head = st.container(gap="small")
with st.container(key="cc_filters", horizontal=True, vertical_alignment="bottom", gap="medium"):
    narrowed = audit_views.narrow(visit)
found = audit_views.page(visit, narrowed)
with head:
    outcomes.show(visit)
    frame.page_title(words, audit_views.finding(visit, found), lead=words("audit.lead"))
audit_views.offer_to_check(visit)
with frame.card("audit"):
    draw(audit_views.table(visit, found, narrowed))
    audit_views.pages(visit, found)
