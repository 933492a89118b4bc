"""People: who has, had or was offered access, in which role and for whom; inviting, changing, taking away."""

import streamlit as st

from ui import frame, outcomes, people_views
from ui.access import current
from ui.pieces import draw

visit = current()
words = visit.words
found = people_views.read(visit)

with st.container(gap="small"):
    outcomes.show(visit)
    frame.page_title(words, words.n("people.finding", len(people_views.with_access(found))), lead=words("people.lead"))
invite, change = st.columns(2, gap="medium")
with invite, frame.card("invite", height="stretch"):
    draw(frame.card_title(words("people.invite")))
    people_views.invite(visit)
with change, frame.card("change", height="stretch"):
    draw(frame.card_title(words("people.change")))
    people_views.change(visit, found)
with frame.card("everybody"):
    draw(people_views.table(visit, found))
