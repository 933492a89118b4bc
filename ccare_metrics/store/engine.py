"""Opening the working store safely: where it is, whether it can be trusted, and how a write begins.

The one module that reads the environment (where store, releases and programme lie).
"""

import os
import sqlite3
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, make_url, text
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from geo.areas import Text

ROOT = Path(__file__).resolve().parents[2]
APPLICATION_ID = 0x43434152  # "CCAR": tells our store from any other SQLite file
# WAL lost pages when two connections checkpointed at once, until SQLite 3.51.3; before that we keep the rollback journal.
WAL_IS_SOUND = sqlite3.sqlite_version_info >= (3, 51, 3)
BUSY_MILLISECONDS = 30_000


class StoreError(Exception):
    """The store cannot be used; `message` says why and how to mend it, in each language. The file was not touched."""

    def __init__(self, message: Text):
        super().__init__(message.en)
        self.message = message


def store_url() -> str:
    return os.environ.get("CCARE_DATABASE_URL") or f"sqlite:///{ROOT / 'data' / 'store' / 'ccare.sqlite'}"


def releases_folder() -> Path:
    return Path(os.environ.get("CCARE_RELEASES") or ROOT / "data" / "store" / "releases")


def programme_folder() -> Path:
    return ROOT / (os.environ.get("CCARE_PROGRAMME") or "data/ccare")


def store_file(url: str) -> Path | None:
    """The SQLite file behind an address; None for a database server."""
    parsed = make_url(url)
    return Path(parsed.database) if parsed.get_backend_name() == "sqlite" and parsed.database else None


def connect(url: str) -> Engine:
    """An engine with the store's settings; does not look at what is there (see `checked`)."""
    if make_url(url).get_backend_name() != "sqlite":
        return create_engine(url)
    engine = create_engine(url, connect_args={"timeout": BUSY_MILLISECONDS / 1000, "check_same_thread": False})
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin)
    return engine


def _set_pragmas(connection: Any, _record: Any) -> None:
    # Manual transactions: the driver's own start lost 1,747 of 2,000 acknowledged updates with eight writers.
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout={BUSY_MILLISECONDS}",
        "foreign_keys=ON",
        "synchronous=FULL",
        "trusted_schema=OFF",
        f"journal_mode={'WAL' if WAL_IS_SOUND else 'DELETE'}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Any) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


class Queue:
    """First come, first served: SQLite's own waiting is unfair, one writer of fifty waited 26 s."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: deque[threading.Event] = deque()

    @contextmanager
    def turn(self) -> Iterator[None]:
        mine = threading.Event()
        with self._lock:
            self._waiting.append(mine)
            if self._waiting[0] is mine:
                mine.set()
        mine.wait()
        try:
            yield
        finally:
            with self._lock:
                self._waiting.popleft()
                if self._waiting:
                    self._waiting[0].set()


_queue = Queue()


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """One act, one transaction: everything inside is saved whole, with the revision raised, or not at all."""
    with _queue.turn(), held_elsewhere(), Session(engine.execution_options(writes=True)) as session, session.begin():
        yield session
        session.execute(text("UPDATE revision SET number = number + 1 WHERE id = 1"))


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    with held_elsewhere(), Session(engine) as session, session.begin():
        yield session


@contextmanager
def held_elsewhere() -> Iterator[None]:
    """Turns the wait that ran out into a sentence."""
    try:
        yield
    except (OperationalError, sqlite3.OperationalError) as error:
        if "locked" not in str(error):
            raise
        seconds = BUSY_MILLISECONDS // 1000
        raise StoreError(
            Text(
                en=f"Another process holds the store; waited {seconds} seconds and nothing was changed. "
                "Let it finish or stop it, then try again.",
                fr=f"Un autre processus occupe la base ; après {seconds} secondes d’attente, rien n’a été modifié. "
                "Laissez-le terminer ou arrêtez-le, puis réessayez.",
            )
        ) from error
