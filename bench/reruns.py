"""How long a page takes to redraw after a filter was turned: over a raw web socket, and until it stands in a real browser."""

from collections.abc import Sequence
from urllib.parse import urljoin

from playwright.sync_api import Browser

from bench.report import Line, middle
from bench.visitor import visiting

TURNS = 30
LIMIT = 2.0
# From the click to the last change of the page that is followed by half a second of quiet.
TURN = """() => new Promise((resolve, reject) => {
  const begun = performance.now();
  let last = begun;
  const watch = new MutationObserver(() => { last = performance.now(); });
  watch.observe(document.querySelector("[data-testid=stMain]"), { attributes: true, characterData: true, childList: true, subtree: true });
  document.querySelector("[data-testid=stCheckbox] input").click();
  const look = setInterval(() => {
    const now = performance.now();
    if (now - last < 500 && now - begun < 20000) return;
    clearInterval(look);
    watch.disconnect();
    if (last > begun) resolve(last - begun); else reject(new Error("nothing changed"));
  }, 20);
})"""
READY = "[data-testid=stApp][data-test-script-state=notRunning]"


async def over_the_wire(url: str, reference_url: str, pages: Sequence[str]) -> list[Line]:
    reference = await _turns(reference_url, "")
    return [Line(f"{page}: filter, on the wire", await _turns(url, page), "ms", reference) for page in pages]


async def _turns(url: str, page: str) -> float:
    async with visiting(url, page) as visitor:
        await visitor.draw()
        return middle([(await visitor.turn_a_filter()).seconds * 1000 for _ in range(TURNS)])


def in_a_browser(browser: Browser, url: str, reference_url: str, pages: Sequence[str]) -> list[Line]:
    reference = _seen(browser, urljoin(reference_url, "/"))
    return [
        Line(f"{page}: filter, on the screen", _seen(browser, urljoin(url, f"/{page}")), "ms", reference, LIMIT)
        for page in pages
    ]


def _seen(browser: Browser, address: str) -> float:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(address)
    page.wait_for_selector(READY)
    page.wait_for_selector("[data-testid=stCheckbox] input", state="attached")
    page.wait_for_load_state("networkidle")
    times = [page.evaluate(TURN) for _ in range(TURNS // 3)]
    page.close()
    return middle(times)
