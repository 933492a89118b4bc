"""The months of the programme: who has reported, what is still waiting, what is shut; and shutting or opening one."""

from collections.abc import Sequence
from functools import partial
from html import escape

import streamlit as st

from ccare_metrics.reporting.months import Month, months
from ccare_metrics.store import acts
from ui import access, acting, cached, links, moments, outcomes, own_reports, selection, tables
from ui.access import Visit
from ui.pieces import Piece
from ui.tables import Column

REASON = "cc_period_reason"
KEY = "cc_period_key"  # in the session: the key of the act that is offered, made anew once it took place
AT_ONCE = 6  # months that are always listed
REASON_HEIGHT = 90  # pixels


def read(visit: Visit) -> list[Month]:
    return own_reports.ask(visit, lambda: months(cached.store(), visit.programme, access.signature_now()))


def finding(visit: Visit, found: Sequence[Month]) -> str:
    words, waiting = visit.words, [each for each in found if each.waiting]
    return words.n("periods.finding", len(waiting)) if waiting else words("periods.complete")


def choose(visit: Visit, found: Sequence[Month]) -> Month:
    words, by_period = visit.words, {each.period: each for each in found}
    code = selection.choose(
        visit, "period", [*by_period], label=words("periods.choose"), default=next(iter(by_period)),
        shown=lambda period: words("periods.chosen", month=words.month(period), state=_state(visit, by_period[period])),
    )  # fmt: skip
    return by_period[code]


def _state(visit: Visit, month: Month) -> str:
    return visit.words("periods.shut" if month.locked else "periods.open")


def offer(visit: Visit, month: Month) -> None:
    """Shut it, or open it again: with a reason, which every partner reads."""
    words, act = visit.words, "reopen" if month.locked else "lock"
    if month.reason:
        st.html(
            f'<p class="cc-small-words">{escape(words("periods.last_reason", reason=words.quoted(month.reason)))}</p>'
        )
    key = st.session_state.setdefault(KEY, acting.new_key())
    with st.form(f"period_{month.period}", border=False, clear_on_submit=False):
        st.text_area(words("periods.reason"), key=REASON, height=REASON_HEIGHT, max_chars=1_000)
        st.form_submit_button(
            words(f"periods.{act}", month=words.month(month.period)), key=f"{act}_{month.period}", type="primary",
            on_click=partial(_change, act, month.period, key),
        )  # fmt: skip


def _change(act: str, period: str, key: str) -> None:
    visit, reason = access.current(), str(st.session_state.get(REASON) or "")
    words, change = visit.words, acts.reopen if act == "reopen" else acts.lock
    done = outcomes.of(
        lambda: change(cached.store(), visit.programme, access.signature_now(), period=period, reason=reason, key=key),
        lambda _: words(f"periods.done_{act}", month=words.month(period)),
    )
    if done is not None:
        st.session_state[KEY], st.session_state[REASON] = acting.new_key(), ""


def table(visit: Visit, found: Sequence[Month]) -> tuple[Piece, ...]:
    """The newest months, and every other that is not complete or was ever shut; those that are done, folded away."""
    words = visit.words
    done = [each for each in found[AT_ONCE:] if not each.waiting and not each.locked_at]
    shown = [each for each in found if each not in done]
    folded = tables.folded(words.n("periods.done", len(done)), _table(visit, done)) if done else ""
    return (_table(visit, shown), folded)


def _table(visit: Visit, found: Sequence[Month]) -> str:
    words, rows = visit.words, [_row(visit, each) for each in found]
    columns = [
        Column("month", words("periods.month")),
        Column("due_on", words("periods.due")),
        Column("reported", words("periods.reported"), "number"),
        Column("approved", words("periods.approved"), "number"),
        Column("waiting", words("periods.waiting"), to="address"),
        Column("locked", words("periods.locked")),
    ]
    return f'<div class="cc-periods">{tables.table(words, rows, columns, caption=words("periods.table"))}</div>'


def _row(visit: Visit, month: Month) -> dict[str, object]:
    words, partners = visit.words, visit.programme.partners
    waits = [
        words("periods.waits", partner=partners[partner].short_name, state=words(f"periods.state.{state}"))
        for partner, state in month.waiting.items()
    ]
    sent = [month.submissions[partner] for partner, state in month.waiting.items() if state == "submitted"]
    locked = _state(visit, month)
    if month.locked_at:
        key = "periods.shut_by" if month.locked else "periods.reopened_by"
        locked = words(key, by=month.locked_by, at=moments.at(words, month.locked_at))
    return {
        "month": words.month(month.period),
        "due_on": month.due_on,
        "reported": words("periods.of", count=month.reported, all=len(month.states)),
        "approved": words("periods.of", count=month.approved, all=len(month.states)),
        "waiting": words.join(waits) if waits else words("periods.nothing"),
        "address": links.written(visit, "review", submission=str(sent[0])) if len(sent) == 1 else None,
        "locked": locked,
    }
