"""A process of its own that reads one workbook from its input and writes what stands in it to its output, under limits that it sets itself.

Run as a file (`python -I -B child.py`), so that it loads nothing of ours: it starts in a few hundredths of a second and holds no secret.
A hostile workbook can end this process, and nothing else.

Input: the workbook. Output: lines of JSON. First {"names": {defined name: reference}, "computed": whether formulas were worked out};
then for each sheet {"sheet": name, "state": visible|hidden|veryHidden, ...what its markup tells}, followed by its rows that hold something,
[number, [text, ...]]; or {"fault": check, "told": {...}} where a sheet may not be read. The last line is {"end": true}.
"""

import json
import re
import resource
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from math import isfinite
from typing import Any, BinaryIO
from xml.parsers import expat

MEMORY = 1024 * 1024 * 1024  # bytes
PROCESSOR = 15  # seconds
MOST_SHEETS = 60
MOST_OUTPUT = 128 * 1024 * 1024  # bytes: a text that is kept once in the file may stand in every cell
MOST_COLUMNS = 200
LAST_ROW = 200_100  # rows of figures, a title and a little room
MOST_TOLD = 1_000  # cells, ranges or rows named one by one
LONGEST_TEXT = 32_767  # characters, the most that a cell can hold


class RefusedError(Exception):
    def __init__(self, check: str, **told: str | int):
        super().__init__(check)
        self.check, self.told = check, told


def limit_this_process() -> None:
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, PROCESSOR),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        _, hard = resource.getrlimit(kind)
        resource.setrlimit(kind, (most, most) if hard == resource.RLIM_INFINITY else (min(most, hard), hard))


