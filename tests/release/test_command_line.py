"""manage.py: the demonstration in one command, sentences instead of stack traces, and nothing touched where something is wrong."""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

import manage
from ccare_metrics.release import Release
from ccare_metrics.release_file import finished_release
from ccare_metrics.store import write
from tests.disclosure.releases import overtaken_by_a_source, with_one_more_number
from tests.programmes import write_folder
from tests.two_shores import DOCUMENTS

ROOT = Path(__file__).parents[2]


def fingerprints(folder: Path) -> dict[str, str]:
    """Every file below a folder with its content."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


class Desk:
    """A programme, a store and releases of one's own, and manage.py at hand."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self.capsys, self.monkeypatch = folder, capsys, monkeypatch
        self.programme = write_folder(folder / "programme")
        self.store = folder / "store" / "ccare.sqlite"
        self.releases = folder / "releases"
        for name, value in self.settings.items():
            monkeypatch.setenv(name, value)

    @property
    def settings(self) -> dict[str, str]:
        return {
            "CCARE_PROGRAMME": str(self.programme),
            "CCARE_DATABASE_URL": f"sqlite:///{self.store}",
            "CCARE_RELEASES": str(self.releases),
        }

    def run(self, *words: str) -> tuple[int, str, str]:
        """Exit code, what was said, what was complained of."""
        self.monkeypatch.setattr(sys, "argv", ["manage.py", *words])
        try:
            code = manage.main()
        except SystemExit as ended:
            code = int(ended.code or 0)
        said = self.capsys.readouterr()
        return code, said.out, said.err


@pytest.fixture
def desk(tmp_path, capsys, monkeypatch) -> Desk:
    return Desk(tmp_path, capsys, monkeypatch)


@pytest.fixture(scope="module")
def begun(tmp_path_factory) -> Path:
    """The folders as `manage.py init` leaves them, made once in a process of its own."""
    folder = tmp_path_factory.mktemp("begun")
    done = in_a_process(folder, "init")
    assert done.returncode == 0, done.stderr
    return folder


def in_a_process(folder: Path, *words: str) -> subprocess.CompletedProcess:
    if not (folder / "programme").exists():
        write_folder(folder / "programme")
    settings = {
        "CCARE_PROGRAMME": str(folder / "programme"),
        "CCARE_DATABASE_URL": f"sqlite:///{folder / 'store' / 'ccare.sqlite'}",
        "CCARE_RELEASES": str(folder / "releases"),
    }
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def running_desk(begun, desk) -> Desk:
    """A desk where `init` was run."""
    shutil.copytree(begun, desk.folder, dirs_exist_ok=True)
    return desk


def test_init_fills_the_store_and_publishes_the_first_release(begun):
    assert sorted(fingerprints(begun / "releases")) == ["release-1.sqlite"]
    assert sorted(fingerprints(begun / "store")) == ["ccare.sqlite"]


def test_init_twice_changes_nothing(running_desk):
    released, stored = fingerprints(running_desk.releases), content(running_desk.store)
    code, said, _ = running_desk.run("init")
    assert code == 0
    assert "ready" in said
    assert fingerprints(running_desk.releases) == released
    assert content(running_desk.store) == stored


def content(store: Path) -> list[str]:
    """Every row of a store as text; the file itself counts how often it was opened to be written."""
    connection = sqlite3.connect(f"{store.as_uri()}?mode=ro", uri=True)
    rows = list(connection.iterdump())
    connection.close()
    assert len(rows) > 50
    return rows


def test_init_names_every_mistake_of_a_framework_at_once_and_leaves_no_store(tmp_path):
    """In a process of its own, as `make run` starts it."""
    spoilt = {
        **DOCUMENTS,
        "indicators/places.toml": DOCUMENTS["indicators/places.toml"].replace('"output"', '"outputs"'),
        "schemes/advice.toml": DOCUMENTS["schemes/advice.toml"].replace('"29"', '"kent"'),
        "partners.toml": DOCUMENTS["partners.toml"].replace("lead_partner", "boss"),
    }
    write_folder(tmp_path / "programme", spoilt)
    before = fingerprints(tmp_path)
    done = in_a_process(tmp_path, "init")
    assert done.returncode == 1
    assert done.stdout == ""
    lines = done.stderr.strip().splitlines()
    assert [line.split(",")[0] for line in lines] == ["indicators/places.toml", "partners.toml", "schemes/advice.toml"]
    for named in ("outputs", "boss", "kent"):
        assert sum(named in line for line in lines) >= 1
    assert "Traceback" not in done.stderr
    assert fingerprints(tmp_path) == before


def test_init_with_a_framework_mistake_leaves_a_store_that_is_there_as_it_is(running_desk):
    (running_desk.programme / "indicators" / "places.toml").write_text("code = places", encoding="utf-8")
    before = fingerprints(running_desk.folder)
    code, _, complaint = running_desk.run("init")
    assert code == 1
    assert "indicators/places.toml, line 1" in complaint
    assert fingerprints(running_desk.folder) == before


