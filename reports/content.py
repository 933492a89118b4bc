"""What a pack holds, before any format: frozen texts and numbers, both as printed and as they are. Nothing here knows a format.

Numbers stand in the natural unit: pounds and euros, not pence; shares from 0 to 1. Every text is already in the pack's language.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from ccare_metrics.framework import Source
from geo.areas import Text
from reports.record import Record

Kind = Literal["text", "number", "percent", "money", "status", "provenance", "date"]
Unit = Literal["", "count", "percent", "GBP", "EUR", "day", "month"]
Number = int | float


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


# -- charts: the numbers, and the words that a format without pictures needs


@dataclass(frozen=True)
class BulletRow:
    """One target. `actual_text` is the figure, or why there is none; `note` says what is made up; `alt` says it all with its numbers.

    `still_expected`: what is expected by now still says something, as it differs from the target and that one is not yet reached.
    """

    name: str
    actual: Number | None
    expected: Number | None
    target: Number | None
    still_expected: bool
    actual_text: str
    expected_text: str
    target_text: str
    status: str
    status_text: str
    note: str
    made_up_actual: bool
    made_up_target: bool
    alt: str


@dataclass(frozen=True)
class Bullets:
    """Target against actual, rows of one unit, so that they may share an axis."""

    key: str
    title: str
    rows: tuple[BulletRow, ...]
    unit: Unit
    alt: str


@dataclass(frozen=True)
class Curve:
    """A running total, one value a month of the window, None where there is none: `actual` up to the as-of day, `low` to `high` after it.

    `last_text` is the latest figure; `target_text` the target with its day, which lies in the month `target_at`; `forecast_text` where
    the forecast ends; `ticks` the value axis, each with its text; `marks` the
    months named on the axis, each with its place.
    """

    key: str
    title: str
    months: tuple[str, ...]
    actual: tuple[Number | None, ...]
    expected: tuple[Number | None, ...]
    low: tuple[Number | None, ...]
    central: tuple[Number | None, ...]
    high: tuple[Number | None, ...]
    target: Number | None
    target_at: int | None
    last_text: str
    target_text: str
    forecast_text: str
    as_of_text: str
    ticks: tuple[tuple[Number, str], ...]
    marks: tuple[tuple[int, str], ...]
    unit: Unit
    made_up: bool
    alt: str


@dataclass(frozen=True)
class Bar:
    name: str
    value: Number | None
    text: str
    made_up: bool = False


@dataclass(frozen=True)
class Ranking:
    """Bars in the order given; the first is the longest where the finding says so."""

    key: str
    title: str
    bars: tuple[Bar, ...]
    unit: Unit
    alt: str


@dataclass(frozen=True)
class Shade:
    """One area: a class (from 0, least first) or the code of why there is none; `label`: lines beside it, none where it has no room."""

    area: str
    class_index: int | None
    absence: str | None
    label: tuple[str, ...] = ()


@dataclass(frozen=True)
class Map:
    """`classes` in words, least first; `absences`: code and words of each reason that occurs."""

    key: str
    title: str
    legend: str
    shades: tuple[Shade, ...]
    classes: tuple[str, ...]
    absences: tuple[tuple[str, str], ...]
    credit: str
    alt: str


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
