"""The only module that knows a language: words from the catalogues, and numbers, money, dates and names as each language writes them.

Every `*.po` below locales/<language>/LC_MESSAGES is read at run time, so there is nothing to compile. A language is added by adding
its folder and its line in LOCALES.
"""

from __future__ import annotations

import gettext
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache
from numbers import Real
from pathlib import Path
from typing import TYPE_CHECKING, Any

from babel.dates import format_date
from babel.lists import format_list
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from ccare_metrics.periods import last_day, month_of, months_of
from geo.areas import COUNTRY_NAMES, Text

if TYPE_CHECKING:
    from ccare_metrics.framework import Fact, Indicator, Source, StatusRule, Target

CATALOGUES = Path(__file__).resolve().parents[1] / "locales"
# British, not American, English: day before month.
LOCALES = {"en": "en_GB", "fr": "fr_FR"}

NO_BREAK = "\N{NO-BREAK SPACE}"
NARROW_NO_BREAK = "\N{NARROW NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
SYMBOLS = {"GBP": "£", "EUR": "€"}
MINOR_UNITS = 100
MILLION = 1_000_000

# A place of a French text after a word that loses its e before a vowel; chaque and remarque keep theirs.
ELIDABLE = re.compile(r"\b([Dd]|(?:[Ll]ors|[Pp]uis|[Jj]us)?[Qq]u)e \{(\w+)\}")
VOWEL_SOUND = re.compile(r"(?!onze\b|oui\b)[aàâeéèêëiîïoôœuùû]", re.IGNORECASE)

Number = int | float | Decimal | Fraction


class UnknownLanguageError(KeyError):
    def __str__(self) -> str:
        return f"no words in language {self.args[0]!r}; there is {', '.join(LOCALES)}"


@dataclass(frozen=True)
class Catalogue:
    """The words of one language: key -> text, or for counted things the texts of each plural form."""

    single: Mapping[str, str]
    counted: Mapping[str, tuple[str, ...]]
    plural_rule: str


@lru_cache(maxsize=len(LOCALES))
def catalogue(language: str) -> Catalogue:
    """Every word of a language. The same key in two files is an error, or one would silently win."""
    if language not in LOCALES:
        raise UnknownLanguageError(language)
    single: dict[str, str] = {}
    counted: dict[str, tuple[str, ...]] = {}
    rule = ""
    for path in sorted((CATALOGUES / language / "LC_MESSAGES").glob("*.po")):
        with path.open("rb") as file:
            entries = read_po(file, locale=LOCALES[language], abort_invalid=True)
        rule = entries.plural_expr
        for entry in entries:
            if not entry.id:
                continue
            key = entry.id if isinstance(entry.id, str) else entry.id[0]
            if key in single or key in counted:
                raise ValueError(f"{path.name} ({language}): {key!r} stands in two places")
            if isinstance(entry.id, str):
                single[key] = typeset(str(entry.string), language)
            else:
                counted[key] = tuple(typeset(text, language) for text in entry.string)
    return Catalogue(single, counted, rule)


@lru_cache(maxsize=len(LOCALES))
def words_for(language: str) -> Words:
    return Words(language)


def typeset(text: str, language: str) -> str:
    """French no-break spaces where the typist left ordinary ones, thousands included; other languages as they are."""
    if language != "fr":
        return text
    text = re.sub(r"(?<=\S) (?=[;!?])|(?<=\d) (?=\d{3}(?!\d))", NARROW_NO_BREAK, text)
    return re.sub(r"(?<=\S) (?=[:»%£€])|(?<=«) |(?<=n°) |(?<=\d) (?=mill(?:ion|iard)s?\b)", NO_BREAK, text)


def elided(text: str, shown: Mapping[str, str], language: str) -> str:
    """A French text whose places are still to be filled: « de {month} » becomes « d’{month} » where an April is to stand there.

    Not before an h, which is sounded in the English names of counties, nor before onze and oui, nor before a figure.
    """
    if language != "fr":
        return text

    def with_its_word(found: re.Match[str]) -> str:
        return f"{found[1]}’{{{found[2]}}}" if VOWEL_SOUND.match(shown.get(found[2], "")) else found[0]

    return ELIDABLE.sub(with_its_word, text)


