"""The parameters of the addresses, each declared once: what it may be decides how it is read, described and documented."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from api.faults import Fault, shortened
from ccare_metrics.periods import month_range
from ccare_metrics.release import Release
from ccare_metrics.results import place_codes
from ccare_metrics.scope import GROUPS, PLACES, TIMES
from geo.areas import COUNTRY_NAMES
from ui.words import LOCALES, Words

WHOLE = re.compile(r"0|[1-9][0-9]{0,8}")  # our own grammar: int() takes blanks, signs and digits of other scripts
MOST_ROWS = 100_000
FORMATS = ("json", "csv", "xlsx", "parquet")
PROVENANCES = ("published", "reported", "illustrative")

Known = Callable[[Release], tuple[str, ...]]


@dataclass(frozen=True)
class Parameter:
    """`known`: the closed list it is taken from, `numbers`: else the whole numbers it may be, both included. `many`: several values,
    separated by commas."""

    name: str
    known: Known | None = None
    numbers: tuple[int, int] = (0, 0)
    many: bool = False
    needed: bool = False


@dataclass(frozen=True)
class Asked:
    """What a request says, checked. `values`: by parameter; several only where it takes many."""

    values: Mapping[str, tuple[str, ...]] = field(hash=False)

    def one(self, name: str) -> str | None:
        found = self.values.get(name)
        return found[0] if found else None

    def many(self, name: str) -> tuple[str, ...]:
        return self.values.get(name, ())

    def number(self, name: str, default: int) -> int:
        found = self.one(name)
        return default if found is None else int(found)

    def pairs(self) -> Iterator[tuple[str, str]]:
        """As an address holds them."""
        yield from ((name, ",".join(values)) for name, values in self.values.items())


def months(release: Release) -> tuple[str, ...]:
    return month_range(release.programme.window_start, release.through)


INDICATOR = Parameter("indicator", known=lambda release: tuple(release.programme.indicators))
SCHEME = Parameter("scheme", known=lambda release: tuple(release.programme.schemes))
RELEASE = Parameter("release", numbers=(1, 999_999))
LANG = Parameter("lang", known=lambda _release: tuple(LOCALES))
FORMAT = Parameter("format", known=lambda _release: FORMATS)
LIMIT = Parameter("limit", numbers=(1, MOST_ROWS))
OFFSET = Parameter("offset", numbers=(0, 999_999_999))
EVERYWHERE = (RELEASE, LANG)

FIGURES = (
    Parameter("indicator", known=INDICATOR.known, needed=True),
    SCHEME,
    Parameter("strand", known=lambda release: tuple(release.programme.strands)),
    Parameter("partner", known=lambda release: tuple(release.programme.partners)),
    Parameter("area", known=lambda _release: tuple(place_codes("area"))),
    Parameter("county", known=lambda _release: tuple(place_codes("county"))),
    Parameter("country", known=lambda _release: tuple(COUNTRY_NAMES)),
    Parameter("from", known=months),
    Parameter("to", known=months),
    Parameter("by", known=lambda _release: (*GROUPS, *PLACES, *TIMES), many=True),
    Parameter("provenance", known=lambda _release: PROVENANCES, many=True),
    FORMAT,
    LIMIT,
    OFFSET,
    *EVERYWHERE,
)


def read(
    pairs: Sequence[tuple[str, str]], parameters: Sequence[Parameter], release: Release, words: Words
) -> tuple[Asked, list[Fault]]:
    """The parameters of a request as they come, and everything that is wrong with them one by one."""
    known = {parameter.name: parameter for parameter in parameters}
    given: dict[str, list[str]] = {}
    for name, value in pairs:
        given.setdefault(name, []).append(value)
    faults = [_unknown(name, known, words) for name in given if name not in known]
    values: dict[str, tuple[str, ...]] = {}
    for name, parameter in known.items():
        found = given.get(name, [])
        wrong = _wrong(parameter, found, release, words)
        if wrong:
            faults.append(wrong)
        elif found:
            values[name] = tuple(found[0].split(",")) if parameter.many else (found[0],)
    return Asked(values), faults


def _unknown(name: str, known: Mapping[str, Parameter], words: Words) -> Fault:
    return Fault(shortened(name), shortened(name), words("api.expected.parameter"), tuple(known))


def _wrong(parameter: Parameter, found: Sequence[str], release: Release, words: Words) -> Fault | None:
    codes = parameter.known(release) if parameter.known else ()
    if not found:
        return Fault(parameter.name, None, expected(parameter, codes, words), codes) if parameter.needed else None
    if len(found) > 1:
        return Fault(parameter.name, shortened(" & ".join(found)), words("api.expected.once"), ())
    told = found[0].split(",") if parameter.many else found
    if _fits(parameter, told, codes):
        return None
    return Fault(parameter.name, shortened(found[0]), expected(parameter, codes, words), codes)


def _fits(parameter: Parameter, told: Sequence[str], codes: Sequence[str]) -> bool:
    if parameter.known:
        return all(value in codes for value in told) and len(set(told)) == len(told)
    low, high = parameter.numbers
    return WHOLE.fullmatch(told[0]) is not None and low <= int(told[0]) <= high


def expected(parameter: Parameter, codes: Sequence[str], words: Words) -> str:
    """What a parameter may be, in words."""
    if parameter.name in ("from", "to"):
        return words("api.expected.month", first=codes[0], last=codes[-1])
    if parameter.known:
        return words("api.expected.many" if parameter.many else "api.expected.one")
    low, high = parameter.numbers
    return words("api.expected.number", low=low, high=high)
