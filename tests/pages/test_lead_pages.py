"""The lead partner's pages: what waits is decided once, by whoever may; releases, periods, people, the trail; notices and histories."""

import ast
import re
import string
from datetime import date, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from ccare_metrics import judging
from ccare_metrics.publishing import Prepared, noted, prepare_by, publish_by
from ccare_metrics.release import published
from ccare_metrics.scope import NotAllowedError
from ccare_metrics.store import desk, people, read
from geo.areas import Text
from serving.menu import read_menu
from tests.pages.conftest import ROOT, words_on
from tests.pages.reading import everything_said, html, press, sound, tables
from tests.pages.shores_office import ADVICE, PLACES, WAITING, Shores, signature
from tests.two_shores import DOCUMENTS
from ui.words import LOCALES, catalogue, words_for

LEAD_PAGES = [entry.address for entry in read_menu() if entry.audience == "lead"]
SCRIPT = "<script>alert(1)</script>"
FIGURE = {**ADVICE._asdict(), "month": "2022-04"}


def keys(app: AppTest) -> list[str]:
    return [str(each.key) for each in app.button]


def outcome(app: AppTest) -> str:
    """What is said of the last act."""
    found = re.findall(r'<div class="cc-outcome[^"]*" role="\w+"><p>(.*?)</p>', html(app))
    assert len(found) == 1, found
    return found[0]


# -- the queue, and one case


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_what_waits_longest_comes_first(shores, opened, lang):
    shores.send(period="2022-05", figures={ADVICE: 3})
    shores.send(period="2022-04")
    words, said = words_for(lang), words_on(opened("review", "lead.one", lang=lang))
    assert words.n("review.finding", 2) in said
    assert said.index(words.month("2022-05")) < said.index(words.month("2022-04"))


def test_how_long_it_waits_is_said_on_the_day_that_is_looked_at(shores, opened, monkeypatch):
    """Sent on 25 May, looked at on 4 June."""
    shores.send()
    monkeypatch.setattr("ui.review_views.moments.day", lambda moment: date.fromisoformat(moment[:10]) - timedelta(10))
    assert "waiting 10 days" in words_on(opened("review", "lead.one"))


def test_an_empty_queue_says_so(opened):
    assert "Nothing waits for a decision" in words_on(opened("review", "lead.one"))


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_figure_stands_beside_what_came_before_and_what_was_found(shores, opened, lang):
    number = shores.send(figures={ADVICE: 90, WAITING: 28}, note="A fair brought many.")
    app = opened("review", "lead.one", lang=lang, submission=str(number))
    words, said = words_for(lang), words_on(app)
    assert words("review.month_before") in said
    assert "A fair brought many." in said
    # February and March were 5 and 7.
    spoken = [text for text in everything_said(app) if "90" in text and "5" in text and "7" in text]
    assert spoken
    assert f'href="figure?lang={lang}&amp;scheme=advice' in html(app)


def test_what_a_partner_writes_is_text_and_nothing_else(shores, opened):
    number = shores.send(note=f"Because {SCRIPT}", remark=f"A {SCRIPT} month")
    for page, address in (("review", {"submission": str(number)}), ("figure", FIGURE)):
        shown = html(opened(page, "lead.one", **address))
        assert "<script" not in shown
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_approving_says_so_and_goes_back_to_the_queue(shores, opened, lang):
    number = shores.send()
    app = press(opened("review", "lead.one", lang=lang, submission=str(number)), "approve_")
    assert outcome(app).startswith("Approved: South Council" if lang == "en" else "Validée")
    assert words_for(lang)("review.nothing") in words_on(app)
    assert "submission" not in app.query_params
    assert shores.state(number) == "approved"
    assert shores.report(number).steps["by"].iloc[-1] == "Demo lead.one"


def test_pressed_twice_it_is_approved_once(shores, opened):
    number = shores.send()
    pages = [opened("review", "lead.one", submission=str(number)) for _ in range(2)]
    said = [outcome(press(page, "approve_")) for page in pages]
    assert said[0] == said[1]
    assert shores.steps(number) == ["draft", "submitted", "approved"]


def test_returning_needs_a_reason(shores, opened):
    number = shores.send()
    app = press(opened("review", "lead.one", submission=str(number)), "return_")
    assert "a reason is kept with this" in outcome(app)
    assert shores.state(number) == "submitted"
    assert app.query_params["submission"] == str(number), "the case is still open"


