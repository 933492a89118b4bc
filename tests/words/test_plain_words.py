"""The public pages can be read at a first reading: no long sentence, and no word that only an office uses."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from ui.words import CATALOGUES, LOCALES

# French says the same in about an eighth more words.
MOST_WORDS = {"en": 30, "fr": 34}
PUBLIC = ("pages", "dashboard", "releases", "glossary", "statement", "embeds", "paper", "signin")
# A programmer's description of the open data keeps a programmer's words, and a template the names of its columns.
FOR_PROGRAMS = ("api", "template")

# What an office says, and what is said here instead (docs/glossary.md).
OFFICE = {
    "en": {
        r"KPIs?|metrics?": "indicator",
        r"orgs?|users?": "partner, person",
        r"workflow": "how figures come in",
        r"goals?": "target",
        r"stakeholders?": "partners",
        r"deliverables?": "what a scheme delivers",
        r"leverag\w+|utili[sz]\w+|facilitat\w+": "use, help",
        r"in order to|prior to|going forward|whilst|commenc\w+": "to, before, from now on, while, begin",
        r"completeness": "coverage",
        r"performance": "progress",
        r"impactful|robust|synerg\w+|actionable|granular\w*": "nothing",
        r"NaN|null": "why there is no figure",
    },
    "fr": {
        r"KPI|métriques?": "indicateur",
        r"utilisateurs?|usagers?": "partenaire, personne",
        r"reporting|dashboard|feedback|workflow|timing|process": "déclaration, tableau de bord",
        r"livrables?": "réalisation",
        r"impacter|impactée?s?|challenge\w*|prioriser": "toucher",
        r"e-?mails?|mails?|login|upload\w*": "courriel, connexion, déposer",
        r"complétude": "taux de déclaration",
        r"performance": "avancement",
        r"afin d’être en mesure|dans le cadre de la mise en place|au niveau de": "pour, dans",
    },
}
# A place of a text is not a word of it, nor is an address.
PLACE = re.compile(r"\{\w*\}|\S+@\S+")
SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÀ-ÝŒ«“{])")
WORD = re.compile(r"[\w’'{}-]+")


def texts(language: str, names: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """By key, with the catalogue's name, as they stand in the files."""
    found = {}
    for name in names:
        with Path(CATALOGUES / language / "LC_MESSAGES" / f"{name}.po").open("rb") as file:
            for entry in read_po(file):
                if entry.id:
                    key = entry.id if isinstance(entry.id, str) else entry.id[0]
                    found[key] = (entry.string,) if isinstance(entry.string, str) else tuple(entry.string)
    return found


def catalogues(language: str) -> tuple[str, ...]:
    known = {path.stem for path in (CATALOGUES / language / "LC_MESSAGES").glob("*.po")}
    return tuple(sorted(known - {*FOR_PROGRAMS}))


def long_sentences(text: str, language: str) -> list[str]:
    return [each for each in SENTENCE_END.split(text) if len(WORD.findall(each)) > MOST_WORDS[language]]


def office_words(text: str, language: str) -> list[str]:
    bare = PLACE.sub("", text)
    return [
        found[0] for pattern in OFFICE[language] for found in re.finditer(rf"\b(?:{pattern})\b", bare, re.IGNORECASE)
    ]


@pytest.mark.parametrize("language", LOCALES)
def test_no_sentence_on_a_public_page_is_long(language):
    said = texts(language, PUBLIC)
    assert len(said) > 400
    assert {
        key: found for key, forms in said.items() for form in forms if (found := long_sentences(form, language))
    } == {}


@pytest.mark.parametrize("language", LOCALES)
def test_most_sentences_are_short(language):
    lengths = [
        len(WORD.findall(sentence))
        for forms in texts(language, PUBLIC).values()
        for form in forms
        for sentence in SENTENCE_END.split(form)
        if form.endswith(".")
    ]
    assert len(lengths) > 200
    assert sorted(lengths)[len(lengths) // 2] <= 18


@pytest.mark.parametrize("language", LOCALES)
def test_no_page_speaks_like_an_office(language):
    said = texts(language, catalogues(language))
    assert {
        key: found for key, forms in said.items() for form in forms if (found := office_words(form, language))
    } == {}


@pytest.mark.parametrize("language", LOCALES)
def test_a_long_sentence_would_be_found(language):
    short = " ".join(["word"] * MOST_WORDS[language]) + "."
    assert long_sentences(short, language) == []
    assert long_sentences(f"Short one. {short[:-1]} more.", language) != []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Each KPI by org", "en"),
        ("In order to reach the goal", "en"),
        ("Completeness of reporting", "en"),
        ("Un reporting par utilisateur", "fr"),
        ("Cela va impacter le Kent", "fr"),
        ("Envoyez un e-mail", "fr"),
    ],
)
def test_an_office_word_would_be_found(text, language):
    assert office_words(text, language)


def test_a_place_of_a_text_is_not_taken_for_a_word():
    assert office_words("{users} of {metric}", "en") == []
