"""What a pack holds, before any format: frozen texts and numbers, both as printed and as they are. Nothing here knows a format.

Numbers stand in the natural unit: pounds and euros, not pence; shares from 0 to 1. Every text is already in the pack's language.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from ccare_metrics.framework import Source
from geo.areas import Text
from reports.number_formats import Number, Unit
from reports.pictures import Bullets, Curve, Map, Ranking
from reports.record import Record

Kind = Literal["text", "number", "percent", "money", "status", "provenance", "date"]


class PackError(ValueError):
    """The pack is not made; `message` says why and what would do, in each language."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.en)
        self.message = message


# -- tables


@dataclass(frozen=True, slots=True)
class Cell:
    """`text` as printed; `value` the number or day behind it, None where there is only text; `unit`: what the number counts.

    `code`: the status or provenance, for its mark. `prefix`: what the source says before the number, such as "over ". `lang`: the
    language of a text that somebody wrote in another one than the pack's.
    """

    text: str
    value: Number | date | None = None
    unit: Unit = ""
    code: str = ""
    prefix: str = ""
    lang: str = ""


@dataclass(frozen=True)
class Column:
    title: str
    kind: Kind = "text"


@dataclass(frozen=True)
class Table:
    """`detail`: rows that nobody reads out in a meeting; they stand in the document and the workbook, not on slides."""

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: Sequence[tuple[Cell, ...]]
    detail: bool = False


Part = Table | Bullets | Curve | Ranking | Map


# -- the whole


@dataclass(frozen=True)
class Section:
    """`name` in a word or two, for bookmarks and sheets; `finding` the sentence that is its title; `notice` says what in it is made up.

    `reading`: how to read pictures that are drawn here; native charts have legends of their own.
    """

    code: str
    name: str
    finding: str
    lead: str = ""
    notice: str = ""
    reading: str = ""
    paragraphs: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True)
class Cover:
    """`standing`: the release's number, or provisional; `coverage`: how much of what was due is in the figures."""

    title: str
    programme: str
    short_name: str
    as_of: str
    standing: str
    coverage: str
    notice: str
    funding_programme: str
    funding_lines: tuple[str, ...]
    statement: str
    emblem_alt: str


@dataclass(frozen=True)
class Pack:
    """`day` is the day that is looked at; a file says it was made then, so that the same pack is the same bytes."""

    cover: Cover
    sections: tuple[Section, ...]
    lang: str
    day: date


@dataclass(frozen=True)
class Asked:
    """What somebody wants in a pack: sections by code (None: all there are) and the board's own text, in one language.

    `record`: what is known beside the figures; without it no section can tell what needs attention or what changed.
    """

    sections: tuple[str, ...] | None = None
    commentary: str = ""
    record: Record | None = None


# Told while a pack is made: which step (a code of STEPS), how much of it is done, of how much.
Tell = Callable[[str, int, int], None]
STEPS = ("figures", "pictures", "pages", "slides", "sheets", "writing")
