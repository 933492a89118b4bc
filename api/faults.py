"""Why a request has no answer, in the reader's language: what was found, what was expected, and what there is."""

from collections.abc import Iterable
from dataclasses import dataclass

ECHO = 80  # characters of what was asked that are repeated
MOST = 100  # faults told at once; a longer list helps nobody


@dataclass(frozen=True)
class Fault:
    """One thing wrong with a request. `parameter`: its name, or the names that contradict each other, with commas; `found`: null where
    it is missing; `known`: what would be understood, where that is a list."""

    parameter: str
    found: str | None
    expected: str
    known: tuple[str, ...] = ()


@dataclass(frozen=True)
class Faults:
    """The body of a 422."""

    faults: tuple[Fault, ...]


@dataclass(frozen=True)
class Told:
    """The body of a 404, 405, 406, 500 or 503: a sentence, and what there is instead (addresses, numbers or methods)."""

    message: str
    known: tuple[str, ...] = ()


class RefusedError(Exception):
    """422: the request itself is wrong."""

    def __init__(self, faults: Iterable[Fault]):
        self.faults = tuple(faults)[:MOST]
        super().__init__(", ".join(fault.parameter for fault in self.faults))


class NotThereError(Exception):
    """404: a sound request for something that a release does not hold, or for a release that is not there."""

    def __init__(self, message: str, known: Iterable[str] = ()):
        super().__init__(message)
        self.told = Told(message, tuple(known))


class NotAcceptableError(Exception):
    """406: the request's Accept header leaves nothing that this address can send."""

    def __init__(self, message: str, known: Iterable[str]):
        super().__init__(message)
        self.told = Told(message, tuple(known))


def shortened(value: str) -> str:
    """As much of what was asked as an answer repeats, without signs that nobody sees."""
    plain = "".join(sign for sign in value if sign.isprintable())
    return plain if len(plain) <= ECHO else f"{plain[:ECHO]}…"
