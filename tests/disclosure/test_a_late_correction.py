"""The hard case, by hand: two releases, one late figure; a county with one area; a quarter of which one month is reported.

A scheme counts people in Norfolk, a county of one area, and in Kent. By the end of April 2022:

              January  February  March   first quarter   April, and so the second quarter
    Norfolk        30        20     25              75      40
    Kent           50         -     45              95      60

The first release has no small count and shows everything. Then 4 people of Kent's February come late.
"""

from dataclasses import replace

import pytest

from tests.disclosure.as_told import as_told
from tests.disclosure.attacker import Norm, findings
from tests.disclosure.small_programmes import COUNT, Published, found_in, leaks, months, programme, published, scheme
from tests.two_shores import KENT, NORFOLK

YOUTH = scheme("youth", [NORFOLK, KENT], "2022-01", "2022-04")
IN_NORFOLK = months("2022-01", [30, 20, 25, 40], scheme="youth", area=NORFOLK)
IN_KENT = months("2022-01", [50, None, 45, 60], scheme="youth", area=KENT)
LATE = {("youth", KENT, "2022-02"): 4}
FIRST = ("2022-04", {**IN_NORFOLK, **IN_KENT})
SECOND = ("2022-04", {**IN_NORFOLK, **IN_KENT, **LATE})
PERIODS = ["2022-01", "2022-02", "2022-03", "2022-04", "2022-Q1", "2022-Q2", "2022", "to_date"]


@pytest.fixture(scope="module")
def releases() -> list[Published]:
    return published(programme(YOUTH), FIRST, SECOND)


@pytest.fixture(scope="module")
def forgetful() -> Published:
    """The second release as it would be if nobody remembered the first."""
    (alone,) = published(programme(YOUTH), SECOND)
    return alone


def test_the_first_release_shows_everything(releases):
    first = releases[0]
    assert first.protected.hidden.empty
    assert first.shown(NORFOLK, PERIODS) == [30, 20, 25, 40, 75, 40, 115, 115]
    assert first.shown(KENT, ["2022-01", "2022-03", "2022-04", "2022-Q1", "to_date"]) == [50, 45, 60, 95, 155]
    assert first.shown("all", PERIODS) == [80, 20, 70, 100, 170, 100, 270, 270]


def test_a_second_release_that_forgets_the_first_is_sound_by_itself(forgetful):
    """Kent by quarter: of 99 nobody knows which month had how many, and Norfolk's months are hidden so that all of Kent's are."""
    assert forgetful.shown(KENT, PERIODS) == [None, None, None, None, 99, 60, 159, 159]
    assert forgetful.shown("all", ["2022-02", "2022-Q1", "to_date"]) == [24, 174, 274]
    assert forgetful.shown(NORFOLK, ["2022-02", "2022-Q1"]) == [None, 75]
    assert found_in([forgetful]).empty


def test_beside_the_first_release_it_gives_the_late_figure_away_many_times_over(releases, forgetful):
    """99 - 95, 159 - 155, 24 - 20, 174 - 170, 274 - 270: each is Kent's February."""
    first, second = releases
    both = [first.told, replace(forgetful.told, corrections=second.told.corrections)]
    for place, period in (
        (KENT, "2022-Q1"),
        (KENT, "to_date"),
        ("all", "2022-02"),
        ("all", "2022-Q1"),
        ("all", "to_date"),
    ):
        (before,), (after,) = first.shown(place, [period]), forgetful.shown(place, [period])
        assert after - before == 4
    found = leaks(both)
    assert set(found[["place_code", "time_code", "least", "most"]].itertuples(index=False, name=None)) == {
        (KENT, "2022-02", 4, 4),
        ("kent", "2022-02", 4, 4),
    }
    assert {(each.low, each.high) for each in findings(as_told(both), Norm())} == {(4, 4)}


def test_the_second_release_hides_every_sum_that_the_late_figure_is_part_of(releases):
    """Kent, and everybody: no total of them can stand beside that of the first release."""
    second = releases[1]
    for place in (KENT, "kent", "all", "UK"):
        assert second.shown(place, ["2022-02", "2022-Q1", "2022", "to_date"]) == [None, None, None, None]


def test_what_it_is_no_part_of_stays(releases):
    assert releases[1].shown(NORFOLK, PERIODS) == [30, 20, 25, 40, 75, 40, 115, 115]


def test_the_two_releases_together_give_nothing_away(releases):
    told = [each.told for each in releases]
    assert leaks(told).empty
    assert findings(as_told(told), Norm()) == []


def test_any_one_of_those_totals_would_be_enough(releases):
    """Shown again one by one, with the county or country that is the same sum: each is a leak. Kent's quarter: 99 - 95 = 4."""
    first, second = releases
    for place, period in (
        (KENT, "2022-Q1"),
        (KENT, "2022"),
        ("all", "2022-Q1"),
        ("all", "to_date"),
        ("all", "2022-02"),
    ):
        found = leaks([first.told, _shown_again(second, place, period)])
        assert (KENT, "2022-02", 4, 4) in set(
            found[["place_code", "time_code", "least", "most"]].itertuples(index=False, name=None)
        )


def _shown_again(release: Published, place: str, period: str):
    """What the release says, and one more number."""
    true, told = release.true.cells, release.told.cells
    one = (
        told["indicator"].eq(COUNT)
        & told["group_kind"].eq("all")
        & told["place_code"].eq(place)
        & told["time_code"].eq(period)
    )
    cells = told.assign(value=told["value"].mask(one, true["value"]), state=told["state"].mask(one, "shown"))
    return replace(release.told, cells=cells)


def test_the_release_says_which_figure_came_late(releases):
    """So everybody knows that only Kent's February can have changed."""
    assert releases[1].told.corrections.to_dict("records") == [
        {"indicator": COUNT, "scheme": "youth", "area": KENT, "month": "2022-02"}
    ]


# -- a county with one area, a quarter with one month


def test_norfolk_the_county_says_what_norfolk_the_area_says(releases):
    for release in releases:
        assert release.shown("norfolk", PERIODS) == release.shown(NORFOLK, PERIODS)


def test_a_quarter_with_one_month_is_that_month_and_hides_with_it():
    """April is 6 in Norfolk, and the second quarter too. The total, 81, cannot stand beside the first quarter, 75."""
    april = {("youth", NORFOLK, "2022-04"): 6}
    (release,) = published(programme(YOUTH), ("2022-04", {**IN_NORFOLK, **IN_KENT, **april}))
    assert release.shown(NORFOLK, ["2022-04", "2022-Q2"]) == [None, None]
    assert None in release.shown(NORFOLK, ["2022-Q1", "to_date"])
    assert found_in([release]).empty
    for period in ("2022-Q2", "2022-04"):
        assert not leaks([_shown_again(release, NORFOLK, period)]).empty


def test_a_late_figure_that_is_not_small_is_simply_published():
    """14 people of Kent's February: the difference of the two releases tells no small count."""
    late = {("youth", KENT, "2022-02"): 14}
    first, second = published(programme(YOUTH), FIRST, ("2022-04", {**IN_NORFOLK, **IN_KENT, **late}))
    assert second.shown(KENT, ["2022-02", "2022-Q1", "to_date"]) == [14, 109, 169]
    assert found_in([first, second]).empty
