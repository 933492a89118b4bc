"""What a file is by its own bytes, and whether a workbook may be opened at all. Only counts and looks; parses nothing.

A reader of workbooks trusts what it is given: one of 1.4 kB can ask it for more memory than there is, and end the process. So the parts are
counted, unpacked piece by piece up to a limit whatever the file says of their size, and searched for what no honest workbook holds.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from ccare_metrics.intake.faults import FileFault

LARGEST = 10 * 1024 * 1024  # bytes, packed
UNPACKED = 128 * 1024 * 1024  # bytes, all parts together
MOST_PARTS = 1_000
PIECE = 64 * 1024

WORKBOOK = "workbook"
TEXT = "text"

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
# What other files begin with, and how people call them.
_KINDS = (
    (b"%PDF-", "PDF"), (b"\x89PNG", "PNG"), (b"\xff\xd8\xff", "JPEG"), (b"GIF8", "GIF"), (b"RIFF", "RIFF"), (b"{\\rtf", "RTF"),
    (b"\x1f\x8b", "GZIP"), (b"7z\xbc\xaf", "7-Zip"), (b"Rar!", "RAR"), (b"BM\x00", "BMP"), (b"MZ", "EXE"), (b"\x7fELF", "ELF"),
    (b"PAR1", "Parquet"), (b"SQLite format 3", "SQLite"),
)  # fmt: skip
_MARKUP = re.compile(rb"\s*<(?:!doctype\s+html|html|head|table|\?xml|\?mso|svg)", re.I)
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.I)
_MACRO_PARTS = re.compile(r"vba(project|data)|(^|/)(macrosheets|dialogsheets|activex)/", re.I)
_MACRO_TYPE = re.compile(rb"macroEnabled|vbaProject|ms-excel\.(?:intl)?macrosheet", re.I)
_BINARY_CONTROLS = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]")


def kind_of(name: str, content: bytes) -> str | FileFault:
    """WORKBOOK or TEXT; else what it is instead. The name is looked at for its ending only, and never used as a path."""
    if len(content) > LARGEST:
        return FileFault("file.too_large", {"limit": LARGEST // 1024 // 1024})
    if not content.strip(b"\x00\xff\xfe\xef\xbb\xbf \t\r\n"):
        return FileFault("file.empty")
    if content.startswith(_ZIP):
        return WORKBOOK
    if content.startswith(_OLE):
        return _inside_ole(content)
    for start, kind in _KINDS:
        if content.startswith(start):
            return FileFault("file.not_a_workbook", {"kind": kind})
    if _MARKUP.match(content.removeprefix(b"\xef\xbb\xbf")):
        return FileFault("file.not_a_workbook", {"kind": "HTML / XML"})
    if _is_binary(content):
        return FileFault("file.unknown_kind")
    if name.lower().endswith((".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")):
        return FileFault("file.not_a_workbook", {"kind": "TXT / CSV"})
    return TEXT


def _inside_ole(content: bytes) -> FileFault:
    """The old container: a workbook with a password, an old workbook, or something else."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        return FileFault("file.encrypted")
    if any(name.encode("utf-16-le") in content for name in ("Workbook", "Book")):
        return FileFault("file.old_format", {"kind": "XLS"})
    return FileFault("file.not_a_workbook", {"kind": "DOC / MSG"})


def _is_binary(content: bytes) -> bool:
    """Control codes by the dozen; a single one in a text is dealt with where it stands. UTF-16 is told by its mark, or refused later."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    head = content[:4096]
    return len(_BINARY_CONTROLS.findall(head)) * 50 > len(head)


def refusals(content: bytes) -> list[FileFault]:
    """All reasons not to open a workbook; none where it may be parsed. Faults: "file.damaged", "file.encrypted", "file.macro",
    "file.old_format", "file.not_a_workbook", "file.too_many_parts", "file.bomb", "file.entities"."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            parts = package.infolist()
    except (
        zipfile.BadZipFile,
        zlib.error,
        ValueError,
        OverflowError,
        EOFError,
        NotImplementedError,
        UnicodeDecodeError,
        OSError,
    ):
        return [FileFault("file.damaged")]
    if len(parts) > MOST_PARTS:
        return [FileFault("file.too_many_parts", {"found": len(parts), "limit": MOST_PARTS})]
    if any(part.flag_bits & 0x41 for part in parts):
        return [FileFault("file.encrypted")]
    if not _is_honest(parts):
        return [FileFault("file.damaged")]
    other = _other_package({part.filename for part in parts})
    if other:
        return [other]
    found = [FileFault("file.macro")] if any(_MACRO_PARTS.search(part.filename) for part in parts) else []
    for fault in _inside(content, parts):
        if fault not in found:
            found.append(fault)
    return found


def _is_honest(parts: list[zipfile.ZipInfo]) -> bool:
    """Two readers must see the same parts: no name twice, no way out of the package, no packing but the two usual ones."""
    names = [part.filename.casefold() for part in parts]
    plain = all(part.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts)
    inside = not any(name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/") for name in names)
    return plain and inside and len(set(names)) == len(names)


def _other_package(names: set[str]) -> FileFault | None:
    if "xl/workbook.xml" in names and "[Content_Types].xml" in names:
        return None
    if "xl/workbook.bin" in names:
        return FileFault("file.old_format", {"kind": "XLSB"})
    if "content.xml" in names and "mimetype" in names:
        return FileFault("file.old_format", {"kind": "ODS"})
    if any(name.startswith(("word/", "ppt/")) for name in names):
        return FileFault("file.not_a_workbook", {"kind": "Word / PowerPoint"})
    return FileFault("file.not_a_workbook", {"kind": "ZIP"})


def _inside(content: bytes, parts: list[zipfile.ZipInfo]) -> Iterator[FileFault]:
    """Unpacks every part once, keeping nothing but the end of the last piece."""
    total = 0
    for part in parts:
        size, crc, before = 0, 0, b""
        markup = part.filename.lower().endswith((".xml", ".rels", ".vml"))
        try:
            for piece in _unpacked(content, part):
                size, crc = size + len(piece), zlib.crc32(piece, crc)
                if total + size > UNPACKED:
                    yield FileFault("file.bomb", {"limit": UNPACKED // 1024 // 1024})
                    return
                if markup:
                    # Another encoding would hide the words that are looked for.
                    hides = not before and (piece.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in piece[:64])
                    if hides or _DECLARATION.search(before + piece):
                        yield FileFault("file.entities")
                        return
                    if part.filename == "[Content_Types].xml" and _MACRO_TYPE.search(before + piece):
                        yield FileFault("file.macro")
                    before = piece[-64:]
        except (zlib.error, ValueError):
            yield FileFault("file.damaged")
            return
        if (size, crc) != (part.file_size, part.CRC):
            yield FileFault("file.damaged")
            return
        total += size


def _unpacked(content: bytes, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The part as it really unpacks, piece by piece: the library would stop where the file says that it ends. Raises ValueError where
    the part does not stand where the file says."""
    start = part.header_offset
    header = content[start : start + 30]
    if len(header) < 30 or not header.startswith(_ZIP):
        raise ValueError("no part here")
    start += 30 + int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    packed = content[start : start + part.compress_size]
    if len(packed) != part.compress_size:
        raise ValueError("cut off")
    if part.compress_type == zipfile.ZIP_STORED:
        yield packed
        return
    inflating = zlib.decompressobj(-zlib.MAX_WBITS)
    while not inflating.eof:
        piece = inflating.decompress(packed, PIECE)
        packed = inflating.unconsumed_tail
        if not piece and not inflating.eof:
            raise ValueError("cut off")
        yield piece
