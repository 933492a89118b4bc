"""What is hidden stays hidden above the release: no total over it, no share, rank, class, status or forecast from it."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from ccare_metrics.results import answer, area_map, comparison, curve, grain, headline, outlook, target_table
from ccare_metrics.results.additions import additions
from ccare_metrics.results.stretch import unbroken_since
from ccare_metrics.scope import Scope
from tests.results.hidden import HIDDEN, MISSING, Series
from tests.results.story import TRAINING, aim, programme
from tests.two_shores import KENT, MEDWAY, NORFOLK

# 5, 3, 4 in the first quarter, then 4, 6, 2: 24 in half a year.
HALF_A_YEAR = {
    "2021-01": 5,
    "2021-02": 3,
    "2021-03": 4,
    "2021-04": 4,
    "2021-05": 6,
    "2021-06": 2,
    "2021-Q1": 12,
    "2021-Q2": 12,
    "2021": 24,
    "to_date": 24,
}


def half_a_year(*hidden: str, **told: int) -> dict:
    return {**HALF_A_YEAR, **dict.fromkeys(hidden, HIDDEN), **told}


def reached(source: Series, scope: Scope = TRAINING) -> list[int | None]:
    rows = curve(source, scope)
    rows = rows[rows["day"] <= source.as_of]
    return [None if pd.isna(value) else int(value) for value in rows["actual"]]


def why(source: Series, scope: Scope = TRAINING) -> list[str | None]:
    rows = curve(source, scope)
    return [None if pd.isna(code) else code for code in rows.loc[rows["day"] <= source.as_of, "actual_absence"]]


# -- what was reached by the end of a month


def test_with_every_month_shown_the_months_add_up():
    source = Series(programme(), half_a_year())
    assert reached(source) == [5, 8, 12, 16, 22, 24]
    assert why(source) == [None] * 6


def test_a_month_end_behind_a_hidden_month_is_unknown_until_a_whole_quarter_is_shown():
    source = Series(programme(), half_a_year("2021-02", "2021-03"))
    assert reached(source) == [5, None, 12, 16, 22, 24]
    assert why(source) == [None, "suppressed", None, None, None, None]


def test_a_month_that_is_shown_behind_two_hidden_ones_has_no_total_when_their_quarter_is_hidden_too():
    """Nothing leads to the end of February, nor back to it: the year's total, and all that stands on it, is hidden as well."""
    source = Series(programme(), half_a_year("2021-01", "2021-02", "2021-Q1", "2021", "to_date"))
    assert reached(source) == [None] * 6
    assert why(source) == ["suppressed"] * 6
    assert curve(source, TRAINING)["value"].tolist()[2:6] == [4, 4, 6, 2]


def test_months_before_a_shown_total_are_known_by_what_came_after_them():
    """24 by June, less 2, 6 and 4 in the second quarter: 12 by March."""
    source = Series(programme(), half_a_year("2021-01", "2021-02", "2021-03", "2021-Q1", "2021"))
    assert reached(source) == [None, None, 12, 16, 22, 24]


def test_a_whole_year_is_enough_to_go_on_from():
    months = {f"2021-{number:02d}": HIDDEN for number in range(1, 13)}
    quarters = {f"2021-Q{number}": HIDDEN for number in range(1, 5)}
    told = {**months, **quarters, "2021": 60, "2022-01": 7, "2022-Q1": 7, "2022": 7, "to_date": 67}
    source = Series(programme(), told, through="2022-01")
    assert reached(source) == [*[None] * 11, 60, 67]


def test_a_month_that_nobody_reported_adds_nothing_beside_hidden_ones():
    source = Series(programme(), half_a_year("2021-02", "2021-03") | {"2021-04": MISSING, "2021-Q2": 8, "to_date": 20})
    assert reached(source) == [5, None, 12, 12, 18, 20]


def test_before_anything_was_reported_there_is_no_total_and_the_reason_is_not_that_it_is_hidden():
    source = Series(programme(), half_a_year("2021-02", "2021-03") | {"2021-01": MISSING})
    assert reached(source)[:2] == [None, None]
    assert why(source)[:3] == ["not_reported", "suppressed", None]


def test_a_running_total_is_not_carried_over_a_hidden_month():
    told = {"2021-01": 5, "2021-02": HIDDEN, "2021-03": HIDDEN, "2021-04": MISSING, "2021-05": 9, "2021-06": 11}
    whole = {"2021-Q1": 8, "2021-Q2": 11, "2021": 11, "to_date": 11}
    running = programme(indicator="enrolled", over_time="running_total")
    scope = Scope("enrolled", scheme="training")
    assert reached(Series(running, told | whole), scope) == [5, None, 8, 8, 9, 11]
    assert reached(Series(running, told | whole | {"2021-Q1": HIDDEN}), scope) == [5, None, None, None, 9, 11]


