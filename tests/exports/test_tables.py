"""Tables as bytes: missing stays missing, numbers stay numbers, and nothing runs."""

import io
from datetime import date

import duckdb
import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from exports.harmless import harmless
from exports.tables import Sheets, csv_bytes, parquet_bytes, xlsx_bytes

SHEETS = Sheets("Title", "A page", "figures", "about", [("Title", "=Title")], date(2022, 6, 15))


@pytest.fixture
def frame() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "area": ["Kent", "=HYPERLINK(1)", None],
            "firms": pd.array([2407, None, -3], dtype="Int64"),
            "share": pd.array([0.5, None, 1.25], dtype="Float64"),
            "empty": [None, None, None],
        }
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("=1", "'=1"), ("+33", "'+33"), ("@x", "'@x"), ("-cmd", "'-cmd"), ("-", "'-"), ("\tx", "'\tx"), ("\rx", "'\rx"), ("＝1", "'＝1"),
        ("see;=cmd", "see;'=cmd"), ("a, @b\t+c", "a, '@b\t'+c"), ("5;-5; +3", "5;-5; +3"), ("=1;=2", "'=1;'=2"),
        ("-5", "-5"), ("-5.25", "-5.25"), ("Kent", "Kent"), ("", ""), (-5, -5), (None, None),
    ],
)  # fmt: skip
def test_only_text_that_would_run_is_changed(text, told):
    assert harmless(text) == told


def test_csv_keeps_whole_numbers_whole_and_missing_ones_empty(frame):
    assert csv_bytes(frame).decode() == "area,firms,share,empty\r\nKent,2407,0.5,\r\n'=HYPERLINK(1),,,\r\n,-3,1.25,\r\n"


def test_parquet_types_do_not_depend_on_what_is_missing(frame, tmp_path):
    file = tmp_path / "table.parquet"
    file.write_bytes(parquet_bytes(frame, {"release": "1"}))
    with duckdb.connect() as connection:
        rows = connection.execute(f"SELECT * FROM '{file}'").fetchall()
        types = [kind for _, kind, *_ in connection.execute(f"DESCRIBE SELECT * FROM '{file}'").fetchall()]
    assert types == ["VARCHAR", "BIGINT", "DOUBLE", "VARCHAR"]
    assert rows == [("Kent", 2407, 0.5, None), ("'=HYPERLINK(1)", None, None, None), (None, -3, 1.25, None)]


def test_a_workbook_reads_back_as_it_was_and_runs_nothing(frame):
    book = CalamineWorkbook.from_filelike(io.BytesIO(xlsx_bytes(frame, SHEETS)))
    assert book.get_sheet_by_name("figures").to_python() == [
        ["area", "firms", "share", "empty"],
        ["Kent", 2407.0, 0.5, ""],
        ["'=HYPERLINK(1)", "", "", ""],
        ["", -3.0, 1.25, ""],
    ]
    assert book.get_sheet_by_name("about").to_python() == [["Title", "'=Title"]]


def test_the_same_table_is_the_same_bytes(frame):
    assert xlsx_bytes(frame, SHEETS) == xlsx_bytes(frame, SHEETS)
    assert parquet_bytes(frame, {"a": "b"}) == parquet_bytes(frame, {"a": "b"})


def test_headings_are_made_harmless_too():
    told = pd.DataFrame({"=1+1": [1]})
    assert csv_bytes(told).startswith(b"'=1+1")
    assert CalamineWorkbook.from_filelike(io.BytesIO(xlsx_bytes(told, SHEETS))).get_sheet_by_index(0).to_python()[
        0
    ] == ["'=1+1"]