def test_a_returned_report_reaches_its_partner_with_the_reason(shores, opened):
    number = shores.send()
    app = opened("review", "lead.one", submission=str(number))
    app.text_area[0].set_value("Eight, or eighty?")
    assert outcome(press(app, "return_")).startswith("Returned: South Council")
    report = shores.report(number)
    assert (report.state, report.reason) == ("returned", "Eight, or eighty?")
    assert "Eight, or eighty?" in words_on(opened("notices", "south"))


def test_of_two_opposite_decisions_the_second_is_told(shores, opened):
    number = shores.send()
    first, second = (opened("review", who, submission=str(number)) for who in ("lead.one", "lead.two"))
    first.text_area[0].set_value("Please check.")
    press(first, "return_")
    assert "It is returned now" in outcome(press(second, "approve_")).replace(
        "it is returned now", "It is returned now"
    )
    assert shores.state(number) == "returned"


def test_what_was_sent_anew_meanwhile_is_not_approved_unseen(shores, opened):
    number = shores.send()
    app = opened("review", "lead.one", submission=str(number))
    shores.again(number, {ADVICE: 80})
    assert "Somebody has changed this report" in outcome(press(app, "approve_"))
    assert shores.state(number) == "submitted"


def test_ones_own_organisations_figures_need_a_second_lead_person(shores, opened):
    number = shores.send("north", "2022-05", {PLACES: 6})
    asked = {"submission": str(number)}
    app = opened("review", "lead.one", **asked)
    assert [key for key in keys(app) if key.startswith("approve_")] == []
    assert "two people of the lead partner decide" in words_on(app)
    assert outcome(press(app, "confirm_")).startswith("Confirmed: North Council")
    app = opened("review", "lead.one", **asked)
    assert "a second lead person is needed to approve" in words_on(app)
    assert not [key for key in keys(app) if key.startswith(("approve_", "confirm_"))]
    app = opened("review", "lead.two", **asked)
    assert "Demo lead.one stands for them already" in words_on(app)
    press(app, "approve_")
    assert shores.state(number) == "approved"


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_correction_shows_old_and_new_and_why(shores, opened, lang):
    number = shores.send()
    shores.approve(number)
    correction = shores.correct(number, {ADVICE: 6}, reason="Two came twice.")
    app = opened("review", "lead.one", lang=lang, submission=str(correction))
    assert re.search(r">8</span>.*→.*>6</strong>", html(app))
    assert "Two came twice." in words_on(app)
    press(app, "approve_")
    figures = read.approved_figures(shores.engine, through="2022-04").set_index(["scheme", "indicator", "month"])
    assert figures.loc[("advice", "places", "2022-04"), "value"] == 6


@pytest.mark.parametrize("asked", ["999", "0", "-1", "1 OR 1=1", "²", "9" * 40, SCRIPT])
def test_a_forged_number_finds_nothing_and_says_the_same(opened, asked):
    app = opened("review", "lead.one", submission=asked)
    assert "This is not here, or not for you to see." in words_on(app)
    assert keys(app) == []


@pytest.mark.parametrize(
    ("who", "lang"), [("", "fr"), ("board", "en"), ("south", "fr"), ("north", "en"), ("stranger", "fr")]
)
@pytest.mark.parametrize("page", LEAD_PAGES)
def test_others_are_told_whom_a_page_is_for(shores, opened, page, who, lang):
    number = shores.send(note="A secret explanation.")
    app = opened(page, who, lang=lang, submission=str(number))
    assert words_for(lang)("signin.only.lead") in words_on(app)
    assert "A secret explanation." not in html(app)
    assert keys(app) == []


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("page", LEAD_PAGES)
def test_the_lead_opens_each_page(opened, page, lang):
    app = opened(page, "lead.one", lang=lang)
    assert words_for(lang)("signin.only.lead") not in words_on(app)
    assert "<h1>" in html(app)


def test_what_a_lead_whose_access_is_gone_does_next_is_refused(shores, opened):
    number = shores.send()
    app = opened("review", "lead.two", submission=str(number))
    people.revoke(shores.engine, signature("lead.one"), email="lead.two@demo.example", reason="Left.")
    app = press(app, "approve_")
    assert shores.state(number) == "submitted"
    assert words_for("en")("signin.only.lead") in words_on(app)


