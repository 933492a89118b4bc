"""One figure: every value it was ever sent with, old and new, by whom, decided when and why; and what it was on any day."""

import streamlit as st

from ui import frame, history_views
from ui.access import current
from ui.pieces import draw

visit = current()
words = visit.words
asked = history_views.asked(visit)


def show(key: history_views.EntryKey, month: str) -> None:
    told = history_views.history(visit, key, month)
    frame.page_title(words, history_views.title(visit, told), lead=history_views.lead(visit, told))
    with frame.card("on_day"):
        draw(frame.card_title(words("figure.then")))
        day = history_views.choose_day(visit)
        draw(history_views.on_day(visit, told, day))
    with frame.card("values"):
        draw(history_views.values(visit, told))


if asked is None:
    with st.container(gap="small"):
        frame.page_title(words, words("figure.missing"), lead=words("figure.missing_text"))
else:
    show(*asked)
