"""Whether the store that lies there is ours, whole and of this version. Looks read-only: what it refuses it has not touched.

One thing is put right: what somebody was in the middle of writing when they were killed. SQLite takes it back at the next opening for
writing, and refuses a read-only one until then.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from ccare_metrics.store.engine import APPLICATION_ID, StoreError, connect, held_elsewhere, store_file
from geo.areas import Text

MIGRATIONS = Path(__file__).parent / "migrations"
UNFINISHED = ("SQLITE_READONLY_ROLLBACK", "SQLITE_READONLY_RECOVERY")
ID_AT = 68  # in the header of an SQLite file, four bytes
MEND = Text(
    en="Put back the last good copy of that file, or move it aside and run `make run` (or `python manage.py init`) to start "
    "a new demonstration store.",
    fr="Remettez la dernière bonne copie de ce fichier, ou déplacez-le et lancez `make run` (ou `python manage.py init`) pour "
    "créer une nouvelle base de démonstration.",
)


def checked(url: str) -> Engine:
    """The store, ready for use. Raises StoreError where it is missing, damaged, foreign, or of another version."""
    file = store_file(url)
    if file is not None:
        if not file.exists():
            raise StoreError(_missing(file))
        found = stored_version(file)
        if found != head():
            raise StoreError(other_version(file, found))
    return connect(url)


def head() -> str:
    return str(migration_scripts().get_current_head())


def migration_scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(migration_config())


def migration_config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config


def stored_version(file: Path) -> str | None:
    """The migration the file stands at; None for a file of ours that has none yet. Raises StoreError for anything else."""
    try:
        with held_elsewhere():
            try:
                return _look(file)
            except sqlite3.OperationalError as error:
                if error.sqlite_errorname not in UNFINISHED or not _is_ours(file):
                    raise
                _take_back_the_unfinished(file)
                return _look(file)
    except sqlite3.DatabaseError as error:
        raise StoreError(_damaged(file, str(error))) from error


def _is_ours(file: Path) -> bool:
    """As far as its header tells, without opening it as a database."""
    with file.open("rb") as content:
        content.seek(ID_AT)
        return int.from_bytes(content.read(4), "big") == APPLICATION_ID


def _take_back_the_unfinished(file: Path) -> None:
    with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=rw", uri=True, timeout=30)) as connection:
        connection.execute("SELECT 1 FROM sqlite_master").fetchone()


def _look(file: Path) -> str | None:
    connection = sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True, timeout=30)
    try:
        if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            raise StoreError(_damaged(file, "not a store of this dashboard"))
        problem = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        if problem != "ok":
            raise StoreError(_damaged(file, problem))
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone():
            return None
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        return row[0] if row else None
    finally:
        connection.close()


def is_known(version: str | None) -> bool:
    return version is None or version in {script.revision for script in migration_scripts().walk_revisions()}


def _missing(file: Path) -> Text:
    return Text(
        en=f"There is no store at {file.name}. Run `make run`, or `python manage.py init`, to create it.",
        fr=f"Il n’y a pas de base à l’emplacement {file.name}. Lancez `make run`, ou `python manage.py init`, pour la créer.",
    )


def _damaged(file: Path, detail: str) -> Text:
    return Text(
        en=f"The store {file.name} cannot be read ({detail}). It was left as it is. {MEND.en}",
        fr=f"La base {file.name} est illisible ({detail}). Elle a été laissée en l’état. {MEND.fr}",
    )


def other_version(file: Path, found: str | None) -> Text:
    if is_known(found):
        return Text(
            en=f"The store {file.name} is from an earlier version. Run `python manage.py init` to upgrade it.",
            fr=f"La base {file.name} date d’une version antérieure. Lancez `python manage.py init` pour la mettre à niveau.",
        )
    return Text(
        en=f"The store {file.name} was written by a newer version of this dashboard ({found}). It was left as it is. "
        "Install the newer version, or put back a copy made before the upgrade.",
        fr=f"La base {file.name} a été écrite par une version plus récente de ce tableau de bord ({found}). Elle a été laissée "
        "en l’état. Installez la version plus récente, ou remettez une copie antérieure à la mise à niveau.",
    )
