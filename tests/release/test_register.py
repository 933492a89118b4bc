"""Which releases of a folder are sound: each file is looked through once, and whatever is wrong with one is said and passed over."""

import gc
import os
import shutil
import threading
import weakref
from pathlib import Path

import pytest

from ccare_metrics import register as register_module
from ccare_metrics.register import named, newest_sound, register
from ccare_metrics.release import NONE_YET, Release, ReleaseError
from ccare_metrics.results import answer
from ccare_metrics.scope import Scope
from tests.another_release import changed, overwritten, put_after

PAGE = 4096


@pytest.fixture
def first(shores_release, tmp_path) -> Path:
    folder = tmp_path / "releases"
    folder.mkdir()
    return Path(shutil.copy(shores_release.path, folder / "release-1.sqlite"))


@pytest.fixture
def second(first) -> Path:
    return put_after(first, 2)


@pytest.fixture
def looks(monkeypatch) -> list[str]:
    """The names of the files that are looked through from now on."""
    seen = []
    look = Release.problems
    monkeypatch.setattr(Release, "problems", lambda release: seen.append(release.path.name) or look(release))
    return seen


def numbers(folder: Path) -> list[int]:
    return [release.number for release in register(folder).releases]


def test_sound_releases_are_told_oldest_first(first):
    put_after(first, 10)
    put_after(first, 2)
    assert numbers(first.parent) == [1, 2, 10]
    assert register(first.parent).damaged == {}
    assert newest_sound(first.parent).number == 10


