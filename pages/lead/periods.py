"""Periods: every month with what is reported, approved and still waiting, and shutting a month or opening it again with a reason."""

import streamlit as st

from ui import frame, outcomes, period_views
from ui.access import current
from ui.pieces import draw

visit = current()
words = visit.words
months = period_views.read(visit)

with st.container(gap="small"):
    outcomes.show(visit)
    frame.page_title(words, period_views.finding(visit, months), lead=words("periods.lead"))
listed, change = st.columns([5, 2], gap="medium")
with change, frame.card("change"):
    draw(frame.card_title(words("periods.change")))
    month = period_views.choose(visit, months)
    period_views.offer(visit, month)
with listed, frame.card("months"):
    draw(period_views.table(visit, months))
