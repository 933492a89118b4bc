"""One slice, whole: no area left out, a reason wherever there is no number, rates divided last, made-up figures taken away on demand."""

from dataclasses import replace

import pandas as pd
import pytest

from ccare_metrics.results import ANSWER_COLUMNS, answer, group_codes, place_codes, time_codes
from ccare_metrics.scope import Scope, UnknownCodeError
from geo.areas import load_areas
from tests.two_shores import FINISTERE, KENT, MEDWAY, NORFOLK


def only(release, scope: Scope) -> pd.Series:
    cells = answer(release, scope)
    assert len(cells) == 1
    return cells.iloc[0]


def value(release, indicator: str, **narrowed) -> object:
    found = only(release, Scope(indicator, **narrowed))["value"]
    return None if pd.isna(found) else found


def by(release, indicator: str, axis: str, **narrowed) -> dict[str, object]:
    cells = answer(release, Scope(indicator, by=(axis,), **narrowed))
    name = "period" if axis in ("month", "quarter", "year") else axis
    return {code: None if pd.isna(each) else each for code, each in zip(cells[name], cells["value"], strict=True)}


def test_an_answer_has_the_promised_columns_and_no_others(release):
    assert list(answer(release, Scope("places", by=("area", "month"))).columns) == ANSWER_COLUMNS


def test_every_area_is_there_and_has_a_number_or_a_reason(release):
    cells = answer(release, Scope("places", by=("area",)))
    assert list(cells["area"]) == list(load_areas())
    assert (cells["value"].isna() == cells["absence"].notna()).all()
    assert set(cells.loc[cells["value"].notna(), "area"]) == {NORFOLK, KENT, FINISTERE}


def test_why_there_is_no_number(release):
    cells = answer(release, Scope("places", by=("area",))).set_index("area")
    assert cells.loc["E10000029", "absence"] == "not_applicable"  # Suffolk: no scheme ran there
    assert cells.loc[MEDWAY, "absence"] == "not_applicable"  # reported so: no room
    silent = answer(release, Scope("places", scheme="outreach")).iloc[0]
    assert silent["absence"] == "not_reported"
    assert (silent["reported"], silent["due"]) == (0, 3)
    assert pd.isna(silent["provenance"])  # nobody sent it, so it comes from nowhere


def test_areas_add_up_to_the_total_on_every_level(release):
    total = value(release, "places")
    assert total == 4 + 6 + 8 + 2 + 1 + 5 + 7
    for axis in ("area", "county", "country", "scheme", "strand", "partner", "month", "quarter", "year"):
        assert sum(part for part in by(release, "places", axis).values() if part is not None) == total


def test_a_county_is_its_authorities_together(release):
    enrolled = by(release, "enrolled", "county")
    assert enrolled["kent"] == 6 + 2
    assert enrolled["norfolk"] == 5


def test_a_slice_can_be_narrowed_and_split_on_each_axis_at_once(release):
    assert value(release, "places", scheme="training", area=NORFOLK, period="2022-02") == 6
    assert by(release, "places", "month", partner="north") == {"2022-01": 4 + 2, "2022-02": 6, "2022-03": 8 + 1}
    assert by(release, "places", "country", strand="homes") == {"UK": None, "FR": 5 + 7}


def test_periods_are_those_that_have_begun(release):
    assert time_codes(release, "month") == ["2022-01", "2022-02", "2022-03"]
    assert time_codes(release, "quarter") == ["2022-Q1"]
    assert time_codes(release, "year") == ["2022"]
    assert time_codes(release, "to_date") == ["to_date"]


def test_groups_are_those_that_report_the_indicator_or_a_part_of_it(release):
    programme = release.programme
    assert group_codes(programme, "scheme", "places") == ["training", "advice", "outreach", "leaflets"]
    assert group_codes(programme, "partner", "places") == ["north", "south", "quiet"]
    assert group_codes(programme, "scheme", "started") == ["training"]
    assert group_codes(programme, "all", "places") == ["all"]
    assert place_codes("country") == ["UK", "FR"]


def test_a_scheme_without_areas_has_nothing_to_report(release):
    cell = only(release, Scope("places", scheme="leaflets"))
    assert (cell["absence"], cell["reported"], cell["due"]) == ("not_applicable", 0, 0)


def test_a_total_says_how_much_of_what_was_due_it_stands_on(release):
    # training 9 due, 8 answered (Medway's absences are answers, Kent's February is not); advice 2 of 2; outreach 0 of 3
    cell = only(release, Scope("places"))
    assert (cell["reported"], cell["due"]) == (10, 14)


def test_a_figure_that_nobody_was_due_to_send_counts_in_the_sum_and_not_in_the_coverage(release):
    cell = only(release, Scope("grants_paid", scheme="grants"))
    assert cell["value"] == 150_000 + 0 + 250_050
    assert (cell["reported"], cell["due"]) == (2, 2)


