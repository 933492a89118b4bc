"""The line below a view that lets another site show the same: the HTML of a frame with the view's card in it."""

from collections.abc import Mapping
from html import escape
from urllib.parse import urlencode, urljoin

import streamlit as st

from ccare_metrics.scope import refuse_unknown
from ui import tables
from ui.access import Visit

# Pixels that a card takes in a column 700 wide; in a narrower one it scrolls up and down.
HEIGHTS: Mapping[str, int] = {"headline": 480, "targets": 700, "map": 1300, "curve": 700, "scheme": 900}
KEPT = ("release",)  # of the address: a page of an earlier release offers the card of that release
WRITTEN = (
    "white-space:pre-wrap;overflow-wrap:anywhere;user-select:all;font-size:0.8125rem;line-height:1.5;margin:0.5rem 0 0"
)


def embed_snippet(visit: Visit, card: str, **codes: str | None) -> None:
    """Folded away under one word; a click into the HTML marks all of it. `codes`: those of the view, None where it narrows nothing."""
    html = frame_html(visit, card, codes, page=st.context.url or "/")
    inside = f'<p>{escape(visit.words("embed.how"))}</p><pre style="{WRITTEN}" tabindex="0">{escape(html)}</pre>'
    st.html(tables.folded(visit.words("embed.line"), inside))


def frame_html(visit: Visit, card: str, codes: Mapping[str, str | None], *, page: str) -> str:
    """The frame in the visitor's language. `page`: the address of the page that offers it, beside which the cards lie."""
    refuse_unknown("card", card, HEIGHTS)
    named = {name: code for name, code in codes.items() if code}
    kept = {name: visit.address[name] for name in KEPT if name in visit.address}
    address = urljoin(page, f"embed/{card}?{urlencode({**named, 'lang': visit.words.lang, **kept})}")
    title = escape(_title(visit, card, named), quote=True)
    return (
        f'<iframe src="{escape(address, quote=True)}" title="{title}" width="100%" height="{HEIGHTS[card]}" '
        'style="border:0" loading="lazy"></iframe>'
    )


def _title(visit: Visit, card: str, named: Mapping[str, str]) -> str:
    """What a screen reader calls the frame: the site, what kind of card, and what it is about."""
    words, programme = visit.words, visit.programme
    about = [words.name(programme.indicators[named["indicator"]].name)] if "indicator" in named else []
    about += [words.name(programme.schemes[named["scheme"]].short_name)] if "scheme" in named else []
    told = ", ".join((words(f"embed.title.{card}"), *about))
    return words("embed.frame_title", site=words("site.title", programme=programme.short_name), card=told)
