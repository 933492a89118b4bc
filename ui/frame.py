"""The frame around every page: header with emblem and funding, menu, title, cards, footer, and the one empty, error and loading state."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import streamlit as st

from geo.areas import ATTRIBUTION, BOUNDARY_VINTAGE, Text
from ui import theme
from ui.words import Words, words_for

if TYPE_CHECKING:
    from ccare_metrics.framework import Programme
    from ui.access import Visit

NAMED = "cc_page_name"  # in the session: what the page that is being drawn calls itself
SIGN_IN, SIGN_OUT = "./signin", "./signout"  # answered by serving/
HERE = Path(__file__).resolve().parent
EMBLEM = HERE.parent / "static" / "emblem.svg"
SHEETS = ("frame", "results", "figures", "board", "partners", "lead", "words", "phone", "paper")  # a later one prevails
CONTENT = "cc-content"  # where the way past the header leads


@dataclass(frozen=True)
class Entry:
    """A link inside the site: a page of `st.navigation` (or its path), its name, and the address parameters it keeps."""

    page: Any
    label: str
    query: Mapping[str, str] = field(default_factory=dict)
    here: bool = False


# -- header


def begin_page(visit: Visit, menus: Mapping[str, Sequence[Entry]]) -> None:
    """The style and the header. `menus`: the pages for each audience, the public's first; the entry with `here` is the page one is on
    (or within). Where somebody may open more than the public's pages, the first line is of the audiences, and the second one of the
    pages for the one whose page this is. Somebody who signed in and may do nothing is told why."""
    words = visit.words
    st.html(_style())
    st.html(_funding(visit))
    audiences = [_audience(words, audience, menu) for audience, menu in menus.items()]
    _menu(
        "cc_menu",
        words("site.title", programme=visit.programme.short_name),
        audiences if len(menus) > 1 else menus["public"],
    )
    if len(menus) > 1:
        pages = next((menu for menu in menus.values() if any(entry.here for entry in menu)), ())
        if pages:
            _menu("cc_menu_pages", "", pages)
    if visit.presence.hindrance:
        st.html(_hindered(visit))


def _audience(words: Words, audience: str, menu: Sequence[Entry]) -> Entry:
    """The way to what one audience has, at its first page."""
    return replace(menu[0], label=words(f"{audience}.menu"), here=any(entry.here for entry in menu))


def _menu(key: str, name: str, menu: Sequence[Entry]) -> None:
    with st.container(key=key, horizontal=True, gap=None, vertical_alignment="center"):
        if name:
            st.html(f'<span class="cc-site">{escape(name)}</span>', width="content")
        for entry in menu:
            if entry.here:
                with st.container(key=f"{key}_here", width="content"):
                    _page_link(entry)
            else:
                _page_link(entry)


def _page_link(entry: Entry) -> None:
    st.page_link(entry.page, label=entry.label, query_params=dict(entry.query), width="content")


def tab(words: Words, programme: Programme, page: str) -> str:
    """What a browser's tab and its list of pages say."""
    return words("site.tab", page=page, site=words("site.title", programme=programme.short_name))


def language_links(visit: Visit) -> list[tuple[str, str]]:
    """(language, address) of this same view in each language of the programme. Whole addresses: a full load also sets <html lang>."""
    return [(code, "?" + urlencode({**visit.address, "lang": code})) for code in visit.programme.languages]


def _funding(visit: Visit) -> str:
    words, funding = visit.words, visit.programme.funding
    first, *others = [escape(words.name(text)) for text in funding.lines]
    switch = "".join(_language(words, code, address) for code, address in language_links(visit))
    return (
        f'<div class="cc-band"><a class="cc-skip" href="#{CONTENT}" target="_self">{escape(words("header.skip"))}</a>'
        '<div class="cc-funding">'
        f'<img class="cc-emblem" src="{_emblem()}" alt="{escape(words.name(funding.emblem_title), quote=True)}">'
        f"<p><strong>{first}</strong>{''.join(f' · {text}' for text in others)} "
        f'<span class="cc-funding-programme">{escape(words.name(funding.programme))}</span></p></div>'
        f'{_who(visit)}<nav class="cc-languages" aria-label="{escape(words("header.language"), quote=True)}">{switch}</nav></div>'
    )


def _who(visit: Visit) -> str:
    """Who is here, with the way out; or the way in, which comes back to this view."""
    words, signature = visit.words, visit.signature
    if signature is None or visit.presence.hindrance == "again":
        return (
            f'<div class="cc-account">{_sign_in(visit, words("signin.enter"))}</div>' if visit.sign_in_offered else ""
        )
    # By POST: a link would sign out whoever follows it from another site.
    return (
        f'<div class="cc-account"><span>{_called(visit)}</span>{_notices(visit)}<form method="post" action="{SIGN_OUT}">'
        f'<button type="submit">{escape(words("signin.leave"))}</button></form></div>'
    )


