"""What is told of a file: faults, for which nothing is read, and notes, which only say how it was read.

`check` is stable and names the sentence: `finding.<check>` in the catalogues, and for a fault `finding.<check>.do`, what to do about it.
`told` fills both; its texts come from the file, so they are cut and made printable here, and escaped wherever they are shown.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

LONGEST_SHOWN = 60  # characters
MOST_NAMED = 12  # rows, cells, columns or sheets in one sentence

Told = Mapping[str, str | int]


@dataclass(frozen=True)
class FileFault:
    check: str
    told: Told = field(default_factory=dict)


@dataclass(frozen=True)
class FileNote:
    check: str
    told: Told = field(default_factory=dict)


class FileFaults(Exception):  # noqa: N818 - all that is wrong with one file, not one error
    """Everything that was found wrong; at least one."""

    def __init__(self, faults: Iterable[FileFault]):
        self.faults = tuple(faults)
        super().__init__("; ".join(f"{fault.check} {dict(fault.told)}" for fault in self.faults))


def shown(text: str) -> str:
    """A text of the file as it may stand in a sentence: one line, printable, at most 60 characters."""
    printable = "".join(sign if sign.isprintable() else " " if sign.isspace() else "\N{MIDDLE DOT}" for sign in text)
    plain = " ".join(printable.split())
    return plain if len(plain) <= LONGEST_SHOWN else f"{plain[: LONGEST_SHOWN - 1]}…"


def named(things: Iterable[str | int]) -> str:
    """The first dozen of them, with an ellipsis where there are more: 5, 9, 12, …"""
    texts = [shown(str(thing)) for thing in things]
    return ", ".join(texts[:MOST_NAMED]) + (", …" if len(texts) > MOST_NAMED else "")
