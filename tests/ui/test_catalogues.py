"""Both languages say everything, with the same places to fill, in their own typography."""

import ast
import re
import string
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from ui.words import CATALOGUES, LOCALES, NARROW_NO_BREAK, NO_BREAK, catalogue, words_for

ROOT = Path(__file__).parents[2]


def texts(language: str) -> dict[str, tuple[str, ...]]:
    words = catalogue(language)
    return {**{key: (text,) for key, text in words.single.items()}, **words.counted}


def places(text: str) -> set[str]:
    """Names to fill."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_word_stands_in_every_language() -> None:
    english, *others = (texts(language) for language in LOCALES)
    for other in others:
        assert english.keys() == other.keys()


def test_the_same_places_are_filled_in_every_language() -> None:
    french = texts("fr")
    for key, forms in texts("en").items():
        wanted = set().union(*map(places, forms))
        assert set().union(*map(places, french[key])) == wanted, key


@pytest.mark.parametrize("language", LOCALES)
def test_no_word_is_empty(language: str) -> None:
    assert [key for key, forms in texts(language).items() if not all(form.strip() for form in forms)] == []


@pytest.mark.parametrize("language", LOCALES)
def test_each_counted_word_has_every_plural_form(language: str) -> None:
    for path in (CATALOGUES / language / "LC_MESSAGES").glob("*.po"):
        with path.open("rb") as file:
            entries = read_po(file, locale=LOCALES[language])
        assert [entry.id for entry in entries if entry.pluralizable and len(entry.string) != entries.num_plurals] == []


@pytest.mark.parametrize("language", LOCALES)
def test_apostrophes_are_typographic(language: str) -> None:
    assert [key for key, forms in texts(language).items() if any("'" in form for form in forms)] == []


def test_french_puts_no_break_spaces_before_tall_punctuation_and_inside_guillemets() -> None:
    spaces = NO_BREAK + NARROW_NO_BREAK
    # A mark right after a letter or figure wants a space before it, unless it belongs to an address or a time.
    wrong = re.compile(
        rf"[^\s{spaces}.…!?][;!?](?!\w)|[^\s{spaces}][:](?![/\d\w])| [:;!?»]|«(?![{spaces}])|(?<![{spaces}])»"
    )
    assert {key: form for key, forms in texts("fr").items() for form in forms if wrong.search(form)} == {}


def test_english_has_no_space_before_tall_punctuation() -> None:
    wrong = re.compile(r"\s[:;!?](?!\w)")
    found = {key: form for key, forms in texts("en").items() for form in forms if wrong.search(form)}
    assert found == {}


def asked_keys() -> set[tuple[str, str]]:
    """(file, key) of every word asked for by a literal key in a page or in ui."""
    found = set()
    for path in [*(ROOT / "ui").glob("*.py"), *(ROOT / "pages").rglob("*.py"), ROOT / "dashboard.py"]:
        if not path.exists():
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args or not isinstance(node.args[0], ast.Constant):
                continue
            name, key = ast.unparse(node.func), node.args[0].value
            if re.search(r"(^|\.)words(\.n|\.has)?$|^self(\.n)?$", name) and isinstance(key, str):
                found.add((path.name, key))
    return found


def test_every_word_that_a_page_asks_for_is_there() -> None:
    known = texts("en").keys()
    assert sorted((file, key) for file, key in asked_keys() if key not in known) == []


def test_closed_lists_have_all_their_words() -> None:
    from ui.provenance import PROVENANCES
    from ui.theme import STATUS_SHAPES

    words = words_for("en")
    wanted = [f"status.{code}{end}" for code in STATUS_SHAPES for end in ("", ".rule")]
    wanted += [f"provenance.{code}{end}" for code in PROVENANCES for end in ("", ".why")]
    absences = ("not_reported", "not_applicable", "not_published", "suppressed")
    wanted += [f"absence.{code}{end}" for code in absences for end in ("", ".why")]
    assert [key for key in wanted if not words.has(key)] == []


def test_a_missing_word_is_shown_as_missing_not_as_an_error() -> None:
    assert words_for("fr")("nothing.of_the_kind") == "⟦nothing.of_the_kind⟧"


def test_a_place_left_unfilled_names_the_key_and_the_place() -> None:
    with pytest.raises(KeyError, match="source.as_of.*day"):
        words_for("en")("source.as_of")
