"""Publish: choose the last month, look at what would change and what would be hidden, say what it brings, publish."""

import streamlit as st

from ui import frame, links, outcomes, publish_views
from ui.access import current
from ui.pieces import draw

visit = current()
words = visit.words
months = publish_views.months(visit)


def show(known: publish_views.Seen) -> None:
    with frame.card("changes"):
        draw(publish_views.changes(visit, known))
    with frame.card("hidden"):
        draw(publish_views.hidden(visit, known))
    left, right = st.columns([3, 2], gap="medium")
    with left, frame.card("grains", height="stretch"):
        draw(publish_views.grains(visit, known))
    with right, frame.card("coverage", height="stretch"):
        draw(publish_views.coverage(visit, known))
    with frame.card("corrections"):
        draw(publish_views.corrections(visit, known))
    with frame.card("note"):
        publish_views.offer_to_publish(visit, known)


head = st.container(gap="small")
known = None
if months:
    with st.container(key="cc_filters", horizontal=True, vertical_alignment="bottom", gap="medium"):
        asked = publish_views.choose(visit, months)
    known = publish_views.seen(visit, asked)
    known = publish_views.offer_to_prepare(visit, asked, again=known is not None) or known
with head:
    outcomes.show(visit)
    title = words("publish.name") if months else words("publish.nothing")
    frame.page_title(words, publish_views.finding(visit, known) if known else title, lead=publish_views.lead(visit))
    frame.card_link(links.to(visit, "releases", words("publish.to_releases")), key="releases")
if known:
    show(known)
