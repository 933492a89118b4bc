"""Where a count is heading: every number here can be checked with a pencil."""

import pytest

from ccare_metrics.forecast import (
    NEEDED,
    Forecast,
    NoForecast,
    expected_pace,
    forecast,
    since_first_activity,
    usual_error,
)
from ccare_metrics.periods import month_range


def ahead_of(*added: float | None, months: int = 3) -> Forecast | NoForecast:
    """The forecast for some months after a series that begins in January 2021."""
    window = month_range("2021-01", "2024-12")
    reached = sum(value for value in added if value is not None)
    through, until = window[len(added) - 1], window[len(added) - 1 + months]
    return forecast(window[: len(added)], added, reached=float(reached), through=through, until=until)


# -- the rule


def test_a_total_that_grows_by_five_every_month_goes_on_by_five():
    line = ahead_of(*[5] * 10)
    assert line.months == ("2021-11", "2021-12", "2022-01")
    assert line.central == (55, 60, 65)
    assert (line.pace, line.history) == (5, 10)


def test_a_series_that_never_varied_has_an_interval_without_width():
    line = ahead_of(*[5] * 10)
    assert line.low == line.central == line.high


def test_a_month_ahead_adds_the_mean_of_the_last_three_months_and_of_all():
    """5, 10, 15 to 50: the last three make 45, all ten 27.5."""
    rising = ahead_of(*range(5, 55, 5))
    assert rising.pace == (45 + 27.5) / 2
    assert rising.central == (275 + 36.25, 275 + 2 * 36.25, 275 + 3 * 36.25)


def test_zeros_before_the_first_activity_say_nothing_about_the_pace():
    assert ahead_of(*[0] * 8, *[5] * 7).pace == 5
    assert ahead_of(*[0] * 8, *[5] * 7).history == 7
    assert list(since_first_activity([0, 0, 3, 0, 4])) == [3, 0, 4]


def test_zeros_after_the_first_activity_count():
    """4 every second month, seven times with the zeros between: the last three make 4, 0, 4."""
    assert expected_pace([4, 0, 4, 0, 4, 0, 4]) == (8 / 3 + 16 / 7) / 2


def test_a_series_that_stopped_is_expected_to_stand_still():
    stopped = ahead_of(*[20] * 9, *[0] * 6)
    assert stopped.central == stopped.low == (180, 180, 180)


def test_a_series_that_stopped_may_still_start_again():
    """Of twelve past errors eleven count. Ten are 0 or smaller; after 20, 20, 0 the rule said (40 / 3 + 18) / 2, and nothing came."""
    stopped = ahead_of(*[20] * 9, *[0] * 6)
    assert stopped.high[0] == pytest.approx(180 + (40 / 3 + 18) / 2)


# -- the interval


def test_the_interval_is_as_wide_as_the_rule_was_wrong_before():
    """6, 6, 6, 6, 12, 6, 0: the fifth was missed by 6, the seventh by 7.5 (8 and 7 made 7.5). Of four errors the largest counts."""
    told = ahead_of(6, 6, 6, 6, 12, 6, 0)
    assert told.pace == 6
    assert told.central == (48, 54, 60)
    assert told.high == (48 + 7.5, 54 + 15, 60 + 22.5)


def test_the_interval_never_falls_below_what_is_reached():
    assert ahead_of(6, 6, 6, 6, 12, 6, 0).low == (42, 42, 42)


def test_once_something_was_taken_away_the_total_may_fall_again():
    """The same with a correction: -6 in the last month makes a pace of (4 + 36 / 7) / 2, missed by 13.5."""
    corrected = ahead_of(6, 6, 6, 6, 12, 6, -6)
    pace = (4 + 36 / 7) / 2
    assert corrected.central[0] == pytest.approx(36 + pace)
    assert corrected.low[0] == pytest.approx(36 + pace - 13.5)
    assert corrected.low[0] < 36


def test_of_eight_past_errors_the_largest_marks_the_interval_and_of_nine_the_one_before():
    eight, nine = [10.0] * 10 + [22.0], [10.0] * 11 + [22.0]
    assert usual_error(eight) == 12
    assert usual_error(nine) == 0


# -- gaps and ends


def test_a_missing_month_is_not_a_month_of_nothing():
    whole, with_a_gap = ahead_of(*[5] * 8), ahead_of(*[5] * 4, None, *[5] * 4)
    assert with_a_gap.pace == whole.pace == 5
    assert with_a_gap.history == 8
    assert with_a_gap.central == (45, 50, 55)


def test_months_missing_at_the_end_are_not_made_up_for():
    """Nothing came for two months: the total stands at 40, and the first month ahead is the one after them."""
    late = ahead_of(*[5] * 8, None, None)
    assert late.months[0] == "2021-11"
    assert late.central == (45, 50, 55)


def test_months_after_the_last_one_covered_are_not_looked_at():
    months = month_range("2021-01", "2021-12")
    early = forecast(months, [5] * 8 + [500] * 4, reached=40.0, through="2021-08", until="2021-09")
    assert early.central == (45,)


def test_a_forecast_goes_up_to_the_month_asked_for():
    assert len(ahead_of(*[5] * 8, months=13).months) == 13
    assert ahead_of(*[5] * 8, months=13).months[-1] == "2022-09"


# -- too little to say


def test_six_months_of_activity_are_too_little_history_and_seven_are_enough():
    assert NEEDED == 7
    assert ahead_of(0, 0, *[5] * 6) == NoForecast("too_little_history", history=6, needed=7)
    assert isinstance(ahead_of(0, 0, *[5] * 7), Forecast)


def test_a_scheme_of_one_month_has_too_little_history():
    assert ahead_of(30) == NoForecast("too_little_history", history=1, needed=7)


def test_a_scheme_that_has_not_begun_has_too_little_history():
    assert ahead_of(*[0] * 20) == NoForecast("too_little_history", history=0, needed=7)


def test_where_nothing_was_reported_there_is_nothing_to_go_by():
    assert ahead_of(*[None] * 12) == NoForecast("not_reported", history=0, needed=7)


def test_where_no_month_is_left_nothing_lies_ahead():
    assert ahead_of(*[5] * 12, months=0) == NoForecast("nothing_ahead", history=12, needed=7)


def test_months_and_what_they_added_go_together():
    with pytest.raises(ValueError):
        forecast(["2021-01", "2021-02"], [5.0], reached=5.0, through="2021-02", until="2021-12")
