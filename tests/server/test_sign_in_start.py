"""A server whose sign-in is not safe does not start, and says why in both languages; one that is safe does."""

import subprocess
import sys
from pathlib import Path

import pytest

from bench.serving import ROOT, environment, free_port, running
from serving.providers import SAMPLE, Exposure, faults, is_this_machine
from tests.signing_in import SECRET, configured

HERE = Exposure("127.0.0.1", [], None)
OPEN = Exposure("127.0.0.1", ["figures.example.org"], None)
PROVIDER = {
    "client_id": "a",
    "client_secret": "b",
    "server_metadata_url": "https://sign-in.example.org/.well-known/openid-configuration",
}
SOUND = {
    "redirect_uri": "https://figures.example.org/oauth2callback",
    "cookie_secret": SECRET,
    "keycloak": PROVIDER,
}


def found(section: dict, exposure: Exposure = OPEN) -> list[str]:
    return [fault.key for fault in faults(section, exposure)]


def test_a_sound_sign_in_has_no_fault_wherever_the_server_listens():
    for exposure in (HERE, OPEN, Exposure(None, [], None), Exposure("0.0.0.0", [], None)):
        assert found(SOUND, exposure) == []
    assert found({**PROVIDER, **SOUND}) == []


@pytest.mark.parametrize(
    ("secret", "key"),
    [
        (None, "start.secret.missing"),
        ("", "start.secret.missing"),
        (123456, "start.secret.missing"),
        (SECRET[:31], "start.secret.short"),
        ("a-strong-randomly-generated-secret", "start.secret.sample"),
        ("xxx" + SECRET, "start.secret.sample"),
        ("please-change-me-" + SECRET, "start.secret.sample"),
        ("a" * 64, "start.secret.sample"),
        ("abcdefg" * 10, "start.secret.sample"),
    ],
)
def test_a_secret_that_is_none_is_refused(secret, key):
    section = {name: value for name, value in {**SOUND, "cookie_secret": secret}.items() if value is not None}
    assert found(section) == [key]
    assert found(section, HERE) == [key]


def test_a_secret_as_the_message_tells_to_make_it_is_taken():
    made = "import secrets; print(*(secrets.token_urlsafe(48) for _ in range(200)), sep='\\n')"
    secrets = subprocess.run([sys.executable, "-c", made], capture_output=True, text=True, check=True).stdout.split()
    taken = [each for each in secrets if found({**SOUND, "cookie_secret": each}) == []]
    # One in some thousands holds a word by accident; asked again, it is another.
    assert len(taken) >= len(secrets) - 2
    assert all(SAMPLE.search(each) for each in set(secrets) - set(taken))


@pytest.mark.parametrize(
    ("address", "keys"),
    [
        ("http://sign-in.example.org/.well-known/openid-configuration", ["start.provider.open"]),
        ("http://127.0.0.1:8502/.well-known/openid-configuration", ["start.provider.open", "start.provider.here"]),
        ("https://localhost/.well-known/openid-configuration", ["start.provider.here"]),
        ("https://[::1]:8502/.well-known/openid-configuration", ["start.provider.here"]),
        ("", ["start.provider.missing"]),
    ],
)
@pytest.mark.parametrize(
    "exposure", [OPEN, Exposure("0.0.0.0", [], None), Exposure(None, [], None), Exposure("::", [], None)]
)
def test_the_provider_of_a_demonstration_is_refused_where_others_can_reach_the_server(address, keys, exposure):
    assert found({**SOUND, "keycloak": {**PROVIDER, "server_metadata_url": address}}, exposure) == keys


@pytest.mark.parametrize("listening", ["127.0.0.1", "localhost", "::1"])
def test_the_provider_of_a_demonstration_is_taken_on_one_machine(listening):
    demonstration = {**PROVIDER, "server_metadata_url": "http://127.0.0.1:8502/.well-known/openid-configuration"}
    section = {**SOUND, "redirect_uri": "http://localhost:8501/oauth2callback", "keycloak": demonstration}
    assert found(section, Exposure(listening, [], None)) == []
    assert len(found(section, Exposure("192.0.2.7", [], None))) == 3


