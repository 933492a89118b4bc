"""Printed from a browser: what one reads and nothing that one clicks, whole, light, with sources and a way back to the figures."""

import io
import re
import unicodedata
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

A4 = (595, 842)  # points
WIDTH = 680  # of what is printed, in pixels: A4 less its margins
# (path, who): every public page, one of the board, two of a partner; those of several sheets.
LONG = [
    *(("/", ""), ("/map", ""), ("/area?area=E06000026", ""), ("/schemes", ""), ("/scheme?scheme=a2a", "")),
    *(("/targets", ""), ("/indicator", ""), ("/lessons", ""), ("/about?part=sources", ""), ("/map?view=explore", "")),
    *(("/progress", "board"), ("/my_figures", "finistere")),
]
SHORT = [("/releases", ""), ("/enter_figures", "finistere")]
IN_BOTH = ("/", "/targets", "/progress", "/my_figures")  # and the others in one language or the other
PLACES = [
    (path, who, lang)
    for place, (path, who) in enumerate([*LONG, *SHORT])
    for lang in (("en", "fr") if path in IN_BOTH else (("en", "fr")[place % 2],))
]

TOLD = """() => {
  const read = each => {
    const copy = each.cloneNode(true);
    copy.querySelectorAll('.cc-term-meaning').forEach(inner => inner.remove());
    return copy.textContent.trim();
  };
  const texts = selector => [...document.querySelectorAll(selector)].map(read).filter(Boolean);
  return {
    kept: [...texts('h1'), ...texts('.cc-funding strong'), ...texts('.cc-title .cc-lead'), ...texts('.cc-section h2, .cc-card-title'),
           ...texts('.cc-notice'), ...texts('.cc-provenance .cc-label, .cc-provenance > :not(.cc-term)'), ...texts('caption'),
           ...texts('.cc-cite'), ...texts('.cc-footer p'),
           ...texts('.main-svg text:not(:has(tspan)), .main-svg tspan')],
    left: [...texts('.cc-skip, .cc-languages, .cc-account, .cc-downloads-word, .st-key-cc_trail'),
           ...texts('[data-testid=stBaseButton-primary], [data-testid=stBaseButton-secondary], [data-testid=stBaseButton-tertiary]'),
           ...['.st-key-cc_menu', '.st-key-cc_footer_links'].map(each => texts(each + ' a').join(''))],
    heads: [...document.querySelectorAll('thead tr')].map(read),
  };
}"""
WITHOUT_OUR_SHEET = """() => { for (const sheet of document.styleSheets) for (let at = sheet.cssRules.length - 1; at >= 0; at--)
  if (sheet.ownerNode.closest('.stHtml') && sheet.cssRules[at].media?.mediaText === 'print') sheet.deleteRule(at) }"""
BEYOND = """() => [...document.querySelectorAll('[data-testid=stMain] *')].filter(each => {
  const box = each.getBoundingClientRect();
  return box.width > 1 && box.right > innerWidth + 1 && !each.closest('svg') && getComputedStyle(each).clipPath === 'none'
}).map(each => `${each.tagName} ${each.className} ends at ${Math.round(each.getBoundingClientRect().right)}`)"""


@dataclass(frozen=True)
class Printed:
    pages: tuple[str, ...]  # the text of each, without its spaces
    sizes: tuple[tuple[int, int], ...]  # in points
    colours: frozenset[str]  # that something is filled with
    pictures: int  # drawn in points, not in lines

    @property
    def text(self) -> str:
        return "".join(self.pages)


def printed(page: Page) -> Printed:
    pages = PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
    told = "\n".join(each.get_contents().get_data().decode("latin-1") for each in pages)
    return Printed(
        pages=tuple(_squeezed(each.extract_text()) for each in pages),
        sizes=tuple((round(each.mediabox.width), round(each.mediabox.height)) for each in pages),
        colours=frozenset(re.findall(r"([\d.]+ [\d.]+ [\d.]+) rg\b", told)),
        pictures=sum(len(each.images) for each in pages),
    )


def _squeezed(text: str) -> str:
    """Letters and digits alone: a PDF places words, knows no spaces or line ends, and has an apostrophe that is a letter."""
    return re.sub(r"[\W_\u02bc]+", "", unicodedata.normalize("NFKC", text))


