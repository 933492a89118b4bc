"""Every target against what was reached, and then one of them over time."""

import streamlit as st

from ccare_metrics import results
from ccare_metrics.scope import Scope
from ui import frame, progress_views, selection
from ui.access import current
from ui.pieces import draw

visit = current()
words, programme, edition = visit.words, visit.programme, visit.edition

head = st.container(gap="small")
with st.container(key="cc_filters", horizontal=True, vertical_alignment="bottom"):
    published_only = selection.published_only(visit)
with head:
    frame.page_title(
        words, progress_views.targets_finding(edition, published_only=published_only), lead=words("targets.lead")
    )
with frame.card("programme"):
    own = progress_views.table(edition, part="programme", published_only=published_only, key="targets-programme")
    draw((frame.card_title(words("targets.programme", programme=programme.short_name)), *own))
with frame.card("schemes"):
    theirs = progress_views.table(edition, part="schemes", published_only=published_only, key="targets-schemes")
    draw((frame.card_title(words("targets.schemes")), *theirs))
draw(frame.section(words("targets.over_time"), note=words("targets.over_time_note")))
with frame.card("curve"):
    with st.container(key="cc_filters_curve", horizontal=True, vertical_alignment="bottom", gap="medium"):
        indicator = selection.choose(
            visit,
            "indicator",
            progress_views.with_target_rows(edition),
            label=words("filters.indicator"),
            shown=lambda code: words.name(programme.indicators[code].name),
            default=programme.headline[0],
        )
        own = [plan.indicator for plan in programme.plans]
        scheme = selection.choose(
            visit,
            "scheme",
            [*(["all"] if indicator in own else []), *results.group_codes(programme, "scheme", indicator)],
            label=words("filters.scheme"),
            shown=lambda code: (
                words("filters.all_schemes") if code == "all" else words.name(programme.schemes[code].short_name)
            ),
            default="all" if indicator in own else results.group_codes(programme, "scheme", indicator)[0],
            known=programme.schemes,
        )
    asked = Scope(indicator, scheme=None if scheme == "all" else scheme, published_only=published_only)
    draw(progress_views.curve(edition, asked, key=f"curve-{indicator}-{scheme}"))
draw(progress_views.rule(edition))
