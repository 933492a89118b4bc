"""What each is told, and what a figure was, when, and why."""

import pytest

from ccare_metrics.store import desk
from serving.menu import read_menu
from tests.pages.conftest import words_on
from tests.pages.reading import html, press, tables
from tests.pages.shores_office import ADVICE, signature
from ui.words import words_for

LEAD_PAGES = [entry.address for entry in read_menu() if entry.audience == "lead"]
SCRIPT = "<script>alert(1)</script>"
FIGURE = {**ADVICE._asdict(), "month": "2022-04"}


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
