"""A card with a chart, a map or a table of figures is called by what it shows: a sentence with its number, or why there is none."""

import re
from html import unescape

import pytest

from ccare_metrics import load_programme
from tests.pages.conftest import ROOT
from tests.pages.reading import SPACES
from tests.pages.test_one_language_at_a_time import view_name
from ui.words import catalogue, words_for

PROGRAMME = load_programme(ROOT / "data" / "ccare")
TITLE = re.compile(r'<h2 class="cc-card-title">(.*?)</h2>', re.S)
NUMBER = re.compile(r"\d")
# A headline card is a finding as a whole: under the indicator's name the figure in large type, its status and share in a sentence.
FIGURE = re.compile(r'<p class="cc-figure">(.*?)</p>')
# Cards of words and not of figures: what a thing is, how a rule works, what to decide, and lessons as they were told.
IN_WORDS = (
    "scheme.what",
    "indicator.meaning",
    "outlook.title",
    "outlook.revisions",
)
LESSONS = {
    lesson.title
    for lesson in (*PROGRAMME.lessons, *(each for scheme in PROGRAMME.schemes.values() for each in scheme.lessons))
}
VIEWS = [
    ("at_a_glance", {}),
    ("map", {}),
    ("map", {"view": "explore"}),
    ("map", {"measure": "share_of_target", "scheme": "a2a", "indicator": "people_supported", "period": "2022-Q3"}),
    ("area", {"area": "E10000020"}),
    ("area", {"area": "76"}),
    ("scheme", {"scheme": "a2a"}),
    ("scheme", {"scheme": "digital_poverty"}),
    ("indicator", {"indicator": "businesses_supported"}),
    ("indicator", {"indicator": "vouchers_value", "figures": "published"}),
    ("targets", {}),
    ("targets", {"figures": "published"}),
    ("progress", {"on": "2022-10-15"}),
    ("progress", {"on": "2021-06-20"}),
    ("target", {"scheme": "a2a", "indicator": "people_supported", "on": "2022-10-15"}),
    ("reporting", {"on": "2022-10-15"}),
    ("changes", {"since": "release-1", "until": "2022-10-15"}),
    ("compare", {"on": "2022-10-15"}),
    ("compare", {"by": "partner", "indicator": "vouchers_value", "on": "2022-10-15"}),
    ("money", {}),
    ("my_figures", {"who": "finistere"}),
]


def absences(language: str) -> set[str]:
    """The words that say that there is no number, and why."""
    words, said = words_for(language), catalogue(language).single
    known = {words.absence(code) for code in ("not_reported", "not_applicable", "not_published", "suppressed")}
    nothing = {
        text for key, text in said.items() if re.search(r"(?:_none|\.none|nothing_\w+|_zero|_hidden|no_\w+)$", key)
    }
    return known | {
        SPACES.sub(" ", part).strip() for text in nothing for part in re.split(r"\{\w+\}", text) if len(part) > 8
    }


def titles(app) -> list[tuple[str, str]]:
    """(title, the HTML below it) of each card."""
    found = []
    for element in app.get("html"):
        body = str(element.proto.body)
        parts = re.split(r'(?=<h2 class="cc-card-title">)', body)
        found += [(TITLE.match(part)[1], part) for part in parts if TITLE.match(part)]
    return [(SPACES.sub(" ", unescape(re.sub(r"<[^>]*>", "", title))).strip(), part) for title, part in found]


def is_a_finding(title: str, language: str) -> bool:
    """It says how much, or that and why there is nothing to say; the mere name of an indicator or a subject does neither."""
    bare = title
    for each in (*PROGRAMME.indicators.values(), *PROGRAMME.schemes.values(), *PROGRAMME.partners.values()):
        for name in (each.name, each.short_name):
            bare = bare.replace(SPACES.sub(" ", words_for(language).name(name)), "")
    return bool(NUMBER.search(bare)) or any(absence in SPACES.sub(" ", title) for absence in absences(language))


def in_words(title: str, language: str) -> bool:
    words = words_for(language)
    return title in {SPACES.sub(" ", words(key)) for key in IN_WORDS} | {words.name(lesson) for lesson in LESSONS}


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(("page", "address"), VIEWS, ids=view_name)
def test_each_card_of_figures_is_called_by_its_finding(open_page, page, address, language):
    app = open_page(page, lang=language, **address)
    assert not app.exception
    found = titles(app)
    assert found
    plain = [title for title, card in found if not is_a_finding(title, language) and not _has_its_number(card)]
    assert [title for title in plain if not in_words(title, language)] == []


@pytest.mark.parametrize(
    ("title", "language"),
    [
        ("Businesses supported", "en"),
        ("Coverage by partner", "en"),
        ("A2A apprenticeships", "en"),
        ("England and France", "en"),
        ("Montant des bons attribués", "fr"),
        ("Dispositif par dispositif", "fr"),
    ],
)
def test_the_name_of_a_subject_is_no_finding(title, language):
    assert not is_a_finding(title, language)
    assert not in_words(title, language)


@pytest.mark.parametrize(
    ("title", "language"),
    [
        ("Businesses supported: 5 of 7 targets reached", "en"),
        ("Value of vouchers awarded: not published", "en"),
        ("Norfolk en tête – entreprises accompagnées : 1 043 sur 2 407", "fr"),
        ("Montant des bons attribués : non publié", "fr"),
    ],
)
def test_a_sentence_with_its_number_or_the_lack_of_one_is_a_finding(title, language):
    assert is_a_finding(title, language)


def test_a_plot_is_called_alike_on_the_page_and_read_aloud(open_page):
    """What a screen reader hears of a chart is its title."""
    app = open_page("targets", lang="en")
    (plot,) = app.get("plotly_chart")
    assert SPACES.sub(" ", plot.proto.alt) in [title for title, _ in titles(app)]


def _has_its_number(card: str) -> bool:
    figure = FIGURE.search(card)
    return figure is not None and NUMBER.search(figure[1]) is not None
