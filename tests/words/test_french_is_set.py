"""Every French text of the catalogues as a French reader expects to see it set; each slip has a sentence that makes it."""

import re
from datetime import date

import pytest

from geo.areas import Text
from tests.words.french import SLIPS, slips
from ui.words import NARROW_NO_BREAK, NO_BREAK, Words, catalogue, typeset, words_for

THIN, HARD = NARROW_NO_BREAK, NO_BREAK
PLACES = re.compile(r"\{(\w+)\}")
# A programmer's notation, quoted as it has to be typed.
NOTATIONS = re.compile(
    r"`[^`]*`|0\.01 (?:GBP|d’une)|WCAG 2\.2|OpenAPI 3\.1|\d{2}/\d{4}|UTF-\d+|v3\.0|\w+=\w+(?:&\w+=\w+)*"
)

# One sentence for each slip.
WRONG = {
    "a word not elided": "Chiffres de avril 2022.",
    "« de le », « à les »": "Le conseil de le Kent.",
    "a straight apostrophe or quotation mark, or an English one": "L'essentiel",
    "two spaces": "2 407  entreprises",
    "three points for an ellipsis": "Chargement...",
    "an ordinary space before tall punctuation, a percentage or a currency": "Atteint : 62 %",
    "no space before tall punctuation": "Vraiment?",
    "a guillemet without its no-break space": "un «bon»",
    "the first of a month as a mere 1": "le 1 mai 2023",
    "a month with a capital": "le 22 Mai 2023",
    "a comma for thousands": "2,407 entreprises",
    "a point for decimals": "61.9 pour cent",
    "a currency before its amount": "£1000",
    "thousands parted by an ordinary space": "1 000 personnes",
    "a plural after none or one": "0 entreprises",
    "a plural in brackets": "3 chiffre(s)",
    "a number sign that can part from its number": "Publication n° 3",
}
RIGHT = (
    f"Au 1er mai 2023, 61,9{HARD}% des personnes{HARD}: 2{THIN}784 sur 4{THIN}500, soit plus d’entreprises que prévu.",
    f"Est-ce atteint{THIN}? «{HARD}Oui{HARD}»{THIN}; le 11 avril, 1 mois sur 2, aucune fois 2{HARD}000{HARD}000{HARD}£.",
    "De onze à douze, permettant de les déduire : l’indicateur, le dispositif, le Hampshire, qu’il visait.".replace(
        " :", f"{HARD}:"
    ),
)


def french_texts() -> dict[str, tuple[str, ...]]:
    words = catalogue("fr")
    return {**{key: (text,) for key, text in words.single.items()}, **words.counted}


def without_places(text: str) -> str:
    """As it stands, where each place holds a word that asks nothing of its neighbours."""
    return NOTATIONS.sub("…", PLACES.sub("Kent", text.replace("<br>", ", ").replace("{{", "{")))


def test_the_catalogues_make_no_slip():
    made = {
        key: found for key, forms in french_texts().items() for form in forms if (found := slips(without_places(form)))
    }
    assert made == {}


@pytest.mark.parametrize("slip", SLIPS)
def test_each_slip_is_found(slip):
    assert slip in {name for name, _ in slips(WRONG[slip])}


@pytest.mark.parametrize("sentence", RIGHT)
def test_what_is_well_set_is_no_slip(sentence):
    assert slips(sentence) == []


# -- real sentences


def test_numbers_money_and_dates_stand_in_a_sentence_as_french_writes_them():
    french = words_for("fr")
    said = french(
        "attention.behind_cited",
        actual=french.number(2407), day=date(2023, 5, 1), expected=french.number(1900), percent=french.percent(0.619),
        target=french.money(100_000_000, "GBP"),
    )  # fmt: skip
    assert said == (
        f"2{THIN}407 au 1er mai 2023, chiffre publié, contre 1{THIN}900 attendus à cette date (62{HARD}%){THIN}; "
        f"la valeur cible est de 1{THIN}000{THIN}000{HARD}£."
    )
    assert french.percent(0.6187, decimals=1) == f"61,9{HARD}%"
    assert french("board.finding_none", day=date(2023, 5, 22), total=23).startswith("Au 22 mai 2023, aucune des 23")


