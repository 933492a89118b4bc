"""What published results say of totals: cited beside the figures, known to everybody."""

import math
from collections.abc import Iterator, Mapping
from typing import Any

from tests.disclosure.public_answers import Edition, Key

Group = tuple[str, str]  # kind and code


def totals_to_date(edition: Edition, through: str, indicator: str) -> Iterator[tuple[Key, float, float]]:
    """The key of each total up to a month that results are cited of, and between what it lies. A result of a later month says how much
    there was at most, one of an earlier month how much at least; of a state that comes and goes only one of the same month counts."""
    grows = edition.indicators[indicator]["over_time"] != "snapshot"
    for group, month, least, most in _totals(edition, indicator):
        low = least if month == through or (grows and month < through) else -math.inf
        high = most if month == through or (grows and month > through) else math.inf
        yield (indicator, *group, "all", "all", "to_date"), low, high


def totals_by(edition: Edition, indicator: str) -> Iterator[tuple[Group, str, float, float]]:
    """Totals up to a month before the last one: group, month, and between what the total lies."""
    if edition.indicators[indicator]["over_time"] != "snapshot":
        for group, month, least, most in _totals(edition, indicator):
            if month < edition.through and not month.endswith("~"):
                yield group, month, least, most


def _totals(edition: Edition, indicator: str) -> Iterator[tuple[Group, str, float, float]]:
    for fact in edition.programme["facts"]:
        if fact["kind"] == "actual" and fact["indicator"] == indicator:
            month = (fact["as_of"] or edition.programme["closing_day"])[:7].ljust(7, "~")  # of a year: after its months
            group = next(((kind, fact[kind]) for kind in ("scheme", "partner") if fact[kind]), ("all", "all"))
            yield group, month, *_range(fact)


def _range(fact: Mapping[str, Any]) -> tuple[float, float]:
    value, digits = fact["value"], str(fact["value"])
    half = 10 ** (len(digits) - len(digits.rstrip("0"))) / 2
    known = {"over": (value, math.inf), "up_to": (-math.inf, value), "about": (value - half, value + half)}
    return known.get(fact["qualifier"], (value, value))
