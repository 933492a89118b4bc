"""Lines of cells below a header as rows of figures: what is left out, what is put right, and what cannot be read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ccare_metrics.entries import Row
from ccare_metrics.intake.faults import FileFault, FileNote, named, shown
from ccare_metrics.intake.grammar.remarks import clean_text
from ccare_metrics.intake.grammar.wrong import Wrong
from ccare_metrics.intake.headers import COLUMNS, FIELDS, Header, Line, letters, names_columns, plain

MOST_ROWS = 200_000

TOTALS = frozenset(
    {
        "total",
        "totals",
        "grand total",
        "subtotal",
        "sub-total",
        "sum",
        "totaux",
        "total general",
        "sous-total",
        "somme",
        "ensemble",
    }
)
# An export puts an apostrophe before what a spreadsheet program would run; what comes back is as it was.
_MADE_HARMLESS = tuple(f"'{start}" for start in ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))


@dataclass(frozen=True)
class Read:
    rows: tuple[Row, ...]
    notes: tuple[FileNote, ...]
    faults: tuple[FileFault, ...]


def read_rows(lines: Sequence[Line], header: Header) -> Read:
    """Blank rows and rows of totals are left out. A value stays exactly as it stands, for the grammar to judge; every other cell is without
    unseen signs and without spaces around it. Faults: "file.two_tables", "file.nul", "file.too_many_rows", "file.empty"."""
    rows: list[Row] = []
    totals: list[int] = []
    mended: list[int] = []
    nul: list[int] = []
    faults: list[FileFault] = []
    by_position = sorted(header.columns.items(), key=lambda column: column[1])
    for number, cells in _below(lines, header.number):
        read = {field: cells[position] if position < len(cells) else "" for field, position in by_position}
        filled = [cell for cell in read.values() if cell and not cell.isspace()]
        if not filled:
            continue
        first = plain(filled[0][:60])
        if first in FIELDS and names_columns(cells):
            faults.append(FileFault("file.two_tables", {"place": str(number)}))
            break
        if first.rstrip(" :") in TOTALS:
            totals.append(number)
            continue
        if len(rows) == MOST_ROWS:
            faults.append(FileFault("file.too_many_rows", {"limit": MOST_ROWS}))
            break
        row, was_mended, has_nul = _row(number, read)
        rows.append(row)
        mended += [number] * was_mended
        nul += [number] * has_nul
    if nul:
        faults.append(FileFault("file.nul", {"rows": named(nul)}))
    if not rows and not faults:
        faults.append(FileFault("file.empty"))
    return Read(tuple(rows), tuple(_notes(lines, header, totals, mended)), tuple(faults))


def _below(lines: Sequence[Line], number: int) -> Iterator[Line]:
    return (line for line in lines if line[0] > number)


def _row(number: int, read: dict[str, str]) -> tuple[Row, bool, bool]:
    """The row; whether unseen signs were taken out; whether a NUL stands in it."""
    cells = dict.fromkeys(COLUMNS, "")
    mended = has_nul = False
    for field, cell in read.items():
        if cell.startswith(_MADE_HARMLESS):
            cell = cell[1:]
        if field == "value":
            cells[field] = cell
            has_nul = has_nul or "\0" in cell
            continue
        if cell.isascii() and cell.isprintable():
            cells[field] = cell.strip()
            continue
        cleaned = clean_text(cell)
        if isinstance(cleaned, Wrong):
            has_nul = True
            continue
        cells[field] = cleaned.text
        mended = mended or bool(cleaned.removed)
    return Row(str(number), **cells), mended, has_nul


def _notes(lines: Sequence[Line], header: Header, totals: Sequence[int], mended: Sequence[int]) -> Iterator[FileNote]:
    above = [cells for number, cells in lines if number < header.number]
    if above:
        titles = named(cell for cells in above for cell in cells if cell.strip())
        yield FileNote("file.title_skipped", {"title": titles, "row": str(header.number)})
    extra = {
        **_without_heading(lines, header),
        **{position: shown(heading) for position, heading in header.extra.items()},
    }
    if extra:
        yield FileNote("file.extra_columns", {"columns": named(extra[position] for position in sorted(extra))})
    if totals:
        yield FileNote("file.totals_row", {"rows": named(totals)})
    if mended:
        yield FileNote("file.removed_characters", {"rows": named(mended)})


def _without_heading(lines: Sequence[Line], header: Header) -> dict[int, str]:
    """Columns in which something stands below the header, though nothing names them, by their letter."""
    read = {*header.columns.values(), *header.extra}
    found: dict[int, str] = {}
    for _, cells in _below(lines, header.number):
        if len(cells) <= len(read):
            continue
        for position, cell in enumerate(cells):
            if position not in read and position not in found and cell.strip():
                found[position] = letters(position)
    return found
