"""One door for every file: a workbook or a CSV file in, rows of text out, or all reasons why not."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from ccare_metrics.entries import Row
from ccare_metrics.intake.decoding import decode
from ccare_metrics.intake.faults import FileFault, FileFaults, FileNote
from ccare_metrics.intake.gate import WORKBOOK, kind_of, refusals
from ccare_metrics.intake.headers import Language
from ccare_metrics.intake.separated import read_separated
from ccare_metrics.intake.table import MOST_ROWS, Read, read_rows
from ccare_metrics.intake.workbook import VERSION, Template, choose_sheet, faults_of, notes_of, read_book

NO_READ = Read((), (), ())


@dataclass(frozen=True)
class Reading:
    """What stands in a file. `language`: of its headings. `encoding` and `separator`: of a CSV file, else empty; `sheet`: of a workbook.
    `notes`: how it was read, none of which stands in the way. `template`: what our own template says of itself. `sha256`: of the bytes."""

    rows: tuple[Row, ...]
    language: Language
    encoding: str
    sheet: str
    separator: str
    notes: tuple[FileNote, ...]
    sha256: str
    template: Template | None = None


def read_file(name: str, content: bytes) -> Reading:
    """The file's rows as text, none of them judged. `name` is only looked at for its ending. Raises FileFaults."""
    kind = kind_of(name, content)
    if isinstance(kind, FileFault):
        raise FileFaults([kind])
    sha256 = hashlib.sha256(content).hexdigest()
    if kind != WORKBOOK:
        return _read_text(content, sha256)
    return _read_workbook(content, sha256)


def _read_text(content: bytes, sha256: str) -> Reading:
    decoded = decode(content)
    if isinstance(decoded, FileFault):
        raise FileFaults([decoded])
    table = read_separated(decoded.text, most_rows=MOST_ROWS)
    header = table.search.header
    read = read_rows(table.lines, header) if header else NO_READ
    # Rows that cannot be told apart are not looked at for what else is wrong with them.
    _raise(table.faults, () if table.faults and not read.rows else read.faults)
    assert header is not None
    notes = (*decoded.notes, *read.notes)
    return Reading(read.rows, header.language, decoded.encoding, "", table.separator, notes, sha256)


def _read_workbook(content: bytes, sha256: str) -> Reading:
    _raise(refusals(content))
    book = read_book(content)
    if isinstance(book, FileFault):
        raise FileFaults([book])
    chosen = choose_sheet(book)
    sheet, header, template = chosen.sheet, chosen.search.header, chosen.template
    old = [] if template is None or template.version == VERSION else [_other_version(template)]
    if sheet is None or header is None:
        raise FileFaults([*old, *chosen.search.faults])
    read = read_rows(sheet.lines, header)
    _raise(old, chosen.search.faults, tuple(faults_of(sheet, header, computed=book.computed)), read.faults)
    rows_read = frozenset(int(row.place) for row in read.rows)
    notes = (*chosen.notes, *notes_of(sheet, header, rows_read), *read.notes)
    return Reading(read.rows, header.language, "", sheet.name, "", notes, sha256, template)


def _other_version(template: Template) -> FileFault:
    return FileFault("file.template_version", {"found": template.version or "?", "expected": VERSION})


def _raise(*found: Sequence[FileFault]) -> None:
    """Each fault once, in the order of finding."""
    faults = list({repr(fault): fault for faults in found for fault in faults}.values())
    if faults:
        raise FileFaults(faults)
