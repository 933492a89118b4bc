"""One scheme in Norfolk, a county with that one area, month after month: what a release hides of it, why, and what follows without."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import pandas as pd
import pytest

from ccare_metrics.framework import DisclosureRule
from tests.disclosure.small_programmes import (
    AMOUNT,
    Published,
    cited,
    found_in,
    leaks,
    months,
    programme,
    published,
    scheme,
    small_alone,
)
from tests.two_shores import NORFOLK

YOUTH = scheme("youth", [NORFOLK], "2022-01", "2022-12")
JANUARY_TO_JUNE = [f"2022-0{month}" for month in range(1, 7)]
QUARTERS = ["2022-Q1", "2022-Q2"]


@cache
def series(*values: int, amounts: tuple[int, ...] = (), **rules) -> Published:
    """The one release of a series that begins in January."""
    told = programme(YOUTH, **rules)
    (release,) = published(told, (f"2022-{len(values):02d}", _youth(values)), amounts=_youth(amounts))
    assert found_in([release]).empty
    return release


def _youth(values: Sequence[int]) -> dict[tuple[str, str, str], int]:
    return months("2022-01", values, scheme="youth", area=NORFOLK)


def found_out(release: Published) -> set[tuple[str, float, float]]:
    """What would follow if only small counts were hidden: the period, and between what the count lies."""
    found = leaks(small_alone([release]))
    return set(found[["time_code", "least", "most"]].itertuples(index=False, name=None))


# -- small months


def test_a_month_of_5_is_hidden_and_so_is_another_of_its_quarter():
    """February and March are 37 - 12 = 25 together, so that each may be anything from 1 to 24."""
    release = series(12, 5, 20, 15, 14, 13)
    january, february, march, *spring = release.shown("all", JANUARY_TO_JUNE)
    assert february is None
    assert [january, march] in ([12, None], [None, 20])
    assert spring == [15, 14, 13]
    assert release.shown("all", [*QUARTERS, "2022", "to_date"]) == [37, 42, 79, 79]
    assert release.why("all", "2022-02") == "small"
    assert release.why("all", "2022-03" if march is None else "2022-01") == "complementary"


def test_were_only_that_month_hidden_it_would_follow_from_its_quarter():
    """37 - 12 - 20 = 5."""
    assert found_out(series(12, 5, 20, 15, 14, 13)) == {("2022-02", 5, 5)}


def test_months_of_ten_and_more_are_all_shown():
    release = series(12, 10, 20, 15, 14, 13)
    assert release.shown("all", JANUARY_TO_JUNE) == [12, 10, 20, 15, 14, 13]
    assert release.protected.hidden.empty


def test_a_count_is_hidden_wherever_it_stands():
    """In the area, in the county that has no other area, in the country, of the scheme, its partner and its strand."""
    release = series(12, 5, 20, 15, 14, 13)
    for place in ("all", "UK", "norfolk", NORFOLK):
        for group in ("all", "youth", "north", "work"):
            assert release.shown(place, ["2022-02", "2022-Q1"], group=group) == [None, 37]


def test_a_county_that_showed_what_its_only_area_hides_would_give_it_away():
    release = series(12, 5, 20, 15, 14, 13)
    cells = release.told.cells
    county = cells["place_kind"].eq("county") & cells["time_code"].eq("2022-02")
    told = cells.assign(value=cells["value"].mask(county, 5), state=cells["state"].mask(county, "shown"))
    found = leaks([type(release.told)(release.told.programme, release.told.through, told, release.told.corrections)])
    assert set(found.loc[found["place_kind"].eq("area"), "time_code"]) == {"2022-02"} | _beside(release)


def _beside(release: Published) -> set[str]:
    """The month that was hidden for February's sake: it follows from February."""
    told = zip(JANUARY_TO_JUNE, release.shown("all", JANUARY_TO_JUNE), strict=True)
    return {month for month, value in told if value is None} - {"2022-02"}


