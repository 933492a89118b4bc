"""Which month a text means. Two days that could be exchanged, a year of two digits, a quarter: asked for, never guessed."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from ccare_metrics.intake.grammar.wrong import Wrong, wrong

# As they are written in full and for short, without accents; "jui" could be two months, so it is none.
_NAMES = (
    ("january", "janvier", "jan", "janv"),
    ("february", "fevrier", "feb", "fev", "fevr"),
    ("march", "mars", "mar"),
    ("april", "avril", "apr", "avr"),
    ("may", "mai"),
    ("june", "juin", "jun"),
    ("july", "juillet", "jul", "juil"),
    ("august", "aout", "aug", "aou"),
    ("september", "septembre", "sep", "sept"),
    ("october", "octobre", "oct"),
    ("november", "novembre", "nov"),
    ("december", "decembre", "dec"),
)
_NUMBERS = {name: number for number, names in enumerate(_NAMES, start=1) for name in names}

# 2022-M05 is what a spreadsheet program leaves alone, where it makes a day of 2022-05.
_YEAR_FIRST = re.compile(r"([0-9]{4})-M?([0-9]{1,2})")
_MONTH_FIRST = re.compile(r"([0-9]{1,2})/([0-9]{4})")
_NAMED = re.compile(r"([a-z]+)\.?[ -]([0-9]{2}|[0-9]{4})")
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(T[0-9:.]+)?")
_DAY_OR_MONTH = re.compile(r"([0-9]{1,2})[/.]([0-9]{1,2})[/.]([0-9]{2}|[0-9]{4})")
_QUARTER = re.compile(r"[tq][1-4][ -]?[0-9]{2,4}|[0-9]{4}[ -]?[tq][1-4]")
_SHORT = re.compile(r"[0-9]{1,2}[/-][0-9]{2}")


@dataclass(frozen=True)
class Month:
    """`value`: as 2022-05."""

    value: str


def read_period(text: str, *, day_first: bool = False) -> Month | Wrong:
    """2022-05, 2022-M05, 05/2022, mai 2022, May 2022, sept. 2022, or a day such as 2022-05-31 for the month it lies in.

    `day_first`: 03/04/2022 is the third of April, as where a template says so; otherwise it is only read where nothing is in doubt.
    Wrong: "period.missing", "period.no_such_month", "period.no_such_day", "period.day_or_month", "period.short_year" (mai-22),
    "period.short_year_or_day" (05/22),
    "period.quarter", "period.year_only", "period.serial" (a spreadsheet's number for a day), "period.unreadable".
    """
    parts = unicodedata.normalize("NFD", " ".join(text.split()).lower())
    typed = "".join(sign for sign in parts if not unicodedata.combining(sign))
    if not typed:
        return wrong("period.missing", text)
    if found := _YEAR_FIRST.fullmatch(typed.upper()):
        return _month(int(found[1]), int(found[2]), text)
    if found := _MONTH_FIRST.fullmatch(typed):
        return _month(int(found[2]), int(found[1]), text)
    if (found := _NAMED.fullmatch(typed)) and found[1] in _NUMBERS:
        return _with_year(found[2], _NUMBERS[found[1]], text)
    if found := _DAY.fullmatch(typed.upper()):
        return _of_day(int(found[1]), int(found[2]), int(found[3]), text)
    if found := _DAY_OR_MONTH.fullmatch(typed):
        return _of_slashes(int(found[1]), int(found[2]), found[3], text, day_first=day_first)
    return wrong(_why_unreadable(typed), text)


def _why_unreadable(typed: str) -> str:
    if _QUARTER.fullmatch(typed):
        return "period.quarter"
    if _SHORT.fullmatch(typed):
        return "period.short_year_or_day"
    if re.fullmatch(r"[12][0-9]{3}", typed):
        return "period.year_only"
    return "period.serial" if re.fullmatch(r"[0-9]{5}", typed) else "period.unreadable"


def _month(year: int, number: int, text: str) -> Month | Wrong:
    if not 1 <= number <= 12 or not 1000 <= year <= 2999:
        return wrong("period.no_such_month", text)
    return Month(f"{year:04d}-{number:02d}")


def _with_year(year: str, number: int, text: str) -> Month | Wrong:
    """A year of two digits may be a day as well: mai-22."""
    if len(year) == 2:
        return wrong("period.short_year", text, suggestion=f"20{year}-{number:02d}")
    return _month(int(year), number, text)


def _of_day(year: int, month: int, day: int, text: str) -> Month | Wrong:
    try:
        date(year, month, day)
    except ValueError:
        return wrong("period.no_such_day", text)
    return _month(year, month, text)


def _of_slashes(first: int, second: int, year: str, text: str, *, day_first: bool) -> Month | Wrong:
    if len(year) == 2:
        return wrong("period.short_year_or_day", text)
    if 1 <= first <= 12 and first != second and 1 <= second <= 12 and not day_first:
        suggestion, other = f"{year}-{second:02d}", f"{year}-{first:02d}"
        return wrong("period.day_or_month", text, suggestion=suggestion, other=other)
    return _of_day(int(year), second, first, text)
