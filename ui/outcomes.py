"""What became of an act: said above the page in the runs that follow, until the next act or another page."""

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import TypeVar

import streamlit as st

from ui import access, acting, frame
from ui.access import Visit
from ui.acting import Done, Refused

Answer = TypeVar("Answer")
KEY = "cc_outcome"  # in the session


@dataclass(frozen=True)
class Outcome:
    page: str
    text: str
    refused: Refused | None = None


def of(act: Callable[[], Answer], said: Callable[[Answer], str]) -> Answer | None:
    """For callbacks: does one act whole or not at all, and keeps what to say of it. What it answers, None where it was refused."""
    visit = access.current()
    found = acting.attempt(visit.words, visit.programme, act)
    if isinstance(found, Done):
        st.session_state[KEY] = Outcome(visit.page, said(found.result))
        return found.result
    st.session_state[KEY] = Outcome(visit.page, found.text, found)
    return None


def show(visit: Visit) -> None:
    """Above the page; read aloud as it comes."""
    outcome: Outcome | None = st.session_state.get(KEY)
    if outcome is None or outcome.page != visit.page:
        return
    again = frame.sign_in_again(visit) if outcome.refused and outcome.refused.again else ""
    kind, role = ("cc-outcome cc-outcome-refused", "alert") if outcome.refused else ("cc-outcome", "status")
    st.html(f'<div class="{kind}" role="{role}"><p>{escape(outcome.text)}</p>{again}</div>')


def forget(visit: Visit) -> None:
    """A page that goes on to something else has no more to say of the last act."""
    outcome: Outcome | None = st.session_state.get(KEY)
    if outcome is not None and outcome.page == visit.page:
        del st.session_state[KEY]
