"""Bytes of a text file as text: by its mark, else strict UTF-8, else strict Windows-1252; how often letters occur is not asked."""

import codecs
import re
from dataclasses import dataclass

from ccare_metrics.intake.faults import FileFault, FileNote, shown

SAMPLES = 3

# Accents of a Macintosh or DOS file, taken for Windows-1252, become these beside letters; office French and English do not write them so.
_BESIDE_A_LETTER = re.compile(r"[^\W\d_][ƒˆ˜ŠšŽž]|[ƒˆ˜ŠšŽž][^\W\d_]|[^\W\d_][‚„…†‡‰‹›™¢][^\W\d_]")
# UTF-8 in which some byte is broken: its accents would become pairs of signs.
_UTF8_PAIRS = re.compile(rb"\xc3[\x80-\xbf]|\xc2[\xa0-\xbf]|\xe2\x80[\x80-\xbf]")
_CELL = re.compile(r"[^;,\t\r\n]+")
_ACCENT = re.compile(r"[^\x00-\x7f\xa0]")


@dataclass(frozen=True)
class Decoded:
    text: str
    encoding: str
    notes: tuple[FileNote, ...] = ()


def decode(content: bytes) -> Decoded | FileFault:
    """The fault is "file.encoding"."""
    if content.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return FileFault("file.encoding")
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _strictly(content, "utf-16")
    if content.startswith(codecs.BOM_UTF8):
        return _strictly(content, "utf-8-sig")
    if _looks_like_unmarked_utf16(content):
        return FileFault("file.encoding")
    try:
        return Decoded(content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _windows(content)


def _strictly(content: bytes, encoding: str) -> Decoded | FileFault:
    try:
        return Decoded(content.decode(encoding), encoding)
    except UnicodeDecodeError:
        return FileFault("file.encoding")


def _looks_like_unmarked_utf16(content: bytes) -> bool:
    head = content[:400]
    return len(head) >= 4 and head.count(0) * 3 > len(head)


def _windows(content: bytes) -> Decoded | FileFault:
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError:
        return FileFault("file.encoding")
    if _BESIDE_A_LETTER.search(text) or _UTF8_PAIRS.search(content):
        return FileFault("file.encoding")
    return Decoded(text, "cp1252", (FileNote("file.cp1252", {"samples": _samples(text)}),))


def _samples(text: str) -> str:
    """Three cells with accents, from the end of the file, where texts stand and no headings."""
    # Cell by cell: one pattern for "a cell with an accent" would begin anew at each letter of a long one, and hold up the whole server.
    cells = (cell for cell in reversed(_CELL.findall(text)) if _ACCENT.search(cell))
    found = dict.fromkeys(shown(cell.strip('"')) for cell in cells)
    return " | ".join(list(found)[:SAMPLES])
