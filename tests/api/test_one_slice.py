"""One slice of a release, row by row. The invented programme counts these places to date: Norfolk 4 + 7 + 8 = 19, Kent 2 + 1 = 3,
Finistère 5 + 7 = 12."""

import pytest

from ccare_metrics.results import answer, headline, target_table
from ccare_metrics.scope import Scope
from tests.two_shores import FINISTERE, KENT, MEDWAY, NORFOLK


def values(rows, key):
    return {row[key]: row["value"] for row in rows if row["value"] is not None}


def test_without_a_split_there_is_one_row_the_cited_total_with_its_source(ask):
    (row,) = ask("/api/v1/figures", indicator="places").figures
    assert (row["value"], row["qualifier"], row["provenance"]) == (30, "exact", "published")
    assert (row["source"], row["source_url"]) == ("A page", "https://example.org/page")
    assert (row["period"], row["as_of"], row["release"]) == ("to_date", "2022-06-15", 2)


def test_the_cited_total_stands_beside_its_target_and_status(ask):
    (row,) = ask("/api/v1/figures", indicator="places").figures
    assert (row["target"], row["status"]) == (60, "off_course")
    assert 50 < row["expected"] < 60


def test_where_nothing_is_cited_the_total_is_what_figures_add_up_to(ask):
    (row,) = ask("/api/v1/figures", indicator="grants_paid").figures
    assert (row["value"], row["unit"], row["provenance"]) == (400_050, "0.01 GBP", "illustrative")
    assert (row["target"], row["status"]) == (None, "no_target")


def test_a_scheme_s_own_cited_result_comes_first(ask):
    (row,) = ask("/api/v1/figures", indicator="places", scheme="advice").figures
    assert (row["value"], row["qualifier"], row["provenance"], row["as_of"]) == (9, "over", "published", "2022-03-15")


def test_without_published_ones_the_sum_of_figures_is_given(ask):
    (row,) = ask("/api/v1/figures", indicator="places", provenance="reported,illustrative").figures
    assert (row["value"], row["provenance"], row["source"]) == (
        34,
        "illustrative",
        "Illustrative figures made for this demonstration",
    )


def test_areas_add_up_to_the_computed_total(ask):
    rows = ask("/api/v1/figures", indicator="places", by="area").figures
    assert values(rows, "area") == {NORFOLK: 19, KENT: 3, FINISTERE: 12}
    assert len(rows) == 38


def test_an_area_without_a_figure_says_why(ask):
    (row,) = ask("/api/v1/figures", indicator="places", area=MEDWAY).figures
    assert (row["value"], row["absence"], row["provenance"], row["qualifier"]) == (None, "not_applicable", None, None)
    (row,) = ask("/api/v1/figures", indicator="places", scheme="outreach").figures
    assert (row["value"], row["absence"], row["status"]) == (None, "not_reported", None)


def test_the_schemes_of_a_strand_are_asked_for_with_both(ask):
    rows = ask("/api/v1/figures", indicator="places", strand="homes", by="scheme").figures
    assert [row["scheme"] for row in rows] == ["advice", "outreach", "leaflets"]
    assert values(rows, "scheme") == {"advice": 12}


def test_the_areas_of_a_country_are_asked_for_with_both(ask):
    rows = ask("/api/v1/figures", indicator="places", country="FR", by="area").figures
    assert len(rows) == 12
    assert values(rows, "area") == {FINISTERE: 12}


def test_an_area_in_its_country_is_the_area(ask):
    assert ask("/api/v1/figures", indicator="places", area=KENT, country="UK").figures[0]["value"] == 3


def test_months_that_are_a_quarter_are_that_quarter(ask_ccare, ccare):
    (row,) = ask_ccare("/api/v1/figures", indicator="people_supported", from_="2022-04", to="2022-06").figures
    (cell,) = answer(ccare, Scope("people_supported", period="2022-Q2")).to_dict("records")
    assert (row["period"], row["value"]) == ("2022-Q2", cell["value"])


def test_one_month_is_that_month(ask):
    (row,) = ask("/api/v1/figures", indicator="places", from_="2022-02", to="2022-02").figures
    assert (row["period"], row["value"]) == ("2022-02", 12)


def test_all_months_are_the_computed_total_to_date(ask):
    (row,) = ask("/api/v1/figures", indicator="places", from_="2022-01", to="2022-03").figures
    assert (row["period"], row["value"]) == ("to_date", 34)