def main(source: BinaryIO, out: BinaryIO) -> None:
    limit_this_process()
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    written = 0
    for line in told(source.read()):
        told_line = encode(line).encode("utf-8", "replace") + b"\n"
        written += len(told_line)
        if written > MOST_OUTPUT:
            for last in ({"fault": "file.bomb", "told": {"limit": MOST_OUTPUT // 1024 // 1024}}, {"end": True}):
                out.write(encode(last).encode() + b"\n")
            break
        out.write(told_line)
    out.flush()


def told(content: bytes) -> Iterator[Any]:
    # Imported after the limits are set: what it takes counts.
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            book = _Book(package)
            yield {"names": book.names, "computed": book.computed}
            if len(book.sheets) > MOST_SHEETS:
                raise RefusedError("file.too_many_sheets", found=len(book.sheets), limit=MOST_SHEETS)
            if len({part for _, _, part in book.sheets}) < len(book.sheets):
                raise RefusedError("file.damaged")  # no program writes one part as two sheets
            read = CalamineWorkbook.from_filelike(BytesIO(content))
            for name, state, part in book.sheets:
                markup = _Sheet(name, package, part)
                yield {"sheet": name, "state": state, **markup.told()}
                yield from _rows(read.get_sheet_by_name(name), markup)
    except RefusedError as refused:
        yield {"fault": refused.check, "told": refused.told}
    except (CalamineError, expat.ExpatError, zipfile.BadZipFile, KeyError, ValueError, UnicodeDecodeError):
        yield {"fault": "file.damaged", "told": {}}
    except MemoryError:
        yield {"fault": "file.unreadable", "told": {}}
    yield {"end": True}


# -- what the markup tells, and the reader of values does not


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _refuse_declarations(*_: Any) -> None:
    raise RefusedError("file.entities")


def _parser() -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_declarations
    parser.EntityDeclHandler = _refuse_declarations
    return parser


class _Book:
    """`sheets`: (name, state, part) of sheets with cells, in order; charts are left out."""

    def __init__(self, package: zipfile.ZipFile):
        self.names: dict[str, str] = {}
        self.computed = True
        self.sheets: list[tuple[str, str, str]] = []
        self._listed: list[tuple[str, str, str]] = []
        self._targets: dict[str, str] = {}
        self._name = ""
        for part, start in (("xl/workbook.xml", self._start), ("xl/_rels/workbook.xml.rels", self._relation)):
            parser = _parser()
            parser.StartElementHandler = start
            parser.CharacterDataHandler = self._text
            parser.EndElementHandler = self._end
            parser.Parse(package.read(part), True)
        self.sheets = [(name, state, self._targets[to]) for name, state, to in self._listed if to in self._targets]

    def _start(self, name: str, told: dict[str, str]) -> None:
        name = _local(name)
        if name == "sheet":
            to = next((value for key, value in told.items() if _local(key) == "id"), "")
            self._listed.append((told.get("name", ""), told.get("state", "visible"), to))
        elif name == "definedName" and len(self.names) < MOST_TOLD:
            self._name = told.get("name", "")
            self.names[self._name] = ""
        elif name == "calcPr" and told.get("fullCalcOnLoad") in ("1", "true"):
            self.computed = False

    def _text(self, text: str) -> None:
        if self._name:
            self.names[self._name] += text

    def _end(self, _: str) -> None:
        self._name = ""

    def _relation(self, name: str, told: dict[str, str]) -> None:
        if _local(name) == "Relationship" and told.get("Type", "").endswith("/worksheet"):
            target = told.get("Target", "")
            self._targets[told.get("Id", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"


_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


class _Sheet:
    """One pass over the markup of a sheet. Columns and rows are counted from 1."""

    def __init__(self, name: str, package: zipfile.ZipFile, part: str):
        self.name = name
        self.hidden_rows: list[int] = []
        self.hidden_columns: list[tuple[int, int]] = []
        self.merged: list[str] = []
        self.errors: dict[tuple[int, int], str] = {}
        self.formulas: dict[int, int] = {}  # column -> how many
        self.unvalued: list[tuple[int, int]] = []  # formulas without a value, or with an empty one
        self.rows = self.last_row = self.last_column = 0
        self._row = self._column = 0
        self._row_counts = self._row_hidden = False
        self._type, self._watched, self._formula, self._heard = "", False, False, ""
        self._columns_by_letters: dict[str, int] = {}
        self._parser = parser = _parser()
        parser.ordered_attributes = True
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        with package.open(part) as file:
            parser.ParseFile(file)
        self._finish_cell()

    def told(self) -> dict[str, Any]:
        return {
            "hidden_rows": self.hidden_rows,
            "hidden_columns": self.hidden_columns[:MOST_TOLD],
            "merged": self.merged[:MOST_TOLD],
            "formulas": self.formulas,
            "unvalued": self.unvalued[:MOST_TOLD],
        }

    def _start(self, name: str, told: list[str]) -> None:
        if ":" in name:
            name = _local(name)
        if name == "c":
            if self._watched:
                self._finish_cell()
            self._cell(told)
        elif name == "v" or name == "is":
            self._fill()
            if self._watched:
                self._parser.CharacterDataHandler = self._hear
                self._parser.EndElementHandler = self._stop_hearing
        elif name == "f":
            self._formula = self._watched = True
            self.formulas[self._column] = self.formulas.get(self._column, 0) + 1
        elif name == "row":
            self._new_row(told)
        elif name == "col":
            self._columns(dict(zip(told[::2], told[1::2], strict=True)))
        elif name == "mergeCell":
            self.merged.append(dict(zip(told[::2], told[1::2], strict=True)).get("ref", ""))

    def _new_row(self, told: list[str]) -> None:
        if self._watched:
            self._finish_cell()
        self._row, self._column, self._row_counts, self._row_hidden = self._row + 1, 0, False, False
        for key, value in zip(told[::2], told[1::2], strict=True):
            if key == "r":
                self._row = int(value)
            elif key == "hidden":
                self._row_hidden = value in ("1", "true")

    def _cell(self, told: list[str]) -> None:
        self._column += 1
        self._type = ""
        for at in range(0, len(told), 2):
            if told[at] == "r":
                found = _REFERENCE.fullmatch(told[at + 1])
                if not found:
                    raise RefusedError("file.damaged")
                self._row, self._column = int(found[2]), self._number(found[1])
            elif told[at] == "t":
                self._type = told[at + 1]
        self._watched, self._formula, self._heard = self._type == "e", False, ""

    def _number(self, letters: str) -> int:
        if letters not in self._columns_by_letters:
            number = 0
            for letter in letters:
                number = number * 26 + ord(letter) - 64
            self._columns_by_letters[letters] = number
        return self._columns_by_letters[letters]

    def _fill(self) -> None:
        """A cell that holds something. One far away makes a reader lay out everything between."""
        if not self._row_counts:
            self._row_counts = True
            self.rows += 1
            if self._row_hidden:
                self.hidden_rows.append(self._row)
        if self._row > self.last_row:
            self.last_row = self._row
        if self._column > self.last_column:
            self.last_column = self._column
        if self._column > MOST_COLUMNS or self._row > LAST_ROW:
            if self.rows > LAST_ROW - 1_000:
                raise RefusedError("file.too_many_rows", limit=200_000)
            raise RefusedError("file.far_cell", sheet=self.name, cell=f"{_letters(self._column)}{self._row}")

    def _hear(self, text: str) -> None:
        self._heard += text

    def _stop_hearing(self, _: str) -> None:
        self._parser.CharacterDataHandler = None
        self._parser.EndElementHandler = None

    def _finish_cell(self) -> None:
        if not self._watched:
            return
        where = (self._row, self._column)
        if self._type == "e":
            self.errors[where] = self._heard.strip() or "#N/A"
        elif self._formula and not self._heard.strip() and self._type != "str":
            self.unvalued.append(where)
        self._watched = False

    def _columns(self, told: dict[str, str]) -> None:
        if told.get("hidden") in ("1", "true"):
            self.hidden_columns.append((int(told.get("min", 1)), int(told.get("max", 1))))


def _letters(column: int) -> str:
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


# -- values as text


def _rows(sheet: Any, markup: _Sheet) -> Iterator[tuple[int, list[str]]]:
    """Rows that hold something, from column A on. The reader of values leaves errors blank: they are put in their places."""
    errors: dict[int, list[tuple[int, str]]] = {}
    for (row, column), text in markup.errors.items():
        errors.setdefault(row, []).append((column, text))
    # Not by iter_rows: it begins at row 1 whatever the area, but at the first column that holds something.
    for number, values in enumerate(sheet.to_python(skip_empty_area=False), start=1):
        cells = [value if type(value) is str else as_text(value) for value in values]
        for column, text in errors.pop(number, ()):
            cells += [""] * (column - len(cells))
            cells[column - 1] = text
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            if len(max(cells, key=len)) > LONGEST_TEXT:
                raise RefusedError("file.cell_too_long", row=str(number), limit=LONGEST_TEXT)
            yield number, cells
    for number, found in sorted(errors.items()):
        cells = [""] * max(column for column, _ in found)
        for column, text in found:
            cells[column - 1] = text
        yield number, cells


def as_text(value: Any) -> str:
    """As somebody would type it: days as 2022-05-01, whole numbers without a fraction, no more digits than a spreadsheet program shows."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return _number_as_text(value)
    if isinstance(value, datetime):
        return value.isoformat() if value.time() != time() else value.date().isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)


def _number_as_text(value: float) -> str:
    if not isfinite(value):
        return str(value)
    if value == int(value):
        return str(int(value))
    return f"{Decimal(f'{value:.15g}'):f}"


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
