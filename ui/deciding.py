"""The decision on a submission: return with a reason, confirm, approve. Once for the version that was looked at, however often pressed."""

from functools import partial
from html import escape

import streamlit as st

from ccare_metrics.scope import Signature
from ccare_metrics.store import acts
from ccare_metrics.store.receipts import Told
from ui import access, cached, frame, outcomes, selection
from ui.access import Visit
from ui.own_reports import SUBMISSION
from ui.review_views import Case, title

REASON_HEIGHT = 110  # pixels


def offer(visit: Visit, one: Case) -> None:
    """What may be decided now, and who has to; nothing where it is decided."""
    words, report = visit.words, one.report
    st.html(frame.card_title(words("review.decision")))
    if report.state != "submitted":
        st.html(f"<p>{escape(words(f'review.decided_{report.state}'))}</p>")
        return
    mine = visit.person is not None and visit.person.id in report.vouched
    others = [one.names.get(each, "") for each in report.vouched if visit.person is None or each != visit.person.id]
    if one.own:
        st.html(f'<p class="cc-what">{escape(_second_person(visit, others, mine))}</p>')
    key = f"reason_{report.number}_{report.version}"
    with st.form(f"decide_{report.number}_{report.version}", border=False):
        if not one.own or others:
            _button(visit, one, "approve", primary=True)
        elif not mine:
            _button(visit, one, "confirm", primary=True)
        st.text_area(words("review.reason_to_return"), key=key, height=REASON_HEIGHT, max_chars=2_000)
        _button(visit, one, "return", reason=key)


def _second_person(visit: Visit, others: list[str], mine: bool) -> str:
    words = visit.words
    if others:
        return words("review.second_is_you", names=words.join(others))
    return words("review.second_needed_yours" if mine else "review.second_needed")


def _button(visit: Visit, one: Case, act: str, *, primary: bool = False, reason: str = "") -> None:
    report = one.report
    decide = partial(_decide, act, report.number, report.version, title(visit, report.partner, report.period), reason)
    st.form_submit_button(
        visit.words(f"review.{act}"), key=f"{act}_{report.number}_{report.version}", on_click=decide,
        type="primary" if primary else "secondary",
    )  # fmt: skip


def _decide(act: str, number: int, version: int, name: str, reason: str) -> None:
    visit = access.current()
    words, typed = visit.words, str(st.session_state.get(reason) or "") if reason else ""
    # One key for this person, this version and this act: a second click, in another window too, finds the receipt of the first.
    key = f"{act} {number} at {version} by {visit.person.id if visit.person else 0}"

    def once() -> Told:
        signature, asked = access.signature_now(), {"submission": number, "version": version, "key": key}
        return _act(visit, signature, act, asked, typed)

    if outcomes.of(once, lambda _: words(f"review.done_{act}", of=name)) is not None:
        selection.put(SUBMISSION, None)


def _act(visit: Visit, signature: Signature, act: str, asked: dict, reason: str) -> Told:
    engine = cached.store()
    if act == "approve":
        return acts.approve(engine, visit.programme, signature, **asked)
    if act == "confirm":
        return acts.confirm(engine, signature, **asked)
    return acts.give_back(engine, signature, reason=reason, **asked)
