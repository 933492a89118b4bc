"""What somebody typed, before it is a figure: rows of text, from the form, a file or the command line alike. Pure."""

import hashlib
import json
from collections.abc import Iterable
from typing import NamedTuple

ALL = "all"
LONGEST_TYPED, LONGEST_NOTE, LONGEST_REMARK = (
    100,
    1_000,
    4_000,
)  # characters of a value, of its note, of what is said beside a scheme


class Row(NamedTuple):
    """One line as it was typed or read, all of it text. `place`: where it stands in a file ("12"), empty on the form.

    `value` is blank where nothing was reported, and a word such as n/a where there is nothing to report.
    """

    place: str
    scheme: str
    indicator: str
    area: str
    period: str
    category: str
    value: str
    note: str


class EntryKey(NamedTuple):
    """What one entry of a submission is about, in codes; the period is the submission's."""

    scheme: str
    indicator: str
    area: str
    category: str = ALL


class Entry(NamedTuple):
    """An entry of a draft: `typed` and `note` exactly as written; `version` counts its changes, from 1."""

    key: EntryKey
    typed: str
    note: str
    version: int = 0


class Change(NamedTuple):
    """A cell that somebody edits: `seen` is the version they had before their eyes, 0 where there was no entry."""

    key: EntryKey
    typed: str
    note: str
    seen: int


class Figure(NamedTuple):
    """A checked entry: a whole `value` in the indicator's smallest unit, or the reason for having none."""

    key: EntryKey
    value: int | None
    absence: str | None
    note: str


def stamp(entries: Iterable[Entry], remarks: Iterable[tuple[str, str, str]] = ()) -> str:
    """The same for the same draft: what was checked is what is sent. `remarks`: (scheme, language, text)."""
    told = [sorted([*entry.key, entry.typed, entry.note] for entry in entries), sorted(map(list, remarks))]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


def as_typed(value: int, decimals: int) -> str:
    """How somebody would type a value: whole as it is, an amount with a point before its smallest units."""
    if not decimals:
        return str(value)
    whole, part = divmod(abs(value), 10**decimals)
    return f"{'-' if value < 0 else ''}{whole}.{part:0{decimals}d}"
