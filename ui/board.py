"""The board's pages: the day that is looked at, and the figures as they stood on it."""

from datetime import date

import streamlit as st

from ccare_metrics.store.engine import StoreError
from ccare_metrics.working import Working, board_days, reporting, reporting_by_partner
from ui import cached, frame, provenance, selection, views
from ui.access import Visit
from ui.edition import Edition, kept
from ui.pieces import Piece, draw
from ui.tables import Column


def edition(visit: Visit, day: date) -> Edition:
    """The figures as they stood on a day. Where there are none the page says why, and ends."""
    words = visit.words
    try:
        stood = cached.as_it_stood(visit.release, day, visit.viewer)
    except StoreError as error:
        draw(frame.empty(words, words("state.unreadable_store"), text=words.name(error.message)))
        st.stop()
    if stood is None:
        draw(frame.empty(words, words("board.too_early", day=day), text=words("board.too_early_text")))
        st.stop()
    return Edition(words, stood, visit.theme)


def choose_day(visit: Visit) -> date:
    """The day that is looked at: quick choices, or any day in the address."""
    words = visit.words
    offered = [day.isoformat() for day in board_days(visit.programme, visit.today)]
    asked = st.query_params.get("on")
    options = [*offered, asked] if asked and asked not in offered and _is_past(asked, visit.today) else offered
    code = selection.choose(
        visit,
        "on",
        options,
        label=words("board.on"),
        shown=lambda each: (
            words("board.today", day=date.fromisoformat(each))
            if each == offered[0]
            else words.date(date.fromisoformat(each))
        ),
        default=offered[0],
        help=words("board.on_help"),
    )
    return date.fromisoformat(code)


def _is_past(text: str, today: date) -> bool:
    try:
        return len(text) == len("2022-10-15") and date.fromisoformat(text) <= today
    except ValueError:
        return False


@kept
def reporting_finding(edition: Edition) -> str:
    """How many partners have sent all that was due."""
    words, told = edition.words, reporting_by_partner(_stood(edition))
    complete = int(told["incomplete"].eq(0).sum())
    month = words.month(_stood(edition).through)
    return words("board.reporting_finding", complete=complete, partners=len(told), month=month)


@kept
def reporting_views(edition: Edition) -> tuple[Piece, ...]:
    """Coverage by partner, then every partner and month that is not complete."""
    words, programme = edition.words, edition.programme
    told, by_partner = reporting(_stood(edition)), reporting_by_partner(_stood(edition))
    named = Column("partner", words("scheme.partner"), show=lambda code: words.name(programme.partners[code].name))
    counts = [
        Column("due", words("board.due"), "number"),
        Column("reported", words("board.reported"), "number"),
        Column("coverage", words("board.coverage"), "number", show=words.percent),
    ]
    open_months = told[told["reported"] < told["due"]].sort_values(["month", "partner"], ascending=[False, True])
    months = [
        named,
        Column("month", words("table.month"), show=words.month),
        Column("due_on", words("board.due_on")),
        *counts,
    ]
    made_up = provenance.notice(words, _stood(edition).figures["provenance"])
    pieces: list[Piece] = [made_up, frame.card_title(words("board.by_partner"))]
    pieces += views.below(
        edition,
        by_partner,
        [named, *counts, Column("incomplete", words("board.incomplete"), "number")],
        key="reporting-partners",
        caption=words("board.by_partner"),
        expanded=True,
    )
    pieces.append(frame.card_title(words("board.open_months")))
    if open_months.empty:
        pieces.append(frame.empty(words, words("board.nothing_open")))
    else:
        pieces += views.below(
            edition, open_months, months, key="reporting-months", caption=words("board.open_months"), expanded=True
        )
    return tuple(pieces)


def _stood(edition: Edition) -> Working:
    if not isinstance(edition.release, Working):
        raise TypeError("reports are asked of the figures as they stood, not of a release")
    return edition.release
