"""A page of another site, on another port, shows cards in frames: in a real browser, in a narrow column, without scripts too."""

from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import Browser, FrameLocator, Page

CARDS = {
    "headline?indicator=businesses_supported": {"en": "2,407", "fr": "2 407"},
    "targets?scheme=a2a": {"en": "373", "fr": "373"},
    "map?indicator=people_supported": {"en": "1,489", "fr": "1 489"},
    "curve?indicator=people_supported&scheme=a2a": {"en": "486", "fr": "486"},
    "scheme?scheme=skills_plans": {"en": "over 200", "fr": "plus de 200"},
}
SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
PATIENCE = 30_000  # milliseconds


@contextmanager
def another_site(html: str) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # noqa: N802 - the name that http.server calls
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(html.encode())

        def log_message(self, format: str, *args: object) -> None:
            """Quietly."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@contextmanager
def framed(browser: Browser, address: str, *, width: int = 300, **settings: object) -> Iterator[tuple[Page, list[str]]]:
    """The other site's page with the card in it, and what the browser complained about."""
    html = f'<body style="margin:0"><iframe src="{escape(address)}" title="card" width="{width}" height="700"></iframe>'
    context = browser.new_context(viewport={"width": 900, "height": 800}, **settings)  # type: ignore[arg-type]
    page, complaints = context.new_page(), []
    page.set_default_timeout(PATIENCE)
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    with another_site(html) as there:
        page.goto(there)
        yield page, complaints
    context.close()


def read(card: FrameLocator) -> str:
    return card.locator("body").inner_text().replace("\xa0", " ").replace("\u202f", " ")


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("card", CARDS)
def test_a_card_shows_its_number_in_a_narrow_column_and_does_not_scroll_sideways(
    browser: Browser, server_url: str, card: str, lang: str
):
    with framed(browser, f"{server_url}/embed/{card}&lang={lang}") as (page, complaints):
        assert CARDS[card][lang] in read(page.frame_locator("iframe"))
        frame = page.frames[1]
        assert frame.evaluate("window.innerWidth") == 300
        assert not frame.evaluate(SIDEWAYS)
        assert complaints == []


@pytest.mark.parametrize("card", CARDS)
def test_a_card_fits_the_narrowest_column_that_is_promised(browser: Browser, server_url: str, card: str):
    with framed(browser, f"{server_url}/embed/{card}&lang=fr", width=280) as (page, _):
        page.frame_locator("iframe").locator("footer").wait_for()
        assert not page.frames[1].evaluate(SIDEWAYS)


def test_a_card_is_read_without_scripts(browser: Browser, server_url: str):
    address = f"{server_url}/embed/headline?indicator=businesses_supported&lang=en"
    with framed(browser, address, java_script_enabled=False) as (page, complaints):
        assert "127% of the target of over 1,900." in read(page.frame_locator("iframe"))
        assert complaints == []


def test_the_dashboard_itself_is_not_framed_by_another_site(browser: Browser, server_url: str):
    with framed(browser, f"{server_url}/map") as (page, complaints):
        page.wait_for_timeout(500)
        assert any("frame-ancestors" in said for said in complaints)


def test_a_reader_s_dark_screen_gives_a_dark_card_and_paper_a_light_one(browser: Browser, server_url: str):
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(f"{server_url}/embed/targets?lang=en")
    ground = "getComputedStyle(document.body).backgroundColor"
    dark = page.evaluate(ground)
    page.emulate_media(media="print", color_scheme="dark")
    ink = page.evaluate("getComputedStyle(document.body).color")
    page.emulate_media(media="screen", color_scheme="light")
    light = page.evaluate(ground)
    assert (dark, light, ink) == ("rgb(16, 22, 29)", "rgb(255, 255, 255)", "rgb(11, 12, 12)")
    context.close()


def test_the_link_of_a_card_opens_the_dashboard_beside_the_other_site(browser: Browser, server_url: str):
    with framed(browser, f"{server_url}/embed/headline?indicator=businesses_supported&lang=fr") as (page, _):
        with page.context.expect_page() as opened:
            page.frame_locator("iframe").get_by_role("link").click()
        assert opened.value.url == f"{server_url}/indicator?indicator=businesses_supported&lang=fr"
