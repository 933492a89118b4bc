"""`make screenshots`: every page as visitors see it, in both languages and themes, on a desk and on a telephone.

Into bench/results/screenshots/ (not versioned): each whole page, <page>-<language>-<width>-<theme>.png. Into docs/: those that the README
shows, cut to the first screen, and the contact sheets of all first screens, one for each language and theme.

python -m bench.screenshots [PAGE ...]    only these pages, and no contact sheets
"""

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import product
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from playwright.sync_api import Browser, BrowserContext

from bench.chromium import chromium
from bench.serving import ROOT, prepare, running
from serving.menu import read_menu
from tests.signing_in import configured, cookies, invite_everybody
from tests.visit import wait_until_drawn

WHOLE = ROOT / "bench" / "results" / "screenshots"
DOCS = ROOT / "docs" / "screenshots"
README = (
    "at-a-glance-en-1440-light",
    "map-fr-1440-light",
    "targets-fr-390-light",
    "enter-figures-en-1440-light",
    "attention-fr-1440-light",
)
LANGUAGES, THEMES, SCREENS = ("en", "fr"), ("light", "dark"), {1440: 1000, 390: 844}
WHO = {"public": "", "board": "board", "partners": "finistere", "lead": "lead.one", "signed_in": "lead.one"}
TELEPHONE = (
    "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36"
)
SCROLLS = "document.querySelector('[data-testid=stMain]')"
SETTLED = 1200  # milliseconds for curves and maps to be painted after the page has arrived
LONGEST = 4000  # pixels of a piece: Chromium paints no more than 8,192 at once, and a telephone has two for each
# On a contact sheet.
ACROSS, DESK, HAND, GAP, CAPTION = 4, (360, 250), (116, 250), 16, 22
PAPER, INK, EDGE = "white", "black", "silver"


@dataclass(frozen=True)
class Shot:
    page: str  # as in the menu
    path: str
    who: str
    language: str
    theme: str
    width: int

    @property
    def name(self) -> str:
        return f"{self.page.replace('_', '-')}-{self.language}-{self.width}-{self.theme}"

    @property
    def file(self) -> Path:
        return WHOLE / f"{self.name}.png"


def shots(only: list[str]) -> Iterator[Shot]:
    for language, theme, width in product(LANGUAGES, THEMES, SCREENS):
        for place, entry in enumerate(read_menu()):
            if not only or entry.address in only:
                path = f"/{entry.address if place else ''}?lang={language}"
                yield Shot(entry.address, path, WHO[entry.audience], language, theme, width)


def main() -> None:
    only = sys.argv[1:]
    WHOLE.mkdir(parents=True, exist_ok=True)
    DOCS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as own, chromium() as browser:
        prepare(Path(own))
        invite_everybody(Path(own))
        configured(Path(own))
        with running(Path(own)) as server:
            for shot in shots(only):
                context = _context(browser, server.url, shot)
                _take(context, server.url, shot)
                context.close()
                print(shot.file.name, flush=True)
    for shot in shots(only):
        if shot.name in README:
            _first_screen(shot).save(DOCS / f"{shot.name.removesuffix('-light')}.png", optimize=True)
    if not only:
        for language, theme in product(LANGUAGES, THEMES):
            contact_sheet(language, theme).save(DOCS / f"contact-sheet-{language}-{theme}.webp", quality=82, method=6)


def _context(browser: Browser, url: str, shot: Shot) -> BrowserContext:
    by_hand = {"is_mobile": True, "has_touch": True, "user_agent": TELEPHONE, "device_scale_factor": 2}
    context = browser.new_context(
        viewport={"width": shot.width, "height": SCREENS[shot.width]},
        color_scheme=shot.theme,
        reduced_motion="reduce",
        **(by_hand if shot.width < 800 else {}),
    )
    if shot.who:
        context.add_cookies(
            [{"name": name, "value": value, "url": url} for name, value in cookies(shot.who, url).items()]
        )
    return context


def _take(context: BrowserContext, url: str, shot: Shot) -> None:
    page = context.new_page()
    page.goto(url + shot.path)
    wait_until_drawn(page)
    page.wait_for_timeout(SETTLED)
    # The page scrolls inside the window, so the window is made as tall as the page, or as a piece of it.
    high = min(max(page.evaluate(f"{SCROLLS}.scrollHeight"), SCREENS[shot.width]), LONGEST)
    page.set_viewport_size({"width": shot.width, "height": high})
    page.wait_for_timeout(SETTLED)
    tall = page.evaluate(f"{SCROLLS}.scrollHeight")
    whole = None
    for top in range(0, tall, high):
        page.evaluate(f"{SCROLLS}.scrollTo(0, {top})")
        page.wait_for_timeout(SETTLED if top else 0)
        piece = Image.open(BytesIO(page.screenshot())).convert("RGB")
        whole = whole or Image.new("RGB", (piece.width, round(tall * piece.width / shot.width)))
        whole.paste(piece, (0, round(page.evaluate(f"{SCROLLS}.scrollTop") * piece.width / shot.width)))
    assert whole
    whole.save(shot.file)


def _first_screen(shot: Shot) -> Image.Image:
    whole = Image.open(shot.file).convert("RGB")
    return whole.crop((0, 0, whole.width, round(whole.width * SCREENS[shot.width] / shot.width)))


def contact_sheet(language: str, theme: str) -> Image.Image:
    """The first screens of all pages, on a desk and beside it in the hand, under their addresses."""
    pages = [entry.address for entry in read_menu()]
    taken = {(shot.page, shot.width): shot for shot in shots([]) if (shot.language, shot.theme) == (language, theme)}
    tile = (DESK[0] + HAND[0] + GAP, DESK[1] + CAPTION + GAP)
    down = -(-len(pages) // ACROSS)
    sheet = Image.new("RGB", (ACROSS * (tile[0] + GAP) + GAP, down * tile[1] + GAP), PAPER)
    pen, letters = ImageDraw.Draw(sheet), ImageFont.load_default(size=14)
    for number, page in enumerate(pages):
        left, top = GAP + number % ACROSS * (tile[0] + GAP), GAP + number // ACROSS * tile[1]
        pen.text((left, top), page, fill=INK, font=letters)
        for width, room, start in ((1440, DESK, left), (390, HAND, left + DESK[0] + GAP // 2)):
            small = _first_screen(taken[page, width]).resize(room, Image.Resampling.LANCZOS)
            sheet.paste(small, (start, top + CAPTION))
            pen.rectangle((start - 1, top + CAPTION - 1, start + room[0], top + CAPTION + room[1]), outline=EDGE)
    return sheet


if __name__ == "__main__":
    main()