def test_a_split_by_time_keeps_what_lies_between(ask):
    rows = ask("/api/v1/figures", indicator="places", by="month", from_="2022-02").figures
    assert values(rows, "period") == {"2022-02": 12, "2022-03": 16}


def test_beside_a_month_stands_no_target_of_the_end(ask):
    for row in ask("/api/v1/figures", indicator="places", by="month").figures:
        assert (row["target"], row["expected"], row["status"]) == (None, None, None)


def test_a_share_is_divided_last(ask):
    (row,) = ask("/api/v1/figures", indicator="completion_rate").figures
    assert (row["value"], row["unit"]) == (pytest.approx(22 / 42), "share")


def test_made_up_values_give_way_where_they_are_not_asked_for(ask):
    rows = ask("/api/v1/figures", indicator="places", by="area", provenance="reported").figures
    assert values(rows, "area") == {NORFOLK: 19, KENT: 3}
    assert {row["absence"] for row in rows if row["area"] == FINISTERE} == {"not_published"}


def test_rows_from_elsewhere_are_left_out(ask):
    rows = ask("/api/v1/figures", indicator="places", by="area", provenance="illustrative").figures
    assert values(rows, "area") == {FINISTERE: 12}
    assert NORFOLK not in {row["area"] for row in rows}


def test_a_sum_that_meets_a_published_result_is_marked_as_published(ask_ccare):
    rows = {
        row["scheme"]: row for row in ask_ccare("/api/v1/figures", indicator="skills_action_plans", by="scheme").figures
    }
    plymouth = rows["skills_plans"]
    assert (plymouth["value"], plymouth["qualifier"], plymouth["provenance"]) == (200, "over", "published")
    (place,) = ask_ccare("/api/v1/figures", indicator="skills_action_plans", area="E06000026").figures
    assert (place["value"], place["provenance"]) == (200, "published")


def test_every_headline_total_is_the_one_on_the_pages(ask_ccare, ccare):
    for indicator in ccare.programme.headline:
        told = headline(ccare, indicator)
        (row,) = ask_ccare("/api/v1/figures", indicator=indicator).figures
        if told is not None:
            assert (row["value"], row["qualifier"], row["status"]) == (told.fact.value, told.fact.qualifier, told.state)


def test_every_scheme_s_total_is_the_one_in_the_table_of_targets(ask_ccare, ccare):
    table = target_table(ccare)
    for plan in table[table["scheme"].notna()].to_dict("records"):
        (row,) = ask_ccare("/api/v1/figures", indicator=plan["indicator"], scheme=plan["scheme"]).figures
        assert row["value"] == plan["actual"]
        assert (row["target"], row["expected"], row["status"]) == (plan["target"], plan["expected"], plan["status"])


@pytest.mark.parametrize("by", ["area", "scheme,quarter", "strand,country", "partner,year", "county", "month"])
def test_every_cell_of_a_split_is_that_of_the_questions(ask_ccare, ccare, by):
    cells = answer(ccare, Scope("people_supported", by=tuple(by.split(","))))
    rows = ask_ccare("/api/v1/figures", indicator="people_supported", by=by).figures
    keys = ["scheme", "strand", "partner", "area", "county", "country", "period"]
    told = {tuple(row[key] for key in keys): row["value"] for row in rows}
    assert len(told) == len(cells) == len(rows)
    for cell in cells.astype(object).where(cells.notna(), None).to_dict("records"):
        assert told[tuple(cell[key] for key in keys)] == cell["value"]


def test_rows_come_page_by_page_and_all_of_one_release(ask):
    first = ask("/api/v1/figures", indicator="places", by="area", limit=20)
    assert (len(first.figures), first.json["rows"]) == (20, 38)
    following = first.json["next"]
    assert following == "/api/v1/figures?indicator=places&by=area&limit=20&offset=20&release=2"
    assert first.headers["link"] == f'<{following}>; rel="next"'
    path, _, query = following.partition("?")
    second = ask(path, query=query)
    assert (len(second.figures), second.json["next"]) == (18, None)
    assert "link" not in second.headers
    whole = ask("/api/v1/figures", indicator="places", by="area").figures
    assert first.figures + second.figures == whole


def test_an_older_release_answers_as_it_stood(ask):
    assert values(ask("/api/v1/figures", indicator="places", by="area", release=1).figures, "area")[NORFOLK] == 18