def offences(page: Page, paper: Printed) -> list[str]:
    """What is wrong with a page on paper, in a sentence each."""
    told = page.evaluate(TOLD)
    found = [f"not A4: {size}" for size in paper.sizes if any(abs(a - b) > 1 for a, b in zip(size, A4, strict=True))]
    found += [f"page {number} is empty" for number, text in enumerate(paper.pages, 1) if len(text) < 60]
    found += [f"lost: {text}" for text in dict.fromkeys(told["kept"]) if _squeezed(text) not in paper.text]
    found += [f"left: {text}" for text in dict.fromkeys(told["left"]) if text and _squeezed(text) in paper.text]
    return found


@pytest.mark.parametrize(("path", "who", "lang"), PLACES, ids=[f"{path} {lang}" for path, _, lang in PLACES])
def test_a_printed_page_keeps_what_is_read_and_leaves_what_is_clicked(visit, path, who, lang):
    page = visit(f"{path}{'&' if '?' in path else '?'}lang={lang}", who=who, lang=lang).page
    page.wait_for_load_state("networkidle")
    paper = printed(page)
    assert offences(page, paper) == []
    assert len(paper.pages) > 1 or (path, who) in SHORT
    page.emulate_media(media="print")
    page.set_viewport_size({"width": WIDTH, "height": 1000})
    assert page.evaluate(BEYOND) == [], "a browser shrinks the whole page to make room for what is too wide"


def test_without_our_sheet_the_same_page_would_carry_its_menu_and_hide_its_tables(visit):
    page = visit("/targets?lang=en").page
    page.wait_for_load_state("networkidle")
    page.evaluate(WITHOUT_OUR_SHEET)
    found = offences(page, printed(page))
    assert any(each.startswith("left: At a glance") for each in found)
    assert any(each.startswith("lost: Result, expected by now and target") for each in found)


def test_a_page_of_which_the_end_is_cut_off_is_told(visit):
    page = visit("/about?part=method&lang=en").page
    page.add_style_tag(
        content="@media print { [data-testid=stApp] { height: 20cm !important; overflow: hidden !important } }"
    )
    assert any(each.startswith("lost: Release 1") for each in offences(page, printed(page)))


@pytest.mark.parametrize(("path", "who"), [("/targets", ""), ("/indicator", ""), ("/", ""), ("/progress", "board")])
def test_a_dark_page_is_printed_in_the_colours_of_a_light_one(visit, path, who):
    colours = {}
    for theme in ("light", "dark"):
        page = visit(f"{path}?lang=en", theme=theme, who=who).page
        page.wait_for_load_state("networkidle")
        colours[theme] = printed(page).colours
    assert colours["dark"] <= colours["light"]


def test_a_curve_of_a_dark_page_would_be_pale_without_its_light_colours(visit):
    page = visit("/targets?lang=en", theme="dark").page
    page.wait_for_load_state("networkidle")
    own = printed(page).colours
    page.evaluate(WITHOUT_OUR_SHEET)
    assert printed(page).colours - own


def test_the_head_of_a_table_stands_on_every_page_of_it(visit):
    page = visit("/compare?lang=en", who="board").page
    page.wait_for_load_state("networkidle")
    paper = printed(page)
    head = next(text for text in page.evaluate(TOLD)["heads"] if text.startswith("SchemeMonth"))
    with_head = [number for number, text in enumerate(paper.pages) if _squeezed(head) in text]
    assert len(with_head) >= 3
    assert with_head == list(range(with_head[0], with_head[-1] + 1))


@pytest.mark.parametrize(("lang", "said"), [("en", "is not printed"), ("fr", "ne s’imprime pas")])
def test_the_map_to_explore_gives_way_to_a_sentence_and_its_table(visit, lang, said):
    seen = visit(f"/map?view=explore&lang={lang}", lang=lang)
    assert seen.page.get_by_text(said).is_hidden()
    paper = printed(seen.page)
    assert _squeezed(said) in paper.text
    assert "Finistère" in paper.text
    assert paper.pictures == 0, "the picture of a map that most browsers print blank"


def test_a_curve_is_printed_whole_and_as_wide_as_the_paper(visit):
    page = visit("/target?lang=en", who="board").page
    page.wait_for_selector(".main-svg")
    size = page.evaluate("() => document.querySelector('.main-svg').getAttribute('width')")
    assert float(size) > WIDTH
    printed(page)
    assert page.evaluate("() => document.querySelector('.main-svg').getAttribute('viewBox')").startswith(f"0 0 {size} ")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": WIDTH, "height": 1000})
    box = page.evaluate("() => document.querySelector('.main-svg').getBoundingClientRect().toJSON()")
    assert box["right"] <= WIDTH
    assert box["height"] < 340  # in proportion
