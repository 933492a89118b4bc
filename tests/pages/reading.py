"""Everything that a page sends to a browser, as texts: not only what stands on it, but charts, maps, tips and what is read aloud."""

import json
import re
from collections.abc import Iterable, Iterator
from html import unescape
from html.parser import HTMLParser

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block

READ_ALOUD = re.compile(r'\b(?:alt|aria-label|title|data-label|aria-roledescription)="([^"]*)"')
NOT_FOR_READERS = {
    "id",
    "js_content",
    "css_content",
    "html_content",
    "page_script_hash",
    "query_string",
    "component_name",
}
SPACES = re.compile(r"[\s\xa0\u202f]+")


def everything_said(app: AppTest) -> tuple[str, ...]:
    """Every text of every element, tags taken away, spaces of all kinds made plain."""
    found = (said for text in texts(app) for said in _without_tags(text))
    return tuple(dict.fromkeys(plain for text in found if (plain := SPACES.sub(" ", text).strip())))


def html(app: AppTest) -> str:
    """What was drawn as HTML, without the style."""
    bodies = (str(element.proto.body) for element in app.get("html"))
    return "\n".join(body for body in bodies if not body.startswith("<style>"))


def texts(app: AppTest) -> Iterator[str]:
    for element in _elements(app._tree):
        if (message := getattr(element, "proto", None)) is not None:
            yield from _texts_of(message)


def _elements(block: Block) -> Iterator:
    for child in block.children.values():
        yield child
        if isinstance(child, Block):
            yield from _elements(child)


def _texts_of(message) -> Iterator[str]:
    for field, value in message.ListFields():
        if field.name in NOT_FOR_READERS:
            continue
        is_map = field.message_type is not None and field.message_type.GetOptions().map_entry
        for each in value.values() if is_map else value if field.is_repeated else [value]:
            if hasattr(each, "ListFields"):
                yield from _texts_of(each)
            elif isinstance(each, str):
                yield from _inside(each)


def _inside(text: str) -> Iterable[str]:
    """A chart's or map's description is JSON: its texts are the leaves."""
    if not text.startswith(("{", "[")):
        return [text]
    try:
        return _leaves(json.loads(text))
    except ValueError:
        return [text]


def _leaves(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _leaves(each)
    elif isinstance(value, list):
        for each in value:
            yield from _leaves(each)


def _without_tags(text: str) -> Iterator[str]:
    if text.startswith("<style>"):
        return
    yield from map(unescape, READ_ALOUD.findall(text))
    # A tag ends a text: what stands in two cells of a table is not one sentence.
    yield from map(unescape, re.split(r"<[^>]*>", text))


class Tables(HTMLParser):
    """The tables of a page: caption and rows of cells, as they are read."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[dict] = []
        self._open = ""

    def handle_starttag(self, tag: str, attrs: list) -> None:
        if tag == "table":
            self.found.append({"caption": "", "rows": []})
        elif tag == "tr":
            self.found[-1]["rows"].append([])
        elif tag in ("th", "td"):
            self.found[-1]["rows"][-1].append("")
            self._open = "cell"
        elif tag == "caption":
            self._open = "caption"

    def handle_endtag(self, tag: str) -> None:
        if tag in ("th", "td", "caption", "table"):
            self._open = ""

    def handle_data(self, data: str) -> None:
        if self._open == "cell":
            self.found[-1]["rows"][-1][-1] += data
        elif self._open == "caption":
            self.found[-1]["caption"] += data


def tables(app: AppTest) -> list[dict]:
    reader = Tables()
    reader.feed(html(app))
    return reader.found


def sound(app: AppTest) -> AppTest:
    assert not app.exception, app.exception
    assert [text for text in everything_said(app) if "⟦" in text] == []
    return app


def press(app: AppTest, beginning: str) -> AppTest:
    """The one button whose key begins so."""
    (button,) = [each for each in app.button if (each.key or "").startswith(beginning)]
    return sound(button.click().run())


def keys(app: AppTest) -> list[str]:
    return [str(each.key) for each in app.button]


def outcome(app: AppTest) -> str:
    """What is said of the last act."""
    found = re.findall(r'<div class="cc-outcome[^"]*" role="\w+"><p>(.*?)</p>', html(app))
    assert len(found) == 1, found
    return found[0]
