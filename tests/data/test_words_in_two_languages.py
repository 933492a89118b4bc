"""Both languages are there, and each is set as its readers expect to see it."""

import re
from dataclasses import fields, is_dataclass

import pytest

from geo.areas import Text

BAD_FRENCH = {
    "a straight apostrophe": r"'",
    "an ordinary space before ; ? ! or %": r" [;?!%]",
    "an ordinary space before a colon": r" :",
    "no space before ; ? ! or %": r"[\w»)][;?!%]",
    "no space before a colon": r"[\w»)]:",
    "a guillemet without its no-break space": r"«[^\u00a0]|[^\u00a0]»",
    "English quotation marks": r"[“”\"]",
    "a thousand split by an ordinary space": r"\d \d{3}",
    "a comma for a thousand": r"[1-9]\d*,\d{3}",
    "an ordinary space before a currency": r"\d [£€]",
}

BAD_ENGLISH = {
    "a straight apostrophe": r"'",
    "straight quotation marks": r'"',
    "a space before punctuation": r"[\u00a0\u202f ][;:?!%]",
    "a thousand without its comma": r"(?<![\d-])(?!20[12]\d)\d{4}\b",
}


def texts_in(thing):
    if isinstance(thing, Text):
        yield thing
    elif is_dataclass(thing):
        for field in fields(thing):
            yield from texts_in(getattr(thing, field.name))
    elif isinstance(thing, dict):
        for value in thing.values():
            yield from texts_in(value)
    elif isinstance(thing, tuple | list):
        for value in thing:
            yield from texts_in(value)


@pytest.mark.parametrize("mistake", BAD_FRENCH)
def test_french_is_set_as_french(programme, mistake):
    assert [text.fr for text in texts_in(programme) if re.search(BAD_FRENCH[mistake], text.fr)] == []


@pytest.mark.parametrize("mistake", BAD_ENGLISH)
def test_english_is_set_as_english(programme, mistake):
    assert [text.en for text in texts_in(programme) if re.search(BAD_ENGLISH[mistake], text.en)] == []


def test_sentences_are_translated_and_end_alike(programme):
    said = list(texts_in(programme))

    assert len(said) > 300
    assert [text for text in said if len(text.en) > 60 and text.en == text.fr] == []
    assert [text for text in said if text.en.endswith(".") != text.fr.endswith(".")] == []


def test_both_languages_carry_the_same_numbers(programme):
    def numbers(text):
        return sorted(re.findall(r"\d+", re.sub(r"(?<=\d)[,.\u202f](?=\d)", "", text)))

    different = [text for text in texts_in(programme) if numbers(text.en) != numbers(text.fr)]
    assert different == []
