"""The board prepares its meeting in a real browser: what is off course and why, the curve, what changed, the pack in French."""

from io import BytesIO
from pathlib import Path

import pytest
from pptx import Presentation
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from tests.browser.reading import text_of
from tests.visit import wait_until_drawn

THEN = "on=2022-10-15"


def test_the_board_sees_what_is_off_course_on_15_october_2022_and_follows_it_to_its_curve(visit):
    page = visit(f"/progress?{THEN}", who="board").page
    assert "On 15 October 2022, of 21 targets: 8 off course and 3 at risk" in text_of(page)
    field = page.locator("tr", has=page.get_by_role("rowheader", name="Green voucher")).locator("td a").first
    assert "Off course" in field.inner_text()
    field.click()
    page.wait_for_url("**/target?**")
    wait_until_drawn(page)
    seen = text_of(page)
    assert (
        "Green voucher – Businesses supported: 11 by the end of August 2022, 53 expected by then (illustrative figures)"
        in seen
    )
    assert "Too little history for a forecast" in seen
    assert "signed later than planned" in seen, "the partner's own comment stands below the curve"
    assert page.locator(".js-plotly-plot").count() == 1
    assert "on=2022-10-15" in page.url


def test_the_board_finds_what_needs_attention_in_its_menu(visit):
    page = visit("/", who="board").page
    page.get_by_role("link", name="Board", exact=True).click()
    page.wait_for_url("**/attention")
    wait_until_drawn(page)
    assert "Needs attention on 5 June 2023: 3 targets off course" in text_of(page)


def test_the_board_compares_two_dates_and_sees_each_changed_figure_with_its_reason(visit):
    page = visit(f"/progress?{THEN}", who="board").page
    page.get_by_role("link", name="What changed").click()
    page.wait_for_url("**/changes?**")
    wait_until_drawn(page)
    seen = text_of(page)
    assert "From 15 September 2022 to 15 October 2022, 18 figures changed" in seen
    assert "three plans had been counted twice" in seen
    assert "Kent (demonstration)" in seen


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/attention", "Needs attention on"),
        ("/progress", "of 21 targets"),
        ("/target?indicator=people_supported&scheme=a2a", "A2A apprenticeships"),
        ("/reporting", "partners have all their figures approved"),
        ("/changes?since=2022-09-15", "figures changed"),
        ("/compare", "is highest"),
        ("/money", "The grant was"),
        ("/pack", "The board pack"),
    ],
)
@pytest.mark.parametrize("width", [320, 390])
def test_no_page_of_the_board_scrolls_sideways_on_a_phone(visit, path, said, width):
    page = visit(f"{path}{'&' if '?' in path else '?'}{THEN}", width=width, who="board").page
    assert said in text_of(page)
    main = "document.querySelector('[data-testid=stMain]')"
    assert page.evaluate(f"{main}.scrollWidth <= {main}.clientWidth")


def test_the_board_takes_the_three_packs_home_in_french(visit):
    visited = visit(f"/pack?{THEN}&lang=fr", lang="fr", who="board")
    page = visited.page
    page.get_by_label("Le mot du comité pour ce dossier").fill("Le comité salue le travail des équipes.")
    page.keyboard.press("Control+Enter")
    wait_until_drawn(page)
    made = {}
    for kind in ("PDF", "PPTX", "XLSX"):
        page.get_by_role("button", name=f"Créer le {kind}").click()
        offered = page.get_by_role("button", name=f"Télécharger le {kind}")
        offered.wait_for()
        wait_until_drawn(page)
        with page.expect_download() as waiting:
            offered.click()
        assert waiting.value.suggested_filename == f"ccare-2022-10-15-fr.{kind.lower()}"
        made[kind] = Path(waiting.value.path()).read_bytes()
    told = " ".join(each.extract_text() for each in PdfReader(BytesIO(made["PDF"])).pages)
    assert "15 octobre 2022" in told.replace("\xa0", " ")
    assert "Le comité salue le travail des équipes." in told.replace("\n", " ")
    slides = Presentation(BytesIO(made["PPTX"])).slides
    assert sum(shape.has_chart for slide in slides for shape in slide.shapes) >= 3
    sheets = CalamineWorkbook.from_filelike(BytesIO(made["XLSX"])).sheet_names
    assert len(sheets) >= 6
    assert visited.complaints == []
