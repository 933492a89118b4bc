"""Texts and looks of a workbook's cells."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from reports.drawing import THEME
from reports.number_formats import Unit, number_format
from ui.theme import STATUS_SHAPES
from ui.theme import colour as colour_of

# A spreadsheet program takes a text that begins so for a formula, and may run it (full-width forms too).
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\']")
LONGEST_NAME = 31
LINE, TALLEST = 15, 409  # points


def harmless(text: str) -> str:
    """A text that a spreadsheet would run gets an apostrophe in front, also where it is saved as CSV later."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def fitting_name(name: str, taken: list[str]) -> str:
    """A sheet's name: without the signs that a sheet may not have, short enough, and no other sheet's."""
    plain = NOT_IN_A_NAME.sub(" ", name)[:LONGEST_NAME].strip() or "-"
    number = 1
    found = plain
    while found.casefold() in taken:
        number += 1
        found = f"{plain[: LONGEST_NAME - 4]} {number}"
    taken.append(found.casefold())
    return found


def height(texts: Sequence[str], letters: Sequence[float]) -> float:
    """How tall a row must be for texts that wrap in columns of so many letters; never taller than a row can be."""
    lines = max((math.ceil(max(len(text), 1) / width) for text, width in zip(texts, letters, strict=True)), default=1)
    return min(LINE * lines, TALLEST)


@dataclass
class Formats:
    """The looks of one workbook, each made once: a workbook can have some 60,000, and every cell asks for one."""

    book: Workbook
    lang: str
    made: dict[tuple, Format] = field(default_factory=dict)

    def of(
        self, *, bold: bool = False, size: int = 11, colour: str = "text", wrap: bool = False, from_right: bool = False
    ) -> Format:
        look = {"bold": bold, "font_size": size, "font_color": colour_of(colour, THEME), "valign": "top"}
        return self._made({**look, "text_wrap": wrap, **({"reading_order": 2, "align": "right"} if from_right else {})})

    def of_code(self, code: str, *, wrap: bool = False) -> Format:
        """The look of a status or a provenance; of any other text where there is none."""
        if code == "illustrative":
            return self.of(colour="illustrative-text")
        return self.of(colour=f"status-{code}", bold=True) if code in STATUS_SHAPES else self.of(wrap=wrap)

    def heading(self) -> Format:
        look = {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}
        return self._made({**look, "bg_color": colour_of("panel", THEME), "font_color": colour_of("text", THEME)})

    def number(self, unit: Unit, prefix: str = "") -> Format:
        """A number that stays one where its source says "over" before it."""
        said = f'"{prefix}"' if prefix else ""
        left = {"align": "left"} if unit in ("day", "month") else {}
        return self._made({"num_format": said + number_format(unit, self.lang), "valign": "top", **left})

    def _made(self, look: dict) -> Format:
        key = tuple(sorted(look.items()))
        if key not in self.made:
            self.made[key] = self.book.add_format(look)
        return self.made[key]
