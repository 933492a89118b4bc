"""The back-test: on series with a known answer it must give that answer, and on made shapes the forecast must hold what it promises."""

from datetime import date

import pandas as pd
import pytest

from ccare_metrics.backtest import MEANS, Overall, Series, backtest, by_rule, overall, summary
from ccare_metrics.backtest_report import IN_WORDS, SHAPES, made_series, report
from ccare_metrics.periods import month_range
from ccare_metrics.rivals import RULES


def series(*added: float | None, indicator: str = "helped", scheme: str | None = "a2a") -> Series:
    return Series(indicator, scheme, month_range("2021-01", "2024-12")[: len(added)], added)


LINE = series(*[5] * 12)
STEP = series(
    *[10] * 7, 20, 20
)  # from the seventh month the rule says 10 and 20; 20 and 40 come. From the eighth it says more
SHORT = series(*[5] * 7, indicator="begun", scheme=None)


def test_every_month_with_enough_history_and_a_month_after_it_is_a_cut_off():
    """Of twelve months those from the seventh to the eleventh, each with all that follow: 5 + 4 + 3 + 2 + 1."""
    trials = backtest([LINE])
    assert trials["cutoff"].unique().tolist() == ["2021-07", "2021-08", "2021-09", "2021-10", "2021-11"]
    assert len(trials) == 15
    assert trials["last"].sum() == 5


def test_a_line_is_foretold_without_error():
    trials = backtest([LINE])
    assert trials["error"].tolist() == trials["error_straight_line"].tolist() == [0] * 15
    assert trials["covered"].all()


def test_an_error_is_a_share_of_all_that_the_series_added():
    first = backtest([STEP]).query("cutoff == '2021-07'")
    assert first["error"].tolist() == pytest.approx([10 / 110, 20 / 110])
    assert first["error_straight_line"].tolist() == pytest.approx([10 / 110, 20 / 110])
    assert first["covered"].tolist() == [False, False]  # seven months without a change leave the interval no width


def test_beyond_twelve_months_only_the_last_one_is_looked_at():
    far = backtest([series(*[5] * 24)]).query("cutoff == '2021-07'")
    assert far["ahead"].tolist() == [*range(1, 13), 17]


def test_what_came_is_known_up_to_a_gap_only():
    """A month is missing after the ninth: from the seventh one can look two months ahead, from the ninth not at all."""
    trials = backtest([series(*[5] * 9, None, *[5] * 2)])
    assert trials.query("cutoff == '2021-07'")["ahead"].tolist() == [1, 2]
    assert trials["cutoff"].unique().tolist() == ["2021-07", "2021-08", "2021-10", "2021-11"]
    assert trials["error"].eq(0).all()


def test_a_series_with_too_little_history_stands_in_the_summary_without_numbers():
    summed = summary([SHORT, LINE], backtest([SHORT, LINE]))
    assert summed["indicator"].tolist() == ["begun", "helped"]
    assert summed["cutoffs"].tolist() == [0, 5]
    assert summed.loc[0, MEANS].isna().all()
    assert summed.loc[1, MEANS].tolist() == [0, 0, 1]


def test_a_programme_and_its_scheme_are_two_series():
    """The same indicator, once for the whole and once for one scheme."""
    whole, part = series(*[10] * 7, 20, 20, scheme=None), LINE
    summed = summary([whole, part], backtest([whole, part]))
    assert summed["cutoffs"].tolist() == [2, 5]
    assert summed["error"].tolist() == pytest.approx([backtest([STEP])["error"].mean(), 0])


def test_overall_every_series_counts_the_same_and_one_that_could_not_be_tried_not_at_all():
    summed = summary([SHORT, LINE, STEP], backtest([SHORT]))
    assert overall(summed) == Overall(series=0, cutoffs=0, error=None, error_straight_line=None, covered=None)
    named = series(*STEP.added, indicator="stepped")
    summed = summary([SHORT, LINE, named], backtest([SHORT, LINE, named]))
    found = overall(summed)
    assert (found.series, found.cutoffs) == (2, 7)
    assert found.error == pytest.approx(summed["error"].sum() / 2)
    assert found.covered == pytest.approx((1 + backtest([named])["covered"].mean()) / 2)


# -- the rules beside one another


def test_on_a_line_all_rules_agree():
    assert by_rule([LINE])["error"].tolist() == pytest.approx([0] * len(RULES))


