"""Who is here, in which language, looking at which release. Set once a run by `dashboard.py`; pages ask `current()`.

Somebody who signed in is looked up anew in every run, so that a right that was taken away is gone in windows that are open too. What a
page shows by it is courtesy: the store looks up whoever signs an act, or reads what is not published, once more.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

import streamlit as st

from ccare_metrics.framework import Programme
from ccare_metrics.release import Release
from ccare_metrics.scope import (
    PUBLIC,
    NotAllowedError,
    NotInvitedError,
    Person,
    Signature,
    SignInAgainError,
    Viewer,
)
from ccare_metrics.store import notices, people
from ccare_metrics.store.engine import StoreError
from geo.areas import Text
from serving.claims import signature_of
from ui import cached
from ui.edition import Edition
from ui.theme import Mode
from ui.words import Words, words_for

KEY = "visit"
AUDIENCES = {"partners": "partner"}  # whom a folder of pages is for, where the role is not called as the folder

Clock = Callable[[], datetime]  # the moment, in UTC
Hindrance = Literal["not_invited", "unverified", "again", "no_store"]


@dataclass(frozen=True)
class Presence:
    """Whoever is behind a run: nobody in particular; a person; or somebody who signed in and may do nothing, and why."""

    signature: Signature | None = None
    person: Person | None = None
    hindrance: Hindrance | None = None
    reason: Text | None = None  # why the store cannot be asked
    unread: int = 0  # notices

    @property
    def viewer(self) -> Viewer:
        found = self.person
        return PUBLIC if found is None else Viewer(role=found.role, partner=found.partner, name=found.name)


NOBODY = Presence()


@dataclass(frozen=True)
class Visit:
    presence: Presence
    words: Words
    release: Release
    today: date
    theme: Mode
    sign_in_offered: bool
    contact: str | None  # whom to write to: an e-mail address or the address of a page
    clock: Clock
    pages: Mapping[str, Any]  # by address, what st.navigation was given: linking to an object costs a third of a path
    page: str  # the address of this one, without its slash; "" is the first
    address: Mapping[str, str]  # what the address holds, without the page's name

    @property
    def viewer(self) -> Viewer:
        return self.presence.viewer

    @property
    def person(self) -> Person | None:
        """Somebody with access; None for the public."""
        return self.presence.person

    @property
    def signature(self) -> Signature | None:
        """As of the beginning of this run; an act asks `signature_now()`."""
        return self.presence.signature

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


def presence(clock: Clock, *, offered: bool, today: date | None) -> Presence:
    """Who is here by the framework's sign-in, and what the access table says of them; nobody where no sign-in is `offered`."""
    signature = signature_of(st.user.to_dict(), now=clock(), today=today) if offered else None
    if signature is None:
        return NOBODY
    try:
        person = people.come_in(cached.store(), signature)
        return Presence(signature, person, unread=notices.unread(cached.store(), signature))
    except SignInAgainError:
        return Presence(signature, hindrance="again")
    except NotInvitedError:
        return Presence(signature, hindrance="not_invited" if signature.email_verified else "unverified")
    except StoreError as error:
        return Presence(signature, hindrance="no_store", reason=error.message)


def begin(
    presence: Presence,
    release: Release,
    language: str,
    *,
    today: date,
    clock: Clock,
    sign_in_offered: bool,
    contact: str | None,
    pages: Mapping[str, Any],
    page: str,
    forgotten: Collection[str] = (),
) -> Visit:
    """What this run is for. `forgotten`: what the address holds and links do not carry on."""
    visit = Visit(
        presence=presence,
        words=words_for(language),
        release=release,
        today=today,
        theme="dark" if st.context.theme.type == "dark" else "light",
        sign_in_offered=sign_in_offered,
        contact=contact,
        clock=clock,
        pages=pages,
        page=page,
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


def signature_now() -> Signature:
    """Who signs an act, and when: for callbacks too, which come before this run's visit has begun. Raises NotAllowedError for nobody.

    Says nothing of rights; those the store looks up.
    """
    visit: Visit | None = st.session_state.get(KEY)
    if visit is None or not visit.sign_in_offered:
        raise NotAllowedError("nobody is signed in")
    found = signature_of(st.user.to_dict(), now=visit.clock(), today=visit.programme.demonstration_today)
    if found is None:
        raise NotAllowedError("nobody is signed in")
    return found


def may_open(viewer: Viewer, audience: str) -> bool:
    if audience in ("public", "signed_in"):
        return audience == "public" or viewer.role != "public"
    return viewer.role in (AUDIENCES.get(audience, audience), "lead")
