"""What a partner enters, checked: the same rules for the form, for a file and on the command line. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from ccare_metrics.checks.context import Approved, Context
from ccare_metrics.checks.findings import BLOCK, EXPLAIN, NOTE, Finding
from ccare_metrics.checks.reading import read_rows
from ccare_metrics.checks.registry import CHECKS, Check
from ccare_metrics.checks.remarks import says_something
from ccare_metrics.checks.sheet import Sheet
from ccare_metrics.entries import Entry, Figure, Row
from ccare_metrics.intake.grammar import Absent, Number

__all__ = ["Approved", "Checked", "Context", "Finding", "check"]

_WEIGHT = {BLOCK: 0, EXPLAIN: 1, NOTE: 2}


@dataclass(frozen=True, eq=False)
class Checked:
    """`entries`: one a row, what a draft would keep of it; None where the row is blank, has no place of its own, or says once more what
    another row says. `figures`: what would be sent. `can_be_taken_over`: whether every row that says something is kept."""

    findings: tuple[Finding, ...]
    entries: tuple[Entry | None, ...]
    figures: tuple[Figure, ...]
    can_be_taken_over: bool

    @cached_property
    def standing_against(self) -> tuple[Finding, ...]:
        """Why the report cannot be sent: what must be mended, and what nobody has explained."""
        return tuple(finding for finding in self.findings if finding.stands_against)

    @property
    def blocked(self) -> bool:
        return bool(self.standing_against)


def check(rows: Sequence[Row], context: Context, *, sha256: str | None = None) -> Checked:
    """Every finding at once, the report's own first, then by row and weight. Never raises, whatever was typed."""
    sheet = read_rows(rows, context, sha256=sha256)
    telling = [says_something(line.note) for line in sheet.lines]
    found = [(order, finding) for order, each in enumerate(CHECKS) for finding in _findings(each, sheet, telling)]
    found.sort(key=lambda pair: (min(pair[1].rows, default=-1), _WEIGHT[pair[1].strength], pair[0]))
    return Checked(
        findings=tuple(finding for _, finding in found),
        entries=tuple(_entries(sheet)),
        figures=tuple(_figures(sheet)),
        can_be_taken_over=_can_be_taken_over(sheet),
    )


def _findings(check: Check, sheet: Sheet, telling: Sequence[bool]) -> Iterator[Finding]:
    for rows, column, told in check.find(sheet):
        answered = check.strength == EXPLAIN and any(telling[row] for row in rows)
        yield Finding(check.id, check.strength, rows, column, told, answered)


def _entries(sheet: Sheet) -> Iterator[Entry | None]:
    for place, (row, line) in enumerate(zip(sheet.rows, sheet.lines, strict=True)):
        if line.key is None or sheet.kept.get(line.key, place) != place:
            yield None
        else:
            yield Entry(line.key, row.value, line.note)


def _can_be_taken_over(sheet: Sheet) -> bool:
    return all(sheet.repeated.values()) and all(line.is_blank or line.key for line in sheet.lines)


def _figures(sheet: Sheet) -> Iterator[Figure]:
    """In a full report first what is due, blank ones as not reported, then what else was typed; in a correction what was typed.

    A value that is wrong is no figure, and not a missing one either.
    """
    keys = sheet.kept if sheet.context.correction else dict.fromkeys((*sheet.context.due, *sheet.kept))
    due = frozenset(() if sheet.context.correction else sheet.context.due)
    for key in keys:
        row = sheet.kept.get(key)
        typed, note = (sheet.rows[row].value.strip(), sheet.lines[row].note) if row is not None else ("", "")
        if not typed and key not in due:
            continue
        value = sheet.lines[row].value if row is not None else sheet.standing(key)
        if isinstance(value, Number):
            yield Figure(key, value.value, None, note)
        elif isinstance(value, Absent):
            yield Figure(key, None, value.absence, note)