def test_empty_months_at_the_start_drag_down_only_the_rules_that_count_them():
    late = by_rule([series(*[0] * 5, *[5] * 10)]).set_index("rule")["error"]
    assert late[late > 1e-9].index.tolist() == ["straight_line_with_lead_in", "halfway_with_lead_in"]


def test_the_rule_in_the_list_is_the_one_that_forecasts():
    """Else the page in docs would praise another rule than the one in use."""
    for each in (STEP, *made_series()[:20:4]):
        assert by_rule([each]).set_index("rule").loc["halfway", "error"] == pytest.approx(
            backtest([each])["error"].mean()
        )


def test_each_rule_says_what_it_was_made_to_say():
    """1, 2, 3, 4, 5, 6 after two empty months, two months ahead."""
    figures = [0, 0, 1, 2, 3, 4, 5, 6]
    said = {name: rule(figures, 2) for name, rule in RULES.items()}
    assert said["straight_line"] == [3.5, 3.5]
    assert said["straight_line_with_lead_in"] == [21 / 8, 21 / 8]
    assert said["last_three_months"] == [5, 5]
    assert said["last_six_months"] == [3.5, 3.5]
    assert said["halfway"] == [4.25, 4.25]
    assert said["halfway_with_lead_in"] == [(5 + 21 / 8) / 2] * 2
    assert said["damped_trend"] == pytest.approx([5 + 0.8, 5 + 0.8 + 0.64])  # from 2 to 5 in three months: 1 a month
    assert said["smoothed"][0] == pytest.approx(6 - sum(0.7**month for month in range(1, 6)))
    assert said["smoothed_to_fit"][0] == pytest.approx(
        6 - sum(0.1**month for month in range(1, 6))
    )  # always rising: 0.9 fits best


# -- made shapes


def test_made_shapes_are_drawn_alike_on_every_machine():
    first = made_series()[0]
    assert first == made_series()[0]
    assert (first.indicator, first.scheme, first.months[0], first.months[-1]) == ("steady", "0", "2021-01", "2023-06")
    assert first.added[:10] == (0, 0, 0, 0, 0, 0, 16, 27, 16, 25)


def covered_of(summed: pd.DataFrame, shape: str) -> float:
    return float(summed.loc[summed["indicator"].eq(shape), "covered"].mean())


@pytest.fixture(scope="module")
def made() -> pd.DataFrame:
    drawn = made_series()
    return summary(drawn, backtest(drawn))


@pytest.mark.parametrize("shape", ["steady", "few", "slow fall", "two seasons"])
def test_where_no_pace_breaks_the_interval_holds_four_times_in_five(made, shape):
    assert covered_of(made, shape) >= 0.8


@pytest.mark.parametrize("shape", ["rise without end", "sudden rise", "sudden stop"])
def test_where_a_pace_breaks_the_interval_cannot_hold_as_often(made, shape):
    """The page in docs says so."""
    assert 0.3 < covered_of(made, shape) < 0.8


def test_over_all_shapes_the_forecast_misses_by_less_than_a_straight_line(made):
    found = overall(made)
    assert found.series == len(SHAPES) * 5
    assert found.error < 0.95 * found.error_straight_line


# -- the page


def test_every_rule_that_was_tried_is_put_into_words():
    assert IN_WORDS.keys() == RULES.keys()


def test_the_page_names_every_series_and_says_what_illustrative_ones_can_show():
    text = report([SHORT, LINE], programme="Two Shores", day=date(2022, 5, 25))
    assert "| `helped` | `a2a` | 5 | 0.0% | 0.0% | 100.0% |" in text
    assert "| `begun` | programme | 0 | – | – | – |" in text
    assert "| Two Shores, as it stood on 2022-05-25 | 1 | 5 | 0.0% | 0.0% | 100.0% |" in text
    assert "tests the machinery, not the\nworld" not in text  # nothing here is made up
    made_up = Series(LINE.indicator, LINE.scheme, LINE.months, LINE.added, illustrative=True)
    assert "tests the machinery, not the\nworld" in report([made_up], programme="Two Shores", day=date(2022, 5, 25))


def test_a_programme_without_history_still_has_a_page():
    text = report([SHORT], programme="Two Shores", day=date(2022, 5, 25))
    assert "| Two Shores, as it stood on 2022-05-25 | 0 | 0 | – | – | – |" in text
    assert "nan" not in text
