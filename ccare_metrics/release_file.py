"""Writing the file of a release: under a temporary name, checked, made durable, and only then given its own."""

import os
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

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


@dataclass(frozen=True)
class Receipt:
    number: int
    path: Path
    cells: int
    sha256: str


def write_release(
    folder: Path,
    info: Mapping[str, str],
    documents: Mapping[str, str],
    cells: pd.DataFrame,
    *,
    grains: pd.DataFrame,
    corrections: pd.DataFrame,
    judge: Callable[[Path], None] | None = None,
) -> Receipt:
    """Writes release-<number>.sqlite: temporary name, check, fsync, rename. Same input, same bytes.

    `judge` looks at the finished file before it has its name; what it raises leaves nothing behind.
    """
    folder.mkdir(parents=True, exist_ok=True)
    number = int(info["number"])
    path, unfinished = folder / f"release-{number}.sqlite", folder / f".release-{number}.part"
    unfinished.unlink(missing_ok=True)
    connection = sqlite3.connect(unfinished, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode=MEMORY")
        connection.executescript(SCHEMA)
        connection.execute("BEGIN")
        connection.executemany("INSERT INTO document VALUES (?, ?)", sorted(documents.items()))
        for table, frame, columns in (
            ("cell", cells, CELL_COLUMNS),
            ("grain", grains, GRAIN_COLUMNS),
            ("correction", corrections, CORRECTION_COLUMNS),
        ):
            rows = frame[columns].astype(object).where(frame[columns].notna(), None)
            connection.executemany(
                f"INSERT INTO {table} VALUES ({', '.join('?' * len(columns))})", rows.itertuples(index=False, name=None)
            )
        connection.executemany("INSERT INTO info VALUES (?, ?)", sorted(info.items()))
        digest = content_sha256(connection)
        connection.execute("INSERT INTO info VALUES ('content_sha256', ?)", [digest])
        connection.execute("COMMIT")
    finally:
        connection.close()
    try:
        if judge:
            judge(unfinished)
        _make_durable(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)
    return Receipt(number=number, path=path, cells=len(cells), sha256=digest)


def _make_durable(unfinished: Path, path: Path) -> None:
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
