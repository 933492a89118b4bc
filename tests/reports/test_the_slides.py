"""The pack as slides: what is drawn can be edited, what is shown can be heard, and the numbers are those of `results`."""

import re
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pandas as pd
import pytest
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.table import Table as TableShape
from pptx.util import Pt

from ccare_metrics import results
from ccare_metrics.scope import Scope
from reports.content import Section, Table
from reports.pack import build
from reports.pictures import Bullets, Curve, Map
from reports.slide_widths import Column, lines, shared_out, width
from tests.reports.reading import deck, office_texts, parts, section, silent, small_pack, squeezed

LANGUAGES = {"en": "en-GB", "fr": "fr-FR"}
DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
PENCE = 100


@pytest.fixture(scope="module")
def slides(made):
    return list(deck(made("pptx")).slides)


def titled(slides, start: str):
    return next(slide for slide in slides if slide.shapes.title.text.startswith(start))


def chart_on(slide):
    return next(shape.chart for shape in slide.shapes if shape.has_chart)


def series_of(slide) -> list[tuple]:
    return [series.values for series in chart_on(slide).plots[0].series]


def test_the_bars_of_the_programme_are_its_results(slides, stood):
    """1,114 businesses and 1,086 people, where 1,900 and 4,500 are aimed at."""
    actual, expected, target = series_of(titled(slides, "On 15 October 2022"))
    rows = results.target_table(stood)
    own = rows[rows["scheme"].isna()]
    assert actual == tuple(own["actual"]) == (1114, 1086)
    assert expected == pytest.approx(tuple(own["expected"]))
    assert target == tuple(own["target"]) == (1900, 4500)


def test_every_bar_of_every_scheme_is_its_result_and_money_stands_in_pounds(slides, stood, packs):
    rows = results.target_table(stood)
    theirs = rows[rows["scheme"].notna()]
    in_pounds = theirs["indicator"].eq("vouchers_value").map({True: PENCE, False: 1})
    wanted = sorted(
        zip(theirs["actual"] / in_pounds, theirs["expected"] / in_pounds, theirs["target"] / in_pounds, strict=True)
    )
    drawn = [titled(slides, part.title) for part in parts(packs["en"], "progress", Bullets)[1:]]
    found = sorted(bar for slide in drawn for bar in zip(*series_of(slide), strict=True))
    assert len(found) == len(wanted) == 19
    assert found == [pytest.approx(bar) for bar in wanted]


def test_the_line_of_a_curve_is_the_total_month_by_month(slides, stood):
    months = results.curve(stood, Scope("people_supported"))
    slide = titled(slides, "People at risk of exclusion supported: 1,086")
    actual, expected, low, central, high, target = series_of(slide)
    assert list(actual) == [None if pd.isna(value) else value for value in months["actual"]]
    assert list(expected) == pytest.approx([float(value) for value in months["expected"]])
    ahead = results.outlook(stood, Scope("people_supported")).forecast
    for drawn, path in ((low, ahead.low), (central, ahead.central), (high, ahead.high)):
        assert [value for value in drawn if value is not None] == pytest.approx(list(path))
    assert [value for value in target if value is not None] == [4500]


def test_the_numbers_stand_in_the_file_of_the_chart_itself(made):
    """So that whoever opens it can change the chart, and so can a program that reads only XML."""
    with ZipFile(BytesIO(made("pptx"))) as package:
        charts = [
            package.read(name).decode() for name in package.namelist() if re.search(r"charts/chart\d*\.xml", name)
        ]
        books = [name for name in package.namelist() if name.endswith(".xlsx")]
    assert len(charts) == len(books) >= 10
    assert any("<c:v>1114</c:v>" in chart and "<c:v>1900</c:v>" in chart for chart in charts)


