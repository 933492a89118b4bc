"""Finding the one row of a table that names its columns, in English or French, wherever the columns stand."""

import difflib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from ccare_metrics.intake.faults import FileFault, named, shown

Language = Literal["en", "fr"]
Line = tuple[int, Sequence[str]]  # the number that a spreadsheet program shows for the row, and its cells

# What the template calls each field of a row, in English and French.
COLUMNS: dict[str, dict[Language, str]] = {
    "scheme": {"en": "scheme", "fr": "dispositif"},
    "indicator": {"en": "indicator", "fr": "indicateur"},
    "area": {"en": "area", "fr": "territoire"},
    "period": {"en": "period", "fr": "période"},
    "category": {"en": "category", "fr": "ventilation"},
    "value": {"en": "value", "fr": "valeur"},
    "note": {"en": "note", "fr": "remarque"},
}
WANTED = ("scheme", "indicator", "area", "period", "value")  # without a category all is meant, without a note nothing
SHEET_NAMES = ("figures", "chiffres")

ROWS_SEARCHED = 20
FEWEST_NAMES = 2  # a row of figures does not hold two names of columns by chance
SIDE_BY_SIDE = 3  # as many names twice are a second table


@dataclass(frozen=True)
class Header:
    """`columns`: field -> position of its column. `extra`: position -> heading of columns that no field is read from.
    `width`: how many cells the row has, empty ones at its end included."""

    number: int
    columns: dict[str, int]
    extra: dict[int, str]
    language: Language
    width: int


@dataclass(frozen=True)
class Search:
    """`header` is the likeliest row, also where something is wrong with it; None where no row names columns."""

    header: Header | None
    faults: tuple[FileFault, ...]


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """A heading without case, accents, invisible signs and surplus spaces of any kind. Remembered: every cell is asked whether it is one,
    and most say what another has said."""
    visible = "".join(sign for sign in text if unicodedata.category(sign) not in ("Cf", "Cc") or sign.isspace())
    parts = unicodedata.normalize("NFKD", visible.casefold())
    return " ".join("".join(sign for sign in parts if not unicodedata.combining(sign)).split())


FIELDS = {plain(name): field for field, names in COLUMNS.items() for name in names.values()}
FIELDS[plain("commentaire")] = "note"  # as the French template called it at first


def names_columns(cells: Sequence[str]) -> bool:
    return _count(cells) >= FEWEST_NAMES


def find_header(lines: Sequence[Line]) -> Search:
    """The row among the first 20 that names most fields, and what is wrong with it."""
    heads = [line for line in lines if line[0] <= ROWS_SEARCHED and names_columns(line[1])]
    if not heads:
        return Search(None, (FileFault("file.no_header", {"seen": seen_headings(lines)}),))
    best = max(heads, key=lambda line: _count(line[1]))
    number, cells = best
    # A second table below the first one is told where its rows are read.
    beside = [line[0] for line in heads if abs(line[0] - number) == 1]
    if beside:
        rows = named(sorted([number, *beside]))
        return Search(_header(number, cells), (FileFault("file.two_headers", {"rows": rows}),))
    return Search(_header(number, cells), tuple(_faults(cells)))


def seen_headings(lines: Sequence[Line]) -> str:
    """The cells of the first row with more than one of them, or of the first row at all: what somebody may have meant as headings."""
    filled = [[cell for cell in cells if cell.strip()] for _, cells in lines[:ROWS_SEARCHED]]
    best = next((cells for cells in filled if len(cells) > 1), next((cells for cells in filled if cells), []))
    return named(best) or "–"


def letters(position: int) -> str:
    """0 -> A, 25 -> Z, 26 -> AA."""
    told = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        told = chr(ord("A") + rest) + told
    return told


def _count(cells: Sequence[str]) -> int:
    return len({FIELDS[name] for cell in cells if cell and len(cell) < 60 and (name := plain(cell)) in FIELDS})


def _header(number: int, cells: Sequence[str]) -> Header:
    columns: dict[str, int] = {}
    extra: dict[int, str] = {}
    for position, cell in enumerate(cells):
        field = FIELDS.get(plain(cell))
        if field and field not in columns:
            columns[field] = position
        elif cell.strip():
            extra[position] = cell
    return Header(number, columns, extra, _language(cells), len(cells))


def _language(cells: Sequence[str]) -> Language:
    seen = {plain(cell) for cell in cells}
    french, english = (sum(plain(names[of]) in seen for names in COLUMNS.values()) for of in ("fr", "en"))
    return "fr" if french > english else "en"


def _faults(cells: Sequence[str]) -> list[FileFault]:
    places: dict[str, list[int]] = {}
    strangers = []
    for position, cell in enumerate(cells):
        field = FIELDS.get(plain(cell))
        if field:
            places.setdefault(field, []).append(position)
        elif cell.strip():
            strangers.append(cell)
    language = _language(cells)
    twice = {field: found for field, found in places.items() if len(found) > 1}
    if len(twice) >= SIDE_BY_SIDE:
        return [FileFault("file.two_tables", {"place": letters(min(found[1] for found in twice.values()))})]
    faults = [
        FileFault("file.column_twice", {"column": COLUMNS[field][language], "columns": named(map(letters, found))})
        for field, found in twice.items()
    ]
    for field in WANTED:
        if field not in places:
            faults.append(_missing(field, strangers, language, seen=named(cell for cell in cells if cell.strip())))
    return faults


def _missing(field: str, strangers: Sequence[str], language: Language, *, seen: str) -> FileFault:
    """Named with the heading that was probably meant, where one is close."""
    column = COLUMNS[field][language]
    close = {plain(cell): cell for cell in strangers}
    for name in COLUMNS[field].values():
        for match in difflib.get_close_matches(plain(name), close, n=1, cutoff=0.7):
            return FileFault("file.misspelt_column", {"column": column, "found": shown(close[match])})
    return FileFault("file.missing_column", {"column": column, "seen": seen})
