"""A CSV file as lines of cells. What separates its cells is told by the row that names the columns, and by nothing else."""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ccare_metrics.intake.faults import FileFault, named, shown
from ccare_metrics.intake.headers import ROWS_SEARCHED, Line, Search, find_header

SEPARATORS = (";", ",", "\t")
LONGEST_CELL = 32_767  # characters: as many as a cell of a workbook can hold

_TOLD_SEPARATOR = re.compile("sep=[;,\t]\r?\n", re.I)


@dataclass(frozen=True)
class Separated:
    """`lines` are numbered as a spreadsheet program shows them: a cell that holds line breaks is one row."""

    lines: list[Line]
    separator: str
    search: Search
    faults: tuple[FileFault, ...]


def read_separated(text: str, *, most_rows: int) -> Separated:
    """Faults: "file.unclosed_quote", "file.lone_cr", "file.cell_too_long", "file.ragged", "file.cut_off", "file.split_number",
    "file.too_many_rows", and those of the header."""
    text = text[told.end() :] if (told := _TOLD_SEPARATOR.match(text)) else text
    if not text.strip(' ;,\t\r\n"\N{NO-BREAK SPACE}'):
        return Separated([], "", Search(None, ()), (FileFault("file.empty"),))
    texts = text.split("\n")
    raw = [line + "\n" for line in texts[:-1]] + ([texts[-1]] if texts[-1] else [])
    best, search = SEPARATORS[0], Search(None, ())
    stopped = None
    for separator in SEPARATORS:
        head, fault = _lines(raw, separator, most=ROWS_SEARCHED)
        found = find_header(head)
        if found.header and (search.header is None or len(found.header.columns) > len(search.header.columns)):
            best, search = separator, found
        elif search.header is None and not search.faults:
            search = found
        stopped = stopped or fault
    if search.header is None:
        return Separated([], "", search, (stopped,) if stopped else search.faults)
    most = most_rows + 2 * ROWS_SEARCHED
    lines, fault = _lines(raw, best, most=most)
    if len(lines) == most:
        fault = FileFault("file.too_many_rows", {"limit": most_rows})
    faults = [*search.faults, *([fault] if fault else [])]
    if not fault:
        faults += _uneven(lines, search, best, ends_well=text.endswith("\n"))
        faults += _split_numbers(lines, search, best)
    faults += _swallowed(lines, search, best)
    return Separated(lines, best, search, tuple(faults))


def _lines(raw: Sequence[str], separator: str, *, most: int) -> tuple[list[Line], FileFault | None]:
    """Up to `most` lines that are not blank, and what stopped the reading."""
    consumed = 0

    def watched() -> Iterator[str]:
        nonlocal consumed
        for line in raw:
            consumed += 1
            yield line

    lines: list[Line] = []
    reader = csv.reader(watched(), delimiter=separator, strict=True)
    number = 0
    while len(lines) < most:
        number, start = number + 1, consumed
        try:
            cells = next(reader, None)
        except csv.Error:
            return lines, _stopped(raw[start:consumed], number)
        if cells is None:
            break
        if any(len(cell) > LONGEST_CELL for cell in cells):
            return lines, FileFault("file.cell_too_long", {"row": str(number), "limit": LONGEST_CELL})
        if any(cell and not cell.isspace() for cell in cells):
            lines.append((number, cells))
    return lines, None


def _stopped(record: Sequence[str], number: int) -> FileFault:
    """Why a row could not be read, from the text of it that was read."""
    told = "".join(record)
    if "\r" in told.replace("\r\n", ""):
        return FileFault("file.lone_cr", {"row": str(number)})
    if '"' not in told:
        return FileFault("file.cell_too_long", {"row": str(number), "limit": LONGEST_CELL})
    return FileFault("file.unclosed_quote", {"row": str(number)})


def _uneven(lines: Sequence[Line], search: Search, separator: str, *, ends_well: bool) -> Iterator[FileFault]:
    """Rows with more cells than there are columns, or without those that must be there. Spreadsheet programs leave out empty cells
    at the end of a row, so that a row may lack a note; the last row of a file without a line end may have been cut off."""
    header = search.header
    assert header is not None
    last_wanted = max(
        (header.columns[field] for field in header.columns if field not in ("category", "note")), default=0
    )
    uneven = []
    for number, cells in lines:
        if number <= header.number:
            continue
        # Between commas a cell too many is told even where it is blank: it may be the note, pushed there by a comma inside the number.
        too_many = (
            len(cells) > header.width if separator == "," else any(cell.strip() for cell in cells[header.width :])
        )
        if too_many or len(cells) <= last_wanted:
            uneven.append((number, len(cells)))
        elif number == lines[-1][0] and not ends_well and len(cells) < header.width:
            yield FileFault("file.cut_off", {"row": str(number), "found": len(cells), "expected": header.width})
    if uneven:
        rows = named(number for number, _ in uneven)
        yield FileFault(
            "file.ragged", {"rows": rows, "row": str(uneven[0][0]), "found": uneven[0][1], "expected": header.width}
        )


def _split_numbers(lines: Sequence[Line], search: Search, separator: str) -> Iterator[FileFault]:
    """Where rows may lack their note, 12,50 reads as a value of 12 with a note of 50."""
    header = search.header
    assert header is not None
    value, note = header.columns.get("value", -1), header.columns.get("note", -1)
    below = [line for line in lines if line[0] > header.number]
    if separator != "," or note != value + 1 or all(len(cells) >= header.width for _, cells in below):
        return
    split = [(number, cells) for number, cells in below if len(cells) > note and _are_digits(cells[value], cells[note])]
    if split:
        number, cells = split[0]
        rows = named(number for number, _ in split)
        yield FileFault(
            "file.split_number", {"rows": rows, "row": str(number), "found": shown(f"{cells[value]},{cells[note]}")}
        )


def _are_digits(*texts: str) -> bool:
    return all(text.isascii() and text.isdigit() for text in texts)


def _swallowed(lines: Sequence[Line], search: Search, separator: str) -> Iterator[FileFault]:
    """Two quotes that were never meant as a pair hide the rows between them in one cell."""
    header = search.header
    assert header is not None
    for number, cells in lines:
        if number <= header.number:
            continue
        for cell in cells:
            inner = cell.splitlines()[1:]
            if any(line.count(separator) == header.width - 1 for line in inner):
                yield FileFault("file.unclosed_quote", {"row": str(number)})
                return
