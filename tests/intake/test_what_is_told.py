"""Every fault and every note of a file has its sentence in both languages, and no sentence is left over."""

import ast
from pathlib import Path

import pytest

import ccare_metrics.intake
from ccare_metrics.intake.faults import named, shown
from ui.words import LOCALES, catalogue

SOURCES = sorted(Path(ccare_metrics.intake.__file__).parent.glob("*.py"))


def told_by(*calls: str) -> set[str]:
    """The checks that the reader names in such calls."""
    return {
        node.args[0].value
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in calls and isinstance(node.args[0], ast.Constant)
    }


def written_in_a_child() -> set[str]:
    child = next(path for path in SOURCES if path.name == "child.py")
    return {
        node.value
        for node in ast.walk(ast.parse(child.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and str(node.value).startswith("file.") and " " not in str(node.value)
    }


def test_the_reader_knows_its_faults_and_notes():
    assert len(told_by("FileFault")) > 25
    assert len(told_by("FileNote")) == 10
    assert "file.far_cell" in written_in_a_child()


@pytest.mark.parametrize("language", LOCALES)
def test_every_fault_says_what_is_wrong_and_what_to_do(language):
    faults = told_by("FileFault") | written_in_a_child()
    wanted = {f"finding.{check}{end}" for check in faults for end in ("", ".do")}
    wanted |= {f"finding.{check}" for check in told_by("FileNote")}
    there = {key for key in catalogue(language).single if key.startswith("finding.file.")}
    assert there == wanted


def test_what_is_shown_of_a_text_is_short_plain_and_on_one_line():
    assert shown("a\n b\u202ec\0") == "a b·c·"
    assert shown("x" * 61) == "x" * 59 + "…"
    assert shown("x" * 60) == "x" * 60


def test_of_many_things_a_dozen_is_named():
    assert named(range(12)) == "0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11"
    assert named(range(13)).endswith("11, …")
