"""What a visitor sees and does, in a real browser: the answer first, the map by keyboard, the view in the address."""

import json
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.reading import NARROW, text_of
from tests.visit import Visit, wait_until_drawn

MAP = "svg[role]"


@pytest.fixture
def release(published: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(published / "releases" / "release-1.sqlite")
    yield connection
    connection.close()


def text(visited: Visit) -> str:
    return text_of(visited.page)


def test_the_first_screen_says_what_was_reached_against_what_was_aimed_at(visit):
    page = visit("/").page
    fold = page.viewport_size["height"]
    for figure in ("2,407", "2,784"):
        box = page.get_by_text(figure, exact=True).first.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] < fold
    seen = text_of(page)
    for said in ("over 1,900", "4,500", "127%", "62%", "derived", "Published", "closure interview", "22 May 2023"):
        assert said in seen, said


def test_the_first_screen_speaks_french_with_french_numbers(visit):
    page = visit("/?lang=fr", lang="fr").page
    assert page.get_by_text(f"2{NARROW}407", exact=True).first.is_visible()
    seen = text_of(page)
    assert "127 %" in seen
    assert "2,407" not in seen


@pytest.mark.parametrize("width", [320, 390])
@pytest.mark.parametrize(
    "path", ["/", "/map", "/scheme?scheme=a2a", "/targets", "/about?part=sources", "/releases", "/map?period=2022-Q2"]
)
def test_no_page_scrolls_sideways_on_a_phone(visit, path, width):
    page = visit(path, width=width).page
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    main = "document.querySelector('[data-testid=stMain]')"
    assert page.evaluate(f"{main}.scrollWidth <= {main}.clientWidth")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_map_is_drawn_and_not_blank(visit, theme):
    page = visit("/map", theme=theme).page
    page.wait_for_selector("[role=option]")
    shapes = page.locator("svg [role=option]")
    assert shapes.count() == 38
    colours = page.evaluate(
        "[...new Set([...document.querySelectorAll('*')].flatMap(e => e.shadowRoot ? [...e.shadowRoot.querySelectorAll('path')] : [])"
        ".map(p => getComputedStyle(p).fill))].length"
    )
    assert colours >= 4, "sea, context land, areas without and areas with a figure"


def test_the_exploring_map_is_drawn_and_not_blank(visit):
    page = visit("/map?view=explore").page
    page.wait_for_selector("canvas")
    page.wait_for_timeout(3000)  # software WebGL takes its time, and nothing on the page says that it is done
    picture = page.locator("[data-testid=stDeckGlJsonChart]").screenshot()
    assert len(picture) > 20_000, "a blank canvas makes a far smaller picture"


def test_norfolk_is_chosen_with_the_keyboard_alone(visit):
    page = visit("/map").page
    page.locator("[role=option][tabindex='0']").focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate(FOCUSED), "an arrow leads to an area with a name"
    page.keyboard.press("n")
    assert page.evaluate(FOCUSED).startswith("Norfolk: businesses supported: 341 (illustrative)")
    page.keyboard.press("Enter")
    page.wait_for_url("**/area?*area=E10000020*")
    wait_until_drawn(page)
    assert "Norfolk" in page.locator("h1").inner_text()


FOCUSED = """() => {
  let at = document.activeElement;
  while (at && at.shadowRoot && at.shadowRoot.activeElement) at = at.shadowRoot.activeElement;
  return at?.getAttribute('aria-label') || '';
}"""


def test_choosing_an_area_and_coming_back_leaves_the_map_open(visit):
    page = visit("/map").page
    page.get_by_role("option", name=re.compile("^Kent")).click()
    page.wait_for_url("**/area?*area=E10000016*")
    wait_until_drawn(page)
    page.get_by_role("link", name="Map", exact=True).first.click()
    page.wait_for_url(re.compile(r"/map(\?.*)?$"))
    wait_until_drawn(page)
    page.wait_for_timeout(1500)
    assert "/map" in page.url


def test_a_copied_address_opens_the_same_view_in_a_clean_browser_in_french(visit):
    first = visit("/map").page
    first.get_by_text("Per 10,000 people", exact=True).click()
    first.wait_for_url("**measure=per_10000**")
    wait_until_drawn(first)
    first.get_by_role("combobox", name="Scheme").click()
    first.get_by_role("option", name="A2A apprenticeships", exact=True).click()
    first.wait_for_url("**scheme=a2a**")
    wait_until_drawn(first)
    copied = first.url
    again = visit(copied[copied.index("/map") :] + "&lang=fr", lang="fr").page
    assert "3,8 pour 10" in again.locator("h1").inner_text().replace("\xa0", " ").replace(NARROW, " ")
    assert again.evaluate("document.documentElement.lang") == "fr"