def _notices(visit: Visit) -> str:
    """The way to one's own notices, and how many are new."""
    words, unread = visit.words, visit.presence.unread
    if visit.person is None:
        return ""
    label = words.n("signin.notices_new", unread) if unread else words("signin.notices")
    address = f"notices?{urlencode({'lang': words.lang})}"
    return f'<a class="cc-sign-in" href="{address}" target="_self">{escape(label)}</a>'


def _called(visit: Visit) -> str:
    """Lead One, lead partner; somebody without access by the address alone. As HTML."""
    words, person = visit.words, visit.person
    if person is None:
        return escape(_address_of(visit))
    partner = visit.programme.partners.get(person.partner or "")
    role = words(f"signin.role.{person.role}", partner=words.name(partner.name) if partner else person.partner)
    return f'{escape(person.name)}<span class="cc-role">, {escape(role)}</span>'


def _address_of(visit: Visit) -> str:
    return (visit.signature.email if visit.signature else "") or visit.words("signin.nameless")


def _sign_in(visit: Visit, label: str) -> str:
    """A link to the sign-in that comes back to this view."""
    asked = f"?{urlencode(visit.address)}" if visit.address else ""
    address = f"{SIGN_IN}?{urlencode({'next': f'/{visit.page}{asked}'})}"
    return f'<a class="cc-sign-in" href="{escape(address, quote=True)}" target="_self">{escape(label)}</a>'


def sign_in_again(visit: Visit) -> str:
    """The way to sign in and back to this very view, as HTML."""
    return f"<p>{_sign_in(visit, visit.words('signin.again.link'))}</p>"


def _hindered(visit: Visit) -> str:
    """Why somebody who signed in sees what the public sees, and what helps."""
    words, hindrance, reason = visit.words, visit.presence.hindrance, visit.presence.reason
    title = words(f"signin.{hindrance}.title")
    if hindrance == "again":
        return _state("empty", title, words("signin.again"), helps=_sign_in(visit, words("signin.again.link")))
    if reason is not None:
        return _state("empty", title, words.name(reason))
    lead = next(each for each in visit.programme.partners.values() if each.role == "lead_partner")
    return _state("empty", title, words(f"signin.{hindrance}", email=_address_of(visit), lead=words.name(lead.name)))


def _language(words: Words, code: str, address: str) -> str:
    name = words_for(code)(f"language.{code}")
    if code == words.lang:
        return f'<span class="cc-language-here" lang="{code}" aria-current="true">{name}</span>'
    return f'<a href="{escape(address, quote=True)}" lang="{code}" hreflang="{code}" target="_self">{name}</a>'


@lru_cache(maxsize=1)
def _emblem() -> str:
    # Inline: Streamlit serves .svg as text, which a browser does not show as an image.
    return "data:image/svg+xml;base64," + b64encode(EMBLEM.read_bytes()).decode()


@lru_cache(maxsize=1)
def _style() -> str:
    css = "".join((HERE / "styles" / f"{name}.css").read_text(encoding="utf-8") for name in SHEETS)
    return f"<style>{theme.css_variables()}{theme.paper_plots()}{css}</style>"


def bare_page(words: Words, title: str, text: str) -> None:
    """A page without a programme to frame it: nothing is published, or the release cannot be read."""
    st.html(_style())
    st.html(_state("empty", title, text))


# -- title, cards


def name_page(visit: Visit, name: str) -> None:
    """What the browser's tab and a citation call the page where its name in the menu is not enough: Norfolk, not Areas."""
    st.set_page_config(page_title=tab(visit.words, visit.programme, name))
    st.session_state[NAMED] = name


def page_title(words: Words, finding: str, *, lead: str = "", trail: Sequence[Entry] = (), whence: str = "") -> None:
    """Breadcrumbs (all but the page itself), the finding as the page's one first-level heading, and a line below it.

    `whence`: the line of provenance of what the lead says, as HTML.
    """
    if trail:
        with st.container(key="cc_trail", horizontal=True, gap=None, vertical_alignment="center"):
            for place, entry in enumerate(trail):
                if place:
                    st.html('<span class="cc-trail-mark" aria-hidden="true">›</span>', width="content")
                _page_link(entry)
    below = f'<p class="cc-lead">{escape(lead)}</p>' if lead else ""
    st.html(f'<div class="cc-title" id="{CONTENT}" tabindex="-1"><h1>{escape(finding)}</h1>{below}{whence}</div>')


def section(title: str, *, note: str = "") -> str:
    """A second-level heading with an optional line below it."""
    below = f'<p class="cc-lead">{escape(note)}</p>' if note else ""
    return f'<div class="cc-section"><h2>{escape(title)}</h2>{below}</div>'


def card(key: str, *, height: Any = "content") -> Any:
    """The one card; a container to draw into. `key` is unique on the page."""
    return st.container(border=True, key=f"cc_card_{key}", height=height, gap="xsmall")