def test_a_sign_in_that_is_over_approves_nothing(shores, opened):
    number = shores.send()
    app = opened("review", "lead.one", submission=str(number))
    people.sign_out(shores.engine, signature("lead.one"))
    press(app, "approve_")
    assert desk.report(shores.engine, signature("lead.two"), number).state == "submitted"


# -- publishing


def prepared(opened, who: str = "lead.one", **address: str) -> AppTest:
    return press(opened("publish", who, through="2022-04", **address), "prepare")


def test_a_release_is_looked_at_then_published_and_then_the_public_sees_it(shores, opened):
    shores.approve(shores.send())
    app = prepared(opened)
    assert "Release 2: what the public would see" in words_on(app)
    (totals, *_) = [each for each in tables(app) if "Totals to date" in each["caption"]]
    assert ["Places", "33", "141"] in [row[:3] for row in totals["rows"]]
    assert [*published(shores.folder / "releases")] == [1], "nothing is written yet"
    for area, text in zip(app.text_area, ("April is in.", "Avril y figure."), strict=True):
        area.set_value(text)
    app = press(app, "publish_now")
    assert outcome(app).startswith("Release 2 is published")
    assert [*published(shores.folder / "releases")] == [1, 2]
    event = desk.audit_trail(shores.engine, signature("lead.one"), act="publish", most=1).iloc[0]
    assert (event["who"], event["reason"]) == ("lead.one@demo.example", "April is in.")
    assert "April 2022" in words_on(opened("at_a_glance", ""))
    assert read.broken_audit_entry(shores.engine) is None


@pytest.mark.parametrize("notes", [("", ""), ("Only English.", ""), ("", "Le français seul."), ("  ", " ")])
def test_a_release_needs_its_note_in_both_languages(shores, opened, notes):
    app = prepared(opened)
    for area, text in zip(app.text_area, notes, strict=True):
        area.set_value(text)
    assert "Say in both languages" in outcome(press(app, "publish_now"))
    assert [*published(shores.folder / "releases")] == [1]


def test_what_was_approved_after_the_preview_is_not_published_unseen(shores, opened):
    number = shores.send()
    app = prepared(opened)
    for area in app.text_area:
        area.set_value("A note.")
    shores.approve(number)
    app = press(app, "publish_now")
    assert "Figures were approved, or a release was made, since this preview" in outcome(app)
    assert "publish_now" not in keys(app)
    assert [*published(shores.folder / "releases")] == [1]


def test_two_who_prepared_the_same_make_one_release(shores, opened):
    first, second = prepared(opened), prepared(opened, "lead.two")
    said = []
    for app in (first, second):
        for area in app.text_area:
            area.set_value("A note.")
        said.append(outcome(press(app, "publish_now")))
    assert "is published" in said[0]
    assert "since this preview" in said[1]
    assert [*published(shores.folder / "releases")] == [1, 2]


def test_a_preview_is_for_whoever_asked_and_for_what_was_asked(opened):
    app = prepared(opened)
    assert "publish_now" in keys(app)
    app.selectbox(key="filter_through").set_value("2022-03").run()
    assert "publish_now" not in keys(app)
    assert "publish_now" not in keys(opened("publish", "lead.two", through="2022-04"))


def prepared_by(shores: Shores, who: str) -> Prepared:
    return prepare_by(
        shores.engine, signature(who), documents=DOCUMENTS, folder=shores.folder / "releases", through="2022-04"
    )


def publish(shores: Shores, what: Prepared, who: str):
    return publish_by(shores.engine, what, folder=shores.folder / "releases", signature=signature(who))


def test_publishing_the_same_twice_is_publishing_once(shores):
    what = noted(prepared_by(shores, "lead.one"), Text("A note.", "Une note."))
    first, again = (publish(shores, what, "lead.one") for _ in range(2))
    assert first == again
    assert first["number"] == 2
    assert [*published(shores.folder / "releases")] == [1, 2]
    assert len(desk.audit_trail(shores.engine, signature("lead.one"), act="publish")) == 2


def test_partners_go_on_saving_while_a_release_is_attacked(shores, monkeypatch):
    """The attack takes seconds; a store that was held for it would let this save, in its middle, wait for ever."""
    number = shores.send()
    shores.approve(number)
    what = noted(prepared_by(shores, "lead.one"), Text("A note.", "Une note."))
    attack, saved = judging.refuse_what_leaks, []

    def attack_and_save(*asked) -> None:
        attack(*asked)
        saved.append(shores.send("south", "2022-05"))

    monkeypatch.setattr(judging, "refuse_what_leaks", attack_and_save)
    publish(shores, what, "lead.one")
    assert [shores.state(number) for number in saved] == ["submitted"]
    assert [*published(shores.folder / "releases")] == [1, 2]


