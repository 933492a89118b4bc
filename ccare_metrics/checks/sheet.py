"""The rows of a report as they were understood: what stands for each key, and what came before it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

from ccare_metrics.checks.context import Context
from ccare_metrics.checks.findings import Seen
from ccare_metrics.entries import EntryKey, Row
from ccare_metrics.intake.grammar import Absent, Number, Wrong

Told = TypeVar("Told")
Value = Number | Absent | Wrong
NOT_REPORTED = Absent("not_reported")
CONFLICT = Wrong("duplicate.other_value")


class Line(NamedTuple):
    """One row as it was understood. `key`: None where the row has no place of its own in the report. `is_blank`: nothing was typed."""

    key: EntryKey | None
    value: Value
    note: str
    is_blank: bool


@dataclass(frozen=True, eq=False)
class Sheet:
    """`seen`: what was found while reading, by check. `months`: by month, the rows that are about it.
    `sha256`: of the file that the rows come from, if any."""

    context: Context
    rows: Sequence[Row]
    lines: Sequence[Line]
    seen: Mapping[str, list[Seen]] = field(repr=False)
    months: Mapping[str, list[int]] = field(repr=False)
    sha256: str | None = None
    _answers: dict[Any, Any] = field(default_factory=dict, repr=False)

    def once(self, ask: "Callable[[Sheet], Iterable[Told]]") -> tuple[Told, ...]:
        """What several checks ask of the same sheet, found out once."""
        if ask not in self._answers:
            self._answers[ask] = tuple(ask(self))
        return self._answers[ask]

    def rows_of(self, *keys: EntryKey) -> tuple[int, ...]:
        return tuple(self.kept[key] for key in keys if key in self.kept)

    @cached_property
    def by_key(self) -> Mapping[EntryKey, list[int]]:
        found: dict[EntryKey, list[int]] = {}
        for row, line in enumerate(self.lines):
            if line.key is not None:
                found.setdefault(line.key, []).append(row)
        return found

    @cached_property
    def repeated(self) -> Mapping[EntryKey, bool]:
        """The keys of more than one row, and whether those rows all say the same."""
        return {
            key: len({_said(self.rows[row], self.lines[row]) for row in rows}) == 1
            for key, rows in self.by_key.items()
            if len(rows) > 1
        }

    @cached_property
    def kept(self) -> Mapping[EntryKey, int]:
        """By key the row that counts: of several that say the same the first with a note; none where they contradict each other."""
        return {
            key: next((row for row in rows if self.lines[row].note), rows[0])
            for key, rows in self.by_key.items()
            if self.repeated.get(key, True)
        }

    def standing(self, key: EntryKey) -> Value:
        """What holds once the report is in: what was typed, and in a correction the approved figure where nothing was."""
        if key in self.kept:
            row = self.kept[key]
            if not self.context.correction or self.rows[row].value.strip():
                return self.lines[row].value
        elif key in self.by_key:
            return CONFLICT
        if self.context.correction and (approved := self.context.approved.get((key, self.context.period))):
            return NOT_REPORTED if approved.value is None else Number(approved.value)
        return NOT_REPORTED


def _said(row: Row, line: Line) -> object:
    if isinstance(line.value, Number):
        return line.value.value
    return line.value.absence if isinstance(line.value, Absent) else row.value.strip()
