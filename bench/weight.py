"""What a first visit to each public page weighs: requests and bytes, by kind, beside those of a page with one line of text."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import Browser, Page

from bench.chromium import watched
from bench.report import Line
from serving.menu import read_menu

KINDS = {".js": "scripts", ".css": "styles", ".woff2": "fonts", ".json": "data", ".geojson": "data"}
# The framework's large drawing libraries, each of which only a page that draws with it may fetch, and what it draws.
DRAWN_WITH = {
    "PlotlyChart": "[data-testid=stPlotlyChart]",
    "DeckGlJsonChart": "[data-testid=stDeckGlJsonChart]",
    "DataFrame": "[data-testid=stDataFrame]",
}
SETTLED = 500  # milliseconds: what a chart fetches it fetches once it is on the page
READY = "[data-testid=stApp][data-test-script-state=notRunning]"
DRAWN = {"PlotlyChart": 2.5, "DeckGlJsonChart": 2.5}  # times one line of text, which has no use for either
PLAIN = 1.0


@dataclass(frozen=True)
class Weight:
    """drawn: what of DRAWN_WITH stands on the page; fetched: what of it was loaded; twice: addresses asked for more than once."""

    bytes_of: Counter[str]
    requests_of: Counter[str]
    drawn: frozenset[str]
    fetched: frozenset[str]
    twice: tuple[str, ...]

    @property
    def bytes(self) -> int:
        return self.bytes_of.total()

    @property
    def requests(self) -> int:
        return self.requests_of.total()


def kind(address: str) -> str:
    path = urlsplit(address).path
    return next((name for ending, name in KINDS.items() if path.endswith(ending)), "page")


def weigh(browser: Browser, address: str, *, meanwhile: Callable[[Page], None] = lambda _: None) -> Weight:
    """A browser that was never there opens the page and waits until nothing more comes; `meanwhile` may do something on it."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    traffic = watched(context, page)
    page.goto(address)
    page.wait_for_selector(READY)
    meanwhile(page)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(SETTLED)
    names = {name for name, selector in DRAWN_WITH.items() if page.locator(selector).count()}
    context.close()
    sizes, requests = Counter[str](), Counter[str]()
    for each in traffic.files:
        requests[kind(each)] += 1
    for each, size in traffic.sizes.items():
        sizes[kind(each)] += size
    return Weight(
        bytes_of=sizes,
        requests_of=requests,
        drawn=frozenset(names),
        fetched=frozenset(name for name in DRAWN_WITH if any(f"/{name}." in each for each in traffic.files)),
        twice=tuple(each for each, times in Counter(traffic.files).items() if times > 1),
    )


def public_pages() -> list[str]:
    """Their addresses, the first page's being empty."""
    _, *others = [entry.address for entry in read_menu() if entry.audience == "public"]
    return ["", *others]


def compare(browser: Browser, url: str, reference_url: str) -> list[Line]:
    """A line a page: its bytes against those of one line of text, then its requests; a page without a chart may weigh no more."""
    plain = weigh(browser, reference_url)
    lines = []
    for name in public_pages():
        seen = weigh(browser, urljoin(url, f"/{name}?lang=en"))
        limit = max([PLAIN, *(DRAWN[each] for each in seen.drawn if each in DRAWN)])
        title = name or "first page"
        lines.append(Line(f"{title}: bytes, {_by_kind(seen)}", seen.bytes / 1e6, "MB", plain.bytes / 1e6, limit))
        lines.append(Line(f"{title}: requests", seen.requests, "", plain.requests))
    return lines


def _by_kind(seen: Weight) -> str:
    return ", ".join(f"{name} {size / 1e3:.0f} kB" for name, size in seen.bytes_of.most_common())
