"""A pack says everything in its language, and nothing in the other; what a format adds of its own, too."""

import ast
import re
from pathlib import Path

import pytest

from reports.content import Cell
from tests.pages.test_one_language_at_a_time import LONG_ENOUGH, OTHER, PROGRAMME, intruders, names, pieces
from tests.reports.reading import office_texts, text_of, texts
from ui.words import words_for

ROOT = Path(__file__).parents[2]
SPACES = re.compile(r"\s+")
AFTER_A_HYPHEN = re.compile(r"(?<=\w-) (?=\w)")
FILES = ("pdf", "pptx", "xlsx")


@pytest.fixture(scope="module")
def foreign() -> dict[str, set[str]]:
    """For each language what only the other one says."""
    said = {lang: {*pieces(lang), *names(PROGRAMME, lang)} for lang in OTHER}
    own = {lang: "\n".join(each) for lang, each in said.items()}
    return {
        lang: {text for text in said[other] if len(text) > LONG_ENOUGH and text not in own[lang]}
        for lang, other in OTHER.items()
    }


def said_in(content: bytes, fmt: str) -> tuple[str, ...]:
    found = [text_of(content)] if fmt == "pdf" else office_texts(content)
    # A line may end after a hyphen, and a source's title is recognised as a whole.
    return tuple(AFTER_A_HYPHEN.sub("", SPACES.sub(" ", text)) for text in found)


@pytest.mark.parametrize("lang", OTHER)
def test_the_content_is_in_one_language(packs, foreign, lang):
    said = tuple(SPACES.sub(" ", text) for text in texts((packs[lang].cover, packs[lang].sections)))
    assert len(said) > 1_000
    assert [text for text in said if "⟦" in text] == []
    assert intruders(said, foreign[lang]) == []


@pytest.mark.parametrize("lang", OTHER)
@pytest.mark.parametrize("fmt", FILES)
def test_each_file_is_in_one_language(made, foreign, fmt, lang):
    said = said_in(made(fmt, lang), fmt)
    assert sum(map(len, said)) > 5_000
    assert [text for text in said if "⟦" in text] == []
    assert intruders(said, foreign[lang]) == []


@pytest.mark.parametrize("fmt", FILES)
def test_an_english_sentence_in_a_french_file_would_be_found(made, foreign, fmt):
    assert intruders(said_in(made(fmt, "en"), fmt), foreign["fr"])


def test_every_short_word_of_a_table_is_in_its_language(packs):
    """The search above leaves out short words, which both languages may share."""
    headers = {lang: {column.title for part in tables(packs[lang]) for column in part.columns} for lang in OTHER}
    assert headers["en"] & headers["fr"] == {"Source", "Corrections"}
    statuses = {
        lang: {cell.text for part in tables(packs[lang]) for row in part.rows for cell in row if is_status(cell)}
        for lang in OTHER
    }
    assert statuses["en"] & statuses["fr"] == set()


def tables(pack) -> list:
    return [part for section in pack.sections for part in section.parts if type(part).__name__ == "Table"]


def is_status(cell: Cell) -> bool:
    return cell.code not in ("", "published", "reported", "derived", "illustrative")


def test_every_word_that_a_pack_asks_for_is_there():
    asked = set()
    for path in sorted((ROOT / "reports").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                name, key = ast.unparse(node.func), node.args[0].value
                if re.search(r"(^|\.)words(\.n|\.has)?$", name) and isinstance(key, str):
                    asked.add(key)
    assert len(asked) > 60
    assert [key for key in sorted(asked) if not words_for("en").has(key)] == []


def test_every_kind_of_indicator_has_a_name_for_its_group():
    kinds = {indicator.kind for indicator in PROGRAMME.indicators.values()} | {"ratio"}
    assert [kind for kind in kinds if not words_for("fr").has(f"pack.group.{kind}")] == []
