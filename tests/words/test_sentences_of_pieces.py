"""Wherever a French sentence is put together, what is put in is tried: every month, name, unit and figure that can come."""

import re
from datetime import date

import pytest

from ccare_metrics import load_programme
from ccare_metrics.periods import month_range
from geo.areas import load_areas
from tests.pages.conftest import ROOT
from tests.words.french import slips
from tests.words.test_french_is_set import PLACES, french_texts, without_places
from ui.words import elided, words_for

FRENCH = words_for("fr")
PROGRAMME = load_programme(ROOT / "data" / "ccare")
# A place after a word that changes with what follows, or that a name of a country or office would ask for in another shape.
JOINED = re.compile(
    r"(?:\b(?:[Dd]e|[Dd]u|[Dd]es|[ÀàLl]|[Aa]ux?|[Ll][ea]s?|[Qq]ue|[Ee]n|[Dd]ans|[Cc]hez)[ \xa0]|[DdLl]’)\{(\w+)\}"
)

MONTHS = [FRENCH.month(month) for month in month_range(PROGRAMME.window_start, PROGRAMME.window_end)]
DAYS = [FRENCH.date(date(2023, month, day)) for month in range(1, 13) for day in (1, 8, 11, 22)]
FIGURES = [FRENCH.number(n) for n in (2, 8, 11, 1900, 1_000_000)]
MONEY = [FRENCH.money(100_000_000, "GBP"), FRENCH.money_short(100_000_000, "EUR")]
RESULTS = [
    FRENCH.qualified(figure, qualifier) for figure in FIGURES + MONEY for qualifier in ("exact", "over", "about")
]
SHARES = [FRENCH.percent(share) for share in (0, 0.08, 0.11, 1)]
UNITS = [FRENCH.name(each.unit.many) for each in PROGRAMME.indicators.values()]
CODES = ["2022-04", "A12", "UTF-8", "PDF"]

COMES: dict[str, list[str]] = {
    **dict.fromkeys(("month", "first", "last"), [*MONTHS, "2021"]),
    **dict.fromkeys(("at", "day", "today"), DAYS),
    **dict.fromkeys(
        ("before", "central", "cited", "difference", "expected", "figure", "former", "grant", "high", "low", "pace", "part",
         "sum", "target", "top", "total", "usual", "value"),
        RESULTS,
    ),
    **dict.fromkeys(
        ("at_risk", "below", "count", "deviations", "found", "least", "limit", "minimum_coverage", "months", "most", "n", "pages",
         "percent", "shown"),
        FIGURES,
    ),
    **dict.fromkeys(("covered", "error", "straight"), SHARES),
    "units": UNITS,
    "programme": ["C-CARE", "Interreg", "Écluse", "Onze rives"],
    **dict.fromkeys(("encoding", "kind", "other", "place", "suggestion"), CODES),
    "time": ["8 h 05", "11 h 30"],
    "sheets": ["avril, mai"],
}  # fmt: skip
# Of these French would want the article and the preposition that go with each (du Norfolk, à Plymouth, dans l’Eure): they stand alone.
NAMES = {
    "area",
    "areas",
    "by",
    "county",
    "email",
    "indicator",
    "indicators",
    "lead",
    "name",
    "partner",
    "partners",
    "scheme",
    "who",
}
# There a place of that name holds how many, not which.
HOW_MANY = {("at_a_glance.map_title", "areas"), ("schemes.finding", "partners"), ("schemes.finding", "strands")}


def joins() -> list[tuple[str, str, str]]:
    """(key, text, place) for each place after such a word."""
    found = [
        (key, form, place) for key, forms in french_texts().items() for form in forms for place in JOINED.findall(form)
    ]
    return [each for each in found if (each[0], each[2]) not in HOW_MANY]


def with_piece(text: str, place: str, piece: str) -> str:
    """The text as `Words` fills it, with this piece in its place and nothing to remark in the others."""
    return without_places(elided(text, {place: piece}, "fr").replace(f"{{{place}}}", piece))


def test_whatever_comes_after_such_a_word_is_known():
    assert {(key, place) for key, _, place in joins() if place not in COMES} == set()


def test_every_piece_joins_well():
    wrong = {
        (key, piece): found
        for key, text, place in joins()
        for piece in COMES.get(place, ())
        if (found := slips(with_piece(text, place, piece)))
    }
    assert wrong == {}


def test_a_sentence_that_joins_badly_is_found():
    assert slips(with_piece("Chiffres pour {month}, de l’{month}", "month", "mai 2022")) == []
    assert slips(with_piece("la {month}", "month", "août 2022")) == [("a word not elided", "la août 2022")]


def test_a_name_stands_where_it_needs_no_article():
    assert {(key, place) for key, _, place in joins() if place in NAMES} == set()


@pytest.mark.parametrize(
    "text", ["Carte de {area}", "dans {areas}", "les chiffres de {partner}", "à {partner}", "L’{indicator}"]
)
def test_a_name_that_needs_one_would_be_found(text):
    assert [place for place in JOINED.findall(text) if place in NAMES]


def test_names_are_many_and_some_begin_with_a_vowel():
    """Else the tests above would try nothing."""
    names = [FRENCH.name(area.name) for area in load_areas().values()]
    assert len(names) == 38
    assert {"Essex", "Île de Wight", "Eure"} <= set(names)
    assert {"avril 2021", "août 2022", "octobre 2022"} <= set(MONTHS)
    assert len(joins()) > 90
    assert {place for _, text, _ in joins() for place in PLACES.findall(text)} >= {"month", "units", "day"}
