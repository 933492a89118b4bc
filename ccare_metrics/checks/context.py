"""Everything that a check may look at beside the rows themselves."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

from ccare_metrics.checks.vocabulary import Vocabulary, vocabulary
from ccare_metrics.coverage import due_keys, reported_indicators
from ccare_metrics.entries import EntryKey
from ccare_metrics.framework import Programme, Scheme
from geo.areas import Area


class Approved(NamedTuple):
    """An approved figure: a whole `value` in the indicator's smallest unit, or the reason for having none."""

    value: int | None
    absence: str | None


@dataclass(frozen=True, eq=False)
class Context:
    """Whose report, for which month, on which day; and what is known.

    `approved`: every approved figure of the partner's schemes, by key and month, splits included. `correction`: the rows hold only what
    changes, and a blank means unchanged. `known_files`: by checksum, the submission that a file went into and when it was sent.
    """

    programme: Programme
    areas: Mapping[str, Area]
    partner: str
    period: str
    today: date
    approved: Mapping[tuple[EntryKey, str], Approved] = field(default_factory=dict)
    correction: bool = False
    open_periods: tuple[str, ...] = ()
    locked: frozenset[str] = frozenset()
    known_files: Mapping[str, tuple[int, str]] = field(default_factory=dict)

    @cached_property
    def schemes(self) -> Mapping[str, Scheme]:
        """The partner's own."""
        return {code: scheme for code, scheme in self.programme.schemes.items() if scheme.partner == self.partner}

    @cached_property
    def vocabulary(self) -> Vocabulary:
        return vocabulary(self.programme, self.schemes, self.areas)

    @cached_property
    def reported(self) -> Mapping[str, tuple[str, ...]]:
        """By own scheme: the indicators that are filled in. None for a scheme without areas: there is nowhere to count."""
        return {
            code: reported_indicators(self.programme, scheme) if scheme.areas else ()
            for code, scheme in self.schemes.items()
        }

    @cached_property
    def due(self) -> tuple[EntryKey, ...]:
        """What the partner has to report for the month, in the order of its schemes, without splits."""
        return due_keys(self.programme, self.partner, self.period)

    @cached_property
    def history(self) -> Mapping[EntryKey, list[tuple[str, int]]]:
        """By key: (month, value) of every other month that has an approved value, oldest first."""
        found: dict[EntryKey, list[tuple[str, int]]] = {}
        for (key, month), approved in self.approved.items():
            if approved.value is not None and month != self.period:
                found.setdefault(key, []).append((month, approved.value))
        for months in found.values():
            months.sort()
        return found
