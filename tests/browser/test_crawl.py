"""Every page in both languages, gone through in a real browser: one language a page, no dead link, no picture without words."""

import re
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Page

from serving.menu import read_menu
from tests.access.views import LANGUAGES
from tests.browser.addresses import PROGRAMME, dead, is_a_page, sources, well_formed
from tests.browser.crawling import Walk, look_at, walk
from tests.signing_in import cookies
from tests.words.as_shown import CITED, CODE, NOT_SHOWN
from tests.words.framework import REMAINS
from tests.words.tongue import foreign_words

OURS = "127.0.0.1"
# A source is cited at the address it was read at, whatever that begins with.
SOURCES = {source.url for source in sources(PROGRAMME)}


@pytest.fixture(scope="module")
def walked(browser, server_url) -> Walk:
    return walk(browser, server_url)


def foreign(texts, language: str) -> set[str]:
    said = {CODE.sub("", CITED.sub("…", text)).strip() for text, _ in texts if text not in NOT_SHOWN}
    return {text for text in said if foreign_words(text, language)}


def remains(text: str) -> list[str]:
    return [pattern for pattern in REMAINS if re.fullmatch(pattern, text)]


def test_every_page_was_seen_in_every_language(walked):
    seen = {(each.place.page, each.language) for each in walked.seen}
    assert seen == {(entry.address, language) for entry in read_menu() for language in LANGUAGES}
    assert min(len(each.texts) for each in walked.seen) > 20


def test_no_word_of_the_other_language_is_written_or_read_aloud(walked):
    found = {(each.address, text) for each in walked.seen for text in foreign(each.texts, each.language)}
    assert {(address, text) for address, text in found if not remains(text)} == set()


def test_no_word_is_missing(walked):
    assert {text for each in walked.seen for text, _ in each.texts if "⟦" in text} == set()


def test_no_picture_is_without_words(walked):
    assert {(each.address, drawn) for each in walked.seen for drawn in each.nameless} == set()


def test_nobody_else_is_asked(walked, server_url):
    assert walked.hosts == {urlsplit(server_url).netloc}


def test_no_link_to_a_page_is_dead(walked):
    links = {full for each in walked.seen for _, full in each.links if _is_ours(full) and is_a_page(full)}
    assert len(links) > 150
    assert {link: why for link in links if (why := dead(link))} == {}


def test_no_link_to_a_place_on_a_page_is_dead(walked):
    """`#there`: on the page itself, or on the page that is linked to."""
    places: dict[str, set[str]] = {}
    for each in walked.seen:
        places.setdefault(urlsplit(each.address).path, set()).update(each.ids)
    asked = {
        (urlsplit(full).path, urlsplit(full).fragment)
        for each in walked.seen
        for _, full in each.links
        if _is_ours(full)
    }
    asked = {(path, place) for path, place in asked if place}
    assert asked
    assert {(path, place) for path, place in asked if place not in places.get(path, ())} == set()


def test_what_else_is_linked_to_is_answered(walked, browser, server_url):
    """Open data, files, signing in: whatever the server answers beside the pages."""
    links = {
        full.partition("#")[0]
        for each in walked.seen
        for _, full in each.links
        if _is_ours(full) and not is_a_page(full)
    }
    context = browser.new_context()
    context.add_cookies(
        [{"name": n, "value": v, "url": server_url} for n, v in cookies("lead.one", server_url).items()]
    )
    answers = {link: context.request.get(link, max_redirects=0).status for link in links}
    missing = context.request.get(f"{server_url}/nothing-here").status
    context.close()
    assert {link: status for link, status in answers.items() if status >= 400} == {}
    assert missing == 404


def test_after_signing_in_one_comes_back_to_a_page_that_there_is(walked):
    ways = {
        value
        for each in walked.seen
        for _, full in each.links
        for name, value in parse_qsl(urlsplit(full).query)
        if name == "next"
    }
    assert {way: why for way in ways if (why := dead(way))} == {}


def test_links_to_others_are_well_formed(walked):
    others = {full for each in walked.seen for _, full in each.links if not _is_ours(full)}
    assert len(others) > 20
    assert {link for link in others if not well_formed(link)} == set()
    assert {link for link in others if link.startswith("http:")} <= SOURCES


# -- what the framework says of itself


@pytest.fixture
def said_by_the_framework(visit) -> set[str]:
    """On French pages, with a select box open and a file chosen."""
    found = set()
    seen = visit("/map?lang=fr", lang="fr").page
    seen.locator("[data-testid=stSelectbox] input").first.click()
    seen.wait_for_function("() => document.body.textContent.includes('available')")
    found |= foreign(look_at(seen)["texts"], "fr")
    seen = visit("/upload?lang=fr", lang="fr", who="finistere").page
    found |= foreign(look_at(seen)["texts"], "fr")
    seen.locator("input[type=file]").first.set_input_files({"name": "x.csv", "mimeType": "text/csv", "buffer": b"a;b"})
    seen.get_by_role("button", name="Add files").wait_for()
    return found | foreign(look_at(seen)["texts"], "fr")


def test_what_remains_of_the_framework_is_listed_and_nothing_else(said_by_the_framework):
    assert {text for text in said_by_the_framework if not remains(text)} == set()
    assert {pattern for text in said_by_the_framework for pattern in remains(text)} == set(REMAINS)


# -- each check finds what it looks for


@pytest.fixture
def spoilt(visit) -> Page:
    """A page into which somebody put what must not be there."""
    page = visit("/?lang=fr", lang="fr").page
    page.evaluate("""document.querySelector('[data-testid=stMain]').insertAdjacentHTML('beforeend', `
        <p>Press Enter to apply</p> <button aria-label="Show more of this">…</button> <p lang="en">This is said to be English</p>
        <svg role="img"></svg> <img src="data:,"> <iframe src="about:blank"></iframe> <p>⟦target.title⟧</p>
        <a href="#nowhere">x</a> <a href="scheme?scheme=nothing">x</a> <a href="nothing">x</a>`)""")
    return page


def test_each_fault_on_a_page_is_found(spoilt):
    found = look_at(spoilt)
    said = foreign(found["texts"], "fr")
    assert {"Press Enter to apply", "Show more of this"} <= said
    assert "This is said to be English" not in said
    assert len(found["nameless"]) == 3
    assert "⟦target.title⟧" in {text for text, _ in found["texts"]}
    assert "nowhere" not in found["ids"]
    links = dict(found["links"])
    assert dead(links["scheme?scheme=nothing"]) == "no scheme nothing"
    assert dead(links["nothing"]) == "no page /nothing"


@pytest.mark.parametrize(
    "address", ["ftp://example.org", "https://localhost", "https://example", "javascript:alert(1)", "https://a b.org"]
)
def test_an_ill_formed_link_is_found(address):
    assert not well_formed(address)


@pytest.mark.parametrize(
    "address", ["/map?measure=length", "/map?colour=red", "/about?part=nothing", "/area?area=XX", "/maps"]
)
def test_a_dead_link_is_found(address):
    assert dead(address)


def _is_ours(address: str) -> bool:
    return urlsplit(address).hostname == OURS
