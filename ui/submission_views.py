"""A partner's reports: the list of them, and one in full: where it is on its way, by whom and why, and what was sent."""

from collections.abc import Mapping
from html import escape
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from ccare_metrics.entries import EntryKey
from ccare_metrics.framework import Programme
from ccare_metrics.store import submission_rows
from ccare_metrics.store.desk import Report
from ui import entry_grid, entry_views, frame, links, moments, names, provenance, tables
from ui.access import Visit
from ui.frame import Entry
from ui.own_reports import Own
from ui.tables import Column
from ui.words import Words

Before = Mapping[EntryKey, tuple[int | None, str | None]]


def go(entry: Entry, *, key: str, primary: bool = False) -> None:
    """A link to the next thing to do, drawn as a button."""
    with st.container(key=f"cc_go_{'first_' if primary else ''}{key}", width="content"):
        st.page_link(entry.page, label=entry.label, query_params=dict(entry.query), width="content")


# -- the list


def finding(words: Words, mine: Own) -> str:
    """How many reports there are, and how many of them are approved."""
    done = int(mine.reports["state"].eq("approved").sum())
    if mine.reports.empty:
        return words("report.none")
    return words.n("report.finding", len(mine.reports), approved=words.n("report.of_them_approved", done))


def table(visit: Visit, reports: pd.DataFrame) -> str:
    """Every report, the newest month first, as HTML. `reports`: as desk.reports."""
    words = visit.words
    if reports.empty:
        return frame.empty(words, words("report.none"), text=words("report.none_text"))
    rows = [_row(visit, report) for report in reports.to_dict("records")]
    columns = [
        Column("month", words("table.month"), to="address"),
        Column("kind", words("report.kind")),
        Column("state", words("report.state")),
        Column("since", words("report.since")),
        Column("by", words("report.by")),
        Column("figures", words("report.figures"), "number"),
        Column("reason", words("report.reason")),
    ]
    return tables.table(words, rows, columns, caption=words("report.all"))


def _row(visit: Visit, report: dict) -> dict:
    words, number = visit.words, str(report["submission"])
    kept = {name: code for name, code in visit.address.items() if name == "lang"}
    reason = report["reason"] if report["state"] == "returned" else report["why"]
    return {
        "address": f"submissions?{urlencode({**kept, 'submission': number})}",
        "month": words.month(report["period"]),
        "kind": words("report.correction" if report["corrects"] else "report.regular"),
        "state": words(f"report.state.{report['state']}"),
        "since": moments.day(report["since"]),
        "by": names.person(visit.edition, report["by"]),
        "figures": report["figures"],
        "reason": reason or words("entry.none"),
    }


# -- one


def title(words: Words, found: Report) -> str:
    """Figures for May 2023: approved; or a correction of them."""
    key = "report.title" if found.corrects is None else "report.title_correction"
    return words(key, of_month=words.of_month(found.period), state=words(f"report.state.{found.state}"))


def returned(visit: Visit, found: Report) -> str:
    return entry_views.returned(visit.words, found)


def receipt(visit: Visit, found: Report) -> str:
    """What was received, when and from whom, as HTML: the same after a lost connection as right after sending."""
    words = visit.words
    if found.state != "submitted":
        return ""
    said = words.n(
        "report.receipt", len(found.figures), number=str(found.number), at=moments.at(words, found.since),
        by=names.person(visit.edition, found.by),
    )  # fmt: skip
    return f'<div class="cc-receipt" role="status"><p>{escape(said)}</p><p>{escape(words("report.receipt_next"))}</p></div>'


def steps(visit: Visit, found: Report) -> str:
    """Every step it took, the first one first, as HTML."""
    words = visit.words
    rows = [
        {
            "state": words(f"report.state.{step['state']}"),
            "at": moments.at(words, step["at"]),
            "by": names.person(visit.edition, step["by"]),
            "reason": step["reason"] or words("entry.none"),
        }
        for step in found.steps.to_dict("records")
    ]
    columns = [
        Column("state", words("report.state")),
        Column("at", words("report.since")),
        Column("by", words("report.by")),
        Column("reason", words("report.reason")),
    ]
    return tables.table(words, rows, columns, caption=words("report.steps"))


