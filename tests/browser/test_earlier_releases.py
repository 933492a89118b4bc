"""Releases in a real browser: a citation that is copied, an earlier release that is opened and left again, a hidden area that is dotted."""

import re

import pytest

from tests.browser.reading import NARROW, text_of
from tests.pages.hidden_release import next_release
from tests.visit import wait_until_drawn

MORE = (
    "UPDATE info SET value = '2023-07-01' WHERE name = 'published_on'",
    "UPDATE info SET value = 'Figures put right.' WHERE name = 'note_en'",
    "INSERT INTO info VALUES ('corrects', '1')",
    # Norfolk had 341 businesses; the areas and all of them are told apart by their own cells.
    "UPDATE cell SET value = value + 9 WHERE indicator = 'businesses_supported' AND group_kind = 'all' AND time_code = 'to_date' "
    "AND (place_code IN ('E10000020', 'norfolk', 'UK') OR place_kind = 'all')",
)


@pytest.fixture
def twice(serve):
    """A server with two releases of C-CARE."""
    with serve() as server:
        next_release(server.folder / "releases" / "release-1.sqlite", 2, *MORE)
        yield server


def test_a_citation_is_marked_by_one_click_and_opens_the_same_figures_after_a_newer_release(twice, visit):
    page = visit("/map?release=1", url=twice.url).page
    page.locator(".cc-cite-text").click()
    marked = page.evaluate("window.getSelection().toString()")
    assert re.match(
        r"C-CARE, Covid Channel Area Response Exchange: Map\. Release 1, figures as of 22 May 2023\. http", marked
    )
    cited = marked.rsplit(" ", 1)[1]
    assert cited.startswith(twice.url)
    for address, norfolk in ((cited.removeprefix(twice.url), "341"), ("/map", "350")):
        seen = text_of(visit(address, url=twice.url).page)
        assert re.search(rf"Norfolk\s+{norfolk}", seen), address


def test_an_earlier_release_stays_through_the_menu_and_is_left_by_the_link_in_its_bar(twice, visit):
    page = visit("/?release=1", url=twice.url).page
    bar = page.get_by_text("You are looking at release 1 of 5 June 2023. The newest is release 2.")
    assert bar.bounding_box()["y"] < 400
    page.get_by_role("link", name="Map", exact=True).first.click()
    page.wait_for_url("**/map?release=1**")
    wait_until_drawn(page)
    assert bar.is_visible()
    assert re.search(r"Norfolk\s+341", text_of(page))
    page.get_by_role("link", name="Français").click()
    page.wait_for_url("**lang=fr**")
    wait_until_drawn(page)
    assert "Vous consultez la publication n° 1 du 5 juin 2023." in text_of(page)
    page.get_by_role("link", name=re.compile("Aller à la publication")).click()
    page.wait_for_url(re.compile(r"/map\?lang=fr$"))
    wait_until_drawn(page)
    assert re.search(r"Norfolk\s+350", text_of(page))
    assert "Vous consultez" not in text_of(page)


def test_the_history_opens_the_site_as_of_a_release(twice, visit):
    page = visit("/releases", url=twice.url).page
    assert "This release corrects release 1." in text_of(page)
    page.get_by_role("link", name="Open the site as of this release").last.click()
    page.wait_for_url("**release=1**")
    wait_until_drawn(page)
    assert "You are looking at release 1" in text_of(page)


@pytest.mark.parametrize(
    ("language", "told"), [("en", "hidden to protect small numbers"), ("fr", "masqué (secret statistique)")]
)
def test_a_hidden_area_is_dotted_and_is_named_as_hidden(visit, language, told):
    """C-CARE hides Kent in the second quarter of 2022."""
    page = visit(f"/map?period=2022-Q2&lang={language}", lang=language).page
    page.wait_for_selector("[role=option]")
    kent = page.get_by_role("option", name=re.compile(rf"^Kent\s?: {re.escape(told)}"))
    assert kent.count() == 1
    assert "suppressed" in kent.evaluate("shape => getComputedStyle(shape).fill")
    kent.hover()
    shown = text_of(page).replace(NARROW, " ")
    assert told in shown
    swatch = page.locator(".cc-legend .cc-swatch-suppressed")
    assert "radial-gradient" in swatch.evaluate("mark => getComputedStyle(mark).backgroundImage")


def test_a_table_with_hidden_figures_reads_well_on_a_phone(visit):
    page = visit("/map?period=2022-Q2", width=390).page
    page.get_by_text("Table", exact=True).first.click()
    row = page.locator("tr", has_text="Kent").first
    assert row.locator(".cc-absent-hidden").inner_text() == "hidden"
    assert row.bounding_box()["width"] <= 390
    note = page.locator(".cc-hidden-note")
    assert note.count() == 1
    assert note.is_visible()
    assert "hidden to protect small numbers" in note.inner_text()
