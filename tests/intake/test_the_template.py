"""What the template writes is read back, and what was found is read back with it, in both languages."""

import io
import re
import zipfile
from datetime import date

import pytest
from python_calamine import CalamineWorkbook, SheetVisibleEnum

from ccare_metrics.intake import read_file
from ccare_metrics.intake.grammar import Month, Number, read_count, read_period
from ccare_metrics.intake.headers import COLUMNS, SHEET_NAMES
from ccare_metrics.intake.workbook import FIGURES_NAME, MARK, VERSION, Template
from exports import template
from exports.findings_sheet import Found, with_findings
from exports.template import TemplateLine, template_csv, template_xlsx
from tests.intake.workbooks import notes
from ui.words import LOCALES, words_for

DAY = date(2023, 6, 5)
LINES = (
    TemplateLine("Lutte contre la précarité numérique", "people supported", "Finistère", "2023-06"),
    TemplateLine(
        'Green "voucher"; second, wave',
        "businesses supported",
        "Kent and Medway",
        "2023-06",
        "sex:female",
        "12",
        "=late",
    ),
    TemplateLine("green_voucher", "vouchers_value", "E10000016", "2023-06", "", "1234.50", "two\nlines"),
)
CHOICES = {
    "scheme": ["Green voucher", "=risky"],
    "indicator": ["people supported"],
    "area": ["Kent", "Finistère"],
    "category": ["sex:female", "sex:male"],
}
LANGUAGES = tuple(LOCALES)


