"""One figure through time: every value it was sent with, who decided, and what it was on any day."""

from dataclasses import dataclass, field
from datetime import date
from html import escape

import pandas as pd
import streamlit as st

from ccare_metrics.entries import ALL, EntryKey
from ccare_metrics.periods import is_month
from ccare_metrics.reporting.figure_history import replaced, stood_on
from ccare_metrics.scope import NotFoundError
from ccare_metrics.store import desk, refusals
from geo.areas import load_areas
from ui import (
    access,
    board,
    cached,
    frame,
    links,
    moments,
    names,
    own_reports,
    provenance,
    review_views,
    selection,
    tables,
)
from ui.access import Visit
from ui.pieces import Piece
from ui.tables import Column

DAY = "on"  # in the address, as on the board's pages: a link from a day asks for that day
PARTS = ("scheme", "indicator", "area", "month")


@dataclass(frozen=True, eq=False)
class History:
    """A figure's own history: `rows` as desk.history_of with what each value took the place of. `whole`: with what was never approved."""

    key: EntryKey
    month: str
    rows: pd.DataFrame = field(repr=False)
    whole: bool


def asked(visit: Visit) -> tuple[EntryKey, str] | None:
    """The figure that the address names; None where it names none."""
    told = {name: visit.address.get(name, "") for name in (*PARTS, "category")}
    if not all(told[name] for name in PARTS):
        return None
    return EntryKey(told["scheme"], told["indicator"], told["area"], told["category"] or ALL), told["month"]


def history(visit: Visit, key: EntryKey, month: str) -> History:
    return own_reports.ask(visit, lambda: _history(visit, key, month))


def _history(visit: Visit, key: EntryKey, month: str) -> History:
    _refuse_unknown(visit, key, month)
    whole = visit.viewer.role != "board"
    question = desk.history_of if whole else desk.approved_history_of
    rows = question(cached.store(), visit.programme, access.signature_now(), key=key, month=month)
    return History(key, month, replaced(rows), whole)


def _refuse_unknown(visit: Visit, key: EntryKey, month: str) -> None:
    programme = visit.programme
    known = key.scheme in programme.schemes and key.indicator in programme.indicators and key.area in load_areas()
    if not (known and is_month(month) and key.category in refusals.categories(programme, key.indicator)):
        raise NotFoundError


def choose_day(visit: Visit) -> date:
    """The day that is asked about; today where the address names none."""
    words, given = visit.words, visit.address.get(DAY, "")
    day = date.fromisoformat(given) if board.is_past(given, visit.today) else visit.today
    key = "figure_day"
    if st.session_state.get(f"{key}_seen") != day or key not in st.session_state:
        st.session_state[key] = day
    st.session_state[f"{key}_seen"] = day
    st.date_input(
        words("figure.day"), key=key, max_value=visit.today, format="DD/MM/YYYY", on_change=_remember, help=words("figure.day_help")
    )  # fmt: skip
    return day


def _remember() -> None:
    chosen = st.session_state["figure_day"]
    selection.put(DAY, chosen.isoformat() if isinstance(chosen, date) else None)


def title(visit: Visit, told: History) -> str:
    words, now = visit.words, stood_on(told.rows, visit.today)
    named = {"figure": review_views.name_of(visit, told.key), "month": words.month(told.month)}
    if now is None:
        return words("figure.title_none", **named)
    return words("figure.title", **named, value=_value(visit, told, now["value"], now["absence"]))


def lead(visit: Visit, told: History) -> str:
    return visit.words.n("figure.lead" if told.whole else "figure.lead_approved", len(told.rows))


def on_day(visit: Visit, told: History, day: date) -> str:
    """What the figure was at the end of a day, and since when."""
    words, stood = visit.words, stood_on(told.rows, day)
    if stood is None:
        return frame.prose([words("figure.stood_none", day=day)])
    said = words("figure.stood", day=day, value=_value(visit, told, stood["value"], stood["absence"]))
    since = words("figure.stood_since", at=moments.at(words, stood["decided_at"]), submission=str(stood["submission"]))
    return f'<p><strong>{escape(said)}</strong></p><p class="cc-small-words">{escape(since)}</p>'


def values(visit: Visit, told: History) -> tuple[Piece, ...]:
    """Every value that was ever sent, the newest first."""
    words = visit.words
    if told.rows.empty:
        return (frame.empty(words, words("figure.nothing"), text=words("figure.nothing_text")),)
    rows = [_row(visit, told, row) for row in reversed(told.rows.to_dict("records"))]
    columns = [
        Column("value", words("figure.value")),
        Column("before", words("figure.before")),
        Column("state", words("figure.state")),
        Column("sent", words("figure.sent")),
        Column("decided", words("figure.decided")),
        Column("reason", words("figure.reason")),
        Column("note", words("figure.note")),
        Column("report", words("figure.report"), "number", to="address"),
    ]
    return (
        provenance.notice(words, told.rows["provenance"].dropna()),
        tables.table(words, rows, columns, caption=words("figure.values")),
    )


def _row(visit: Visit, told: History, row: dict) -> dict[str, object]:
    words = visit.words
    is_first = tables.is_missing(row["old"]) and tables.is_missing(row["old_absence"])
    return {
        "value": _value(visit, told, row["value"], row["absence"]),
        "before": words("figure.first") if is_first else _value(visit, told, row["old"], row["old_absence"]),
        "state": words(f"figure.state.{row['state']}"),
        "sent": _by_at(visit, row["sent_by"], row["sent_at"]),
        "decided": _by_at(visit, row["decided_by"], row["decided_at"]),
        "reason": row["reason"],
        "note": row["note"],
        "report": str(row["submission"]),
        "address": _report(visit, int(row["submission"])),
    }


def _by_at(visit: Visit, by: str | None, at: str | None) -> str | None:
    if tables.is_missing(at):
        return None
    words = visit.words
    return words("figure.by_at", by=names.person(visit.edition, str(by)), at=moments.at(words, str(at)))


def _report(visit: Visit, number: int) -> str | None:
    """Where the whole report is looked at, by whoever may."""
    page = {"lead": "review", "partner": "submissions"}.get(visit.viewer.role)
    return links.written(visit, page, submission=str(number)) if page in visit.pages else None  # type: ignore[arg-type]


def _value(visit: Visit, told: History, value: object, absence: object) -> str:
    whole = None if tables.is_missing(value) else int(value)  # type: ignore[call-overload]
    return review_views.amount(visit, told.key, whole, None if tables.is_missing(absence) else str(absence))
