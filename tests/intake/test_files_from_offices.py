"""What spreadsheet programs really write, in both countries, is read as it was meant, and what was put right is said."""

import re

import pytest

from ccare_metrics.entries import Row
from ccare_metrics.intake import read_file
from ccare_metrics.intake.grammar import Number, read_count
from tests.intake.workbooks import (
    ENGLISH,
    ESSEX,
    FRENCH,
    KENT,
    book,
    book_parts,
    csv,
    data,
    merged,
    notes,
    sheet,
    told,
    values,
    zipped,
)
from ui.words import words_for

DAY = '<c r="{at}" s="1"><v>%s</v></c>'
ACCENTED = (
    "Lutte contre la précarité numérique",
    "personnes accompagnées",
    "Finistère",
    "mai 2022",
    "",
    "12",
    "à vérifier",
)


# -- text files


def test_french_excel_writes_windows_latin_with_semicolons_and_decimal_commas():
    text = csv(FRENCH, ACCENTED, (*ACCENTED[:5], "1\u00a0234,50", "l’été – 5 €"), separator=";")
    reading = read_file("a.csv", text.encode("cp1252"))
    assert (reading.encoding, reading.separator, reading.language) == ("cp1252", ";", "fr")
    assert reading.rows[0] == Row("2", *ACCENTED)
    assert read_count(reading.rows[1].value, decimals=2) == Number(123450)
    assert reading.rows[1].note == "l’été – 5 €"


def test_what_was_read_as_windows_latin_is_shown_in_three_cells_with_accents():
    text = csv(FRENCH, *[(*ACCENTED[:6], f"numéro {number}") for number in range(9)], separator=";")
    samples = notes(read_file("a.csv", text.encode("cp1252")))["file.cp1252"]["samples"]
    assert samples == "numéro 8 | Finistère | personnes accompagnées"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_text_with_a_mark_or_in_utf_8_is_read_without_a_question(encoding, separator):
    reading = read_file("a.csv", csv(FRENCH, ACCENTED, separator=separator).encode(encoding))
    assert reading.rows == (Row("2", *ACCENTED),)
    assert (reading.encoding, reading.separator, reading.notes) == (encoding, separator, ())


def test_a_title_with_commas_does_not_choose_the_separator():
    text = "Chiffres, mai 2022, provisoires, à vérifier, etc.\r\n\r\n" + csv(FRENCH, ACCENTED, separator=";")
    reading = read_file("a.csv", text.encode())
    assert reading.separator == ";"
    assert [row.place for row in reading.rows] == ["4"]
    assert notes(reading)["file.title_skipped"]["row"] == "3"


def test_a_line_that_tells_the_separator_is_no_row():
    assert [
        row.place for row in read_file("a.csv", b"sep=;\r\n" + csv(ENGLISH, KENT, separator=";").encode()).rows
    ] == ["2"]


def test_rows_may_end_before_their_note():
    assert values(read_file("a.csv", csv(ENGLISH, KENT[:6], ESSEX).encode())) == ["12", "7"]


def test_a_remark_of_several_lines_is_one_cell():
    text = csv(FRENCH, (*ACCENTED[:6], '"un ; deux\r\ntrois ""quatre"""'), ACCENTED, separator=";")
    reading = read_file("a.csv", text.encode())
    assert reading.rows[0].note == 'un ; deux\ntrois "quatre"'
    assert [row.place for row in reading.rows] == ["2", "3"]


def test_line_ends_of_unix_are_read():
    assert values(read_file("a.csv", csv(ENGLISH, KENT, ESSEX, end="\n").encode())) == ["12", "7"]


# -- headings


