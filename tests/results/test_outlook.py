"""Will a target be reached? Stories of one scheme, told month by month, whose answer can be worked out with a pencil."""

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import manage
from ccare_metrics import results
from ccare_metrics.backtest_report import report
from ccare_metrics.forecast import Forecast
from ccare_metrics.framework import Target
from ccare_metrics.results import OUTLOOK_COLUMNS, Outlook, backtest_series, backtest_summary, outlook, outlook_table
from ccare_metrics.results.additions import differences
from ccare_metrics.scope import Scope, ScopeError, UnknownCodeError
from tests.results.story import STEADY, TRAINING, WINDOW, Months, Story, aim, cited, programme

ROOT = Path(__file__).parents[2]


def seen(target: Target | None, months: Months = STEADY, **told: object) -> Outlook:
    return outlook(Story(programme(*([target] if target else [])), months, **told), TRAINING)


# -- when a target is reached


def test_a_line_reaches_its_target_in_the_month_it_crosses_it():
    """60 in December and 5 a month: 80 in April, 81 in May."""
    assert seen(aim(80)).reached_in == "2022-04"
    assert seen(aim(81)).reached_in == "2022-05"


def test_the_month_may_lie_after_the_targets_day():
    late = seen(aim(80, date(2022, 3, 31)))
    assert late.reached_in == "2022-04"
    assert late.at_end == (75, 75, 75)
    assert late.verdict == "unlikely"


def test_a_target_farther_off_than_five_years_has_no_month():
    """Another 300 take sixty months, another 301 one more."""
    assert seen(aim(360)).reached_in == "2026-12"
    assert seen(aim(361)).reached_in is None


def test_thirds_of_a_month_add_up_to_whole_numbers():
    """28 so far; the last three make 8 / 3 and all seven 4, which is 10 / 3 a month: 27 months bring exactly 90."""
    assert seen(aim(28 + 90), [6, 5, 5, 4, 0, 2, 6]).reached_in == "2023-10"


def test_a_scheme_may_run_longer_than_a_target_is_looked_for():
    long = outlook(Story(programme(aim(480, date(2028, 12, 31)), end="2028-12"), STEADY), TRAINING)
    assert long.forecast.months[-1] == "2028-12"
    assert (long.at_end, long.verdict) == ((480, 480, 480), "likely")


def test_the_required_pace_is_what_is_missing_over_the_months_that_are_left():
    """60 short of 120 with twelve months to go."""
    ahead = seen(aim(120))
    assert (ahead.required_pace, ahead.pace) == (5, 5)
    assert seen(aim(180)).required_pace == 10
    assert seen(aim(180, date(2022, 6, 30))).required_pace == 20


def test_a_day_within_a_month_leaves_a_part_of_it():
    """To 15 April three and a half months."""
    ahead = seen(aim(95, date(2022, 4, 15)))
    assert ahead.required_pace == 10
    assert ahead.at_end == (77.5, 77.5, 77.5)
    assert ahead.forecast.months[-1] == "2022-04"


# -- the verdict

UNEVEN = [6, 6, 6, 6, 12, 6, 0]  # 6 a month, give or take 7.5: by September 42 to 69 around 54 (see test_forecast)
SEPTEMBER = date(2021, 9, 30)


@pytest.mark.parametrize(
    ("value", "verdict"), [(43, "possible"), (54, "possible"), (69, "possible"), (70, "unlikely"), (42, "reached")]
)
def test_a_verdict_says_how_much_of_the_interval_reaches_the_target(value, verdict):
    assert seen(aim(value, SEPTEMBER), UNEVEN).verdict == verdict


def test_a_target_that_the_whole_interval_reaches_is_likely():
    assert seen(aim(120)).verdict == "likely"
    assert seen(aim(121)).verdict == "unlikely"


def test_the_upper_path_comes_first_and_the_lower_one_may_never():
    """13.5 a month from 42: 69 in two. 6 a month: five months. The lower path stands still."""
    ahead = seen(aim(69, SEPTEMBER), UNEVEN)
    assert ahead.reached_in == "2021-12"
    assert ahead.reached_between == ("2021-09", None)


def test_where_no_target_was_set_the_forecast_goes_to_the_end_of_the_scheme():
    ahead = outlook(Story(programme(end="2022-06"), STEADY), TRAINING)
    assert ahead.target is None
    assert ahead.verdict == "no_target"
    assert ahead.at_end == (90, 90, 90)
    assert ahead.forecast.months[-1] == "2022-06"
    assert (ahead.reached_in, ahead.required_pace, ahead.why_none) == (None, None, None)