@pytest.mark.parametrize(
    ("section", "keys"),
    [
        ({"redirect_uri": "https://figures.example.org/somewhere"}, ["start.redirect"]),
        ({"redirect_uri": "/oauth2callback"}, ["start.redirect"]),
        ({"redirect_uri": "http://figures.example.org/oauth2callback"}, ["start.redirect.open"]),
        ({"keycloak": {}}, ["start.provider.missing"]),
        ({"keycloak": {**PROVIDER, "client_secret": ""}}, ["start.provider.missing"]),
        ({"keycloak": "", "key_cloak": PROVIDER}, ["start.provider.name"]),
        ({"keycloak": ""}, ["start.no_provider"]),
    ],
)
def test_what_the_framework_would_only_say_to_a_visitor_is_said_at_the_start(section, keys):
    assert found({**SOUND, **section}) == keys


def test_identity_by_a_header_is_refused():
    """Whoever can reach the server past its proxy could be anybody."""
    assert found(SOUND, Exposure("127.0.0.1", [], {"X-Email": "email"})) == ["start.headers"]


@pytest.mark.parametrize("host", ["localhost", "a.localhost", "LOCALHOST.", "127.0.0.1", "127.9.9.9", "::1", "[::1]"])
def test_names_of_the_machine_itself_are_known(host):
    assert is_this_machine(host)


@pytest.mark.parametrize("host", ["", "figures.example.org", "localhost.example.org", "192.0.2.7", "::", "0.0.0.0"])
def test_other_names_are_not(host):
    assert not is_this_machine(host)


# -- the process


def started(folder: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """A start that is expected to end by itself."""
    told = {**environment(folder), "STREAMLIT_SERVER_PORT": str(free_port()), **settings}
    command = [sys.executable, "-m", "streamlit", "run", "server.py"]
    return subprocess.run(command, cwd=ROOT, env=told, capture_output=True, text=True, check=False, timeout=60)


def test_the_server_ends_with_a_sentence_in_both_languages_and_no_stack_trace(tmp_path):
    configured(tmp_path, secret="xxx")
    done = started(tmp_path)
    assert done.returncode != 0
    assert "The server does not start, because its sign-in ([auth] in the secrets) is not safe:" in done.stderr
    assert "Le serveur ne démarre pas" in done.stderr
    assert "cookie_secret is too short: at least 32 characters" in done.stderr
    assert "cookie_secret est trop court" in done.stderr
    assert "Traceback" not in done.stderr + done.stdout
    assert "xxx" not in done.stderr, "the secret itself is not shown"


def test_the_demonstration_does_not_start_under_a_public_name(tmp_path):
    configured(tmp_path, provider="http://127.0.0.1:8502")
    done = started(tmp_path, STREAMLIT_SERVER_ALLOWED_HOSTS="figures.example.org")
    assert done.returncode != 0
    assert "the accounts of a demonstration are open to anybody" in done.stderr


def test_the_same_starts_on_one_machine_and_a_public_only_server_does_not_look_at_it(serve, ask):
    with serve(sign_in=True) as server:
        assert ask("/healthz", url=server.url).status == 200
        assert ask("/signout", url=server.url).status == 200
    configured(server.folder, secret="xxx")
    with running(server.folder, settings={"CCARE_PUBLIC_ONLY": "1"}) as public:
        assert ask("/", url=public.url).status == 200
        assert ask("/signout", url=public.url).status == 404


def test_without_a_sign_in_there_is_nowhere_to_sign_in(serve, ask):
    with serve() as server:
        statuses = {
            path: ask(path, url=server.url).status for path in ("/signin", "/signout", "/auth/login", "/auth/logout")
        }
        assert statuses == dict.fromkeys(statuses, 404)
        assert ask("/attention", url=server.url).status == 200
