"""The pack as a workbook: numbers are numbers, and they are those of `results`."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from ccare_metrics import results
from ccare_metrics.working import reporting_by_partner
from reports.content import Cell, Column, Section, Table
from reports.pack import build
from reports.workbook import MANY_ROWS
from tests.reports.reading import office_texts, parts, sheet_xml, silent, small_pack

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
HEADER = 4  # the row of a sheet's first header, from 0
RESULT, EXPECTED, TARGET, SHARE, COVERAGE = 2, 4, 5, 7, 8  # columns of the progress sheet
PENCE = 100


def sheets(content: bytes) -> dict[str, list[list]]:
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


@pytest.fixture(scope="module")
def english(made):
    return sheets(made("xlsx"))


@pytest.fixture(scope="module")
def progress(english) -> list[list]:
    """The rows of the first table of the progress sheet."""
    return english["Progress"][HEADER + 1 : HEADER + 1 + 21]


def in_file_order(stood, packs) -> pd.DataFrame:
    """`results.target_table` in the order of the pack's rows, found by the printed names."""
    rows = results.target_table(stood)
    names = {code: each.name.en for code, each in stood.programme.indicators.items()}
    schemes = {code: each.short_name.en for code, each in stood.programme.schemes.items()}
    keys = list(zip(rows["indicator"].map(names), rows["scheme"].map(schemes).fillna("whole programme"), strict=True))
    (table,) = parts(packs["en"], "progress", Table)
    return rows.iloc[[keys.index((row[0].text, row[1].text)) for row in table.rows]].reset_index(drop=True)


def test_the_numbers_of_the_progress_sheet_are_those_of_results(progress, stood, packs):
    rows = in_file_order(stood, packs)
    unit = rows["indicator"].eq("vouchers_value").map({True: PENCE, False: 1})
    wanted = {RESULT: rows["actual"] / unit, EXPECTED: rows["expected"] / unit, TARGET: rows["target"] / unit}
    wanted |= {SHARE: rows["share"], COVERAGE: rows["coverage"]}
    for column, values in wanted.items():
        found = [row[column] for row in progress]
        assert all(type(value) is float for value in found), column
        assert found == pytest.approx([float(value) for value in values], rel=1e-12)


def test_over_1900_is_the_number_1900_and_still_says_over(progress, made):
    assert progress[0][TARGET] == 1900.0
    with ZipFile(BytesIO(made("xlsx"))) as package:
        assert "&quot;over &quot;#,##0" in package.read("xl/styles.xml").decode()


def test_a_number_kept_as_text_would_be_noticed(packs):
    pack = small_pack(section_of([(Cell("1,114"), Cell("x"))]), like=packs["en"])
    assert type(sheets(build(pack, "xlsx", tell=silent))["Small"][HEADER + 1][0]) is str


def section_of(rows, columns=("First", "Second")) -> Section:
    table = Table("small", "A table", tuple(Column(title) for title in columns), rows)
    return Section("small", "Small", "A small pack", parts=(table,))


def test_there_is_a_sheet_for_each_section_after_the_cover_and_the_sources_are_last(english, packs, made):
    names = [section.name for section in packs["en"].sections]
    assert list(english) == ["Cover", *names]
    assert names[-1] == "Sources"
    assert list(sheets(made("xlsx", "fr")))[0] == "Page de garde"


def test_the_sources_sheet_names_every_address_that_the_pack_cites(english, packs):
    cited = {source.url for section in packs["en"].sections for source in section.sources}
    assert len(cited) >= 2
    assert cited <= {cell for row in english["Sources"] for cell in row}


def test_the_cover_says_who_paid_and_how_the_figures_stand(english, packs):
    cover, said = packs["en"].cover, {cell for row in english["Cover"] for cell in row}
    assert {
        *cover.funding_lines,
        cover.funding_programme,
        cover.statement,
        cover.as_of,
        cover.standing,
        cover.notice,
    } <= said


