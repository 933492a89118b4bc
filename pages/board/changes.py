"""What changed: two days or releases side by side, every changed figure with who and why, and how the totals' difference comes about."""

import streamlit as st

from ui import board, changes_views, frame, links, sides
from ui.access import current
from ui.pieces import draw

visit = current()
words = visit.words

head = st.container(gap="small")
with st.container(key="cc_filters", horizontal=True, vertical_alignment="bottom", gap="medium"):
    compared = sides.choose(visit)
with head:
    lead = board.lead(visit, compared.after, words("changes.lead"))
    frame.page_title(words, changes_views.finding(compared), lead=lead)
with frame.card("totals"):
    draw(changes_views.totals(compared, key="changes-totals"))
for kind in changes_views.kinds_found(compared):
    with frame.card(f"figures_{kind}"):
        draw(changes_views.figures(compared, kind=kind, key="changes", address=links.carried(visit)))
for part, pieces in changes_views.beside(compared).items():
    with frame.card(part):
        draw(pieces)
