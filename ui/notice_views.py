"""A person's own notices: what became of reports that concern them, the unread first, each with a way to what it is about."""

from html import escape

import pandas as pd
import streamlit as st

from ccare_metrics.store import acts, notices
from ui import access, cached, frame, links, moments, outcomes, own_reports, tables
from ui.access import Visit
from ui.pieces import Piece

MOST = 50


def own(visit: Visit) -> pd.DataFrame:
    """As notices.own."""
    return own_reports.ask(visit, lambda: notices.own(cached.store(), access.signature_now(), most=MOST))


def unread(found: pd.DataFrame) -> pd.DataFrame:
    return found[found["read_at"].isna()]


def finding(visit: Visit, found: pd.DataFrame) -> str:
    words = visit.words
    if found.empty:
        return words("notices.none")
    new = len(unread(found))
    return words.n("notices.finding", new) if new else words("notices.all_read")


def offer_to_mark(visit: Visit, found: pd.DataFrame) -> None:
    """One button for all that is listed; what comes in later stays unread."""
    new = unread(found)
    if len(new):
        st.button(visit.words("notices.read"), key="read_notices", on_click=_mark, args=(int(new["number"].max()),))


def _mark(through: int) -> None:
    words = access.current().words
    outcomes.of(
        lambda: acts.read_notices(cached.store(), access.signature_now(), through=through),
        lambda _: words("notices.done"),
    )


def listed(visit: Visit, found: pd.DataFrame) -> tuple[Piece, ...]:
    words, new = visit.words, unread(found)
    parts: list[Piece] = []
    for title, rows in ((words("notices.unread"), new), (words("notices.earlier"), found.drop(new.index))):
        if len(rows):
            items = "".join(f"<li>{_one(visit, row)}</li>" for row in rows.to_dict("records"))
            parts.append(f'{frame.card_title(title)}<ul class="cc-notices">{items}</ul>')
    if len(found) == MOST:
        parts.append(f'<p class="cc-small-words">{escape(words.n("notices.older", MOST))}</p>')
    return tuple(parts)


def _one(visit: Visit, row: dict) -> str:
    words, told = visit.words, row["told"]
    partner = visit.programme.partners.get(told.get("partner", ""))
    said = words(f"notices.{row['kind']}", partner=partner.name if partner else "", month=words.month(told["period"]))
    about = _about(visit, row)
    text = f'<a href="{escape(about, quote=True)}" target="_self">{escape(said)}</a>' if about else escape(said)
    reason = ""
    if told.get("reason"):
        reason = f'<blockquote class="cc-comment"><q dir="auto">{escape(told["reason"])}</q></blockquote>'
    return f'<p>{text}</p><p class="cc-small-words">{escape(moments.at(words, row["at"]))}</p>{reason}'


def _about(visit: Visit, row: dict) -> str:
    """The page of what a notice is about, for whoever reads it; nothing where it is about no report."""
    page = {"lead": "review", "partner": "submissions"}.get(visit.viewer.role, "")
    if tables.is_missing(row["submission"]) or page not in visit.pages:
        return ""
    return links.written(visit, page, submission=str(row["submission"]))
