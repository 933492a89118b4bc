"""What a page says before its script has run, and that it gives way once the page is drawn."""

import re
from html import unescape

import pytest

from serving.menu import read_menu
from serving.site import site
from tests.another_release import put_after

SAID = {
    "en": (
        *("C-CARE supported more businesses than planned", "2,407", "2,784", "over 1,900", "4,500"),
        *("closure interview", "22 May 2023"),
    ),
    "fr": (
        *("C-CARE a accompagné plus d’entreprises que prévu", "2 407", "2 784", "plus de 1 900", "4 500"),
        *("closure interview", "22 mai 2023"),
    ),
}
FIRST = re.compile(r'<div id="cc-first">.*?</main></div>', re.S)


def words_in(html: str) -> str:
    first = FIRST.search(html)
    assert first
    text = unescape(re.sub(r"<style>.*?</style>|<noscript>.*?</noscript>|<[^>]+>", " ", first[0], flags=re.S))
    return re.sub(r"\s+", " ", text)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_first_page_says_what_was_reached_in_its_html(ask, language):
    said = words_in(ask(f"/?lang={language}").text)
    for told in SAID[language]:
        assert told in said, told


@pytest.mark.parametrize("entry", read_menu()[1:], ids=lambda entry: entry.address)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_other_page_says_its_name_and_no_figure(ask, entry, language):
    assert words_in(ask(f"/{entry.address}?lang={language}").text).strip() == entry.title[language]


def test_what_is_said_is_the_newest_releases_and_an_older_one_is_not_spoken_for(ask, serve):
    with serve() as own:
        assert "2,407" in words_in(ask("/?lang=en", url=own.url).text)
        put_after(own.folder / "releases" / "release-1.sqlite", 2, words={",2407,": ",2408,"})
        said = words_in(ask("/?lang=en", url=own.url).text)
        assert "2,408" in said
        assert "2,407" not in said
        assert words_in(ask("/?lang=en&release=1", url=own.url).text).strip() == "At a glance"


def test_a_programme_of_which_no_source_says_what_it_was_given_is_shown_without_it(ask, serve):
    with serve() as own:
        put_after(own.folder / "releases" / "release-1.sqlite", 2, words={",EUR,exact,": ",EUR,about,"})
        said = words_in(ask("/?lang=en", url=own.url).text)
        assert "2,407" in said
        assert "2021 to 2023. Figures as of" in said


def test_what_goes_wrong_with_the_first_words_takes_no_page_down(monkeypatch, published):
    def fail(*_: object) -> str:
        raise ValueError

    monkeypatch.setenv("CCARE_RELEASES", str(published / "releases"))
    monkeypatch.setattr("serving.site.headline", fail)
    told = site("en")
    assert (told.name, told.headline, told.closed) == ("C-CARE", "", None)


def test_it_is_gone_once_the_page_is_drawn_and_heard_once(visit):
    for path in ("/", "/map", "/attention", "/scheme?scheme=nowhere"):
        page = visit(path).page
        page.wait_for_function("() => !document.getElementById('cc-first')")
        assert page.locator("h1").count() <= 1, path


def test_it_stays_where_scripts_are_switched_off(browser, server_url):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server_url}/?lang=en")
    assert page.get_by_text("2,407").is_visible()
    assert "needs JavaScript" in page.locator("main").inner_text()
    context.close()