def test_a_target_of_zero_is_reached_as_soon_as_anything_is_known():
    assert seen(aim(0)).verdict == "reached"
    assert seen(aim(0), [None] * 12).verdict == "none"


def test_what_is_reached_needs_no_pace_and_no_month_but_still_has_a_forecast():
    ahead = seen(aim(60))
    assert (ahead.verdict, ahead.why_none) == ("reached", "reached")
    assert (ahead.reached_in, ahead.reached_between, ahead.required_pace) == (None, (None, None), None)
    assert ahead.at_end == (120, 120, 120)


def test_a_target_is_the_one_decided_by_the_day_that_is_looked_at():
    later = aim(80, valid_from=date(2022, 1, 10))
    assert outlook(Story(programme(aim(70), later), STEADY), TRAINING).target.value == 70
    assert outlook(Story(programme(aim(70), later), STEADY, on=date(2022, 1, 20)), TRAINING).target.value == 80


# -- when its day has come


def test_when_the_day_has_come_nothing_can_be_said_of_it_but_the_total_goes_on():
    """66 were to be there by the end of October, 60 are by the end of December: at 5 a month it is February."""
    missed = seen(aim(66, date(2021, 10, 31)))
    assert (missed.verdict, missed.why_none, missed.at_end, missed.required_pace) == (
        "none",
        "nothing_ahead",
        None,
        None,
    )
    assert missed.reached_in == "2022-02"
    assert missed.forecast.months[-1] == "2022-12"


def test_a_target_whose_day_lies_before_the_first_month_is_one_whose_day_has_come():
    early = seen(aim(66, date(2020, 12, 31), valid_from=date(2020, 1, 1)))
    assert (early.verdict, early.why_none) == ("none", "nothing_ahead")


def test_between_a_targets_day_and_its_last_figures_no_pace_can_help_any_more():
    """On 20 February the figures of January are still to come; they may show that it was reached."""
    waiting = seen(aim(65, date(2022, 1, 31)), on=date(2022, 2, 20))
    assert waiting.required_pace is None
    assert (waiting.verdict, waiting.at_end) == ("likely", (65, 65, 65))


def test_a_scheme_that_has_ended_has_nothing_ahead():
    over = outlook(Story(programme(aim(99, date(2021, 12, 31)), end="2021-12"), STEADY), TRAINING)
    assert (over.forecast, over.why_none, over.reached_in) == (None, "nothing_ahead", None)


def test_on_the_very_day_there_are_no_months_left_to_divide_by():
    """66 by 31 December, and 60 are there on 31 December."""
    today = seen(aim(66, date(2021, 12, 31)))
    assert (today.required_pace, today.at_end, today.verdict) == (None, None, "none")


def test_a_scheme_of_one_month_has_no_history_while_it_runs_and_nothing_ahead_when_it_is_over():
    """30 places in January: of 80 by the end of the year another 50 in eleven months."""
    young = seen(aim(80, date(2021, 12, 31)), [30])
    assert (young.why_none, young.history, young.verdict) == ("too_little_history", 1, "none")
    assert young.required_pace == 50 / 11
    over = outlook(Story(programme(aim(40, date(2021, 1, 31)), end="2021-01"), [30]), TRAINING)
    assert (over.why_none, over.forecast, over.required_pace) == ("nothing_ahead", None, None)


# -- what cannot be forecast


def test_too_little_history_is_said_with_how_much_there_is_and_takes():
    young = seen(aim(80), [0] * 6 + [5] * 6)
    assert (young.forecast, young.why_none, young.verdict) == (None, "too_little_history", "none")
    assert (young.history, young.needed) == (6, 7)
    assert young.required_pace == (80 - 30) / 12


def test_where_nothing_was_reported_there_is_no_pace_to_ask_for_either():
    silent = seen(aim(80), [None] * 12)
    assert (silent.why_none, silent.history, silent.required_pace) == ("not_reported", 0, None)


def test_a_state_and_a_ratio_do_not_add_up():
    state = outlook(Story(programme(aim(80), indicator="people_waiting"), STEADY), Scope("people_waiting"))
    assert (state.why_none, state.forecast) == ("not_cumulative", None)
    share = outlook(
        Story(programme(aim(80), indicator="completion_rate"), STEADY), Scope("completion_rate", scheme="training")
    )
    assert (share.why_none, share.verdict) == ("not_cumulative", "none")


