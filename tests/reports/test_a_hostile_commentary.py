"""The board's own text is kept as text, whatever it is: instructions, long texts, emoji, letters from the right, characters nobody sees."""

from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from reports import commentary
from reports.commentary import LONGEST, cleaned
from reports.content import PackError
from reports.pack import WRITERS, build
from reports.wrapping import in_pieces, runs_right_to_left
from tests.reports.reading import deck, office_texts, silent, small_pack, squeezed, text_of
from ui.words import words_for

INSTRUCTIONS = (
    "<script>alert(1)</script>",
    "=cmd|' /C calc'!A0",
    "#set page(width: 1pt) #panic() $x^2$ *bold* _it_ @source `raw` \\ // /* <label> ~",
    '#image("/etc/passwd") #include "charts.typ"',
    "<a:t>&amp;</a:t> ]]> _x0041_ %s {0} {missing}",
)
HEBREW, ARABIC = "שלום לוועדה", "تقرير اللجنة"


def pack_with(text: str, packs, lang: str = "en"):
    section = commentary.section(words_for(lang), text)
    assert section is not None
    return small_pack(section, lang=lang, like=packs[lang])


def said(text: str, fmt: str, packs) -> str:
    """What can be read in the file, spaces aside."""
    content = build(pack_with(text, packs), fmt, tell=silent)
    if fmt == "xlsx":
        return squeezed("".join(map(str, (cell for row in commentary_sheet(content) for cell in row))))
    return squeezed(text_of(content) if fmt == "pdf" else "".join(office_texts(content)))


def commentary_sheet(content: bytes) -> list[list]:
    return CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_name("Commentary").to_python()


@pytest.mark.parametrize("fmt", WRITERS)
@pytest.mark.parametrize("text", INSTRUCTIONS)
def test_what_would_be_an_instruction_elsewhere_is_a_text_here(packs, fmt, text):
    assert squeezed(text) in said(text, fmt, packs)


def test_what_a_spreadsheet_would_run_has_an_apostrophe_in_front(packs):
    content = build(pack_with("=cmd|' /C calc'!A0", packs), "xlsx", tell=silent)
    assert ["'=cmd|' /C calc'!A0"] in commentary_sheet(content)


@pytest.mark.parametrize("fmt", WRITERS)
def test_ten_thousand_characters_are_all_there(packs, fmt):
    words = [f"w{number:07}" for number in range(LONGEST // 9)]
    text = " ".join(words)
    assert LONGEST - 10 < len(text) <= LONGEST
    there = said(text, fmt, packs)
    assert [word for word in words if word not in there] == []


@pytest.mark.parametrize("fmt", WRITERS)
def test_one_word_of_ten_thousand_letters_is_all_there(packs, fmt):
    assert said("x" * LONGEST, fmt, packs).count("x") >= LONGEST


@pytest.mark.parametrize("fmt", WRITERS)
def test_a_thousand_lines_of_one_digit_are_no_trouble(packs, fmt):
    assert said("1\n" * 1_000, fmt, packs).count("1") >= 1_000


def test_one_character_more_is_refused_with_a_sentence_in_both_languages():
    with pytest.raises(PackError) as refused:
        commentary.section(words_for("en"), "x" * (LONGEST + 1))
    assert "10,001 characters; at most 10,000" in refused.value.message.en
    assert "10\u202f001 caractères, pour 10\u202f000 au plus" in refused.value.message.fr


def test_emoji_and_any_script_stand_in_slides_and_workbook_as_they_are(packs):
    text = f"Well done 👍🏽 {HEBREW} {ARABIC} 漢字"
    for fmt in ("pptx", "xlsx"):
        assert squeezed(text) in said(text, fmt, packs)


def test_a_sign_that_no_typeface_of_the_document_has_is_shown_as_a_box_and_told(packs):
    there = said("Well done 👍 漢字 Ж ☺ €", "pdf", packs)
    assert "Welldone□□□Ж☺€" in there
    assert squeezed("3 signs that no typeface of this document has are shown as □.") in there


def test_a_text_that_can_be_printed_has_no_such_note(packs):
    assert "□" not in said("Ça coûte 1\u202f000\u00a0€, à Łódź – « œuvre » …", "pdf", packs)


def test_letters_read_from_the_right_are_printed_in_their_own_shapes(packs):
    """The document holds each letter; which way a reader puts them together is the reader's."""
    there = said(f"{HEBREW} {ARABIC}", "pdf", packs)
    assert "□" not in there
    assert set(squeezed(HEBREW)) <= set(there)
    content = build(pack_with(HEBREW, packs), "pptx", tell=silent)
    (paragraph,) = (
        each
        for slide in deck(content).slides
        for shape in slide.shapes
        if shape.has_text_frame
        for each in shape.text_frame.paragraphs
        if each.text == HEBREW
    )
    assert paragraph._p.pPr.get("rtl") == "1"


def test_the_first_letter_with_a_direction_decides():
    assert runs_right_to_left(f"1. {HEBREW} is Hebrew")
    assert not runs_right_to_left(f"Hebrew: {HEBREW}")
    assert not runs_right_to_left("123")


def test_characters_that_no_reader_sees_are_taken_out_and_told(packs):
    text = "pay\u202e100\u202c now\x00\x07\ufffe\r\nnext\tline\ud800"
    assert cleaned(text) == ("pay100 now\nnext line", 6)
    note = "6 control characters that no reader sees were removed from this text."
    for fmt in WRITERS:
        there = said(text, fmt, packs)
        assert "pay100now" in there
        assert squeezed(note) in there


def test_nothing_is_taken_out_of_an_ordinary_text():
    text = f"Two lines\n{ARABIC} \u200f(ok) 👨\u200d👩\u200d👧 é"
    assert cleaned(text) == (text, 0)


def test_no_text_no_section():
    assert commentary.section(words_for("en"), " \n\t\r\n") is None


def test_pieces_end_between_words_and_lose_none():
    assert in_pieces("one two three", 8) == ["one two", "three"]
    assert in_pieces("abcdefgh", 3) == ["abc", "def", "gh"]
    assert in_pieces("", 3) == [""]
