"""The report as a whole: whether there is anything in it, what is missing, and whether it was sent before."""

from collections.abc import Iterator

from ccare_metrics.checks.findings import Seen
from ccare_metrics.checks.sheet import Sheet
from ccare_metrics.intake.grammar import Absent, Number


def empty(sheet: Sheet) -> Iterator[Seen]:
    if not any(row.value.strip() for row in sheet.rows):
        yield Seen(())


def due_and_blank(sheet: Sheet) -> Iterator[Seen]:
    """How many of the figures that were due are left out; they are sent as not reported, never as zero."""
    due = sheet.context.due
    if sheet.context.correction or not any(row.value.strip() for row in sheet.rows):
        return
    blank = [key for key in due if _is_blank(sheet.standing(key))]
    if blank:
        yield Seen((), "", {"n": len(blank), "due": len(due), "indicators": tuple({key.indicator: 0 for key in blank})})


def _is_blank(value: object) -> bool:
    return isinstance(value, Absent) and value.absence == "not_reported"


def unchanged(sheet: Sheet) -> Iterator[Seen]:
    """A correction that says what is approved already."""
    if not sheet.context.correction:
        return
    for key, row in sheet.kept.items():
        value, approved = sheet.lines[row].value, sheet.context.approved.get((key, sheet.context.period))
        if approved and isinstance(value, Number) and value.value == approved.value:
            yield Seen((row,), "value", {"indicator": key.indicator, "value": value.value})


def note_without_a_change(sheet: Sheet) -> Iterator[Seen]:
    """In a correction a note is sent with the figure that it is about; beside a blank there is none."""
    if not sheet.context.correction:
        return
    for row in sheet.kept.values():
        if sheet.lines[row].note and not sheet.rows[row].value.strip():
            yield Seen((row,), "note")


def sent_before(sheet: Sheet) -> Iterator[Seen]:
    if known := sheet.context.known_files.get(sheet.sha256 or ""):
        number, at = known
        yield Seen((), "", {"submission": number, "day": str(at)[:10]})