@pytest.mark.parametrize(
    "headings",
    [
        FRENCH,
        [heading.upper() for heading in FRENCH],
        ["Dispositif ", "\u00a0Indicateur", "TERRITOIRE", "Periode", "ventilation", "Valeur", "Commentaire"],
        ["dispositif", "indicator", "territoire", "pe\u0301riode", "category", "valeur", "note"],
        ["\u200bdispositif", "indicateur", "territoire", "pÉriode", "ventilation", "val\u00adeur", "commentaire"],
    ],
)
def test_headings_are_found_in_any_case_with_or_without_accents_in_either_language(headings):
    reading = read_file("a.csv", csv(headings, ACCENTED, separator=";").encode())
    assert reading.rows == (Row("2", *ACCENTED),)
    assert reading.language == "fr"


def test_columns_may_stand_in_any_order_and_strangers_among_them_are_named_and_left_out():
    headings = ("value", "Contact", "note", "period", "area", "indicator", "scheme", "")
    cells = ("12", "somebody", "ok", "2022-05", "Kent", "businesses_supported", "green_voucher", "")
    reading = read_file("a.csv", csv(headings, cells).encode())
    assert reading.rows == (Row("2", "green_voucher", "businesses_supported", "Kent", "2022-05", "", "12", "ok"),)
    assert notes(reading)["file.extra_columns"] == {"columns": "Contact"}


def test_empty_columns_at_the_end_are_nothing():
    text = csv((*FRENCH, "", ""), (*ACCENTED, "", ""), (*ACCENTED, "", "", "", ""), separator=";")
    assert read_file("a.csv", text.encode()).notes == ()
    assert read_file("a.xlsx", book((*FRENCH, "", ""), (*ACCENTED, "", " "))).notes == ()


def test_a_column_without_a_heading_is_named_by_its_letter():
    reading = read_file("a.xlsx", book(ENGLISH, KENT, (*ESSEX, "", "see mail")))
    assert notes(reading)["file.extra_columns"] == {"columns": "I"}


# -- rows


@pytest.mark.parametrize("word", ["Total", "TOTAL :", "Somme", "Ensemble", "Totaux", "Sous-total", "Total général"])
def test_a_row_of_totals_is_left_out_and_said(word):
    reading = read_file("a.xlsx", book(FRENCH, ACCENTED, (word, "", "", "", "", 24), ("", "", word, "", "", 24)))
    assert values(reading) == ["12"]
    assert notes(reading)["file.totals_row"] == {"rows": "3, 4"}


def test_a_total_in_another_column_is_a_row_for_the_checks():
    assert len(read_file("a.xlsx", book(ENGLISH, (*KENT[:2], "Total", *KENT[3:]))).rows) == 1


def test_blank_rows_between_figures_are_nothing():
    reading = read_file("a.xlsx", book(ENGLISH, KENT, (), ("", " "), ESSEX))
    assert [row.place for row in reading.rows] == ["2", "5"]


def test_a_row_without_a_value_stays_a_row():
    assert values(read_file("a.xlsx", book(ENGLISH, (*KENT[:5], "", "")))) == [""]


def test_unseen_signs_go_from_text_and_stay_in_values_for_the_grammar():
    reading = read_file(
        "a.xlsx", book(ENGLISH, ("green\u200b_voucher", KENT[1], "\u202eKent", KENT[3], "", "1\u200b2", "a\u2066b"))
    )
    row = reading.rows[0]
    assert (row.scheme, row.area, row.note, row.value) == ("green_voucher", "Kent", "ab", "1\u200b2")
    assert notes(reading)["file.removed_characters"] == {"rows": "2"}


@pytest.mark.parametrize(
    "text", ["=HYPERLINK(1)", "+33 6", "@here", "-", "<script>alert(1)</script>", "'; DROP TABLE figure", "🎉 été"]
)
def test_text_that_others_would_run_is_kept_as_it_was_typed(text):
    assert read_file("a.csv", csv(ENGLISH, (*KENT[:6], text)).encode()).rows[0].note == text
    assert read_file("a.xlsx", book(ENGLISH, (*KENT[:6], text))).rows[0].note == text


def test_an_apostrophe_that_an_export_put_before_text_is_taken_off_again():
    assert read_file("a.csv", csv(ENGLISH, (*KENT[:6], "'=1")).encode()).rows[0].note == "=1"
    assert read_file("a.csv", csv(ENGLISH, (*KENT[:6], "'tis so")).encode()).rows[0].note == "'tis so"


