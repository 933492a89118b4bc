"""Releases: numbered, immutable files of computed cells, and the only thing the public pages ever open.

A release holds the framework documents as they stood, every slice of the approved figures with small counts already hidden, and a
checksum. It is never changed, only superseded. Opening one needs nothing but its file: the working store may be absent.
`publishing` writes them.
"""

import hashlib
import json
import re
import sqlite3
import threading
from collections.abc import Sequence
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path

import pandas as pd

from ccare_metrics.aggregation import CELL_COLUMNS, CELL_KEY, TIME_KINDS, Slice
from ccare_metrics.framework import FrameworkError, Programme, parse_programme
from ccare_metrics.periods import is_month
from geo.areas import Text, load_areas

APPLICATION_ID = 0x43435245  # "CCRE"
FORMAT = 2  # 1 had no protection
FILE = re.compile(r"release-([0-9]{1,6})\.sqlite")
# The second where the driver's own message quotes a damaged text.
UNREADABLE = (sqlite3.DatabaseError, UnicodeDecodeError)


GRAIN_COLUMNS = ["indicator", "group_kind", "group_code", "place_kind", "place_code", "finest"]
CORRECTION_COLUMNS = ["indicator", "scheme", "area", "month"]
SCHEMA = f"""
PRAGMA application_id={APPLICATION_ID};
PRAGMA user_version={FORMAT};
CREATE TABLE info (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE document (path TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE cell (
  indicator TEXT NOT NULL, group_kind TEXT NOT NULL, place_kind TEXT NOT NULL, time_kind TEXT NOT NULL,
  group_code TEXT NOT NULL, place_code TEXT NOT NULL, time_code TEXT NOT NULL,
  value INTEGER, absence TEXT, provenance TEXT NOT NULL, reported INTEGER NOT NULL, due INTEGER NOT NULL,
  CHECK ((value IS NULL) <> (absence IS NULL)), CHECK (value IS NULL OR typeof(value) = 'integer'),
  CHECK (absence IN ('not_reported', 'not_applicable', 'suppressed')), CHECK (provenance IN ('reported', 'illustrative')),
  PRIMARY KEY ({", ".join(CELL_KEY)})
) WITHOUT ROWID;
CREATE TABLE grain (
  indicator TEXT NOT NULL, group_kind TEXT NOT NULL, group_code TEXT NOT NULL, place_kind TEXT NOT NULL, place_code TEXT NOT NULL,
  finest TEXT NOT NULL CHECK (finest IN ({", ".join(repr(kind) for kind in TIME_KINDS)})),
  PRIMARY KEY (indicator, group_kind, group_code, place_kind, place_code)
) WITHOUT ROWID;
CREATE TABLE correction (
  indicator TEXT NOT NULL, scheme TEXT NOT NULL, area TEXT NOT NULL, month TEXT NOT NULL,
  PRIMARY KEY (indicator, scheme, area, month)
) WITHOUT ROWID;
"""


class ReleaseError(Exception):
    """No release, or one that cannot be read; `message` says what to do, in each language."""

    def __init__(self, message: Text):
        super().__init__(message.en)
        self.message = message


class UnprotectedReleaseError(ReleaseError):
    """A release from before there was protection: this version never serves it."""


