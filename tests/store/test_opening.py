"""The store that lies there: missing, damaged, foreign, older, newer, held. It says which, how to mend it, and touches nothing."""

import hashlib
import sqlite3

import pytest
from sqlalchemy import text

from ccare_metrics.store import engine as store_engine
from ccare_metrics.store import write
from ccare_metrics.store.checking import checked, head
from ccare_metrics.store.engine import StoreError, connect, reading, writing


@pytest.fixture
def file(tmp_path):
    return tmp_path / "ccare.sqlite"


def url(file):
    return f"sqlite:///{file}"


def fingerprint(file):
    return hashlib.sha256(file.read_bytes()).hexdigest()


def refused(file):
    before = fingerprint(file) if file.exists() else None
    with pytest.raises(StoreError) as refusal:
        checked(url(file))
    assert (fingerprint(file) if file.exists() else None) == before
    assert refusal.value.message.fr != refusal.value.message.en
    return refusal.value.message.en


def test_a_missing_store_is_not_created_by_looking(file):
    assert "python manage.py init" in refused(file)
    assert not file.exists()


@pytest.mark.parametrize("content", [b"", b"not a database at all" * 100, b"SQLite format 3\x00" + b"\x00" * 500])
def test_a_damaged_or_foreign_file_is_refused_and_left_alone(file, content):
    file.write_bytes(content)
    assert "left as it is" in refused(file)


def test_a_foreign_database_is_not_upgraded_into_ours(file):
    connection = sqlite3.connect(file)
    connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.commit()
    connection.close()
    before = fingerprint(file)
    with pytest.raises(StoreError):
        write.upgrade(url(file))
    assert fingerprint(file) == before


def test_a_store_of_a_newer_version_is_refused_by_opening_and_by_upgrading(file):
    write.upgrade(url(file)).dispose()
    connection = sqlite3.connect(file)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    assert "newer version" in refused(file)
    with pytest.raises(StoreError, match="newer version"):
        write.upgrade(url(file))


def test_a_store_of_an_older_version_says_how_to_upgrade(file):
    write.upgrade(url(file)).dispose()
    connection = sqlite3.connect(file)
    connection.execute("DELETE FROM alembic_version")
    connection.commit()
    connection.close()
    assert "earlier version" in refused(file)


def test_a_flipped_page_is_noticed(file):
    write.upgrade(url(file)).dispose()
    content = bytearray(file.read_bytes())
    content[4096 * 2 : 4096 * 3] = b"\xff" * 4096
    file.write_bytes(content)
    assert "left as it is" in refused(file)


def test_a_sound_store_opens_at_the_newest_version(file):
    write.upgrade(url(file)).dispose()
    engine = checked(url(file))
    with reading(engine) as session:
        assert session.execute(text("SELECT version_num FROM alembic_version")).scalar_one() == head()
        assert session.execute(text("PRAGMA foreign_keys")).scalar_one() == 1
        assert session.execute(text("PRAGMA synchronous")).scalar_one() == 2


def test_a_second_process_that_holds_the_store_is_waited_for_and_then_named(file, monkeypatch):
    monkeypatch.setattr(store_engine, "BUSY_MILLISECONDS", 50)
    write.upgrade(url(file)).dispose()
    holder = sqlite3.connect(file, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StoreError, match="Another process holds the store"), writing(connect(url(file))):
        pass
    holder.execute("ROLLBACK")
    with writing(connect(url(file))):
        pass


def test_upgrading_twice_changes_nothing(file):
    write.upgrade(url(file)).dispose()
    engine = write.upgrade(url(file))
    with reading(engine) as session:
        assert session.execute(text("SELECT count(*), max(number) FROM revision")).one() == (1, 0)
