"""Each text means one thing or is asked about: numbers, months and remarks, the same for everybody who asks."""

import random
import unicodedata

import pytest

from ccare_metrics.intake.grammar import Absent, Clean, Month, Number, Wrong, clean_text, read_count, read_period

NO_BREAK, NARROW, THIN, QUOTE = "\u00a0", "\u202f", "\u2009", "\u2019"
ROUND_TRIPS = 20_000


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0), ("12", 12), (" 12 ", 12), ("12\t", 12), ("007", 7), ("1 234", 1234), (f"1{NO_BREAK}234", 1234),
        (f"1{NARROW}234{NO_BREAK}567", 1234567),
        (f"12{THIN}345", 12345), ("1'234", 1234), (f"1{QUOTE}234{QUOTE}567", 1234567),
        ("123456789012345", 123456789012345),
    ],
)  # fmt: skip
def test_whole_numbers_may_have_spaces_or_apostrophes_between_thousands(text, value):
    assert read_count(text) == Number(value)


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("0", 0), ("12", 1200), ("1 234,50", 123450), (f"1{NARROW}234,5", 123450), ("1234.50", 123450), ("0,05", 5),
        ("0.1", 10), ("1'234.99", 123499),
        ("9999999999999,99", 999999999999999),
    ],
)  # fmt: skip
def test_amounts_are_exact_in_their_smallest_unit(text, minor):
    assert read_count(text, decimals=2) == Number(minor)


@pytest.mark.parametrize("text", ["1,234", "1.234", "12,345", "999.999"])
@pytest.mark.parametrize("decimals", [0, 2])
def test_what_two_countries_read_apart_is_asked_and_never_guessed(text, decimals):
    found = read_count(text, decimals=decimals)
    plain = text.replace(",", "").replace(".", "")
    assert found == Wrong("value.ambiguous", {"found": text, "suggestion": plain, "other": text.replace(",", ".")})


@pytest.mark.parametrize(
    ("text", "check"),
    [
        ("12,5", "fraction"), ("12.0", "fraction"), ("0.234", "fraction"), ("1234.567", "fraction"),
        ("1 234,5", "fraction"),
        ("-5", "negative"), ("\u22125", "negative"), ("\u20135", "negative"), ("-0", "negative"),
        ("- 1 234", "negative"), ("(5)", "negative"),
        ("+5", "plus"), ("1e3", "exponent"), ("1E400", "exponent"), ("1,5e3", "exponent"), ("NaN", "not_a_number"),
        ("-inf", "not_a_number"),
        ("Infinity", "not_a_number"), ("∞", "not_a_number"), ("0x1F", "notation"), ("0b11", "notation"),
        ("1_000", "underscore"), ("1/2", "slash"),
        ("½", "fraction_sign"), ("1½", "fraction_sign"), ("5²", "superscript"), ("12%", "percent"),
        ("12 %", "percent"), ("1,234,567", "grouped_by_marks"),
        ("1.234,50", "grouped_by_marks"), ("12 34", "grouping"), ("1 2345", "grouping"), ("1 234'567", "grouping"),
        ("£12", "unit"), ("12 €", "unit"),
        ("12 firms", "unit"), ("douze", "text"), ("na", "text"), ("12,", "text"), (".5", "text"), ("1\n2", "text"),
        ("=1+1", "text"), ("?", "text"),
        ("TRUE", "truth"), ("vrai", "truth"), ("#N/A", "error"), ("#VALEUR!", "error"), ("2022-05-01", "date"),
        ("01/02/2022", "date"),
        ("٣", "foreign_digit"), ("１２", "foreign_digit"), ("1\u200b2", "unseen"), ("\u202e12", "unseen"),
        ("12\ufeff", "unseen"), ("1\u20072", "unseen"),
        ("1\x002", "unseen"), ("1234567890123456", "too_long"), ("9223372036854775808", "too_long"),
        ("1" * 10_000, "too_long"),
    ],
)  # fmt: skip
def test_what_is_no_count_says_why(text, check):
    found = read_count(text)
    assert isinstance(found, Wrong)
    assert found.check == f"value.{check}"