# -- how finely a series is published


def test_two_hidden_of_ten_are_a_fifth_and_the_series_stays_monthly():
    """Ten: six months, two quarters, the year, the total to date."""
    assert series(12, 5, 20, 15, 14, 13).finest("all") == "month"


def test_more_than_a_fifth_hidden_and_the_series_is_published_by_quarter():
    """5 and one beside it are two of six."""
    release = series(12, 5, 20)
    assert release.finest("all") == "quarter"
    assert release.shown("all", ["2022-01", "2022-02", "2022-03"]) == [None, None, None]
    assert release.shown("all", ["2022-Q1", "2022", "to_date"]) == [37, 37, 37]
    assert [release.why("all", month) for month in JANUARY_TO_JUNE[:3]] == ["grain", "small", "grain"]


def test_were_its_months_shown_for_all_that_the_small_one_would_follow():
    assert found_out(series(12, 5, 20)) == {("2022-02", 5, 5)}


def test_a_series_with_a_small_quarter_beside_another_is_published_by_year():
    """2 + 1 + 3 = 6 would follow from 96 - 90."""
    release = series(2, 1, 3, 20, 30, 40)
    assert release.finest("all") == "year"
    assert release.shown("all", [*QUARTERS, "2022", "to_date"]) == [None, None, 96, 96]


def test_a_series_that_is_small_altogether_shows_nothing_but_that_it_is_hidden():
    release = series(2, 1, 3)
    assert release.finest("all") == "to_date"
    assert release.shown("all", ["2022-Q1", "2022", "to_date"]) == [None, None, None]
    assert release.cell("all", "to_date")["state"] == "hidden"


def test_a_rule_that_bears_half_of_a_series_hidden_keeps_its_months():
    """Two of six are a third."""
    release = series(12, 5, 20, rule=DisclosureRule(most_hidden_percent=50))
    assert release.finest("all") == "month"
    assert sum(value is None for value in release.shown("all", JANUARY_TO_JUNE[:3])) == 2


# -- nothing at all


def test_a_month_of_nothing_is_shown_where_zeros_are():
    release = series(12, 0, 20, 15, 14, 13)
    assert release.shown("all", JANUARY_TO_JUNE) == [12, 0, 20, 15, 14, 13]


def test_a_month_of_nothing_is_hidden_like_a_small_one_where_zeros_are_not():
    release = series(12, 0, 20, 15, 14, 13, zeros_shown=False)
    assert release.shown("all", JANUARY_TO_JUNE)[1] is None
    assert release.why("all", "2022-02") == "small"
    assert found_out(release) == {("2022-02", 0, 0)}


# -- money


def test_money_that_went_to_a_hidden_count_is_hidden_with_it():
    """250.00 went to the 5 of February; one of the others is hidden beside each of the two, and the quarter stays."""
    amounts = (120_000, 25_000, 200_000, 150_000, 140_000, 130_000)
    release = series(12, 5, 20, 15, 14, 13, amounts=amounts)
    told = release.shown("all", JANUARY_TO_JUNE, indicator=AMOUNT)
    assert told[1] is None
    assert told[3:] == [*amounts[3:]]
    assert release.shown("all", ["2022-Q1"], indicator=AMOUNT) == [345_000]
    assert release.why("all", "2022-02", indicator=AMOUNT) == "beside"


def test_money_beside_shown_counts_is_shown():
    amounts = (120_000, 25_000, 200_000, 150_000, 140_000, 130_000)
    release = series(12, 10, 20, 15, 14, 13, amounts=amounts)
    assert release.shown("all", JANUARY_TO_JUNE, indicator=AMOUNT) == [*amounts]


def test_no_money_is_still_no_money_beside_a_hidden_count():
    amounts = (120_000, 0, 200_000, 150_000, 140_000, 130_000)
    release = series(12, 5, 20, 15, 14, 13, amounts=amounts)
    assert release.shown("all", ["2022-02"], indicator=AMOUNT) == [0]