def about(visit: Visit, found: Report) -> str:
    """Its number, where it came from, and what it corrects, as HTML."""
    words = visit.words
    told = {words("report.number"): str(found.number), words("report.source"): _source(words, found)}
    if found.corrects is not None:
        told |= {words("report.corrects"): str(found.corrects), words("report.reason"): found.why or ""}
    inside = "".join(
        f'<div><dt>{escape(name)}</dt><dd><bdi dir="auto">{escape(text)}</bdi></dd></div>'
        for name, text in told.items()
    )
    return f'<dl class="cc-described">{inside}</dl>'


def _source(words: Words, found: Report) -> str:
    if found.source == "file":
        return words("report.source.file", name=found.file_name or "")
    return words(f"report.source.{found.source}") if words.has(f"report.source.{found.source}") else found.source


def figures(visit: Visit, found: Report, before: Before) -> str:
    """What was sent; of a draft, what is typed so far; as HTML. `before`: what a correction would replace."""
    words = visit.words
    made_up = provenance.notice(words, [submission_rows.provenance(visit.programme)])
    rows = _sent(visit, found, before) if found.figures and found.state != "draft" else _typed(visit, found)
    if rows.empty:
        return f'<p class="cc-said">{escape(words("report.nothing_typed"))}</p>'
    columns = [
        Column("scheme", words("table.scheme")),
        Column("indicator", words("table.indicator")),
        Column("area", words("table.area")),
        *([Column("category", words("entry.of_whom"))] if rows["category"].ne("–").any() else []),
        *([Column("before", words("entry.now"), "number", absence="before_absence")] if "before" in rows else []),
        Column("value", words("table.value"), "number", to="history"),
        Column("note", words("entry.note")),
    ]
    return made_up + tables.table(
        words, rows, columns, caption=words("report.figures_of", of_month=words.of_month(found.period))
    )


def _sent(visit: Visit, found: Report, before: Before) -> pd.DataFrame:
    words, programme = visit.words, visit.programme
    told = [figure.key._asdict() for figure in found.figures]
    shown = _names(words, programme, told).assign(
        value=[_amount(words, programme, figure.key, figure.value) for figure in found.figures],
        absence=[figure.absence for figure in found.figures],
        note=[figure.note or words("entry.none") for figure in found.figures],
        history=[_history(visit, figure.key, found.period) for figure in found.figures],
    )
    if found.corrects is None or found.state == "approved":
        return shown
    was = [before.get(figure.key, (None, None)) for figure in found.figures]
    return shown.assign(
        before=[
            _amount(words, programme, figure.key, value) for figure, (value, _) in zip(found.figures, was, strict=True)
        ],
        before_absence=[absence for _, absence in was],
    )


def _typed(visit: Visit, found: Report) -> pd.DataFrame:
    """As it was written, checked or not."""
    words, programme = visit.words, visit.programme
    told = [entry.key._asdict() for entry in found.entries]
    return _names(words, programme, told).assign(
        value=[entry.typed or words("entry.blank") for entry in found.entries],
        note=[entry.note or words("entry.none") for entry in found.entries],
        history=None,
    )


def _names(words: Words, programme: Programme, told: list[dict]) -> pd.DataFrame:
    shown = entry_grid.names(words, programme, told)
    return shown.assign(category=shown["category"].replace("", "–"))


def _amount(words: Words, programme: Programme, key: EntryKey, value: int | None) -> str | None:
    return None if value is None else words.amount(value, programme.indicators[key.indicator])


def _history(visit: Visit, key: EntryKey, month: str) -> str | None:
    """The way to a figure's own history, where this site has that page."""
    if "figure" not in visit.pages:
        return None
    return f"figure?{links.carried(visit)}&{urlencode({**key._asdict(), 'month': month})}"


def remarks(visit: Visit, found: Report) -> str:
    """What is said beside the figures, in the language it was written in, as HTML."""
    words, schemes = visit.words, visit.programme.schemes
    said = "".join(
        f"<li><strong>{escape(words.name(schemes[each.scheme].short_name))}</strong> "
        f'<q class="cc-quote" lang="{escape(each.language, quote=True)}" dir="auto">{escape(each.text)}</q></li>'
        for each in found.remarks
        if each.text and each.scheme in schemes
    )
    return (
        f'<h2 class="cc-card-title">{escape(words("entry.remarks"))}</h2><ul class="cc-comments">{said}</ul>'
        if said
        else ""
    )
