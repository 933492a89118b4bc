"""The board's pages: on any day, for the board only, in both languages."""

import re

import pytest

from serving.menu import read_menu
from tests.pages.conftest import ways_on, words_on
from tests.pages.reading import everything_said, html, tables

BOARD_PAGES = [entry.address for entry in read_menu() if entry.audience == "board"]
THEN = "2022-10-15"


def test_on_15_october_2022_the_board_sees_what_is_off_course_and_what_was_expected(open_page):
    said = words_on(open_page("progress", on=THEN, lang="en"))
    assert "On 15 October 2022, of 21 targets: 8 off course and 3 at risk" in said
    assert "expected by now" in said
    assert "97% of the figures that were due are in; figures are missing from Finistère." in said


def test_the_sheet_gives_every_target_a_status_and_a_way_to_its_curve(open_page):
    shown = html(open_page("progress", on=THEN, lang="en"))
    assert shown.count('href="target?') == 21
    assert (
        'href="target?lang=en&amp;on=2022-10-15&amp;indicator=businesses_supported&amp;scheme=green_voucher"' in shown
    )


def test_the_numbers_say_how_far_each_target_is_and_where_it_is_heading(open_page):
    (table,) = [each for each in tables(open_page("progress", on=THEN, lang="en")) if "in numbers" in each["caption"]]
    assert len(table["rows"]) == 22
    rows = {row[0]: row for row in table["rows"]}
    row = rows["A2A apprenticeships – People"]
    assert row[1:6] == ["212", "291", "600", "Off course", "100%"]
    assert row[6] == "390 (291 to 489)"
    assert row[7:10] == ["December 2023", "25", "55"]
    assert rows["Green voucher – Businesses"][6] == "too little history"
    assert rows["C-CARE – People"][5] == "97%", "a total that lacks a partner never looks complete"


@pytest.mark.parametrize(
    ("choice", "left"),
    [
        ({"partner": "norfolk"}, {"A2A apprenticeships"}),
        ({"strand": "future_vision"}, {"High streets"}),
        ({"country": "FR", "strand": "business_recovery"}, {"Tourism academy"}),
    ],
)
def test_progress_is_narrowed_to_a_strand_a_partner_a_country(open_page, choice, left):
    (table,) = [
        each for each in tables(open_page("progress", on=THEN, lang="en", **choice)) if "numbers" in each["caption"]
    ]
    assert {row[0].split(" – ")[0] for row in table["rows"][1:]} == left


def test_a_combination_without_a_target_says_so(open_page):
    said = words_on(open_page("progress", on=THEN, lang="en", country="FR", strand="respond"))
    assert "none of 0 targets" in said


def test_what_needs_attention_is_ranked_and_says_why_since_when_and_what_the_partner_says(open_page):
    shown = html(open_page("attention", on=THEN, lang="en"))
    assert shown.count('<p class="cc-matter-head">') == 14
    assert "At the recent pace: 390 by 31 March 2023 (291 to 489)" in words_on(
        open_page("attention", on=THEN, lang="en")
    )
    said = words_on(open_page("attention", on=THEN, lang="en"))
    told = (
        "1,086 against 2,837 expected by now (38%)",
        "£11,082 against £60,165",
        "sent back on 24 September 2022, 21 days ago",
        "1,114 against 1,198",
        "came 14 days after",
        "From 600 to 800",
    )
    order = [said.index(text) for text in told]
    assert order == sorted(order)
    assert "behind the path since 30 June 2022" in said
    assert "the framework of approved suppliers was signed later than planned" in said


def test_on_course_but_unlikely_to_arrive_needs_attention_too(open_page):
    said = words_on(open_page("attention", lang="en"))
    assert "2 targets on course but unlikely to be reached" in said or "Forecast short" in said
    assert "the recent pace falls short of the target of 250" in said
    assert "deadline 31 March 2023" in said


def test_a_published_result_is_judged_on_its_own_day(open_page):
    said = words_on(open_page("attention", lang="en"))
    assert "2,784 on 22 May 2023, as published, against 4,286 expected by that day (65%)" in said


