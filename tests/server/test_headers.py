"""What every answer carries, and which doors stay shut."""

import re
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from websockets.exceptions import InvalidStatus

from bench.visitor import visiting
from serving.headers import FrameAncestorsError, ancestors, content_security_policy, digest
from serving.page_script import ANYBODY, SIGNED_IN
from tests.visit import completed


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/map",
        "/nowhere",
        "/healthz",
        "/robots.txt",
        "/_stcore/health",
        "/_stcore/metrics",
        "/app/static/outlines.json",
    ],
)
def test_every_kind_of_answer_carries_the_same_protection(ask, path):
    headers = ask(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert "frame-ancestors 'self'" in headers["Content-Security-Policy"]
    assert "camera=()" in headers["Permissions-Policy"]


def test_bundles_carry_it_too(ask):
    bundle = re.search(r'src="\./(static/js/index[^"]+)"', ask("/").text)[1]
    for encoding in ("gzip", "identity"):
        assert ask(f"/{bundle}", accept_encoding=encoding).headers["X-Content-Type-Options"] == "nosniff"


def test_scripts_come_from_here_and_none_is_made_out_of_text():
    policy = content_security_policy()
    assert "'unsafe-eval'" not in policy
    assert "http" not in policy
    script_rule = next(rule for rule in policy.split("; ") if rule.startswith("script-src"))
    assert "'unsafe-inline'" not in script_rule


@pytest.mark.parametrize(("cookie", "script"), [("lang=en", ANYBODY), ("_streamlit_user=someone", SIGNED_IN)])
def test_the_only_script_in_the_page_is_one_that_is_let_in(ask, cookie, script):
    answer = ask("/", Cookie=cookie)
    assert re.findall(r"<script>(.*?)</script>", answer.text, re.DOTALL) == [script]
    assert digest(script) in answer.headers["Content-Security-Policy"]


def test_frames_are_allowed_where_configured_and_nowhere_else():
    policy = content_security_policy("https://www.example.org https://*.example.com:8443")
    assert policy.endswith("frame-ancestors 'self' https://www.example.org https://*.example.com:8443")


@pytest.mark.parametrize("told", ["www.example.org", "https://a.example; script-src *", "https://a.example/page", "*"])
def test_something_that_is_no_origin_is_refused_by_name(told):
    with pytest.raises(FrameAncestorsError, match="CCARE_FRAME_ANCESTORS"):
        ancestors(told)


@pytest.mark.parametrize(
    "path", ["/_stcore/metrics", "/_stcore/agent/openapi.json", "/_stcore/agent/mcp", "/map/_stcore/agent/mcp"]
)
def test_session_counts_and_the_interface_for_programs_are_shut(ask, path):
    assert ask(path).status == 404


def test_a_page_of_another_site_cannot_speak_for_a_visitor(server):
    async def visit(origin: str) -> None:
        async with visiting(server.url, origin=origin) as visitor:
            await visitor.draw()

    completed(visit(server.url))
    with pytest.raises(InvalidStatus):
        completed(visit("https://elsewhere.example"))


def test_nobody_outside_is_asked_who_we_are(server, ask):
    answer = ask("/_stcore/health", Origin="https://elsewhere.example")
    assert answer.headers["Access-Control-Allow-Origin"] is None
    assert "external IP" not in server.log()


def asked_as(url: str, host: str) -> int:
    """The status of an answer to somebody who used this name for the server."""
    try:
        with urlopen(Request(url, headers={"Host": host}), timeout=30) as answer:
            return answer.status
    except HTTPError as refused:
        return refused.code


@pytest.mark.parametrize("path", ["/embed/headline?indicator=places_of_nowhere", "/api/v1/docs", "/api/v1/releases"])
def test_where_names_of_the_server_are_set_no_link_is_made_of_another(serve, path):
    """A card prints the name in its link, and may be kept for a year."""
    with serve(settings={"STREAMLIT_SERVER_ALLOWED_HOSTS": "good.example other.example"}) as server:
        assert asked_as(server.url + path, "evil.example") == 400
        assert asked_as(server.url + path, "good.example") != 400
        assert asked_as(server.url + "/healthz", "127.0.0.1") == 200


def test_where_none_is_set_any_name_will_do(server_url):
    assert asked_as(server_url + "/api/v1/releases", "anybody.example") == 200
