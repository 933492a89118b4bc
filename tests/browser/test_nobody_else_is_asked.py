"""Every page, in a real browser: nothing is fetched from anywhere else, and the browser has nothing to complain about."""

from urllib.parse import urlsplit

import pytest

from serving.menu import read_menu

MENU = read_menu()
VIEWS = ["/", *(f"/{entry.address}" for entry in MENU[1:]), "/map?view=explore"]


LARGE = ("PlotlyChart", "DeckGlJsonChart", "BidiComponent", "Selectbox", "DataFrame", "arrowFormatUtils")
ANNOUNCED = "[...document.querySelectorAll('link[rel=modulepreload], script[src]')].map(l => (l.href || l.src).split('/').pop())"
FETCHED = (
    "performance.getEntriesByType('resource').map(e => e.name.split('/').pop()).filter(name => name.endsWith('.js'))"
)


@pytest.mark.parametrize("path", VIEWS)
def test_a_page_asks_no_other_host_and_reports_no_error(visit, server_url, path):
    seen = visit(path)
    seen.page.wait_for_load_state("networkidle")
    late = set(seen.page.evaluate(FETCHED)) - set(seen.page.evaluate(ANNOUNCED))
    assert {name for name in late if name.startswith(LARGE)} == set(), (
        "a large bundle that the page shell did not announce"
    )
    seen.go(f"{server_url}{path}{'&' if '?' in path else '?'}lang=fr")
    assert seen.page.evaluate("document.documentElement.lang") == "fr"
    assert seen.hosts == {urlsplit(server_url).netloc}
    assert seen.complaints == []


def test_a_page_is_drawn_in_our_own_font(visit):
    page = visit("/").page
    loaded = page.evaluate(
        "[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family.replaceAll('\"', ''))"
    )
    assert set(loaded) <= {
        "Inter",
        "Source Sans",
    }  # the second is the framework's name for the first, until it knows our theme
    fonts = page.evaluate("performance.getEntriesByType('resource').map(e => e.name).filter(n => n.endsWith('.woff2'))")
    assert [urlsplit(font).path for font in fonts] == ["/app/static/fonts/inter-latin-wght-normal.woff2"]


def test_the_first_page_loads_neither_chart_library(visit):
    asked = " ".join(visit("/").requests)
    assert "PlotlyChart" not in asked
    assert "DeckGlJsonChart" not in asked
