"""What was read, with what was found beside each row: to be corrected in place and chosen again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

import xlsxwriter

from exports.harmless import harmless
from exports.template import COLUMNS, WIDTHS, Words

STRENGTHS = ("block", "explain", "note")
FINDING_COLUMNS = ("strength", "what", "to_do")
MOST_ABOVE = 15  # the reader of files looks for headings in the first twenty rows


@dataclass(frozen=True)
class Found:
    """One finding in words. `strength`: block, explain or note; `to_do` is empty where nothing is asked."""

    strength: str
    what: str
    to_do: str = ""


def with_findings(
    words: Words,
    rows: Sequence[Sequence[str]],
    by_row: Mapping[int, Sequence[Found]],
    *,
    general: Sequence[Found] = (),
    day: date,
) -> bytes:
    """A workbook of one sheet. `rows`: the seven columns of the template, as text; `by_row`: position in rows -> its findings, which stand
    in three columns beside it, a line each; `general`: findings without a row, above the headings. Where it is read again, the columns
    beside are left out."""
    out = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": words("findings.sheet"), "created": datetime.combine(day, time())})
        sheet = book.add_worksheet(words("template.sheet"))
        heading = book.add_format({"bold": True, "bottom": 1, "valign": "top"})
        plain = book.add_format({"valign": "top", "num_format": "@"})
        wrapped = book.add_format({"valign": "top", "text_wrap": True})
        top = _write_general(sheet, words, general, wrapped)
        titles = [words(f"template.column.{column}") for column in COLUMNS]
        titles += [words(f"findings.{column}") for column in FINDING_COLUMNS]
        for at, title in enumerate(titles):
            sheet.write_string(top, at, title, heading)
        for position, cells in enumerate(rows):
            _write_row(sheet, top + 1 + position, cells, plain)
            _write_beside(sheet, top + 1 + position, words, by_row.get(position, ()), wrapped)
        for at, column in enumerate(COLUMNS):
            sheet.set_column(at, at, WIDTHS[column])
        sheet.set_column(len(COLUMNS), len(COLUMNS), 24)
        sheet.set_column(len(COLUMNS) + 1, len(titles) - 1, 60)
        sheet.freeze_panes(top + 1, 0)
    return out.getvalue()


def _write_general(sheet: Any, words: Words, general: Sequence[Found], wrapped: Any) -> int:
    """The row in which the headings stand. What does not fit above them stands in the last row, a line each."""
    told = [_sentence(words, found) for found in _in_order(general)]
    if len(told) > MOST_ABOVE:
        told[MOST_ABOVE - 1 :] = ["\n".join(told[MOST_ABOVE - 1 :])[:32_000]]
    for row, text in enumerate(told):
        sheet.write_string(row, 0, harmless(text), wrapped)
    return len(told) + 1 if told else 0


def _sentence(words: Words, found: Found) -> str:
    return f"{words(f'findings.strength.{found.strength}')} – {found.what} {found.to_do}".strip()


def _write_row(sheet: Any, row: int, cells: Sequence[str], plain: Any) -> None:
    for at, text in enumerate(cells):
        if text:
            sheet.write_string(row, at, harmless(text), plain)


def _write_beside(sheet: Any, row: int, words: Words, findings: Sequence[Found], wrapped: Any) -> None:
    ordered = _in_order(findings)
    if not ordered:
        return
    strengths = [words(f"findings.strength.{found.strength}") for found in ordered]
    told = (strengths, [found.what for found in ordered], [found.to_do for found in ordered])
    for at, lines in enumerate(told, start=len(COLUMNS)):
        sheet.write_string(row, at, harmless("\n".join(lines))[:32_000], wrapped)


def _in_order(findings: Sequence[Found]) -> list[Found]:
    return sorted(findings, key=lambda found: STRENGTHS.index(found.strength))
