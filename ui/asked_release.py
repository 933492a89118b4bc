"""Which release the address asks for, the bar that says so, and what is said where there is no such release."""

import re
from dataclasses import dataclass
from html import escape
from urllib.parse import urlencode

import streamlit as st

from ccare_metrics.register import register
from ccare_metrics.release import Release, ReleaseError
from ccare_metrics.store.engine import releases_folder
from ui import cached, frame
from ui.access import Visit
from ui.words import Words

PARAMETER = "release"
NUMBER = re.compile("[1-9][0-9]{0,5}")  # as a link writes it: no sign, no zeros in front, no digits of another script


@dataclass(frozen=True)
class Asked:
    """`release`: the one to show; `unknown`: what the address asks for where that cannot be shown, and then the newest is."""

    release: Release
    newest: Release
    unknown: str = ""


def asked_release(newest: Release) -> Asked:
    """The release that the address names, else the newest."""
    text = st.query_params.get(PARAMETER)
    if not text:
        return Asked(newest, newest)
    if not NUMBER.fullmatch(text):
        return Asked(newest, newest, unknown=text)
    try:
        return Asked(cached.release(int(text)), newest)
    except ReleaseError:
        return Asked(newest, newest, unknown=text)


def bar(visit: Visit, asked: Asked) -> str:
    """Above the page of an earlier release: which one it is, and the way to the newest; nothing on the newest."""
    words, release, newest = visit.words, asked.release, asked.newest
    if release.number == newest.number:
        return ""
    said = words("release.older", number=release.number, day=release.published_on, newest=newest.number)
    kept = {name: code for name, code in visit.address.items() if name != PARAMETER}
    way = escape(f"?{urlencode(kept)}", quote=True)
    link = f'<a href="{way}" target="_self">{escape(words("release.to_newest", newest=newest.number))}</a>'
    return f'<p class="cc-older-release" role="note">{escape(said)} {link}</p>'


def not_there(visit: Visit, asked: str) -> None:
    """No such release, or one whose file is damaged: says which, and offers those that there are, as links to the same view."""
    words, known = visit.words, register(releases_folder())
    damaged = NUMBER.fullmatch(asked) is not None and int(asked) in known.damaged
    title = words("release.damaged" if damaged else "release.unknown", asked=asked[: frame.ECHO])
    options = [(str(release.number), option(words, release)) for release in reversed(known.releases)]
    frame.choices(visit, PARAMETER, options, title=title, text=words("release.known"))


def option(words: Words, release: Release) -> str:
    return words("release.option", number=release.number, day=release.published_on)