def test_the_figures_of_the_partners_are_numbers_too(english, stood):
    rows = [row for row in english["Reporting"] if isinstance(row[1], float) and isinstance(row[4], float)]
    told = reporting_by_partner(stood)
    assert [row[1:5] for row in rows] == [
        pytest.approx([float(row.due), float(row.reported), row.coverage, float(row.incomplete)])
        for row in told.itertuples()
    ]


def test_a_month_is_a_date(english):
    months = [row[2] for row in english["Over time"][HEADER + 1 : HEADER + 6]]
    assert months == [date(2021, 4, 30), date(2021, 5, 31), date(2021, 6, 30), date(2021, 7, 31), date(2021, 8, 31)]


def test_the_header_stays_in_view_and_can_be_filtered(made, packs):
    place = ["Cover", *(section.name for section in packs["en"].sections)].index("Progress") + 1
    sheet = sheet_xml(made("xlsx"), place)
    (pane,) = sheet.iter(f"{MAIN}pane")
    assert (pane.get("state"), pane.get("ySplit")) == ("frozen", str(HEADER + 1))
    (filtered,) = sheet.iter(f"{MAIN}autoFilter")
    assert filtered.get("ref") == "A5:J26"  # 21 targets, ten columns


def test_every_chart_is_native_and_says_what_it_shows(made, packs):
    drawn = [part for section in packs["en"].sections for part in section.parts if not isinstance(part, Table)]
    with ZipFile(BytesIO(made("xlsx"))) as package:
        charts = [name for name in package.namelist() if name.startswith("xl/charts/chart")]
        drawings = [
            package.read(name).decode() for name in package.namelist() if name.startswith("xl/drawings/drawing")
        ]
    assert len(charts) == len(drawn) - 1  # all but the map, which is a picture
    assert sum(text.count('descr="') for text in drawings) == len(drawn) + 1  # and the emblem


def test_a_text_that_a_spreadsheet_would_run_is_kept_as_text(packs):
    dangerous = ["=1+1", "+1", "-1+2", "@SUM(A1)", "＝1", "=cmd|' /C calc'!A0", "http://example.org/"]
    pack = small_pack(section_of([(Cell(text), Cell("x")) for text in dangerous]), like=packs["en"])
    content = build(pack, "xlsx", tell=silent)
    found = [row[0] for row in sheets(content)["Small"][HEADER + 1 : HEADER + 1 + len(dangerous)]]
    assert found == [f"'{text}" for text in dangerous[:-1]] + dangerous[-1:]
    assert not list(sheet_xml(content, 2).iter(f"{MAIN}f"))
    assert not list(sheet_xml(content, 2).iter(f"{MAIN}hyperlink"))


def test_a_pack_of_many_rows_holds_every_one_of_them(packs):
    """They go to the disk as they are written, in another way than a small pack's."""
    rows = [(Cell(f"Row {number}"), Cell(str(number), number, "count")) for number in range(MANY_ROWS + 1)]
    content = build(small_pack(section_of(rows), like=packs["en"]), "xlsx", tell=silent)
    found = sheets(content)["Small"][HEADER + 1 : HEADER + 1 + len(rows)]
    assert found[0] == ["Row 0", 0.0]
    assert found[-1] == [f"Row {MANY_ROWS}", float(MANY_ROWS)]
    assert len(found) == MANY_ROWS + 1


def test_sections_of_the_same_long_name_get_sheets_of_their_own(packs):
    sections = [Section("a", "What: a [name] / of more than thirty-one letters", "A finding") for _ in range(2)]
    names = list(sheets(build(small_pack(*sections, like=packs["en"]), "xlsx", tell=silent)))
    assert len(set(names)) == 3
    assert all(len(name) <= 31 for name in names)


def test_the_workbook_says_everything_that_the_content_holds(made, packs):
    (table,) = parts(packs["fr"], "progress", Table)
    said = set(office_texts(made("xlsx", "fr")))
    assert {cell.text for row in table.rows for cell in row if cell.value is None} <= said
