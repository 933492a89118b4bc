"""Workbooks written part by part, honest and hostile, and the few rows that most tests read."""

import struct
import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr

from ccare_metrics.intake import FileFaults, Reading, read_file
from ccare_metrics.intake.headers import letters

ENGLISH = ("scheme", "indicator", "area", "period", "category", "value", "note")
FRENCH = ("dispositif", "indicateur", "territoire", "période", "ventilation", "valeur", "commentaire")
KENT = ("green_voucher", "businesses_supported", "Kent", "2022-05", "", "12", "")
ESSEX = ("green_voucher", "businesses_supported", "Essex", "2022-05", "", "7", "")

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def told(name: str, content: bytes) -> dict[str, Mapping]:
    """The faults of a file by their names; none where it is read."""
    try:
        read_file(name, content)
    except FileFaults as found:
        return {fault.check: fault.told for fault in found.faults}
    return {}


def notes(reading: Reading) -> dict[str, Mapping]:
    return {note.check: note.told for note in reading.notes}


def values(reading: Reading) -> list[str]:
    return [row.value for row in reading.rows]


def csv(*rows: Sequence[str], separator: str = ",", end: str = "\r\n") -> str:
    return "".join(separator.join(row) + end for row in rows)


# -- sheets


def cell(row: int, column: int, value: object) -> str:
    """Numbers as numbers; text as it stands; what begins with < as markup of its own, with {at} for where it stands."""
    at = f"{letters(column)}{row}"
    if value is None or value == "":
        return ""
    if isinstance(value, str) and value.startswith("<c "):
        return value.replace("{at}", at)
    if isinstance(value, bool):
        return f'<c r="{at}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, int | float):
        return f'<c r="{at}"><v>{value}</v></c>'
    return f'<c r="{at}" t="inlineStr"><is><t xml:space="preserve">{escape(str(value))}</t></is></c>'


def data(*rows: Sequence[object], first: int = 1, hidden: Sequence[int] = ()) -> str:
    told = []
    for number, cells in enumerate(rows, start=first):
        attribute = ' hidden="1"' if number in hidden else ""
        told.append(
            f'<row r="{number}"{attribute}>{"".join(cell(number, at, each) for at, each in enumerate(cells))}</row>'
        )
    return "".join(told)


def sheet(rows: str, *, before: str = "", after: str = "") -> str:
    return f'{HEAD}<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def merged(*ranges: str) -> str:
    return f"<mergeCells>{''.join(f'<mergeCell ref={quoteattr(each)}/>' for each in ranges)}</mergeCells>"


# -- packages


def book_parts(
    sheets: Mapping[str, str], *, states: Mapping[str, str] | None = None, properties: str = "", after: str = ""
) -> dict[str, str]:
    """Every part of a workbook. `sheets`: name -> markup; `properties` and `after` stand before and after its list of sheets."""
    listed, relations, types = [], [], []
    for number, name in enumerate(sheets, start=1):
        state = (states or {}).get(name, "visible")
        listed.append(f'<sheet name={quoteattr(name)} sheetId="{number}" state="{state}" r:id="rId{number}"/>')
        relations.append(
            f'<Relationship Id="rId{number}" Type="{RELATIONS}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        )
        types.append(
            f'<Override PartName="/xl/worksheets/sheet{number}.xml" '
            'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
        )
    count = len(sheets)
    relations.append(f'<Relationship Id="rId{count + 1}" Type="{RELATIONS}/styles" Target="styles.xml"/>')
    return {
        "[Content_Types].xml": (
            f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            '<Override PartName="/xl/workbook.xml" '
            'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
            '<Override PartName="/xl/styles.xml" '
            'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>'
            f"{''.join(types)}</Types>"
        ),
        "_rels/.rels": (
            f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
            f'<Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ),
        "xl/workbook.xml": (
            f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">{properties}<sheets>{"".join(listed)}</sheets>{after}</workbook>'
        ),
        "xl/_rels/workbook.xml.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{"".join(relations)}</Relationships>',
        # Style 1 is a day.
        "xl/styles.xml": (
            f'{HEAD}<styleSheet xmlns="{MAIN}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills>'
            '<borders count="1"><border/></borders>'
            '<cellStyleXfs count="1"><xf/></cellStyleXfs>'
            '<cellXfs count="2"><xf numFmtId="0" xfId="0"/><xf numFmtId="14" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>'
        ),
        **{f"xl/worksheets/sheet{number}.xml": markup for number, markup in enumerate(sheets.values(), start=1)},
    }


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name, (2022, 6, 15, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def book(
    *rows: Sequence[object], name: str = "figures", before: str = "", after: str = "", hidden: Sequence[int] = ()
) -> bytes:
    """A workbook of one sheet."""
    return zipped(book_parts({name: sheet(data(*rows, hidden=hidden), before=before, after=after)}))


def with_declared_size(content: bytes, part: str, size: int) -> bytes:
    """The same package, in which a part says that it unpacks to `size` bytes."""
    changed = bytearray(content)
    with zipfile.ZipFile(BytesIO(content)) as package:
        local = package.getinfo(part).header_offset
    struct.pack_into("<L", changed, local + 22, size)
    at = 0
    while (at := changed.find(b"PK\x01\x02", at)) >= 0:
        length = struct.unpack_from("<H", changed, at + 28)[0]
        if changed[at + 46 : at + 46 + length] == part.encode():
            struct.pack_into("<L", changed, at + 24, size)
        at += 46
    return bytes(changed)


def ole(*names: str) -> bytes:
    """The beginning of the old container with the names of its streams, as its directory writes them."""
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(504)
        + b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in names)
    )
