"""/healthz: what a monitor may rely on."""

import json
import os
import shutil

import pytest
from starlette.requests import Request

from serving.health import health_route, state
from tests.another_release import changed, put_after
from tests.visit import completed


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


@pytest.mark.parametrize("public_only", [True, False])
def test_a_damaged_release_beside_a_good_one_is_told_while_the_good_one_is_served(stored, public_only):
    first = stored / "releases" / "release-1.sqlite"
    second, third = put_after(first, 2), put_after(first, 3)
    assert "damaged" not in state(public_only=public_only)
    changed(third, "DELETE FROM cell")
    told = state(public_only=public_only)
    assert (told["status"], told["release"]) == ("degraded", 2)
    assert [(each["release"], "release-3.sqlite" in each["reason"]) for each in told["damaged"]] == [(3, True)]
    assert status(public_only=public_only) == 200
    changed(second, "DELETE FROM cell")
    told = state(public_only=public_only)
    assert (told["release"], [each["release"] for each in told["damaged"]]) == (1, [2, 3])


@pytest.mark.parametrize("public_only", [True, False])
def test_where_no_release_is_sound_it_is_unavailable_and_says_what_is_wrong_with_each(stored, public_only):
    os.truncate(stored / "releases" / "release-1.sqlite", 5_000)
    told = state(public_only=public_only)
    assert told["status"] == "unavailable"
    assert "release-1.sqlite" in told["reason"]
    assert [each["release"] for each in told["damaged"]] == [1]
    assert status(public_only=public_only) == 503


def status(*, public_only: bool) -> int:
    endpoint = health_route(public_only=public_only).endpoint
    return completed(endpoint(Request({"type": "http"}))).status_code


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
        assert ask("/", url=server.url).status == 503
