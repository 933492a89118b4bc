"""Who is here, in which language, looking at which release. Set once a run by `dashboard.py`; pages ask `current()`."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st

from ccare_metrics.framework import Programme
from ccare_metrics.release import Release
from ccare_metrics.scope import PUBLIC, Viewer
from serving.menu import public_only
from ui.edition import Edition
from ui.theme import Mode
from ui.words import Words, words_for

KEY = "visit"


@dataclass(frozen=True)
class Visit:
    viewer: Viewer
    words: Words
    release: Release
    today: date
    theme: Mode
    board_offered: bool
    pages: Mapping[str, Any]  # by address, what st.navigation was given: linking to an object costs a third of a path
    address: Mapping[str, str]  # what the address holds, without the page's name

    @property
    def programme(self) -> Programme:
        return self.release.programme

    @property
    def edition(self) -> Edition:
        """What a view may depend on."""
        return Edition(self.words, self.release, self.theme)

    @property
    def published_only(self) -> bool:
        return self.address.get("figures") == "published"


DEMONSTRATION = "as"  # in the address; exists only while no sign-in is configured
BOARD = Viewer(role="board", name="demonstration")


def demonstration_offered() -> bool:
    """Whether anybody may look at the board's pages: while there is no sign-in, and never on a public-only server."""
    return not public_only()


def viewer() -> Viewer:
    """Who looks. Until there is a sign-in: the public, or the board by way of demonstration."""
    wanted = st.query_params.get(DEMONSTRATION) == BOARD.role
    return BOARD if wanted and demonstration_offered() else PUBLIC


def begin(
    viewer: Viewer,
    release: Release,
    language: str,
    *,
    today: date,
    pages: Mapping[str, Any],
    forgotten: Collection[str] = (),
) -> Visit:
    """What this run is for. `forgotten`: what the address holds and links do not carry on."""
    visit = Visit(
        viewer=viewer,
        words=words_for(language),
        release=release,
        today=today,
        theme="dark" if st.context.theme.type == "dark" else "light",
        board_offered=demonstration_offered(),
        pages=pages,
        address={name: st.query_params[name] for name in st.query_params if name not in forgotten},
    )
    st.session_state[KEY] = visit
    return visit


def current() -> Visit:
    """This run's visit. A page opened without `dashboard.py` has none, and so shows nothing."""
    visit = st.session_state.get(KEY)
    if visit is None:
        st.stop()
    return visit


def may_open(viewer: Viewer, audience: str) -> bool:
    return audience == "public" or viewer.role in (audience, "lead")
