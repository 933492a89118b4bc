"""Where what is typed, the checks and the store meet: one way for the form, a file and the command line."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import pandas as pd
from sqlalchemy import Engine

from ccare_metrics.entries import Entry, EntryKey, Row, stamp
from ccare_metrics.framework import Programme
from ccare_metrics.intake import Reading, read_file
from ccare_metrics.periods import month_of, month_range
from ccare_metrics.reporting.reviews import Reviewed, reviewed
from ccare_metrics.scope import RefusedError, Signature
from ccare_metrics.store import acts, desk, drafts, read
from ccare_metrics.store.desk import Report
from ccare_metrics.store.receipts import Told
from ccare_metrics.submissions import Approved, Checked, Context, check
from geo.areas import load_areas


@dataclass(frozen=True, eq=False)
class Opened:
    """A submission on the desk with what it is checked against. `approved`: as desk.approved_of; `checked`: its entries as they are."""

    report: Report
    context: Context = field(repr=False)
    approved: pd.DataFrame = field(repr=False)
    checked: Checked = field(repr=False)


def opened(engine: Engine, programme: Programme, signature: Signature, submission: int) -> Opened:
    """Raises NotAllowedError, NotFoundError."""
    report = desk.report(engine, signature, submission)
    approved = desk.approved_of(engine, signature, report.partner)
    context = context_of(
        engine, programme, signature, partner=report.partner, period=report.period, approved=approved,
        correction=report.corrects is not None,
    )  # fmt: skip
    return Opened(report, context, approved, check(rows_of(report), context))


def rows_of(report: Report) -> list[Row]:
    """The entries of a draft as rows, as a file would have them."""
    return [
        Row("", entry.key.scheme, entry.key.indicator, entry.key.area, report.period, entry.key.category, entry.typed,
            entry.note)
        for entry in report.entries
    ]  # fmt: skip


def context_of(
    engine: Engine,
    programme: Programme,
    signature: Signature,
    *,
    partner: str,
    period: str,
    approved: pd.DataFrame,
    correction: bool = False,
) -> Context:
    """What the checks look at. Raises NotAllowedError."""
    locks = desk.locks(engine, signature)
    locked = frozenset(locks.loc[locks["locked"], "period"])
    today = date.fromisoformat(signature.at[:10])
    begun = month_range(programme.window_start, min(programme.window_end, month_of(today)))
    return Context(
        programme=programme,
        areas=load_areas(),
        partner=partner,
        period=period,
        today=today,
        approved=_by_key(approved),
        correction=correction,
        open_periods=tuple(month for month in begun if month not in locked),
        locked=locked,
        known_files=desk.sent_files(engine, signature, partner),
    )


def _by_key(approved: pd.DataFrame) -> Mapping[tuple[EntryKey, str], Approved]:
    return {
        (EntryKey(row.scheme, row.indicator, row.area, row.category), row.month): Approved(
            None if pd.isna(row.value) else int(row.value), row.absence
        )
        for row in approved.itertuples()
    }


def send(
    engine: Engine, programme: Programme, signature: Signature, *, submission: int, version: int, seen: str, key: str
) -> Told:
    """Sends a draft as it is, if no check stands against it. `version` and `seen`: of the report that was looked at.

    Raises as acts.submit, and RefusedError: blocked, with the number of findings.
    """
    found = opened(engine, programme, signature, submission)
    # Asked again after it went through, it answers with its receipt: nothing is checked a second time.
    if found.report.state in ("draft", "returned") and found.checked.blocked:
        raise RefusedError("blocked", count=str(len(found.checked.standing_against)))
    return acts.submit(
        engine, programme, signature, submission=submission, version=version, seen=seen,
        figures=found.checked.figures, key=key,
    )  # fmt: skip


@dataclass(frozen=True, eq=False)
class Preview:
    """What a file would change. `report`: None where the partner has not begun it. `changes`: one row an entry that would be another:
    scheme, indicator, area, category, before, after, note_before, note_after (text; None where there is none)."""

    report: Report | None = field(repr=False)
    reading: Reading = field(repr=False)
    checked: Checked
    changes: pd.DataFrame = field(repr=False)
    file_name: str = ""
    partner: str = ""
    period: str = ""


def preview(
    engine: Engine, programme: Programme, signature: Signature, *, submission: int, name: str, content: bytes
) -> Preview:
    """Reads and checks a file against a draft; stores nothing. Raises FileFaults, NotAllowedError, NotFoundError."""
    report = desk.report(engine, signature, submission)
    approved = desk.approved_of(engine, signature, report.partner)
    context = context_of(
        engine, programme, signature, partner=report.partner, period=report.period, approved=approved,
        correction=report.corrects is not None,
    )  # fmt: skip
    reading = read_file(name, content)
    checked = check(reading.rows, context, sha256=reading.sha256)
    entries = [entry for entry in checked.entries if entry is not None]
    return Preview(report, reading, checked, changes(report.entries, entries), name, report.partner, report.period)


def preview_of_first(
    engine: Engine, programme: Programme, signature: Signature, *, partner: str, period: str, name: str, content: bytes
) -> Preview:
    """The same for a month that the partner has not begun to report. Raises FileFaults, NotAllowedError."""
    reading, checked = check_file(
        engine, programme, signature, partner=partner, period=period, name=name, content=content
    )
    entries = [entry for entry in checked.entries if entry is not None]
    return Preview(None, reading, checked, changes((), entries), name, partner, period)


def changes(before: tuple[Entry, ...], after: list[Entry]) -> pd.DataFrame:
    old, new = {entry.key: entry for entry in before}, {entry.key: entry for entry in after}
    rows = [
        (
            *key,
            old[key].typed if key in old else None,
            new[key].typed if key in new else None,
            old[key].note if key in old else None,
            new[key].note if key in new else None,
        )
        for key in dict.fromkeys([*new, *old])
        if key not in old or key not in new or (old[key].typed, old[key].note) != (new[key].typed, new[key].note)
    ]
    columns = ["scheme", "indicator", "area", "category", "before", "after", "note_before", "note_after"]
    return pd.DataFrame(rows, columns=columns, dtype="object")


def take_over(engine: Engine, programme: Programme, signature: Signature, previewed: Preview, *, key: str) -> Told:
    """Puts a previewed file in the place of what was typed; begins the report where there is none. Raises as drafts.begin and
    drafts.take_over, and RefusedError: rows_without_a_place."""
    if not previewed.checked.can_be_taken_over:
        raise RefusedError("rows_without_a_place")
    before = previewed.report
    number = (
        before.number
        if before
        else drafts.begin(engine, programme, signature, partner=previewed.partner, period=previewed.period)
    )
    return drafts.take_over(
        engine,
        programme,
        signature,
        submission=number,
        seen=before.stamp if before else stamp(()),
        entries=[entry for entry in previewed.checked.entries if entry is not None],
        file_name=previewed.file_name,
        sha256=previewed.reading.sha256,
        key=key,
    )


def check_file(
    engine: Engine, programme: Programme, signature: Signature, *, partner: str, period: str, name: str, content: bytes
) -> tuple[Reading, Checked]:
    """A file against what a partner has to report for a month, whether or not it has begun to. Raises FileFaults, NotAllowedError."""
    approved = desk.approved_of(engine, signature, partner)
    context = context_of(engine, programme, signature, partner=partner, period=period, approved=approved)
    reading = read_file(name, content)
    return reading, check(reading.rows, context, sha256=reading.sha256)


def under_review(engine: Engine, programme: Programme, signature: Signature, found: Opened) -> list[Reviewed]:
    """Each figure that was sent beside its history, target and neighbours. Raises NotAllowedError where the person may not decide."""
    desk.queue(engine, signature)
    others = read.approved_figures(engine, through=found.report.period)
    return reviewed(
        programme,
        period=found.report.period,
        figures=found.report.figures,
        approved=found.approved,
        others=others,
        today=date.fromisoformat(signature.at[:10]),
    )