class Release:
    """One release, opened read-only. Safe to share between threads. `corrects`: the number of the release that it puts right, or None;
    its note says how."""

    def __init__(self, path: Path):
        self.path = path
        self._lock = threading.Lock()
        try:
            # A release never changes once it has its name, so `immutable` is true and lets it lie on a read-only disk.
            self._connection = sqlite3.connect(
                f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
            )
        except sqlite3.DatabaseError as error:
            raise ReleaseError(_damaged(path, str(error))) from error
        self._refuse_foreign()
        self.info = dict(self._rows("SELECT name, value FROM info"))
        try:
            self.checksum = self.info["content_sha256"]
            self.number = int(self.info["number"])
            self.through = self.info["through"]
            self.as_of = date.fromisoformat(self.info["as_of"])
            self.published_on = date.fromisoformat(self.info["published_on"])
            self.note = Text(en=self.info["note_en"], fr=self.info["note_fr"])
            self.corrects = int(self.info["corrects"]) if "corrects" in self.info else None
            if not is_month(self.through):
                raise ValueError(f"through: {self.through!r} is not a month")
        except (KeyError, ValueError, TypeError) as error:
            raise ReleaseError(_damaged(path, f"info: {error}")) from error

    @property
    def known_on(self) -> date:
        """Whatever stands in its documents was known when it was made."""
        return date.max

    @property
    def targets_on(self) -> date:
        return self.as_of

    @property
    def key(self) -> str:
        """Everything an answer depends on."""
        return f"{self.checksum}|{self.number}"

    def _refuse_foreign(self) -> None:
        if self._rows("PRAGMA application_id")[0][0] != APPLICATION_ID:
            raise ReleaseError(_damaged(self.path, "not a release of this dashboard"))
        made_by = self._rows("PRAGMA user_version")[0][0]
        if made_by > FORMAT:
            raise ReleaseError(_newer(self.path))
        if made_by < FORMAT:
            raise UnprotectedReleaseError(_unprotected(self.path))
        if self._rows(TABLES) != _tables():
            # A view or a table with other rules could hold anything, without end too.
            raise ReleaseError(_damaged(self.path, "its tables are not those of a release"))

    def _rows(self, sql: str, values: Sequence[object] = ()) -> list[tuple]:
        try:
            with self._lock:
                return self._connection.execute(sql, values).fetchall()
        except UNREADABLE as error:
            raise ReleaseError(_damaged(self.path, str(error))) from error

    @cached_property
    def documents(self) -> dict[str, str]:
        return dict(self._rows("SELECT path, text FROM document ORDER BY path"))

    @cached_property
    def grains(self) -> pd.DataFrame:
        """How finely each series is published; GRAIN_COLUMNS, `finest` one of aggregation.TIME_KINDS.

        Finer cells of a series are in the file as well, each suppressed unless nobody reported there.
        """
        return pd.DataFrame(self._rows(f"SELECT {', '.join(GRAIN_COLUMNS)} FROM grain"), columns=GRAIN_COLUMNS)

    @cached_property
    def corrections(self) -> pd.DataFrame:
        """Figures of months which the release before already covered, and that are others now or came late; CORRECTION_COLUMNS."""
        rows = self._rows(f"SELECT {', '.join(CORRECTION_COLUMNS)} FROM correction")
        return pd.DataFrame(rows, columns=CORRECTION_COLUMNS)

    @cached_property
    def programme(self) -> Programme:
        """The programme as it was declared when this release was made."""
        try:
            return parse_programme(self.documents, load_areas())
        except FrameworkError as error:
            raise ReleaseError(_damaged(self.path, str(error.faults[0]))) from error

    def cells(self, asked: Slice) -> pd.DataFrame:
        """The stored cells of one slice; CELL_COLUMNS, `value` Int64. Cost follows the answer: each read is a range of the key."""
        where, values = (
            ["group_kind = ? AND place_kind = ? AND time_kind = ?"],
            [asked.group_kind, asked.place_kind, asked.time_kind],
        )
        for column, codes in asked.codes.items():
            where.append(f"{column} IN ({', '.join('?' * len(codes))})")
            values.extend(codes)
        rows = self._rows(f"SELECT {', '.join(CELL_COLUMNS)} FROM cell WHERE {' AND '.join(where)}", values)
        return pd.DataFrame(rows, columns=CELL_COLUMNS).astype({"value": "Int64"})

    def all_cells(self) -> pd.DataFrame:
        """Every stored cell; CELL_COLUMNS, `value` Int64, in the order of the key."""
        rows = self._rows(f"SELECT {', '.join(CELL_COLUMNS)} FROM cell ORDER BY {', '.join(CELL_KEY)}")
        return pd.DataFrame(rows, columns=CELL_COLUMNS).astype({"value": "Int64"})

    def problems(self) -> list[str]:
        """What is wrong with the file; empty where it is exactly what was published."""
        try:
            found = self._rows("PRAGMA integrity_check")
            if found != [("ok",)]:
                return [str(row[0]) for row in found]
            same = content_sha256(self._connection) == self.checksum
        except (ReleaseError, *UNREADABLE, TypeError) as error:  # a flipped bit can turn a text into bytes
            return [str(error.__cause__ or error)]
        return [] if same else ["content differs from its checksum"]