@pytest.mark.parametrize("who", ["board", "south", "north", "stranger"])
def test_nobody_but_the_lead_publishes_past_the_pages(shores, who):
    what = noted(prepared_by(shores, "lead.one"), Text("A note.", "Une note."))
    before = read.revision(shores.engine)
    with pytest.raises(NotAllowedError):
        prepared_by(shores, who)
    with pytest.raises(NotAllowedError):
        publish(shores, what, who)
    assert read.revision(shores.engine) == before
    assert [*published(shores.folder / "releases")] == [1]


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


# -- notices


def test_notices_are_ones_own_and_the_unread_stand_first(shores, opened):
    number = shores.send()
    assert "Notices: 1 new" in words_on(opened("review", "lead.two"))
    app = opened("notices", "lead.one")
    assert "1 notice you have not read" in words_on(app)
    assert f'href="review?lang=en&amp;submission={number}"' in html(app)
    press(app, "read_notices")
    assert "You have read all your notices" in words_on(app)
    assert "1 notice you have not read" in words_on(opened("notices", "lead.two"))
    assert "new" not in words_on(opened("review", "lead.one")).partition("Notices")[2][:6]
    assert "You have no notices" in words_on(opened("notices", "south"))
    assert "You have no notices" in words_on(opened("notices", "board"))


@pytest.mark.parametrize("page", ["notices", "figure"])
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_who_is_not_signed_in_has_no_notices_and_no_histories(opened, page, lang):
    assert words_for(lang)("signin.only.signed_in") in words_on(opened(page, "", lang=lang, **FIGURE))


# -- one figure's own history


MARCH = {**FIGURE, "month": "2022-03"}


@pytest.fixture
def corrected(shores) -> None:
    """Seven, approved on 18 April as the demonstration was loaded; six since 25 May."""
    number = desk.standing_of(shores.engine, signature("lead.one"), "south")["2022-03"]
    shores.approve(shores.correct(number, {ADVICE: 6}, reason="One came twice."))


@pytest.mark.parametrize("who", ["lead.one", "south", "board"])
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_figure_tells_every_value_it_had_and_why(corrected, opened, who, lang):
    app = opened("figure", who, lang=lang, **MARCH)
    rows = tables(app)[0]["rows"]
    assert [row[:2] for row in rows[1:]] == [["6", "7"], ["7", words_for(lang)("figure.first")]]
    assert "One came twice." in rows[1][5]


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2022-04-17", "nothing was approved for this figure"),
        ("2022-04-18", "At the end of 18 April 2022: 7"),
        ("2022-05-24", "At the end of 24 May 2022: 7"),
        ("2022-05-25", "At the end of 25 May 2022: 6"),
        ("tomorrow", "At the end of 25 May 2022: 6"),
    ],
)
def test_a_figure_answers_what_it_was_on_a_day(corrected, opened, day, said):
    assert said in words_on(opened("figure", "board", **MARCH, on=day))


def test_what_was_never_approved_is_for_those_who_report_and_decide(shores, opened):
    shores.send(figures={ADVICE: 77})
    assert "77" in words_on(opened("figure", "south", **FIGURE))
    assert "77" in words_on(opened("figure", "lead.one", **FIGURE))
    for who in ("board", "north", "quiet"):
        assert "77" not in html(opened("figure", who, **FIGURE))


@pytest.mark.parametrize(
    "changed", [{"scheme": "x"}, {"area": "x"}, {"indicator": "x"}, {"month": "x"}, {"category": "x"}]
)
def test_a_figure_that_is_none_is_not_found(opened, changed):
    assert "This is not here" in words_on(opened("figure", "board", **{**FIGURE, **changed}))


def test_without_a_figure_in_the_address_the_page_says_where_one_comes_from(opened):
    assert "Which figure?" in words_on(opened("figure", "board"))


def test_what_changed_leads_to_each_figures_history(corrected, opened):
    shown = html(opened("changes", "board", since="2022-05-20", until="2022-05-25"))
    assert "scheme=advice&amp;indicator=places&amp;area=29&amp;month=2022-03" in shown


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
