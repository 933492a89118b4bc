"""The page that a browser gets first: the framework's own, with the visitor's language, a title, and what to fetch ahead.

The framework answers every address with the same English page and status 200; here an unknown address is a 404 that helps on.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from pathlib import Path

from starlette.convertors import StringConvertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from serving.chunks import announced
from serving.languages import A_YEAR, COOKIE, LANGUAGES, PARAMETER, language_of
from serving.menu import MenuEntry
from ui.words import words_for

NOT_FOUND_PAGE = Path(__file__).with_name("not_found.html")
FONT = "app/static/fonts/inter-latin-wght-normal.woff2"
FIRST_PAGE_DATA = ("app/static/outlines.json",)

# What is replaced in the framework's page; `serving.shell.missing_targets` says when an upgrade has moved one.
HTML_TAG = '<html lang="en">'
TITLE = "<title>Streamlit</title>"
ICON = '<link rel="shortcut icon" href="./favicon.png" />'
FONT_HINT = re.compile(r'<link\s+rel="preload"\s+href="[^"]*SourceSans[^"]*"[^>]*/>')
AGENT_LINK = '<link rel="service-desc" href="./_stcore/agent/openapi.json" />'
NOSCRIPT = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)


class OurAddress(StringConvertor):
    """Any address that is not the framework's own: what is left is a page of ours or unknown."""

    regex = r"(?!(?:_stcore|media|static|component|app/static|auth|oauth2callback)(?:/|$)).*"


register_url_convertor("ours", OurAddress())


@dataclass(frozen=True)
class Site:
    """What the shell says about the whole site; asked anew, because a release may change it."""

    name: str
    description: str


@dataclass(frozen=True)
class Shell:
    menu: tuple[MenuEntry, ...]
    static: Path  # the framework's folder with index.html
    site: Callable[[str], Site]  # by language

    def routes(self) -> list[Route]:
        return [Route("/{path:ours}", self.answer)]

    async def answer(self, request: Request) -> Response:
        path = request.path_params["path"]
        language = language_of(request)
        entry = self._entry(path.strip("/"))
        if entry is None:
            response: Response = HTMLResponse(not_found(self.menu, self.site(language), language), status_code=404)
        elif path != self._address(entry):
            query = f"?{request.url.query}" if request.url.query else ""
            return RedirectResponse(f"/{self._address(entry)}{query}", status_code=308)
        else:
            response = HTMLResponse(page(self.static, entry, self.site(language), language))
        response.headers.update(
            {"Cache-Control": "no-cache", "Content-Language": language, "Vary": "Accept-Language, Cookie"}
        )
        if request.query_params.get(PARAMETER) in LANGUAGES:
            response.set_cookie(COOKIE, language, max_age=A_YEAR, samesite="lax", httponly=True)
        return response

    def _entry(self, address: str) -> MenuEntry | None:
        return next((e for e in self.menu if address in (e.address, self._address(e))), None)

    def _address(self, entry: MenuEntry) -> str:
        return "" if entry == self.menu[0] else entry.address


@lru_cache(maxsize=256)
def page(static: Path, entry: MenuEntry, site: Site, language: str) -> str:
    """The framework's index.html for one of our pages."""
    title = f"{entry.title[language]} – {site.name}"
    head = "\n    ".join(
        (f"<title>{escape(title)}</title>", *_described(title, site), *_fetched_ahead(static, entry.address))
    )
    html = index(static).replace(HTML_TAG, f'<html lang="{language}">').replace(TITLE, head).replace(AGENT_LINK, "")
    html = html.replace(
        ICON,
        '<link rel="icon" href="/favicon.svg" type="image/svg+xml" />\n    <link rel="manifest" href="/manifest.json" />',
    )
    html = FONT_HINT.sub(f'<link rel="preload" href="/{FONT}" as="font" type="font/woff2" crossorigin />', html)
    return NOSCRIPT.sub(f"<noscript><p>{escape(words_for(language)('shell.needs_script'))}</p></noscript>", html)


def missing_targets(static: Path) -> list[str]:
    """Which of the things we replace an upgrade of the framework has moved."""
    html = index(static)
    fixed = [target for target in (HTML_TAG, TITLE, ICON, AGENT_LINK) if target not in html]
    return fixed + [pattern.pattern for pattern in (FONT_HINT, NOSCRIPT) if not pattern.search(html)]


@lru_cache(maxsize=4)
def index(static: Path) -> str:
    return (static / "index.html").read_text(encoding="utf-8")


def _described(title: str, site: Site) -> tuple[str, ...]:
    return (
        f'<meta name="description" content="{escape(site.description)}" />',
        f'<meta property="og:title" content="{escape(title)}" />',
        '<meta name="color-scheme" content="light dark" />',
    )


def bundles_of(static: Path, address: str) -> tuple[str, ...]:
    """Every bundle that opening a page fetches: those the framework's page names itself, and those announced for this page."""
    return (*re.findall(r'(?:src|href)="\./(static/(?:js|css)/[^"]+)"', index(static)), *announced(static, address))


def _fetched_ahead(static: Path, address: str) -> list[str]:
    hints = [_hint(file) for file in announced(static, address)]
    if address == "at_a_glance":
        hints += [f'<link rel="preload" href="/{file}" as="fetch" crossorigin />' for file in FIRST_PAGE_DATA]
    return hints


def _hint(file: str) -> str:
    if file.endswith(".css"):
        return f'<link rel="preload" href="/{file}" as="style" crossorigin />'
    return f'<link rel="modulepreload" crossorigin href="/{file}" />'


def not_found(menu: tuple[MenuEntry, ...], site: Site, language: str) -> str:
    """Our own 404: what happened, the pages there are, and the same page in the other languages."""
    words = words_for(language)
    known = [
        (f"/{'' if entry == menu[0] else entry.address}", entry.title[language]) for entry in menu if _listed(entry)
    ]
    links = "\n".join(f'<li><a href="{href}?lang={language}">{escape(title)}</a></li>' for href, title in known)
    others = " ".join(
        f'<a href="?lang={other}" hreflang="{other}" lang="{other}">{escape(words(f"language.{other}"))}</a>'
        for other in LANGUAGES
        if other != language
    )
    return _template().format(
        language=language,
        site=escape(site.name),
        title=escape(words("shell.not_found.title")),
        text=escape(words("shell.not_found.text")),
        pages=escape(words("shell.not_found.pages")),
        links=links,
        others=others,
    )


def _listed(entry: MenuEntry) -> bool:
    return entry.audience == "public" and entry.in_menu


@lru_cache(maxsize=1)
def _template() -> str:
    return NOT_FOUND_PAGE.read_text(encoding="utf-8")