TABLES = "SELECT type, name, sql FROM sqlite_master ORDER BY name"


@lru_cache(maxsize=1)
def _tables() -> list[tuple]:
    """The tables as this version makes them."""
    connection = sqlite3.connect(":memory:")
    try:
        connection.executescript(SCHEMA)
        return connection.execute(TABLES).fetchall()
    finally:
        connection.close()


def published(folder: Path) -> dict[int, Path]:
    """The releases in a folder, by number."""
    found = ((FILE.fullmatch(path.name), path) for path in folder.iterdir()) if folder.is_dir() else ()
    # A file and nothing else: reading a pipe of that name would wait for ever.
    return dict(sorted((int(match[1]), path) for match, path in found if match and path.is_file()))


def newest_release_number(folder: Path) -> int | None:
    return max(published(folder), default=None)


def open_release(folder: Path, number: int | None = None) -> Release:
    """A release by number, or the newest. Raises ReleaseError where there is none."""
    known = published(folder)
    if not known:
        raise ReleaseError(NONE_YET)
    wanted = max(known) if number is None else number
    if wanted not in known:
        raise ReleaseError(_no_such(wanted, list(known)))
    return Release(known[wanted])


def content_sha256(connection: sqlite3.Connection) -> str:
    """One digest over what the release says of itself, every document and every cell, in key order: the same content gives the
    same digest in any file."""
    digest = hashlib.sha256()
    for question in (
        "SELECT name, value FROM info WHERE name <> 'content_sha256' ORDER BY name",
        "SELECT path, text FROM document ORDER BY path",
        f"SELECT {', '.join(CELL_COLUMNS)} FROM cell ORDER BY {', '.join(CELL_KEY)}",
        f"SELECT {', '.join(GRAIN_COLUMNS)} FROM grain ORDER BY {', '.join(GRAIN_COLUMNS)}",
        f"SELECT {', '.join(CORRECTION_COLUMNS)} FROM correction ORDER BY {', '.join(CORRECTION_COLUMNS)}",
    ):
        for row in connection.execute(question):
            digest.update(json.dumps(row, ensure_ascii=False).encode())
    return digest.hexdigest()


NONE_YET = Text(
    en="Nothing has been published yet. Run `make run` (or `python manage.py init`), or publish with "
    "`python manage.py publish --through YYYY-MM --note TEXT`.",
    fr="Rien n’a encore été publié. Lancez `make run` (ou `python manage.py init`), ou publiez avec "
    "`python manage.py publish --through AAAA-MM --note TEXTE`.",
)


def _no_such(number: int, known: list[int]) -> Text:
    numbers = ", ".join(str(n) for n in known)
    return Text(
        en=f"There is no release {number}. Releases: {numbers}.",
        fr=f"La publication {number} n’existe pas. Publications : {numbers}.",
    )


def _damaged(path: Path, detail: str) -> Text:
    return Text(
        en=f"The release {path.name} cannot be read ({detail}). Put back its copy, or publish again.",
        fr=f"La publication {path.name} est illisible ({detail}). Remettez sa copie, ou publiez de nouveau.",
    )


def _unprotected(path: Path) -> Text:
    return Text(
        en=f"The release {path.name} was made by an earlier version of this dashboard, which did not protect small counts. Publish again.",
        fr=f"La publication {path.name} a été produite par une version antérieure de ce tableau de bord, qui ne protégeait pas les petits "
        "effectifs. Publiez de nouveau.",
    )


def _newer(path: Path) -> Text:
    return Text(
        en=f"The release {path.name} was made by a newer version of this dashboard. Install that version to read it.",
        fr=f"La publication {path.name} a été produite par une version plus récente de ce tableau de bord. Installez-la pour la lire.",
    )
