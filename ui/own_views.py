"""Our figures: what has to be done now, how the organisation's own targets stand, and what became of what it sent."""

from html import escape
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from ccare_metrics.reporting.own import published_in
from ui import access, cached, frame, links, moments, own_reports, submission_views, tables, target_views
from ui.access import Visit
from ui.edition import Edition, kept
from ui.own_reports import Own
from ui.pieces import Piece, draw
from ui.tables import Column
from ui.words import Words

LATEST = 6  # approved months that are shown at once


def finding(visit: Visit, mine: Own) -> str:
    """What has to be done now, in a sentence."""
    words = visit.words
    name = words.name(visit.programme.partners[mine.partner].name)
    if mine.duties.empty and mine.reports.empty:
        return words("own.finding_none", partner=name)
    if mine.to_do.empty:
        return words("own.finding_done", partner=name)
    return words.n("own.finding", len(mine.to_do), partner=name)


def lead(visit: Visit) -> str:
    words, today = visit.words, visit.programme.demonstration_today
    return words("own.lead") if today is None else words("board.lead", text=words("own.lead"), today=today)


# -- what has to be done


def to_do(visit: Visit, mine: Own) -> None:
    """One card a month that needs work, with the way to it; then what waits for others."""
    for place, duty in enumerate(mine.to_do.to_dict("records")):
        with frame.card(f"do_{duty['period']}"):
            _month(visit, mine, duty, first=place == 0)
    drafts = mine.reports[mine.reports["corrects"].notna() & mine.reports["state"].isin(["draft", "returned"])]
    for report in drafts.to_dict("records"):
        with frame.card(f"do_{report['submission']}"):
            _correction(visit, report)
    draw(_waiting(visit, mine))


def _month(visit: Visit, mine: Own, duty: dict, *, first: bool) -> None:
    words = visit.words
    month = words.of_month(duty["period"])
    draw(
        (
            frame.card_title(words.n("own.due", int(duty["expected"]), of_month=month)),
            when(words, duty),
            _reason(words, duty),
        )
    )
    there = links.to(visit, "enter_figures", words(f"own.do_{duty['state']}", of_month=month), period=duty["period"])
    submission_views.go(there, key=f"do_{duty['period']}", primary=first)


def when(words: Words, duty: dict) -> str:
    """By when, that it is late, and where it stands."""
    state = words(f"own.state_{duty['state']}")
    if duty["late_days"]:
        late = words.n("own.late", int(duty["late_days"]), day=duty["due_on"])
        return f'<p class="cc-late">{escape(late)}</p><p class="cc-small-words">{escape(state)}</p>'
    return f'<p class="cc-said">{escape(words("own.due_on", day=duty["due_on"]))}</p><p class="cc-small-words">{escape(state)}</p>'


def _reason(words: Words, duty: dict) -> str:
    """Why a report was returned, in the reviewer's own words."""
    if duty["state"] != "returned":
        return ""
    who = words("own.returned", at=moments.at(words, duty["since"]))
    return (
        f'<div class="cc-returned"><p class="cc-state-title">{escape(who)}</p>'
        f'<p><q class="cc-quote" dir="auto">{escape(duty["reason"] or "")}</q></p></div>'
    )


def _correction(visit: Visit, report: dict) -> None:
    words = visit.words
    title = words(
        "report.title_correction",
        of_month=words.of_month(report["period"]),
        state=words(f"report.state.{report['state']}"),
    )
    draw((frame.card_title(title), _reason(words, report)))
    there = links.to(visit, "enter_figures", words("report.go_on"), submission=str(report["submission"]))
    submission_views.go(there, key=f"do_{report['submission']}")


def _waiting(visit: Visit, mine: Own) -> str:
    """What lies with the lead partner, as HTML."""
    words = visit.words
    sent = mine.reports[mine.reports["state"].eq("submitted")].to_dict("records")
    if not sent:
        return ""
    items = "".join(
        f'<li><a href="{escape(_address(visit, report), quote=True)}" target="_self">{escape(words.month(report["period"]))}</a> '
        f"{escape(words('own.waiting', at=moments.at(words, report['since'])))}</li>"
        for report in sent
    )
    return f'{frame.section(words.n("own.waiting_title", len(sent)))}<ul class="cc-plain-list">{items}</ul>'


def _address(visit: Visit, report: dict) -> str:
    kept_codes = {name: code for name, code in visit.address.items() if name == "lang"}
    return f"submissions?{urlencode({**kept_codes, 'submission': str(report['submission'])})}"


# -- how the targets stand


def edition(visit: Visit, mine: Own) -> Edition | None:
    """The organisation's own figures as they stand today; None where there are none."""
    stood = own_reports.ask(visit, lambda: cached.own(visit.release, visit.today, mine.partner, access.signature_now()))
    return None if stood is None or not stood.programme.schemes else Edition(visit.words, stood, visit.theme)


@kept
def progress(edition: Edition) -> tuple[Piece, ...]:
    """Its targets as bullets with their status and as a table, in the words of the board's pages."""
    words = edition.words
    told = words("own.progress_note", day=edition.release.known_on, month=words.month(edition.release.through))
    return (
        target_views.title(edition, words("own.progress"), part="schemes"),
        f'<p class="cc-small-words">{escape(told)}</p>',
        *target_views.table(edition, part="schemes", key="own-progress"),
        target_views.rule(edition),
    )


# -- what became of what was sent


def approved(visit: Visit, mine: Own) -> str:
    """The months that were approved last, when, and in which release they are published; as HTML."""
    words = visit.words
    done = mine.reports[mine.reports["state"].eq("approved")].head(LATEST)
    if done.empty:
        return frame.empty(words, words("own.none_approved"))
    published = own_reports.ask(visit, lambda: published_in(cached.store(), done))
    rows = [_approved(visit, report, published) for report in done.to_dict("records")]
    columns = [
        Column("month", words("table.month"), to="address"),
        Column("kind", words("report.kind")),
        Column("figures", words("report.figures"), "number"),
        Column("approved", words("own.approved_on")),
        Column("published", words("own.published")),
    ]
    return tables.table(words, rows, columns, caption=words("own.approved"))


def _approved(visit: Visit, report: dict, published: dict[int, int]) -> dict:
    words, number = visit.words, published.get(int(report["submission"]))
    return {
        "month": words.month(report["period"]),
        "address": _address(visit, report),
        "kind": words("report.correction" if report["corrects"] else "report.regular"),
        "figures": report["figures"],
        "approved": moments.day(report["approved_at"]),
        "published": words("own.not_yet_published") if number is None else words("own.in_release", number=number),
    }


def others(visit: Visit) -> None:
    """The way to everything else of the organisation's."""
    words = visit.words
    with st.container(key="cc_own_links", horizontal=True, gap="medium"):
        submission_views.go(links.to(visit, "submissions", words("own.all_reports")), key="reports")
        submission_views.go(links.to(visit, "upload", words("own.upload")), key="upload")


def is_idle(reports: pd.DataFrame, duties: pd.DataFrame) -> bool:
    """Nothing was ever due, and nothing sent."""
    return reports.empty and duties.empty
