"""The lead partner's other pages: periods, people, the trail; and every refusal in words."""

import ast
import re
import string

import pytest

from ccare_metrics.store import desk, people
from serving.menu import read_menu
from tests.pages.conftest import ROOT, words_on
from tests.pages.reading import outcome, press, sound, tables
from tests.pages.shores_office import ADVICE, signature
from ui.words import LOCALES, catalogue, words_for

LEAD_PAGES = [entry.address for entry in read_menu() if entry.audience == "lead"]
SCRIPT = "<script>alert(1)</script>"
FIGURE = {**ADVICE._asdict(), "month": "2022-04"}


# -- periods


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_month_is_shut_with_a_reason_and_opened_again(shores, opened, lang):
    app = opened("periods", "lead.one", lang=lang, period="2022-04")
    press(app, "lock_")
    assert desk.locks(shores.engine, signature("lead.one")).empty, "no reason, no act"
    app.text_area[0].set_value("Closed for the report.")
    press(app, "lock_")
    assert words_for(lang).month("2022-04") in outcome(app)
    (lock,) = desk.locks(shores.engine, signature("lead.one")).to_dict("records")
    assert (lock["locked"], lock["reason"], lock["by"]) == (True, "Closed for the report.", "Demo lead.one")
    assert "Closed for the report." in words_on(opened("notices", "south", lang=lang))
    app.text_area[0].set_value("A late figure.")
    press(app, "reopen_")
    assert not desk.locks(shores.engine, signature("lead.one"))["locked"].any()


def test_the_months_say_how_many_have_reported_and_who_is_still_waited_for(shores, opened):
    shores.send()
    (table, *_) = tables(opened("periods", "lead.one"))
    april = next(row for row in table["rows"] if row[0] == "April 2022")
    assert "South (waits for a decision)" in april[4]
    assert "Quiet (not begun)" in april[4]


# -- people


def test_somebody_is_invited_changed_and_taken_access_from(shores, opened):
    app = opened("people", "lead.one")
    app.text_input(key="cc_invited_email").set_value("New@Example.org")
    app.selectbox(key="invite_partner").set_value("south")
    assert "new@example.org can sign in now" in outcome(press(app, "invite_send"))
    app.selectbox(key="cc_person").set_value("new@example.org").run()
    app.selectbox(key="change_new@example.org_role").set_value("board")
    app.selectbox(key="change_new@example.org_partner").set_value("")
    assert "is now: programme board" in outcome(press(app, "change_save"))
    assert "Say why" in outcome(press(app, "revoke"))
    app.text_area(key="cc_revoke_reason").set_value("Left the programme.")
    assert "has no access any more" in outcome(press(app, "revoke"))
    row = desk.everybody(shores.engine, signature("lead.one")).set_index("email").loc["new@example.org"]
    assert (row["role"], row["partner"], row["revoked_at"] is not None) == ("board", None, True)


@pytest.mark.parametrize(
    ("email", "role", "partner", "said"),
    [
        ("nobody", "board", "", "is no e-mail address"),
        ("a@example.org", "partner", "", "Choose the organisation"),
        ("a@example.org", "board", "south", "acts for no organisation"),
        ("a@example.org", "lead", "south", "is not the lead partner"),
    ],
)
def test_an_invitation_that_cannot_be_is_refused_in_words(shores, opened, email, role, partner, said):
    before = len(desk.everybody(shores.engine, signature("lead.one")))
    app = opened("people", "lead.one")
    app.text_input(key="cc_invited_email").set_value(email)
    app.selectbox(key="invite_role").set_value(role)
    app.selectbox(key="invite_partner").set_value(partner)
    assert said in outcome(press(app, "invite_send"))
    assert len(desk.everybody(shores.engine, signature("lead.one"))) == before


