"""Native tables, split over as many slides as they need, each with the header."""

from collections.abc import Sequence

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.slide import Slide
from pptx.table import _Cell
from pptx.util import Emu, Inches, Pt

from reports.content import Cell, Column, Table
from reports.drawing import THEME
from reports.slide_text import BODY, LANGUAGES, Room, describe, lines_of, write
from ui.theme import colour

PLAIN_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # the built-in one without fills or lines
TEXT, HEADING = 11, 11
LETTERS_PER_INCH = 13.5  # at this size, on the careful side
LINE, PADDING = Inches(0.18), Inches(0.1)
WIDEST = 34  # letters, before a column wraps
Row = tuple[Cell, ...]


def pages(part: Table, first: Room) -> list[list[Row]]:
    """The rows of each slide; a row is never cut. `first`: the room on the first one."""
    widths = _letters(part)
    heading = _height([column.title for column in part.columns], widths)
    found: list[list[Row]] = [[]]
    used, room = 0, first.height - heading
    for row in part.rows:
        height = _height([cell.text for cell in row], widths)
        if found[-1] and used + height > room:
            found.append([])
            used, room = 0, BODY.height - heading
        found[-1].append(row)
        used += height
    return found


def draw(slide: Slide, part: Table, rows: Sequence[Row], room: Room) -> None:
    letters = _letters(part)
    height = Emu(sum(_height([cell.text for cell in row], letters) for row in rows))
    frame = slide.shapes.add_table(len(rows) + 1, len(part.columns), room.left, room.top, room.width, height)
    describe(frame, part.title)
    table = frame.table
    table._tbl.tblPr.find(qn("a:tableStyleId")).text = PLAIN_STYLE
    table.first_row, table.horz_banding = True, False
    for at, width in enumerate(letters):
        table.columns[at].width = Emu(int(BODY.width * width / sum(letters)))
    for at, column in enumerate(part.columns):
        _fill(table.cell(0, at), column, Cell(column.title), heading=True)
    for down, row in enumerate(rows, start=1):
        table.rows[down].height = _height([cell.text for cell in row], letters)
        for at, (column, cell) in enumerate(zip(part.columns, row, strict=True)):
            _fill(table.cell(down, at), column, cell, heading=False)


def _fill(place: _Cell, column: Column, cell: Cell, *, heading: bool) -> None:
    place.margin_left = place.margin_right = Inches(0.05)
    place.margin_top = place.margin_bottom = Inches(0.03)
    place.vertical_anchor = MSO_ANCHOR.TOP
    ink = f"status-{cell.code}" if column.kind == "status" and cell.code else "text"
    ink = "illustrative-text" if cell.code == "illustrative" else ink
    run = write(place.text_frame, cell.text, size=HEADING if heading else TEXT, bold=heading, colour=ink, space=0)
    if cell.lang:
        run._r.get_or_add_rPr().set("lang", LANGUAGES[cell.lang])
    place.text_frame.word_wrap = True
    if column.kind in ("number", "percent", "money"):
        place.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT
    _line_below(place, strong=heading)


def _line_below(place: _Cell, *, strong: bool) -> None:
    """The library has no borders of its own."""
    ink = colour("line-strong" if strong else "line", THEME).removeprefix("#")
    fill = f'<a:solidFill><a:srgbClr val="{ink}"/></a:solidFill>'
    line = f'<a:lnB {nsdecls("a")} w="{Pt(1 if strong else 0.5)}">{fill}</a:lnB>'
    place._tc.get_or_add_tcPr().append(parse_xml(line))


def _letters(part: Table) -> list[float]:
    """Each column's share of the width, in letters: its longest text, but no less than its longest word;
    only words wrap, not figures."""
    found: list[float] = []
    for at, column in enumerate(part.columns):
        texts = {row[at].text for row in part.rows}
        longest = max((len(text) for text in texts), default=0)
        word = max(len(word) for text in (column.title, *texts) for word in (text.split(" ") or [""]))
        one_line = longest if column.kind != "text" else min(longest, WIDEST)
        found.append(max(min(one_line, 2 * WIDEST), min(word, WIDEST), 5) + 2)
    return found


def _height(texts: Sequence[str], letters: Sequence[float]) -> Emu:
    total = sum(letters)
    per_letter = BODY.width / Inches(1) * LETTERS_PER_INCH / total
    lines = max(
        lines_of(text, max(1, int((width - 1) * per_letter))) for text, width in zip(texts, letters, strict=True)
    )
    return Emu(int(lines * LINE + PADDING))
