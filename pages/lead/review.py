"""Review: what partners sent and nobody has decided, the longest waiting first; then one submission with all that a decision needs."""

import streamlit as st

from ui import deciding, frame, links, outcomes, own_reports, review_views
from ui.access import current
from ui.pieces import draw

visit = current()
words = visit.words
number = own_reports.number_asked(visit)


def show_queue() -> None:
    with st.container(gap="small"):
        queue = review_views.waiting(visit)
        outcomes.show(visit)
        frame.page_title(words, review_views.finding(words, queue), lead=review_views.lead(words, queue))
    if queue:
        with frame.card("queue"):
            draw(review_views.queue(visit, queue))


def show_one(number: int) -> None:
    case = review_views.case(visit, number)
    with st.container(gap="small"):
        outcomes.show(visit)
        frame.page_title(
            words,
            review_views.headline(visit, case),
            lead=review_views.below(visit, case),
            trail=[links.to(visit, "review", words("review.name"))],
        )
        draw(review_views.notices(visit, case))
    figures, beside = st.columns([5, 2], gap="medium")
    with figures:
        with frame.card("unusual"):
            draw(review_views.unusual(visit, case))
        if case.ordinary:
            with frame.card("ordinary"):
                draw(review_views.ordinary(visit, case))
    with beside:
        with frame.card("decision"):
            deciding.offer(visit, case)
        with frame.card("said"):
            draw(review_views.said(visit, case))
        with frame.card("steps"):
            draw(review_views.steps(visit, case))


if number is None:
    show_queue()
else:
    show_one(number)
