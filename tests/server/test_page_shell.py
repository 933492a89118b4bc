"""What a browser gets before anything is drawn: language, title, hints, and a 404 that helps on."""

import re

import pytest

from serving.languages import chosen_language
from serving.menu import read_menu

MENU = read_menu()
ADDRESSES = ["", *(entry.address for entry in MENU[1:])]
PAGES = list(zip(MENU, ADDRESSES, strict=True))


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(("entry", "address"), PAGES, ids=[entry.address for entry in MENU])
def test_each_page_says_its_language_and_title_from_the_first_byte(ask, entry, address, language):
    answer = ask(f"/{address}?lang={language}")
    assert answer.status == 200
    assert answer.headers["Content-Language"] == language
    assert f'<html lang="{language}">' in answer.text
    assert f"<title>{entry.title[language]} – C-CARE</title>" in answer.text
    assert '<meta name="description" content="' in answer.text


@pytest.mark.parametrize(
    ("asked", "before", "accepted", "given"),
    [
        ("fr", "en", "en-GB,en", "fr"),
        (None, "fr", "en-GB,en", "fr"),
        (None, None, "de;q=0.9,fr-CA;q=0.8,en;q=0.1", "fr"),
        ("de", "it", "es", "en"),
        (None, None, "fr;q=0,en;q=0.5", "en"),
        (None, None, ";;q=,fr;q=high", "en"),
        (None, None, None, "en"),
    ],
)
def test_the_address_outranks_the_cookie_and_the_cookie_the_browser(asked, before, accepted, given):
    assert chosen_language(asked, before, accepted) == given


def test_a_language_that_was_asked_for_is_remembered(ask):
    assert "lang=fr" in ask("/?lang=fr").headers["Set-Cookie"]
    assert ask("/", Cookie="lang=fr").headers["Content-Language"] == "fr"
    assert ask("/").headers["Set-Cookie"] is None


@pytest.mark.parametrize("path", ["/nowhere", "/a/b", "/map/further", "/mapp"])
@pytest.mark.parametrize(("language", "said"), [("en", "There is no page here"), ("fr", "Il n’y a pas de page ici")])
def test_an_unknown_address_is_a_404_that_names_the_pages(ask, path, language, said):
    answer = ask(path, accept_language=language)
    assert answer.status == 404
    assert said in answer.text
    for entry, address in PAGES:
        assert (f'href="/{address}?lang={language}"' in answer.text) == (entry.in_menu and entry.audience == "public")
    other = "fr" if language == "en" else "en"
    assert f'<a href="?lang={other}" hreflang="{other}"' in answer.text


@pytest.mark.parametrize("path", ["/at_a_glance", "/at_a_glance/"])
def test_the_first_page_has_one_address_and_keeps_the_view_that_was_asked_for(ask, path):
    answer = ask(f"{path}?lang=fr&figures=published")
    assert (answer.status, answer.headers["Location"]) == (308, "/?lang=fr&figures=published")


def test_only_pages_that_draw_charts_announce_the_large_bundles(ask):
    def announced(path: str) -> set[str]:
        return set(re.findall(r'rel="modulepreload" crossorigin href="/static/js/(\w+)', ask(path).text))

    large = {"PlotlyChart", "DeckGlJsonChart"}
    assert not announced("/") & large
    assert not announced("/map") & large
    assert announced("/map?view=explore") & large == {"DeckGlJsonChart"}
    assert announced("/targets") & large == {"PlotlyChart"}


def test_a_text_in_the_address_never_becomes_part_of_the_page(ask):
    for path in ("/<script>alert(1)</script>", "/map?lang=<script>", "/map?view=<script>"):
        assert "<script>alert" not in ask(path.replace("<", "%3C").replace(">", "%3E")).text


def test_robots_and_browsers_find_their_small_files(ask):
    assert ask("/robots.txt").text.startswith("User-agent: *")
    assert ask("/favicon.svg").headers["Content-Type"] == "image/svg+xml"
    assert ask("/favicon.png").body.startswith(b"\x89PNG")
    assert '"name":"C-CARE"' in ask("/manifest.json").text