def test_a_hidden_state_is_not_known_from_the_quarter_it_lies_in():
    """A quarter's state is the last that was reported in it, which need not be that of its last month."""
    told = half_a_year("2021-03")
    source = Series(programme(indicator="people_waiting"), told)
    assert reached(source, Scope("people_waiting", scheme="training")) == [5, 3, None, 4, 6, 2]


# -- series that are published by quarter or by year


def test_a_series_published_by_quarter_is_drawn_by_quarter():
    told = half_a_year(*[f"2021-{number:02d}" for number in range(1, 7)])
    source = Series(programme(), told, grain="quarter")
    rows = curve(source, TRAINING)
    assert grain(source, TRAINING) == "quarter"
    assert rows["period"].tolist()[:3] == ["2021-Q1", "2021-Q2", "2021-Q3"]
    assert rows["day"].tolist()[:2] == [date(2021, 3, 31), date(2021, 6, 30)]
    assert rows["value"].tolist()[:2] == rows["actual"].diff().fillna(rows["actual"]).tolist()[:2] == [12, 12]
    assert rows["actual"].isna().tolist() == [False, False, *[True] * 6]


def test_a_quarter_of_which_two_months_are_covered_ends_with_them():
    told = {"2021-Q1": 12, "2021-Q2": 10, "2021": 22, "to_date": 22, **dict.fromkeys(list(HALF_A_YEAR)[:5], HIDDEN)}
    rows = curve(Series(programme(aim(120)), told, grain="quarter", through="2021-05"), TRAINING)
    assert rows.loc[1, ["period", "day", "actual"]].tolist() == ["2021-Q2", date(2021, 5, 31), 22]
    # 120 by the end of two years, in a straight line: after 150 of 729 days.
    assert rows.loc[1, "expected"] == pytest.approx(120 * 150 / 729)


def test_a_hidden_quarter_leaves_a_gap_until_the_total_is_known_again():
    told = half_a_year(*list(HALF_A_YEAR)[:6], "2021-Q1", "2021")
    assert reached(Series(programme(), told, grain="quarter")) == [12, 24]  # 24 less the second quarter's 12
    assert reached(Series(programme(), told | {"2021-Q2": HIDDEN}, grain="quarter")) == [None, 24]


def test_a_series_published_only_to_date_has_one_point():
    told = dict.fromkeys(HALF_A_YEAR, HIDDEN) | {"to_date": 24}
    source = Series(programme(), told, grain="to_date")
    rows = curve(source, TRAINING)
    assert rows["period"].tolist() == ["to_date"]
    assert rows.loc[0, ["day", "value", "actual", "actual_absence"]].tolist() == [date(2021, 6, 30), 24, 24, None]
    hidden = curve(Series(programme(), dict.fromkeys(HALF_A_YEAR, HIDDEN), grain="to_date"), TRAINING)
    assert hidden["actual_absence"].tolist() == ["suppressed"]


def test_a_series_published_by_year_has_a_point_at_the_end_of_each():
    told = {
        **dict.fromkeys(HALF_A_YEAR, HIDDEN),
        "2021": 24,
        "2022-01": HIDDEN,
        "2022-Q1": HIDDEN,
        "2022": 11,
        "to_date": 35,
    }
    rows = curve(Series(programme(), told, grain="year", through="2022-01"), TRAINING)
    assert rows["period"].tolist() == ["2021", "2022"]
    assert rows["day"].tolist() == [date(2021, 12, 31), date(2022, 1, 31)]
    assert rows["actual"].tolist() == [24, 35]


def test_a_series_that_hides_nothing_is_drawn_by_month():
    source = Series(programme(), HALF_A_YEAR)
    assert grain(source, TRAINING) == "month"
    assert grain(source, replace(TRAINING, scheme=None)) == "month"  # not listed


def test_a_rate_is_as_coarse_as_its_coarser_part_and_hidden_where_one_is():
    part = {
        "completed": half_a_year("2021-02", "2021-03"),
        "started": {**HALF_A_YEAR, "2021-01": 10, "2021-Q1": 17, "to_date": 29},
    }
    scope = Scope("completion_rate", scheme="training")
    source = Series(programme(), {}, parts=part, scope=scope)
    cells = answer(source, replace(scope, by=("month",)))
    assert cells["absence"].tolist()[:4] == [None, "suppressed", "suppressed", None]
    assert why(source, scope)[:3] == [None, "suppressed", None]
    source.grains.loc[source.grains["indicator"].eq("started"), "finest"] = "quarter"
    assert grain(source, scope) == "quarter"
    assert curve(source, scope)["actual"].tolist()[:2] == [12 / 17, 24 / 29]


# -- status, share, forecast


def test_a_hidden_result_has_no_status_no_share_and_says_why():
    source = Series(programme(aim(100)), half_a_year("to_date"))
    (row,) = target_table(source).to_dict("records")
    assert (row["status"], row["absence"], row["status_provenance"]) == ("hidden", "suppressed", None)
    assert all(pd.isna(row[name]) for name in ("actual", "computed", "share", "of_expected", "provenance"))
    (shown,) = target_table(Series(programme(aim(20)), HALF_A_YEAR)).to_dict("records")
    assert (shown["status"], shown["share"]) == ("reached", 24 / 20)


