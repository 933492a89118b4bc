"""The administrator's manual holds: every command in it is run as it stands, and every setting in it is one that the server takes."""

import configparser
import re
import secrets
import sqlite3
import subprocess
import tomllib
from contextlib import closing
from pathlib import Path

import pytest

from bench.serving import ROOT
from serving.providers import Exposure, faults
from tests.operations.manual import blocks, failed, installed

MANUAL = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
OPEN = Exposure("127.0.0.1", ["figures.example.org"], None)
UNITS = [block.text for block in blocks(MANUAL, "ini")]
SECRETS = [block.text for block in blocks(MANUAL, "toml")]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return installed(tmp_path_factory.mktemp("srv") / "dashboard")


def test_every_command_in_the_manual_does_what_it_says(server: Path) -> None:
    assert failed(MANUAL, server) == []
    kept = list((server / "backups").iterdir())
    assert len(kept) >= 1
    assert {path.name for path in kept[0].iterdir()} == {"store.sqlite", "releases"}
    with closing(sqlite3.connect(server / "data" / "store" / "ccare.sqlite")) as store:
        people = dict(store.execute("SELECT email, revoked_at IS NOT NULL FROM access"))
    assert people == {"first.lead@example.org": 0, "gone@example.org": 1}
    assert len(list((server / "data" / "store" / "releases").glob("release-*.sqlite"))) == 2


def test_what_an_old_store_left_unfinished_is_not_played_into_the_copy_that_takes_its_place(tmp_path: Path) -> None:
    (restore,) = [block.text for block in blocks(MANUAL, "sh") if "ccare.sqlite.before" in block.text]
    live, copy = tmp_path / "data" / "store", tmp_path / "backups" / "2026-11-25T00-00-00Z"
    for folder in (live, copy / "releases"):
        folder.mkdir(parents=True)
    (copy / "releases" / "release-1.sqlite").write_text("a release")
    for name, text in (("ccare.sqlite", "old"), ("ccare.sqlite-journal", "unfinished")):
        (live / name).write_text(text)
    (copy / "store.sqlite").write_text("the copy")
    commands = "\n".join(line for line in restore.splitlines() if "manage.py" not in line)
    subprocess.run(["bash", "-euc", commands], cwd=tmp_path, check=True)
    held = {path.name: path.read_text() for path in live.glob("*.sqlite*")}
    assert held == {
        "ccare.sqlite": "the copy",
        "ccare.sqlite.before": "old",
        "ccare.sqlite.before-journal": "unfinished",
    }


@pytest.mark.parametrize("wrong", ["manage.py verifies", "manage.py publish --through 2031-01 --note a --note-fr b"])
def test_a_command_that_does_not_work_is_found(server: Path, wrong: str) -> None:
    (said,) = failed(f"Then:\n\n```sh\n.venv/bin/python {wrong}\n```\n", server)
    assert said.startswith("line 3:")
    assert wrong in said


@pytest.mark.parametrize("text", SECRETS, ids=["keycloak", "entra"])
def test_a_sign_in_as_the_manual_writes_it_is_taken_once_its_secret_is_made(text: str) -> None:
    section = tomllib.loads(text)["auth"]
    assert [fault.key for fault in faults(section, OPEN)] != [], "a placeholder is no secret"
    assert list(faults({**section, "cookie_secret": secrets.token_urlsafe(48)}, OPEN)) == []


def test_a_service_starts_files_that_are_there_with_settings_that_exist() -> None:
    assert len(UNITS) == 2
    for text in UNITS:
        unit = configparser.RawConfigParser(strict=False)
        unit.optionxform = str  # type: ignore[assignment,method-assign]
        unit.read_string(text)
        program, *told = unit["Service"]["ExecStart"].removeprefix("/srv/dashboard/").split()
        assert program == ".venv/bin/streamlit"
        assert (ROOT / told[-1]).exists()
        for name in re.findall(r"^Environment=(\w+)=", text, re.M):
            known = (
                name in README or name.removeprefix("STREAMLIT_SERVER_") == "PORT" or name == "PYTHONDONTWRITEBYTECODE"
            )
            assert known, f"{name} is no setting that the README tells of"


def test_the_proxy_passes_web_sockets_names_and_uploads_on() -> None:
    (nginx,) = [block.text for block in blocks(MANUAL, "nginx")]
    for needed in ("proxy_http_version 1.1", "Upgrade $http_upgrade", 'Connection "upgrade"', "Host $host", "8501"):
        assert needed in nginx
    largest = int(re.search(r"client_max_body_size (\d+)m", nginx)[1])
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert largest > config["server"]["maxUploadSize"]


def test_the_readme_names_commands_that_exist_and_pictures_that_are_there(server: Path) -> None:
    from manage import app  # not at the top: the command line is a script beside the rooms

    known = {(command.name or command.callback.__name__) for command in app.registered_commands}
    named = set(re.findall(r"manage\.py (\w+)", README)) | set(
        re.findall(r"\b[a-z]+\b", " ".join(re.findall(r"manage\.py ([\w |]+?)  ", README)))
    )
    assert named - known == set()
    assert known - named == set(), "a command that the README does not tell of"
    for path in re.findall(r"\((docs/[^)#]+)\)|src=\"(docs/[^\"]+)\"", README):
        assert (ROOT / "".join(path)).exists(), path
    targets = set(re.findall(r"^make ([\w-]+)", README, re.M))
    made = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    assert targets - made == set()
