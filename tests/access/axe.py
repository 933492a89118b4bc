"""axe-core at work on a page as it stands: what it finds, less what is the framework's own and listed here with a remedy."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from demo_signin.node import installed

HERE = Path(__file__).resolve().parent
# All rules of the levels WCAG A to 2.2 AA and the good practices; target-size (2.5.8) is off in axe-core unless asked for.
RUN = """async () => (await axe.run(document, {resultTypes: ['violations'], rules: {'target-size': {enabled: true}}})).violations"""
UNFOLD = "() => document.querySelectorAll('details').forEach(each => { each.open = true; })"


@dataclass(frozen=True)
class Excuse:
    """A finding on an element that the framework draws and we cannot change: axe's rule, where, why, and what helps instead."""

    rule: str
    where: str  # CSS selector of the elements it is excused on
    why: str
    remedy: str


FRAMEWORK = (
    Excuse(
        "region",
        "[role=listbox]",
        "The framework puts an open list of choices at the end of the document, outside every landmark.",
        "A good practice, not a criterion of WCAG: the list takes the focus, is named after its field, and gives the focus back.",
    ),
    Excuse(
        "presentation-role-conflict",
        "[data-testid=stFileUploaderDropzone]",
        "The framework's field for files is a section with the role of decoration that scripts may focus.",
        "A good practice, not a criterion of WCAG: its button is reached by keyboard and named.",
    ),
)


@dataclass(frozen=True)
class Violation:
    rule: str
    impact: str
    where: str
    html: str
    said: str

    def __str__(self) -> str:
        return f"{self.rule} ({self.impact}) at {self.where}: {self.html}\n    {self.said}"


@lru_cache(maxsize=1)
def script() -> str:
    installed(HERE, without="dev")
    return (HERE / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def violations(page: Page) -> tuple[list[Violation], list[str]]:
    """What axe finds on the page with everything unfolded: ours; and the rules of FRAMEWORK that excused something."""
    page.evaluate(UNFOLD)
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(script())
    ours, excused = [], []
    for found in page.evaluate(RUN):
        for node in found["nodes"]:
            if _is_excused(page, found["id"], node):
                excused.append(found["id"])
            else:
                ours.append(_violation(found, node))
    return ours, excused


def _is_excused(page: Page, rule: str, node: Mapping[str, Any]) -> bool:
    selectors = [each.where for each in FRAMEWORK if each.rule == rule]
    asked = "([where, selectors]) => selectors.some(each => document.querySelector(where)?.closest(each))"
    return bool(selectors) and page.evaluate(asked, [node["target"][0], selectors])


def _violation(found: Mapping[str, Any], node: Mapping[str, Any]) -> Violation:
    where = " ".join(str(each) for each in node["target"])
    return Violation(found["id"], found["impact"], where, node["html"][:200], node["failureSummary"].replace("\n", " "))
