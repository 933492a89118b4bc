"""In a window 320 pixels wide, which is also a page at four times its size: everything is there, one below the other, for the thumb.

That no page at all scrolls sideways is looked at together with its barriers, in tests/access."""

import pytest
from playwright.sync_api import Page

from tests.access.looking import opened
from tests.access.narrow import NARROW, misfits
from tests.access.views import Place

HIGH = 640
LARGE_TEXT = "html { font-size: 32px !important }"  # twice the size
MAIN = ("/", "/map", "/scheme?scheme=a2a", "/targets", "/indicator")
DEEP = """const deep = selector => [...document.querySelectorAll('*')]
  .flatMap(e => e.shadowRoot ? [...e.shadowRoot.querySelectorAll(selector)] : [])
  .concat([...document.querySelectorAll(selector)]);"""


def shrunk(page: Page) -> None:
    page.set_viewport_size({"width": NARROW, "height": HIGH})
    page.wait_for_timeout(500)


def test_a_table_that_does_not_give_way_is_told(browser, server_url):
    with opened(browser, server_url, Place("targets", "", ""), "en") as page:
        shrunk(page)
        page.evaluate("() => document.querySelectorAll('details').forEach(each => { each.open = true })")
        assert misfits(page) == []
        page.add_style_tag(content=".cc-table-room { container-type: normal !important }")
        assert any("TABLE cc-table" in each for each in misfits(page))


def test_a_word_that_is_cut_off_is_told(browser, server_url):
    with opened(browser, server_url, Place("lessons", "", ""), "fr") as page:
        page.add_style_tag(content=".cc-title { width: 6rem; overflow: hidden; white-space: nowrap }")
        assert any("cuts off" in each for each in misfits(page))


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
    page = visit(f"{path}{'&' if '?' in path else '?'}lang=fr", lang="fr").page
    page.add_style_tag(content=LARGE_TEXT)
    for width in (1280, 640):
        page.set_viewport_size({"width": width, "height": HIGH})
        page.wait_for_timeout(500)
        assert misfits(page) == [], width
