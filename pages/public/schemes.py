"""Every scheme on one page: who ran it, where, and what is published about it."""

import streamlit as st

from ui import frame, links, selection, stories
from ui.access import current
from ui.pieces import draw

visit = current()
words, programme = visit.words, visit.programme
schemes = list(programme.schemes.values())

frame.page_title(
    words,
    words(
        "schemes.finding",
        schemes=words.n("schemes.count", len(schemes)),
        partners=words.n("schemes.partners", len(programme.partners)),
        strands=words.n("schemes.strands", len(programme.strands)),
    ),
    lead=words("schemes.lead"),
)
strand = selection.choose(
    visit,
    "strand",
    ["all", *programme.strands],
    label=words("filters.strand"),
    shown=lambda code: words("filters.all_strands") if code == "all" else words.name(programme.strands[code].name),
    default="all",
    kind="select",
)
for each in programme.strands.values():
    if strand not in ("all", each.code):
        continue
    inside = [scheme for scheme in schemes if scheme.strand == each.code]
    title = words("schemes.strand", number=each.number, name=each.name)
    draw(frame.section(title, note=words.n("schemes.count", len(inside))))
    with st.grid(min_column_width=300):
        for scheme in inside:
            with frame.card(f"scheme_{scheme.code}", height="stretch"):
                frame.card_link(links.to(visit, "scheme", words.name(scheme.name), scheme=scheme.code), key=scheme.code)
                draw(stories.scheme_in_brief(visit.edition, scheme.code))
