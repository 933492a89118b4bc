"""What was promised against what was reached: the cited result, the sum beside it, the plan's path and the status that follows."""

from datetime import date

import pandas as pd
import pytest

from ccare_metrics.results import CURVE_COLUMNS, TARGET_COLUMNS, curve, headline, target_table
from ccare_metrics.scope import Scope, UnknownCodeError


@pytest.fixture(scope="module")
def table(release) -> pd.DataFrame:
    return target_table(release)


def row(table: pd.DataFrame, indicator: str, scheme: str | None) -> pd.Series:
    found = table[
        table["indicator"].eq(indicator) & (table["scheme"].isna() if scheme is None else table["scheme"].eq(scheme))
    ]
    assert len(found) == 1
    return found.iloc[0]


def test_a_headline_is_the_cited_result_against_the_target_that_held(release):
    found = headline(release, "places")
    assert (found.fact.id, found.fact.value, found.target.value, found.target.qualifier) == ("P1", 30, 60, "over")
    assert (found.share, found.gap, found.state) == (0.5, 30, "off_course")


def test_a_headline_tells_when_partners_figures_have_moved_on(release):
    """Cited: 30. Partners' own figures: 33."""
    found = headline(release, "places")
    assert (found.computed, found.differs_by, found.computed_provenance) == (33, 3, "illustrative")
    assert (found.reported, found.due) == (10, 14)


def test_where_less_is_better_a_result_above_the_target_is_not_reached(release):
    found = headline(release, "people_waiting")
    assert (found.fact.value, found.target.value) == (25, 10)
    assert (found.state, found.gap) == ("off_course", 15)


@pytest.mark.parametrize("indicator", ["businesses_supported", "people_supported"])
def test_a_headline_and_the_table_of_targets_give_one_status(ccare, indicator):
    rows = target_table(ccare, indicator=indicator)
    assert headline(ccare, indicator).state == rows[rows["scheme"].isna()].iloc[0]["status"]


def test_where_no_result_of_the_whole_programme_is_published_there_is_no_headline(release):
    assert headline(release, "grants_paid") is None


@pytest.mark.parametrize(
    ("indicator", "figure", "target", "share", "gap", "state"),
    [
        ("businesses_supported", 2_407, 1_900, 1.267, None, "reached"),
        ("people_supported", 2_784, 4_500, 0.619, 1_716, "off_course"),
    ],
)
def test_the_two_headlines_of_ccare(ccare, indicator, figure, target, share, gap, state):
    found = headline(ccare, indicator)
    assert (found.fact.value, found.target.value, found.gap, found.state) == (figure, target, gap, state)
    assert found.share == pytest.approx(share, abs=0.0005)
    assert found.differs_by is None
    assert found.computed == figure


def test_the_table_has_a_row_for_every_plan_the_programmes_own_first(table):
    assert list(table.columns) == TARGET_COLUMNS
    assert list(zip(table["indicator"], table["scheme"].fillna("programme"), strict=True)) == [
        ("places", "programme"),
        ("people_waiting", "programme"),
        ("places", "training"),
        ("enrolled", "training"),
        ("completion_rate", "training"),
        ("rank", "training"),
        ("places", "advice"),
        ("people_waiting", "advice"),
        ("rank", "advice"),
        ("grants_paid", "grants"),
        ("places", "outreach"),
        ("places", "leaflets"),
    ]


def test_a_cited_result_stands_before_the_sum_and_keeps_its_own_day_and_source(table):
    found = row(table, "places", "advice")
    assert (found["actual"], found["qualifier"], found["provenance"], found["as_of"]) == (
        9,
        "over",
        "published",
        "2022-03-15",
    )
    assert (found["computed"], found["computed_provenance"]) == (12, "illustrative")
    assert found["source_title"] == "A page"


def test_without_a_cited_result_the_sum_stands_with_the_day_of_the_release(table):
    found = row(table, "places", "training")
    assert (found["actual"], found["provenance"], found["as_of"]) == (4 + 6 + 8 + 2 + 1, "reported", "2022-03-31")
    assert pd.isna(found["source_title"])


def test_a_revised_target_holds_from_its_day_and_the_table_tells_how_often_it_was_set(table):
    found = row(table, "places", "training")
    assert (found["target"], found["target_revisions"], found["share"]) == (50, 2, 21 / 50)
    assert found["target_by"] == date(2022, 6, 30)


@pytest.mark.parametrize(
    ("indicator", "scheme", "expected"),
    [
        ("places", None, 60 * 165 / 180),  # straight to 60: 15 June is day 165 of the 180 from 1 January to 30 June
        ("people_waiting", None, 40 - 30 * 165 / 180),
        ("places", "training", 10 + 40 * 31 / 122),  # by the milestone of 28 February 10, then to the revised 50
        ("places", "advice", 10 * 42 / 58),  # on the day of the cited result, 15 March
        ("enrolled", "training", 13 * 89 / 180),
        ("people_waiting", "advice", 40 - 30 * 58 / 149),
        ("grants_paid", "grants", 500_000),  # its day has come
    ],
)
def test_what_was_expected_by_then(table, indicator, scheme, expected):
    assert row(table, indicator, scheme)["expected"] == pytest.approx(expected)