def test_a_share_is_never_rounded_up_to_a_cut_off_it_does_not_reach(open_page):
    """54 of 56.9 expected are 94.9%, at risk below 95%."""
    assert "(94.9%)" in words_on(open_page("attention", on=THEN, lang="en"))
    assert "94.9% of expected" in words_on(open_page("progress", on=THEN, lang="en"))


def test_the_schemes_targets_are_added_up_beside_the_programmes_own(open_page):
    said = words_on(open_page("progress", on=THEN, lang="en"))
    assert "the schemes’ own targets (illustrative) add up to 3,900, against the programme’s 4,500" in said
    assert "in a straight line from the start to the target" in said


@pytest.mark.parametrize("since", ["2021-06-15", "2021-12-15", "2022-01-15", "2022-06-15", "release-1"])
@pytest.mark.parametrize("until", ["2022-02-15", "2022-10-15", "2023-06-05"])
def test_any_two_sides_can_be_compared(open_page, since, until):
    """An indicator that had no total at all on the earlier day among them."""
    app = open_page("changes", lang="fr", since=since, until=until)
    assert not app.exception
    assert re.search("tota(l a|ux ont) changé", words_on(app))


def test_a_comment_stays_in_the_language_it_was_written_in_and_says_in_which(open_page):
    shown = html(open_page("attention", on=THEN, lang="en"))
    assert '<q lang="fr" dir="auto">Illustratif\N{NO-BREAK SPACE}: chaque entrepreneur' in shown
    assert "(in French)" in shown


def test_attention_can_be_asked_of_one_partner(open_page):
    said = words_on(open_page("attention", on=THEN, lang="fr", partner="pas_de_calais"))
    assert "À examiner au 15 octobre 2022 : 1 déclaration tardive" in said


def test_the_programme_as_it_closed_reads_true(open_page):
    """Cited: 2,784 of 4,500 people, off course; 2,407 firms, target passed; since when only the made-up sums say."""
    people = words_on(open_page("target", lang="en", scheme="all", indicator="people_supported"))
    assert "People at risk of exclusion supported: 2,784 against a target of 4,500 (62%)" in people
    assert "Off course" in people
    firms = words_on(open_page("target", lang="en", scheme="all", indicator="businesses_supported"))
    assert "Businesses supported: 2,407 against a target of over 1,900 (127%)" in firms
    assert "the sum of the illustrative figures had passed it by 31 January 2023" in firms


def test_a_target_revised_later_is_not_known_before(open_page):
    """Sole traders on RSA: 300, lowered to 160 on 15 November 2022."""
    before = words_on(open_page("target", lang="en", scheme="rsa_entrepreneurs", on="2022-11-14"))
    after = words_on(open_page("target", lang="en", scheme="rsa_entrepreneurs", on="2022-11-15"))
    assert "The target was set once and has not been revised" in before
    assert "160" not in before
    assert "Fewer sole traders could be reached than expected" in after


def test_on_15_october_2022_one_partner_had_not_sent_august_for_good(open_page):
    said = words_on(open_page("reporting", on=THEN, lang="fr"))
    assert "5 partenaires sur 6 ont tous leurs chiffres validés" in said
    assert "renvoyée le 24 septembre 2022" in said
    assert "Finistère : 16 mois sur 17 entièrement validés ; non complet : août 2022" in said


def test_what_changed_between_two_days_adds_up_and_names_who_and_why(open_page):
    app = open_page("changes", on=THEN, since="2022-09-15", lang="en")
    assert "18 figures changed: 16 new, 1 corrected and 1 with a reason in place of a figure" in words_on(app)
    totals, corrected, *_ = tables(app)
    plans = next(row for row in totals["rows"] if row[0] == "Skills action plans")
    assert plans[1:6] == ["107", "+10", "−3", "114", "+7"]
    assert corrected["rows"][1][3:7] == [
        "20",
        "17",
        "−3",
        "Plymouth; approved by Kent (demonstration) on 20 September 2022",
    ]
    assert "three plans had been counted twice" in corrected["rows"][1][7]


def test_two_sides_are_brought_into_the_order_of_time(open_page):
    one, other = (
        words_on(open_page("changes", lang="en", since=a, until=b))
        for a, b in ((THEN, "2022-09-15"), ("2022-09-15", THEN))
    )
    assert "From 15 September 2022 to 15 October 2022" in one
    assert "From 15 September 2022 to 15 October 2022" in other


