"""A page that anybody may frame: nothing runs in it, nothing is fetched, it can be kept, and it leads back."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from api.embeds.asking import CARDS
from api.embeds.routes import DRAWN
from tests.embeds.conftest import SITE, Ask

ONE_OF_EACH = {
    "headline": {"indicator": "places"},
    "targets": {"scheme": "training"},
    "map": {"indicator": "places", "measure": "per_10000"},
    "curve": {"indicator": "places", "scheme": "advice"},
    "scheme": {"scheme": "advice"},
}
EVERY_CARD = pytest.mark.parametrize("card", ONE_OF_EACH)
LANGUAGES = pytest.mark.parametrize("lang", ["en", "fr"])


def test_every_card_that_may_be_asked_for_is_drawn_and_tried_here():
    assert set(CARDS) == set(DRAWN) == set(ONE_OF_EACH)


@LANGUAGES
@pytest.mark.parametrize("card", [*ONE_OF_EACH, "nothing"])
def test_a_card_holds_no_script_and_fetches_from_nowhere(ask: Ask, card: str, lang: str):
    html = ask(card, lang=lang, **ONE_OF_EACH.get(card, {})).html
    assert not re.search(r"<(script|link|img|iframe|object|embed|form|base)\b", html, re.I)
    assert not re.search(r"\son[a-z]+\s*=|javascript:|@import|expression\(", html, re.I)
    assert {urlsplit(told).netloc for told in re.findall(r"https?://[^\s\"'<>)]+", html)} <= {SITE, "www.w3.org"}
    assert set(re.findall(r"url\(([^)]*)\)", html)) <= {
        f"#{name}" for name in ("made-up", "suppressed", "not_reported", "not_published", "below")
    }


@EVERY_CARD
def test_a_card_may_be_framed_by_anybody_and_do_nothing(ask: Ask, card: str):
    answer = ask(card, **ONE_OF_EACH[card])
    policy = answer.headers["content-security-policy"].split("; ")
    assert policy[:3] == ["default-src 'none'", "style-src 'unsafe-inline'", "img-src data:"]
    assert "frame-ancestors *" in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "x-frame-options" not in answer.headers
    assert "set-cookie" not in answer.headers


@LANGUAGES
@EVERY_CARD
def test_a_card_says_its_language_release_day_and_leads_to_its_page(ask: Ask, card: str, lang: str):
    answer = ask(card, lang=lang, **ONE_OF_EACH[card])
    assert f'<html lang="{lang}">' in answer.html
    assert answer.headers["content-language"] == lang
    said = {"en": "Release 2, figures as of 30 April 2022.", "fr": "Publication n° 2, chiffres au 30 avril 2022."}
    assert said[lang] in answer.text
    (link,) = re.findall(r'<a href="([^"]*)" target="_blank" rel="noopener">', answer.html)
    address = urlsplit(unescape(link))
    assert (address.scheme, address.netloc) == ("http", SITE)
    told = {"lang": lang, **ONE_OF_EACH[card]}
    assert {name: values[0] for name, values in parse_qs(address.query).items()} == told
    pages = {"headline": "/indicator", "targets": "/scheme", "map": "/map", "curve": "/scheme", "scheme": "/scheme"}
    assert address.path == pages[card]


def test_the_card_of_a_named_release_leads_to_the_page_as_of_that_release(ask: Ask):
    answer = ask("headline", indicator="places", release="1")
    assert "Release 1, figures as of 31 March 2022." in answer.text
    assert re.search(r'href="http://figures\.example/indicator\?[^"]*release=1"', answer.html)


def test_a_named_release_may_be_kept_for_ever_and_the_newest_for_a_minute(ask: Ask):
    named, newest = ask("scheme", scheme="advice", release="1"), ask("scheme", scheme="advice")
    assert named.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert newest.headers["cache-control"] == "public, max-age=60"
    assert named.headers["etag"] != newest.headers["etag"]


@EVERY_CARD
def test_a_card_that_has_not_changed_is_not_sent_again(ask: Ask, card: str):
    first = ask(card, **ONE_OF_EACH[card])
    again = ask(card, headers={"if-none-match": first.headers["etag"]}, **ONE_OF_EACH[card])
    assert (again.status, again.html) == (304, "")
    assert again.headers["etag"] == first.headers["etag"]
    other = ask(card, headers={"if-none-match": '"another"'}, **ONE_OF_EACH[card])
    assert (other.status, other.html) == (200, first.html)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_a_card_is_read_and_nothing_else(ask: Ask, method: str):
    answer = ask("targets", method=method)
    assert answer.status == 405
    assert {part.strip() for part in answer.headers["allow"].split(",")} == {"GET", "HEAD"}


def test_asking_for_the_head_alone_tells_the_same(ask: Ask):
    whole, head = ask("targets"), ask("targets", method="HEAD")
    assert head.status == 200
    assert head.headers["etag"] == whole.headers["etag"]


def test_the_look_follows_the_reader_unless_the_address_names_one(ask: Ask):
    asked = {theme: ask("targets", theme=theme).html for theme in ("auto", "light", "dark")}
    assert "@media screen and (prefers-color-scheme:dark)" in asked["auto"]
    assert ":root{color-scheme:dark" not in asked["light"]
    assert "@media screen{:root{color-scheme:dark" in asked["dark"]
    assert ask("targets").html == asked["auto"]


def test_on_paper_the_light_colours_hold_whatever_the_screen_shows(ask: Ask):
    style = re.search(r"<style>(.*?)</style>", ask("targets", theme="dark").html, re.S)
    assert style
    first, *others = style[1].split("@media ")
    assert first.startswith(":root{color-scheme:light")
    assert all(part.startswith(("screen", "print")) for part in others)


@pytest.mark.parametrize(("accepted", "lang"), [("fr-FR,fr;q=0.9,en;q=0.8", "fr"), ("de", "en"), ("", "en")])
def test_without_a_language_in_the_address_the_reader_s_own_counts(ask: Ask, accepted: str, lang: str):
    answer = ask("targets", headers={"accept-language": accepted})
    assert f'<html lang="{lang}">' in answer.html
    assert "Accept-Language" in answer.headers["vary"]


@pytest.mark.parametrize("host", ['"><b>here', "x' onclick='y", "a b", "[", "x\\y@z", ""])
def test_a_host_that_is_none_gets_into_no_address(ask: Ask, host: str):
    """What a client calls the server stands in the link back."""
    answer = ask("targets", host=host)
    assert answer.status == 200
    assert re.search(r'href="http://figures\.example/targets\?lang=en"', answer.html)