def truncated(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def replaced_in_schema(path: Path, text: bytes, by: bytes) -> None:
    overwritten(path, at=path.read_bytes().index(text), by=by)


DAMAGES = {
    "truncated": truncated,
    "empty": lambda path: os.truncate(path, 0),
    "no database": lambda path: path.write_bytes(b"not a database at all" * 500),
    "a page of zeros": lambda path: overwritten(path, at=path.stat().st_size // 2 // PAGE * PAGE, by=bytes(PAGE)),
    "a letter of a cell": lambda path: overwritten(path, at=path.read_bytes().rindex(b"illustrative"), by=b"I"),
    "a letter that is none": lambda path: overwritten(path, at=path.read_bytes().rindex(b"illustrative"), by=b"\xff"),
    "its schema cannot be decoded": lambda path: replaced_in_schema(path, b"NOT NULL", b"NOT NUL\xcc"),
    "a column of another name": lambda path: replaced_in_schema(path, b"provenance TEXT", b"provenanca TEXT"),
    "a document that is no text": lambda path: changed(path, "UPDATE document SET text = CAST(text AS BLOB)"),
    "a day that is no text": lambda path: changed(path, "UPDATE info SET value = x'00' WHERE name = 'as_of'"),
    "another program's": lambda path: changed(path, "PRAGMA application_id = 7"),
    "an earlier version's": lambda path: changed(path, "PRAGMA user_version = 1"),
    "a later version's": lambda path: changed(path, "PRAGMA user_version = 9"),
    "another checksum": lambda path: changed(path, "UPDATE info SET value = '0' WHERE name = 'content_sha256'"),
    "a figure changed": lambda path: changed(path, "UPDATE cell SET value = value + 1 WHERE value > 20"),
    "a framework nobody can read": lambda path: put_after(path, 2, words={"things": "thongs"}),
    "another release's number": lambda path: put_after(path, 3).replace(path),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_release_is_passed_over_and_said_in_both_languages(second, damage):
    assert newest_sound(second.parent).number == 2
    damage(second)
    known = register(second.parent)
    assert newest_sound(second.parent).number == 1
    assert [release.number for release in known.releases] == [1]
    assert list(known.damaged) == [2]
    english, french = known.damaged[2].en, known.damaged[2].fr
    assert english.count("release-2.sqlite") == french.count("release-2.sqlite") == 1
    assert english != french
    assert max(map(len, (english, french))) < 300


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_release_that_is_asked_for_by_number_says_what_is_wrong(second, damage):
    assert named(second.parent, 2).number == 2
    damage(second)
    with pytest.raises(ReleaseError) as refusal:
        named(second.parent, 2)
    assert refusal.value.message == register(second.parent).damaged[2]
    assert named(second.parent, 1).number == 1


def test_an_older_release_that_is_damaged_leaves_the_newest_alone(second):
    truncated(second.with_name("release-1.sqlite"))
    assert newest_sound(second.parent).number == 2
    assert list(register(second.parent).damaged) == [1]


def test_where_none_is_sound_the_newest_says_what_is_wrong(second):
    truncated(second)
    truncated(second.with_name("release-1.sqlite"))
    with pytest.raises(ReleaseError, match=r"release-2\.sqlite"):
        newest_sound(second.parent)
    assert numbers(second.parent) == []


def test_where_nothing_is_published_it_says_so(tmp_path):
    for folder in (tmp_path, tmp_path / "nowhere"):
        assert numbers(folder) == []
        for ask in (newest_sound, lambda folder: named(folder, 1)):
            with pytest.raises(ReleaseError) as refusal:
                ask(folder)
            assert refusal.value.message is NONE_YET


def test_a_number_that_was_never_published_names_those_that_were(second):
    with pytest.raises(ReleaseError, match=r"no release 7\. Releases: 1, 2\."):
        named(second.parent, 7)


def test_a_folder_that_may_not_be_read_is_said_and_is_no_crash(tmp_path, monkeypatch):
    def refuse(_folder: Path) -> dict[int, Path]:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(register_module, "published", refuse)
    for ask in (register, newest_sound, lambda folder: named(folder, 1)):
        with pytest.raises(ReleaseError, match=rf"\({tmp_path.name}\) cannot be read \(Permission denied\)"):
            ask(tmp_path)


def test_each_file_is_looked_through_once(second, looks):
    asked = [newest_sound(second.parent), *register(second.parent).releases, named(second.parent, 1)]
    for _ in range(5):
        asked += [newest_sound(second.parent), *register(second.parent).releases, named(second.parent, 1)]
    assert sorted(looks) == ["release-1.sqlite", "release-2.sqlite"]
    assert len({id(release) for release in asked}) == 2


def test_a_damaged_file_is_not_looked_through_again_either(second, looks):
    changed(second, "DELETE FROM cell")
    for _ in range(3):
        assert numbers(second.parent) == [1]
    assert sorted(looks) == ["release-1.sqlite", "release-2.sqlite"]


def test_the_newest_is_found_without_a_look_at_the_older_ones(second, looks):
    newest_sound(second.parent)
    assert looks == ["release-2.sqlite"]


def test_a_file_put_in_the_place_of_a_release_is_noticed_and_so_is_its_return(second):
    kept = Path(shutil.copy(second, second.with_name("kept")))
    assert newest_sound(second.parent).number == 2
    os.replace(shutil.copy(__file__, second.with_name("text")), second)
    assert newest_sound(second.parent).number == 1
    os.replace(kept, second)
    assert newest_sound(second.parent).number == 2


def test_a_release_written_over_in_its_place_is_noticed_even_with_its_size_and_time_set_back(second):
    assert newest_sound(second.parent).number == 2
    before = second.stat()
    overwritten(second, at=second.read_bytes().rindex(b"illustrative"), by=b"I")
    os.utime(second, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (second.stat().st_size, second.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    assert newest_sound(second.parent).number == 1


def test_a_release_that_is_still_being_copied_is_damaged_until_it_is_whole(second):
    content = second.read_bytes()
    second.write_bytes(content[:-PAGE])
    assert newest_sound(second.parent).number == 1
    with second.open("ab") as file:
        file.write(content[-PAGE:])
    assert newest_sound(second.parent).number == 2


def test_a_release_that_is_taken_away_is_gone_at_the_next_look(second):
    assert numbers(second.parent) == [1, 2]
    second.unlink()
    assert numbers(second.parent) == [1]


def test_visitors_who_come_at_once_wait_for_one_look(second, looks):
    found, together = [], threading.Barrier(16)

    def ask() -> None:
        together.wait()
        found.append(newest_sound(second.parent))

    visitors = [threading.Thread(target=ask) for _ in range(16)]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    assert looks == ["release-2.sqlite"]
    assert len(found) == 16
    assert len({id(release) for release in found}) == 1


@pytest.mark.parametrize(("kept", "let_go"), [(1, True), (256, False)])
def test_what_is_remembered_has_a_bound(second, monkeypatch, kept, let_go):
    monkeypatch.setattr(register_module, "KEPT", kept)
    remembered = weakref.ref(named(second.parent, 1))
    assert newest_sound(second.parent).number == 2
    gc.collect()
    assert (remembered() is None) == let_go
    assert numbers(second.parent) == [1, 2]


def test_a_look_leaves_nothing_beside_the_releases_and_they_answer_as_ever(second):
    before = {path.name: path.read_bytes() for path in second.parent.iterdir()}
    for release in register(second.parent).releases:
        assert int(answer(release, Scope("places")).iloc[0]["value"]) == 33
    assert {path.name: path.read_bytes() for path in second.parent.iterdir()} == before


def test_a_pipe_named_like_a_release_is_none_and_nobody_waits_for_it(tmp_path):
    os.mkfifo(tmp_path / "release-9.sqlite")
    assert register(tmp_path).releases == ()
    assert dict(register(tmp_path).damaged) == {}
