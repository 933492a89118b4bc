"""What a partner does with a report that was sent: take it back, or begin a correction of it."""

from functools import partial

import streamlit as st

from ccare_metrics.entries import LONGEST_NOTE
from ccare_metrics.store import acts, drafts
from ccare_metrics.store.desk import Report
from ccare_metrics.store.receipts import Told
from ui import access, acting, cached, frame, links, outcomes
from ui.access import Visit
from ui.own_reports import SUBMISSION
from ui.pieces import draw

BEGUN = "cc_correction_begun"  # in the session: the correction that was begun from here
REASON_HEIGHT = 96


def offered(visit: Visit, found: Report) -> None:
    """The acts that may be done to it as it is."""
    _go_on(visit)
    if found.state == "submitted":
        with frame.card("withdraw"):
            _withdraw(visit, found)
    elif found.state == "approved" and found.corrects is None:
        with frame.card("correct"):
            _correct(visit, found)


def _go_on(visit: Visit) -> None:
    """A correction that was just begun opens to be typed into."""
    begun = st.session_state.pop(BEGUN, None)
    if begun is not None:
        there = links.to(visit, "enter_figures", "", **{SUBMISSION: str(begun)})
        st.switch_page(there.page, query_params=dict(there.query))


def _withdraw(visit: Visit, found: Report) -> None:
    words = visit.words
    draw((frame.card_title(words("report.withdraw")), f'<p class="cc-small-words">{words("report.withdraw_note")}</p>'))
    st.button(
        words("report.withdraw"), key=f"cc_withdraw_{found.number}",
        on_click=partial(_take_back, found.number, found.version),
    )  # fmt: skip


def _take_back(number: int, version: int) -> None:
    """One key for the version on the screen: pressed twice, it takes place once."""
    visit, name = access.current(), f"cc_key_withdraw_{number}_{version}"
    key = st.session_state.setdefault(name, acting.new_key())

    def act() -> Told:
        return acts.withdraw(cached.store(), access.signature_now(), submission=number, version=version, key=key)

    outcomes.of(act, lambda _: visit.words("report.withdrawn"))


def _correct(visit: Visit, found: Report) -> None:
    words, field = visit.words, f"cc_correct_reason_{found.number}"
    draw((frame.card_title(words("report.correct")), f'<p class="cc-small-words">{words("report.correct_note")}</p>'))
    st.text_area(words("report.correct_reason"), key=field, height=REASON_HEIGHT, max_chars=LONGEST_NOTE)
    st.button(
        words("report.correct_begin"), key=f"cc_correct_{found.number}",
        on_click=partial(_begin_correction, found.number, field),
    )  # fmt: skip


def _begin_correction(number: int, field: str) -> None:
    visit, name = access.current(), f"cc_key_correct_{number}"
    reason = str(st.session_state.get(field) or "")
    key = st.session_state.setdefault(name, acting.new_key())

    def act() -> Told:
        return drafts.correct(
            cached.store(), visit.programme, access.signature_now(), submission=number, reason=reason, key=key
        )

    told = outcomes.of(act, lambda _: visit.words("report.correction_begun"))
    if told is not None:
        st.session_state[BEGUN] = int(str(told["submission"]))
        st.session_state.pop(name)  # a second correction, later, is another act
