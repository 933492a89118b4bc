"""Which thing a text names: by its code, or by any of its names in either language; never by a guess."""

import difflib
import unicodedata
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

LONGEST_NAME = 200  # characters; no name is longer, and a pasted page is not searched for one

# Letters of other scripts that are drawn like Latin ones.
_LOOK_ALIKE = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеѕіјорсухԁΑΒΕΖΗΙΚΜΝΟΡΤΥΧαιορυ",
    "ABESIJKMHOPCTYXaesijopcyxdABEZHIKMNOPTYXaiopu",
)
_JOINED = str.maketrans({"œ": "oe", "æ": "ae"})


class Several(NamedTuple):
    """A name that more than one thing has."""

    codes: tuple[str, ...]


class Unknown(NamedTuple):
    """`strange`: a letter that is not Latin; `meant`: what the text names once such letters are read as they look."""

    strange: str = ""
    meant: str = ""


@dataclass(frozen=True)
class Names:
    """`codes`: plain code -> code. `carriers`: plain name, codes among them -> the codes of those who have it."""

    codes: Mapping[str, str]
    carriers: Mapping[str, tuple[str, ...]]


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Without case, accents, punctuation and surplus spaces: l’Éco-prêt is l eco pret. Remembered: a programme's names are asked for
    at every edit."""
    parts = unicodedata.normalize("NFKD", text.casefold().translate(_JOINED))
    kept = (sign if sign.isalnum() else " " for sign in parts if not unicodedata.combining(sign))
    return " ".join("".join(kept).split())


def names_of(things: Iterable[tuple[str, Iterable[str]]]) -> Names:
    """Of (code, names) each."""
    codes: dict[str, str] = {}
    carriers: dict[str, dict[str, None]] = {}
    for code, names in things:
        codes[plain(code)] = code
        for name in (code, *names):
            carriers.setdefault(plain(name), {})[code] = None
    return Names(codes, {name: tuple(found) for name, found in carriers.items()})


def which(names: Names, text: str, likely: Container[str] = ()) -> str | Several | Unknown:
    """The code of what the text names. Of several with the same name the only `likely` one is meant; a code is its own thing's first."""
    if len(text) > LONGEST_NAME:
        return Unknown()
    found = _carrying(names, plain(text), likely)
    if len(found) == 1:
        return found[0]
    if found:
        return Several(found)
    strange = next((sign for sign in text if sign.isalpha() and not _is_latin(sign)), "")
    read_as_it_looks = _carrying(names, plain(text.translate(_LOOK_ALIKE)), likely) if strange else ()
    return Unknown(strange, read_as_it_looks[0] if len(read_as_it_looks) == 1 else "")


def _carrying(names: Names, wanted: str, likely: Container[str]) -> tuple[str, ...]:
    if wanted in names.codes:
        return (names.codes[wanted],)
    found = names.carriers.get(wanted, ())
    return tuple(code for code in found if code in likely) or found if len(found) > 1 else found


def nearest(names: Names, text: str) -> str:
    """The code of the one whose name is written most like the text; empty where none is close."""
    wanted = plain(text[:LONGEST_NAME])
    close = difflib.get_close_matches(wanted, names.carriers, n=1, cutoff=0.6)
    if not close and len(wanted) > 3:
        # Kent County Council: a known name with something around it.
        close = [name for name in names.carriers if len(name) > 3 and f" {name} " in f" {wanted} "][:1]
    return names.carriers[close[0]][0] if close and len(names.carriers[close[0]]) == 1 else ""


def _is_latin(sign: str) -> bool:
    return sign.isascii() or "LATIN" in unicodedata.name(sign, "") or "ORDINAL" in unicodedata.name(sign, "")
