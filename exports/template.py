"""The template that figures are filled into: a workbook with lists of valid names, and its CSV twin.

Who fills it in keeps the first row; files are read by their headings, and a renamed sheet is found by the workbook's own mark.
"""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO, StringIO
from typing import Any, Protocol

import xlsxwriter

from exports.harmless import harmless

VERSION = "1"
MARK = "outcomes_template"  # the very hidden sheet that says what this file is
FIGURES_NAME = "outcomes_figures"  # the defined name that follows the sheet of figures wherever it goes

COLUMNS = ("scheme", "indicator", "area", "period", "category", "value", "note")
LISTED = ("scheme", "indicator", "area", "category")
WIDTHS = {"scheme": 38, "indicator": 30, "area": 26, "period": 12, "category": 20, "value": 14, "note": 50}
MORE_ROWS = 500  # below those that are due
STEPS = 6

_MONTH = re.compile("([0-9]{4})-([0-9]{2})")


class Words(Protocol):
    lang: str

    def __call__(self, key: str, /, **values: Any) -> str: ...


@dataclass(frozen=True)
class TemplateLine:
    """One figure that is due, by names as a person reads them (or codes): `period` as 2022-05; `category` empty for all together;
    `value` and `note` hold what a draft says already."""

    scheme: str
    indicator: str
    area: str
    period: str
    category: str = ""
    value: str = ""
    note: str = ""


def template_xlsx(
    words: Words, lines: Sequence[TemplateLine], choices: Mapping[str, Sequence[str]], *, programme: str, day: date
) -> bytes:
    """Sheets: figures (the heading row locked, everything below free), instructions, and two hidden ones: the valid names of `choices`
    (scheme, indicator, area, category), and the mark. `programme`: its code. The same lines on the same day are the same bytes."""
    out = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": words("template.title"), "created": datetime.combine(day, time())})
        name = words("template.sheet")
        figures = book.add_worksheet(name)
        _write_instructions(book, words)
        lists = _write_lists(book, choices)
        _write_mark(book, programme=programme, language=words.lang)
        book.define_name(FIGURES_NAME, f"='{name}'!$A$1:${chr(ord('A') + len(COLUMNS) - 1)}$1")
        _write_figures(book, figures, words, lines)
        _offer(figures, words, lists, last_row=len(lines) + MORE_ROWS)
    return out.getvalue()


def template_csv(words: Words, lines: Sequence[TemplateLine]) -> bytes:
    """UTF-8 with the mark by which a spreadsheet program knows it; semicolons in French, commas in English. A period is written 2022-M05,
    which such a program leaves alone: of 2022-05 it makes a day, and writes that back as mai-22."""
    out = StringIO(newline="")
    writer = csv.writer(out, delimiter=";" if words.lang == "fr" else ",")
    writer.writerow([words(f"template.column.{column}") for column in COLUMNS])
    for line in lines:
        told = {column: getattr(line, column) for column in COLUMNS}
        told["period"] = _MONTH.sub(r"\1-M\2", line.period)
        writer.writerow([harmless(text) for text in told.values()])
    return out.getvalue().encode("utf-8-sig")


# -- sheets


def _write_figures(book: Any, sheet: Any, words: Words, lines: Sequence[TemplateLine]) -> None:
    free = book.add_format({"locked": False, "valign": "top"})
    # As text, or a spreadsheet program would make a day of 2022-05.
    text = book.add_format({"locked": False, "valign": "top", "num_format": "@"})
    remark = book.add_format({"locked": False, "valign": "top", "text_wrap": True})
    formats = {"period": text, "note": remark}
    heading = book.add_format({"bold": True, "bottom": 1, "valign": "top", "locked": True})
    for at, column in enumerate(COLUMNS):
        sheet.set_column(at, at, WIDTHS[column], formats.get(column, free))
        sheet.write_string(0, at, words(f"template.column.{column}"), heading)
    for row, line in enumerate(lines, start=1):
        for at, column in enumerate(COLUMNS):
            told = getattr(line, column)
            if _is_plain_number(told) and column == "value":
                sheet.write_number(row, at, int(told), free)
            elif told:
                sheet.write_string(row, at, harmless(told), formats.get(column, free))
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    allowed = ("insert_rows", "delete_rows", "sort", "autofilter", "format_cells", "format_columns", "format_rows")
    sheet.protect("", dict.fromkeys(allowed, True))
    sheet.activate()


def _offer(sheet: Any, words: Words, lists: Mapping[str, str], *, last_row: int) -> None:
    for at, column in enumerate(COLUMNS):
        if column in lists:
            offered = {
                "validate": "list",
                "source": lists[column],
                "error_title": words("template.wrong_choice.title"),
                "error_message": words("template.wrong_choice"),
                # Codes and short names are read as well, so that another text is questioned and not refused.
                "error_type": "warning",
            }
            sheet.data_validation(1, at, last_row, at, offered)
    at = COLUMNS.index("value")
    sheet.data_validation(
        1, at, last_row, at,
        {"validate": "any", "input_title": words("template.value.title"), "input_message": words("template.about.value")},
    )  # fmt: skip


def _write_instructions(book: Any, words: Words) -> None:
    sheet = book.add_worksheet(words("template.instructions"))
    bold = book.add_format({"bold": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 1, 100)
    sheet.write_string(0, 0, words("template.how"), bold)
    for step in range(1, STEPS + 1):
        sheet.write_number(step, 0, step, wrapped)
        sheet.write_string(step, 1, words(f"template.step.{step}"), wrapped)
    sheet.write_string(STEPS + 2, 0, words("template.columns"), bold)
    for row, column in enumerate(COLUMNS, start=STEPS + 3):
        sheet.write_string(row, 0, words(f"template.column.{column}"), bold)
        sheet.write_string(row, 1, words(f"template.about.{column}"), wrapped)


def _write_lists(book: Any, choices: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Column -> where its valid names stand. Without headings: nobody should take this sheet for one of figures."""
    sheet = book.add_worksheet("lists")
    sheet.hide()
    places = {}
    for at, column in enumerate(column for column in LISTED if choices.get(column)):
        for row, name in enumerate(choices[column]):
            sheet.write_string(row, at, harmless(name))
        letter = chr(ord("A") + at)
        places[column] = f"=lists!${letter}$1:${letter}${len(choices[column])}"
    return places


def _write_mark(book: Any, *, programme: str, language: str) -> None:
    sheet = book.add_worksheet(MARK)
    sheet.very_hidden()
    for row, (name, told) in enumerate({"version": VERSION, "programme": programme, "language": language}.items()):
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, told)


def _is_plain_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 15 and str(int(text)) == text
