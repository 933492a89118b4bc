"""A copy of the working store that is whole although people go on writing, checked before it has its name."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from ccare_metrics.store.checking import checked, stored_version
from ccare_metrics.store.engine import StoreError, held_elsewhere, store_file
from geo.areas import Text


def copy_store(url: str, to: Path) -> None:
    """Writes the store, as of one moment, to the new file `to`. Raises StoreError where the store is not sound or no SQLite file, and where
    `to` exists; nothing is left half written."""
    checked(url)
    source = store_file(url)
    if source is None:
        raise StoreError(
            Text(
                en="The store is on a database server: copy it with that server’s own tools (pg_dump).",
                fr="La base se trouve sur un serveur : sauvegardez-la avec les outils de ce serveur (pg_dump).",
            )
        )
    if to.exists():
        raise StoreError(Text(en=f"{to} exists and is left as it is.", fr=f"{to} existe déjà et reste tel quel."))
    part = to.with_name(f"{to.name}.part")
    part.unlink(missing_ok=True)
    try:
        os.close(
            os.open(part, os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        )  # for its owner alone, as it holds names and addresses
        # SQLite's own way, in one step: readers go on, and whoever writes waits for the fraction of a second that it takes.
        with (
            held_elsewhere(),
            closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True, timeout=30)) as old,
            closing(sqlite3.connect(part)) as new,
        ):
            old.backup(new)
            new.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
        _is_whole(part)
        with part.open("rb") as written:
            os.fsync(written.fileno())
        part.rename(to)
    finally:
        part.unlink(missing_ok=True)


def _is_whole(file: Path) -> None:
    stored_version(file)
    with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as copy:
        found = copy.execute("PRAGMA integrity_check").fetchone()[0]
    if found != "ok":
        raise StoreError(
            Text(en=f"The copy is not sound: {found}", fr=f"La copie n’est pas saine : {found}"),
        )
