"""The glossary: every term in the reader's alphabet, each leading to its rule; and the terms where they stand as labels."""

import re
from html import unescape
from urllib.parse import urlsplit

import pytest

from tests.browser.addresses import dead
from tests.pages.conftest import ways_on
from tests.pages.reading import everything_said, html
from ui import glossary, provenance
from ui.theme import STATUS_SHAPES
from ui.words import catalogue, words_for

LANGUAGES = ("en", "fr")
TERM = re.compile(r"<dt[^>]*>(.*?)</dt>")


def terms(app) -> list[str]:
    return [unescape(term) for term in TERM.findall(html(app))]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_holds_every_term_once(open_page, language):
    words = words_for(language)
    assert sorted(terms(open_page("glossary", lang=language))) == sorted(
        glossary.name(words, code) for code in glossary.TERMS
    )
    assert len(glossary.TERMS) > 30


def test_terms_follow_the_readers_own_alphabet(open_page):
    english, french = (terms(open_page("glossary", lang=language)) for language in LANGUAGES)
    assert english.index("area") < english.index("indicator") < english.index("target")
    assert (
        french.index("déclaration")
        < french.index("en bonne voie")
        < french.index("état")
        < french.index("hors trajectoire")
    )
    assert french.index("programme") < french.index("provenance") < french.index("territoire")


def test_accents_do_not_send_a_word_to_the_end():
    words = words_for("fr")
    assert sorted(["zone", "état", "etape", "êta", "œuvre", "ode"], key=words.alphabetical) == [
        "êta", "etape", "état", "ode", "œuvre", "zone",
    ]  # fmt: skip
    assert sorted(["zone", "état", "etape"]) == ["etape", "zone", "état"], "as a computer would have it"


def test_an_accent_counts_between_words_that_are_else_the_same():
    assert sorted(["pêche", "peche", "péché"], key=words_for("fr").alphabetical)[0] == "peche"


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_term_leads_to_its_rule(open_page, language):
    said = html(open_page("glossary", lang=language))
    links = re.findall(r'<dd>.*?<a href="([^"]+)"', said)
    assert len(links) == len(glossary.TERMS)
    assert {link: why for link in map(unescape, links) if (why := dead(link.replace("./", "/", 1)))} == {}
    assert all(f"lang={language}" in link for link in links)


def test_a_letter_leads_to_its_first_term(open_page):
    said = html(open_page("glossary", lang="fr"))
    anchors = {urlsplit(link).fragment for link in re.findall(r'<li><a href="(#[^"]+)"', said)}
    assert anchors and anchors <= set(re.findall(r'<dt id="([^"]+)"', said))


def test_the_term_that_is_asked_for_stands_first(open_page):
    assert terms(open_page("glossary", lang="en", term="suppressed"))[0] == "hidden to protect small numbers"
    assert terms(open_page("glossary", lang="fr"))[0] == "à surveiller"


def test_a_term_that_is_not_there_is_said_so(open_page):
    said = " ".join(everything_said(open_page("glossary", lang="en", term="<b>wealth")))
    assert "“<b>wealth” is not in this glossary" in said
    assert "illustrative" in said


def test_every_word_of_the_closed_lists_is_explained():
    """Where a number comes from, why there is none, how it stands: a reader may ask of each."""
    explained = {*glossary.TERMS}
    assert set(provenance.PROVENANCES) <= explained
    assert {"not_reported", "not_applicable", "not_published", "suppressed"} <= explained
    assert {"reached", "not_reached", "on_course", "at_risk", "off_course"} <= explained & set(STATUS_SHAPES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_meaning_is_one_or_two_plain_sentences(language):
    words = words_for(language)
    for code in glossary.TERMS:
        meant = glossary.meaning(words, code)
        assert 1 <= len(re.findall(r"[.!?](?:\s|$)", meant)) <= 3, meant
        assert len(meant.split()) <= 45, meant


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_glossary_calls_things_as_the_pages_do(language):
    """A label that can be opened and its entry have one name."""
    words, said = words_for(language), catalogue(language).single
    for code in provenance.PROVENANCES:
        assert glossary.name(words, code) == said[f"provenance.{code}"].lower()
    for code in ("on_course", "at_risk", "off_course"):
        assert glossary.name(words, code) == said[f"status.{code}"].lower()
    assert glossary.name(words, "expected") == said["table.expected"].lower()
    assert glossary.name(words, "coverage") == said["board.coverage"].lower()
    assert glossary.name(words, "scheme") == said["table.scheme"].lower()


def test_a_label_opens_to_its_meaning_and_leads_to_the_glossary():
    said = provenance.explained(words_for("fr"), "illustrative")
    assert said.startswith('<details class="cc-term"><summary')
    assert "Inventé pour cette démonstration" in said
    assert 'href="glossary?lang=fr&amp;term=illustrative"' in said
    assert "<summary" not in provenance.label(words_for("fr"), "illustrative"), "not in each row of a table"


def test_labels_on_a_page_can_be_opened(open_page):
    said = html(open_page("at_a_glance", lang="en"))
    assert len(re.findall(r'<details class="cc-term">', said)) >= 4
    assert not re.search(r"<(p|a|td)\b[^>]*>(?:(?!</\1>).)*<details class=\"cc-term\"", said, flags=re.S), (
        "nowhere it may not stand"
    )


def test_about_the_figures_leads_to_the_glossary(open_page):
    assert "Glossary: the words used here, explained" in ways_on(open_page("about", lang="en"))
