"""A copy of the store is whole although somebody goes on writing, never overwrites, and is refused where the store is not sound."""

import errno
import sqlite3
import stat
import subprocess
import sys
import threading
import time
from contextlib import closing, suppress

import pytest
import typer

from administration import keeping
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
                time.sleep(0.002)  # or nobody else would ever have its turn

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


DIES_IN_THE_MIDDLE = """
import os, sqlite3, sys
store = sqlite3.connect(sys.argv[1], isolation_level=None)
store.execute("PRAGMA cache_size=1")  # so that what is not committed reaches the file all the same
store.execute("BEGIN IMMEDIATE")
store.execute("CREATE TABLE later (text)")
store.executemany("INSERT INTO later VALUES (?)", [("x" * 1000,)] * 500)
os._exit(9)
"""


def left_in_the_middle(file) -> None:
    subprocess.run([sys.executable, "-c", DIES_IN_THE_MIDDLE, str(file)], check=False)
    assert file.with_name(f"{file.name}-journal").stat().st_size > 0


def test_what_somebody_was_writing_when_they_were_killed_is_taken_back_and_the_store_is_sound(url, tmp_path):
    before = rows(tmp_path / "store.sqlite")
    left_in_the_middle(tmp_path / "store.sqlite")
    checked(url)
    assert rows(tmp_path / "store.sqlite") == before
    left_in_the_middle(tmp_path / "store.sqlite")
    copy_store(url, tmp_path / "copy.sqlite")
    with closing(sqlite3.connect(tmp_path / "copy.sqlite")) as copy:
        assert copy.execute("SELECT name FROM sqlite_master WHERE name = 'later'").fetchone() is None


def test_a_file_of_somebody_else_is_not_touched_even_where_it_needs_that(tmp_path):
    file = tmp_path / "theirs.sqlite"
    with closing(sqlite3.connect(file)) as theirs:
        theirs.execute("CREATE TABLE mine (text)")
    left_in_the_middle(file)
    held = file.read_bytes(), file.with_name("theirs.sqlite-journal").read_bytes()
    with pytest.raises(StoreError):
        checked(f"sqlite:///{file}")
    assert (file.read_bytes(), file.with_name("theirs.sqlite-journal").read_bytes()) == held


def kept_in(folder, published, monkeypatch) -> list[str]:
    """Asks for a copy as the command line does; returns what lies in the folder afterwards."""
    monkeypatch.setenv("CCARE_DATABASE_URL", f"sqlite:///{published / 'store.sqlite'}")
    with suppress(typer.Exit, StoreError):
        keeping.backup(folder)
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def test_a_copy_is_for_its_owner_alone(published, tmp_path, monkeypatch):
    monkeypatch.setenv("CCARE_RELEASES", str(published / "releases"))
    kept_in(tmp_path, published, monkeypatch)
    (copy,) = tmp_path.iterdir()
    assert stat.S_IMODE(copy.stat().st_mode) == 0o700
    assert stat.S_IMODE((copy / "store.sqlite").stat().st_mode) == 0o600


def test_of_a_copy_that_does_not_fit_the_disk_nothing_is_left(published, tmp_path, monkeypatch):
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setenv("CCARE_DATABASE_URL", f"sqlite:///{published / 'store.sqlite'}")
    monkeypatch.setenv("CCARE_RELEASES", str(published / "releases"))
    monkeypatch.setattr(keeping.shutil, "copy2", full)
    with pytest.raises(StoreError, match="No space left"):
        keeping.backup(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_of_a_store_that_is_not_there_no_folder_is_left(tmp_path, monkeypatch):
    assert kept_in(tmp_path / "kept", tmp_path / "nowhere", monkeypatch) == []


def test_a_release_that_is_damaged_is_copied_and_named(published, tmp_path, monkeypatch, capsys):
    releases = tmp_path / "releases"
    releases.mkdir()
    sound = (published / "releases" / "release-1.sqlite").read_bytes()
    (releases / "release-1.sqlite").write_bytes(sound[: len(sound) // 2])
    monkeypatch.setenv("CCARE_RELEASES", str(releases))
    monkeypatch.setenv("CCARE_DATABASE_URL", f"sqlite:///{published / 'store.sqlite'}")
    with pytest.raises(typer.Exit):
        keeping.backup(tmp_path / "kept")
    assert "release 1: " in capsys.readouterr().err
    (copy,) = (tmp_path / "kept").iterdir()
    assert (copy / "releases" / "release-1.sqlite").stat().st_size == len(sound) // 2


def test_releases_that_are_looked_for_in_the_wrong_place_are_missed_aloud(published, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("CCARE_RELEASES", str(tmp_path / "mistyped"))
    monkeypatch.setenv("CCARE_DATABASE_URL", f"sqlite:///{published / 'store.sqlite'}")
    with pytest.raises(typer.Exit):
        keeping.backup(tmp_path / "kept")
    assert "Look at CCARE_RELEASES" in capsys.readouterr().err


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
