"""Notes beside figures: what was taken out of them, whether they say anything, and whether they say too much."""

import re
from collections.abc import Iterable, Iterator

from ccare_metrics.checks.findings import Seen
from ccare_metrics.checks.naming import plain
from ccare_metrics.checks.sheet import Sheet
from ccare_metrics.framework import Indicator
from ccare_metrics.intake.faults import shown
from ccare_metrics.intake.grammar import Number

FEWEST_LETTERS = 3  # "ok" explains nothing
NEAR = 3  # words

# One and un are articles more often than numbers.
_ENGLISH = {"single": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9}
_FRENCH = {
    "seul": 1,
    "seule": 1,
    "deux": 2,
    "trois": 3,
    "quatre": 4,
    "cinq": 5,
    "six": 6,
    "sept": 7,
    "huit": 8,
    "neuf": 9,
}
_IN_LETTERS = _ENGLISH | _FRENCH
_COUNTED = (
    *(
        "people",
        "person",
        "persons",
        "woman",
        "women",
        "man",
        "men",
        "participant",
        "participants",
        "trader",
        "traders",
    ),
    *("firm", "firms", "business", "businesses", "company", "companies", "applicant", "applicants"),
    *("personne", "personnes", "femme", "femmes", "homme", "hommes", "participante", "participantes"),
    *("bénéficiaire", "bénéficiaires", "entreprise", "entreprises", "société", "sociétés", "candidat", "candidats"),
)
_WORD = re.compile(r"(?<![\w.,/:+-])(?:[0-9]++|[^\W\d_]++)(?![0-9.,/:-][0-9]|\s?%)")


def says_something(note: str) -> bool:
    """Whether a note can stand as an explanation."""
    return sum(map(str.isalpha, note)) >= FEWEST_LETTERS


def says_nothing(sheet: Sheet) -> Iterator[Seen]:
    for row, line in enumerate(sheet.lines):
        if line.note and not says_something(line.note):
            yield Seen((row,), "note", {"found": shown(line.note)})


def tells_a_small_count(sheet: Sheet) -> Iterator[Seen]:
    """A count below the hiding threshold in the words beside a figure that would be hidden: "only 2 people"."""
    programme = sheet.context.programme
    below = programme.disclosure.hide_below
    for key, row in sheet.kept.items():
        indicator, line = programme.indicators[key.indicator], sheet.lines[row]
        if not (below and indicator.sensitive and line.note):
            continue
        own = line.value.value if isinstance(line.value, Number) and indicator.kind != "money" else None
        found = small_count(line.note, below=below, nouns=nouns_of([indicator]), own=own)
        if found:
            yield Seen((row,), "note", {"found": found, "below": below})


def small_count(text: str, *, below: int, nouns: frozenset[str], own: int | None = None) -> str:
    """The first number under `below`, in digits or letters, near a word for those who are counted, or equal to the figure itself
    (`own`); "" where there is none. Also for what is said beside a whole scheme."""
    words = [word.lower() for word in _WORD.findall(text)]
    for place, word in enumerate(words):
        number = int(word) if word.isdigit() and len(word) < 5 else _IN_LETTERS.get(word)
        if number is None or not 0 < number < below:
            continue
        near = {plain(each) for each in words[max(place - NEAR, 0) : place + NEAR + 1]}
        if number == own or near & nouns:
            return word
    return ""


def nouns_of(indicators: Iterable[Indicator]) -> frozenset[str]:
    """Words for those who are counted: the usual ones, and the units of the indicators."""
    units = (
        text
        for indicator in indicators
        if indicator.kind != "money"
        for unit in (indicator.unit.one, indicator.unit.many)
        for text in (unit.en, unit.fr)
    )
    return frozenset(
        {*map(plain, _COUNTED), *(word for text in units for word in plain(text).split() if len(word) > 3)}
    )