def test_the_last_lead_person_cannot_be_removed(shores, opened):
    people.revoke(shores.engine, signature("lead.one"), email="lead.two@demo.example", reason="Left.")
    app = opened("people", "lead.one")
    app.selectbox(key="cc_person").set_value("lead.one@demo.example").run()
    app.text_area(key="cc_revoke_reason").set_value("On holiday.")
    assert "the last person of the lead partner" in outcome(press(app, "revoke"))
    app.selectbox(key="change_lead.one@demo.example_role").set_value("partner")
    assert "the last person of the lead partner" in outcome(press(app, "change_save"))
    assert desk.person(shores.engine, signature("lead.one")).role == "lead"


# -- the trail


def test_the_trail_is_narrowed_by_act_person_and_subject(shores, opened):
    number = shores.send()
    shores.approve(number)
    about = {"subject": f"submission {number}"}
    rows = tables(opened("audit", "lead.one", **about))[0]["rows"]
    assert [row[3] for row in rows[1:]] == ["report approved", "report sent", "report begun"]
    assert "state: waits for a decision" in rows[2][5]
    rows = tables(opened("audit", "lead.one", **about, person="lead.one@demo.example"))[0]["rows"]
    assert [row[3] for row in rows[1:]] == ["report approved"]
    assert "No act like this" in words_on(opened("audit", "lead.one", subject="submission 999"))


@pytest.mark.parametrize(("lang", "typed"), [("en", "Report {}"), ("fr", "déclaration {}"), ("fr", "submission {}")])
def test_what_an_act_is_about_is_asked_for_in_ones_own_words(shores, opened, lang, typed):
    number = shores.send()
    app = opened("audit", "lead.one", lang=lang)
    app.text_input(key="filter_subject").set_value(typed.format(number))
    sound(app.run())
    assert len(tables(app)[0]["rows"]) == 3
    assert app.query_params["subject"] == f"submission {number}", "the address means the same in either language"


@pytest.fixture
def ten_a_page(monkeypatch):
    monkeypatch.setattr("ui.audit_views.A_PAGE", 10)


def test_the_trail_is_read_page_by_page(ten_a_page, opened):
    rows = tables(opened("audit", "lead.one"))[0]["rows"]
    assert len(rows) == 11
    older = tables(opened("audit", "lead.one", before=rows[-1][0]))[0]["rows"]
    assert int(older[1][0]) == int(rows[-1][0]) - 1


@pytest.mark.parametrize("before", ["x", "-1", "²", "9" * 30, SCRIPT])
def test_a_page_that_is_none_begins_at_the_newest(ten_a_page, opened, before):
    newest = tables(opened("audit", "lead.one"))[0]["rows"]
    assert tables(opened("audit", "lead.one", before=before))[0]["rows"] == newest


def test_the_chain_is_checked_when_asked(shores, opened):
    app = opened("audit", "lead.one")
    assert "The chain is whole" in outcome(press(app, "check_chain"))


def test_a_broken_chain_is_said_with_its_place(shores, opened, monkeypatch):
    monkeypatch.setattr("ui.audit_views.read.broken_audit_entry", lambda _: 7)
    assert "broken at entry 7" in outcome(press(opened("audit", "lead.one"), "check_chain"))


# -- the words


ASKERS = {"not_allowed": set(), "not_invited": set(), "sign_in_again": set(), "not_found": set()}


def codes() -> dict[str, set[str]]:
    """By code of RefusedError: what every place that raises it tells."""
    found: dict[str, set[str]] = {}
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "ccare_metrics").rglob("*.py")]
    for text in texts:
        if not re.search(r"from ccare_metrics\.scope import [^)]*\bRefusedError\b", text):
            continue  # reading files has a RefusedError of its own
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "RefusedError":
                code, told = ast.literal_eval(node.args[0]), {each.arg or "" for each in node.keywords}
                found[code] = found[code] & told if code in found else told
    return found


@pytest.mark.parametrize("lang", LOCALES)
def test_every_refusal_has_its_sentence_and_every_sentence_its_refusal(lang):
    told = {**codes(), **ASKERS}
    sentences = {key: text for key, text in catalogue(lang).single.items() if key.startswith("refused.")}
    assert sentences.keys() == {f"refused.{code}" for code in told}
    for code, names in told.items():
        places = {name for _, name, _, _ in string.Formatter().parse(sentences[f"refused.{code}"]) if name}
        assert places <= names, code
