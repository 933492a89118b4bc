"""The pack as a workbook: one sheet a section, numbers as numbers, native charts beside the numbers they draw, texts never run."""

from collections.abc import Sequence
from datetime import date, datetime, time
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.exceptions import XlsxFileError
from xlsxwriter.worksheet import Worksheet

from reports import sheet_charts
from reports.content import Cell, Cover, Pack, Section, Table, Tell
from reports.pictures import Bullets, Map, Ranking
from reports.sheet_text import LINE, Formats, fitting_name, harmless, height
from reports.typesetting import emblem_png, map_png
from reports.wrapping import in_pieces, runs_right_to_left
from ui.words import Words, words_for

MANY_ROWS = 20_000  # from here on rows go to disk as they are written, so that memory does not grow with them
MOST_ROWS = 1_048_576  # what a sheet can have
WIDEST, NARROWEST = 44, 10  # letters
LOOKED_AT = 500  # rows, to find how wide a column is
LONGEST_TEXT = 1_500  # characters in a cell of running text: more would be cut at the tallest row there is
TEXT_WIDTH = 110


def build(pack: Pack, *, tell: Tell) -> bytes:
    """Raises OSError where the disk is full (only a pack of many rows needs it)."""
    out = BytesIO()
    try:
        with Workbook(out, _options(pack)) as book:
            _fill(book, pack, tell)
    except XlsxFileError as error:
        raise error.args[0] if error.args and isinstance(error.args[0], OSError) else OSError(str(error)) from error
    return out.getvalue()


def _options(pack: Pack) -> dict[str, bool]:
    rows = sum(len(part.rows) for section in pack.sections for part in section.parts if isinstance(part, Table))
    memory = {"constant_memory": True} if rows > MANY_ROWS else {"in_memory": True}
    return {**memory, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def _fill(book: Workbook, pack: Pack, tell: Tell) -> None:
    words, formats = words_for(pack.lang), Formats(book, pack.lang)
    book.set_properties(
        {
            "title": f"{pack.cover.programme} – {pack.cover.title}",
            "author": pack.cover.programme,
            "subject": pack.cover.standing,
            "created": datetime.combine(pack.day, time()),
        }
    )
    taken: list[str] = []
    _cover(book, pack.cover, formats, fitting_name(words("pack.section.cover"), taken))
    for number, section in enumerate(pack.sections):
        tell("sheets", number, len(pack.sections))
        _sheet(book, section, formats, words, fitting_name(section.name, taken))
    tell("sheets", len(pack.sections), len(pack.sections))


def _cover(book: Workbook, cover: Cover, formats: Formats, name: str) -> None:
    sheet = book.add_worksheet(name)
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, TEXT_WIDTH)
    picture = {"image_data": BytesIO(emblem_png()), "description": cover.emblem_alt, "x_scale": 0.2, "y_scale": 0.2}
    sheet.insert_image(0, 0, "emblem.png", picture)
    strong, plain, title = formats.of(bold=True), formats.of(wrap=True), formats.of(bold=True, size=20)
    told = [(line, strong) for line in cover.funding_lines] + [(cover.funding_programme, plain), ("", plain)]
    told += [(cover.title, title), (cover.programme, plain), (cover.as_of, strong), (cover.standing, plain)]
    told += [
        (cover.coverage, plain),
        (cover.notice, formats.of(colour="illustrative-text", wrap=True)),
        (cover.statement, plain),
    ]
    for row, (text, look) in enumerate(told):
        sheet.set_row(row, 2 * LINE if look is title else height([text], [TEXT_WIDTH]))
        sheet.write_string(row, 1, harmless(text), look)

    _lay_out(sheet)


