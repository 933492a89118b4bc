"""Packs read back: what stands in a file, whoever wrote it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

from pptx import Presentation
from pptx.presentation import Presentation as Deck
from pypdf import PdfReader
from pypdf.generic import DictionaryObject
from python_calamine import CalamineWorkbook

from reports.content import Cell, Column, Pack, Part, Section, Table

# Spaces of any kind, and the invisible places where a long word may break.
NOTHING_SEEN = re.compile(r"[\s\u200b]+")
TEXT = re.compile(rb"<(?:a:t|t|c:v)(?: [^>]*)?>([^<]*)<")


def silent(what: str, done: int, total: int) -> None:
    """Told how far the making of a pack is, and says nothing."""


def squeezed(text: str) -> str:
    """A line may end anywhere between two words, so spaces say nothing of what is there."""
    return NOTHING_SEEN.sub("", text)


def pdf(content: bytes) -> PdfReader:
    return PdfReader(BytesIO(content))


def text_of(content: bytes) -> str:
    """Everything that can be read in a PDF, page after page."""
    return "\n".join(page.extract_text() for page in pdf(content).pages)


def missing_rows(table: Table, said: str) -> list[str]:
    """The rows of a table whose cells do not stand one after the other in a text, each as it should read."""
    there = squeezed(said)
    rows = ["".join(squeezed(cell.text) for cell in row) for row in table.rows]
    return [row for row in rows if row not in there]


def structure(document: PdfReader) -> Iterator[DictionaryObject]:
    """Every tag of a PDF, from the root down."""
    waiting = [document.trailer["/Root"]["/StructTreeRoot"]]  # type: ignore[index]
    while waiting:
        node = waiting.pop().get_object()
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, DictionaryObject):
            yield node
            waiting += [node["/K"]] if "/K" in node else []


def section(pack: Pack, code: str) -> Section:
    return next(each for each in pack.sections if each.code == code)


def parts(pack: Pack, code: str, kind: type[Part]) -> list[Part]:
    return [part for part in section(pack, code).parts if isinstance(part, kind)]


def deck(content: bytes) -> Deck:
    return Presentation(BytesIO(content))


def sheet_xml(content: bytes, number: int) -> ElementTree.Element:
    with ZipFile(BytesIO(content)) as package:
        return ElementTree.fromstring(package.read(f"xl/worksheets/sheet{number}.xml"))


def sheet_numbers(content: bytes, name: str) -> list[list[float]]:
    """The numbers of each row of a sheet that has any, from left to right."""
    rows = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_name(name).to_python()
    return [found for row in rows if (found := [cell for cell in row if isinstance(cell, float)])]


def office_texts(content: bytes) -> list[str]:
    """Every text of an office file, its charts included."""
    with ZipFile(BytesIO(content)) as package:
        names = [
            name for name in package.namelist() if re.search(r"slides/|charts/chart|sharedStrings|notesSlides/", name)
        ]
        found = [text for name in names if name.endswith(".xml") for text in TEXT.findall(package.read(name))]
    return [ElementTree.fromstring(b"<t>" + text + b"</t>").text or "" for text in found]


def texts(value: object) -> Iterator[str]:
    """Every text of a pack's content."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for each in fields(value):
            yield from texts(getattr(value, each.name))
    elif isinstance(value, Sequence):
        for each in value:
            yield from texts(each)


def small_pack(*sections: Section, lang: str = "en", like: Pack) -> Pack:
    """A pack of a few sections with the cover of another."""
    return Pack(like.cover, sections, lang, like.day)


def table_of(*rows: tuple[str, ...], titles: tuple[str, ...] = ("First", "Second")) -> Table:
    return Table(
        "small", "A table", tuple(Column(title) for title in titles), tuple(tuple(map(Cell, row)) for row in rows)
    )
