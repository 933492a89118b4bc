"""A small number stays hidden wherever it is asked for, and what is shown beside it gives nothing away by itself."""

from itertools import product

import pytest

from tests.two_shores import NORFOLK

FIGURES = "/api/v1/figures"
SPLITS = ["scheme", "strand", "partner", "area", "county", "country", "quarter", "year"]


def test_small_months_are_published_by_quarter_and_the_answer_says_so(ask_protected):
    answer = ask_protected(FIGURES, indicator="places", scheme="training", by="month")
    assert answer.status == 404
    assert answer.json["message"] == (
        "To protect small numbers, “Places” is published to date, by year and by quarter for what was asked, not by month. "
        "The addresses below are answered."
    )
    assert answer.json["known"] == [
        "/api/v1/figures?indicator=places&scheme=training",
        "/api/v1/figures?indicator=places&scheme=training&by=quarter",
        "/api/v1/figures?indicator=places&scheme=training&by=year",
    ]


def test_the_same_is_said_in_french(ask_protected):
    answer = ask_protected(FIGURES, indicator="places", scheme="training", by="month", lang="fr")
    assert "est publié en cumul à ce jour, par année et par trimestre, et non par mois" in answer.json["message"]


def test_one_month_of_a_series_published_by_quarter_is_not_there_either(ask_protected):
    assert ask_protected(FIGURES, indicator="places", scheme="training", from_="2022-03", to="2022-03").status == 404


def test_where_some_series_have_months_the_others_are_there_and_hidden(ask_protected):
    rows = ask_protected(FIGURES, indicator="places", by="scheme,month").figures
    told = {(row["scheme"], row["period"]): (row["value"], row["absence"]) for row in rows}
    assert told["advice", "2022-03"] == (70, None)
    for month in ("2022-01", "2022-02", "2022-03"):
        assert told["training", month] == (None, "suppressed")


def test_beside_a_hidden_value_stands_nothing_that_was_made_of_it(ask_protected):
    rows = ask_protected(FIGURES, indicator="places", by="scheme,month").figures
    for row in rows:
        if row["absence"] == "suppressed":
            assert (row["value"], row["status"], row["qualifier"], row["source"]) == (None, None, None, None)


def test_a_series_whose_figures_nobody_sent_is_not_called_hidden(ask_protected):
    (row,) = ask_protected(FIGURES, indicator="places", scheme="outreach").figures
    assert row["absence"] == "not_reported"


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_the_hidden_months_of_norfolk_are_in_no_answer(ask_protected, kind):
    answer = ask_protected(FIGURES, indicator="places", by="area,month", format=kind)
    assert answer.status == 404 or f"{NORFOLK},,,2022-03,8," not in answer.text


def test_shown_and_hidden_add_up_to_the_total(ask_ccare, ccare):
    """Where nothing is hidden the shown ones are the total; where something is, they are less than it or as much."""
    for indicator, by in product(("people_supported", "businesses_supported", "new_businesses"), SPLITS):
        if ccare.programme.indicators[indicator].over_time != "sum":
            continue
        (total,) = ask_ccare(FIGURES, indicator=indicator, from_="2021-04", to="2023-05").figures
        rows = ask_ccare(FIGURES, indicator=indicator, by=by).figures
        shown = sum(row["value"] for row in rows if row["value"] is not None)
        hidden = [row for row in rows if row["absence"] == "suppressed"]
        assert shown == total["value"] if not hidden else shown <= total["value"]


def test_no_hidden_row_of_the_programme_has_a_status_or_a_number_beside_it(ask_ccare, ccare):
    hidden = 0
    for indicator, by in product(ccare.programme.indicators, ["scheme,quarter", "area", "scheme,area,year"]):
        answer = ask_ccare(FIGURES, indicator=indicator, by=by)
        for row in answer.figures if answer.status == 200 else []:  # else no series is published so finely
            if row["absence"] == "suppressed":
                hidden += 1
                assert (row["value"], row["status"]) == (None, None)
    assert hidden


def test_a_target_beside_a_hidden_result_has_no_status(ask_protected):
    for row in ask_protected("/api/v1/targets").json["targets"]:
        assert row["absence"] != "suppressed" or (row["value"], row["status"]) == (None, None)
