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


def _address(visit: Visit) -> str:
    base = (st.context.url or "/").split("?")[0]
    codes = {name: st.query_params[name] for name in st.query_params if name not in NOT_CITED}
    return f"{base}?{urlencode({**codes, PARAMETER: visit.release.number, 'lang': visit.words.lang})}"
