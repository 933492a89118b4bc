"""A release after another one, as sound as that: the same cells under the next number, with words of its own."""

import os
import shutil
import sqlite3
from collections.abc import Mapping
from pathlib import Path

from ccare_metrics.release import content_sha256


def put_after(first: Path, number: int, *, words: Mapping[str, str] | None = None, sql: str = "") -> Path:
    """Writes release-<number>.sqlite beside `first` (or over what lies there), in one step as publication does.

    `words`: what the framework's documents say -> what they say instead. `sql` changes more of the content; all of it before the
    checksum is taken.
    """
    unfinished, path = first.with_name(f".release-{number}.part"), first.with_name(f"release-{number}.sqlite")
    shutil.copyfile(first, unfinished)
    connection = sqlite3.connect(unfinished)
    with connection:
        connection.execute("UPDATE info SET value = ? WHERE name = 'number'", (str(number),))
        for before, after in (words or {}).items():
            connection.execute("UPDATE document SET text = replace(text, ?, ?)", (before, after))
        connection.execute(sql or "SELECT 1")
        digest = content_sha256(connection)
        connection.execute("UPDATE info SET value = ? WHERE name = 'content_sha256'", (digest,))
    connection.close()
    os.replace(unfinished, path)
    return path


def changed(path: Path, sql: str) -> None:
    """Changes a release behind its checksum's back."""
    connection = sqlite3.connect(path)
    connection.executescript(sql)
    connection.close()


def overwritten(path: Path, *, at: int, by: bytes) -> None:
    content = bytearray(path.read_bytes())
    content[at : at + len(by)] = by
    path.write_bytes(content)
