"""How answers leave: tagged, kept as long as they may be, readable from any site, in the language asked for."""

import gzip

import pytest

from api.remembered import Made, Remembered

FIGURES = "/api/v1/figures"
FOR_EVER = "public, max-age=31536000, immutable"
JSON_ADDRESSES = [
    "/programme",
    "/partners",
    "/schemes",
    "/indicators",
    "/areas",
    "/targets",
    "/datapackage.json",
    "/openapi.json",
]


@pytest.mark.parametrize("path", [*JSON_ADDRESSES, "/areas.geojson", "/release.zip"])
def test_an_answer_of_a_named_release_may_be_kept_for_ever(ask, path):
    assert ask(f"/api/v1{path}", release=1).headers["cache-control"] == FOR_EVER
    assert ask(f"/api/v1{path}").headers["cache-control"] == "public, max-age=60"


def test_a_release_named_in_the_path_counts_as_named(ask):
    assert ask("/api/v1/releases/2/changes").headers["cache-control"] == FOR_EVER
    assert ask("/api/v1/releases/2/figures.csv").headers["cache-control"] == FOR_EVER


def test_what_depends_on_more_than_a_release_is_not_kept_for_ever(ask):
    assert ask("/api/v1/releases").headers["cache-control"] == "public, max-age=60"
    assert ask("/api/v1/docs", release=1).headers["cache-control"] == "public, max-age=60"


def test_a_refusal_is_never_kept(ask):
    for answer in (ask(FIGURES), ask("/api/v1/nothing"), ask(FIGURES, indicator="places", release=9)):
        assert answer.headers["cache-control"] == "no-store"
        assert "etag" not in answer.headers


@pytest.mark.parametrize("written", ["{tag}", '"x", {tag}', "*"])
def test_an_answer_that_the_client_has_already_is_not_sent_again(ask, written):
    tag = ask(FIGURES, indicator="places").headers["etag"]
    again = ask(FIGURES, indicator="places", headers={"if-none-match": written.format(tag=tag)})
    assert (again.status, again.body, again.headers["etag"]) == (304, b"", tag)


def test_another_answer_has_another_tag(ask):
    tags = {ask(FIGURES, indicator="places", **more).headers["etag"] for more in ({}, {"release": 1}, {"by": "area"})}
    assert len(tags) == 3
    assert ask(FIGURES, indicator="places", headers={"if-none-match": 'W/"old"'}).status == 200


def test_head_is_told_what_get_is(ask):
    get, head = (ask(FIGURES, method=method, indicator="places") for method in ("GET", "HEAD"))
    assert (head.status, head.headers) == (get.status, get.headers)


def test_any_site_may_read_and_none_with_credentials(ask):
    for answer in (
        ask(FIGURES, indicator="places", headers={"origin": "https://elsewhere.example"}),
        ask(FIGURES, headers={"origin": "null"}),
        ask("/api/v1/nothing"),
        ask(FIGURES, method="POST"),
    ):
        assert answer.headers["access-control-allow-origin"] == "*"
        assert "access-control-allow-credentials" not in answer.headers
        assert "set-cookie" not in answer.headers


def test_a_browser_that_asks_first_is_told_what_it_may_do(ask):
    answer = ask(
        FIGURES, method="OPTIONS", headers={"origin": "https://a.example", "access-control-request-method": "PUT"}
    )
    assert (answer.status, answer.headers["access-control-allow-methods"]) == (204, "GET, HEAD, OPTIONS")
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS"


def test_a_long_answer_is_compressed_for_those_who_take_it(ask):
    plain = ask(FIGURES, indicator="places", by="area,month")
    packed = ask(FIGURES, indicator="places", by="area,month", headers={"accept-encoding": "gzip"})
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert packed.headers["etag"] == plain.headers["etag"]


@pytest.mark.parametrize(
    "path", [*JSON_ADDRESSES, "/areas.geojson", "/releases", "/releases/1/changes", "/docs", "/release.zip"]
)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_address_answers_in_both_languages(ask, path, language):
    answer = ask(f"/api/v1{path}", lang=language)
    assert (answer.status, answer.headers["content-language"]) == (200, language)
    assert "⟦" not in answer.body.decode("utf-8", errors="ignore")


def test_sentences_beside_figures_are_in_the_language_asked_for(ask):
    (row,) = ask(FIGURES, indicator="grants_paid", lang="fr").figures
    assert row["source"] == "Chiffres illustratifs inventés pour cette démonstration"
    (row,) = ask(FIGURES, indicator="started", lang="fr").figures
    assert row["source"] == "Deux rives, publication n° 2"


def test_what_is_remembered_stays_within_its_bounds():
    remembered, made = Remembered(100), []

    def make(text):
        made.append(text)
        return Made(text.encode() * 30, "application/json")

    for text in ("a", "b", "a", "c", "d", "a", "b"):
        assert remembered.take(text, lambda text=text: make(text)).made.body == text.encode() * 30
    assert made == ["a", "b", "c", "d", "b"]  # three fit: b was asked for longest ago when d came


def test_an_answer_too_large_to_keep_is_still_an_answer():
    remembered = Remembered(10)
    for _ in range(2):
        assert remembered.take("key", lambda: Made(b"more than ten bytes", "text/plain")).made.body.startswith(b"more")


def test_the_door_of_the_addresses_leads_to_their_description(ask):
    assert ask("/api/v1").headers["location"] == "/api/v1/docs"