# -- running totals


def test_what_a_month_added_to_a_running_total_may_not_be_small_either():
    """25 - 20 = 5 people more in February, though no total is small: January's or February's is hidden."""
    release = series(20, 25, 60, 80, 95, 110, over_time="running_total")
    january, february, *later = release.shown("all", JANUARY_TO_JUNE)
    assert [january, february] in ([20, None], [None, 25])
    assert later == [60, 80, 95, 110]


def test_a_running_total_that_grows_by_ten_and_more_is_shown_whole():
    release = series(20, 45, 60, 80, 95, 110, over_time="running_total")
    assert release.shown("all", JANUARY_TO_JUNE) == [20, 45, 60, 80, 95, 110]


def test_a_running_total_that_stands_still_gives_nothing_away():
    release = series(20, 20, 60, 80, 95, 110, over_time="running_total")
    assert release.shown("all", JANUARY_TO_JUNE) == [20, 20, 60, 80, 95, 110]


def test_a_running_total_in_a_month_without_a_report_is_the_one_before():
    """February was not reported, so 20 stands on; what came by March is 5."""
    told = programme(YOUTH, over_time="running_total")
    figures = months("2022-01", [20, None, 25, 80, 95, 110], scheme="youth", area=NORFOLK)
    (release,) = published(told, ("2022-06", figures))
    january, february, march, *later = release.shown("all", JANUARY_TO_JUNE)
    assert (january, february, march) in ((20, 20, None), (None, None, 25))
    assert later == [80, 95, 110]
    assert found_in([release]).empty


# -- cited results


def test_a_cited_total_stays_and_what_it_would_give_away_is_hidden():
    """Two months of 12 and 5, and 17 in a newspaper: either month may be 1 to 16."""
    release = series(12, 5, facts=(cited(17, as_of="2022-02-28", scheme="youth"),))
    assert release.shown("all", ["to_date"], group="youth") == [17]
    assert release.shown("all", ["2022-01", "2022-02"], group="youth") == [None, None]


def test_a_cited_total_stays_however_small():
    """9 people in all, and the newspaper says so: there is nothing left to hide."""
    release = series(9, facts=(cited(9, as_of="2022-01-31", scheme="youth"),))
    assert release.shown("all", ["to_date"], group="youth") == [9]


def test_a_result_that_is_cited_for_an_earlier_month_gives_away_what_came_since():
    """144 by the end of March are in the newspaper. 147 by April would be 3 in April, so that the total is hidden with it."""
    facts = (cited(144, as_of="2022-03-31", scheme="youth"),)
    assert series(50, 40, 54, 3, facts=facts).shown("all", ["to_date"], group="youth") == [None]
    assert series(50, 40, 54, 13, facts=facts).shown("all", ["to_date"], group="youth") == [157]


def test_a_total_cited_for_an_earlier_month_does_not_give_away_what_came_since():
    """330 by November are in the newspaper; 334 by December would say 4 in December."""
    months_of_30 = (*(30,) * 11, 4)
    release = series(*months_of_30, facts=(cited(330, as_of="2022-11-30", scheme="youth"),))
    assert release.shown("all", ["to_date"], group="youth") == [None]
    without = series(*months_of_30)
    assert without.shown("all", ["to_date"], group="youth") == [334]
    (statement,) = [replace(without.told, programme=release.told.programme)]
    assert {4} <= set(leaks([statement])["least"])


def test_a_total_that_nobody_cited_is_hidden_where_it_is_small():
    assert series(4, 5).shown("all", ["to_date"], group="youth") == [None]


@pytest.mark.parametrize("below", [0, 10])
def test_the_profile_that_hides_nothing_hides_nothing(below):
    release = series(12, 5, 20, rule=DisclosureRule(hide_below=below))
    assert release.protected.hidden.empty == (below == 0)
    assert pd.isna(release.cell("all", "2022-02")["value"]) == (below == 10)
