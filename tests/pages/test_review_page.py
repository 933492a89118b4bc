"""The lead partner's queue: what waits is decided once, by whoever may, upon what was looked at."""

import re
from datetime import date, timedelta

import pytest

from ccare_metrics.store import desk, people, read
from serving.menu import read_menu
from tests.pages.conftest import words_on
from tests.pages.reading import everything_said, html, keys, outcome, press
from tests.pages.shores_office import ADVICE, PLACES, WAITING, signature
from ui.words import words_for

LEAD_PAGES = [entry.address for entry in read_menu() if entry.audience == "lead"]
SCRIPT = "<script>alert(1)</script>"
FIGURE = {**ADVICE._asdict(), "month": "2022-04"}


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
