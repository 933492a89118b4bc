"""Some dozens of small programmes, published one to three times: nothing hidden follows from what is public, and would if only small counts
were hidden. Two attacks that share no line look for it: the project's own, and the one that knows nothing but the open API."""

from functools import cache

import pandas as pd
import pytest

from ccare_metrics import hiding
from ccare_metrics.aggregation import CELL_KEY
from ccare_metrics.earlier import computed_cells
from tests.disclosure.as_told import as_told
from tests.disclosure.at_random import Thrown, thrown
from tests.disclosure.attacker import Norm, findings
from tests.disclosure.plain_cells import plain_cells
from tests.disclosure.small_programmes import AMOUNT, AREAS, COUNT, Published, leaks, published, small_alone

RULES = ("sum", "running_total", "snapshot")
SMALLER = [
    (releases, rule, seed, False)
    for releases, seeds in ((1, (2, 4, 6, 7)), (2, (2, 4, 7)), (3, (4,)))
    for rule in RULES
    for seed in seeds
]
# In these, what the last release would tell for the first time gives away what an earlier one hid.
LARGER = [(2, "sum", 14, True), (2, "sum", 19, True), (2, "running_total", 5, True), (3, "sum", 5, True)]
CASES = SMALLER + LARGER
of_every_programme = pytest.mark.parametrize(("releases", "rule", "seed", "large"), CASES)


@cache
def programme_of(releases: int, rule: str, seed: int, large: bool = False) -> Thrown:
    return thrown(seed, releases=releases, over_time=rule, large=large)


@cache
def releases_of(releases: int, rule: str, seed: int, large: bool) -> tuple[Published, ...]:
    told = programme_of(releases, rule, seed, large)
    return tuple(published(told.programme, *told.editions, amounts=told.amounts))


@cache
def found_where_only_small_counts_are_hidden(releases: int, rule: str, seed: int, large: bool) -> frozenset[tuple]:
    found = leaks(small_alone(releases_of(releases, rule, seed, large)))
    return frozenset(
        (row.edition + 1, row.indicator, row.group_kind, row.group_code, row.place_kind, row.place_code, row.time_code)
        for row in found.itertuples()
    )


@of_every_programme
def test_nothing_that_is_hidden_follows_from_all_that_is_public(releases, rule, seed, large):
    told = [each.told for each in releases_of(releases, rule, seed, large)]
    assert all(len(each.protected.hidden) for each in releases_of(releases, rule, seed, large))
    assert leaks(told).empty
    assert findings(as_told(told), Norm()) == []


@of_every_programme
def test_the_other_attack_finds_nothing_that_ours_does_not(releases, rule, seed, large):
    """Ours knows how finely each series is published; the other takes a series without any month for one that is not monthly."""
    others = findings(as_told(small_alone(releases_of(releases, rule, seed, large))), Norm())
    assert {(each.release, *each.key) for each in others} <= found_where_only_small_counts_are_hidden(
        releases, rule, seed, large
    )


def test_were_only_small_counts_hidden_nearly_every_programme_would_give_some_away():
    found = {case: len(found_where_only_small_counts_are_hidden(*case)) for case in CASES}
    assert sum(count > 0 for count in found.values()) > len(CASES) * 9 // 10
    assert sum(found.values()) > 1_000


@of_every_programme
def test_what_every_release_says_adds_up(releases, rule, seed, large):
    """What is shown is true, and every hidden cell says so and has no number."""
    for release in releases_of(releases, rule, seed, large):
        both = release.true.cells.merge(release.told.cells, on=CELL_KEY, suffixes=("_true", ""))
        shown = both["value"].notna()
        assert (both.loc[shown, "value"] == both.loc[shown, "value_true"]).all()
        assert both.loc[~shown & both["value_true"].notna(), "absence"].eq("suppressed").all()


def test_without_the_further_hiding_the_attack_says_so(monkeypatch):
    """Complementary hiding switched off: the grain alone protects nothing."""
    monkeypatch.setattr(
        hiding,
        "complementary",
        lambda relations, editions, **_: pd.Series(False, index=editions[-1].cells.index),
    )
    told = programme_of(1, "sum", 2)
    (release,) = published(told.programme, *told.editions, amounts=told.amounts)
    assert not leaks([release.told]).empty


@pytest.mark.parametrize("rule", RULES)
def test_the_plain_sums_these_tests_start_from_are_those_of_a_release(rule):
    told = programme_of(2, rule, 2)
    through, figures = told.editions[-1]
    rows = [
        (scheme, indicator, area, month, "all", value, None, "reported")
        for indicator, values in ((COUNT, figures), (AMOUNT, told.amounts))
        for (scheme, area, month), value in values.items()
    ]
    names = ["scheme", "indicator", "area", "month", "category", "value", "absence", "provenance"]
    frame = pd.DataFrame(rows, columns=names).astype({"value": "Int64"})
    plain = plain_cells(told.programme, {COUNT: figures, AMOUNT: told.amounts}, through)
    pd.testing.assert_frame_equal(plain, computed_cells(frame, told.programme, AREAS, through), check_dtype=False)
