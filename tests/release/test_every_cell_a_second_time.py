"""What is published is what plain loops over the raw rows find: every cell, its reason, its origin, its coverage, and no cell more."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from tests.programmes import THROUGH
from tests.release.plain_twin import Cells, cells_in, differences, plain_cells
from tests.two_shores import FINISTERE, KENT, NORFOLK

CCARE_THROUGH = "2023-05"
PLYMOUTH, PAS_DE_CALAIS = "E06000026", "62"


@pytest.fixture(scope="session")
def found(ccare_bare) -> Cells:
    """Before anything is hidden."""
    return cells_in(ccare_bare.path)


@pytest.fixture(scope="session")
def protected(ccare_release) -> Cells:
    return cells_in(ccare_release.path)


@pytest.fixture(scope="session")
def expected(ccare_folder) -> Cells:
    return plain_cells(ccare_folder, CCARE_THROUGH)


def to_date(cells: Cells, indicator: str, *, area: str = "", scheme: str = "") -> object:
    group = ("scheme", scheme) if scheme else ("all", "all")
    place = ("area", area) if area else ("all", "all")
    return cells[indicator, group[0], place[0], "to_date", group[1], place[1], "to_date"][0]


def test_every_cell_of_the_ccare_release_is_what_plain_loops_find(found, expected):
    assert differences(found, expected) == []


def test_a_protected_release_says_of_every_cell_what_is_true_or_that_it_is_hidden(protected, expected):
    assert protected.keys() == expected.keys()
    said = {key: (cell, expected[key]) for key, cell in protected.items() if cell != expected[key]}
    assert {cell[:2] for cell, _ in said.values()} == {(None, "suppressed")}
    assert all(true[0] is not None and cell[2:] == true[2:] for cell, true in said.values())
    assert 1_000 < len(said) < len(expected) / 2


def test_no_count_of_one_to_nine_people_or_firms_is_shown(protected, expected):
    counts = (
        "businesses_supported",
        "people_supported",
        "new_businesses",
        "apprenticeship_opportunities",
        "skills_action_plans",
    )
    small = [key for key, cell in expected.items() if key[0] in counts and cell[0] is not None and 1 <= cell[0] <= 9]
    assert len(small) > 900
    assert {protected[key][:2] for key in small} == {(None, "suppressed")}


def test_the_comparison_covers_every_kind_of_slice(expected):
    kinds = {key[1:4] for key in expected}
    groups, places, times = (
        ("all", "strand", "partner", "scheme"),
        ("all", "country", "county", "area"),
        ("to_date", "year", "quarter", "month"),
    )
    assert kinds == {(group, place, time) for group in groups for place in places for time in times}
    assert len(expected) > 8_000


def test_every_cell_of_the_invented_programme_too(shores_release, shores_folder):
    """It has what C-CARE lacks: running totals, snapshots, ranks, silence, figures nobody asked for."""
    expected = plain_cells(shores_folder, THROUGH)
    assert differences(cells_in(shores_release.path), expected) == []
    assert {cell[1] for cell in expected.values()} == {None, "not_reported", "not_applicable"}
    assert {cell[2] for cell in expected.values()} == {"reported", "illustrative"}


A_CELL = (
    "indicator = 'people_supported' AND group_kind = 'scheme' AND place_kind = 'county' AND time_kind = 'quarter' "
    "AND group_code = 'a2a' AND time_code = '2022-Q4'"
)


@pytest.mark.parametrize(
    ("change", "noticed"),
    [
        (f"UPDATE cell SET value = value + 1 WHERE {A_CELL}", "value is"),
        (f"UPDATE cell SET value = NULL, absence = 'not_reported' WHERE {A_CELL}", "absence is 'not_reported'"),
        (f"UPDATE cell SET provenance = 'reported' WHERE {A_CELL}", "provenance is 'reported'"),
        (f"UPDATE cell SET reported = reported - 1 WHERE {A_CELL}", "reported is"),
        (f"UPDATE cell SET due = due + 1 WHERE {A_CELL}", "due is"),
        (f"UPDATE cell SET time_code = '2024-Q4' WHERE {A_CELL}", "missing: people_supported"),
        (f"UPDATE cell SET place_code = 'kent' WHERE {A_CELL}", "extra: people_supported"),
        (f"DELETE FROM cell WHERE {A_CELL}", "missing: people_supported"),
    ],
)
def test_one_changed_cell_among_thousands_is_noticed(ccare_bare, expected, tmp_path, change, noticed):
    copy = Path(shutil.copy(ccare_bare.path, tmp_path))
    with sqlite3.connect(copy) as connection:
        assert connection.execute(change).rowcount == 1
    connection.close()
    said = differences(cells_in(copy), expected)
    assert 1 <= len(said) <= 2
    assert any(noticed in sentence for sentence in said)


@pytest.mark.parametrize(
    ("indicator", "total"),
    [
        ("businesses_supported", 2_407),
        ("people_supported", 2_784),
        ("apprenticeship_opportunities", 373),
        ("new_businesses", 144),
        ("skills_action_plans", 200),
        ("digital_programmes", 14),
        ("academies_created", 1),
        ("vouchers_value", 100_000_000),  # pence: one million pounds
    ],
)
def test_the_release_meets_every_published_total(protected, indicator, total):
    assert to_date(protected, indicator) == total


@pytest.mark.parametrize(
    ("indicator", "area", "result"),
    [
        ("apprenticeship_opportunities", NORFOLK, 373),
        ("new_businesses", NORFOLK, 144),
        ("skills_action_plans", PLYMOUTH, 200),
        ("digital_programmes", FINISTERE, 14),
        ("academies_created", PAS_DE_CALAIS, 1),
        ("vouchers_value", KENT, 100_000_000),
    ],
)
def test_the_release_has_located_results_where_they_were_published(protected, indicator, area, result):
    assert to_date(protected, indicator, area=area) == result


def test_parts_of_every_kind_add_up_to_the_total_and_lose_no_row(found):
    totals = {key[0]: cell[0] for key, cell in found.items() if key[1:4] == ("all", "all", "to_date")}
    for kinds in [
        ("scheme", "all"),
        ("strand", "all"),
        ("partner", "all"),
        ("all", "area"),
        ("all", "county"),
        ("all", "country"),
    ]:
        parts = dict.fromkeys(totals, 0)
        for key, cell in found.items():
            if key[1:4] == (*kinds, "to_date") and cell[0] is not None:
                parts[key[0]] += cell[0]
        assert parts == totals
    for time_kind in ("year", "quarter", "month"):
        parts = dict.fromkeys(totals, 0)
        for key, cell in found.items():
            if key[1:4] == ("all", "all", time_kind) and cell[0] is not None:
                parts[key[0]] += cell[0]
        assert parts == totals