# -- workbooks


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("12", "12"), ("12.0", "12"), ("1234.5", "1234.5"), ("0.30000000000000004", "0.3"), ("12.000000000000002", "12"),
        ("0.00001", "0.00001"),
        ("999999999999999", "999999999999999"), ("-5", "-5"), ("1E3", "1000"), ("0", "0"),
    ],
)  # fmt: skip
def test_a_number_is_read_as_a_spreadsheet_program_shows_it(number, text):
    assert values(read_file("a.xlsx", book(ENGLISH, (*KENT[:5], f'<c r="{{at}}"><v>{number}</v></c>')))) == [text]


def test_days_are_read_as_days_in_both_calendars():
    rows = data(ENGLISH, (*KENT[:3], DAY % "44682", "", 1))
    assert read_file("a.xlsx", zipped(book_parts({"figures": sheet(rows)}))).rows[0].period == "2022-05-01"
    since_1904 = '<workbookPr date1904="1"/>'
    assert (
        read_file("a.xlsx", zipped(book_parts({"figures": sheet(rows)}, properties=since_1904))).rows[0].period
        == "2026-05-02"
    )
    assert read_file("a.xlsx", book(ENGLISH, (*KENT[:3], 44682, "", 1))).rows[0].period == "44682"


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#DIV/0!"])
def test_an_error_of_a_formula_is_named_and_never_blank(error):
    cell = f'<c r="{{at}}" t="e"><f>1/0</f><v>{error}</v></c>'
    assert values(read_file("a.xlsx", book(ENGLISH, (*KENT[:5], cell), ESSEX))) == [error, "7"]
    assert values(read_file("a.xlsx", book(ENGLISH[:6], KENT[:6], (*KENT[:5], cell)))) == ["12", error]


def test_a_truth_value_is_named():
    assert values(read_file("a.xlsx", book(ENGLISH, (*KENT[:5], True), (*KENT[:5], False)))) == ["TRUE", "FALSE"]


def test_formulas_are_read_by_their_values_and_counted():
    rows = [
        (*KENT[:5], '<c r="{at}"><f>5+7</f><v>12</v></c>'),
        (*ESSEX[:5], '<c r="{at}" t="str"><f>IF(1,"","")</f><v></v></c>'),
    ]
    reading = read_file("a.xlsx", book(ENGLISH, *rows))
    assert values(reading) == ["12", ""]
    assert notes(reading)["file.formulas_read"] == {"count": 2}


def test_formulas_without_a_value_outside_the_table_do_not_matter():
    formula = '<c r="{at}"><f>1</f></c>'
    assert told("a.xlsx", book((formula,), ENGLISH, (*KENT, "", formula))) == {}


def test_merged_cells_outside_the_table_do_not_matter():
    reading = read_file(
        "a.xlsx", book(("Figures of May 2022",), ENGLISH, KENT, after=merged("A1:G1", "I2:J9", "A9:B9"))
    )
    assert notes(reading)["file.title_skipped"] == {"title": "Figures of May 2022", "row": "2"}


def test_hidden_rows_and_columns_are_read_and_counted():
    hidden = '<cols><col min="6" max="6" hidden="1"/></cols>'
    reading = read_file("a.xlsx", book(ENGLISH, KENT, ESSEX, KENT, hidden=(2, 4, 9), before=hidden))
    assert len(reading.rows) == 3
    assert notes(reading)["file.hidden_rows"] == {"count": 2, "rows": "2, 4"}
    assert notes(reading)["file.hidden_columns"] == {"columns": "F"}


def test_figures_on_a_hidden_sheet_are_read_and_said():
    parts = book_parts(
        {"Read me": sheet(data(("hello",))), "May": sheet(data(ENGLISH, KENT))}, states={"May": "hidden"}
    )
    reading = read_file("a.xlsx", zipped(parts))
    assert (reading.sheet, values(reading)) == ("May", ["12"])
    assert notes(reading)["file.hidden_sheet"] == {"sheet": "May"}


