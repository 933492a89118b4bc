"""What the checks have found, as a reader can act on it: how much stands in the way, and each with row, column, what, and what to do."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal

from ccare_metrics.checks.findings import Finding
from ccare_metrics.checks.sentences import finding_words
from ccare_metrics.framework import Programme
from exports.findings_sheet import Found
from geo.areas import load_areas
from ui import tables
from ui.tables import Column
from ui.words import Words

Group = Literal["block", "explain", "answered", "note"]
GROUPS: tuple[Group, ...] = ("block", "explain", "answered", "note")
MOST_SHOWN = 200

Where = Callable[[Finding], str]


@dataclass(frozen=True)
class Said:
    """A finding in words. `where`: its row; `column`: the code of its column, empty for the whole row; None where it is of no row."""

    group: Group
    where: str
    column: str | None
    what: str
    to_do: str


def said(words: Words, programme: Programme, findings: Sequence[Finding], where: Where) -> list[Said]:
    return [_said(words, programme, finding, where) for finding in findings]


def _said(words: Words, programme: Programme, finding: Finding, where: Where) -> Said:
    what, to_do = finding_words(words, finding, programme, load_areas())
    return Said(group_of(finding), where(finding), finding.column if finding.rows else None, what, to_do)


def group_of(finding: Finding) -> Group:
    return "answered" if finding.strength == "explain" and finding.answered else finding.strength


def counted(words: Words, findings: Sequence[Finding]) -> str:
    """1 to put right, 2 to explain; or that nothing stands in the way."""
    counts = {group: sum(group_of(finding) == group for finding in findings) for group in GROUPS}
    parts = [words.n(f"check.count_{group}", counts[group]) for group in ("block", "explain") if counts[group]]
    said = words("check.open", parts=words.join(parts)) if parts else words("check.clear")
    notes = counts["note"] + counts["answered"]
    return words.with_more(said, words.n("check.count_note", notes)) if notes else said


def line(words: Words, findings: Sequence[Finding]) -> str:
    """The count with a shape before it, as HTML: what stands against sending first."""
    kind = "block" if any(finding.stands_against for finding in findings) else "clear"
    return f'<p class="cc-checked cc-checked-{kind}" role="status">{escape(counted(words, findings))}</p>'


def listed(words: Words, found: Sequence[Said], *, column: Mapping[str, str] | None = None) -> str:
    """A table a strength, the strongest first, as HTML. `column`: what a column is called here, where not as in the template."""
    if not found:
        return ""
    shown = found[:MOST_SHOWN]
    html = "".join(
        _group(words, group, [each for each in shown if each.group == group], column or {}) for group in GROUPS
    )
    if len(found) > MOST_SHOWN:
        html += f'<p class="cc-small-words">{escape(words("check.first_only", shown=MOST_SHOWN, total=len(found)))}</p>'
    return html


def _group(words: Words, group: Group, found: Sequence[Said], column: Mapping[str, str]) -> str:
    if not found:
        return ""
    rows = [
        {"where": each.where, "column": column_name(words, each.column, column), "what": each.what, "to_do": each.to_do}
        for each in found
    ]
    columns = [
        Column("where", words("check.row")),
        Column("column", words("check.column")),
        Column("what", words("check.what")),
        Column("to_do", words("check.to_do")),
    ]
    caption = words.n(f"check.title_{group}", len(found))
    return f'<div class="cc-found cc-found-{group}">{tables.table(words, rows, columns, caption=caption)}</div>'


def column_name(words: Words, code: str | None, named: Mapping[str, str]) -> str:
    if code is None:
        return words("entry.none")
    if not code:
        return words("check.whole_row")
    return named.get(code) or words(f"template.column.{code}")


def for_a_sheet(said: Sequence[Said], findings: Sequence[Finding]) -> tuple[dict[int, list[Found]], list[Found]]:
    """By position of the row, and those of no row: as exports.findings_sheet wants them."""
    by_row: dict[int, list[Found]] = {}
    general = []
    for each, finding in zip(said, findings, strict=True):
        found = Found(finding.strength, each.what, each.to_do)
        for row in finding.rows:
            by_row.setdefault(row, []).append(found)
        if not finding.rows:
            general.append(found)
    return by_row, general
