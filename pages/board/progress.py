"""Progress: every target on a day, as a sheet of statuses and then in numbers: reached, expected, coverage, forecast."""

import streamlit as st

from ui import backtest_views, board, frame, links, progress_views, target_views
from ui.access import current
from ui.pieces import draw

visit = current()
words, programme = visit.words, visit.programme

head = st.container(gap="small")
with st.container(key="cc_filters", horizontal=True, vertical_alignment="bottom", gap="medium"):
    day = board.choose_day(visit)
    narrowed = board.choose_narrowed(visit)
edition = board.edition(visit, day)
with head:
    frame.page_title(
        words,
        progress_views.finding(edition, narrowed),
        lead=board.lead(visit, edition, words("board.progress_lead", month=words.month(edition.release.through))),
    )
if narrowed.everything:
    with frame.card("programme"):
        own = target_views.table(edition, part="programme", key="progress-programme")
        draw(
            (
                target_views.title(
                    edition, words("targets.programme", programme=programme.short_name), part="programme"
                ),
                *own,
                progress_views.programme_notes(edition),
            )
        )
with frame.card("sheet"):
    sheet = progress_views.sheet(edition, narrowed, address=links.carried(visit))
    draw((*sheet, target_views.rule(edition)))
with frame.card("numbers"):
    draw(progress_views.table(edition, narrowed, key="progress"))
with frame.card("backtest"):
    draw(backtest_views.tried(edition, key="backtest"))
