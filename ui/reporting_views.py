"""Who has reported: coverage by partner and month as a sheet, then every month that is not complete."""

from datetime import date
from fractions import Fraction
from html import escape

import pandas as pd

from ccare_metrics.workflow import Workflow
from ccare_metrics.working import Working, reporting, reporting_by_partner
from ui import frame, provenance, views
from ui.edition import Edition, kept
from ui.pieces import Piece
from ui.tables import Column


@kept
def finding(edition: Edition) -> str:
    """How many partners have sent all that was due."""
    words, told = edition.words, reporting_by_partner(_stood(edition))
    complete = int(told["incomplete"].eq(0).sum())
    month = words.month(_stood(edition).through)
    return words.n("board.reporting_finding", complete, partners=len(told), month=month)


@kept
def tables_of(edition: Edition, workflow: Workflow) -> tuple[Piece, ...]:
    """Coverage by partner, then every partner and month that is not complete."""
    words, programme = edition.words, edition.programme
    told, by_partner = reporting(_stood(edition)), reporting_by_partner(_stood(edition))
    named = Column("partner", words("scheme.partner"), show=lambda code: words.name(programme.partners[code].name))
    counts = [
        Column("due", words("board.due"), "number"),
        Column("reported", words("board.reported"), "number"),
        Column("coverage", words("board.coverage"), "number", show=words.percent, term="coverage"),
    ]
    open_months = told[told["reported"] < told["due"]].sort_values(["month", "partner"], ascending=[False, True])
    open_months = open_months.assign(stands=[_stands(edition, workflow, row) for row in open_months.to_dict("records")])
    months = [
        named,
        Column("month", words("table.month"), show=words.month),
        Column("due_on", words("board.due_on")),
        Column("stands", words("board.stands")),
        *counts,
    ]
    made_up = provenance.notice(words, _stood(edition).figures["provenance"])
    reported, due = (int(by_partner[name].sum()) for name in ("reported", "due"))
    title = (
        words("board.by_partner_finding", percent=words.percent(Fraction(reported, due)))
        if due
        else words("board.by_partner")
    )
    pieces: list[Piece] = [made_up, frame.card_title(title), _strips(edition, told)]
    pieces += views.below(
        edition,
        by_partner,
        [named, *counts, Column("incomplete", words("board.incomplete"), "number")],
        key="reporting-partners",
        caption=title,
        expanded=True,
    )
    still_open = words.n("board.open_months", len(open_months))
    pieces.append(frame.card_title(still_open))
    if open_months.empty:
        pieces.append(frame.empty(words, words("board.nothing_open")))
    else:
        pieces += views.below(edition, open_months, months, key="reporting-months", caption=still_open, expanded=True)
    return tuple(pieces)


def _stands(edition: Edition, workflow: Workflow, row: dict) -> str:
    """Where the report of a month is on its way, and since when."""
    words, sent = edition.words, workflow.submissions
    sent = sent[sent["partner"].eq(row["partner"]) & sent["period"].eq(row["month"]) & sent["corrects"].isna()]
    if sent.empty:
        return words("board.not_begun")
    last = sent.iloc[-1]
    return words(f"board.stands_{last['state']}", day=date.fromisoformat(last["since"]))


def _strips(edition: Edition, told: pd.DataFrame) -> str:
    """One strip a partner, one mark a month: whole, in part, nothing. Words for each month stand in its tip and in the strip's label."""
    words, partners = edition.words, edition.programme.partners
    lines = ""
    for code in dict.fromkeys(partners):
        months = told[told["partner"].eq(code)]
        if months.empty:
            continue
        name = words.name(partners[code].short_name)
        short = months[months["reported"] < months["due"]]
        said = words.n("board.strip_whole", len(months) - len(short), months=len(months))
        if len(short):
            said = words(
                "board.strip_short", said=said, months=words.join([words.month(month) for month in short["month"]])
            )
        marks = "".join(_mark(edition, row) for row in months.to_dict("records"))
        lines += (
            f'<div class="cc-strip"><span class="cc-strip-name">{escape(name)}</span>'
            f'<span class="cc-strip-months" role="img" aria-label="{escape(words.named(name, said), quote=True)}">{marks}</span>'
            f'<span class="cc-small-words">{escape(said)}</span></div>'
        )
    keys = "".join(
        f'<span class="cc-legend-item"><span class="cc-month cc-month-{code}"></span>{escape(words(f"board.month_{code}"))}</span>'
        for code in ("whole", "part", "nothing")
    )
    silent = [words.name(partners[code].short_name) for code in partners if not told["partner"].eq(code).any()]
    note = words("board.nothing_due_of", partners=words.join(silent)) if silent else ""
    return f'{lines}<div class="cc-legend">{keys}</div><p class="cc-small-words">{escape(note)}</p>'


def _mark(edition: Edition, row: dict) -> str:
    code = "whole" if row["reported"] == row["due"] else "part" if row["reported"] else "nothing"
    words = edition.words
    tip = words(
        "board.strip_month",
        month=words.month(row["month"]),
        reported=row["reported"],
        due=row["due"],
        day=row["due_on"],
    )
    return f'<span class="cc-month cc-month-{code}" title="{escape(tip, quote=True)}"></span>'


def _stood(edition: Edition) -> Working:
    if not isinstance(edition.release, Working):
        raise TypeError("reports are asked of the figures as they stood, not of a release")
    return edition.release
