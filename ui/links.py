"""Links inside the site: they keep the language and the published-only switch, so that a visitor stays in the view they chose."""

from functools import lru_cache
from urllib.parse import urlencode

import streamlit as st

from serving.menu import read_menu
from ui.access import Visit
from ui.frame import Entry

KEPT = ("lang", "figures", "release", "on")


@lru_cache(maxsize=32)
def page_file(address: str) -> str:
    """The script behind an address, as Streamlit names it."""
    return next(f"pages/{entry.file}" for entry in read_menu() if entry.address == address)


def to(visit: Visit, address: str, label: str, *, here: bool = False, **named: str) -> Entry:
    """A link to a page, with the codes it is to open on."""
    kept = {name: visit.address[name] for name in KEPT if name in visit.address}
    return Entry(page=visit.pages[address], label=label, query={**kept, **named}, here=here)


def carried(visit: Visit) -> str:
    """What a link written into a view carries along, as the text of an address: language and day; and not the view itself."""
    return urlencode({name: visit.address[name] for name in KEPT if name in visit.address})


def written(visit: Visit, address: str, **named: str) -> str:
    """The address of a page with codes, for a link that is written into a view as HTML."""
    kept = {name: visit.address[name] for name in KEPT if name in visit.address}
    return f"{address}?{urlencode({**kept, **named})}"


def home(visit: Visit) -> Entry:
    return to(visit, "at_a_glance", visit.words("at_a_glance.name"))


def this_view() -> str:
    """The whole address of what is on the screen, to cite and to come back to."""
    base = (st.context.url or "/").split("?")[0]
    codes = {name: st.query_params[name] for name in st.query_params}
    return f"{base}?{urlencode(codes)}" if codes else base
