"""The demonstration's own provider: ten ready people, on this machine only, a real provider all the same, and gone when asked to go."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import tomllib
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from bench.serving import ROOT, free_port
from ccare_metrics.store import people
from ccare_metrics.store.checking import checked
from ccare_metrics.store.engine import reading
from demo_signin.cast import cast, invite, programme_here
from demo_signin.node import NodeError
from demo_signin.provider import running, write_secrets
from serving.providers import Exposure, faults

SITE = "http://localhost:8501"
PATIENCE = 90


def test_there_are_ten_people_to_be_and_nobody_can_have_their_addresses():
    found = [(part.role, part.partner) for part in cast(programme_here())]
    assert len(found) == len({part.email for part in cast(programme_here())}) == 10
    assert [role for role, _ in found].count("lead") == 2
    assert sorted(partner for role, partner in found if role == "partner") == sorted(programme_here().partners)
    assert all(part.email.endswith(".example") for part in cast(programme_here()))


@pytest.mark.parametrize("address", ["0.0.0.0", "192.0.2.7", "::", "localhost.example.org", ""])
def test_the_provider_listens_on_this_machine_and_nowhere_else(address):
    with (
        pytest.raises(NodeError, match=r"listens on 127\.0\.0\.1 only"),
        running(programme_here(), site=SITE, address=address),
    ):
        pass


def test_on_this_machine_it_starts_and_ends_with_whoever_started_it():
    with running(programme_here(), site=SITE, address="127.0.0.1") as provider:
        where = urlsplit(provider.issuer)
        assert where.hostname == "127.0.0.1"
        assert answers(where.port)
    assert not answers(where.port)
    assert provider.process.returncode == 0


def test_a_port_that_is_taken_is_a_sentence():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with (
            pytest.raises(NodeError, match=f"cannot listen on port {port}"),
            running(programme_here(), site=SITE, port=port),
        ):
            pass


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args):
        return None


def asked(issuer: str, **question: str) -> tuple[int, str]:
    """The status of the provider's answer to a sign-in that is asked for, and where it leads."""
    query = urlencode({"client_id": "dashboard", "response_type": "code", "scope": "openid", "state": "s", **question})
    try:
        with urllib.request.build_opener(_Stay).open(f"{issuer}/auth?{query}", timeout=30) as answer:
            return answer.status, ""
    except urllib.error.HTTPError as answer:
        return answer.code, answer.headers.get("Location", "")


def test_it_is_as_strict_as_a_real_one():
    back = f"{SITE}/oauth2callback"
    challenge = {"code_challenge": "a" * 43, "code_challenge_method": "S256"}
    with running(programme_here(), site=SITE) as provider:
        assert "/interaction/" in asked(provider.issuer, redirect_uri=back, **challenge)[1]
        without = parse_qs(urlsplit(asked(provider.issuer, redirect_uri=back)[1]).query)
        assert without["error"] == ["invalid_request"], "no proof key, no sign-in"
        assert asked(provider.issuer, redirect_uri="https://elsewhere.example/oauth2callback", **challenge) == (400, "")
        assert asked(provider.issuer, redirect_uri=back, client_id="another", **challenge) == (400, "")


def test_the_settings_it_writes_are_sound_on_one_machine_new_each_time_and_for_their_owner_only(tmp_path):
    secrets = []
    with running(programme_here(), site=SITE) as provider:
        for _ in range(2):
            secrets.append(write_secrets(tmp_path / "secrets.toml", provider))
    path = tmp_path / "secrets.toml"
    section = tomllib.loads(path.read_text(encoding="utf-8"))["auth"]
    assert section["cookie_secret"] == secrets[1] != secrets[0]
    assert list(faults(section, Exposure("127.0.0.1", [], None))) == []
    assert list(faults(section, Exposure("127.0.0.1", ["figures.example.org"], None))) != []
    assert path.stat().st_mode & 0o077 == 0


def test_to_invite_them_twice_changes_nothing(published, tmp_path):
    shutil.copy(published / "store.sqlite", tmp_path)
    store = f"sqlite:///{tmp_path / 'store.sqlite'}"
    before = listed(store)
    invite(store, programme_here())
    assert listed(store) == before
    assert len(before) == 10


def listed(store: str) -> list[tuple[object, ...]]:
    engine = checked(store)
    with reading(engine) as session:
        rows = [(row.email, row.role, row.partner, row.subject, row.revoked_at) for row in people.listed(session)]
    engine.dispose()
    return rows


# -- make demo-signin


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def wait_until(condition, process: subprocess.Popen) -> None:
    until = time.monotonic() + PATIENCE
    while not condition():
        assert process.poll() is None, "it ended by itself"
        if time.monotonic() > until:
            raise TimeoutError
        time.sleep(0.2)


@pytest.mark.parametrize("how", ["Ctrl-C at the terminal", "asked to end"])
def test_the_command_starts_both_and_one_word_ends_both(published, tmp_path, how):
    assert "-m demo_signin" in (ROOT / "Makefile").read_text(encoding="utf-8").partition("\ndemo-signin:")[2][:200]
    folder = Path(shutil.copytree(published, tmp_path / "own", ignore=shutil.ignore_patterns("*.log", "secrets.toml")))
    site, provider = free_port(), free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "demo_signin", str(folder)],
        cwd=ROOT,
        env={**os.environ, "PORT": str(site), "SIGN_IN_PORT": str(provider)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        wait_until(lambda: answers(provider) and answers(site), process)
        if how == "asked to end":
            process.terminate()
        else:
            os.killpg(process.pid, signal.SIGINT)
        said, _ = process.communicate(timeout=30)
    finally:
        process.kill()
    assert process.returncode == 0
    assert not answers(site)
    assert not answers(provider)
    assert f"Sign in at http://localhost:{site} as one of" in said
    assert "lead.two@demo.example" in said
    assert "Traceback" not in said
