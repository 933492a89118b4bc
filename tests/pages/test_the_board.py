"""The board's pages: on any day, for the board only, in both languages."""

import pytest

from tests.pages.conftest import words_on
from tests.pages.reading import html


def test_on_15_october_2022_the_board_sees_what_is_off_course_and_what_was_expected(open_page):
    said = words_on(open_page("progress", on="2022-10-15", lang="en"))
    assert "On 15 October 2022, of 21 targets: 8 off course and 3 at risk" in said
    assert "expected by now" in said


def test_on_15_october_2022_one_partner_had_not_sent_august(open_page):
    said = words_on(open_page("reporting", on="2022-10-15", lang="fr"))
    assert "5 partenaires sur 6 ont tous leurs chiffres validés" in said


@pytest.mark.parametrize("page", ["progress", "reporting"])
def test_who_is_not_on_the_board_sees_nothing_of_its_pages(open_page, page):
    app = open_page(page, lang="en", **{"as": ""})
    assert "This page is for the programme board" in words_on(app)
    assert "<table" not in html(app)


def test_a_public_only_server_has_no_board(open_page, monkeypatch):
    monkeypatch.setenv("CCARE_PUBLIC_ONLY", "1")
    said = words_on(open_page("at_a_glance", lang="en", **{"as": "board"}))
    assert "Who has reported" not in said
    assert "Demonstration: board" not in said


def test_the_switch_is_named_for_what_it_is(open_page):
    assert "Demonstration: board" in words_on(open_page("at_a_glance", lang="en"))
    assert "Leave the board’s view" in words_on(open_page("progress", lang="en"))