def _lay_out(sheet: Worksheet) -> None:
    """For paper: A4, lying, as wide as one page, with page numbers."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&R&P / &N")


# -- a section


def _sheet(book: Workbook, section: Section, formats: Formats, words: Words, name: str) -> None:
    sheet = book.add_worksheet(name)
    tables = [part for part in section.parts if isinstance(part, Table)]
    letters = _letters(tables, _names(section)) or [TEXT_WIDTH]
    for at, width in enumerate(letters):
        sheet.set_column(at, at, width + 2)
    row = _heading(sheet, section, formats)
    for number, table in enumerate(tables):
        row = _table(sheet, table, formats, row, letters, first=number == 0)
    row = _paragraphs(sheet, section.paragraphs, formats, row, letters)
    for part in section.parts:
        if isinstance(part, Map):
            picture = {
                "image_data": BytesIO(map_png(part, words.lang)),
                "description": part.alt,
                "x_scale": 0.42,
                "y_scale": 0.42,
            }
            sheet.insert_image(row, 0, "map.png", picture)
        elif not isinstance(part, Table):
            row = sheet_charts.draw(book, sheet, part, formats, words, row)
    _lay_out(sheet)


def _heading(sheet: Worksheet, section: Section, formats: Formats) -> int:
    """Title, what it covers, what is made up; the first row of the rest is always the same."""
    sheet.set_row(0, 1.4 * LINE)
    sheet.write_string(0, 0, harmless(section.finding), formats.of(bold=True, size=14))
    sheet.write_string(1, 0, harmless(section.lead), formats.of(colour="muted"))
    sheet.write_string(2, 0, harmless(section.notice), formats.of(colour="illustrative-text"))
    return 4


def _paragraphs(
    sheet: Worksheet, paragraphs: Sequence[str], formats: Formats, row: int, letters: Sequence[float]
) -> int:
    """Running text, wrapped over as many of the sheet's columns as a line of text needs."""
    across = next((at for at in range(1, len(letters)) if sum(letters[:at]) >= TEXT_WIDTH), len(letters))
    for text in paragraphs:
        for piece in in_pieces(text, LONGEST_TEXT):
            sheet.set_row(row, height([piece], [sum(letters[:across])]))
            look = formats.of(wrap=True, from_right=runs_right_to_left(text))
            if across > 1:
                sheet.merge_range(row, 0, row, across - 1, "", look)
            sheet.write_string(row, 0, harmless(piece), look)
            row += 1
    return row + 1 if paragraphs else row


def _letters(tables: Sequence[Table], names: Sequence[str]) -> list[float]:
    """How wide each column is, by the first rows of every table on the sheet and, in the first, the names of its charts."""
    found = [
        max([NARROWEST, *(_longest(table, at) for table in tables if at < len(table.columns))])
        for at in range(max((len(table.columns) for table in tables), default=0))
    ]
    if found:
        found[0] = max([found[0], *map(len, names)])
    return [min(width, WIDEST) for width in found]


def _names(section: Section) -> list[str]:
    bullets = [row.name for part in section.parts if isinstance(part, Bullets) for row in part.rows]
    return bullets + [bar.name for part in section.parts if isinstance(part, Ranking) for bar in part.bars]


def _longest(table: Table, at: int) -> int:
    word = max(len(word) for word in table.columns[at].title.split(" ")) + 3  # room for the filter's arrow
    return max([word, *(len(row[at].text) for row in table.rows[:LOOKED_AT])])


def _table(sheet: Worksheet, table: Table, formats: Formats, row: int, letters: Sequence[float], *, first: bool) -> int:
    """The first table of a sheet keeps its header in view, and can be filtered; a sheet has one filter."""
    if not first:
        sheet.write_string(row, 0, harmless(table.title), formats.of(bold=True))
        row += 1
    _refuse_too_many(row + len(table.rows))
    titles = [column.title for column in table.columns]
    sheet.set_row(row, height(titles, [max(width - 3, 1) for width in letters[: len(titles)]]))
    for at, title in enumerate(titles):
        sheet.write_string(row, at, harmless(title), formats.heading())
    for down, cells in enumerate(table.rows, start=row + 1):
        _row(sheet, down, cells, formats, letters)
    if first:
        sheet.freeze_panes(row + 1, 0)
        sheet.repeat_rows(row)
        sheet.autofilter(row, 0, row + max(len(table.rows), 1), len(titles) - 1)
    return row + len(table.rows) + 2


def _row(sheet: Worksheet, row: int, cells: Sequence[Cell], formats: Formats, letters: Sequence[float]) -> None:
    if any(len(cell.text) > WIDEST for cell in cells):
        sheet.set_row(row, height([cell.text for cell in cells], letters[: len(cells)]))
    for at, cell in enumerate(cells):
        _write(sheet, row, at, cell, formats)


def _write(sheet: Worksheet, row: int, column: int, cell: Cell, formats: Formats) -> None:
    if cell.value is None:
        sheet.write_string(row, column, harmless(cell.text), formats.of_code(cell.code, wrap=len(cell.text) > WIDEST))
    elif isinstance(cell.value, date):
        sheet.write_datetime(row, column, datetime.combine(cell.value, time()), formats.number(cell.unit))
    else:
        sheet.write_number(row, column, cell.value, formats.number(cell.unit, cell.prefix))


def _refuse_too_many(rows: int) -> None:
    if rows >= MOST_ROWS:
        raise ValueError(f"a sheet holds {MOST_ROWS:,} rows, and {rows:,} were asked for")
