"""Cells of a pack's tables: a figure as the language prints it, and the number behind it in its natural unit."""

from dataclasses import replace
from datetime import date

import pandas as pd

from ccare_metrics.framework import Fact, Indicator
from ccare_metrics.periods import is_month, last_day
from reports.content import Cell
from reports.number_formats import Number, Unit
from ui.words import MINOR_UNITS, Words


def unit_of(indicator: Indicator) -> Unit:
    if indicator.kind == "money":
        return indicator.currency  # type: ignore[return-value]
    return "percent" if indicator.kind == "ratio" else "count"


def natural(value: object, indicator: Indicator) -> Number | None:
    """A stored value as people count it: pounds, not pence; None where it is missing."""
    if is_missing(value):
        return None
    if indicator.kind != "money":
        return _plain(value)
    pounds = _plain(value) / MINOR_UNITS
    return int(pounds) if pounds == int(pounds) else pounds


def amount(
    words: Words, value: object, indicator: Indicator, *, qualifier: str = "exact", absence: object = None
) -> Cell:
    """A figure, or the words for why there is none."""
    if is_missing(value):
        return absent(words, absence)
    plain = _plain(value)
    whole = round(plain) if indicator.kind != "ratio" else plain
    prefix = words.qualified("", qualifier)
    return Cell(
        words.quantity(whole, qualifier, indicator), natural(value, indicator), unit_of(indicator), prefix=prefix
    )


def about(words: Words, value: object, indicator: Indicator, *, absence: object = None) -> Cell:
    """A figure that a plan or a forecast gives: printed in whole pounds, since its pence mean nothing; the number behind it is kept."""
    if is_missing(value) or indicator.kind != "money":
        return amount(words, value, indicator, absence=absence)
    whole = round(_plain(value) / MINOR_UNITS) * MINOR_UNITS
    return Cell(words.amount(whole, indicator), natural(value, indicator), unit_of(indicator))


def cited(words: Words, fact: Fact) -> Cell:
    """A published figure as its source gives it: about £1 million, with 1,000,000 behind it."""
    number = fact.value if fact.unit == "count" else fact.value / 100  # pence, cents and percent points
    return Cell(words.fact_value(fact), _plain(number), fact.unit, prefix=words.qualified("", fact.qualifier))  # type: ignore[arg-type]


def step(words: Words, value: object, indicator: Indicator) -> Cell:
    """What was added or taken away, with its sign."""
    found = amount(words, value, indicator)
    return found if is_missing(value) or _plain(value) <= 0 else replace(found, text=f"+{found.text}")


def percent(words: Words, ratio: object, *, absence: object = None) -> Cell:
    return absent(words, absence) if is_missing(ratio) else Cell(words.percent(_plain(ratio)), _plain(ratio), "percent")


def count(words: Words, number: object) -> Cell:
    return Cell(words.number(_plain(number)), _plain(number), "count")


def status(words: Words, code: str) -> Cell:
    return Cell(words.status(code), code=code)


def provenance(words: Words, code: object) -> Cell:
    """Where a figure comes from; a dash where there is no figure, and so no origin."""
    return Cell("–") if is_missing(code) else Cell(words.provenance(str(code)), code=str(code))


def day(words: Words, on: date) -> Cell:
    return Cell(words.date(on), on, "day")


def month(words: Words, code: str) -> Cell:
    """A month, which a spreadsheet keeps as its last day."""
    return Cell(words.month(code), last_day(code), "month")


def period(words: Words, code: str) -> Cell:
    """A month as above; what is published by quarter, by year or only to date as a text."""
    return month(words, code) if is_month(code) else Cell(words.period(code))


def absent(words: Words, code: object) -> Cell:
    return Cell("–" if is_missing(code) else words.absence(str(code)))


def is_missing(value: object) -> bool:
    return bool(pd.isna(value))


def _plain(value: object) -> Number:
    """Python's own number, whatever pandas had."""
    number = float(value)  # type: ignore[arg-type]
    return int(number) if number == int(number) else number