@pytest.mark.parametrize("name", ["Chiffres", "FIGURES "])
def test_a_sheet_of_the_right_name_goes_before_others_and_those_are_named(name):
    parts = book_parts({"April": sheet(data(ENGLISH, ESSEX)), name: sheet(data(FRENCH, ACCENTED))})
    reading = read_file("a.xlsx", zipped(parts))
    assert (reading.sheet, reading.language) == (name, "fr")
    assert notes(reading)["file.other_sheets"]["sheets"] == "April"


def test_the_only_sheet_with_the_headings_is_found_wherever_it_stands():
    parts = book_parts({"Notes": sheet(data(("a", "b"))), "Feuil2": sheet(data((), (), FRENCH, ACCENTED))})
    reading = read_file("a.xlsx", zipped(parts))
    assert (reading.sheet, reading.rows[0].place) == ("Feuil2", "4")


def test_a_million_formatted_rows_without_content_do_no_harm():
    empty = "".join(f'<row r="{number}" s="1" customFormat="1"/>' for number in range(4, 1_048_577))
    content = zipped(book_parts({"figures": sheet(data(ENGLISH, KENT, ESSEX) + empty)}))
    assert values(read_file("a.xlsx", content)) == ["12", "7"]


def test_two_hundred_thousand_formatted_cells_without_content_do_no_harm():
    empty = "".join(f'<row r="{n}"><c r="A{n}" s="1"/><c r="XFD{n}" s="1"/></row>' for n in range(4, 200_000))
    content = zipped(book_parts({"figures": sheet(data(ENGLISH, KENT, ESSEX) + empty)}))
    assert values(read_file("a.xlsx", content)) == ["12", "7"]


def test_markup_of_other_programs_is_read():
    """With a prefix before every name; and without saying where a cell stands."""
    error = '<c r="{at}" t="e"><v>#N/A</v></c>'
    plain = sheet(data(ENGLISH, (*KENT[:4], "all", "12"), (*ESSEX[:4], "all", error)))
    prefixed = re.sub(r"<(/?)([a-zA-Z])", r"<\1x:\2", plain).replace("xmlns=", "xmlns:x=")
    without_places = re.sub(r' r="[A-Z]*[0-9]+"', "", plain)
    for markup in (plain, prefixed, without_places):
        assert values(read_file("a.xlsx", zipped(book_parts({"figures": markup})))) == ["12", "#N/A"]


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.csv", "x" * 300 + ".csv", 'a"b\x00\u202e.csv', "", "/dev/null", "CON.xlsx.csv"]
)
def test_the_name_of_a_file_is_nothing_but_a_name(name):
    content = csv(ENGLISH, KENT).encode()
    assert read_file(name, content) == read_file("a.csv", content)


def test_every_note_has_its_sentence_in_both_languages():
    hidden = '<cols><col min="6" max="6" hidden="1"/></cols>'
    rows = data(
        ("Title",),
        (*ENGLISH, "more"),
        (*KENT[:5], '<c r="{at}"><f>1</f><v>1</v></c>', "a\u200bb"),
        ("Total",),
        hidden=(3,),
    )
    parts = book_parts(
        {"figures": sheet(rows, before=hidden), "b": sheet(data(ENGLISH, KENT))}, states={"figures": "hidden"}
    )
    found = [
        *read_file("a.xlsx", zipped(parts)).notes,
        *read_file("a.csv", csv(FRENCH, ACCENTED).encode("cp1252")).notes,
    ]
    assert {note.check for note in found} == {
        "file.title_skipped", "file.extra_columns", "file.formulas_read", "file.removed_characters", "file.totals_row", "file.hidden_rows",
        "file.hidden_columns", "file.hidden_sheet", "file.other_sheets", "file.cp1252",
    }  # fmt: skip
    for note in found:
        for language in ("en", "fr"):
            assert "⟦" not in words_for(language)(f"finding.{note.check}", **note.told)
