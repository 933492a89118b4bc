"""A page speaks one language: nothing without words, nothing in the other language, in no chart, tip or alternative text either."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import pytest

from ccare_metrics import load_programme
from ccare_metrics.framework import Source
from geo.areas import Text
from serving.menu import read_menu
from tests.pages.conftest import ROOT
from tests.pages.reading import SPACES, everything_said, html
from tests.words import english, french
from tests.words.as_shown import sentences
from tests.words.tongue import OTHER, foreign_words
from ui.words import catalogue

SLIPS = {"en": english.slips, "fr": french.slips}
LONG_ENOUGH = 12  # characters; shorter ones may be the same in both languages
PLACES = re.compile(r"\{[^}]*\}")
ABOUT = ("method", "definitions", "sources", "contradictions", "boundaries", "licence", "privacy")
VIEWS = [
    *((entry.address, {}) for entry in read_menu()),
    ("map", {"view": "explore"}),
    ("map", {"measure": "share_of_target", "scheme": "a2a", "indicator": "people_supported", "period": "2022-Q3"}),
    ("area", {"area": "76"}),
    ("scheme", {"scheme": "a2a"}),
    ("scheme", {"scheme": "digital_poverty"}),
    ("scheme", {"scheme": "tourism_academy"}),
    ("scheme", {"scheme": "food_insecurity"}),
    ("indicator", {"indicator": "vouchers_value"}),
    ("targets", {"figures": "published"}),
    *(("about", {"part": part}) for part in ABOUT[1:]),
    *((page, {"on": "2022-10-15"}) for page in ("attention", "progress", "reporting", "changes", "money", "pack")),
    *((page, {"on": "2021-04-02"}) for page in ("attention", "progress", "pack")),
    ("progress", {"strand": "business_recovery", "country": "UK", "on": "2023-03-15"}),
    ("target", {"scheme": "a2a", "indicator": "people_supported", "on": "2022-10-15"}),
    ("target", {"scheme": "green_voucher", "indicator": "vouchers_value", "on": "2022-10-15"}),
    ("target", {"scheme": "rsa_entrepreneurs", "on": "2022-12-15"}),
    ("changes", {"since": "release-1", "until": "2022-10-15"}),
    *(("compare", {"by": side, "on": "2022-10-15"}) for side in ("partner", "area", "country")),
    ("compare", {"indicator": "vouchers_value", "measure": "share_of_target"}),
    *((page, {"who": "finistere"}) for page in ("my_figures", "enter_figures", "upload", "submissions")),
    *((page, {"who": "cesi"}) for page in ("my_figures", "enter_figures", "upload")),
    *(("submissions", {"who": "norfolk", "submission": number}) for number in ("104", "157")),
]


def pieces(language: str) -> set[str]:
    """What the catalogue of a language says around its places."""
    words = catalogue(language)
    whole = [*words.single.values(), *(form for forms in words.counted.values() for form in forms)]
    return {plain(piece) for text in whole for piece in PLACES.split(text)}


def names(value: object, language: str) -> Iterator[str]:
    """Every name and sentence of a programme in one language, where the other says it otherwise."""
    if isinstance(value, Text):
        if plain(value.en) != plain(value.fr):
            yield plain(value[language])
    elif is_dataclass(value):
        for field in fields(value):
            yield from names(getattr(value, field.name), language)
    elif isinstance(value, dict):
        for each in value.values():
            yield from names(each, language)
    elif isinstance(value, tuple):
        for each in value:
            yield from names(each, language)


def titles(value: object) -> Iterator[str]:
    """A source is cited under the title it carries, whatever its language."""
    if isinstance(value, Source):
        yield plain(value.title)
    elif is_dataclass(value):
        for field in fields(value):
            yield from titles(getattr(value, field.name))
    elif isinstance(value, dict | tuple):
        for each in value.values() if isinstance(value, dict) else value:
            yield from titles(each)


def plain(text: str) -> str:
    return SPACES.sub(" ", text).strip()


PROGRAMME = load_programme(ROOT / "data" / "ccare")
TITLES = sorted(set(titles(PROGRAMME)), key=len, reverse=True)


@pytest.fixture(scope="module")
def foreign() -> dict[str, set[str]]:
    """For each language what only the other one says; not "Apprenticeships", which is part of a name in French sentences too."""
    said = {language: {*pieces(language), *names(PROGRAMME, language)} for language in OTHER}
    own = {language: "\n".join(texts) for language, texts in said.items()}
    return {
        language: {text for text in said[other] if len(text) > LONG_ENOUGH and text not in own[language]}
        for language, other in OTHER.items()
    }


def intruders(said: tuple[str, ...], foreign: set[str]) -> list[str]:
    everything = "\n".join(said)
    for title in TITLES:
        everything = everything.replace(title, "")
    return sorted(text for text in foreign if text in everything)


def view_name(value: object) -> str:
    return value if isinstance(value, str) else "-".join(value.values()) or "plain"


@pytest.mark.parametrize("language", OTHER)
@pytest.mark.parametrize(("page", "address"), VIEWS, ids=view_name)
def test_a_page_says_everything_in_its_language_and_nothing_in_the_other(open_page, foreign, page, address, language):
    app = open_page(page, lang=language, **address)
    assert not app.exception
    said = everything_said(app)
    assert [text for text in said if "⟦" in text] == []
    assert intruders(said, foreign[language]) == []
    shown = list(sentences(app, language))
    assert {word for text in shown for word in foreign_words(text, language)} == set()
    assert {slip for text in shown for slip in SLIPS[language](text)} == set()


@pytest.mark.parametrize(
    ("language", "slipped"),
    [("en", "Drop the fichier dans the box"), ("fr", "Déposez le fichier here"), ("fr", "Press Enter to apply")],
)
def test_one_small_word_of_the_other_language_would_be_found(language, slipped):
    assert foreign_words(slipped, language)


@pytest.mark.parametrize("language", OTHER)
def test_small_words_say_which_language_a_text_is_in(language):
    """Nearly every longer text of the catalogue has some, in its own language; else the crawl would hear nothing."""
    single = catalogue(language).single
    # The open data's own description names columns and codes, which are English in both.
    long = [text for key, text in single.items() if len(text) > 60 and "{" not in text and not key.startswith("api.")]
    told = [text for text in long if foreign_words(text, OTHER[language])]
    assert len(told) > 0.95 * len(long) > 100
    assert [text for text in long if foreign_words(text, language)] == []


def test_no_sentence_of_a_page_is_left_out(open_page):
    """What is set aside as code or as cited is little: nearly all that is said is held to its language."""
    app = open_page("scheme", lang="fr", scheme="a2a")
    said = [text for text in everything_said(app) if len(text) > 40 and text not in TITLES]
    shown = SPACES.sub(" ", "\n".join(sentences(app, "fr")))
    assert len([text for text in said if text in shown]) > 0.8 * len(said) > 20


def test_one_foreign_sentence_in_a_tip_would_be_found(open_page, foreign):
    said = everything_said(open_page("map", lang="fr"))
    assert intruders(
        (*said, "Leaves out every figure and target that was made up for the demonstration."), foreign["fr"]
    )


def test_everything_is_listened_to(open_page):
    """Labels, options, tips, charts, maps: else the tests above would hold less than they say."""
    said = "\n".join(everything_said(open_page("map", lang="en")))
    for heard in (
        "Published figures only",
        "Per 10,000 people",
        "Norfolk",
        "Made up for the demonstration",
        "Leaves out every figure",
    ):
        assert heard in said, heard
    assert len(everything_said(open_page("targets", lang="en"))) > 200


@pytest.mark.parametrize("page", [entry.address for entry in read_menu()])
def test_a_page_has_one_heading_of_its_own_in_each_language(open_page, page):
    headings = {}
    for language in OTHER:
        (headings[language],) = re.findall(r"<h1[^>]*>(.*?)</h1>", html(open_page(page, lang=language)), flags=re.S)
        assert len(headings[language]) > LONG_ENOUGH
    assert headings["en"] != headings["fr"]


@pytest.mark.parametrize(("asked", "heard"), [("de", "en"), ("", "en"), ("FR", "en"), ("fr", "fr")])
def test_an_unknown_language_is_answered_in_one_that_we_speak(open_page, asked, heard):
    assert (plain(catalogue(heard).single["filters.published_only"])) in everything_said(
        open_page("targets", lang=asked)
    )