def test_a_state_that_is_where_it_should_be_is_reached_though_nothing_is_forecast():
    """30 people waiting, then 9; at most 10 are to be."""
    told = programme(aim(10), indicator="people_waiting", scheme=None)
    ahead = outlook(Story(told, [30, 9]), Scope("people_waiting"))
    assert (ahead.verdict, ahead.why_none, ahead.forecast) == ("reached", "reached", None)
    assert outlook(Story(told, [30, 11]), Scope("people_waiting")).why_none == "not_cumulative"


def test_a_split_or_a_period_is_no_running_total():
    source = Story(programme(aim(80)), STEADY)
    with pytest.raises(ScopeError):
        outlook(source, replace(TRAINING, by=("month",)))
    with pytest.raises(ScopeError):
        outlook(source, replace(TRAINING, period="2021-04"))


@pytest.mark.parametrize("indicator", ["places", "people_waiting"])
def test_an_unknown_scheme_is_an_error_that_names_the_known_ones(indicator):
    source = Story(programme(aim(80), indicator=indicator), STEADY)
    with pytest.raises(UnknownCodeError, match="training"):
        outlook(source, Scope(indicator, scheme="trainings"))


def test_an_unknown_indicator_is_an_error_that_names_the_known_ones():
    with pytest.raises(UnknownCodeError, match="places"):
        outlook(Story(programme(aim(80)), STEADY), Scope("palaces"))


# -- months that are missing or incomplete


def test_a_month_of_which_too_little_was_reported_does_not_read_as_a_fall():
    """One of two partners is missing in December: the pace stays 5, the total is 57."""
    source = Story(programme(aim(80)), [5] * 11 + [2], partly={"2021-12": (1, 2)})
    ahead = outlook(source, TRAINING)
    assert (ahead.pace, ahead.history) == (5, 11)
    assert ahead.forecast.central[0] == 62


def test_a_month_that_is_complete_enough_counts():
    """Four of five figures are there: as much as a status asks for."""
    ahead = outlook(Story(programme(aim(80)), [5] * 11 + [2], partly={"2021-12": (4, 5)}), TRAINING)
    assert ahead.history == 12
    assert ahead.pace == pytest.approx((4 + 57 / 12) / 2)


# -- totals that are reported as totals


def enrolled(months: Months, target: Target, **changed: object) -> Outlook:
    told = programme(target, indicator="enrolled", **changed)
    return outlook(Story(told, months), Scope("enrolled", scheme="training"))


def test_of_a_running_total_the_differences_are_forecast():
    ahead = enrolled([*range(10, 70, 5)], aim(80))  # 10 to 65: 5 a month, the first month's share of its 10 unknown
    assert (ahead.pace, ahead.history) == (5, 11)
    assert ahead.reached_in == "2022-03"


def test_what_came_over_a_gap_is_shared_out():
    assert differences([10, 15, None, 25, None]) == [None, 5, 5, 5, None]
    assert differences([None, None, 7, 9]) == [None, None, None, 2]
    ahead = enrolled([10, 15, 20, None, 30, 35, 40, 45, 50, 55, 60, 65], aim(80))
    assert (ahead.pace, ahead.history) == (5, 11)


def test_a_total_that_should_fall_is_held_against_its_target_from_above():
    """100 at first, 5 fewer each month: 45 in December, 20 in May. Three more to 33 by March are 4 a month."""
    falling = [*range(100, 40, -5)]
    ahead = enrolled(falling, aim(20), direction="lower")
    assert (ahead.pace, ahead.reached_in, ahead.verdict) == (-5, "2022-05", "likely")
    slow = enrolled(falling, aim(33, date(2022, 3, 31)), direction="lower")
    assert slow.required_pace == -4
    assert enrolled(falling, aim(50), direction="lower").verdict == "reached"


def test_a_total_that_falls_stops_at_nothing():
    """45 people in December, 5 fewer each month: nobody after nine of the twelve months, and nobody after that."""
    ahead = enrolled([*range(100, 40, -5)], aim(10), direction="lower")
    assert ahead.forecast.central[8:] == (0, 0, 0, 0)
    assert ahead.at_end == (0, 0, 0)


def test_after_a_correction_that_took_something_away_the_total_may_fall_again_but_not_below_nothing():
    """10, then 9 more four times, 6 more twice and 6 fewer: 52. The last three make 2 a month, all seven 6: so 4 a month. The
    correction was missed by 13.5, for 7.5 had been expected; the months before it by less."""
    ahead = enrolled([10, 19, 28, 37, 46, 52, 58, 52], aim(100))
    assert (ahead.pace, ahead.history) == (4, 7)
    lows = ahead.forecast.low
    assert lows[:2] == pytest.approx((52 - 9.5, 52 - 19))
    assert lows[4] == pytest.approx(52 - 5 * 9.5)
    assert lows[5:7] == (0, 0)
    assert ahead.forecast.high[0] == pytest.approx(52 + 17.5)


