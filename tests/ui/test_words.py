"""Numbers, money, dates and names as each language writes them."""

from datetime import date
from fractions import Fraction

import pytest

from ccare_metrics.framework import Indicator, Source, StatusRule
from geo.areas import Text
from ui.words import UnknownLanguageError, Words, words_for

THIN = "\N{NARROW NO-BREAK SPACE}"
HARD = "\N{NO-BREAK SPACE}"


def test_thousands_are_grouped_by_comma_in_english_and_by_a_thin_space_in_french(english: Words, french: Words) -> None:
    assert (english.number(2407), french.number(2407)) == ("2,407", f"2{THIN}407")


def test_decimals_follow_the_language_and_a_minus_is_a_minus(english: Words, french: Words) -> None:
    assert (english.number(-1.25, decimals=1), french.number(-1.25, decimals=1)) == ("−1.3", "−1,3")


def test_percentages_round_to_the_nearest_whole(english: Words, french: Words) -> None:
    assert (english.percent(2407 / 1900), french.percent(Fraction(2784, 4500))) == ("127%", f"62{HARD}%")


def test_just_short_of_the_whole_is_never_a_hundred_percent(english: Words) -> None:
    assert (english.percent(0.997), english.percent(1), english.percent(1.004)) == ("99%", "100%", "100%")


def test_money_stands_before_the_number_in_english_and_after_it_in_french(english: Words, french: Words) -> None:
    assert english.money(100_000_000, "GBP") == "£1,000,000"
    assert french.money(100_000_000, "GBP") == f"1{THIN}000{THIN}000{HARD}£"
    assert french.money(673_750_706, "EUR") == f"6{THIN}737{THIN}507,06{HARD}€"
    assert english.money(-5_000, "GBP") == "−£50"


def test_short_money_counts_millions_and_french_has_one_million_but_two_millions(english: Words, french: Words) -> None:
    assert english.money_short(100_000_000, "GBP") == "£1 million"
    assert french.money_short(100_000_000, "GBP") == f"1{HARD}million de livres"
    assert french.money_short(673_750_706, "EUR") == f"6,7{HARD}millions d’euros"
    assert english.money_short(-150_000_000, "EUR") == "−€1.5 million"
    assert english.money_short(25_000_000, "GBP") == "£250,000"


def test_an_unknown_currency_is_named_with_the_known_ones(english: Words) -> None:
    with pytest.raises(KeyError, match="USD.*GBP, EUR"):
        english.money(1, "USD")


def test_qualifiers_stay_with_the_figure(english: Words, french: Words, firms: Indicator, vouchers: Indicator) -> None:
    assert english.quantity(200, "over", firms) == "over 200"
    assert french.quantity(200, "over", firms) == "plus de 200"
    assert english.quantity(100_000_000, "about", vouchers) == "about £1 million"
    assert french.quantity(100_000_000, "about", vouchers) == f"environ 1{HARD}million de livres"
    assert english.quantity(12_345, "exact", vouchers) == "£123.45"


def test_french_counts_none_and_one_as_singular(english: Words, french: Words, firms: Indicator) -> None:
    assert [english.unit(n, firms) for n in (0, 1, 2)] == ["firms", "firm", "firms"]
    assert [french.unit(n, firms) for n in (0, 1, 2)] == ["entreprise", "entreprise", "entreprises"]


def test_dates_are_written_out_and_the_first_is_premier(english: Words, french: Words) -> None:
    assert (english.date(date(2023, 5, 22)), french.date(date(2023, 5, 22))) == ("22 May 2023", "22 mai 2023")
    assert french.date(date(2021, 4, 1)) == "1er avril 2021"
    assert french.date(date(2021, 4, 11)) == "11 avril 2021"


@pytest.mark.parametrize(
    ("period", "in_english", "in_french"),
    [
        ("2022-04", "April 2022", "avril 2022"),
        ("2022-Q2", "April to June 2022", "avril à juin 2022"),
        ("2022", "2022", "2022"),
        ("to_date", "to date", "à ce jour"),
    ],
)
def test_every_kind_of_period_has_its_words(period: str, in_english: str, in_french: str) -> None:
    assert (words_for("en").period(period), words_for("fr").period(period)) == (in_english, in_french)


def test_a_source_is_dated_as_exactly_as_it_dates_itself(english: Words, french: Words) -> None:
    dated = [Source("Page", "https://example.org", printed) for printed in ("2023-05-22", "2021-04", "2021", None)]
    assert [english.source(source) for source in dated] == [
        "Page, 22 May 2023",
        "Page, April 2021",
        "Page, 2021",
        "Page, undated",
    ]
    assert french.source(dated[0]) == "Page, 22 mai 2023"


def test_lists_join_as_the_language_does(english: Words, french: Words) -> None:
    assert (english.join(["a", "b", "c"]), french.join(["a", "b", "c"])) == ("a, b and c", "a, b et c")


def test_french_spaces_typed_as_ordinary_ones_become_no_break(french: Words) -> None:
    assert french.name(Text("x", "Où ? « Ici » : 5 %")) == f"Où{THIN}? «{HARD}Ici{HARD}»{HARD}: 5{HARD}%"


def test_the_status_rule_is_told_with_the_programmes_own_cut_offs(english: Words) -> None:
    assert "between 70% and 90%" in english.status_rule("at_risk", StatusRule(90, 70, 60))


def test_an_unknown_language_is_named_with_the_known_ones() -> None:
    with pytest.raises(UnknownLanguageError, match="de.*en, fr"):
        Words("de")("table.open")
