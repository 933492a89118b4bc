"""A finding in the visitor's language: what is wrong, and what to do about it. The words are handed in; none stand here."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from ccare_metrics.checks.findings import Finding
from ccare_metrics.entries import ALL
from ccare_metrics.framework import Indicator, Programme
from geo.areas import Area, Text

MOST_LISTED = 12

# What the names of a finding's places mean; any other is text or a number, and stands as it is.
_AMOUNTS = frozenset({"value", "usual", "total", "sum", "target", "before", "later", "part", "whole"})
_INDICATORS = frozenset({"indicator", "denominator", "numerator", "counted"})
_MONTHS = frozenset({"month", "first", "last", "expected"})
_LISTS = {"schemes": "scheme", "indicators": "indicator", "areas": "area", "categories": "category", "months": "month"}


class Words(Protocol):
    """As ui.words.Words: the words, names, numbers and dates of one language."""

    def __call__(self, key: str, /, **values: Any) -> str: ...
    def n(self, key: str, n: int, /, **values: Any) -> str: ...
    def has(self, key: str) -> bool: ...
    def name(self, text: Text) -> str: ...
    def date(self, day: date) -> str: ...
    def month(self, month: str) -> str: ...
    def amount(self, value: int, indicator: Indicator) -> str: ...
    def either(self, parts: Sequence[str]) -> str: ...
    def join(self, parts: Sequence[str]) -> str: ...


def finding_words(words: Words, finding: Finding, programme: Programme, areas: Mapping[str, Area]) -> tuple[str, str]:
    """(what is wrong, what to do). What was typed stands in it as text, at most 60 characters of it: to be escaped where it is shown."""
    said = {
        name: _said(words, name, value, finding, programme, areas)
        for name, value in finding.told.items()
        if name != "n"
    }
    key = f"finding.{finding.check}"
    n = finding.told.get("n")
    what = words.n(key, n, **said) if isinstance(n, int) else words(key, **said)
    meant = f"{key}.meant"
    return what, words(meant if "meant" in said and words.has(meant) else f"{key}.do", **said)


def _said(
    words: Words, name: str, value: Any, finding: Finding, programme: Programme, areas: Mapping[str, Area]
) -> Any:
    told = finding.told
    if name in _LISTS:
        return _listed(words, [_named(words, _LISTS[name], each, programme, areas) for each in value])
    if name == "several":
        return _listed(words, [_with_code(words, finding.column, each, programme, areas) for each in value])
    if name == "meant":
        return _with_code(words, finding.column, value, programme, areas)
    if name in _AMOUNTS:
        return words.amount(value, programme.indicators[str(told["indicator"])])
    if name == "past":
        return ", ".join(words.amount(each, programme.indicators[str(told["indicator"])]) for each in value)
    if name == "places":
        return words.join(value)
    if name == "typed":
        return words.join(value)
    if name == "day":
        return words.date(date.fromisoformat(value))
    kind = "indicator" if name in _INDICATORS else "month" if name in _MONTHS else name
    return _named(words, kind, value, programme, areas)


def _named(words: Words, kind: str, code: Any, programme: Programme, areas: Mapping[str, Area]) -> Any:
    match kind:
        case "scheme":
            return words.name(programme.schemes[code].short_name)
        case "indicator":
            return words.name(programme.indicators[code].name) if code else ""
        case "area":
            return words.name(areas[code].name)
        case "category":
            return category_name(words, code, programme)
        case "split":
            return words.name(programme.disaggregations[code].name)
        case "month":
            return words.month(code)
    return code


def category_name(words: Words, code: str, programme: Programme) -> str:
    """Sex: Women."""
    if code == ALL:
        return words("finding.all")
    split, _, each = code.partition(":")
    disaggregation = programme.disaggregations[split]
    return words(
        "finding.category", split=words.name(disaggregation.name), category=words.name(disaggregation.categories[each])
    )


def _with_code(words: Words, kind: str, code: str, programme: Programme, areas: Mapping[str, Area]) -> str:
    return words("finding.with_code", name=_named(words, kind, code, programme, areas), code=code)


def _listed(words: Words, names: Sequence[str]) -> str:
    """The first dozen, and that there are more."""
    if len(names) > MOST_LISTED:
        return ", ".join((*names[:MOST_LISTED], "…"))
    return words.either(names) if names else "–"