def test_a_running_total_stands_through_a_month_without_a_report(release):
    assert by(release, "enrolled", "month", area=NORFOLK) == {"2022-01": 3, "2022-02": 5, "2022-03": 5}
    assert value(release, "enrolled") == 5 + 6 + 2


def test_a_made_up_total_that_stands_is_still_made_up(release):
    march = answer(release, Scope("enrolled", area=NORFOLK, period="2022-03")).iloc[0]
    assert march["provenance"] == "illustrative"


def test_a_snapshot_nobody_took_is_not_known(release):
    assert by(release, "people_waiting", "month") == {"2022-01": None, "2022-02": 30, "2022-03": None}
    reasons = answer(release, Scope("people_waiting", by=("month",)))["absence"]
    assert list(reasons) == ["not_applicable", None, "not_reported"]  # the scheme began in February
    assert value(release, "people_waiting") == 30


def test_ranks_have_no_sum(release):
    assert value(release, "rank") is None
    assert by(release, "rank", "area")[NORFOLK] == 3
    assert by(release, "rank", "area")[FINISTERE] == 7


# Norfolk 20 of 40, Kent 2 of 2, Medway 0 of 0: averaging the rates would give 75 %, the truth is 22 of 42.
def test_a_rate_is_added_first_and_divided_last(release):
    assert value(release, "completion_rate") == pytest.approx(22 / 42)
    rates = by(release, "completion_rate", "area")
    assert (rates[NORFOLK], rates[KENT]) == (0.5, 1.0)
    assert by(release, "completion_rate", "country") == {"UK": pytest.approx(22 / 42), "FR": None}
    assert by(release, "completion_rate", "month") == {
        "2022-01": pytest.approx(2 / 11),
        "2022-02": pytest.approx(9 / 10),
        "2022-03": pytest.approx(11 / 21),
    }


def test_where_there_is_nothing_to_divide_by_there_is_no_rate(release):
    cell = answer(release, Scope("completion_rate", area=MEDWAY)).iloc[0]
    assert pd.isna(cell["value"])
    assert cell["absence"] == "not_applicable"


def test_published_only_takes_made_up_figures_away_and_says_so(release):
    cells = answer(release, Scope("places", by=("area",), published_only=True)).set_index("area")
    assert cells.loc[NORFOLK, "value"] == 18
    assert pd.isna(cells.loc[FINISTERE, "value"])
    assert cells.loc[FINISTERE, "absence"] == "not_published"
    assert not cells["provenance"].eq("illustrative").any()


def test_published_only_hides_a_sum_as_soon_as_one_part_is_made_up(release):
    """33 is partly made up; the rest of it, 21, is another number."""
    assert value(release, "places", published_only=True) is None
    assert value(release, "places", country="UK", published_only=True) == 21


def test_published_only_takes_a_made_up_reason_away_too(ccare):
    """That Suffolk had no part in the new businesses is made up, not published."""
    asked = Scope("new_businesses", area="E10000029")
    assert answer(ccare, asked).iloc[0]["absence"] == "not_applicable"
    cell = answer(ccare, replace(asked, published_only=True)).iloc[0]
    assert (cell["absence"], pd.isna(cell["provenance"])) == ("not_published", True)


def test_published_only_leaves_other_reasons_as_they_are(release):
    cells = answer(release, Scope("places", by=("area",), published_only=True)).set_index("area")
    assert cells.loc[MEDWAY, "absence"] == "not_applicable"
    assert answer(release, Scope("places", scheme="outreach", published_only=True)).iloc[0]["absence"] == "not_reported"


@pytest.mark.parametrize(
    ("axis", "unknown", "known"),
    [
        ("indicator", "jobs", "places, enrolled"),
        ("indicator", "", "places, enrolled"),
        ("indicator", "PLACES", "places, enrolled"),
        ("scheme", "taxi", "training, advice"),
        ("partner", "taxi", "north, south, quiet"),
        ("strand", "taxi", "work, homes"),
        ("area", "E99999999", NORFOLK),
        ("county", "rutland", "norfolk"),
        ("country", "BE", "UK, FR"),
        ("period", "2022-Q2", "2022-Q1"),  # not begun when this was published
        ("period", "2022-13", "2022-01, 2022-02, 2022-03"),
    ],
)
def test_an_unknown_code_is_an_error_that_names_it_and_the_known_ones(release, axis, unknown, known):
    asked = Scope(**{"indicator": "places", axis: unknown})
    with pytest.raises(UnknownCodeError) as refusal:
        answer(release, asked)
    assert f"unknown {axis} {unknown!r}" in str(refusal.value)
    assert known in str(refusal.value)
    assert isinstance(refusal.value, KeyError)


def test_a_scheme_that_does_not_count_the_indicator_is_known_and_not_applicable(release):
    assert answer(release, Scope("places", scheme="grants")).iloc[0]["absence"] == "not_applicable"
