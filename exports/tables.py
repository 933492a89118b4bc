"""One table as bytes. What is missing stays empty, numbers stay numbers, and text is made harmless."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

from exports.harmless import harmless

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PARQUET = "application/vnd.apache.parquet"
WIDEST = 60  # characters
MEASURED = 200  # rows by which a column's width is chosen


@dataclass(frozen=True)
class Sheets:
    """What a workbook says beside its rows. `about`: heading and text, a line each, on the second sheet; `day`: when it was made, as far
    as the file says, so that the same table is the same bytes."""

    title: str
    source: str
    figures: str  # the names of the two sheets
    about_name: str
    about: Sequence[tuple[str, str]]
    day: date


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """UTF-8 without a mark, comma, one heading row, lines ended as RFC 4180 asks for. A file that a person opens in Excel needs a mark
    in front; a program would take it for a part of the first heading."""
    told = _harmless_frame(frame)
    return told.to_csv(index=False, lineterminator="\r\n").encode()


def xlsx_bytes(frame: pd.DataFrame, sheets: Sheets) -> bytes:
    """Numbers as numbers, text never as formula or link, and a second sheet that says what the file is."""
    out = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        made = datetime.combine(sheets.day, time())
        book.set_properties({"title": sheets.title, "comments": sheets.source, "created": made})
        _write_figures(book, frame, sheets.figures)
        _write_about(book, sheets.about, sheets.about_name)
    return out.getvalue()


def parquet_bytes(frame: pd.DataFrame, about: Mapping[str, str]) -> bytes:
    """Whole numbers, fractions and text each as their own type, also in a column in which everything is missing. `about`: what the file
    says of itself, as metadata of its schema."""
    told = _harmless_frame(frame)
    schema = pa.schema([pa.field(str(name), _parquet_type(told[name])) for name in told.columns], metadata=dict(about))
    columns = [
        pa.array([None if pd.isna(value) else value for value in told[name]], type=schema.field(str(name)).type)
        for name in told.columns
    ]
    out = BytesIO()
    pq.write_table(pa.Table.from_arrays(columns, schema=schema), out, compression="zstd")
    return out.getvalue()


def _harmless_frame(frame: pd.DataFrame) -> pd.DataFrame:
    told = frame.copy()
    for name in told.columns:
        if _is_text(told[name]):
            told[name] = told[name].map(harmless)
    told.columns = [harmless(str(name)) for name in told.columns]
    return told


def _is_text(values: pd.Series) -> bool:
    return not pd.api.types.is_numeric_dtype(values.dtype)


def _parquet_type(values: pd.Series) -> pa.DataType:
    if pd.api.types.is_bool_dtype(values.dtype):
        return pa.bool_()
    if pd.api.types.is_integer_dtype(values.dtype):
        return pa.int64()
    return pa.float64() if pd.api.types.is_float_dtype(values.dtype) else pa.string()


# -- the workbook


def _write_figures(book: Any, frame: pd.DataFrame, name: str) -> None:
    sheet = book.add_worksheet(name)
    heading = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    whole, broken = book.add_format({"num_format": "#,##0"}), book.add_format({"num_format": "#,##0.0#"})
    for column, title in enumerate(frame.columns):
        sheet.write_string(0, column, harmless(str(title)), heading)
        for row, value in enumerate(frame[title], start=1):
            if pd.isna(value):
                continue
            if _is_number(value):
                sheet.write_number(row, column, value, whole if value == int(value) else broken)
            else:
                sheet.write_string(row, column, harmless(_text(value)))
        longest = max([len(str(title)), *(len(_text(value)) for value in frame[title].head(MEASURED))])
        sheet.set_column(column, column, min(longest + 2, WIDEST))
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _write_about(book: Any, rows: Sequence[tuple[str, str]], name: str) -> None:
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for row, (title, text) in enumerate(rows):
        sheet.write_string(row, 0, title, bold)
        sheet.write_string(row, 1, harmless(text), wrapped)
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 90)


def _is_number(value: Any) -> bool:
    return pd.api.types.is_number(value) and not isinstance(value, bool)


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
