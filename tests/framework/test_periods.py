"""Months, quarters and years as text."""

from datetime import date

import pytest

from ccare_metrics import periods


def test_a_range_of_months_crosses_the_year():
    assert periods.month_range("2021-11", "2022-02") == ("2021-11", "2021-12", "2022-01", "2022-02")


def test_a_range_that_ends_before_it_starts_is_empty():
    assert periods.month_range("2022-02", "2022-01") == ()


@pytest.mark.parametrize(
    ("month", "quarter"),
    [("2022-01", "2022-Q1"), ("2022-03", "2022-Q1"), ("2022-04", "2022-Q2"), ("2022-12", "2022-Q4")],
)
def test_a_month_belongs_to_its_quarter(month, quarter):
    assert periods.quarter_of(month) == quarter
    assert month in periods.months_of(quarter)


def test_a_year_has_twelve_months_and_a_month_itself():
    assert len(periods.months_of("2022")) == 12
    assert periods.months_of("2022-05") == ("2022-05",)
    assert periods.year_of("2022-05") == "2022"


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2022-Q1", date(2022, 1, 1), date(2022, 3, 31)),
        ("2023", date(2023, 1, 1), date(2023, 12, 31)),
    ],
)
def test_a_period_has_a_first_and_a_last_day(period, first, last):
    assert (periods.first_day(period), periods.last_day(period)) == (first, last)


def test_a_day_falls_in_its_month():
    assert periods.month_of(date(2023, 5, 22)) == "2023-05"


@pytest.mark.parametrize("text", ["2022-13", "2022-00", "2022-4", "22-04", "2022-04-01", "٢٠٢٢-04", "2022-04\n", ""])
def test_what_is_no_month_is_refused(text):
    assert not periods.is_month(text)
    with pytest.raises(ValueError, match="is not a month"):
        periods.quarter_of(text)


def test_what_is_no_period_is_refused():
    with pytest.raises(ValueError, match="2022-Q5.*expected a month 2022-04, a quarter 2022-Q2 or a year 2022"):
        periods.months_of("2022-Q5")
