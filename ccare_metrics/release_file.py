"""Writing the file of a release: under a temporary name, checked, made durable, and only then given its own."""

import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pandas as pd

from ccare_metrics.aggregation import CELL_COLUMNS
from ccare_metrics.release import (
    CORRECTION_COLUMNS,
    GRAIN_COLUMNS,
    SCHEMA,
    ReleaseError,
    content_sha256,
)
from geo.areas import Text

LEFT_BEHIND = 24 * 60 * 60  # seconds, after which an unfinished file is taken to be left by a crash


@dataclass(frozen=True)
class Receipt:
    number: int
    path: Path
    cells: int
    sha256: str


@dataclass(frozen=True)
class Finished:
    """A release that is whole and judged, and has no name yet."""

    receipt: Receipt
    file: Path

    def publish(self) -> Receipt:
        """Gives it its name, which is a matter of a moment. Raises ReleaseError where somebody else has just published that number."""
        _name(self.file, self.receipt.path)
        return self.receipt


@contextmanager
def finished_release(
    folder: Path,
    info: Mapping[str, str],
    documents: Mapping[str, str],
    cells: pd.DataFrame,
    *,
    grains: pd.DataFrame,
    corrections: pd.DataFrame,
    judge: Callable[[Path], None] | None = None,
) -> Iterator[Finished]:
    """release-<number>.sqlite under a temporary name, for as long as the block lasts, which may `publish` it. Same input, same bytes.

    `judge` looks at the finished file; what it raises leaves nothing behind.
    """
    folder.mkdir(parents=True, exist_ok=True)
    number = int(info["number"])
    unfinished = folder / f".release-{number}-{uuid4().hex}.part"
    try:
        unfinished.touch()
        _sweep(folder, now=unfinished.stat().st_mtime)
        tables = {
            "cell": cells[CELL_COLUMNS],
            "grain": grains[GRAIN_COLUMNS],
            "correction": corrections[CORRECTION_COLUMNS],
        }
        digest = _write(unfinished, info, documents, tables)
        if judge:
            judge(unfinished)
        receipt = Receipt(number=number, path=folder / f"release-{number}.sqlite", cells=len(cells), sha256=digest)
        yield Finished(receipt, unfinished)
    finally:
        unfinished.unlink(missing_ok=True)


def _sweep(folder: Path, *, now: float) -> None:
    """Others may be writing theirs at this moment: those stay."""
    for left in folder.glob(".release-*.part"):
        with suppress(FileNotFoundError):  # they have finished meanwhile
            if now - left.stat().st_mtime > LEFT_BEHIND:
                left.unlink()


def _write(
    unfinished: Path, info: Mapping[str, str], documents: Mapping[str, str], tables: Mapping[str, pd.DataFrame]
) -> str:
    """The checksum of what it holds."""
    with closing(sqlite3.connect(unfinished, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=MEMORY")
        connection.executescript(SCHEMA)
        connection.execute("BEGIN")
        connection.executemany("INSERT INTO document VALUES (?, ?)", sorted(documents.items()))
        for table, frame in tables.items():
            rows = frame.astype(object).where(frame.notna(), None)
            connection.executemany(
                f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows.columns))})",
                rows.itertuples(index=False, name=None),
            )
        connection.executemany("INSERT INTO info VALUES (?, ?)", sorted(info.items()))
        digest = content_sha256(connection)
        connection.execute("INSERT INTO info VALUES ('content_sha256', ?)", [digest])
        connection.execute("COMMIT")
    return digest


def _name(unfinished: Path, path: Path) -> None:
    with open(unfinished, "rb+") as file:
        os.fsync(file.fileno())
    try:
        # Unlike a rename, refuses to replace a release that another process has just published.
        os.link(unfinished, path)
    except FileExistsError as error:
        raise ReleaseError(_taken(path)) from error
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _taken(path: Path) -> Text:
    return Text(
        en=f"{path.name} was published by somebody else at the same moment, and is left as it is. Publish again.",
        fr=f"{path.name} vient d’être publié par quelqu’un d’autre, et reste en l’état. Publiez de nouveau.",
    )