def test_english_writes_the_same_sentence_its_own_way():
    english = words_for("en")
    said = english("board.finding_none", day=date(2023, 5, 1), total=1900)
    assert said.startswith("On 1 May 2023") and "1,900" in said


@pytest.mark.parametrize(
    ("typed", "set_as"),
    [
        ("Où ? Ici ; là !", f"Où{THIN}? Ici{THIN}; là{THIN}!"),
        ("« Kent » : 5 % de 3 £", f"«{HARD}Kent{HARD}»{HARD}: 5{HARD}% de 3{HARD}£"),
        ("jusqu’à 10 000 caractères", f"jusqu’à 10{THIN}000 caractères"),
        ("la publication n° 3", f"la publication n°{HARD}3"),
        ("6,7 millions d’euros", f"6,7{HARD}millions d’euros"),
        ("en 2022, 100 entreprises", "en 2022, 100 entreprises"),
        ("le 22 mai 2023", "le 22 mai 2023"),
    ],
)
def test_a_typist_need_not_know_where_no_break_spaces_go(typed, set_as):
    assert typeset(typed, "fr") == set_as
    assert typeset(typed, "en") == typed


# -- none, one and many


@pytest.mark.parametrize(
    ("n", "in_french", "in_english"),
    [(0, "0 dispositif", "0 schemes"), (1, "1 dispositif", "1 scheme"), (2, "2 dispositifs", "2 schemes")],
)
def test_none_is_singular_in_french_and_plural_in_english(n, in_french, in_english):
    assert words_for("fr").n("schemes.count", n) == in_french
    assert words_for("en").n("schemes.count", n) == in_english


def test_one_and_a_half_million_is_still_a_million_in_french():
    assert words_for("fr").money_short(150_000_000, "GBP") == f"1,5{HARD}million de livres"
    assert words_for("fr").money_short(200_000_000, "GBP") == f"2{HARD}millions de livres"


@pytest.mark.parametrize("n", [0, 1])
def test_no_counted_text_has_a_plural_after_none_or_one(n):
    counted = catalogue("fr").counted
    found = {key: wrong for key, (one, _) in counted.items() if (wrong := slips(filled(one, n)))}
    assert found == {}


def test_a_plural_after_one_would_be_found():
    _, many = catalogue("fr").counted["schemes.count"]
    assert slips(filled(many, 1)) == [("a plural after none or one", "1 dispositifs")]


def filled(text: str, n: int) -> str:
    return without_places(text.replace("{n}", str(n)))


# -- de and d’


@pytest.mark.parametrize(
    ("month", "in_french"),
    [
        ("2022-04", "d’avril 2022"),
        ("2022-08", "d’août 2022"),
        ("2022-10", "d’octobre 2022"),
        ("2022-05", "de mai 2022"),
        ("2022-02", "de février 2022"),
    ],
)
def test_of_a_month_is_elided_before_a_vowel(month, in_french):
    assert words_for("fr").of_month(month) == in_french
    assert words_for("en").of_month(month).startswith("of ")


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("C-CARE", "Résultats de C-CARE"),
        ("Interreg", "Résultats d’Interreg"),
        ("Écluse", "Résultats d’Écluse"),
        ("Hampshire", "Résultats de Hampshire"),
        ("Onze rives", "Résultats de Onze rives"),
    ],
)
def test_a_name_put_into_a_sentence_is_elided_as_it_begins(name, title):
    assert words_for("fr")("site.title", programme=Text(name, name)) == title


def test_without_elision_the_slip_would_be_found(monkeypatch):
    monkeypatch.setattr("ui.words.elided", lambda text, shown, language: text)
    assert slips(Words("fr").of_month("2022-04")) == [("a word not elided", "de avril 2022")]
