"""Native tables, split over as many slides as they need, each with the header."""

from collections.abc import Sequence
from dataclasses import dataclass

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.slide import Slide
from pptx.table import _Cell
from pptx.util import Emu, Inches, Length, Pt

from reports.content import Cell, Table
from reports.content import Column as TableColumn
from reports.drawing import THEME
from reports.slide_text import BODY, LANGUAGES, Room, describe, write
from reports.slide_widths import Column, lines, shared_out, width
from ui.theme import colour

PLAIN_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # the built-in one without fills or lines
SIZES = (11, 10, 9)  # points; the largest at which no word is torn apart
MARGIN, PADDING = Inches(0.05), Inches(0.03)
LINE_HEIGHT = 1.22  # of the letters' size
GAP = Inches(0.25)  # below a table
Row = tuple[Cell, ...]


@dataclass(frozen=True)
class Fit:
    """How a table fits the width of a slide: the size of its letters in points, and its columns' widths."""

    size: int
    widths: tuple[float, ...]


def fitted(part: Table) -> Fit:
    for size in SIZES:
        columns = [_room_of(part, at, size) for at in range(len(part.columns))]
        if sum(column.least for column in columns) <= BODY.width:
            return Fit(size, tuple(shared_out(BODY.width, columns)))
    whole = sum(column.least for column in columns)
    return Fit(size, tuple(column.least * BODY.width / whole for column in columns))


def _room_of(part: Table, at: int, size: int) -> Column:
    """What a column needs; only texts wrap, not figures, and a word longer than a third of the slide."""
    title, texts = part.columns[at].title, [row[at].text for row in part.rows]
    words = [*title.split(" "), *(word for text in set(texts) for word in text.split(" "))]
    unbroken = texts if part.columns[at].kind != "text" else []
    beside, most = 2.2 * MARGIN, BODY.width / 3
    least = min(most, max(width(word, size, bold=True) for word in [*words, *unbroken]))
    lengths = [width(text, size) for text in texts]
    return Column(least + beside, max([least, *lengths]) + beside, tuple(lengths))


def height(part: Table, fit: Fit) -> Length:
    """Of the whole table with its header."""
    return Length(_heading(part, fit) + sum(_height(row, fit) for row in part.rows))


def pages(part: Table, fit: Fit, first: Room) -> list[list[Row]]:
    """The rows of each slide, about as many on each; a row is never cut. `first`: the room on the first one."""
    heights = [_height(row, fit) for row in part.rows]
    heading, count = _heading(part, fit), len(_dealt(part, heights, first, _heading(part, fit), 1))
    return _dealt(part, heights, first, heading, count)


def _dealt(part: Table, heights: Sequence[Length], first: Room, heading: Length, count: int) -> list[list[Row]]:
    """Each slide takes its share of what is left for `count` slides, and no more than it has room for."""
    found: list[list[Row]] = [[]]
    used, room, left = Length(0), first.height - heading, sum(heights)
    share = left / count
    for row, tall in zip(part.rows, heights, strict=True):
        if found[-1] and (used + tall > room or used + tall / 2 > share):
            left -= used
            found.append([])
            used, room = Length(0), BODY.height - heading
            share = left / max(1, count - len(found) + 1)
        found[-1].append(row)
        used = Length(used + tall)
    return found


def draw(slide: Slide, part: Table, rows: Sequence[Row], fit: Fit, room: Room) -> Room:
    """Gives back the room that is left below."""
    heights = [_heading(part, fit), *(_height(row, fit) for row in rows)]
    total = Length(sum(heights))
    frame = slide.shapes.add_table(len(rows) + 1, len(part.columns), room.left, room.top, room.width, total)
    describe(frame, part.title)
    table = frame.table
    table._tbl.tblPr.find(qn("a:tableStyleId")).text = PLAIN_STYLE
    table.first_row, table.horz_banding = True, False
    for at, wide in enumerate(fit.widths):
        table.columns[at].width = Emu(int(wide))
    for down, (cells, tall) in enumerate(zip([_titles(part), *rows], heights, strict=True)):
        table.rows[down].height = tall
        for at, (column, cell) in enumerate(zip(part.columns, cells, strict=True)):
            _fill(table.cell(down, at), column, cell, fit.size, heading=down == 0)
    taken = total + GAP
    return Room(room.left, Length(room.top + taken), room.width, Length(room.height - taken))


def _titles(part: Table) -> Row:
    return tuple(Cell(column.title) for column in part.columns)


def _fill(place: _Cell, column: TableColumn, cell: Cell, size: int, *, heading: bool) -> None:
    place.margin_left = place.margin_right = MARGIN
    place.margin_top = place.margin_bottom = PADDING
    place.vertical_anchor = MSO_ANCHOR.TOP
    ink = f"status-{cell.code}" if column.kind == "status" and cell.code else "text"
    ink = "illustrative-text" if cell.code == "illustrative" else ink
    run = write(place.text_frame, cell.text, size=size, bold=heading, colour=ink, space=0)
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


def _heading(part: Table, fit: Fit) -> Length:
    return _height(_titles(part), fit, bold=True)


def _height(row: Row, fit: Fit, *, bold: bool = False) -> Length:
    rooms = [wide - 2 * MARGIN for wide in fit.widths]
    most = max(lines(cell.text, wide, fit.size, bold=bold) for cell, wide in zip(row, rooms, strict=True))
    return Length(int(most * fit.size * LINE_HEIGHT * Pt(1) + 3 * PADDING))