@pytest.mark.parametrize(
    ("text", "check"),
    [("0,123", "decimals"), ("1234.567", "decimals"), ("1 234,567", "decimals"), ("99999999999999,9", "too_long")],
)
def test_an_amount_has_no_more_than_its_own_decimals(text, check):
    assert read_count(text, decimals=2).check == f"value.{check}"


def test_a_strange_digit_is_named():
    assert read_count("1٣").told == {
        "found": "1٣",
        "character": "٣",
        "code": "U+0663",
        "name": "ARABIC-INDIC DIGIT THREE",
    }


def test_english_and_french_amounts_with_both_marks_are_refused_with_what_to_type():
    assert read_count("1,234.50", decimals=2).told["suggestion"] == "1234.50"
    assert read_count("1.234,50", decimals=2).told["suggestion"] == "1234.50"
    assert read_count("1,234,567", decimals=2).told["suggestion"] == "1234567"


@pytest.mark.parametrize("text", ["", " ", "\t", NO_BREAK])
def test_blank_is_not_reported_and_never_zero(text):
    assert read_count(text) == Absent("not_reported")


@pytest.mark.parametrize("text", ["n/a", "N/A", "s.o.", "S.O.", "s. o.", f"s.{NO_BREAK}o.", "so"])
def test_not_applicable_has_its_own_words(text):
    assert read_count(text) == Absent("not_applicable")


@pytest.mark.parametrize("text", ["-", "–", "—", "nc", "NC", "n.c."])
def test_a_dash_for_a_blank_is_noted(text):
    assert read_count(text) == Absent("not_reported", "value.blank_word", text)


def written(value: int, chance: random.Random, *, decimals: int) -> str:
    """A number as somebody in one of the two countries may write it, without doubt."""
    whole, part = divmod(value, 10**decimals)
    digits = str(whole)
    between = chance.choice(["", "", " ", NO_BREAK, NARROW, THIN, "'", QUOTE])
    first = len(digits) % 3 or 3
    told = between.join([digits[:first], *(digits[at : at + 3] for at in range(first, len(digits), 3))])
    if decimals and (part or chance.random() < 0.5):
        shown = f"{part:0{decimals}d}"
        told += chance.choice(",.") + (shown.rstrip("0") if part and chance.random() < 0.5 else shown)
    return chance.choice(["", " ", NO_BREAK]) + told + chance.choice(["", " ", "\t"])


@pytest.mark.parametrize("decimals", [0, 2])
def test_twenty_thousand_numbers_written_in_both_countries_come_back_as_they_were(decimals):
    chance = random.Random(20230605 + decimals)
    wrong = []
    for _ in range(ROUND_TRIPS):
        value = chance.randrange(10 ** chance.randint(1, 15))
        text = written(value, chance, decimals=decimals)
        if read_count(text, decimals=decimals) != Number(value):
            wrong.append((value, text, read_count(text, decimals=decimals)))
    assert wrong == []


def test_twenty_thousand_texts_at_random_are_a_number_only_where_their_digits_say_so():
    """Whatever is accepted is the number of its ASCII digits, in order; nothing raises."""
    chance = random.Random(5)
    signs = "0123456789" * 3 + " '.,-+eExX_%/\u00a0\u202f\u2009\u2019½²٣１\u200b\u202e€£n\n\0#()"
    accepted = 0
    for _ in range(ROUND_TRIPS):
        text = "".join(chance.choice(signs) for _ in range(chance.randint(1, 8)))
        for decimals in (0, 2):
            found = read_count(text, decimals=decimals)
            if isinstance(found, Number):
                accepted += 1
                digits = "".join(sign for sign in text if sign in "0123456789")
                assert found.value in (int(digits), int(digits) * 10, int(digits) * 100)
                assert not any(unicodedata.category(sign) in ("No", "Cf") for sign in text)
    assert accepted > 100


