"""Whole numbers and amounts, by one grammar: ASCII digits, spaces or apostrophes between thousands, nothing that two countries read apart.

Python's int() and float(), pandas and databases accept texts that nobody meant as that number, so none of them is asked.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from ccare_metrics.intake.grammar.wrong import Wrong, code_of, wrong

MOST_DIGITS = 15  # as many as a spreadsheet program keeps

SPACES = " \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}"
APOSTROPHES = "'\N{RIGHT SINGLE QUOTATION MARK}"
MINUSES = "-\N{MINUS SIGN}\N{EN DASH}"

NOT_APPLICABLE = frozenset({"n/a", "s.o.", "s. o.", "so"})
BLANK_WORDS = frozenset({"-", "\N{EN DASH}", "\N{EM DASH}", "nc", "n.c."})

_WHOLE = rf"[0-9]+|[0-9]{{1,3}}(?:[{SPACES}][0-9]{{3}})+|[0-9]{{1,3}}(?:[{APOSTROPHES}][0-9]{{3}})+"
_WHOLE_NUMBER = re.compile(_WHOLE)
_WITH_FRACTION = re.compile(rf"({_WHOLE})[.,]([0-9]+)")
_AMBIGUOUS = re.compile(r"([1-9][0-9]{0,2})[.,]([0-9]{3})")
_GROUPED_BY_MARKS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]*)?|[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]*)?")
_NEGATIVE = re.compile(rf"[{MINUSES}][{SPACES}]?[0-9].*|\([0-9].*\)")

# In this order: the first that fits says why a text is no number.
_NOT_NUMBERS = (
    ("value.error", re.compile(r"#(?:N/A|NAME\?|REF!|VALUE!|DIV/0!|NUM!|NULL!|NOM\s?\?|VALEUR!|NOMBRE!|NUL!|[A-Z_]+[!?])", re.I)),
    ("value.truth", re.compile(r"true|false|vrai|faux", re.I)),
    ("value.date", re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9:.]*)?|[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}")),
    ("value.not_a_number", re.compile(r"[+-]?(?:nan|inf|infinity|∞)", re.I)),
    ("value.exponent", re.compile(r"[+-]?[0-9]+(?:[.,][0-9]*)?e[+-]?[0-9]+", re.I)),
    ("value.notation", re.compile(r"0[xob][0-9a-f]+", re.I)),
    ("value.underscore", re.compile(r"[0-9]+(?:_[0-9]+)+")),
    ("value.slash", re.compile(r"[0-9]+\s?[/⁄]\s?[0-9]+")),
    ("value.negative", _NEGATIVE),
    ("value.plus", re.compile(r"\+.*[0-9].*")),
    ("value.percent", re.compile(rf".*[0-9][{SPACES}]?[%‰]")),
    ("value.grouped_by_marks", _GROUPED_BY_MARKS),
    ("value.grouping", re.compile(rf"[0-9{SPACES}{APOSTROPHES}]*[0-9]([.,][0-9]+)?")),
    ("value.unit", re.compile(rf"(?=.*(?:[^\W\d_]|[€£$]))[^0-9\n]{{0,12}}[0-9][0-9.,{SPACES}]*[^0-9\n]{{0,20}}")),
)  # fmt: skip


@dataclass(frozen=True)
class Number:
    """`value`: whole, in the smallest unit: pence or cents for an amount."""

    value: int


@dataclass(frozen=True)
class Absent:
    """No number, on purpose. `note` is "value.blank_word" where a word or a dash stood for the blank, and `found` is that word."""

    absence: Literal["not_reported", "not_applicable"]
    note: str = ""
    found: str = ""


def read_count(text: str, *, decimals: int = 0) -> Number | Absent | Wrong:
    """A text as a whole number of smallest units: "1 234" is 1234; with `decimals=2` "1 234,5" and "1234.50" are 123450.

    Blank is not reported, never zero; n/a and s.o. are not applicable. Wrong: "value.<why>", of which "value.ambiguous" is 1,234 or 1.234,
    "value.fraction" a broken count, "value.decimals" an amount with more than `decimals` digits after its mark.
    """
    typed = text.strip(f"{SPACES}\t\r\n")
    word = typed.lower().replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")
    if not typed:
        return Absent("not_reported")
    if word in NOT_APPLICABLE:
        return Absent("not_applicable")
    if word in BLANK_WORDS:
        return Absent("not_reported", "value.blank_word", typed)
    if strange := _strange_sign(typed):
        return strange
    if _WHOLE_NUMBER.fullmatch(typed):
        return _number(_digits(typed), "0" * decimals, text)
    if _AMBIGUOUS.fullmatch(typed):
        whole, part = re.split("[.,]", typed)
        return wrong("value.ambiguous", text, suggestion=f"{whole}{part}", other=f"{whole}.{part}")
    if found := _WITH_FRACTION.fullmatch(typed):
        return _with_fraction(_digits(found[1]), found[2], text, decimals=decimals)
    return _why_no_number(typed, text)


def _with_fraction(whole: str, part: str, text: str, *, decimals: int) -> Number | Wrong:
    if not decimals:
        return wrong("value.fraction", text)
    if len(part) > decimals:
        return wrong("value.decimals", text, limit=str(decimals))
    return _number(whole, part.ljust(decimals, "0"), text)


def _number(whole: str, part: str, text: str) -> Number | Wrong:
    digits = whole + part
    if len(digits) > MOST_DIGITS:
        return wrong("value.too_long", text, limit=str(MOST_DIGITS))
    return Number(int(digits))


def _digits(typed: str) -> str:
    return "".join(sign for sign in typed if sign in "0123456789")


def _strange_sign(typed: str) -> Wrong | None:
    """A sign that looks like a digit, like a part of a number or like nothing at all, by its own name."""
    for sign in typed:
        if sign.isascii():
            if not sign.isprintable() and not sign.isspace():
                return _named("value.unseen", typed, sign)
            continue
        kind = unicodedata.category(sign)
        if kind == "Nd":
            return _named("value.foreign_digit", typed, sign)
        if kind in ("No", "Nl"):
            return _named(
                "value.superscript" if "SUPERSCRIPT" in unicodedata.name(sign) else "value.fraction_sign", typed, sign
            )
        if kind in ("Cf", "Cc", "Cs", "Cn", "Co") or (kind in ("Zs", "Zl", "Zp") and sign not in SPACES):
            return _named("value.unseen", typed, sign)
    return None


def _named(check: str, typed: str, sign: str) -> Wrong:
    character = sign if sign.isprintable() else ""
    return wrong(check, typed, character=character, code=code_of(sign), name=unicodedata.name(sign, ""))


def _why_no_number(typed: str, text: str) -> Wrong:
    for check, pattern in _NOT_NUMBERS:
        if pattern.fullmatch(typed):
            if check == "value.grouped_by_marks":
                return wrong(check, text, suggestion=_without_grouping(typed))
            return wrong(check, text)
    return wrong("value.text", text)


def _without_grouping(typed: str) -> str:
    """1,234.50 and 1.234,50 as 1234.50: the last of two different marks is the decimal one; 1,234,567 as 1234567."""
    last = max(typed.rfind(","), typed.rfind("."))
    if "," in typed and "." in typed and typed[last + 1 :]:
        return f"{_digits(typed[:last])}.{_digits(typed[last + 1 :])}"
    return _digits(typed)
