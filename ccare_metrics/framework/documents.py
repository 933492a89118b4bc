"""A programme's files as texts: gathered from a folder (or from a release, which stores them), opened as tables."""

import csv
import io
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from ccare_metrics.framework.faults import FaultList
from ccare_metrics.framework.tables import Table
from geo.areas import Text

PROGRAMME = "programme.toml"
PARTNERS = "partners.toml"
SOURCES = "sources.toml"
INDICATORS = "indicators"
SCHEMES = "schemes"
PUBLISHED_FIGURES = "published_figures.csv"
NOT_FRAMEWORK = ("demonstration.toml",)  # how the illustrative figures came in: the store's business, not a release's

FIGURE_COLUMNS = (
    *("id", "indicator", "scheme", "partner", "areas", "kind", "value", "unit", "qualifier", "as_of"),
    *("source_title", "source_url", "source_date", "label_en", "label_fr", "note_en", "note_fr"),
)

_SEPARATE_LISTS = {"areas": ";"}
_FOLDER = Text("a folder with programme.toml in it", "un dossier contenant programme.toml")
_UTF_8 = Text("a text in UTF-8", "un texte en UTF-8")
_TOML = Text("a line that TOML can read", "une ligne lisible en TOML")
_KNOWN_FILES = Text(
    f"{PROGRAMME}, {PARTNERS}, {SOURCES}, {PUBLISHED_FIGURES}, {INDICATORS}/<code>.toml or {SCHEMES}/<code>.toml",
    f"{PROGRAMME}, {PARTNERS}, {SOURCES}, {PUBLISHED_FIGURES}, {INDICATORS}/<code>.toml ou {SCHEMES}/<code>.toml",
)


def read_documents(folder: Path) -> dict[str, str]:
    """Every framework *.toml below the folder and the published figures: path inside the folder -> text."""
    faults, documents = FaultList(), {}
    if not (folder / PROGRAMME).is_file():
        faults.add(str(folder), PROGRAMME, found=None, expected=_FOLDER)
    for path in sorted((*folder.rglob("*.toml"), *folder.glob(PUBLISHED_FIGURES))):
        if path.name.startswith("illustrative_"):
            continue
        file = path.relative_to(folder).as_posix()
        if file in NOT_FRAMEWORK:
            continue
        try:
            documents[file] = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            faults.add(file, f"byte {error.start}", found=error.object[error.start :][:1].hex(), expected=_UTF_8)
    faults.stop_if_any()
    return documents


def open_tables(documents: Mapping[str, str], faults: FaultList) -> dict[str, Table]:
    """One table a TOML file, in order of path; a file that is not TOML is named with its line and left out."""
    tables = {}
    for file in sorted(documents):
        if file == PUBLISHED_FIGURES:
            continue
        if not _is_expected(file):
            faults.add(file, "file", found=file, expected=_KNOWN_FILES)
            continue
        try:
            tables[file] = Table(tomllib.loads(documents[file]), file=file, path="", faults=faults)
        except tomllib.TOMLDecodeError as error:
            line, text = _faulty_line(error, documents[file])
            faults.add(file, f"line {line}", found=text, expected=_TOML)
    for required in (PROGRAMME, PARTNERS):
        if required not in documents:
            faults.add(required, "file", found=None, expected=Text("this file", "ce fichier"))
    return tables


def open_figures(documents: Mapping[str, str], faults: FaultList) -> tuple[Table, ...]:
    """One table a row of published_figures.csv, named by its id; empty cells are left out."""
    lines = csv.reader(io.StringIO(documents.get(PUBLISHED_FIGURES, ",".join(FIGURE_COLUMNS))), strict=True)
    try:
        header, *rows = [row for row in lines if row] or [[]]
    except csv.Error as error:
        cells = Text("lines of cells", "des lignes de cellules")
        faults.add(PUBLISHED_FIGURES, f"line {lines.line_num}", found=str(error), expected=cells)
        return ()
    if tuple(header) != FIGURE_COLUMNS:
        expected = ",".join(FIGURE_COLUMNS)
        faults.add(PUBLISHED_FIGURES, "line 1", found=",".join(header), expected=Text(expected, expected))
        return ()
    return tuple(table for number, row in enumerate(rows, start=2) if (table := _row(number, row, faults)))


def codes(documents: Mapping[str, str], folder: str) -> tuple[str, ...]:
    """What the files of one folder declare, going by their names, whether they can be read or not."""
    return tuple(PurePosixPath(file).stem for file in sorted(documents) if file.startswith(f"{folder}/"))


def in_folder(tables: Mapping[str, Table], folder: str) -> dict[str, Table]:
    """The tables of one folder by file name without its ending, which is the code they must carry."""
    return {PurePosixPath(file).stem: table for file, table in tables.items() if file.startswith(f"{folder}/")}


def _is_expected(file: str) -> bool:
    return file in (PROGRAMME, PARTNERS, SOURCES) or bool(re.fullmatch(rf"({INDICATORS}|{SCHEMES})/[^/]+\.toml", file))


def _faulty_line(error: tomllib.TOMLDecodeError, document: str) -> tuple[int, str]:
    # Before Python 3.14 the line stands only in the message; "at end of document" has none.
    lines = document.splitlines() or [""]
    told = re.search(r"at line (\d+)", str(error))
    number = min(int(told[1]) if told else len(lines), len(lines))
    return number, lines[number - 1].strip()[:80]


def _row(number: int, row: list[str], faults: FaultList) -> Table | None:
    if len(row) != len(FIGURE_COLUMNS):
        expected = Text(f"{len(FIGURE_COLUMNS)} cells", f"{len(FIGURE_COLUMNS)} cellules")
        faults.add(PUBLISHED_FIGURES, f"row {number}", found=len(row), expected=expected)
        return None
    content = {column: _cell(column, text) for column, text in zip(FIGURE_COLUMNS, row, strict=True) if text}
    content.setdefault("areas", [])
    return Table(content, file=PUBLISHED_FIGURES, path=row[0] or f"row {number}", faults=faults)


def _cell(column: str, text: str) -> object:
    if column in _SEPARATE_LISTS:
        return text.split(_SEPARATE_LISTS[column])
    # ASCII digits only: int() would take many things that nobody meant.
    return int(text) if column == "value" and re.fullmatch("[0-9]{1,15}", text) else text
