"""What a chosen file holds, what is wrong with it, and what it would change; nearly all of it as HTML."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from ccare_metrics.checks.findings import Finding
from ccare_metrics.entries import Row
from ccare_metrics.intake import FileFault, FileNote
from ccare_metrics.reporting.handling import Preview
from exports.findings_sheet import with_findings
from exports.tables import XLSX
from exports.template import COLUMNS
from ui import entry_grid, finding_views, tables
from ui.access import Visit
from ui.acting import Of
from ui.downloads import unguessable
from ui.finding_views import Said
from ui.pieces import draw
from ui.tables import Column
from ui.words import Words

SAMPLES, MOST_CHANGES, FILTER_FROM = 5, 200, 4


def faults(words: Words, found: Sequence[FileFault]) -> str:
    """All that is wrong with a file of which nothing was read, as HTML."""
    items = "".join(
        f"<li>{escape(words(f'finding.{fault.check}', **fault.told))} {escape(words(f'finding.{fault.check}.do', **fault.told))}</li>"
        for fault in found
    )
    title = words.n("upload.faults", len(found))
    return (
        f'<div class="cc-state cc-state-error" role="alert"><p class="cc-state-title">{escape(title)}</p>'
        f'<ul class="cc-plain-list">{items}</ul><p>{escape(words("upload.nothing_kept"))}</p></div>'
    )


def how_read(words: Words, preview: Preview) -> str:
    """How the file was read, with its first rows as they are, as HTML."""
    reading = preview.reading
    said = [words.n("upload.rows", len(reading.rows), name=preview.file_name)]
    if reading.sheet:
        said.append(words("upload.sheet", sheet=reading.sheet))
    if reading.encoding:
        said.append(words("upload.encoding", encoding=reading.encoding))
    notes = "".join(f"<li>{escape(_note(words, note))}</li>" for note in reading.notes)
    sample = tables.folded(words("upload.sample"), _sample(words, reading.rows[:SAMPLES]))
    listed = f'<ul class="cc-plain-list">{notes}</ul>' if notes else ""
    return f'<p class="cc-said">{escape(" ".join(said))}</p>{listed}{sample}'


def _note(words: Words, note: FileNote) -> str:
    return words(f"finding.{note.check}", **note.told)


def _sample(words: Words, rows: Sequence[Row]) -> str:
    told = [{name: getattr(row, name) or words("entry.blank") for name in ("place", *COLUMNS)} for row in rows]
    columns = [
        Column("place", words("findings.row")),
        *(Column(name, words(f"template.column.{name}")) for name in COLUMNS),
    ]
    return tables.table(words, told, columns, caption=words("upload.first_rows"))


# -- what was found


def findings(visit: Visit, preview: Preview, *, key: str) -> None:
    """What the checks found, narrowed to a strength, a row, a column; and the file with it all beside each row."""
    words, rows = visit.words, preview.reading.rows
    found = preview.checked.findings
    told = finding_views.said(words, visit.programme, found, lambda finding: _places(words, rows, finding))
    draw(finding_views.line(words, found))
    shown = _narrowed(words, key, told) if len(told) >= FILTER_FROM else told
    draw(finding_views.listed(words, shown))
    if told:
        st.download_button(
            words("upload.with_findings"),
            lambda: _with_findings(visit, rows, told, found),
            file_name=f"{words('findings.sheet')}-{preview.period}.xlsx", mime=unguessable(XLSX), key="cc_with_findings", on_click="ignore",
        )  # fmt: skip


def _places(words: Words, rows: Sequence[Row], finding: Finding) -> str:
    return words.join([rows[row].place for row in finding.rows]) if finding.rows else words("check.whole_report")


def _narrowed(words: Words, key: str, told: Sequence[Said]) -> list[Said]:
    everything = words("check.everything")
    with st.container(key="cc_finding_filters", horizontal=True, gap="medium"):
        group = _choice(words("check.strength"), [each.group for each in told], everything, key,
                        lambda code: words(f"check.group_{code}"))  # fmt: skip
        where = _choice(words("check.row"), [each.where for each in told], everything, key, str)
        column = _choice(words("check.column"), [each.column for each in told], everything, key,
                         lambda code: finding_views.column_name(words, code, {}))  # fmt: skip
    return [
        each
        for each in told
        if group in (None, each.group) and where in (None, each.where) and column in (None, each.column)
    ]


def _choice(label: str, codes: Sequence[str], everything: str, key: str, shown) -> str | None:
    """One of the codes that there are, or None for all of them."""
    return st.selectbox(
        label, [None, *dict.fromkeys(codes)], format_func=lambda code: everything if code is None else shown(code),
        key=f"cc_finding_{label}_{key}", placeholder=everything,
    )  # fmt: skip


def _with_findings(visit: Visit, rows: Sequence[Row], told: Sequence[Said], found: Sequence[Finding]) -> bytes:
    by_row, general = finding_views.for_a_sheet(told, found)
    cells = [[getattr(row, name) for name in COLUMNS] for row in rows]
    return with_findings(visit.words, cells, by_row, general=general, day=visit.today)


def changes(visit: Visit, preview: Preview) -> str:
    """Each entry that would be another: before and after, as HTML."""
    words = visit.words
    told = preview.changes.to_dict("records")
    if not told:
        return f'<p class="cc-said">{escape(words("upload.no_change"))}</p>'
    rows = entry_grid.names(words, visit.programme, told[:MOST_CHANGES]).assign(
        before=[_cell(words, row["before"], row["note_before"]) for row in told[:MOST_CHANGES]],
        after=[_cell(words, row["after"], row["note_after"]) for row in told[:MOST_CHANGES]],
    )
    columns = [
        Column("scheme", words("table.scheme")),
        Column("indicator", words("table.indicator")),
        Column("area", words("table.area")),
        *([Column("category", words("entry.of_whom"))] if rows["category"].ne("").any() else []),
        Column("before", words("upload.before"), "number"),
        Column("after", words("upload.after"), "number"),
    ]
    rows["category"] = rows["category"].replace("", "–")
    more = len(told) - MOST_CHANGES
    line = f'<p class="cc-small-words">{escape(words.n("upload.more_changes", more))}</p>' if more > 0 else ""
    return tables.table(words, rows, columns, caption=words.n("upload.changes", len(told))) + line


def _cell(words: Words, typed: str | None, note: str | None) -> str:
    if typed is None:
        return words("upload.not_there")
    return (
        words("upload.with_note", typed=typed or words("entry.blank"), note=note)
        if note
        else typed or words("entry.blank")
    )


def title(words: Words, of: Of) -> str:
    return words("upload.title", of_month=words.of_month(of.period))


def note(text: str) -> str:
    return f'<p class="cc-small-words">{escape(text)}</p>'
