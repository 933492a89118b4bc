"""How a page knows who is here, and how a callback signs what it does: with the moment of the click, on the programme's own day."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import words_on
from tests.signing_in import be, claims

NOON = 1_767_225_600 + 12 * 3600  # 1 January 2026, 12:00 UTC


def app_with_a_button() -> None:
    from datetime import UTC, datetime

    import streamlit as st

    from ccare_metrics.scope import NotAllowedError
    from serving.providers import offered
    from tests.pages.test_who_signs import NOON
    from ui import access, cached

    def clock() -> datetime:
        """An hour passes between any two runs."""
        return datetime.fromtimestamp(NOON + 3600 * st.session_state.get("runs", 0), UTC)

    def act() -> None:
        st.session_state["runs"] += 1
        try:
            st.session_state["signed"] = access.signature_now()
        except NotAllowedError as refused:
            st.session_state["signed"] = refused

    release = cached.release()
    today = release.programme.demonstration_today
    visit = access.begin(
        access.presence(clock, offered=offered() is not None, today=today),
        release,
        "en",
        today=today,
        clock=clock,
        sign_in_offered=offered() is not None,
        contact=None,
        pages={},
        page="",
    )
    st.session_state.setdefault("runs", 0)
    st.session_state["seen"] = visit
    st.button("act", on_click=act)


def opened(who: str, **told: object) -> AppTest:
    app = be(AppTest.from_function(app_with_a_button, default_timeout=60), who, **{"iat": NOON - 60, **told})
    app.run()
    assert not app.exception
    return app


@pytest.mark.parametrize(
    ("who", "role", "partner"),
    [("board", "board", None), ("lead.one", "lead", "kent"), ("finistere", "partner", "finistere")],
)
def test_a_page_knows_the_person_and_their_role(who, role, partner):
    visit = opened(who).session_state["seen"]
    assert (visit.viewer.role, visit.viewer.partner) == (role, partner)
    assert visit.person.email == f"{who}@demo.example"
    assert visit.signature.subject == claims(who)["sub"]
    assert visit.presence.hindrance is None


@pytest.mark.parametrize(
    ("told", "hindrance"),
    [
        ({"sub": "another"}, "not_invited"),
        ({"sub": "another", "email_verified": False}, "unverified"),
        ({"sub": "another", "email_verified": "false"}, "unverified"),
        ({"iat": NOON - 12 * 3600 - 1}, "again"),
    ],
)
def test_somebody_who_signed_in_and_may_do_nothing_is_the_public_with_a_reason(told, hindrance):
    visit = opened("board", **told).session_state["seen"]
    assert visit.presence.hindrance == hindrance
    assert visit.viewer.role == "public"
    assert visit.person is None


def test_a_callback_signs_with_its_own_moment_on_the_programmes_own_day():
    app = opened("finistere")
    app.button[0].click().run()
    signed = app.session_state["signed"]
    assert (signed.subject, signed.email) == ("subject of finistere", "finistere@demo.example")
    assert signed.now == NOON + 3600, "the click's moment, not that of the page it was on"
    assert signed.at == "2023-06-05T13:00:00Z"
    assert signed.signed_in == NOON - 60


def test_nobody_signs_nothing():
    from ccare_metrics.scope import NotAllowedError

    app = opened("")
    app.button[0].click().run()
    assert isinstance(app.session_state["signed"], NotAllowedError)
    assert app.session_state["seen"].viewer.role == "public"


def test_where_no_sign_in_is_configured_a_claim_is_nobodys():
    app = AppTest.from_function(app_with_a_button, default_timeout=60)
    app.user = claims("board", iat=NOON - 60)
    app.run()
    assert app.session_state["seen"].signature is None
    assert app.session_state["seen"].viewer.role == "public"


def test_whoever_is_here_changes_from_one_run_to_the_next():
    app = opened("finistere")
    be(app, "board", iat=NOON - 60).run()
    assert app.session_state["seen"].viewer.role == "board"


@pytest.mark.parametrize("page", ["at_a_glance", "targets"])
def test_an_answer_remembered_for_one_role_is_not_the_name_of_another_person(open_page, page):
    one, other = (words_on(open_page(page, who=who, lang="en")) for who in ("lead.one", "lead.two"))
    assert "Demo lead.one" in one
    assert "Demo lead.one" not in other


def test_what_the_board_reads_is_remembered_by_role_not_by_person(open_page):
    from ui import cached

    cached._workflow.cache_clear()  # another test of this process may have asked
    misses = []
    for who in ("lead.one", "lead.two", "board"):
        open_page("reporting", who=who, lang="en")
        misses.append(cached._workflow.cache_info().misses)
    assert misses[1] == misses[0]
    assert misses[2] > misses[1], "another role is another question"
