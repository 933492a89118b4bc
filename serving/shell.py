"""The page that a browser gets first: the framework's own, with the visitor's language, a title, and what to fetch ahead.

The framework answers every address with the same English page and status 200; here an unknown address is a 404 that helps on.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.convertors import StringConvertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from serving import framework_page as theirs
from serving.bundles import accepts_gzip, packed
from serving.chunks import announced
from serving.first_words import first_words
from serving.languages import A_YEAR, COOKIE, LANGUAGES, PARAMETER, language_of
from serving.menu import MenuEntry
from serving.not_found import not_found
from serving.nothing_to_show import nothing_to_show
from serving.page_script import ANYBODY, script_for
from serving.site import Site
from serving.styles import FONT, styles_address
from ui.words import words_for

# Data that a page's own script asks for once it runs.
ASKED_FOR = {"at_a_glance": ("app/static/outlines.json",)}
PERMANENT = 308
UNAVAILABLE = 503
A_MINUTE = "60"
EXPLORE = "explore"
RELEASE = "release"
# Where the framework answers somebody who signs in.
SIGN_IN = ("/auth", "/auth/{rest:path}", "/oauth2callback", "/oauth2callback/{rest:path}")


class OurAddress(StringConvertor):
    """Any address that is not the framework's own: what is left is a page of ours or unknown."""

    regex = r"(?!(?:_stcore|media|static|component|app/static|auth|oauth2callback)(?:/|$)).*"


register_url_convertor("ours", OurAddress())


@dataclass(frozen=True)
class Shell:
    menu: tuple[MenuEntry, ...]
    static: Path  # the framework's folder
    site: Callable[[str], Site]  # by language; asked anew each time, because a release may change it
    sign_in: bool = True

    def routes(self) -> list[Route]:
        shut = () if self.sign_in else SIGN_IN
        return [*(Route(address, self.no_page) for address in shut), Route("/{path:ours}", self.answer)]

    async def no_page(self, request: Request) -> Response:
        language = language_of(request)
        site = await run_in_threadpool(self.site, language)
        return _in(language, request, _sent(request, not_found(self.menu, site, language), 404))

    async def answer(self, request: Request) -> Response:
        path, language = request.path_params["path"], language_of(request)
        entry = next((e for e in self.menu if path.strip("/") in (e.address, self._address(e))), None)
        if entry and path != self._address(entry):
            query = f"?{request.url.query}" if request.url.query else ""
            return RedirectResponse(f"/{self._address(entry)}{query}", status_code=PERMANENT)
        if entry is None:
            return await self.no_page(request)
        site = await run_in_threadpool(self.site, language)  # the first look through a new release takes a moment
        if site.closed:
            response = _sent(request, nothing_to_show(site, site.closed, language), UNAVAILABLE)
            response.headers["Retry-After"] = A_MINUTE
        else:
            # The page is kept by its view: no other text may get into it.
            view = EXPLORE if request.query_params.get("view") == EXPLORE else ""
            # An earlier release says something else; its page is drawn like any other.
            said = site.headline if entry == self.menu[0] and RELEASE not in request.query_params else ""
            html = page(self.static, entry, site, language, view, script_for(request.cookies), said)
            response = _sent(request, html, 200)
        return _in(language, request, response)

    def _address(self, entry: MenuEntry) -> str:
        return "" if entry == self.menu[0] else entry.address


def _in(language: str, request: Request, response: Response) -> Response:
    """Says the language of an answer, and keeps one that was asked for."""
    response.headers["Content-Language"] = language
    if request.query_params.get(PARAMETER) in LANGUAGES:
        response.set_cookie(COOKIE, language, max_age=A_YEAR, samesite="lax", httponly=True)
    return response


def _sent(request: Request, html: str, status: int) -> Response:
    headers = {"Cache-Control": "no-cache", "Vary": "Accept-Encoding, Accept-Language, Cookie"}
    if not accepts_gzip(request.headers.get("accept-encoding", "")):
        return HTMLResponse(html, status, headers)
    return HTMLResponse(packed(html), status, {**headers, "Content-Encoding": "gzip"})


@lru_cache(maxsize=256)
def page(
    static: Path, entry: MenuEntry, site: Site, language: str, view: str = "", script: str = ANYBODY, said: str = ""
) -> str:
    """The framework's index.html for one of our pages. `said`: what it says first, as HTML; its title unless given."""
    html = theirs.COMMENT.sub("", theirs.index(static))
    html = html.replace(theirs.HTML_TAG, f'<html lang="{language}">').replace(theirs.AGENT_LINK, "")
    html = html.replace(theirs.ICON, '<link rel="icon" href="/favicon.svg" type="image/svg+xml" />')
    html = html.replace(theirs.TITLE, "\n    ".join(_titled(entry, site, language)))
    html = html.replace(theirs.HEAD_END, "\n    ".join((*_fetched_ahead(static, entry.address, view), theirs.HEAD_END)))
    html = theirs.FONT_HINT.sub(f'<link rel="preload" href="{FONT}" as="font" type="font/woff2" crossorigin />', html)
    html = theirs.STYLESHEET.sub(f'<link rel="stylesheet" href="{styles_address(static)}" />', html)
    html = theirs.SCRIPT.sub(f"<script>{script}</script>", html)
    html = theirs.NOSCRIPT.sub("", html)
    needs_script = escape(words_for(language)("shell.needs_script"))
    content = f"{said or f'<h1>{escape(entry.title[language])}</h1>'}<noscript><p>{needs_script}</p></noscript>"
    return html.replace(theirs.ROOT, first_words(content) + theirs.ROOT)


def _titled(entry: MenuEntry, site: Site, language: str) -> tuple[str, ...]:
    return (
        f"<title>{escape(entry.title[language])} – {escape(site.name)}</title>",
        f'<meta name="description" content="{escape(site.description)}" />',
        '<meta name="color-scheme" content="light dark" />',
        '<link rel="manifest" href="/manifest.json" />',
    )


def _fetched_ahead(static: Path, address: str, view: str) -> list[str]:
    """After the framework's own hints, so that what every page needs to start comes first."""
    bundles = [_hint(file) for file in announced(static, address, view)]
    return [
        *bundles,
        *(f'<link rel="preload" href="/{f}" as="fetch" crossorigin />' for f in ASKED_FOR.get(address, ())),
    ]


def _hint(file: str) -> str:
    if file.endswith(".css"):
        return f'<link rel="preload" href="/{file}" as="style" crossorigin />'
    return f'<link rel="modulepreload" crossorigin href="/{file}" />'


def bundles_of(static: Path, address: str) -> tuple[str, ...]:
    """Every bundle that opening a page fetches."""
    return (*theirs.bundles(static), *announced(static, address))
