"""A workbook as sheets of text, read by a process of its own; and which of its sheets holds the figures."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ccare_metrics.intake.faults import FileFault, FileNote, named
from ccare_metrics.intake.headers import SHEET_NAMES, Header, Line, Search, find_header, letters, plain, seen_headings

CHILD = Path(__file__).with_name("child.py")
PATIENCE = 60  # seconds, until a reading process is ended; its own limit of processor time is shorter
AT_ONCE = 2  # reading processes; each may take a gigabyte
WAITING = 60  # seconds that a file waits for its turn

# How the template marks itself, whatever its sheets are renamed to: a defined name follows its sheet.
MARK = "outcomes_template"
FIGURES_NAME = "outcomes_figures"
VERSION = "1"

_turns = threading.BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True)
class Template:
    """What a file made from our template says of itself."""

    version: str
    programme: str
    language: str


@dataclass(frozen=True)
class Sheet:
    """`columns` and `rows` that are `hidden` are counted from 1, as are the cells (row, column) in `unvalued`: formulas without a value."""

    name: str
    state: str
    lines: list[Line]
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: tuple[tuple[int, int], ...] = ()
    merged: tuple[str, ...] = ()
    formulas: dict[int, int] = field(default_factory=dict)
    unvalued: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Book:
    sheets: tuple[Sheet, ...]
    names: dict[str, str]
    computed: bool


@dataclass(frozen=True)
class Chosen:
    sheet: Sheet | None
    search: Search
    template: Template | None
    notes: tuple[FileNote, ...]


def read_book(content: bytes) -> Book | FileFault:
    """Parses in a child process: whatever happens to it is a fault of the file. Faults: those that the child tells, "file.unreadable" where
    it was ended or ended itself, "file.not_now" where the machine has no room for it."""
    if not _turns.acquire(timeout=WAITING):
        return FileFault("file.not_now")
    try:
        # Without our environment, so without anything secret in it.
        done = subprocess.run(
            [sys.executable, "-I", "-B", str(CHILD)],
            input=content,
            capture_output=True,
            timeout=PATIENCE,
            env={},
            check=False,
        )
    except subprocess.TimeoutExpired:
        return FileFault("file.unreadable")
    except OSError:
        return FileFault("file.not_now")
    finally:
        _turns.release()
    return _book(done.stdout)


def _book(output: bytes) -> Book | FileFault:
    names: dict[str, str] = {}
    computed = True
    sheets: list[Sheet] = []
    lines: list[Line] = []
    told = output.splitlines()
    if not told or told[-1] != b'{"end":true}':
        return FileFault("file.unreadable")
    for line in map(json.loads, told[:-1]):
        if isinstance(line, list):
            lines.append((line[0], line[1]))
        elif "fault" in line:
            return FileFault(line["fault"], line["told"])
        elif "names" in line:
            names, computed = line["names"], line["computed"]
        else:
            lines = []
            sheets.append(_sheet(line, lines))
    for sheet in sheets:
        sheet.lines.sort(key=lambda line: line[0])
    return Book(tuple(sheets), names, computed)


def _sheet(told: dict, lines: list[Line]) -> Sheet:
    return Sheet(
        told["sheet"],
        told["state"],
        lines,
        frozenset(told["hidden_rows"]),
        tuple((first, last) for first, last in told["hidden_columns"]),
        tuple(told["merged"]),
        {int(column): count for column, count in told["formulas"].items()},
        tuple((row, column) for row, column in told["unvalued"]),
    )


# -- which sheet


def choose_sheet(book: Book) -> Chosen:
    """The sheet that the template's mark points to, else the one named figures or chiffres, else the only one with all wanted columns."""
    template = _template(book)
    sheets = [sheet for sheet in book.sheets if plain(sheet.name) != MARK]
    preferred = _marked(book, sheets) or next((sheet for sheet in sheets if plain(sheet.name) in SHEET_NAMES), None)
    searches = {sheet.name: find_header(sheet.lines) for sheet in sheets}
    whole = [sheet for sheet in sheets if searches[sheet.name].header and not searches[sheet.name].faults]
    if preferred is None or searches[preferred.name].header is None:
        if len(whole) > 1:
            fault = FileFault("file.two_sheets", {"sheets": named(sheet.name for sheet in whole)})
            return Chosen(None, Search(None, (fault,)), template, ())
        begun = whole or [sheet for sheet in sheets if searches[sheet.name].header]
        preferred = begun[0] if begun else None
    if preferred is None:
        return Chosen(None, Search(None, (_nothing_found(sheets),)), template, ())
    others = [sheet.name for sheet in whole if sheet is not preferred]
    notes = [FileNote("file.other_sheets", {"sheet": preferred.name, "sheets": named(others)})] if others else []
    return Chosen(preferred, searches[preferred.name], template, tuple(notes))