def test_one_business_more_in_a_chart_would_be_noticed(packs):
    own, *_ = parts(packs["en"], "progress", Bullets)
    more = replace(own, rows=(replace(own.rows[0], actual=1115), *own.rows[1:]))
    pack = small_pack(Section("small", "Small", "A small pack", parts=(more,)), like=packs["en"])
    (drawn,) = (
        slide
        for slide in deck(build(pack, "pptx", tell=silent)).slides
        if any(shape.has_chart for shape in slide.shapes)
    )
    assert series_of(drawn)[0] == (1115, 1086)


def test_illustrative_bars_are_hatched_and_their_name_says_so(slides):
    plot = chart_on(titled(slides, "Schemes that support people")).plots[0]
    assert [series.name for series in plot.series] == [
        "Result (illustrative)",
        "Expected by now",
        "Target (illustrative)",
    ]
    assert "pattFill" in plot.series[0]._element.xml


def test_every_chart_picture_and_table_says_what_it_shows(slides, packs):
    told = {
        shape._element._nvXxPr.cNvPr.get("descr")
        for slide in slides
        for shape in slide.shapes
        if shape.has_chart or shape.has_table or shape.shape_type == MSO_SHAPE_TYPE.PICTURE
    }
    assert None not in told
    wanted = {part.alt for each in packs["en"].sections for part in each.parts if not isinstance(part, Table)}
    assert wanted - told == set()
    assert packs["en"].cover.emblem_alt in told


def test_the_map_is_a_picture_that_says_its_finding(slides, packs):
    (drawn,) = parts(packs["en"], "map", Map)
    slide = titled(slides, drawn.title)
    (picture,) = [shape for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.PICTURE]
    assert picture.image.content_type == "image/png"
    assert picture._element._nvXxPr.cNvPr.get("descr") == drawn.alt


def test_the_notes_hold_the_sources(slides, packs):
    cited = section(packs["en"], "progress").sources
    assert len(cited) >= 2
    notes = titled(slides, "On 15 October 2022").notes_slide.notes_text_frame.text
    assert [source.url for source in cited if source.url not in notes] == []


def test_every_row_of_a_table_is_on_a_slide_with_its_header(slides, packs):
    (wanted,) = parts(packs["en"], "progress", Table)
    drawn = [shape.table for slide in slides for shape in slide.shapes if shape.has_table]
    header = [column.title for column in wanted.columns]
    found = [
        [cell.text for cell in row.cells] for table in drawn for row in table.rows if len(table.columns) == len(header)
    ]
    assert found.count(header) >= 2
    assert [row for row in found if row != header] == [[cell.text for cell in row] for row in wanted.rows]


def test_what_nobody_reads_out_stays_off_the_slides(slides, packs):
    (months,) = parts(packs["en"], "curves", Table)
    assert months.detail
    assert months.title not in [slide.shapes.title.text for slide in slides]


def test_every_slide_has_its_finding_as_title_and_nothing_lies_outside_it(slides, packs, made):
    document = deck(made("pptx"))
    for slide in slides:
        assert len(slide.shapes.title.text) > 5
        for shape in slide.shapes:
            assert shape.left >= 0 and shape.left + shape.width <= document.slide_width
            assert shape.top >= 0 and shape.top + shape.height <= document.slide_height
    titles = {slide.shapes.title.text for slide in slides}
    assert {part.title for part in parts(packs["en"], "curves", Curve)[1:]} <= titles
    assert {each.finding for each in packs["en"].sections if each.code != "commentary"} <= titles


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_text_says_its_language_and_a_partners_words_say_theirs(packs, made, lang):
    document = deck(made("pptx", lang))
    (matters,) = parts(packs[lang], "attention", Table)
    theirs = {cell.text: cell.lang for row in matters.rows for cell in row if cell.lang}
    assert set(theirs.values()) == {*LANGUAGES}  # partners of both sides of the Channel have said something
    wrong = [
        text
        for slide in document.slides
        for tree in (slide._element, slide.notes_slide._element)
        for text, told in runs(tree)
        if told != LANGUAGES[theirs.get(text, lang)]
    ]
    assert wrong == []
    assert document.core_properties.language == LANGUAGES[lang]


