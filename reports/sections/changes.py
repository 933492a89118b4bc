"""What changed since the board last met, a month before: how the totals come about, every figure put right, targets and citations."""

from collections.abc import Hashable, Mapping

import pandas as pd

from ccare_metrics import results
from ccare_metrics.results import Changes
from ccare_metrics.working import Working
from reports.answers import finding_of, notice
from reports.change_rows import figures, targets, totals
from reports.content import Asked, Section, Table
from ui import findings
from ui.edition import Edition

Row = Mapping[Hashable, object]
COUNTED = ("added", "corrected", "withdrawn", "answered")
# New figures are many and expected: they stand in the totals. What was there before and is another now is told one by one.
ONE_BY_ONE = ("corrected", "withdrawn", "answered")


def section(edition: Edition, asked: Asked) -> Section | None:
    source = edition.release
    if asked.record is None or asked.record.before is None or not isinstance(source, Working):
        return None
    words, before = edition.words, asked.record.before
    found = results.changes(before, source, asked.record.acts.figures)
    made_up = notice(edition, pd.concat([found.totals[["provenance"]], found.figures[["provenance"]]]))
    return Section(
        code="changes",
        name=words("pack.section.changes"),
        finding=finding_of(edition, finding(edition, before, found), made_up),
        lead=words("pack.changes.lead", day=before.day),
        notice=made_up,
        paragraphs=(*([words("pack.changes.no_total")] if found.totals.empty else []), *_cited(edition, found)),
        parts=_tables(edition, before, found),
        sources=tuple(dict.fromkeys(fact.source for fact in found.cited)),
    )


def finding(edition: Edition, before: Working, found: Changes) -> str:
    """How many figures changed, by kind."""
    words, counts = edition.words, found.figures["kind"].value_counts()
    between = {"before": words.date(before.day), "after": words.date(edition.release.known_on)}
    parts = [words.n(f"changes.count.{kind}", int(counts[kind])) for kind in COUNTED if counts.get(kind, 0)]
    if not parts:
        return words("changes.finding_none", **between)
    return words.n("changes.finding", int(counts.sum()), parts=words.join(parts), **between)


def _tables(edition: Edition, before: Working, found: Changes) -> tuple[Table, ...]:
    parts = [] if found.totals.empty else [totals(edition, before, found.totals)]
    for kind in ONE_BY_ONE:
        rows = found.figures[found.figures["kind"].eq(kind)]
        parts += [] if rows.empty else [figures(edition, kind, rows)]
    return (*parts, *([] if found.targets.empty else [targets(edition, found.targets)]))


def _cited(edition: Edition, found: Changes) -> tuple[str, ...]:
    """Results published in between: from then on they stand first."""
    if not found.cited:
        return ()
    words = edition.words
    said = [findings.fact_sentence(edition, fact) for fact in found.cited]
    return (words("pack.changes.cited", title=words.n("changes.title.cited", len(said)), facts=words.join(said)),)
