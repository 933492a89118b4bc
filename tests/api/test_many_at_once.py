"""The running server: fifty at a time, together with the pages' own protection."""

import http.client
import json
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest

FIGURES = "/api/v1/figures"
AT_ONCE = 50


def fetched(server_url: str, path: str, *, method: str = "GET", headers: dict[str, str] | None = None):
    connection = http.client.HTTPConnection(urlsplit(server_url).netloc, timeout=60)
    try:
        connection.request(method, path, headers=headers or {})
        response = connection.getresponse()
        return response.status, response.headers, response.read()
    finally:
        connection.close()


def all_at_once(server_url: str, paths: Iterable[str]):
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return [*pool.map(lambda path: fetched(server_url, path), paths)]


def test_fifty_at_once_all_get_the_same_answer(server_url):
    answers = all_at_once(server_url, [f"{FIGURES}?indicator=people_supported&by=scheme,area"] * AT_ONCE)
    assert {status for status, _, _ in answers} == {200}
    assert len({body for _, _, body in answers}) == 1


def test_fifty_different_ones_at_once_are_each_answered_rightly(server_url):
    splits = ("scheme", "strand", "partner", "area", "country", "month", "quarter", "year", "scheme,area", "nonsense")
    paths = [
        f"{FIGURES}?indicator=businesses_supported&by={split}&lang={language}"
        for split in splits
        for language in ("en", "fr")
    ]
    answers = all_at_once(server_url, (paths * 3)[:AT_ONCE])
    for path, (status, headers, body) in zip((paths * 3)[:AT_ONCE], answers, strict=True):
        told = json.loads(body)
        if "nonsense" in path:
            assert status == 422
        else:
            assert (status, told["release"], headers["Content-Language"]) == (200, 1, path[-2:])
            assert told["rows"] == len(told["figures"]) > 0


@pytest.mark.parametrize("path", [f"{FIGURES}?indicator=people_supported", FIGURES, "/api/v1/docs", "/api/v1/nothing"])
def test_answers_carry_the_protection_of_every_other_answer(server_url, path):
    _, headers, _ = fetched(server_url, path)
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert headers.get("Set-Cookie") is None


def test_head_has_no_body(server_url):
    status, headers, body = fetched(server_url, f"{FIGURES}?indicator=people_supported", method="HEAD")
    assert (status, body) == (200, b"")
    assert int(headers["Content-Length"]) > 100


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/../../etc/passwd",
        "/api/v1/%2e%2e/%2e%2e/etc/passwd",
        "/api/v1/releases/%2e%2e%2f%2e%2e/changes",
        "/api/v1/releases/..%5c..%5c/figures.csv",
        "/api/v1//figures",
        "/api/v1/releases/1/%2e%2e%2fstore.sqlite.csv",
        "/api/v1/figures%00?indicator=people_supported",
        "/api/v1/figures;indicator=people_supported",
        "//api/v1/figures",
    ],
)
def test_a_path_that_plays_tricks_is_turned_away(server_url, path):
    status, _, body = fetched(server_url, path)
    assert status in (400, 404, 422)
    assert b"root:" not in body


def test_a_very_long_address_is_refused_and_the_next_one_answered(server_url):
    status, _, body = fetched(server_url, f"{FIGURES}?indicator={'a' * 10_000}")
    assert (status, len(body) < 2_000) == (422, True)
    assert fetched(server_url, f"{FIGURES}?indicator=people_supported")[0] == 200