def runs(tree) -> list[tuple[str, str]]:
    """Each run of text and the language it says it is in."""
    return [(run.text, run.get_or_add_rPr().get("lang")) for run in tree.iter(f"{DRAWN}r")]


def test_the_cover_says_who_paid_and_how_the_figures_stand(made, packs):
    first = deck(made("pptx", "fr")).slides[0]
    said = squeezed(" ".join(shape.text_frame.text for shape in first.shapes if shape.has_text_frame))
    cover = packs["fr"].cover
    for text in (
        *cover.funding_lines,
        cover.funding_programme,
        cover.statement,
        cover.as_of,
        cover.standing,
        cover.coverage,
    ):
        assert squeezed(text) in said


def test_the_commentary_is_there_as_it_was_typed(made):
    assert "Le comité demande un plan pour la précarité numérique." in office_texts(made("pptx", "fr"))


# -- tables that fit


def widest_word(table: TableShape, at: int) -> float:
    """In the slide's units, of a column whose texts may break."""
    texts = [row.cells[at].text for row in table.rows]
    sizes = {run.font.size.pt for run in table.rows[0].cells[at].text_frame.paragraphs[0].runs}
    return max(width(word, max(sizes), bold=True) for text in texts for word in text.split(" "))


def torn(tables: list[TableShape]) -> list[str]:
    """The headers of columns that are narrower than their longest word."""
    return [
        table.cell(0, at).text
        for table in tables
        for at, column in enumerate(table.columns)
        if widest_word(table, at) > column.width
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_word_of_a_table_is_torn_apart_and_none_is_too_small_to_read(made, lang):
    tables = [shape.table for slide in deck(made("pptx", lang)).slides for shape in slide.shapes if shape.has_table]
    # Addresses are longer than any column.
    tables = [table for table in tables if not any("https://" in cell.text for row in table.rows for cell in row.cells)]
    assert len(tables) > 15
    assert torn(tables) == []
    sizes = {run.font.size.pt for table in tables for run in table.cell(0, 0).text_frame.paragraphs[0].runs}
    assert min(sizes) >= 9


def test_a_column_too_narrow_for_its_word_would_be_noticed(slides):
    table = next(shape.table for slide in slides for shape in slide.shapes if shape.has_table)
    kept = table.columns[0].width
    table.columns[0].width = 10
    try:
        assert torn([table]) == [table.cell(0, 0).text]
    finally:
        table.columns[0].width = kept


def test_short_tables_share_a_slide_and_none_covers_another(slides):
    shared = [[shape for shape in slide.shapes if shape.has_table] for slide in slides]
    assert sum(len(tables) > 1 for tables in shared) >= 3
    for tables in shared:
        for above, below in zip(tables, tables[1:], strict=False):
            assert above.top + above.height < below.top


def test_columns_share_a_slide_so_that_long_texts_get_more():
    """100 for two columns that need 10 each at least; one's texts are three times as long as the other's."""
    short, long = Column(10, 200, (20.0, 20.0)), Column(10, 200, (60.0, 60.0))
    found = shared_out(100, [short, long])
    assert sum(found) == pytest.approx(100)
    assert found[0] == pytest.approx(100 / (1 + 27**0.25))
    assert shared_out(100, [Column(70, 70, (70.0,)), long])[0] == 70


def test_lines_are_counted_at_spaces_and_within_a_word_only_where_they_must():
    """Letters of 10 points are 5.56 points wide and a little more, to be careful: 50 points hold eight of them and a space."""
    room = 50 * Pt(1)
    assert lines("nnnn nnn", room, 10) == 1
    assert lines("nnnn nnnnn", room, 10) == 2
    assert lines("n" * 20, room, 10) == 3