@pytest.mark.parametrize(
    ("indicator", "scheme", "status", "rests_on"),
    [
        ("places", None, "off_course", "derived"),  # 30 of 55 expected
        ("people_waiting", None, "off_course", "derived"),  # fell by 15, not by 27.5
        ("places", "training", "on_course", "illustrative"),  # 21 of 20.2, against a made-up target
        ("enrolled", "training", "reached", "illustrative"),  # a published target, reached by made-up figures
        ("places", "advice", "on_course", "illustrative"),  # 9 of 7.2, a cited figure does not wait for reports
        ("people_waiting", "advice", "too_little_reported", "illustrative"),  # 1 of 2 reports
        ("grants_paid", "grants", "not_reached", "illustrative"),  # 80 % on the day it was due
        ("places", "outreach", "too_little_reported", None),
        ("places", "leaflets", "too_little_reported", None),
        ("rank", "advice", "no_target", None),
        ("completion_rate", "training", "no_target", None),
    ],
)
def test_the_status_and_what_it_rests_on(table, indicator, scheme, status, rests_on):
    found = row(table, indicator, scheme)
    assert found["status"] == status
    assert (None if pd.isna(found["status_provenance"]) else found["status_provenance"]) == rests_on


def test_a_missing_result_says_why(table):
    assert row(table, "places", "outreach")["absence"] == "not_reported"
    assert row(table, "places", "leaflets")["absence"] == "not_applicable"
    assert row(table, "rank", "training")["absence"] == "not_applicable"


def test_the_rate_of_a_plan_is_a_share(table):
    assert row(table, "completion_rate", "training")["actual"] == pytest.approx(22 / 42)


def test_whole_numbers_stay_whole_where_no_rate_is_asked_for(release):
    assert str(target_table(release, indicator="places")["actual"].dtype) == "Int64"


def test_published_only_takes_made_up_results_and_targets_away(release):
    table = target_table(release, published_only=True)
    assert "illustrative" not in {*table["provenance"].dropna(), *table["target_provenance"].dropna()}
    assert row(table, "places", None)["target"] == 60
    assert row(table, "places", "advice")["actual"] == 9
    for scheme in ("training", "advice", "outreach", "leaflets"):
        found = row(table, "places", scheme)
        assert pd.isna(found["target"])
        assert pd.isna(found["share"])
        assert found["status"] == "no_target"
    hidden = row(table, "enrolled", "training")
    assert pd.isna(hidden["actual"])
    assert (hidden["absence"], hidden["target"]) == ("not_published", 13)


def test_the_table_can_be_narrowed_to_a_scheme_or_an_indicator(release):
    assert list(target_table(release, scheme="advice")["indicator"]) == ["places", "people_waiting", "rank"]
    assert len(target_table(release, indicator="places")) == 5
    assert target_table(release, scheme="grants", indicator="places").empty


@pytest.mark.parametrize("asked", [{"scheme": "taxi"}, {"indicator": "jobs"}])
def test_an_unknown_code_in_a_table_of_targets_is_named(release, asked):
    with pytest.raises(UnknownCodeError, match=repr(next(iter(asked.values())))):
        target_table(release, **asked)


def test_an_unknown_headline_is_named(release):
    with pytest.raises(UnknownCodeError, match="'jobs'"):
        headline(release, "jobs")


# -- over time


def told(frame: pd.DataFrame, column: str) -> list[object]:
    return [None if pd.isna(value) else value for value in frame[column]]


def test_a_curve_has_every_month_of_the_window_and_stops_where_the_release_stops(release):
    months = curve(release, Scope("places"))
    assert list(months.columns) == CURVE_COLUMNS
    assert told(months, "period") == ["2022-01", "2022-02", "2022-03", "2022-04", "2022-05", "2022-06"]
    assert told(months, "value") == [6, 11, 16, None, None, None]
    assert told(months, "actual") == [6, 17, 33, None, None, None]


def test_a_running_total_is_not_cumulated_again(release):
    assert told(curve(release, Scope("enrolled")), "actual") == [6, 11, 13, None, None, None]


def test_a_snapshot_is_not_carried_on(release):
    assert told(curve(release, Scope("people_waiting")), "actual") == [None, 30, None, None, None, None]


def test_a_rate_over_time_is_that_of_all_so_far(release):
    months = curve(release, Scope("completion_rate"))
    assert told(months, "value")[:3] == pytest.approx([2 / 11, 9 / 10, 11 / 21])
    assert told(months, "actual")[:3] == pytest.approx([2 / 11, 11 / 21, 22 / 42])


def test_the_path_of_a_plan_steps_where_its_target_was_revised(release):
    months = curve(release, Scope("places", scheme="training"))
    assert told(months, "target") == [40, 40, 50, 50, 50, 50]
    # January: 30 of the 58 days to the milestone of 10; from March on towards 50, 122 days after it
    assert told(months, "expected") == pytest.approx(
        [10 * 30 / 58, 10, 10 + 40 * 31 / 122, 10 + 40 * 61 / 122, 10 + 40 * 92 / 122, 50]
    )


def test_the_path_of_the_whole_is_not_drawn_beside_a_part(release):
    months = curve(release, Scope("places", country="UK"))
    assert told(months, "expected") == [None] * 6
    assert told(months, "actual")[:3] == [6, 12, 21]


def test_a_curve_of_published_figures_stops_before_the_first_made_up_month(release):
    """January is reported, February and March hold made-up parts: what is left of them is no total."""
    months = curve(release, Scope("places", published_only=True))
    assert told(months, "actual") == [6, None, None, None, None, None]
    assert told(months, "absence")[:3] == [None, "not_published", "not_published"]


def test_a_curve_of_published_figures_has_no_made_up_path(release):
    months = curve(release, Scope("places", scheme="training", published_only=True))
    assert told(months, "expected") == told(months, "target") == [None] * 6
    assert told(curve(release, Scope("places", published_only=True)), "target") == [60] * 6
