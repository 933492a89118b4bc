"""What the project learned, and what it leaves behind for others."""

import streamlit as st

from ui import frame, stories
from ui.access import current
from ui.pieces import draw

visit = current()
words, programme = visit.words, visit.programme

frame.page_title(
    words,
    words(
        "lessons.finding",
        lessons=words.n("lessons.count", len(programme.lessons)),
        legacy=words.n("lessons.legacy_count", len(programme.legacy)),
    ),
    lead=words("lessons.lead"),
)
draw(frame.section(words("lessons.learned")))
stories.lessons(visit.edition, programme.lessons, heading=False)
draw(frame.section(words("lessons.legacy")))
with st.grid(min_column_width=320):
    for place, item in enumerate(programme.legacy):
        with frame.card(f"legacy_{place}", height="stretch"):
            draw(stories.legacy(visit.edition, item))
stories.scheme_lessons(visit)
