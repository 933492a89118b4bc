"""/healthz: what a monitor may rely on."""

import json
import shutil

import pytest

from serving.health import state


@pytest.fixture
def stored(published, tmp_path, monkeypatch):
    """A store and releases that a test may spoil."""
    folder = tmp_path / "stored"
    shutil.copytree(published, folder)
    monkeypatch.setenv("CCARE_DATABASE_URL", f"sqlite:///{folder / 'store.sqlite'}")
    monkeypatch.setenv("CCARE_RELEASES", str(folder / "releases"))
    return folder


def test_a_server_in_health_names_its_release_and_revision(ask):
    answer = ask("/healthz")
    told = json.loads(answer.text)
    assert answer.status == 200
    assert (told["status"], told["release"]) == ("ok", 1)
    assert told["revision"] > 0
    assert answer.headers["Cache-Control"] == "no-store"


def test_without_a_release_it_is_unavailable_and_says_how_to_publish_one(stored):
    shutil.rmtree(stored / "releases")
    told = state(public_only=False)
    assert told["status"] == "unavailable"
    assert "publish" in told["reason"]


def test_a_damaged_store_is_unavailable_and_left_as_it_is(stored):
    (stored / "store.sqlite").write_bytes(b"not a database at all" * 100)
    told = state(public_only=False)
    assert told["status"] == "unavailable"
    assert "store.sqlite" in told["reason"]
    assert (stored / "store.sqlite").read_bytes().startswith(b"not a database")


def test_a_public_server_needs_no_working_store(stored):
    (stored / "store.sqlite").unlink()
    assert state(public_only=True) == {"status": "ok", "release": 1, "revision": None}
    assert state(public_only=False)["status"] == "unavailable"


def test_a_server_without_a_release_still_starts_and_says_so(serve, ask):
    with serve(empty=True) as server:
        answer = ask("/healthz", url=server.url)
        assert answer.status == 503
        assert json.loads(answer.text)["status"] == "unavailable"
        assert ask("/", url=server.url).status == 200
