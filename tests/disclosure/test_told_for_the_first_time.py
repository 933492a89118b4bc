"""What a new release tells that cannot be hidden: a month of nothing, and that something is hidden. Both may narrow what earlier ones hid.

A scheme counts people in Norfolk and in Kent. Through May, and then through June:

              January  February  March   first quarter   April   May   June
    Norfolk         1        40      0              41       5     3     12
    Kent            -         0      -               0      12    12     12

The first release shows the quarters of both together (41, 32) and their totals (Norfolk 49, Kent 24). Were Kent's 0 of February told, the
first quarter would be Norfolk's alone, and 49 - 41 = 8 in its second.
"""

from dataclasses import replace

import pandas as pd
import pytest

from ccare_metrics import hiding
from ccare_metrics.framework import DisclosureRule
from ccare_metrics.hiding import UnprotectableError
from ccare_metrics.relations import Statement
from tests.disclosure.as_told import as_told
from tests.disclosure.attacker import Norm, findings
from tests.disclosure.plain_cells import Figures
from tests.disclosure.small_programmes import Published, found_in, leaks, months, programme, published, scheme
from tests.two_shores import FINISTERE, KENT, MEDWAY, NORFOLK

YOUTH = scheme("youth", [NORFOLK, KENT], "2022-01", "2022-06")
QUARTERS = ["2022-Q1", "2022-Q2"]


def through(month: int, **places: list[int | None]) -> tuple[str, Figures]:
    """The figures of each place from January on, as far as a month."""
    areas = {"norfolk": NORFOLK, "kent": KENT, "medway": MEDWAY, "finistere": FINISTERE}
    known: Figures = {}
    for place, values in places.items():
        known |= months("2022-01", values[:month], scheme="youth", area=areas[place])
    return f"2022-{month:02d}", known


PLACES = {"norfolk": [1, 40, 0, 5, 3, 12], "kent": [None, 0, None, 12, 12, 12]}


@pytest.fixture(scope="module")
def releases() -> list[Published]:
    return published(programme(YOUTH), through(5, **PLACES), through(6, **PLACES))


def test_the_first_release_leaves_open_how_the_first_quarter_is_shared_out(releases):
    first = releases[0]
    assert first.shown("all", [*QUARTERS, "to_date"]) == [41, 32, 73]
    assert first.shown(NORFOLK, [*QUARTERS, "to_date"]) == [None, None, 49]
    assert first.shown(KENT, [*QUARTERS, "to_date"]) == [None, None, 24]


def test_the_second_release_does_not_tell_the_month_of_nothing(releases):
    """Kent is published by year, so that neither February nor the first quarter says 0."""
    second = releases[1]
    assert second.shown(KENT, ["2022-02", *QUARTERS, "2022"]) == [None, None, None, 36]
    assert second.finest(KENT) == "year"


def test_what_does_not_tell_it_stays_as_fine_as_it_would_be(releases):
    second = releases[1]
    assert second.finest("all") == "month"
    assert second.shown("all", ["2022-03", "2022-04", "2022-05", "2022-06"]) == [0, 17, 15, 24]


def test_the_two_releases_together_give_nothing_away(releases):
    assert found_in(releases).empty
    assert findings(as_told([each.told for each in releases]), Norm()) == []


@pytest.mark.parametrize("period", ["2022-02", "2022-Q1"])
def test_were_it_told_what_the_first_release_hid_would_follow(releases, period):
    """49 - 41 = 8 people in Norfolk's second quarter."""
    first, second = releases
    found = leaks([first.told, _told(second, KENT, period, value=0)])
    eight = found[found["edition"].eq(0) & found["place_code"].eq(NORFOLK) & found["time_code"].eq("2022-Q2")]
    assert set(eight[["least", "most"]].itertuples(index=False, name=None)) == {(8, 8)}


def test_alone_the_second_release_would_tell_it():
    """So it is for the sake of the first that it does not."""
    (alone,) = published(programme(YOUTH), through(6, **PLACES))
    assert alone.shown(KENT, ["2022-Q1"]) == [0]


def _told(release: Published, place: str, period: str, *, value: int) -> Statement:
    """What the release says, and one more number."""
    cells = release.told.cells
    one = cells["group_kind"].eq("all") & cells["place_code"].eq(place) & cells["time_code"].eq(period)
    one &= cells["indicator"].eq("started")
    assert one.sum() == 1
    return replace(
        release.told,
        cells=cells.assign(value=cells["value"].mask(one, value), state=cells["state"].mask(one, "shown")),
    )


# -- that something is hidden

JANUARY = {
    "norfolk": [4, *range(30, 41)],
    "finistere": [3, *range(40, 51)],
    "medway": [3, 25, 26, None, None, None, *range(27, 33)],
}
ANYWHERE = scheme("youth", [NORFOLK, FINISTERE, MEDWAY], "2022-01", "2022-12")
A_THIRD_HIDDEN = DisclosureRule(most_hidden_percent=30)


@pytest.fixture(scope="module")
def listing() -> list[Published]:
    """January is 4 + 3 + 3 = 10, which is shown. Of two of the three the first release says that they are hidden, so that they are at
    least 1; Medway is published by quarter, and may have had nobody. So each of the two is 1 to 9."""
    told = programme(ANYWHERE, rule=A_THIRD_HIDDEN)
    return published(told, through(6, **JANUARY), through(12, **JANUARY))


def test_that_a_month_is_hidden_is_not_told_where_it_would_narrow_what_was_hidden_before(listing):
    first, second = listing
    assert first.shown("all", ["2022-01"]) == [10]
    for release in listing:
        assert release.cell(NORFOLK, "2022-01")["state"] == "hidden"
        assert release.cell(MEDWAY, "2022-01")["state"] == "withheld"
    assert second.finest(MEDWAY) == "quarter"
    assert found_in(listing).empty
    assert findings(as_told([each.told for each in listing]), Norm()) == []


def test_were_it_told_each_of_the_others_would_be_known_too_closely(listing):
    """If Medway had somebody too, Norfolk had 8 at most: 1 to 8 is one less than the rule asks for."""
    first, second = listing
    cells = second.told.cells
    medway = cells["place_code"].eq(MEDWAY) & cells["time_code"].eq("2022-01") & cells["state"].eq("withheld")
    told = replace(second.told, cells=cells.assign(state=cells["state"].mask(medway, "hidden")))
    found = leaks([first.told, told])
    norfolk = found[found["edition"].eq(0) & found["place_code"].eq(NORFOLK)]
    assert set(norfolk[["time_code", "least", "most"]].itertuples(index=False, name=None)) == {("2022-01", 1, 8)}


# -- where nothing helps


@pytest.mark.parametrize("because", [(), range(1000)], ids=["nothing it tells", "all it tells"])
def test_what_follows_however_coarsely_it_is_published_is_an_error(monkeypatch, because):
    """And the search for something to publish more coarsely comes to an end."""
    asked = []

    def never(relations, editions, **_) -> pd.Series:
        asked.append(editions)
        raise UnprotectableError("started", "youth", because)

    monkeypatch.setattr(hiding, "complementary", never)
    with pytest.raises(UnprotectableError, match="started: youth"):
        published(programme(YOUTH), through(6, **PLACES))
    assert (len(asked) == 1) == (not because)
