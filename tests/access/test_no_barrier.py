"""No page puts a barrier in anybody's way that axe-core can find, and none is wider than a narrow window.

A sample of pages, people, languages, themes and widths in each run; the whole of it in `make soak` (python -m tests.access)."""

from itertools import combinations, groupby

import pytest
from playwright.sync_api import Page

from tests.access.axe import FRAMEWORK, violations
from tests.access.looking import look, opened
from tests.access.narrow import NARROW, misfits
from tests.access.views import LANGUAGES, THEMES, WHO, WIDTHS, Look, Place, places, sample

SAMPLE = [
    (place, language, [look for _, look in looks])
    for (place, language), looks in groupby(
        sorted(sample(), key=lambda each: (str(each[0]), each[1].language)),
        key=lambda each: (each[0], each[1].language),
    )
]


@pytest.mark.parametrize(("place", "language", "looks"), SAMPLE, ids=[f"{place} {lang}" for place, lang, _ in SAMPLE])
def test_a_page_has_no_barrier_and_no_need_to_scroll_sideways(
    browser, server_url, place: Place, language: str, looks: list[Look]
) -> None:
    with opened(browser, server_url, place, language) as page:
        for how in looks:
            look(page, how)
            ours, _ = violations(page)
            assert not ours, f"{place} {how}\n" + "\n".join(map(str, ours))
            if how.width == NARROW:
                assert misfits(page) == [], f"{place} {how}"


def with_an_open_list(page: Page) -> None:
    page.get_by_role("combobox").first.click()
    page.get_by_role("option").first.wait_for()


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_a_list_that_is_open_has_no_barrier(browser, server_url, theme: str, width: int) -> None:
    with opened(browser, server_url, Place("map", "", ""), "fr") as page:
        look(page, Look("fr", theme, width))
        with_an_open_list(page)
        ours, _ = violations(page)
        assert not ours, "\n".join(map(str, ours))


def test_a_barrier_is_found(browser, server_url) -> None:
    with opened(browser, server_url, Place("about", "", ""), "en") as page:
        look(page, Look("en", "light", 390))
        page.evaluate(
            """() => { document.querySelector('.cc-title').insertAdjacentHTML('afterend',
               '<img src="data:,"><button style="width:9px;height:9px;padding:0;border:0"></button>'
               + '<button style="width:9px;height:9px;padding:0;border:0">x</button>'
               + '<p style="color:#bbb;background:#fff">faint</p><h5>too deep</h5>') }"""
        )
        found, _ = violations(page)
        assert {"image-alt", "button-name", "color-contrast", "target-size", "heading-order"} <= {v.rule for v in found}


def test_what_the_framework_is_excused_for_is_still_there(browser, server_url) -> None:
    """An excuse that excuses nothing any more is taken off the list."""
    excused = []
    with opened(browser, server_url, Place("upload", "", "finistere"), "en") as page:
        look(page, Look("en", "light", 1440))
        excused += violations(page)[1]
        with_an_open_list(page)
        excused += violations(page)[1]
    assert set(excused) == {each.rule for each in FRAMEWORK}


def test_an_excuse_holds_for_the_frameworks_own_element_only(browser, server_url) -> None:
    with opened(browser, server_url, Place("about", "", ""), "en") as page:
        look(page, Look("en", "light", 1440))
        page.evaluate(
            """() => { document.querySelector('.cc-title').insertAdjacentHTML('afterend',
               '<section role="presentation" tabindex="-1" aria-label="ours">x</section>') }"""
        )
        found, excused = violations(page)
    assert ([v.rule for v in found], excused) == (["presentation-role-conflict"], [])


def test_the_sample_leaves_no_pair_out() -> None:
    looked_at = [(place, how.language, how.theme, how.width) for place, how in sample()]
    pages = {(place, value) for place, *values in looked_at for value in values}
    for place in places(everybody=False):
        for values in (LANGUAGES, THEMES, WIDTHS):
            assert [value for value in values if (place, value) not in pages] == [], place
    met = {pair for place, *how in looked_at for pair in combinations((place.who, *how), 2)}
    roles = {who for people in WHO.values() for who in people}
    for one, two in combinations((roles, LANGUAGES, THEMES, WIDTHS), 2):
        assert [(a, b) for a in one for b in two if (a, b) not in met] == []
    assert {(place.page, place.who) for place, *_ in looked_at} == {(p.page, p.who) for p in places(everybody=True)}