def test_a_release_stands_beside_a_day(open_page):
    said = words_on(open_page("changes", lang="en", since=THEN, until="release-1"))
    assert "From 15 October 2022 to release 1 of 5 June 2023" in said
    assert "10 results published in between" in said


def test_nothing_changed_is_said(open_page):
    said = words_on(open_page("changes", lang="en", since=THEN, until=THEN))
    assert "no figure changed" in said
    assert "No total changed" in said


def test_countries_are_compared_per_person_of_the_areas_served(open_page):
    app = open_page("compare", lang="en", indicator="people_supported", by="country", measure="per_10000")
    (table,) = [each for each in tables(app) if "Country" in each["rows"][0] and "Per 10,000 people" in each["rows"][0]]
    france = next(row for row in table["rows"] if row[0] == "France")
    assert france[1:4] == ["1,489", "16.3", "913,187"]


def test_money_is_what_is_published_and_nothing_else(open_page):
    app = open_page("money", lang="en")
    said = words_on(app)
    assert "The grant was €6,737,507.06; the shares of 2 of 7 partners are published" in said
    assert "about €1.19 million" in said
    assert said.count("not published") >= 5
    early = words_on(open_page("money", lang="en", on="2022-10-15"))
    assert "about £1 million" in said
    assert "about £1 million" not in early


@pytest.mark.parametrize("page", BOARD_PAGES)
def test_before_anything_was_due_a_page_says_so(open_page, page):
    said = words_on(open_page(page, lang="en", on="2021-04-02"))
    assert "Nothing was due by 2 April 2021" in said


@pytest.mark.parametrize("page", BOARD_PAGES)
@pytest.mark.parametrize("asked", ["2030-01-01", "yesterday", "2022-13-45", "2022-W41-6", "<script>"])
def test_a_day_that_is_none_is_answered_with_days_that_are(open_page, page, asked):
    app = open_page(page, lang="en", on=asked)
    assert not app.exception
    assert "today, 5 June 2023" in "\n".join(everything_said(app)) or "5 June 2023" in words_on(app)


@pytest.mark.parametrize("page", BOARD_PAGES)
def test_who_is_not_on_the_board_sees_nothing_of_its_pages(open_page, page):
    app = open_page(page, lang="en", who="")
    assert "This page is for the programme board" in words_on(app)
    assert "<table" not in html(app)


@pytest.mark.parametrize("page", BOARD_PAGES)
def test_a_store_that_is_not_there_is_said_in_a_sentence(open_page, monkeypatch, tmp_path, page):
    monkeypatch.setenv("CCARE_DATABASE_URL", f"sqlite:///{tmp_path / 'none.sqlite'}")
    app = open_page(page, lang="fr")
    assert not app.exception
    assert "Il n’y a pas de base" in words_on(app)


def test_a_public_only_server_has_no_board(open_page, monkeypatch):
    monkeypatch.setenv("CCARE_PUBLIC_ONLY", "1")
    said = words_on(open_page("at_a_glance", lang="en", who="board"))
    assert "Board" not in said
    assert "Sign" not in said


def test_the_address_makes_nobody_a_member_of_the_board(open_page):
    forged = open_page("at_a_glance", lang="en", **{"as": "board", "role": "board"})
    assert "Board" not in ways_on(forged)
    assert "Board" in ways_on(open_page("at_a_glance", lang="en", who="board"))


def test_the_menu_leads_to_each_audience_and_shows_the_pages_of_one(open_page):
    public, board = open_page("at_a_glance", lang="en", who="board"), open_page("progress", lang="en", who="board")
    assert {"Public site", "Board", "Map"} <= set(ways_on(public))
    assert "Who has reported" not in ways_on(public)
    assert {"Public site", "Board", "Who has reported"} <= set(ways_on(board))
    assert "Map" not in ways_on(board)


def test_every_page_says_on_which_day_the_demonstration_lives(open_page):
    for page in BOARD_PAGES:
        assert "5 June 2023" in words_on(open_page(page, lang="en", on=THEN)), page