def test_the_language_switch_keeps_the_view(visit):
    page = visit("/scheme?scheme=digital_poverty").page
    page.get_by_role("link", name="Français").click()
    page.wait_for_url("**lang=fr**")
    wait_until_drawn(page)
    assert "scheme=digital_poverty" in page.url
    assert page.locator("h1").inner_text().startswith("14 programmes de lutte")


def test_the_areas_on_the_map_page_are_those_of_the_release_and_add_up(visit, release):
    page = visit("/map").page
    page.get_by_text("Table", exact=True).first.click()
    rows = page.locator("table tbody tr").all()
    shown = {}
    for row in rows:
        name, value = row.locator("th, td").all_inner_texts()[:2]
        if re.fullmatch("[0-9,]+", value):
            shown[name] = int(value.replace(",", ""))
    stored = release.execute(
        "SELECT sum(value), count(*) FROM cell WHERE indicator = 'businesses_supported' AND group_kind = 'all' "
        "AND place_kind = 'area' AND time_kind = 'to_date' AND value IS NOT NULL"
    ).fetchone()
    assert (sum(shown.values()), len(shown)) == stored
    assert stored[0] == 2407
    assert len(rows) == 38
    assert {"Kent", "Norfolk", "Plymouth", "Pas-de-Calais"} == set(shown)
    assert "Illustrative" in text_of(page)


def test_plymouth_kent_and_medway_are_areas_of_their_own_and_neighbours_outside_are_none(visit):
    page = visit("/map").page
    page.wait_for_selector("[role=option]")
    names = [option.get_attribute("aria-label") or "" for option in page.get_by_role("option").all()]
    for area in ("Plymouth", "Kent", "Medway", "Devon"):
        assert sum(name.startswith(area) for name in names) == 1, area
    for outside in ("Nord", "Aisne", "Reading", "Berkshire"):
        assert not any(re.match(rf"{outside}\b", name) for name in names), outside


def test_an_address_that_does_not_exist_is_a_real_404(visit, server_url):
    seen = visit("/")
    for address in ("/no_such_page", "/a/b", "/pages/public/map.py"):
        response = seen.page.goto(server_url + address)
        assert response.status == 404, address


def test_a_deep_link_on_a_cold_server_opens_without_a_notice(serve, visit):
    with serve() as cold:
        seen = visit("/targets", url=cold.url)
        assert "Page not found" not in seen.page.locator("body").inner_text()
        assert seen.page.locator("h1").inner_text().startswith("Targets reached: 1 of 2")


def test_stopping_and_starting_keeps_everything(serve, visit):
    with serve() as first:
        before = text(visit("/", url=first.url)).replace(first.url, "")
        folder = first.folder
        stamp = (folder / "releases" / "release-1.sqlite").read_bytes()
    from bench.serving import running

    with running(folder) as again:
        assert text(visit("/", url=again.url)).replace(again.url, "") == before
        assert (folder / "releases" / "release-1.sqlite").read_bytes() == stamp


def test_a_download_holds_exactly_what_is_shown(visit, tmp_path):
    page = visit("/map?scheme=a2a&indicator=people_supported").page
    with page.expect_download() as waiting:
        page.get_by_role("button", name="CSV").first.click()
    file = tmp_path / "taken.csv"
    waiting.value.save_as(file)
    lines = file.read_bytes().decode("utf-8-sig").splitlines()
    assert len(lines) == 1 + 38
    norfolk = next(line for line in lines if line.startswith("Norfolk"))
    assert "486" in norfolk
    assert "Illustrative" in norfolk
    medway = next(line for line in lines if line.startswith("Medway"))
    assert ",0," not in medway
    assert "not applicable" in medway


def test_health_tells_release_and_revision(visit, server_url):
    page = visit("/").page
    said = json.loads(page.request.get(server_url + "/healthz").text())
    assert said["status"] == "ok"
    assert said["release"] == 1


def test_the_quarters_play_one_after_the_other_until_paused(visit):
    page = visit("/map").page
    page.get_by_role("button", name="Play the quarters").click()
    seen = []
    for quarter in ("2021-Q2", "2021-Q3", "2021-Q4"):
        page.wait_for_url(f"**period={quarter}**")
        seen.append(page.locator("h1").inner_text())
    page.get_by_role("button", name="Pause").click()
    page.get_by_role("button", name="Play the quarters").wait_for()
    stopped = page.url
    page.wait_for_timeout(2500)
    assert page.url == stopped