@dataclass(frozen=True)
class Words:
    """What a visitor reads, in one language. Call it for a word: `w("nav.map")`; `w.n("home.schemes", 3)` for a counted one."""

    lang: str

    def __call__(self, key: str, /, **values: Any) -> str:
        """The text of a key with its {places} filled; a key without text shows as ⟦key⟧, which a test looks for."""
        text = catalogue(self.lang).single.get(key)
        return self._filled(key, text, values) if text else f"⟦{key}⟧"

    def n(self, key: str, n: Number, /, **values: Any) -> str:
        """The text of a counted key, in the plural form of the language; {n} is the number."""
        words = catalogue(self.lang)
        forms = words.counted.get(key)
        if not forms:
            return f"⟦{key}⟧"
        form = gettext.c2py(words.plural_rule)(int(n))
        return self._filled(key, forms[form], {"n": n, **values})

    def has(self, key: str) -> bool:
        words = catalogue(self.lang)
        return key in words.single or key in words.counted

    def _filled(self, key: str, text: str, values: Mapping[str, Any]) -> str:
        shown = {name: self.shown(value) for name, value in values.items()}
        try:
            return elided(text, shown, self.lang).format_map(shown)
        except KeyError as missing:
            raise KeyError(f"{key!r} ({self.lang}) needs a value for {missing.args[0]!r}") from missing

    def shown(self, value: Any) -> str:
        """A value as it stands in a sentence: whole numbers, dates and names in the language, anything else as text."""
        if isinstance(value, Text):
            return self.name(value)
        if isinstance(value, date):
            return self.date(value)
        if isinstance(value, Real | Decimal) and not isinstance(value, bool):
            return self.number(value)  # type: ignore[arg-type]
        return str(value)

    # -- names and sentences

    def name(self, text: Text) -> str:
        return typeset(text[self.lang], self.lang)

    def country(self, code: str) -> str:
        return self.name(COUNTRY_NAMES[code])

    def join(self, parts: Sequence[str]) -> str:
        """a, b and c."""
        return format_list(list(parts), style="standard", locale=LOCALES[self.lang])

    def either(self, parts: Sequence[str]) -> str:
        """a, b or c."""
        return format_list(list(parts), style="or", locale=LOCALES[self.lang])

    def quoted(self, text: str) -> str:
        return self("sentence.quoted", text=text)

    def with_reason(self, text: str, reason: str) -> str:
        return self("sentence.with_reason", text=text, reason=reason)

    def named(self, name: str, text: str) -> str:
        """a: b"""
        return self("sentence.named", name=name, text=text)

    def with_more(self, text: str, more: str) -> str:
        """a; b"""
        return self("sentence.with_more", text=text, more=more)

    def alphabetical(self, text: str) -> tuple[str, str]:
        """To sort by: é stands with e, and an accent counts only between words that are else the same. So in both languages."""
        apart = unicodedata.normalize("NFD", text.casefold().replace("œ", "oe").replace("æ", "ae"))
        return "".join(letter for letter in apart if letter.isalnum()), apart

    # -- numbers

    def number(self, value: Number, *, decimals: int = 0) -> str:
        """2,407 / 2 407, halves rounded away from zero, a true minus sign."""
        rounded = _rounded(value, decimals)
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
        return format_decimal(rounded, format=pattern, locale=LOCALES[self.lang]).replace("-", MINUS)

    def spelled(self, count: int) -> str:
        """A small whole number in letters, to begin a sentence with: Seven; beyond twelve in digits."""
        word = self(f"spelled.{count}") if self.has(f"spelled.{count}") else self.number(count)
        return word[0].upper() + word[1:]

    def percent(self, ratio: Number, *, decimals: int = 0) -> str:
        """1.267 -> 127% / 127 %. Short of the whole is never rounded up to 100%: that would say a missed target was met."""
        exact = _decimal(ratio) * 100
        if exact < 100 <= _rounded(exact, decimals):
            exact = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_FLOOR)
        return self.percent_points(exact, decimals=decimals)

    def percent_points(self, points: Number, *, decimals: int = 0) -> str:
        """96 -> 96% / 96 %."""
        return self.number(points, decimals=decimals) + ("%" if self.lang == "en" else f"{NO_BREAK}%")

    def rate(self, per_ten_thousand: Number, *, decimals: int = 1) -> str:
        """12.3 -> 12.3 per 10,000 people."""
        return self("number.rate", rate=self.number(per_ten_thousand, decimals=decimals))

    def money(self, minor_units: int, currency: str) -> str:
        """£1,000,000 / 1 000 000 £; pence and cents only where there are any."""
        return self._with_symbol(
            self.number(_decimal(minor_units) / MINOR_UNITS, decimals=2 if minor_units % MINOR_UNITS else 0), currency
        )

    def money_short(self, minor_units: int, currency: str, *, decimals: int = 1) -> str:
        """£1 million / 1 million de livres (no symbol stands after a number in letters); below a million as it is."""
        amount = _decimal(minor_units) / MINOR_UNITS
        if abs(amount) < MILLION or currency not in SYMBOLS:
            return self._with_symbol(self.number(amount), currency)
        millions = _rounded(abs(amount) / MILLION, decimals)
        figure = self.number(millions, decimals=max(0, -millions.normalize().as_tuple().exponent))
        return (MINUS if amount < 0 else "") + self.n(f"number.million.{currency}", int(millions), figure=figure)

    def _with_symbol(self, figure: str, currency: str) -> str:
        if currency not in SYMBOLS:
            raise KeyError(f"no symbol for currency {currency!r}; there is {', '.join(SYMBOLS)}")
        symbol = SYMBOLS[currency]
        if self.lang != "en":
            return f"{figure}{NO_BREAK}{symbol}"
        return f"{MINUS}{symbol}{figure[1:]}" if figure.startswith(MINUS) else f"{symbol}{figure}"

    def amount(self, value: Number, indicator: Indicator) -> str:
        """A value of an indicator without its unit's name: 2,407, £1,000,000 or 93%."""
        if indicator.kind == "money":
            return self.money(int(value), str(indicator.currency))
        if indicator.kind == "ratio":
            return self.percent(value, decimals=indicator.decimals)
        return self.number(value, decimals=indicator.decimals)

    def estimate(self, value: Number, indicator: Indicator) -> str:
        """A value that nobody counted (expected, forecast, a pace): whole units, of money whole pounds or euros; a share as it is."""
        if indicator.kind == "ratio":
            return self.amount(value, indicator)
        smallest = MINOR_UNITS if indicator.kind == "money" else 1
        return self.amount(int(_rounded(_decimal(value) / smallest, 0)) * smallest, indicator)

    def pace(self, value: Number, indicator: Indicator) -> str:
        """What a month adds: as an estimate, but to one decimal below ten, where 0.4 a month is not none."""
        if indicator.kind == "money" or abs(value) >= 10 or _decimal(value) == _rounded(value, 0):
            return self.estimate(value, indicator)
        return self.number(value, decimals=1)

    def unit(self, value: Number, indicator: Indicator) -> str:
        """businesses, or business when there is one; French counts 0 and 1 as one."""
        one = gettext.c2py(catalogue(self.lang).plural_rule)(int(value)) == 0
        return self.name(indicator.unit.one if one else indicator.unit.many)

    def quantity(self, value: Number, qualifier: str, indicator: Indicator) -> str:
        """over 200 / plus de 200; about £1 million / environ 1 million de livres; exactly what the source says, no more."""
        rounded = indicator.kind == "money" and qualifier != "exact"
        figure = self.money_short(int(value), str(indicator.currency)) if rounded else self.amount(value, indicator)
        return self.qualified(figure, qualifier)

    def qualified(self, figure: str, qualifier: str) -> str:
        return figure if qualifier == "exact" else self(f"qualifier.{qualifier}", figure=figure)

    def fact_value(self, fact: Fact) -> str:
        """A published figure with its qualifier: over 200, 96%, about £1 million, up to £5,000."""
        if fact.unit == "percent":
            figure = self.percent_points(fact.value)
        elif fact.unit == "count":
            figure = self.number(fact.value)
        elif fact.qualifier == "exact":
            figure = self.money(fact.value, fact.unit)
        else:
            # The source's own rounding is not rounded again: about €1.19 million stays so.
            figure = self.money_short(fact.value, fact.unit, decimals=2)
        return self.qualified(figure, fact.qualifier)

    def target(self, target: Target, indicator: Indicator) -> str:
        return self.quantity(target.value, target.qualifier, indicator)

    # -- time

    def date(self, day: date) -> str:
        """22 May 2023 / 22 mai 2023; the first of a month is « 1er » in French."""
        shown = format_date(day, "d MMMM y", locale=LOCALES[self.lang])
        if self.lang == "fr" and day.day == 1:
            shown = shown.replace("1 ", "1er ", 1)
        return shown

    def month(self, month: str) -> str:
        return format_date(last_day(month), "MMMM y", locale=LOCALES[self.lang])

    def of_month(self, month: str) -> str:
        """of August 2022 / d’août 2022, de mai 2022."""
        return self("period.of", month=self.month(month))

    def month_short(self, month: str) -> str:
        return format_date(last_day(month), "MMM y", locale=LOCALES[self.lang])

    def month_letter(self, month: str) -> str:
        """For an axis with no room: Apr / avr"""
        return format_date(last_day(month), "MMM", locale=LOCALES[self.lang])

    def period(self, period: str) -> str:
        """April 2022, April to June 2022, 2022, or what is meant by to_date."""
        if period == "to_date":
            return self("period.to_date")
        months = months_of(period)
        if len(months) == 1:
            return self.month(months[0])
        if len(period) == 4:
            return period
        first = format_date(last_day(months[0]), "MMMM", locale=LOCALES[self.lang])
        return self("period.from_to", first=first, last=self.month(months[-1]))

    def period_short(self, period: str) -> str:
        """For an axis or a slider: Apr 2022, Q2 2022 / T2 2022, 2022, to date."""
        if period == "to_date":
            return self("period.to_date")
        if "Q" in period:
            year, quarter = period.split("-Q")
            return self("period.quarter_short", quarter=quarter, year=year)
        return period if len(period) == 4 else self.month_short(period)

    def months_span(self, start: str, end: str) -> str:
        """April 2021 to June 2023."""
        return self("period.from_to", first=self.month(start), last=self.month(end))

    def printed_date(self, printed: str | None) -> str:
        """A source's own date, as exact as the source is: 22 May 2023, April 2021, 2021, undated."""
        if printed is None:
            return self("source.undated")
        if len(printed) == 10:
            return self.date(date.fromisoformat(printed))
        return self.period(printed)

    def as_of_month(self, day: date) -> str:
        return self.month(month_of(day))

    # -- the closed lists

    def status(self, code: str) -> str:
        return self(f"status.{code}")

    def status_rule(self, code: str, rule: StatusRule) -> str:
        """How a status was found, with the programme's own cut-offs."""
        return self(
            f"status.{code}.rule",
            on_course=rule.on_course,
            at_risk=rule.at_risk,
            minimum_coverage=rule.minimum_coverage,
        )

    def absence(self, code: str) -> str:
        return self(f"absence.{code}")

    def absence_here(self, code: str, programme: Text) -> str:
        """Why an area has no figure: where no scheme ran, that is said by name, since it is not missing data."""
        return self("absence.no_scheme", programme=programme) if code == "not_applicable" else self.absence(code)

    def absence_why(self, code: str) -> str:
        return self(f"absence.{code}.why")

    def provenance(self, code: str) -> str:
        return self(f"provenance.{code}")

    def provenance_why(self, code: str) -> str:
        return self(f"provenance.{code}.why")

    def source(self, source: Source) -> str:
        """Title, date. For a link, see ui.provenance."""
        return self("source.title_date", title=source.title, date=self.printed_date(source.date))


def _decimal(value: Number) -> Decimal:
    if isinstance(value, Fraction):
        return Decimal(value.numerator) / Decimal(value.denominator)
    return Decimal(str(value))


def _rounded(value: Number, decimals: int) -> Decimal:
    return _decimal(value).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