def test_a_folder_without_a_programme_is_named(desk, monkeypatch):
    monkeypatch.setenv("CCARE_PROGRAMME", str(desk.folder / "nowhere"))
    code, _, complaint = desk.run("init")
    assert code == 1
    assert "nowhere" in complaint
    assert "programme.toml" in complaint


@pytest.mark.parametrize(
    "words", [("publish", "--through", "2022-03", "--note", "A note.", "--note-fr", "Une note."), ("verify",)]
)
def test_a_missing_store_is_told_with_the_way_to_make_one_and_not_made(desk, words):
    code, _, complaint = desk.run(*words)
    assert code == 1
    english, french = complaint.strip().splitlines()
    assert "There is no store" in english
    assert "python manage.py init" in english
    assert "python manage.py init" in french
    assert not desk.store.exists()
    assert not desk.releases.exists()


COMMANDS = [("init",), ("publish", "--through", "2022-03", "--note", "A note.", "--note-fr", "Une note."), ("verify",)]


@pytest.mark.parametrize("words", COMMANDS)
@pytest.mark.parametrize("content", [b"", b"not a database at all" * 100], ids=["empty", "text"])
def test_a_corrupt_store_is_told_with_the_way_to_mend_it_and_left_alone(desk, words, content):
    desk.store.parent.mkdir()
    desk.store.write_bytes(content)
    before = fingerprints(desk.folder)
    code, _, complaint = desk.run(*words)
    assert code == 1
    english, french = complaint.strip().splitlines()
    assert "It was left as it is" in english
    assert "Put back the last good copy" in english
    assert "Remettez la dernière bonne copie" in french
    assert fingerprints(desk.folder) == before


@pytest.mark.parametrize("words", COMMANDS)
def test_a_store_of_a_newer_version_is_told_and_left_alone(desk, words):
    write.upgrade(f"sqlite:///{desk.store}").dispose()
    connection = sqlite3.connect(desk.store)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    before = fingerprints(desk.folder)
    code, _, complaint = desk.run(*words)
    assert code == 1
    assert "newer version of this dashboard (9999)" in complaint
    assert "version plus récente" in complaint
    assert fingerprints(desk.folder) == before


def test_publish_makes_the_next_release_and_says_so(running_desk):
    first = fingerprints(running_desk.releases)
    code, said, _ = running_desk.run(
        "publish", "--through", "2022-02", "--note", "Until February.", "--note-fr", "Jusqu’à février."
    )
    assert code == 0
    assert "release 2" in said
    after = fingerprints(running_desk.releases)
    assert sorted(after) == ["release-1.sqlite", "release-2.sqlite"]
    assert after["release-1.sqlite"] == first["release-1.sqlite"]
    _, listed, _ = running_desk.run("releases", "--json")
    assert [row["note"] for row in json.loads(listed)][1] == "Until February."


def test_a_dry_run_shows_what_would_change_and_writes_nothing(running_desk):
    before = fingerprints(running_desk.folder)
    words = ("--note", "Until February.", "--note-fr", "Jusqu’à février.")
    code, said, _ = running_desk.run("publish", "--through", "2022-02", *words, "--dry-run")
    assert code == 0
    assert "release 2 would cover" in said
    assert "hidden: 0 of" in said
    assert said.splitlines()[-1] == "nothing was written"
    assert fingerprints(running_desk.folder) == before


def test_a_release_without_a_note_in_french_is_not_published(running_desk):
    code, _, complaint = running_desk.run("publish", "--through", "2022-02", "--note", "Until February.")
    assert code != 0
    assert "--note-fr" in complaint
    assert sorted(fingerprints(running_desk.releases)) == ["release-1.sqlite"]


def test_a_release_may_put_an_earlier_one_right_and_says_which(running_desk):
    words = ("publish", "--through", "2022-03", "--note", "Put right.", "--note-fr", "Rectifiée.", "--corrects")
    code, _, complaint = running_desk.run(*words, "7")
    assert code == 1
    assert "There is no release 7 to put right. Releases: 1." in complaint
    assert running_desk.run(*words, "1")[0] == 0
    _, listed, _ = running_desk.run("releases", "--json")
    assert [row["corrects"] for row in json.loads(listed)] == [None, 1]


def test_verify_finds_a_release_that_gives_a_small_count_away(running_desk):
    """Norfolk's places in January are 4; somebody hid them, beside the other months and the total that give them back."""
    first = running_desk.releases / "release-1.sqlite"
    release = Release(first)
    cells = release.all_cells()
    one = cells["indicator"].eq("places") & cells["group_kind"].ne("all") & cells["group_code"].ne("respond")
    hidden = one & cells["value"].eq(4).fillna(False).astype("bool") & cells["time_code"].eq("2022-01")
    assert hidden.sum() >= 2
    cells = cells.assign(value=cells["value"].mask(hidden), absence=cells["absence"].mask(hidden, "suppressed"))
    info = {name: value for name, value in release.info.items() if name != "content_sha256"}
    programme = release.documents["programme.toml"].replace("hide_below = 0", "hide_below = 10")
    documents = {**release.documents, "programme.toml": programme}
    first.unlink()
    told = {"grains": release.grains, "corrections": release.corrections}
    with finished_release(running_desk.releases, info, documents, cells, **told) as finished:
        finished.publish()
    code, said, complaint = running_desk.run("verify")
    assert code == 1
    assert said.splitlines()[:2] == ["release 1: ok", "disclosure: NOT ok"]
    assert f"{hidden.sum()} hidden cells can be worked out" in complaint
    assert "2022-01: 4 to 4" in complaint


