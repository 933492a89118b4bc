"""What is shown, taken away: CSV and XLSX of exactly the rows of a view, each able to say where it comes from."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

import pandas as pd
import streamlit as st
import xlsxwriter

from ui.words import Words

# A spreadsheet program takes a text that begins so for a formula, and may run it (full-width forms too).
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDEST = 60


@dataclass(frozen=True)
class About:
    """What a file says of itself. `release` is the release's number, `address` leads back to the same view."""

    title: str
    source: str
    as_of: date
    provenance: str
    release: str
    address: str
    note: str = ""

    def rows(self, words: Words) -> list[tuple[str, str]]:
        """Heading and text, in the visitor's language."""
        texts = {
            "title": self.title,
            "source": self.source,
            "as_of": words.date(self.as_of),
            "provenance": self.provenance,
            "release": self.release,
            "address": self.address,
            "note": self.note,
        }
        return [(words(f"download.{name}"), text) for name, text in texts.items() if text]


def csv_bytes(frame: pd.DataFrame, about: About, words: Words) -> bytes:
    """UTF-8 with BOM (Excel needs it), comma, one heading row. Whence and when stand on every row, so that they survive any tool."""
    told = frame.assign(**_unless_there(frame, about, words))
    told.columns = [_harmless(str(name)) for name in told.columns]
    return told.map(_harmless).to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def _unless_there(frame: pd.DataFrame, about: About, words: Words) -> dict[str, str]:
    facts = {
        words("download.source"): about.source,
        words("download.as_of"): about.as_of.isoformat(),
        words("download.release"): about.release,
        words("download.address"): about.address,
    }
    return {name: text for name, text in facts.items() if name not in frame.columns}


def xlsx_bytes(frame: pd.DataFrame, about: About, words: Words) -> bytes:
    """Numbers as numbers, text never as formula or link, and a second sheet that says what the file is."""
    out = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": about.title, "comments": about.source})
        _write_figures(book, frame, words("download.figures_sheet"))
        _write_about(book, about.rows(words), words("download.about_sheet"))
    return out.getvalue()


def _write_figures(book: Any, frame: pd.DataFrame, name: str) -> None:
    sheet = book.add_worksheet(name)
    heading = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    whole, broken = book.add_format({"num_format": "#,##0"}), book.add_format({"num_format": "#,##0.0#"})
    for column, title in enumerate(frame.columns):
        sheet.write_string(0, column, _harmless(str(title)), heading)
        for row, value in enumerate(frame[title], start=1):
            if pd.isna(value):
                continue
            if _is_number(value):
                sheet.write_number(row, column, value, whole if value == int(value) else broken)
            else:
                sheet.write_string(row, column, _harmless(_text(value)))
        longest = max([len(str(title)), *(len(_text(value)) for value in frame[title].head(200))])
        sheet.set_column(column, column, min(longest + 2, WIDEST))
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _write_about(book: Any, rows: list[tuple[str, str]], name: str) -> None:
    sheet = book.add_worksheet(name)
    bold, wrapped = (
        book.add_format({"bold": True, "valign": "top"}),
        book.add_format({"text_wrap": True, "valign": "top"}),
    )
    for row, (title, text) in enumerate(rows):
        sheet.write_string(row, 0, title, bold)
        sheet.write_string(row, 1, _harmless(text), wrapped)
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 90)


def _harmless(value: Any) -> Any:
    """A text that a spreadsheet would run gets an apostrophe in front; a negative number, also one kept as text, is left alone."""
    if not isinstance(value, str) or not value.startswith(FORMULA_STARTS) or _is_plain_negative(value):
        return value
    return "'" + value


def _is_plain_negative(text: str) -> bool:
    whole, _, fraction = text[1:].partition(".")
    digits = whole + fraction
    return text[0] == "-" and whole != "" and digits.isascii() and digits.isdigit()


def _is_number(value: Any) -> bool:
    return pd.api.types.is_number(value) and not isinstance(value, bool)


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def download_row(words: Words, frame: Callable[[], pd.DataFrame], about: About, *, name: str, key: str) -> None:
    """CSV and XLSX buttons side by side. `frame` is called only when one is pressed; `name` is the file's name without ending."""
    with st.container(horizontal=True, key=f"cc_downloads_{key}", gap="small", vertical_alignment="center"):
        st.html(f'<span class="cc-downloads-word">{words("download.word")}</span>', width="content")
        _button(words, "CSV", lambda: csv_bytes(frame(), about, words), f"{name}.csv", "text/csv", f"{key}_csv")
        _button(words, "XLSX", lambda: xlsx_bytes(frame(), about, words), f"{name}.xlsx", XLSX, f"{key}_xlsx")


def _button(words: Words, kind: str, made: Callable[[], bytes], name: str, mime: str, key: str) -> None:
    st.download_button(
        words("download.as", kind=kind), made, file_name=name, mime=mime, key=key, on_click="ignore", type="tertiary"
    )