def _nothing_found(sheets: Sequence[Sheet]) -> FileFault:
    if not any(sheet.lines for sheet in sheets):
        return FileFault("file.empty")
    seen = [f"{sheet.name}: {seen_headings(sheet.lines)}" for sheet in sheets if sheet.lines]
    return FileFault("file.no_header", {"seen": " | ".join(seen[:6])})


def _marked(book: Book, sheets: Sequence[Sheet]) -> Sheet | None:
    """'July''s figures'!$A$1:$G$1 names a sheet."""
    reference = book.names.get(FIGURES_NAME, "")
    name = reference.rpartition("!")[0].strip("'").replace("''", "'")
    return next((sheet for sheet in sheets if sheet.name == name), None)


def _template(book: Book) -> Template | None:
    for sheet in book.sheets:
        told = {cells[0]: cells[1] for _, cells in sheet.lines if len(cells) > 1}
        if plain(sheet.name) == MARK:
            return Template(told.get("version", ""), told.get("programme", ""), told.get("language", ""))
    return None


# -- what the sheet's markup has to say about the table found in it


def faults_of(sheet: Sheet, header: Header, *, computed: bool) -> Iterator[FileFault]:
    """Merged cells, and formulas that were never worked out, in the columns that are read."""
    used = {position + 1 for position in header.columns.values()}
    last = sheet.lines[-1][0] if sheet.lines else 0
    merged = [told for told in sheet.merged if _meets(told, used, header.number, last)]
    if merged:
        yield FileFault("file.merged_cells", {"cells": named(merged)})
    unvalued = [
        f"{letters(column - 1)}{row}" for row, column in sheet.unvalued if column in used and row > header.number
    ]
    if not computed and not unvalued:
        unvalued = [letters(column - 1) for column in sorted(sheet.formulas) if column in used]
    if unvalued:
        yield FileFault("file.formula_without_value", {"cells": named(unvalued)})


def notes_of(sheet: Sheet, header: Header, rows_read: frozenset[int]) -> Iterator[FileNote]:
    used = {position + 1 for position in header.columns.values()}
    if sheet.state != "visible":
        yield FileNote("file.hidden_sheet", {"sheet": sheet.name})
    if hidden := sheet.hidden_rows & rows_read:
        yield FileNote("file.hidden_rows", {"count": len(hidden), "rows": named(sorted(hidden))})
    columns = sorted(column for column in used if any(first <= column <= last for first, last in sheet.hidden_columns))
    if columns:
        yield FileNote("file.hidden_columns", {"columns": named(letters(column - 1) for column in columns)})
    if formulas := sum(count for column, count in sheet.formulas.items() if column in used):
        yield FileNote("file.formulas_read", {"count": formulas})


def _meets(told: str, used: set[int], first: int, last: int) -> bool:
    corners = [_place(corner) for corner in told.split(":")]
    rows = [row for row, _ in corners]
    columns = [column for _, column in corners]
    return min(rows) <= last and max(rows) >= first and any(min(columns) <= column <= max(columns) for column in used)


def _place(reference: str) -> tuple[int, int]:
    """C7 -> (7, 3); what is no reference meets everything."""
    name = reference.strip("$").replace("$", "")
    digits = name.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    column = 0
    for letter in name[: len(name) - len(digits)]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return (int(digits) if digits.isascii() and digits.isdigit() else 1), column