def put_in_place(desk: Desk, *files: Path) -> None:
    """These releases instead of those of the desk."""
    shutil.rmtree(desk.releases)
    desk.releases.mkdir()
    for file in files:
        shutil.copy(file, desk.releases)


def test_verify_tells_what_follows_from_a_source_and_finds_everything_in_order(running_desk, tmp_path):
    """A source counts 5 places more than the release before."""
    put_in_place(running_desk, *overtaken_by_a_source(tmp_path / "overtaken"))
    code, said, complaint = running_desk.run("verify")
    assert (code, complaint) == (0, "")
    lines = said.splitlines()
    assert lines[:3] == ["release 1: ok", "release 2: ok", "disclosure: ok"]
    assert "16 hidden cells follow from what was public already" in lines[3]
    assert "2022-05: 5 to 5" in lines[3]


def test_verify_fails_on_what_a_release_tells_beside_such_a_source(running_desk, tmp_path):
    first, second = overtaken_by_a_source(tmp_path / "overtaken")
    put_in_place(running_desk, first, with_one_more_number(second, tmp_path / "more"))
    code, said, complaint = running_desk.run("verify")
    assert code == 1
    assert said.splitlines()[:3] == ["release 1: ok", "release 2: ok", "disclosure: NOT ok"]
    assert "hidden cells can be worked out" in complaint
    assert "2022-02: 4 to 4" in complaint
    assert "2022-05" not in complaint


@pytest.mark.parametrize(
    ("through", "told"),
    [
        ("2022-13", "is not a month"),
        ("March 2022", "is not a month"),
        ("2022-3", "is not a month"),
        ("2021-12", "approved from 2022-01 to 2022-04"),
        ("2022-05", "approved from 2022-01 to 2022-04"),
    ],
)
def test_publishing_through_a_month_that_cannot_be_is_refused_with_the_months_that_can(
    running_desk, monkeypatch, through, told
):
    monkeypatch.setenv("COLUMNS", "200")  # or the message is broken over several lines
    before = fingerprints(running_desk.folder)
    code, _, complaint = running_desk.run(
        "publish", "--through", through, "--note", "A note.", "--note-fr", "Une note."
    )
    assert code != 0
    assert told in " ".join(complaint.split())
    assert fingerprints(running_desk.folder) == before


def test_verify_finds_everything_in_order(running_desk):
    code, said, complaint = running_desk.run("verify")
    assert code == 0
    assert said.splitlines() == ["release 1: ok", "disclosure: ok", "audit: ok", "standing: ok"]
    assert complaint == ""


def test_verify_fails_on_a_tampered_release(running_desk):
    connection = sqlite3.connect(running_desk.releases / "release-1.sqlite")
    connection.execute("UPDATE cell SET value = value + 1 WHERE indicator = 'places'")
    connection.commit()
    connection.close()
    code, said, complaint = running_desk.run("verify")
    assert code == 1
    assert "release 1: NOT ok" in said
    assert "content differs from its checksum" in complaint


def test_verify_fails_on_a_release_that_cannot_be_opened(running_desk):
    (running_desk.releases / "release-1.sqlite").write_bytes(b"")
    code, _, complaint = running_desk.run("verify")
    assert code == 1
    assert "release-1.sqlite cannot be read" in complaint


def test_verify_fails_on_an_audit_trail_that_was_rewritten(running_desk):
    connection = sqlite3.connect(running_desk.store)
    connection.execute("DROP TRIGGER audit_event_no_update")
    connection.execute("UPDATE audit_event SET who = 'somebody else' WHERE id = 3")
    connection.commit()
    connection.close()
    code, said, complaint = running_desk.run("verify")
    assert code == 1
    assert "audit: NOT ok" in said
    assert "audit: entry 3" in complaint


def test_releases_are_listed_for_people_and_for_machines(running_desk):
    code, said, _ = running_desk.run("releases")
    assert code == 0
    assert "through 2022-04" in said
    code, listed, _ = running_desk.run("releases", "--json")
    assert code == 0
    (row,) = json.loads(listed)
    assert {"number", "published_on", "through", "note", "corrects", "hidden", "sha256"} == set(row)
    assert (row["number"], row["published_on"], row["through"]) == (1, "2022-05-25", "2022-04")
    assert len(row["sha256"]) == 64


def test_releases_without_any_says_how_to_publish_one(desk):
    code, said, _ = desk.run("releases")
    assert code == 0
    assert "python manage.py init" in said
    code, listed, _ = desk.run("releases", "--json")
    assert (code, json.loads(listed)) == (0, [])
