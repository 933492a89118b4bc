"""How long until a page is complete in a real browser that was never there, and how many bytes that took."""

from dataclasses import dataclass
from urllib.parse import urljoin

from playwright.sync_api import Browser

from bench.chromium import watched
from bench.report import Line, middle

ROUNDS = 7
# Looks into components too, which draw behind a shadow root.
DEEP = """
const deep = (root, selector) => root.querySelector(selector)
  || [...root.querySelectorAll("[data-testid*=Component], [data-testid*=Component] *")]
    .map((e) => e.shadowRoot && deep(e.shadowRoot, selector)).find(Boolean);
"""
MAP_DRAWN = 'deep(document, "svg [role=option]")'


@dataclass(frozen=True)
class Screen:
    """A page and the JavaScript that is true once it is complete."""

    name: str
    address: str
    complete: str


@dataclass(frozen=True)
class Loaded:
    milliseconds: float
    bytes: int


HELLO = Screen("one line", "/", "document.body.innerText.includes('Hello')")
FIRST = Screen("first page", "/?lang=en", f"document.body.innerText.includes('2,407') && {MAP_DRAWN}")
MAP = Screen("map page", "/map?lang=en", f"document.querySelector('h1')?.innerText && {MAP_DRAWN}")


def load(browser: Browser, url: str, screen: Screen, *, throttled: bool) -> Loaded:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    traffic = watched(context, page, throttled=throttled)
    page.goto(urljoin(url, screen.address), wait_until="commit")
    complete = f"() => {{ {DEEP} return ({screen.complete}) ? performance.now() : 0; }}"
    milliseconds = page.wait_for_function(complete, polling="raf", timeout=60_000).json_value()
    page.wait_for_load_state("networkidle")
    context.close()
    return Loaded(float(milliseconds), traffic.bytes)


def compare(browser: Browser, url: str, reference_url: str, *, throttled: bool, rounds: int = ROUNDS) -> list[Line]:
    """Ours and the one-line app in turn, so that whatever else the machine does falls on both."""
    asked = [(HELLO, reference_url), (FIRST, url), *([] if throttled else [(MAP, url)])]
    seen: dict[Screen, list[Loaded]] = {screen: [] for screen, _ in asked}
    for _ in range(rounds):
        for screen, where in asked:
            seen[screen].append(load(browser, where, screen, throttled=throttled))
    times = {screen: middle([each.milliseconds for each in loads]) for screen, loads in seen.items()}
    sizes = {screen: middle([each.bytes / 1e6 for each in loads]) for screen, loads in seen.items()}
    network = ", 10 Mbit/s and 40 ms" if throttled else ""
    limits = {FIRST: 1.3 if throttled else 1.5, MAP: 2.5}
    lines = [Line(f"{s.name} complete{network}", times[s], "ms", times[HELLO], limits[s]) for s in limits if s in seen]
    return lines if throttled else [*lines, *(Line(f"{s.name}, bytes", sizes[s], "MB", sizes[HELLO]) for s in limits)]
