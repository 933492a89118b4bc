"""Who has access: everybody that has, had or was offered it; inviting, changing and taking it away."""

from collections.abc import Callable, Sequence
from functools import partial

import pandas as pd
import streamlit as st

from ccare_metrics.store import desk, people
from ui import access, cached, moments, outcomes, own_reports, tables
from ui.access import Visit
from ui.pieces import Piece
from ui.tables import Column

EMAIL, REASON = "cc_invited_email", "cc_revoke_reason"
NOBODY = ""  # the choice of no organisation
REASON_HEIGHT = 90  # pixels


def read(visit: Visit) -> pd.DataFrame:
    """As desk.everybody."""
    return own_reports.ask(visit, lambda: desk.everybody(cached.store(), access.signature_now()))


def with_access(found: pd.DataFrame) -> pd.DataFrame:
    return found[found["revoked_at"].isna()]


def table(visit: Visit, found: pd.DataFrame) -> tuple[Piece, ...]:
    words = visit.words
    rows = [_row(visit, row) for row in found.to_dict("records")]
    columns = [
        Column("person", words("people.person")),
        Column("role", words("people.role")),
        Column("organisation", words("people.organisation")),
        Column("state", words("people.state")),
        Column("invited", words("people.invited")),
    ]
    return (tables.table(words, rows, columns, caption=words("people.table")),)


def _row(visit: Visit, row: dict) -> dict[str, str]:
    words = visit.words
    named = row["name"] and row["name"] != row["email"]
    return {
        "person": words.with_reason(row["name"], row["email"]) if named else row["email"],
        "role": words(f"people.role.{row['role']}"),
        "organisation": _organisation(visit, row["partner"] or NOBODY),
        "state": _state(visit, row),
        "invited": words("people.invited_by", at=moments.at(words, row["invited_at"]), by=row["invited_by"]),
    }


def _state(visit: Visit, row: dict) -> str:
    words = visit.words
    for column, key in (("revoked_at", "people.state.revoked"), ("bound_at", "people.state.active")):
        if not tables.is_missing(row[column]):
            return words(key, at=moments.at(words, row[column]))
    return words("people.state.invited")


def _organisation(visit: Visit, code: str) -> str:
    partner = visit.programme.partners.get(code)
    return visit.words.name(partner.name) if partner else code or visit.words("people.none")


# -- inviting


def invite(visit: Visit) -> None:
    words = visit.words
    with st.form("invite", border=False):
        st.text_input(words("people.email"), key=EMAIL, max_chars=200)
        role, partner = _role_and_partner(visit, "invite")
        st.form_submit_button(
            words("people.send"), key="invite_send", type="primary", on_click=partial(_invite, role, partner)
        )
    st.caption(words("people.invite_note"))


def _invite(role: str, partner: str) -> None:
    email = str(st.session_state.get(EMAIL) or "")
    if _grant(email, role, partner, done="invite") is not None:
        st.session_state[EMAIL] = ""


def _grant(email: str, role_key: str, partner_key: str, *, done: str) -> bool | None:
    visit = access.current()
    role, partner = st.session_state[role_key], st.session_state[partner_key] or None

    def once() -> bool:
        people.grant(cached.store(), visit.programme, access.signature_now(), email=email, role=role, partner=partner)
        return True

    words = visit.words
    return outcomes.of(
        once, lambda _: words(f"people.done_{done}", email=people.plain(email), role=words(f"people.role.{role}"))
    )


def _role_and_partner(visit: Visit, name: str, *, role: str = "partner", partner: str = NOBODY) -> tuple[str, str]:
    """Two choices; the keys under which they stand in the session."""
    words, organisations = visit.words, [NOBODY, *visit.programme.partners]
    keys = f"{name}_role", f"{name}_partner"
    shown_role: Callable[[str], str] = lambda code: words(f"people.role.{code}")  # noqa: E731
    st.selectbox(
        words("people.role"), people.ROLES, index=people.ROLES.index(role), key=keys[0], format_func=shown_role,
        placeholder=words("filters.choose"),
    )  # fmt: skip
    st.selectbox(
        words("people.organisation"), organisations, index=organisations.index(partner), key=keys[1],
        format_func=lambda code: _organisation(visit, code), placeholder=words("filters.choose"),
    )  # fmt: skip
    return keys


# -- changing and taking away


def change(visit: Visit, found: pd.DataFrame) -> None:
    words, rows = visit.words, {row["email"]: row for row in found.to_dict("records")}
    email = st.selectbox(
        words("people.choose"), _first_those_with_access(found), key="cc_person", placeholder=words("filters.choose")
    )
    if email is None:
        return
    row = rows[email]
    with st.form(f"change_{email}", border=False):
        role, partner = _role_and_partner(visit, f"change_{email}", role=row["role"], partner=row["partner"] or NOBODY)
        st.form_submit_button(words("people.save"), key="change_save", on_click=partial(_change, email, role, partner))
    if tables.is_missing(row["revoked_at"]):
        with st.form(f"revoke_{email}", border=False):
            st.text_area(words("people.reason"), key=REASON, height=REASON_HEIGHT, max_chars=1_000)
            st.form_submit_button(words("people.revoke"), key="revoke", on_click=partial(_revoke, email))


def _first_those_with_access(found: pd.DataFrame) -> Sequence[str]:
    active = with_access(found)
    return [*active["email"], *found.drop(active.index)["email"]]


def _change(email: str, role: str, partner: str) -> None:
    _grant(email, role, partner, done="change")


def _revoke(email: str) -> None:
    visit, reason = access.current(), str(st.session_state.get(REASON) or "")

    def once() -> bool:
        people.revoke(cached.store(), access.signature_now(), email=email, reason=reason)
        return True

    if outcomes.of(once, lambda _: visit.words("people.done_revoke", email=email)) is not None:
        st.session_state[REASON] = ""