def test_where_less_is_better_the_lower_path_comes_first():
    """The uneven months, taken away from 100: 58 in August, 6 fewer a month, give or take 7.5. By October 31 to 61 around 46."""
    months = [100, 94, 88, 82, 76, 64, 58, 58]
    ahead = enrolled(months, aim(46, date(2021, 10, 31)), direction="lower")
    assert ahead.at_end == (31, 46, 61)
    assert (ahead.reached_in, ahead.reached_between, ahead.verdict) == ("2021-10", ("2021-09", None), "possible")
    assert enrolled(months, aim(30, date(2021, 10, 31)), direction="lower").verdict == "unlikely"


# -- cited facts, parts, and made-up figures


def test_a_target_that_a_cited_fact_reaches_is_reached_as_on_the_page_of_targets():
    """The figures add up to 60; a result of 80 is published."""
    told = replace(programme(aim(80)), facts=(cited(80),))
    assert outlook(Story(told, STEADY), TRAINING).verdict == "reached"


def test_a_cited_fact_below_the_target_stands_even_where_the_figures_have_passed_it():
    told = replace(programme(aim(60)), facts=(cited(55),))
    ahead = outlook(Story(told, STEADY), TRAINING)
    assert (ahead.verdict, ahead.reached_in, ahead.required_pace) == ("likely", None, None)


def test_a_fact_that_was_not_known_yet_is_not_looked_at():
    told = replace(programme(aim(80)), facts=(cited(80, as_of="2022-02-01"),))
    assert outlook(Story(told, STEADY), TRAINING).verdict == "likely"


def test_a_part_of_a_scheme_has_a_forecast_and_no_target():
    ahead = outlook(Story(programme(aim(80)), STEADY), replace(TRAINING, area="E10000020"))
    assert (ahead.target, ahead.verdict) == (None, "no_target")
    assert ahead.at_end == (120, 120, 120)


def test_without_made_up_figures_there_is_neither_history_nor_target():
    source = Story(programme(aim(80)), STEADY, provenance="illustrative")
    ahead = outlook(source, replace(TRAINING, published_only=True))
    assert (ahead.target, ahead.forecast, ahead.why_none) == (None, None, "not_reported")


# -- the table, and the back-test of a source


def test_the_table_has_one_row_a_plan_beside_the_table_of_targets(ccare):
    ahead, targets = outlook_table(ccare), results.target_table(ccare)
    assert ahead.columns.tolist() == OUTLOOK_COLUMNS
    assert len(ahead) == len(targets) == 21
    both = targets.merge(ahead, on=["indicator", "scheme"])
    assert len(both) == 21
    assert both["status"].eq("reached").tolist() == both["verdict"].eq("reached").tolist()


def test_a_row_of_the_table_is_what_the_outlook_says():
    source = Story(programme(aim(69, SEPTEMBER)), UNEVEN)
    row = outlook_table(source).iloc[0]
    assert row["indicator":"high"].tolist() == ["places", "training", 42, 54, 69]
    assert row[["reached_in", "pace", "verdict", "history"]].tolist() == ["2021-12", 6, "possible", 7]
    assert row["required_pace"] == 13.5


def test_every_running_total_with_a_plan_is_tried():
    source = Story(programme(aim(80)), STEADY, provenance="illustrative")
    (only,) = backtest_series(source)
    assert (only.indicator, only.scheme, only.added, only.illustrative) == ("places", "training", tuple(STEADY), True)
    assert only.months == WINDOW[:12]
    told = backtest_summary(source)
    assert told.by_series.iloc[0].tolist() == ["places", "training", 5, 0, 0, 1]
    assert (told.overall.series, told.overall.cutoffs, told.overall.covered) == (1, 5, 1)


def test_a_state_is_not_tried():
    assert backtest_series(Story(programme(aim(80), indicator="people_waiting"), STEADY)) == ()


# -- Two Shores, as it was published through March: its day is 30 June, three months later


def test_what_the_invented_programme_still_needs_each_month(release):
    """Of 50 places 21 are there; of the programme's 60 partners count 33, and the published 30 stands below it too."""
    training = outlook(release, Scope("places", scheme="training"))
    assert training.required_pace == (50 - 21) / 3
    assert outlook(release, Scope("places")).required_pace == (60 - 33) / 3


def test_a_month_with_two_of_three_figures_is_no_history(release):
    """Kent did not report February: January and March remain."""
    training = outlook(release, Scope("places", scheme="training"))
    assert (training.why_none, training.history, training.verdict) == ("too_little_history", 2, "none")


