"""Opening a place in a browser and looking at it in several ways."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page

from tests.access.views import Look, Place
from tests.signing_in import cookies
from tests.visit import PATIENCE, wait_until_drawn

HEIGHT = 900
LOCALES = {"en": "en-GB", "fr": "fr-FR"}
SETTLED = 350  # milliseconds for curves and maps to be painted


@contextmanager
def opened(browser: Browser, site: str, place: Place, language: str) -> Iterator[Page]:
    # The page's own rules for scripts (CSP) would keep the audit out too.
    context = browser.new_context(locale=LOCALES[language], reduced_motion="reduce", bypass_csp=True)
    if place.who:
        context.add_cookies(
            [{"name": name, "value": value, "url": site} for name, value in cookies(place.who, site).items()]
        )
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    try:
        page.goto(site + _path(page, site, place, language))
        wait_until_drawn(page)
        yield page
    finally:
        context.close()


def look(page: Page, how: Look) -> None:
    """The window as wide, the theme as asked for; as if somebody had turned the telephone or the light."""
    page.set_viewport_size({"width": how.width, "height": HEIGHT})
    page.emulate_media(color_scheme=how.theme, reduced_motion="reduce")
    page.wait_for_timeout(SETTLED)
    wait_until_drawn(page)


def _path(page: Page, site: str, place: Place, language: str) -> str:
    """`{waiting}` in an address is the first report that waits for a decision."""
    path = place.path(language)
    if "{waiting}" not in path:
        return path
    page.goto(f"{site}/review?lang={language}")
    wait_until_drawn(page)
    address = page.locator(".cc-queue a").first.get_attribute("href") or ""
    return path.replace("{waiting}", address.partition("submission=")[2].partition("&")[0])
