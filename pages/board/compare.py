"""Compare: schemes, partners, areas or the two countries on one indicator, in one measure and on one scale."""

import streamlit as st

from ccare_metrics import results
from ui import board, compare_views, frame, selection
from ui.access import current
from ui.pieces import draw

visit = current()
words, programme = visit.words, visit.programme

head = st.container(gap="small")
with st.container(key="cc_filters", horizontal=True, vertical_alignment="bottom", gap="medium"):
    day = board.choose_day(visit)
    edition = board.edition(visit, day)
    counted = compare_views.indicators_counted(edition)
    indicator = selection.choose_indicator(visit, counted, default=counted[0], known=programme.indicators)
with st.container(key="cc_filters_how", horizontal=True, vertical_alignment="bottom", gap="medium"):
    side = selection.choose(
        visit, "by", results.SIDES, label=words("compare.by"), default="scheme", kind="pills",
        shown=lambda code: words(f"compare.side_many.{code}"),
    )  # fmt: skip
    measures = compare_views.measures(edition, indicator, side)
    measure = selection.choose(
        visit, "measure", measures, label=words("filters.measure"), default="count", kind="pills", known=results.MEASURES,
        shown=lambda code: words(f"measure.{code}"),
    )  # fmt: skip
with head:
    finding = compare_views.finding(edition, indicator, side, measure)
    frame.page_title(words, finding, lead=board.lead(visit, edition, words("compare.lead")))
with frame.card("bars"):
    draw(compare_views.bars(edition, indicator, side, measure, key=f"compare-{indicator}-{side}-{measure}"))
if side != "country":
    with frame.card("countries"):
        draw(compare_views.countries(edition, indicator, key=f"countries-{indicator}"))
if side != "area":
    with frame.card("curves"):
        draw(compare_views.curves(edition, indicator, side, key=f"curves-{indicator}-{side}"))
