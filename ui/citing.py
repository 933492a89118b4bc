"""How to cite a page so that the same figures are found again: title, release, day, and an address that names all of it."""

from html import escape
from urllib.parse import urlencode

import streamlit as st

from ui.access import Visit
from ui.asked_release import PARAMETER

NOT_CITED = ("on", "lang", PARAMETER)  # the day of the board; language and release come last


def line(visit: Visit, page: str) -> str:
    """The citation as text to copy; a click on it marks all of it. `page`: the page's name."""
    words = visit.words
    return (
        f'<p class="cc-cite"><span class="cc-cite-word">{escape(words("cite.word"))}</span> '
        f'<span class="cc-cite-text" tabindex="0">{escape(text(visit, page))}</span></p>'
    )


def text(visit: Visit, page: str) -> str:
    """C-CARE, Covid Channel Area Response Exchange: Map. Release 3, figures as of 22 May 2023. https://…/map?release=3&lang=en"""
    release = visit.release
    return visit.words(
        "cite.text",
        programme=visit.programme.name,
        page=page,
        number=release.number,
        day=release.as_of,
        address=_address(visit),
    )


def internal(visit: Visit, page: str) -> str:
    """What stands in its place below a page that is not for the public, on paper alone: which page, where, and of which day."""
    words = visit.words
    codes = {name: code for name, code in st.query_params.items() if name != "lang"}
    address = f"{_page()}?{urlencode({**codes, 'lang': words.lang})}"
    said = words("paper.internal", programme=visit.programme.name, page=page, day=visit.today, address=address)
    return f'<p class="cc-cite cc-paper">{escape(said)}</p>'


def _address(visit: Visit) -> str:
    codes = {name: st.query_params[name] for name in st.query_params if name not in NOT_CITED}
    return f"{_page()}?{urlencode({**codes, PARAMETER: visit.release.number, 'lang': visit.words.lang})}"


def _page() -> str:
    return (st.context.url or "/").split("?")[0]
