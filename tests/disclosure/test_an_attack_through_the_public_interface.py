"""Somebody who has nothing but the address of the site and a linear programming library tries to get behind its numbers."""

import ast
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.disclosure.attacker import Norm, findings, hidden
from tests.disclosure.public_answers import Edition, Site, read
from tests.disclosure.releases import api_of
from tests.serving_fixtures import ROOT
from tests.two_shores import KENT

ATTACKER = ("attacker", "public_answers", "public_facts", "public_sums")
LIBRARIES = {"numpy", "scipy"}


@pytest.fixture(scope="module")
def ccare(server_url: str) -> list[Edition]:
    """What the running dashboard tells of its release."""
    return read(Site(server_url))


@pytest.fixture(scope="module")
def unprotected(bare_site: str) -> list[Edition]:
    return read(Site(bare_site))


@pytest.fixture(scope="module")
def half_protected(half_protected_site: str) -> list[Edition]:
    return read(Site(half_protected_site))


@pytest.fixture(scope="module")
def three_releases_site(three_releases: Path) -> Iterator[str]:
    with api_of(three_releases) as address:
        yield address


@pytest.fixture(scope="module")
def forgetful_site(forgetful_releases: Path) -> Iterator[str]:
    with api_of(forgetful_releases) as address:
        yield address


# -- the attacker knows nothing of ours


@pytest.mark.parametrize("module", ATTACKER)
def test_the_attacker_imports_nothing_of_the_dashboard(module):
    tree = ast.parse((ROOT / "tests" / "disclosure" / f"{module}.py").read_text(encoding="utf-8"))
    names = [each.name for node in ast.walk(tree) if isinstance(node, ast.Import) for each in node.names]
    names += [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    own = {f"tests.disclosure.{each}" for each in ATTACKER}
    foreign = {name for name in names if name not in own and name.split(".")[0] not in sys.stdlib_module_names}
    assert {name.split(".")[0] for name in foreign} <= LIBRARIES


# -- the programme's own release


def test_no_hidden_number_of_the_programme_lies_within_its_protection(ccare):
    assert findings(ccare, Norm()) == []


def test_there_was_something_to_find(ccare, unprotected):
    """Every number is there, and of the small ones none is shown."""
    (told,), (true,) = ccare, unprotected
    assert hidden(ccare) > 1_000
    assert {key for key, cell in told.cells.items() if cell.value is not None or cell.absence == "suppressed"} == {
        key for key, cell in true.cells.items() if cell.value is not None
    }


def test_what_is_shown_is_true(ccare, unprotected):
    (told,), (true,) = ccare, unprotected
    shown = {key: cell.value for key, cell in told.cells.items() if cell.value is not None}
    assert len(shown) > 4_000
    assert shown == {key: true.cells[key].value for key in shown}


def test_of_a_release_that_hides_nothing_every_small_count_is_simply_read(unprotected):
    found = findings(unprotected, Norm())
    assert {each.why for each in found} == {"shown"}
    assert all(1 <= each.low <= 9 for each in found)
    assert Counter(each.key[0] for each in found).keys() >= {"businesses_supported", "people_supported"}
    assert len(found) > 500


def test_small_counts_that_are_hidden_alone_are_worked_out_to_the_last_one(half_protected, unprotected):
    """Most of them exactly, from the totals beside them; and rightly."""
    found = [each for each in findings(half_protected, Norm()) if each.why == "narrow"]
    assert len(found) > hidden(half_protected) // 2
    exactly = [each for each in found if each.low == each.high]
    assert len(exactly) > 100
    assert all(unprotected[0].cells[each.key].value == each.low for each in exactly)


# -- several releases


def test_three_releases_of_a_small_programme_give_nothing_away_together(three_releases_site):
    editions = read(Site(three_releases_site))
    assert [edition.number for edition in editions] == [1, 2, 3]
    assert [len(edition.corrected) for edition in editions] == [0, 1, 0]
    assert hidden(editions) > 50
    assert findings(editions, Norm()) == []


def test_a_second_release_that_forgot_the_first_gives_the_late_figure_away(forgetful_site):
    """Kent's first quarter was 95 and is 99: four places in February."""
    found = findings(read(Site(forgetful_site)), Norm())
    assert {(each.low, each.high) for each in found} == {(4, 4)}
    assert ("places", "scheme", "training", "area", KENT, "2022-02") in {each.key for each in found}
    assert {each.key[-1] for each in found} == {"2022-02"}


# -- for anybody to run


def attacked(address: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.disclosure.attacker", address]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=100)


def test_the_command_says_what_it_found_out_and_ends_with_1(forgetful_site):
    done = attacked(forgetful_site)
    assert done.returncode == 1, done.stderr
    first, *rest = done.stdout.splitlines()
    assert first.startswith("2 releases, ")
    assert f"release 2: places, training, {KENT}, 2022-02: 4 to 4 (narrow)" in rest


def test_the_command_ends_with_0_where_there_is_nothing(three_releases_site):
    done = attacked(three_releases_site)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [done.stdout.strip()]
    assert done.stdout.endswith(" 0 found out\n")
