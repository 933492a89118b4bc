"""The pack as PDF: what the template needs, as plain data. How it looks is in pack.typ and the templates beside it."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from reports.content import Cell, Pack, Part, Section, Table, Tell
from reports.drawing import emblem
from reports.pictures import Map
from reports.typesetting import can_print, look, map_data, pdf
from reports.wrapping import runs_right_to_left
from ui.words import Words, words_for

REGIONS = {"en": "gb", "fr": "fr"}
NO_SIGN = "□"  # stands for a sign that no typeface has
# Every word of these letters can be printed: Latin with its marks, general punctuation, pounds and euros.
PLAIN = re.compile("[\n -~\u00a0-\u017f\u2010-\u2026\u202f\u2032\u2033\u20ac\u2212]*")


def build(pack: Pack, *, tell: Tell) -> bytes:
    words = words_for(pack.lang)
    tell("pages", 0, 1)
    content = pdf(_data(pack, words), pack)
    tell("pages", 1, 1)
    return content


def _data(pack: Pack, words: Words) -> dict[str, Any]:
    return {
        **look(),
        "lang": pack.lang,
        "region": REGIONS[pack.lang],
        "day": {"year": pack.day.year, "month": pack.day.month, "day": pack.day.day},
        "cover": asdict(pack.cover),
        "emblem": emblem(),
        "sections": [_section(each, words) for each in pack.sections],
        "words": {
            "page": words("pack.page", number="{number}", total="{total}"),
            "footer": pack.cover.funding_programme,
            "contents": words("pack.contents"),
            "sources": words("pack.sources.label"),
            "actual": words("chart.actual"),
            "actual_made_up": words.with_reason(words("chart.actual"), words.provenance("illustrative").lower()),
            "expected": words("chart.expected"),
        },
    }


def _section(section: Section, words: Words) -> dict[str, Any]:
    printed = Printed()
    told = {
        "code": section.code,
        "name": section.name,
        "finding": section.finding,
        "lead": section.lead,
        "notice": section.notice,
        "paragraphs": [{"text": each, "rtl": runs_right_to_left(each)} for each in _paragraphs(section)],
        "parts": [
            {**_part(each), "repeats": len(section.parts) == 1 or each.title == section.finding}
            for each in section.parts
        ],
        "cited": [words.source(each) for each in section.sources] if section.code != "sources" else [],
    }
    told = printed.of(told)
    if printed.replaced:
        told["paragraphs"].append({"text": words.n("pack.replaced", printed.replaced, sign=NO_SIGN), "rtl": False})
    return told


def _paragraphs(section: Section) -> tuple[str, ...]:
    return (section.reading, *section.paragraphs) if section.reading else section.paragraphs


def _part(part: Part) -> dict[str, Any]:
    if isinstance(part, Map):
        return map_data(part)
    if isinstance(part, Table):
        return {
            "type": "table",
            "title": part.title,
            "columns": [asdict(column) for column in part.columns],
            "rows": [[_cell(cell) for cell in row] for row in part.rows],
        }
    return {**asdict(part), "type": type(part).__name__.lower()}


def _cell(cell: Cell) -> dict[str, Any]:
    region = REGIONS[cell.lang] if cell.lang else ""
    told = {"text": cell.text, "code": cell.code, "lang": cell.lang, "region": region}
    return {**told, "number": cell.value is not None}


@dataclass
class Printed:
    """Goes through everything that will be set and counts the signs that had to be replaced."""

    replaced: int = field(default=0)

    def of(self, value: Any) -> Any:
        if isinstance(value, str):
            return value if PLAIN.fullmatch(value) else self._signs(value)
        if isinstance(value, Mapping):
            return {key: self.of(each) for key, each in value.items()}
        if isinstance(value, list | tuple):
            return [self.of(each) for each in value]
        return value

    def _signs(self, text: str) -> str:
        return "".join(
            word if PLAIN.fullmatch(word) or can_print(word) else self._word(word) for word in re.split(r"(\s+)", text)
        )

    def _word(self, word: str) -> str:
        """Sign by sign, since one of them may be all that is wrong with the word."""
        told = "".join(sign if can_print(sign) else NO_SIGN for sign in word)
        self.replaced += sum(one != other for one, other in zip(word, told, strict=True))
        return told
