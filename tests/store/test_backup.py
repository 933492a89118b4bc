"""A copy of the store is whole although somebody goes on writing, never overwrites, and is refused where the store is not sound."""

import sqlite3
import subprocess
import sys
import threading
from contextlib import closing

import pytest

from bench.serving import ROOT, environment
from ccare_metrics.store.backup import copy_store
from ccare_metrics.store.checking import checked
from ccare_metrics.store.engine import StoreError


@pytest.fixture
def url(published, tmp_path) -> str:
    (tmp_path / "store.sqlite").write_bytes((published / "store.sqlite").read_bytes())
    return f"sqlite:///{tmp_path / 'store.sqlite'}"


def rows(path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT count(*) FROM audit_event").fetchone()[0]


def test_the_copy_holds_what_the_store_holds(url, tmp_path):
    copy_store(url, tmp_path / "copy.sqlite")
    assert rows(tmp_path / "copy.sqlite") == rows(tmp_path / "store.sqlite") > 0
    checked(f"sqlite:///{tmp_path / 'copy.sqlite'}")
    assert sorted(path.name for path in tmp_path.glob("copy*")) == ["copy.sqlite"]


def test_somebody_may_write_while_the_copy_is_made(url, tmp_path):
    stop = threading.Event()

    def write() -> None:
        with closing(sqlite3.connect(tmp_path / "store.sqlite", timeout=30, isolation_level=None)) as connection:
            while not stop.is_set():
                connection.execute("BEGIN IMMEDIATE")
                connection.execute("UPDATE revision SET number = number + 1")
                connection.execute("COMMIT")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(3):
            copy_store(url, tmp_path / f"copy-{number}.sqlite")
            checked(f"sqlite:///{tmp_path / f'copy-{number}.sqlite'}")
    finally:
        stop.set()
        writer.join()


def test_nothing_is_overwritten(url, tmp_path):
    (tmp_path / "copy.sqlite").write_text("mine")
    with pytest.raises(StoreError, match="exists"):
        copy_store(url, tmp_path / "copy.sqlite")
    assert (tmp_path / "copy.sqlite").read_text() == "mine"


def test_a_store_that_is_not_sound_is_not_copied(url, tmp_path):
    store = tmp_path / "store.sqlite"
    store.write_bytes(b"no database" * 1000)
    with pytest.raises(StoreError):
        copy_store(url, tmp_path / "copy.sqlite")
    assert not (tmp_path / "copy.sqlite").exists()


def test_the_command_says_where_the_copy_is(published, tmp_path):
    done = subprocess.run(
        [sys.executable, "manage.py", "backup", str(tmp_path / "kept")],
        cwd=ROOT, env=environment(published), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    (copy,) = (tmp_path / "kept").iterdir()
    assert done.stdout.startswith(str(copy))
    assert (copy / "releases" / "release-1.sqlite").read_bytes() == (
        published / "releases" / "release-1.sqlite"
    ).read_bytes()
