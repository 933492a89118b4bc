"""Text and places on a slide."""

from dataclasses import dataclass
from typing import Literal

from pptx.dml.color import RGBColor
from pptx.enum.text import PP_ALIGN
from pptx.shapes.base import BaseShape
from pptx.slide import Slide
from pptx.text.text import TextFrame, _Run
from pptx.util import Inches, Length, Pt

from reports.drawing import THEME
from reports.wrapping import runs_right_to_left
from ui.theme import colour

LANGUAGES = {"en": "en-GB", "fr": "fr-FR"}
FONT = "Arial"  # on every machine that opens slides; ours is not


@dataclass(frozen=True)
class Room:
    """A place on a slide."""

    left: Length
    top: Length
    width: Length
    height: Length


BODY = Room(Inches(0.6), Inches(1.55), Inches(12.1), Inches(5.1))
# Below the line that a section's first slide has under its title.
LOWER = Room(Inches(0.6), Inches(2.1), Inches(12.1), Inches(4.55))


def ink(name: str) -> RGBColor:
    return RGBColor.from_string(colour(name, THEME).removeprefix("#"))


def put_text(slide: Slide, room: Room, *, align: Literal["left", "right"] = "left") -> TextFrame:
    """A box for text whose first line is at its very top left."""
    frame = slide.shapes.add_textbox(room.left, room.top, room.width, room.height).text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.paragraphs[0].alignment = PP_ALIGN.RIGHT if align == "right" else PP_ALIGN.LEFT
    return frame


def write(
    frame: TextFrame, text: str, *, size: float, bold: bool = False, colour: str = "text", space: float = 2
) -> _Run:
    """A paragraph of its own; what is read from the right begins at the right."""
    first = frame.paragraphs[0]
    paragraph = first if not first.runs else frame.add_paragraph()
    paragraph.space_after = Pt(space)
    if runs_right_to_left(text):
        paragraph.alignment = PP_ALIGN.RIGHT
        paragraph._p.get_or_add_pPr().set("rtl", "1")
    elif paragraph.alignment is None:
        paragraph.alignment = PP_ALIGN.LEFT
    run = paragraph.add_run()
    run.text = text
    run.font.size, run.font.bold, run.font.name = Pt(size), bold, FONT
    run.font.color.rgb = ink(colour)
    return run


def lines_of(text: str, letters: int) -> int:
    """How many lines of so many letters a text takes, about."""
    return max(1, -(-len(text) // letters))


def describe(shape: BaseShape, alt: str) -> None:
    """Alternative text."""
    shape._element._nvXxPr.cNvPr.set("descr", alt)
