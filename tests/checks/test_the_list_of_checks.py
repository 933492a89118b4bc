"""The checks, their sentences and the page that lists them are the same list."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from ccare_metrics.checks.registry import CHECKS, STRENGTHS
from ui.words import CATALOGUES, LOCALES

ROOT = Path(__file__).parents[2]
GRAMMAR = ROOT / "ccare_metrics" / "intake" / "grammar"
NAMES_IN_SENTENCES = {"finding.all", "finding.category", "finding.with_code"}
CLOSE = {"scheme.unknown", "indicator.unknown", "area.unknown", "category.unknown", "code.look_alike"}


def test_every_check_is_listed_once() -> None:
    assert len(STRENGTHS) == len(CHECKS)


def test_the_page_lists_every_check_with_its_strength_and_no_other() -> None:
    rows = re.findall(
        r"^\| `(\S+)` \| (\w+) \| (.+) \|$", (ROOT / "docs" / "checks.md").read_text(encoding="utf-8"), re.M
    )
    assert [(check, strength) for check, strength, _ in rows] == [(check.id, check.strength) for check in CHECKS]


@pytest.mark.parametrize("lang", LOCALES)
def test_the_catalogue_says_every_check_and_no_other(lang: str) -> None:
    with (CATALOGUES / lang / "LC_MESSAGES" / "findings.po").open("rb") as file:
        keys = {each.id if isinstance(each.id, str) else each.id[0] for each in read_po(file) if each.id}
    wanted = {f"finding.{check}{end}" for check in STRENGTHS for end in ("", ".do")}
    assert keys - NAMES_IN_SENTENCES == wanted | {f"finding.{check}.meant" for check in CLOSE}


def test_whatever_the_grammar_refuses_is_a_check() -> None:
    """Of months only "period.missing" is none: a blank period is that of the report."""
    told = {
        check
        for path in GRAMMAR.glob("*.py")
        for check in re.findall(r'"((?:value|period|text)\.[a-z_]+)"', path.read_text(encoding="utf-8"))
    }
    assert told - {"period.missing"} <= STRENGTHS.keys()
    assert {check for check in STRENGTHS if check.startswith("value.")} - told == {"value.much_text"}
