"""`make screenshots`: the pages as visitors see them, for the README and for one's own eyes, into docs/screenshots/ or a named folder.

python -m bench.screenshots              the two of the README
python -m bench.screenshots --all DIR    every page x language x theme x width, into DIR
"""

import sys
import tempfile
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser

from bench.chromium import chromium
from bench.serving import ROOT, prepare, running
from serving.menu import read_menu
from tests.signing_in import configured, cookies, invite_everybody
from tests.visit import wait_until_drawn

README = ROOT / "docs" / "screenshots"
SHOWN = (("at_a_glance", "/", "en", "light", 1440), ("map", "/map", "fr", "light", 1440))
HEIGHTS = {1440: 1000, 390: 844}
WHO = {"public": "", "board": "board", "partners": "finistere", "lead": "lead.one"}  # who is seen at whose pages
SETTLED = 2500  # milliseconds for curves and maps to be painted after the page has arrived


def main() -> None:
    everything = sys.argv[1:2] == ["--all"]
    folder = Path(sys.argv[2]) if everything else README
    folder.mkdir(parents=True, exist_ok=True)
    addresses = [(entry.address, f"/{entry.address}" if place else "/") for place, entry in enumerate(read_menu())]
    wanted = [
        (*each, *how) for each, how in product(addresses, product(("en", "fr"), ("light", "dark"), (1440, 390)))
    ] if everything else SHOWN  # fmt: skip
    with tempfile.TemporaryDirectory() as own, chromium() as browser:
        prepare(Path(own))
        invite_everybody(Path(own))
        configured(Path(own))
        with running(Path(own)) as server:
            for view in wanted:
                _take(browser, server.url, folder, *view, whole=everything)


def _take(
    browser: Browser, url: str, folder: Path, name: str, path: str, lang: str, theme: str, width: int, *, whole: bool
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": HEIGHTS[width]}, color_scheme=theme, reduced_motion="reduce"
    )
    audience = next(entry.audience for entry in read_menu() if entry.address == name)
    if who := WHO[audience]:
        context.add_cookies([{"name": name, "value": value, "url": url} for name, value in cookies(who, url).items()])
    page = context.new_page()
    page.goto(f"{url}{path}?lang={lang}")
    wait_until_drawn(page)
    page.wait_for_timeout(SETTLED)
    if whole:  # the page scrolls inside the window, so the window is made as tall as the page
        tall = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
        page.set_viewport_size({"width": width, "height": min(tall + 20, 8000)})
        page.wait_for_timeout(SETTLED)
    file = folder / (f"{name.replace('_', '-')}-{lang}-{width}" + (f"-{theme}" if whole else "") + ".png")
    page.screenshot(path=file)
    context.close()
    print(file.name)


if __name__ == "__main__":
    main()