@pytest.mark.parametrize(
    ("indicator", "scheme", "verdict", "why"),
    [
        ("enrolled", "training", "reached", "reached"),  # 13 of 13
        ("grants_paid", "grants", "none", "nothing_ahead"),  # was due by 28 February
        ("places", "outreach", "none", "not_reported"),  # its partner is silent
        ("people_waiting", "advice", "none", "not_cumulative"),  # 30, to be 10
        ("completion_rate", "training", "no_target", "not_cumulative"),
    ],
)
def test_why_the_invented_programme_has_no_forecast(release, indicator, scheme, verdict, why):
    ahead = outlook(release, Scope(indicator, scheme=scheme))
    assert (ahead.verdict, ahead.why_none, ahead.forecast) == (verdict, why, None)


# -- C-CARE on the day of the demonstration


def test_on_series_with_a_hump_the_forecast_misses_by_less_than_a_straight_line(on):
    told = backtest_summary(on("2023-06-05"))
    assert len(told.by_series) == 21
    assert told.overall.series == 20  # one academy is no history
    assert told.overall.error < told.overall.error_straight_line
    assert told.overall.covered >= 0.8


def test_in_october_2022_the_board_sees_forecasts_for_all_but_the_young_schemes(on):
    ahead = outlook_table(on("2022-10-15"))
    assert set(ahead.loc[ahead["why_none"].eq("too_little_history"), "scheme"]) == {
        *("green_voucher", "digital_poverty", "tourism_academy")
    }
    assert ahead["central"].notna().sum() == 16
    assert (ahead["low"] <= ahead["central"]).dropna().all()
    assert (ahead["central"] <= ahead["high"]).dropna().all()


def test_in_october_2022_the_people_are_far_from_their_target(on):
    """1,086 by the end of August, 4,500 by 30 June 2023: ten months, and less than half of the pace it takes."""
    ahead = outlook(on("2022-10-15"), Scope("people_supported"))
    assert ahead.required_pace == (4_500 - 1_086) / 10
    assert ahead.pace < ahead.required_pace / 2
    assert (ahead.verdict, ahead.reached_in is not None) == ("unlikely", True)


def test_when_the_programme_closed_one_target_was_reached_and_the_other_out_of_reach(on):
    """2,407 of 1,900 firms; 2,784 of 4,500 people, with June to come."""
    closed = on("2023-06-05")
    firms, people = (outlook(closed, Scope(code)) for code in ("businesses_supported", "people_supported"))
    assert (firms.verdict, firms.required_pace) == ("reached", None)
    assert (people.verdict, people.required_pace) == ("unlikely", 4_500 - 2_784)


def test_a_target_that_was_raised_in_september_2022_is_not_known_the_day_before(on):
    known = [
        outlook(on(day), Scope("businesses_supported", scheme="tech_voucher")) for day in ("2022-09-14", "2022-09-15")
    ]
    assert [ahead.target.value for ahead in known] == [600, 800]


def test_every_forecast_of_october_2022_starts_from_the_total_of_august(on):
    source = on("2022-10-15")
    for scope in (Scope("people_supported"), Scope("businesses_supported", scheme="a2a")):
        ahead = outlook(source, scope)
        curve = results.curve(source, scope).set_index("period")
        assert isinstance(ahead.forecast, Forecast)
        assert ahead.forecast.months[0] == "2022-09"
        assert ahead.forecast.central[0] == pytest.approx(float(curve.loc["2022-08", "actual"]) + ahead.forecast.pace)


def test_the_page_in_docs_is_what_the_command_writes_today(on):
    """After a change in the rule or the figures: make backtest."""
    text = report(backtest_series(on("2023-06-05")), programme="C-CARE", day=date(2023, 6, 5))
    assert (ROOT / "docs" / "forecast.md").read_text(encoding="utf-8") == text


def test_the_command_prints_the_page_or_writes_it(published, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("CCARE_DATABASE_URL", f"sqlite:///{published / 'store.sqlite'}")
    page = (ROOT / "docs" / "forecast.md").read_text(encoding="utf-8")

    def run(*words: str) -> str:
        monkeypatch.setattr(sys, "argv", ["manage.py", "backtest", *words])
        with pytest.raises(SystemExit) as ended:
            manage.main()
        assert not ended.value.code
        return capsys.readouterr().out

    assert run() == page
    assert "written" in run("--write", str(tmp_path / "forecast.md"))
    assert (tmp_path / "forecast.md").read_text(encoding="utf-8") == page
