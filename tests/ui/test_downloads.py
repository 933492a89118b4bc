"""Files hold exactly what is shown, say where it comes from, and run nothing in a spreadsheet."""

import csv
import io
import zipfile
from datetime import date

import pandas as pd
import pytest

from ui.downloads import About, csv_bytes, xlsx_bytes
from ui.words import Words

ABOUT = About(
    title="Firms by area",
    source="Closing interview, 22 May 2023",
    as_of=date(2023, 5, 22),
    provenance="Published",
    release="1",
    address="https://example.org/map?area=29&lang=fr",
)


@pytest.fixture
def frame() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "area": ["Kent", "=HYPERLINK(1)", "-5", "-cmd", "+33", "@x", "\tx"],
            "firms": pd.array([2407, None, 0, -3, 5, 6, 7], dtype="Int64"),
            "absence": [None, "hidden, small count", None, None, None, None, None],
        }
    )


def read_csv(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def sheet(content: bytes, number: int) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return parts.read(f"xl/worksheets/sheet{number}.xml").decode()


def shared_text(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return parts.read("xl/sharedStrings.xml").decode()


def test_the_csv_opens_in_excel_and_keeps_a_missing_figure_empty(english: Words, frame: pd.DataFrame) -> None:
    content = csv_bytes(frame, ABOUT, english)
    assert content.startswith(b"\xef\xbb\xbf")
    first, second, *_ = read_csv(content)
    assert (first["firms"], second["firms"], second["absence"]) == ("2407", "", "hidden, small count")


def test_every_csv_row_says_where_and_when_it_comes_from(french: Words, frame: pd.DataFrame) -> None:
    for row in read_csv(csv_bytes(frame, ABOUT, french)):
        assert row["Source"] == ABOUT.source
        assert (row["Situation au"], row["Publication"], row["Adresse"]) == ("2023-05-22", "1", ABOUT.address)


def test_what_a_spreadsheet_would_run_is_made_text_in_the_csv(english: Words, frame: pd.DataFrame) -> None:
    areas = [row["area"] for row in read_csv(csv_bytes(frame, ABOUT, english))]
    assert areas == ["Kent", "'=HYPERLINK(1)", "-5", "'-cmd", "'+33", "'@x", "'\tx"]


def test_headings_are_made_harmless_too(english: Words) -> None:
    content = csv_bytes(pd.DataFrame({"=1+1": [1]}), ABOUT, english)
    assert "'=1+1" in read_csv(content)[0]
    assert "<t>'=1+1</t>" in shared_text(xlsx_bytes(pd.DataFrame({"=1+1": [1]}), ABOUT, english))


def test_the_workbook_has_numbers_as_numbers_and_no_formula_and_no_link(english: Words, frame: pd.DataFrame) -> None:
    content = xlsx_bytes(frame, ABOUT, english)
    figures = sheet(content, 1)
    assert "<v>2407</v>" in figures
    assert "<f>" not in figures
    assert "hyperlink" not in figures + sheet(content, 2)
    assert "'=HYPERLINK(1)" in shared_text(content)


def test_the_workbooks_second_sheet_says_what_the_file_is(french: Words, frame: pd.DataFrame) -> None:
    texts = shared_text(xlsx_bytes(frame, ABOUT, french))
    for text in ("Firms by area", "22 mai 2023", "Published", "https://example.org/map?area=29&amp;lang=fr"):
        assert text in texts
