"""Money as it is published: the grant, the partners' shares, the vouchers; nothing added up, nothing invented."""

import streamlit as st

from ui import board, frame, money_views
from ui.access import current
from ui.pieces import draw

visit = current()
words = visit.words

head = st.container(gap="small")
with st.container(key="cc_filters", horizontal=True, vertical_alignment="bottom", gap="medium"):
    day = board.choose_day(visit)
edition = board.edition(visit, day)
with head:
    lead = board.lead(visit, edition, words("money.lead"))
    frame.page_title(words, money_views.finding(edition), lead=lead)
with frame.card("shares"):
    draw(money_views.shares(edition, key="money-shares"))
for part in money_views.PARTS:
    with frame.card(part):
        draw(money_views.listed(edition, part=part, key=f"money-{part}"))
