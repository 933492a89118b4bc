"""Opening a release: read-only, from a disk nobody can write to, and never a file that is damaged, foreign or newer."""

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from ccare_metrics.release import Release, ReleaseError, open_release
from ccare_metrics.results import answer
from ccare_metrics.scope import Scope

ROOT = Path(__file__).parents[2]
NOBODY = 65534


def fingerprint(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture
def copy(shores_release, tmp_path) -> Path:
    folder = tmp_path / "releases"
    folder.mkdir()
    return Path(shutil.copy(shores_release.path, folder / "release-1.sqlite"))


def refused(path: Path) -> str:
    before = fingerprint(path)
    with pytest.raises(ReleaseError) as refusal:
        Release(path)
    assert fingerprint(path) == before
    english, french = refusal.value.message.en, refusal.value.message.fr
    assert path.name in english
    assert path.name in french
    assert english != french
    return english


def changed(path: Path, sql: str) -> None:
    connection = sqlite3.connect(path)
    connection.executescript(sql)
    connection.close()


@pytest.mark.parametrize(
    "act", ["DELETE FROM cell", "UPDATE info SET value = ''", "CREATE TABLE mine (x)", "PRAGMA user_version = 9"]
)
def test_nothing_can_be_written_through_an_open_release(copy, act):
    before = fingerprint(copy)
    release = Release(copy)
    with pytest.raises(ReleaseError, match="readonly"):
        release._rows(act)
    assert fingerprint(copy) == before
    assert [path.name for path in copy.parent.iterdir()] == [copy.name]


def test_a_release_on_a_disk_that_nobody_can_write_to_answers_as_ever(copy):
    copy.chmod(0o444)
    copy.parent.chmod(0o555)
    try:
        asked = subprocess.run(
            [sys.executable, "-c", ASK, str(copy)],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        copy.parent.chmod(0o755)
    assert asked.stdout.strip() == "33", asked.stderr
    assert [path.name for path in copy.parent.iterdir()] == [copy.name]


# Root may write anywhere, so the question is asked as nobody; the file is opened first, where only root may look.
ASK = f"""
import os, sqlite3, sys
from pathlib import Path
from ccare_metrics.release import Release
from ccare_metrics.results import answer
from ccare_metrics.scope import Scope
release = Release(Path(sys.argv[1]))
if os.geteuid() == 0:
    os.seteuid({NOBODY})
print(answer(release, Scope("places")).iloc[0]["value"])
"""


@pytest.mark.parametrize(
    "content",
    [b"", b"not a database at all" * 100, b"SQLite format 3\x00" + b"\x00" * 5_000],
    ids=["empty", "text", "header only"],
)
def test_a_file_that_is_no_database_is_refused_in_both_languages(copy, content):
    copy.write_bytes(content)
    assert "Put back its copy, or publish again" in refused(copy)


def test_another_programs_database_is_refused(copy):
    copy.unlink()
    changed(copy, "CREATE TABLE recipes (name TEXT)")
    assert "not a release of this dashboard" in refused(copy)


def test_the_working_store_is_no_release(copy):
    changed(copy, "PRAGMA application_id = 1128481106")  # the store's own mark
    assert "not a release of this dashboard" in refused(copy)


def test_a_release_of_a_newer_version_says_to_install_that_version(copy):
    changed(copy, "PRAGMA user_version = 3")
    assert "newer version" in refused(copy)


@pytest.mark.parametrize(
    "change",
    [
        "ALTER TABLE cell ADD COLUMN true_value INTEGER",
        "CREATE VIEW more AS SELECT * FROM cell",
        "CREATE TABLE kept (value INTEGER)",
        "DROP TABLE correction",
    ],
)
def test_a_release_with_other_tables_than_a_release_has_is_refused(copy, change):
    changed(copy, change)
    assert "its tables are not those of a release" in refused(copy)


@pytest.mark.parametrize("change", ["'2023-13' WHERE name = 'through'", "'abc' WHERE name = 'corrects'"])
def test_a_release_that_tells_of_no_month_or_of_no_number_is_refused(copy, change):
    changed(copy, "INSERT INTO info VALUES ('corrects', '1')")
    changed(copy, f"UPDATE info SET value = {change}")
    assert "info: " in refused(copy)


def test_a_release_from_before_there_was_protection_is_never_shown(copy):
    changed(copy, "PRAGMA user_version = 1")
    assert "did not protect small counts" in refused(copy)


@pytest.mark.parametrize(
    "loss",
    [
        "DROP TABLE info",
        "DELETE FROM info WHERE name = 'through'",
        "DELETE FROM info WHERE name = 'content_sha256'",
        "UPDATE info SET value = 'yesterday' WHERE name = 'as_of'",
    ],
)
def test_a_release_that_does_not_say_what_it_is_is_refused(copy, loss):
    changed(copy, loss)
    assert "cannot be read" in refused(copy)


def test_a_release_whose_framework_cannot_be_read_names_the_first_mistake(copy):
    changed(copy, "UPDATE document SET text = replace(text, 'things', 'thongs') WHERE path = 'indicators/rank.toml'")
    with pytest.raises(ReleaseError, match=r"release-1.sqlite.*indicators/rank.toml, kind"):
        Release(copy).programme  # noqa: B018 - asking is the act


def test_a_release_that_lost_its_cells_says_so_when_it_is_asked(copy):
    changed(copy, "DROP TABLE cell")
    with pytest.raises(ReleaseError, match="cannot be read"):
        answer(Release(copy), Scope("places"))


def test_no_release_yet_says_how_to_publish_one(tmp_path):
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(ReleaseError) as refusal:
            open_release(folder)
        assert "python manage.py init" in refusal.value.message.en
        assert "python manage.py init" in refusal.value.message.fr


def test_an_unknown_number_names_the_known_ones(copy):
    with pytest.raises(ReleaseError) as refusal:
        open_release(copy.parent, 7)
    assert "no release 7" in refusal.value.message.en
    assert refusal.value.message.en.endswith("Releases: 1.")


@pytest.mark.parametrize(
    "name", ["release-1.sqlite.bak", "release-x.sqlite", "old-release-2.sqlite", ".release-3.part", "store.sqlite"]
)
def test_a_file_of_another_name_is_not_taken_for_a_release(copy, name):
    shutil.copy(copy, copy.parent / name)
    assert open_release(copy.parent).number == 1


def test_what_was_published_has_no_problems(shores_release, ccare_release):
    assert shores_release.problems() == []
    assert ccare_release.problems() == []


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE cell SET value = value + 1 WHERE indicator = 'places' AND group_kind = 'all' AND place_code = 'E10000020'"
        " AND time_code = '2022-01'",
        "DELETE FROM cell WHERE indicator = 'rank' AND time_code = '2022-01' AND place_kind = 'all' AND group_kind = 'all'",
        "UPDATE cell SET provenance = 'reported' WHERE provenance = 'illustrative'",
        "UPDATE document SET text = replace(text, 'value = 60', 'value = 20') WHERE path = 'programme.toml'",
        "UPDATE info SET value = '2022-05-31' WHERE name = 'as_of'",
        "UPDATE info SET value = 'Nothing to see here.' WHERE name = 'note_en'",
        "UPDATE info SET value = '0' WHERE name = 'content_sha256'",
        "INSERT INTO document VALUES ('schemes/new.toml', '')",
    ],
)
def test_whatever_is_changed_in_a_release_shows(copy, tampering):
    before = fingerprint(copy)
    changed(copy, tampering)
    assert fingerprint(copy) != before
    assert Release(copy).problems() == ["content differs from its checksum"]


def test_a_flipped_page_shows(copy):
    content = bytearray(copy.read_bytes())
    middle = len(content) // 2 // 4096 * 4096
    content[middle : middle + 4096] = b"\xff" * 4096
    copy.write_bytes(content)
    assert Release(copy).problems() != []


def test_many_visitors_may_ask_one_open_release_at_once(shores_release):
    found, areas = [], ("E10000020", "E10000016", "29")

    def ask(area):
        found.append((area, int(answer(shores_release, Scope("places", area=area)).iloc[0]["value"])))

    visitors = [threading.Thread(target=ask, args=(area,)) for area in areas * 6]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    assert sorted(found) == sorted([("E10000020", 18), ("E10000016", 3), ("29", 12)] * 6)
