"""The sentences of a page as they are set: no-break spaces kept, and no sentence cut where a word in it is marked."""

import re
from collections.abc import Iterable, Iterator
from html import unescape

from streamlit.testing.v1 import AppTest

from tests.pages.reading import READ_ALOUD, texts

# What stands in two of these is not one sentence.
BLOCKS = (
    "p|div|td|th|li|h[1-6]|tr|table|caption|title|text|dt|dd|summary|section|button|br|option|label|figcaption|svg|g"
)
BOUNDARY = re.compile(rf"</?(?:{BLOCKS})\b[^>]*>")
OTHER_LANGUAGE = re.compile(r'<(\w+)(?=[^>]*\blang="{}")[^>]*>.*?</\1>'.replace("{}", "(?:LANG)"), re.DOTALL)
MARKUP = re.compile(r"<[^>]*>")
NOT_SENTENCES = ("Inter, ", "<style>", "&lt;iframe", "<iframe", "<code", "{", "[", "/", "http", ".st-")


def sentences(app: AppTest, language: str, titles: Iterable[str] = ()) -> Iterator[str]:
    """Everything said in the language of the page: not what is marked as another's, not the titles of what is cited, not code."""
    other = re.compile(OTHER_LANGUAGE.pattern.replace("LANG", "en" if language == "fr" else "fr"), re.DOTALL)
    cited = re.compile("|".join(re.escape(title) for title in titles) or r"(?!)")
    for text in texts(app):
        if text.lstrip().startswith(NOT_SENTENCES):
            continue
        shown = other.sub(" ", text)
        yield from (cited.sub("…", unescape(said)) for said in READ_ALOUD.findall(shown))
        for block in BOUNDARY.split(shown):
            if said := unescape(MARKUP.sub("", block)).strip():
                yield cited.sub("…", said)