# -- months


@pytest.mark.parametrize(
    "text",
    [
        "2022-05", "2022-5", "2022-M05", "05/2022", "5/2022", "mai 2022", "Mai 2022",
        "MAY 2022", f"mai{NO_BREAK}2022", "2022-05-31", "2022-05-01T00:00:00",
        "25/05/2022", "05/05/2022", " 2022-05 ",
    ],
)  # fmt: skip
def test_a_month_may_be_written_in_many_ways(text):
    assert read_period(text) == Month("2022-05")


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("janv. 2022", "01"), ("Jan 2022", "01"), ("février 2022", "02"), ("fevr. 2022", "02"), ("mars 2022", "03"),
        ("March 2022", "03"), ("avr. 2022", "04"),
        ("juin 2022", "06"), ("juil. 2022", "07"), ("July 2022", "07"), ("août 2022", "08"), ("Aug 2022", "08"),
        ("sept. 2022", "09"), ("oct 2022", "10"),
        ("Novembre 2022", "11"), ("déc. 2022", "12"), ("de\u0301cembre 2022", "12"),
    ],
)  # fmt: skip
def test_months_have_their_names_in_both_languages(text, month):
    assert read_period(text) == Month(f"2022-{month}")


@pytest.mark.parametrize(
    ("text", "check"),
    [
        ("", "missing"), ("  ", "missing"), ("2026-13", "no_such_month"), ("13/2026", "no_such_month"),
        ("0/2026", "no_such_month"),
        ("2022-02-30", "no_such_day"), ("31/06/2022", "no_such_day"), ("05/25/2022", "no_such_day"),
        ("03/04/2026", "day_or_month"),
        ("mai-22", "short_year"), ("May 22", "short_year"), ("05/22", "short_year_or_day"),
        ("22-05", "short_year_or_day"), ("01/05/22", "short_year_or_day"),
        ("T1 2026", "quarter"), ("Q1-26", "quarter"), ("2026-Q1", "quarter"), ("2022", "year_only"),
        ("44682", "serial"),
        ("jui 2022", "unreadable"), ("2022/05", "unreadable"), ("٢٠٢٢-05", "unreadable"),
        ("next month", "unreadable"), ("2022-05; DROP", "unreadable"),
    ],
)  # fmt: skip
def test_what_is_no_month_says_why(text, check):
    assert read_period(text).check == f"period.{check}"


def test_two_days_that_could_be_exchanged_are_read_only_where_a_template_says_how():
    assert read_period("03/04/2026").told == {"found": "03/04/2026", "suggestion": "2026-04", "other": "2026-03"}
    assert read_period("03/04/2026", day_first=True) == Month("2026-04")
    assert read_period("04/13/2026", day_first=True).check == "period.no_such_day"


# -- remarks


def test_signs_that_nobody_sees_are_taken_out_and_told():
    assert clean_text(" a\u202eb\u200bc\x07\ufeff ") == Clean("abc", ("U+202E", "U+200B", "U+0007", "U+FEFF"))


def test_line_breaks_stay_and_letters_are_composed():
    assert clean_text("un\r\ndeux\rtrois\u2028quatre\tcinq e\u0301té") == Clean("un\ndeux\ntrois\nquatre cinq été")


def test_emoji_and_accents_are_kept():
    assert clean_text("🎉 précarité – l’été « 5 € »") == Clean("🎉 précarité – l’été « 5 € »")


@pytest.mark.parametrize(
    ("text", "check"), [("a\0b", "nul"), ("a\ud83d", "surrogate"), ("abcdef", "too_long"), ("é" * 6, "too_long")]
)
def test_a_remark_that_cannot_be_kept_says_why(text, check):
    assert clean_text(text, 5).check == f"text.{check}"


def test_a_remark_of_just_the_limit_is_kept():
    assert clean_text("e\u0301" * 5, 5) == Clean("é" * 5)