def made(language: str, lines=LINES) -> bytes:
    return template_xlsx(words_for(language), lines, CHOICES, programme="ccare", day=DAY)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_workbook_says_is_read_back_word_for_word(language):
    reading = read_file("a.xlsx", made(language))
    assert [tuple(row)[1:] for row in reading.rows] == [
        (line.scheme, line.indicator, line.area, line.period, line.category, line.value, line.note) for line in LINES
    ]
    assert (reading.language, reading.notes) == (language, ())
    assert reading.template == Template(VERSION, "ccare", language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_csv_twin_is_read_back_with_a_month_that_no_spreadsheet_program_changes(language):
    content = template_csv(words_for(language), LINES)
    reading = read_file("a.csv", content)
    assert [row[1:4] + row[5:] for row in reading.rows] == [
        (line.scheme, line.indicator, line.area, line.category, line.value, line.note) for line in LINES
    ]
    assert {row.period for row in reading.rows} == {"2023-M06"}
    assert read_period("2023-M06") == Month("2023-06")
    assert (reading.language, reading.separator, reading.encoding) == (
        language,
        ";" if language == "fr" else ",",
        "utf-8-sig",
    )


def test_values_come_back_as_the_numbers_they_were():
    values = [row.value for row in read_file("a.xlsx", made("fr")).rows]
    assert [read_count(values[1]), read_count(values[2], decimals=2)] == [Number(12), Number(123450)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_the_template_are_those_that_the_reader_knows(language):
    words = words_for(language)
    assert words("template.sheet") in SHEET_NAMES
    assert {column: words(f"template.column.{column}") for column in template.COLUMNS} == {
        column: names[language] for column, names in COLUMNS.items()
    }
    assert (template.MARK, template.FIGURES_NAME, template.VERSION) == (MARK, FIGURES_NAME, VERSION)


def renamed(content: bytes, old: str, new: str) -> bytes:
    """As a spreadsheet program renames a sheet: its own name, and what refers to it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as package, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as other:
        for part in package.namelist():
            text = package.read(part)
            if part == "xl/workbook.xml":
                text = text.decode().replace(f'name="{old}"', f'name="{new}"').replace(f"{old}!", f"'{new}'!").encode()
            other.writestr(part, text)
    return out.getvalue()


def test_a_renamed_sheet_is_found_by_the_mark_of_the_template():
    reading = read_file("a.xlsx", renamed(made("fr"), "chiffres", "Notre mois de juin"))
    assert (reading.sheet, len(reading.rows)) == ("Notre mois de juin", 3)


def test_a_template_has_its_sheets_and_hides_two():
    book = CalamineWorkbook.from_filelike(io.BytesIO(made("fr")))
    assert [(sheet.name, sheet.visible) for sheet in book.sheets_metadata] == [
        ("chiffres", SheetVisibleEnum.Visible),
        ("Mode d’emploi", SheetVisibleEnum.Visible),
        ("lists", SheetVisibleEnum.Hidden),
        (MARK, SheetVisibleEnum.VeryHidden),
    ]


def test_the_headings_are_locked_and_every_cell_below_is_free():
    with zipfile.ZipFile(io.BytesIO(made("en"))) as package:
        figures = package.read("xl/worksheets/sheet1.xml").decode()
        styles = package.read("xl/styles.xml").decode()
    formats = re.findall(r"<xf [^>]*?(?:/>|>.*?</xf>)", styles[styles.index("<cellXfs") :])
    free = {number for number, told in enumerate(formats) if 'locked="0"' in told}
    style_of = {place: int(number) for place, number in re.findall(r'<c r="([A-Z]+[0-9]+)" s="([0-9]+)"', figures)}
    assert "<sheetProtection " in figures
    assert not free & {style_of[f"{column}1"] for column in "ABCDEFG"}
    assert {number for place, number in style_of.items() if not re.fullmatch("[A-G]1", place)} <= free
    assert {int(number) for number in re.findall(r'<col [^>]*style="([0-9]+)"', figures)} <= free
    assert 'ySplit="1"' in figures


def test_lists_of_valid_names_are_offered_where_there_are_any():
    with zipfile.ZipFile(io.BytesIO(made("en"))) as package:
        figures = package.read("xl/worksheets/sheet1.xml").decode()
    offered = dict(re.findall(r'type="list"[^>]*sqref="([A-G])2:[^>]*><formula1>([^<]*)<', figures))
    assert offered == {"A": "lists!$A$1:$A$2", "B": "lists!$B$1:$B$1", "C": "lists!$C$1:$C$2", "E": "lists!$D$1:$D$2"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_in_the_template_runs(language):
    with zipfile.ZipFile(io.BytesIO(made(language))) as package:
        for part in package.namelist():
            assert b"<f>" not in package.read(part)
    assert ",=late" not in template_csv(words_for(language), LINES).decode().replace(";", ",")


def test_the_same_lines_on_the_same_day_are_the_same_bytes():
    assert made("en") == made("en")
    assert made("en") != made("fr")


# -- what was found, beside what was read

ROWS = [
    ["green_voucher", "businesses_supported", "Kent", "2023-06", "", "1,234", ""],
    ["=x", "b", "Essex", "2023-06", "", "7", "+33"],
]
BY_ROW = {0: [Found("note", "Read as typed."), Found("block", "1,234 may mean two things.", "Type 1234.")]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_findings_stand_beside_their_rows_and_the_worst_first(language):
    words = words_for(language)
    book = CalamineWorkbook.from_filelike(io.BytesIO(with_findings(words, ROWS, BY_ROW, day=DAY)))
    heading, first, second = book.get_sheet_by_index(0).to_python()
    assert heading[7:] == [words("findings.strength"), words("findings.what"), words("findings.to_do")]
    block, note = words("findings.strength.block"), words("findings.strength.note")
    assert first[7:] == [f"{block}\n{note}", "1,234 may mean two things.\nRead as typed.", "Type 1234.\n"]
    assert second == ["'=x", "b", "Essex", "2023-06", "", "7", "'+33", "", "", ""]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("general", [0, 3, 40])
def test_the_table_of_findings_can_be_corrected_and_read_again(language, general):
    above = [Found("block", f"=Fault {number}.", "Mend it.") for number in range(general)]
    reading = read_file("a.xlsx", with_findings(words_for(language), ROWS, BY_ROW, general=above, day=DAY))
    assert [list(row[1:]) for row in reading.rows] == ROWS
    assert set(notes(reading)) == {"file.extra_columns"} | ({"file.title_skipped"} if general else set())


def test_faults_without_a_row_stand_on_top_and_none_is_lost():
    above = [Found("block", f"Fault {number}.") for number in range(40)]
    book = CalamineWorkbook.from_filelike(io.BytesIO(with_findings(words_for("en"), ROWS, {}, general=above, day=DAY)))
    told = "\n".join(str(row[0]) for row in book.get_sheet_by_index(0).to_python())
    assert [number for number in range(40) if f"Fault {number}." not in told] == []
