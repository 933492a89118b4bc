"""Every target against what was reached, and then one of them over time."""

import streamlit as st

from ccare_metrics import results
from ccare_metrics.scope import Scope
from ui import findings, frame, progress_views, selection
from ui.access import current
from ui.cached import ask

visit = current()
words, programme = visit.words, visit.programme

head = st.container(gap="small")
with st.container(key="cc_filters", horizontal=True, vertical_alignment="bottom"):
    published_only = selection.published_only(visit)
table = ask(results.target_table, visit.release, published_only=published_only)
with head:
    frame.page_title(words, findings.targets_result(visit, table), lead=words("targets.lead"))
with frame.card("programme"):
    frame.card_title(words("targets.programme", programme=programme.short_name))
    progress_views.table(visit, table[table["scheme"].isna()], key="targets-programme")
with frame.card("schemes"):
    frame.card_title(words("targets.schemes"))
    progress_views.table(visit, table[table["scheme"].notna()], key="targets-schemes")
frame.section(words("targets.over_time"), note=words("targets.over_time_note"))
with frame.card("curve"):
    with st.container(key="cc_filters_curve", horizontal=True, vertical_alignment="bottom", gap="medium"):
        indicator = selection.choose(
            visit,
            "indicator",
            list(dict.fromkeys(table["indicator"])),
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
    progress_views.curve(visit, asked, key=f"curve-{indicator}-{scheme}")
progress_views.rule(visit)
