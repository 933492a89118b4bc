"""The accessibility statement: what is claimed, how it was checked and when, what stands in the way of whom and what to do instead."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from html import escape
from pathlib import Path

from ui import about, frame
from ui.access import Visit
from ui.words import Words

LAST_AUDIT = Path(__file__).resolve().parents[1] / "data" / "last_audit.toml"
GAPS = ("explore", "grid", "words", "practice", "trial")
DOES = ("twins", "keyboard", "colour", "themes", "narrow", "paper")
RECOURSE = (
    ("statement.recourse_fr", "https://www.defenseurdesdroits.fr"),
    ("statement.recourse_uk", "https://www.equalityadvisoryservice.com"),
)


@dataclass(frozen=True)
class Audit:
    """The last whole audit by axe-core, and by Lighthouse: scores are the lowest of all pages, out of 100."""

    day: date
    axe: str
    views: int
    violations: int
    lighthouse: str
    pages: int
    accessibility: int
    best_practices: int


@lru_cache(maxsize=4)
def last_audit(path: Path = LAST_AUDIT) -> Audit:
    with path.open("rb") as file:
        told = tomllib.load(file)
    axe, lighthouse = told["axe"], told["lighthouse"]
    return Audit(
        day=max(axe["day"], lighthouse["day"]),
        axe=axe["version"],
        views=axe["views"],
        violations=axe["violations"],
        lighthouse=lighthouse["version"],
        pages=lighthouse["pages"],
        accessibility=lighthouse["accessibility"],
        best_practices=lighthouse["best_practices"],
    )


def finding(words: Words) -> str:
    return words("statement.finding", gaps=words.n("statement.gaps", len(GAPS)))


def status(words: Words) -> tuple[str, ...]:
    return frame.section(words("statement.status")), frame.prose([words("statement.status_text")])


def method(words: Words) -> tuple[str, ...]:
    audit = last_audit()
    told = [
        words.n(
            "statement.axe", audit.violations, version=audit.axe, views=words.number(audit.views), day=words.date(audit.day)
        ),
        words(
            "statement.lighthouse", version=audit.lighthouse, pages=audit.pages,
            accessibility=audit.accessibility, practices=audit.best_practices,
        ),
        words("statement.by_hand"),
        words("statement.not_checked"),
    ]  # fmt: skip
    return frame.section(words("statement.method")), frame.prose(told)


def gaps(words: Words) -> tuple[str, ...]:
    rows = "".join(
        f"<div><dt>{escape(words(f'statement.gap_{each}'))}</dt><dd>{escape(words(f'statement.gap_{each}_text'))}</dd></div>"
        for each in GAPS
    )
    return frame.section(words("statement.gaps_title")), f'<dl class="cc-described">{rows}</dl>'


def does(words: Words) -> tuple[str, ...]:
    items = "".join(f"<li>{escape(words(f'statement.does_{each}'))}</li>" for each in DOES)
    return frame.section(words("statement.does_title")), f'<ul class="cc-plain-list">{items}</ul>'


def recourse(visit: Visit) -> tuple[str, ...]:
    words = visit.words
    ways = "".join(
        f'<li>{escape(words(key))} <a href="{address}" rel="noreferrer">{address.removeprefix("https://www.")}</a></li>'
        for key, address in RECOURSE
    )
    return (
        frame.section(words("statement.contact")),
        frame.prose([words("statement.contact_text")]),
        about.contact(visit),
        frame.prose([words("statement.recourse")]),
        f'<ul class="cc-plain-list">{ways}</ul>',
        frame.prose([words("statement.date", day=words.date(last_audit().day))]),
    )
