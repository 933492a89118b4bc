"""A page fetches what it shows: no drawing library it has no use for, nothing twice, and a first page of a megabyte at most."""

import pytest
from playwright.sync_api import Page

from bench.weight import Weight, kind, public_pages, weigh

A_MEGABYTE = 1_000_000


@pytest.fixture(scope="module")
def weights(browser, server_url) -> dict[str, Weight]:
    return {address: weigh(browser, f"{server_url}/{address}?lang=en") for address in public_pages()}


def test_each_page_fetches_the_libraries_that_it_draws_with_and_no_other(weights):
    assert {address: seen.fetched for address, seen in weights.items()} == {
        address: seen.drawn for address, seen in weights.items()
    }


def test_some_pages_draw_curves_and_most_draw_none(weights):
    """Or the test above would compare nothing with nothing."""
    with_curves = {address for address, seen in weights.items() if "PlotlyChart" in seen.drawn}
    assert with_curves
    assert len(with_curves) < len(weights) / 2


def test_nothing_is_fetched_twice(weights):
    assert {address: seen.twice for address, seen in weights.items() if seen.twice} == {}


def test_the_first_page_weighs_a_megabyte_at_most(weights):
    first = weights[public_pages()[0]]
    assert 100_000 < first.bytes <= A_MEGABYTE
    assert first.requests > 10


def test_the_map_to_explore_brings_its_own_library_and_only_then(browser, server_url, weights):
    assert weigh(browser, f"{server_url}/map?lang=en&view=explore").fetched == {"DeckGlJsonChart"}
    assert weights["map"].fetched == frozenset()


def test_a_library_that_draws_nothing_and_a_second_fetch_would_be_told(browser, server_url, spoilt):
    seen = weigh(browser, f"{server_url}/lessons?lang=en", meanwhile=spoilt)
    assert seen.fetched - seen.drawn == {"PlotlyChart"}
    assert [kind(address) for address in seen.twice] == ["scripts"]


@pytest.fixture
def spoilt():
    def fetch(page: Page) -> None:
        page.evaluate(
            """async () => {
              for (const _ of [1, 2]) await fetch('/static/js/PlotlyChart.none.js', { cache: 'no-store' })
            }"""
        )

    return fetch