def test_without_a_target_a_hidden_result_has_no_target_rather_than_a_hidden_status():
    source = Series(programme(replace(aim(20), valid_from=date(2022, 6, 1))), half_a_year("to_date"))
    assert target_table(source)["status"].tolist() == ["no_target"]


def test_no_forecast_is_made_over_a_hidden_month_and_the_total_still_counts():
    """24 of 20 is reached whatever February brought; 24 of 100 is not, and nothing is said of the months ahead."""
    for told in (half_a_year("2021-02", "2021-03"), half_a_year(*list(HALF_A_YEAR)[:6])):
        for target, verdict in ((aim(20), "reached"), (aim(100), "none")):
            seen = outlook(Series(programme(target), told), TRAINING)
            assert (seen.forecast, seen.at_end, seen.verdict) == (None, None, verdict)
        assert seen.why_none == "suppressed"
        assert additions(Series(programme(), told), TRAINING).added == ()
    whole = additions(Series(programme(), HALF_A_YEAR), TRAINING)
    assert (whole.added, whole.is_hidden) == ((5, 3, 4, 4, 6, 2), False)


def test_a_series_by_quarter_gets_no_forecast_though_every_quarter_is_shown():
    seen = outlook(Series(programme(aim(100)), half_a_year(), grain="quarter"), TRAINING)
    assert seen.why_none == "suppressed"


def test_since_when_something_is_so_is_not_told_past_a_hidden_month():
    """2 a month where 4 were expected: off course since the start, but with February hidden nobody can say so."""
    months = {f"2021-{number:02d}": 2 for number in range(1, 7)} | {
        "2021-Q1": 6,
        "2021-Q2": 6,
        "2021": 12,
        "to_date": 12,
    }
    plan = programme(aim(96))
    assert unbroken_since(Series(plan, months), "places", "training", ("off_course",)) == date(2021, 1, 31)
    hidden = {**months, "2021-02": HIDDEN, "2021-01": HIDDEN}
    assert unbroken_since(Series(plan, hidden), "places", "training", ("off_course",)) is None


# -- areas


def test_a_hidden_area_has_no_rank_class_rate_or_share_of_the_map(by_hand):
    source = by_hand("places", hidden=("E10000016",), E10000020=40, E10000016=30, E06000035=12)
    for measure in ("count", "per_10000", "share_of_target"):
        rows = area_map(source, Scope("places"), measure).rows.set_index("area")
        assert rows.loc[KENT, "absence"] == "suppressed"
        assert rows.loc[KENT, ["value", "shown", "class_index", "rank"]].isna().all()
        assert rows["rank"].max() <= 2  # places are given among those that are shown
    assert area_map(source, Scope("places"), "count").classes[-1].high == 40


def test_the_total_of_a_map_is_that_of_the_release_and_never_the_sum_of_what_is_shown(by_hand):
    source = by_hand("places", hidden=("E10000016",), E10000020=40, E10000016=30, E06000035=12)
    assert area_map(source, Scope("places"), "count").total == 82
    source = by_hand("places", hidden=("E10000016", "all"), E10000020=40, E10000016=30, E06000035=12)
    answered = area_map(source, Scope("places"), "per_10000")
    assert (answered.total, answered.total_shown, answered.total_absence) == (None, None, "suppressed")


def test_a_hidden_area_stands_last_in_a_comparison_without_a_figure(by_hand):
    source = by_hand("places", hidden=("E10000016",), E10000020=40, E10000016=30, E06000035=12)
    rows = comparison(source, "places", "area", "per_10000").rows
    assert rows["code"].tolist()[:2] in ([NORFOLK, MEDWAY], [MEDWAY, NORFOLK])
    hidden = rows[rows["code"].eq(KENT)].iloc[0]
    assert (hidden["absence"], pd.isna(hidden["shown"]), pd.isna(hidden["value"])) == ("suppressed", True, True)


def test_a_headline_without_a_shown_sum_says_nothing_of_a_difference(by_hand):
    source = by_hand("places", hidden=("all",), E10000020=40, E10000016=30)
    source.known_on = date(2023, 1, 1)
    told = headline(source, "places")
    assert (told.fact.value, told.computed, told.differs_by, told.computed_provenance) == (30, None, None, None)


def test_with_published_figures_only_a_hidden_made_up_figure_is_not_published_rather_than_hidden(by_hand):
    source = by_hand("places", hidden=("E10000016",), made_up=True, E10000020=40, E10000016=30)
    rows = answer(source, Scope("places", by=("area",), published_only=True)).set_index("area")
    assert rows.loc[[KENT, NORFOLK], "absence"].tolist() == ["not_published", "not_published"]