def card_foot(key: str) -> Any:
    """The line at the end of a card: where it leads to, and what else can be done with it."""
    return st.container(key=f"cc_cardfoot_{key}", horizontal=True, gap="medium", vertical_alignment="center")


def card_title(text: str) -> str:
    return f'<h2 class="cc-card-title">{escape(text)}</h2>'


def card_link(entry: Entry, *, key: str) -> None:
    """A card's title that leads to a page."""
    with st.container(key=f"cc_cardlink_{key}"):
        _page_link(entry)


def prose(paragraphs: Sequence[str]) -> str:
    """Running text at a readable width, escaped."""
    return '<div class="cc-prose">' + "".join(f"<p>{escape(text)}</p>" for text in paragraphs) + "</div>"


# -- states


def empty(words: Words, title: str, *, text: str = "") -> str:
    """Nothing to show, and why: never a blank place."""
    return _state("empty", title or words("state.empty"), text)


def not_published(words: Words) -> str:
    """The place of a view of which nothing is published."""
    return empty(words, words("state.not_published"), text=words("state.not_published_text"))


def error(words: Words, reference: str, *, text: str = "") -> str:
    """Something failed: a plain sentence and the reference number that is in the log."""
    return _state(
        "error", words("state.error"), text or words("state.error_text"), words("state.reference", reference=reference)
    )


@contextmanager
def loading(words: Words, *, height: int = 240) -> Iterator[None]:
    """A grey shape in the place of what is coming while the block runs, and a word for who cannot see it."""
    said = st.empty()
    said.html(f'<p class="cc-unseen" role="status">{escape(words("state.loading"))}</p>')
    with st.skeleton(height=height):
        yield
    said.empty()


ECHO = 60  # characters of what was asked that are repeated


def unknown_code(visit: Visit, name: str, asked: str, options: Sequence[tuple[str, str]], *, label: str) -> None:
    """An address that names something unknown: says what was asked, and offers what there is, as links to the same view."""
    words = visit.words
    echo = asked if len(asked) <= ECHO else f"{asked[:ECHO]}…"
    title = words("state.unknown", label=label, asked=echo)
    choices(visit, name, options, title=title, text=words("state.unknown_text"))


def choices(visit: Visit, name: str, options: Sequence[tuple[str, str]], *, title: str, text: str) -> None:
    """Why something is not shown, and links to the same view with each (code, words) that there is of the address parameter `name`."""
    links = "".join(
        f'<li><a href="?{escape(urlencode({**visit.address, name: code}), quote=True)}" target="_self">{escape(shown)}</a></li>'
        for code, shown in options
    )
    st.html(f'{_state("empty", title, text)}<ul class="cc-choices">{links}</ul>')


def not_for_you(visit: Visit, audience: str) -> None:
    """A page for others: says for whom, offers to sign in where nobody has, and shows nothing of it."""
    words = visit.words
    is_offered = visit.sign_in_offered and visit.signature is None
    helps = _sign_in(visit, words("signin.again.link")) if is_offered else ""
    page_title(words, words(f"signin.only.{audience}"))
    st.html(_state("empty", words("signin.only.text"), helps=helps))


def _state(kind: str, title: str, *texts: str, helps: str = "") -> str:
    """`helps`: a link, as HTML."""
    paragraphs = "".join(f"<p>{escape(text)}</p>" for text in texts if text) + (f"<p>{helps}</p>" if helps else "")
    role = "alert" if kind == "error" else "note"
    return f'<div class="cc-state cc-state-{kind}" role="{role}"><p class="cc-state-title">{escape(title)}</p>{paragraphs}</div>'


# -- footer


def end_page(
    visit: Visit, links: Sequence[Entry] = (), *, last_line: str = "", others: Sequence[tuple[str, str]] = ()
) -> None:
    """Funding statement, boundaries, manners, the release (or `last_line` in its place), and links: to pages, and (label, address) to
    what is no page."""
    words = visit.words
    with st.container(key="cc_footer", gap="small"):
        if links:
            with st.container(key="cc_footer_links", horizontal=True, gap=None, vertical_alignment="center"):
                for entry in links:
                    _page_link(entry)
                for label, address in others:
                    anchor = f'<a class="cc-footer-link" href="{escape(address, quote=True)}">{escape(label)}</a>'
                    st.html(anchor, width="content")
        st.html(
            _footer(
                words,
                visit.programme.funding.statement,
                last_line or words("footer.release", number=visit.release.number, day=visit.release.as_of),
            )
        )


@lru_cache(maxsize=16)
def _footer(words: Words, statement: Text, last_line: str) -> str:
    texts = (
        words.name(statement),
        f"{words.name(BOUNDARY_VINTAGE)} {words.name(ATTRIBUTION)}",
        words("footer.manners"),
        last_line,
    )
    return '<div class="cc-footer">' + "".join(f"<p>{escape(text)}</p>" for text in texts) + "</div>"
