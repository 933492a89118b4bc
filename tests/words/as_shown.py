"""The sentences of a page as they are set: no-break spaces kept, and no sentence cut where a word in it is marked."""

import re
import tomllib
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from streamlit.testing.v1 import AppTest

from ccare_metrics import load_programme
from geo.areas import load_areas
from serving.menu import read_menu
from tests.browser.addresses import sources
from tests.pages.reading import READ_ALOUD, texts

DATA = Path(__file__).parents[2] / "data" / "ccare"

# What stands in two of these is not one sentence.
BLOCKS = (
    "p|div|td|th|li|h[1-6]|tr|table|caption|title|text|dt|dd|summary|section|button|br|option|label|figcaption|svg|g"
)
BOUNDARY = re.compile(rf"</?(?:{BLOCKS})\b[^>]*>|</span>(?=<span)")
MARKUP = re.compile(r"<[^>]*>")
# What is typed into a program and not read as a sentence, Plotly's places, and addresses.
CODE = re.compile(r"<(style|code|pre)\b.*?</\1>|%\{[^}]*\}|(?:https?:/)?/\S*[?&]\w+=\S*", re.DOTALL)
# A family of fonts, an address or a selector travels in an element too.
NOT_SENTENCES = ("Inter, ", "@@=", "<iframe", "{", "[", "/", "http", ".st-")
IN_ANOTHER = {
    page: re.compile(rf'<(\w+)(?=[^>]*\blang="{other}")[^>]*>.*?</\1>', re.DOTALL)
    for page, other in (("en", "fr"), ("fr", "en"))
}


def sentences(app: AppTest, language: str) -> Iterator[str]:
    """Everything said in the language of the page: not what is marked as the other's, nor what is cited word for word, nor code."""
    for text in texts(app):
        if text.lstrip().startswith(NOT_SENTENCES) or text in NOT_SHOWN:
            continue
        shown = IN_ANOTHER[language].sub("…", CODE.sub("", text))
        spoken = (said for said in READ_ALOUD.findall(shown))
        written = (MARKUP.sub("", block) for block in BOUNDARY.split(shown))
        for said in (*spoken, *written):
            if plain := CITED.sub("…", unescape(said)).strip():
                yield plain


def _word_for_word() -> Iterator[str]:
    """Titles of sources, and what partners and the lead wrote with the illustrative figures: cited as they are, in either language."""
    yield from (source.title for source in sources(load_programme(DATA)))
    history = tomllib.loads((DATA / "illustrative_history.toml").read_text(encoding="utf-8"))
    yield from _written(history)


def _written(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (text for name in ("reason", "text") if isinstance(text := value.get(name), str))
        for each in value.values():
            yield from _written(each)
    elif isinstance(value, list):
        for each in value:
            yield from _written(each)


NAMES_IN_DATA = {
    name for area in load_areas().values() for name in (area.name.en, area.name.fr) if area.name.en != area.name.fr
}
# Where a link leads, the exploring map's name for a layer, and what its data hold in both languages: beside what is shown.
NOT_SHOWN = {*(entry.address for entry in read_menu()), "areas", *NAMES_IN_DATA}
CITED = re.compile("|".join(re.escape(text) for text in sorted(set(_word_for_word()), key=len, reverse=True)))
