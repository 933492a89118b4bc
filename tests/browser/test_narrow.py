"""In a window 320 pixels wide, which is also a page at four times its size: everything is there, one below the other, for the thumb."""

import pytest
from playwright.sync_api import Page

from tests.access.looking import opened
from tests.access.views import Place, places

NARROW, HIGH = 320, 640
LARGE_TEXT = "html { font-size: 32px !important }"  # twice the size
MAIN = [
    *("/", "/map", "/area", "/schemes", "/scheme?scheme=a2a", "/targets", "/indicator", "/lessons", "/about"),
]
SIDEWAYS = """() => [document.scrollingElement, document.querySelector('[data-testid=stMain]')]
  .filter(each => each.scrollWidth > each.clientWidth).map(each => `${each.tagName} scrolls: ${each.scrollWidth} in ${each.clientWidth}`)"""
# What sticks out of the window; not the way past the header, which comes in when it has the focus, the inside of a drawing, or of a box
# within the window that shows no more than itself.
BEYOND = """() => [...document.querySelectorAll('[data-testid=stMain] *')].filter(each => {
  const out = box => box.right > innerWidth + 1 || box.left < -1;
  const box = each.getBoundingClientRect();
  if (box.width <= 1 || box.height <= 1 || !out(box) || each.closest('svg, .cc-skip') || !each.checkVisibility()) return false;
  for (let around = each.parentElement; around.dataset.testid !== 'stMain'; around = around.parentElement)
    if (getComputedStyle(around).overflowX !== 'visible' && !out(around.getBoundingClientRect())) return false;
  return true;
}).map(each => `${each.tagName} ${each.className}: ${each.textContent.trim().slice(0, 40)} ends at `
  + Math.round(each.getBoundingClientRect().right))"""
# Text that its own box cuts off.
CUT = """() => [...document.querySelectorAll('.stHtml *, [data-testid=stPageLink-NavLink] *, button *, label *')].filter(each => {
  const how = getComputedStyle(each);
  return (how.overflowX === 'hidden' || how.overflowX === 'clip') && each.textContent.trim()
    && each.scrollWidth > each.clientWidth + 1 && each.clientWidth > 1 && how.clipPath === 'none';
}).map(each => `${each.tagName} ${each.className} cuts off: ${each.textContent.trim().slice(0, 60)}`)"""
DEEP = """const deep = selector => [...document.querySelectorAll('*')]
  .flatMap(e => e.shadowRoot ? [...e.shadowRoot.querySelectorAll(selector)] : [])
  .concat([...document.querySelectorAll(selector)]);"""


def offences(page: Page) -> list[str]:
    return [*page.evaluate(SIDEWAYS), *page.evaluate(BEYOND), *page.evaluate(CUT)]


def shrunk(page: Page) -> None:
    page.set_viewport_size({"width": NARROW, "height": HIGH})
    page.wait_for_timeout(500)


@pytest.mark.parametrize("place", places(everybody=False), ids=str)
def test_no_page_scrolls_sideways_in_either_language(browser, server_url, place):
    for language in ("en", "fr"):
        with opened(browser, server_url, place, language) as page:
            shrunk(page)
            assert offences(page) == [], language


def test_a_table_that_does_not_give_way_is_told(browser, server_url):
    with opened(browser, server_url, Place("targets", "", ""), "en") as page:
        shrunk(page)
        page.evaluate("() => document.querySelectorAll('details').forEach(each => { each.open = true })")
        assert offences(page) == []
        page.add_style_tag(content=".cc-table-room { container-type: normal !important }")
        assert any("TABLE cc-table" in each for each in offences(page))


def test_a_word_that_is_cut_off_is_told(browser, server_url):
    with opened(browser, server_url, Place("lessons", "", ""), "fr") as page:
        page.add_style_tag(content=".cc-title { width: 6rem; overflow: hidden; white-space: nowrap }")
        assert any("cuts off" in each for each in offences(page))


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_wide_table_becomes_rows_of_label_and_value(visit, lang):
    page = visit(f"/targets?lang={lang}", lang=lang, width=NARROW).page
    page.evaluate("() => document.querySelectorAll('details').forEach(each => { each.open = true })")
    cells = page.evaluate(
        """() => [...document.querySelectorAll('.cc-table-stacks tbody td')].map(each =>
             [getComputedStyle(each, '::before').content.replaceAll('"', ''), each.dataset.label,
              getComputedStyle(each.parentElement).display])"""
    )
    assert len(cells) > 100
    assert {(shown == label, display) for shown, label, display in cells} == {(True, "block")}


@pytest.mark.parametrize("view", ["choose", "explore"])
@pytest.mark.parametrize(("width", "height"), [(320, 568), (390, 844), (844, 390)])
def test_one_can_scroll_past_the_map_with_the_thumb(visit, view, width, height):
    page = visit(f"/map?lang=en&view={view}", width=width).page
    page.set_viewport_size({"width": width, "height": height})
    page.wait_for_timeout(700)
    drawing = "svg[role=listbox]" if view == "choose" else "[data-testid=stDeckGlJsonChart]"
    boxes = page.evaluate(f"() => {{ {DEEP} return deep('{drawing}').map(e => e.getBoundingClientRect().toJSON()) }}")
    assert len(boxes) == 1
    assert boxes[0]["height"] < 0.9 * height
    assert boxes[0]["width"] > 0.8 * min(width, height)


def test_a_narrow_map_lists_below_it_what_it_has_no_room_to_write(visit):
    page = visit("/?lang=en", width=NARROW).page
    assert page.locator(".cc-map-list dt").all_inner_texts() == ["Norfolk", "Plymouth", "Finistère", "Pas-de-Calais"]
    assert page.locator(".cc-map-list").is_visible()
    wide = visit("/?lang=en", width=1440).page
    assert wide.locator(".cc-map-list").is_hidden()


@pytest.mark.parametrize("path", MAIN)
def test_text_of_twice_the_size_loses_nothing(visit, path):
    for width in (1280, 640):
        page = visit(f"{path}{'&' if '?' in path else '?'}lang=fr", lang="fr", width=width).page
        page.add_style_tag(content=LARGE_TEXT)
        page.wait_for_timeout(500)
        assert offences(page) == [], width
