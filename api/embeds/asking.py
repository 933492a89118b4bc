"""What an embedded card is asked to show, read from its address; or, in a sentence that names what is known, why that cannot be."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from api.faults import shortened
from ccare_metrics.results import MEASURES, Measure, group_codes
from ui.edition import Edition
from ui.words import LOCALES, Words

Theme = Literal["auto", "light", "dark"]
THEMES: tuple[Theme, ...] = get_args(Theme)
ALWAYS = ("lang", "theme", "release")
NUMBER = re.compile(r"[1-9][0-9]{0,5}")
NOT_FOUND, UNPROCESSABLE = 404, 422


@dataclass(frozen=True)
class Card:
    """The parameters a card cannot do without, and those it may have beside the ones that every card takes."""

    needs: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()

    @property
    def parameters(self) -> tuple[str, ...]:
        return (*self.needs, *self.takes, *ALWAYS)


CARDS: Mapping[str, Card] = {
    "headline": Card(needs=("indicator",)),
    "targets": Card(takes=("scheme",)),
    "map": Card(needs=("indicator",), takes=("scheme", "measure")),
    "curve": Card(needs=("indicator",), takes=("scheme",)),
    "scheme": Card(needs=("scheme",)),
}


@dataclass(frozen=True)
class Asked:
    """Codes that the release knows. `release`: the number, where the address names one."""

    card: str
    indicator: str = ""
    scheme: str | None = None
    measure: Measure = "count"
    theme: Theme = "auto"
    release: int | None = None


@dataclass(frozen=True)
class Choice:
    """Something that would have been understood: what to write, and what it is called."""

    code: str
    name: str = ""


class NoCardError(Exception):
    """Nothing to show under this address; `text` says why in the reader's language."""

    def __init__(self, status: int, text: str, choices: Iterable[Choice] = ()):
        super().__init__(text)
        self.status, self.text, self.choices = status, text, tuple(choices)


def parameters(words: Words, card: str, pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    """The parameters by name. Refuses an unknown card, an unknown name, and a name that comes twice."""
    if card not in CARDS:
        choices = [Choice(code, words(f"embed.card.{code}")) for code in CARDS]
        raise NoCardError(NOT_FOUND, _unknown(words, words("embed.card"), card), choices)
    known = CARDS[card].parameters
    found: dict[str, str] = {}
    for name, value in pairs:
        if name not in known:
            choices = [Choice(f"{each}=") for each in known]
            raise NoCardError(UNPROCESSABLE, _unknown(words, words("embed.parameter"), name), choices)
        if name in found:
            raise NoCardError(UNPROCESSABLE, words("embed.repeated", name=f"{name}="))
        found[name] = value
    if found.get("lang", next(iter(LOCALES))) not in LOCALES:
        languages = [Choice(code, words(f"language.{code}")) for code in LOCALES]
        raise NoCardError(UNPROCESSABLE, _unknown(words, "lang", found["lang"]), languages)
    return found


def release_number(words: Words, found: Mapping[str, str]) -> int | None:
    """The release that the address names; None for the newest."""
    told = found.get("release")
    if told is None:
        return None
    if not NUMBER.fullmatch(told):
        raise NoCardError(UNPROCESSABLE, words("embed.no_number", asked=shortened(told)))
    return int(told)


def checked(edition: Edition, card: str, found: Mapping[str, str]) -> Asked:
    """The codes of an address, each known to the release, and in a combination that it holds."""
    words, programme = edition.words, edition.programme
    indicators = {code: words.name(each.name) for code, each in programme.indicators.items()}
    schemes = {code: words.name(each.short_name) for code, each in programme.schemes.items()}
    read = Asked(
        card=card,
        indicator=_code(words, card, found, "indicator", indicators) or "",
        scheme=_code(words, card, found, "scheme", schemes),
        measure=_measure(edition, found),
        theme=_theme(words, found),
        release=release_number(words, found),
    )
    if read.indicator and read.scheme and read.scheme not in _counting(edition, read.indicator):
        text = words("embed.not_counted", scheme=schemes[read.scheme], indicator=indicators[read.indicator])
        choices = [Choice(code, schemes[code]) for code in _counting(edition, read.indicator)]
        raise NoCardError(NOT_FOUND, text, choices)
    return read


def _code(words: Words, card: str, found: Mapping[str, str], name: str, known: Mapping[str, str]) -> str | None:
    choices = [Choice(code, text) for code, text in known.items()]
    if name not in found:
        if name in CARDS[card].needs:
            raise NoCardError(UNPROCESSABLE, words("embed.missing", name=f"{name}="), choices)
        return None
    if found[name] not in known:
        raise NoCardError(UNPROCESSABLE, _unknown(words, name, found[name]), choices)
    return found[name]


def _counting(edition: Edition, indicator: str) -> list[str]:
    return group_codes(edition.programme, "scheme", indicator)


def _measure(edition: Edition, found: Mapping[str, str]) -> Measure:
    """A share is shown as it is: of a ratio there is no other measure."""
    told, words = found.get("measure", "count"), edition.words
    indicator = edition.programme.indicators.get(found.get("indicator", ""))
    known = MEASURES[:1] if indicator and indicator.kind == "ratio" else MEASURES
    measure = next((each for each in known if each == told), None)
    if measure is None:
        choices = [Choice(code, words(f"measure.{code}")) for code in known]
        raise NoCardError(UNPROCESSABLE, _unknown(words, "measure", told), choices)
    return measure


def _theme(words: Words, found: Mapping[str, str]) -> Theme:
    told = found.get("theme", "auto")
    theme = next((each for each in THEMES if each == told), None)
    if theme is None:
        choices = [Choice(code, words(f"embed.theme.{code}")) for code in THEMES]
        raise NoCardError(UNPROCESSABLE, _unknown(words, "theme", told), choices)
    return theme


def _unknown(words: Words, label: str, value: str) -> str:
    return words("state.unknown", label=label, asked=shortened(value))
