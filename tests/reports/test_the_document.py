"""The pack as PDF: every cell is there as text, nothing is cut, and a screen reader finds its way."""

import pytest
from pypdf.generic import IndirectObject

from reports.content import Section, Table
from reports.pack import build
from tests.reports.reading import missing_rows, parts, pdf, section, silent, small_pack, squeezed, table_of, text_of

LANGUAGES = ("en", "fr")
A4 = (595, 842)  # points, upright
MARGIN, EDGE = 50, 20  # points: 18 mm at the sides; above and below stand the lines of head and foot


def followed(value: object) -> object:
    return value.get_object() if isinstance(value, IndirectObject) else value


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_row_of_every_table_can_be_read_in_the_document(packs, read, lang):
    said = read(lang)
    tables = [part for each in packs[lang].sections for part in each.parts if isinstance(part, Table)]
    assert sum(len(table.rows) for table in tables) > 150
    assert [row for table in tables for row in missing_rows(table, said)] == []


def test_the_figures_of_the_day_stand_in_it_as_each_language_writes_them(read):
    """1,114 of over 1,900 businesses by the end of August 2022, 59%, where 1,198 were expected."""
    english, french = (squeezed(read(lang)) for lang in LANGUAGES)
    assert "Businessessupportedwholeprogramme1,114Illustrative1,198over1,900Published59%100%Atrisk" in english
    assert "Entreprisesaccompagnéesensembleduprogramme1114Illustratif1198plusde1900Publié59%100%Àsurveiller" in french


def test_a_cell_that_the_document_lacks_would_be_noticed(packs, read):
    (table,) = parts(packs["en"], "progress", Table)
    row = list(table.rows[0])
    changed = Table(table.key, table.title, table.columns, ((*row[:2], row[5], *row[3:]),))
    assert len(missing_rows(changed, read("en"))) == 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_has_a_title_a_language_and_a_bookmark_for_each_section(packs, made, lang):
    document = pdf(made("pdf", lang))
    cover = packs[lang].cover
    assert document.metadata.title == f"{cover.programme} – {cover.title}"
    assert document.metadata.author == cover.programme
    assert followed(document.trailer["/Root"])["/Lang"] == {"en": "en-GB", "fr": "fr-FR"}[lang]
    top = [each.title for each in document.outline if not isinstance(each, list)]
    assert top == [each.name for each in packs[lang].sections]


def test_it_is_tagged_and_every_picture_is_spoken(packs, made):
    root = followed(pdf(made("pdf")).trailer["/Root"])
    assert followed(root["/MarkInfo"])["/Marked"].value is True
    spoken = alternative_texts(root["/StructTreeRoot"])
    wanted = [
        part.alt
        for each in packs["en"].sections
        for part in each.parts
        if type(part).__name__ in ("Curve", "Map", "Ranking")
    ]
    wanted += [row.alt for part in section(packs["en"], "progress").parts[:-1] for row in part.rows]
    assert len(wanted) > 25
    assert [alt for alt in wanted if alt not in spoken] == []


def alternative_texts(node: object) -> list[str]:
    """The /Alt of every tag below one."""
    node = followed(node)
    if isinstance(node, list):
        return [alt for each in node for alt in alternative_texts(each)]
    if not hasattr(node, "get"):
        return []
    own = [str(node["/Alt"])] if "/Alt" in node else []
    return own + alternative_texts(node.get("/K", []))


def test_every_font_is_in_the_file(made):
    fonts = {
        id(font): font
        for page in pdf(made("pdf")).pages
        for font in map(followed, followed(page["/Resources"]).get("/Font", {}).values())
    }
    assert fonts
    for font in fonts.values():
        (descendant,) = map(followed, followed(font["/DescendantFonts"]))
        described = followed(descendant["/FontDescriptor"])
        assert "/FontFile2" in described or "/FontFile3" in described


@pytest.mark.parametrize(("lang", "wording"), [("en", "Page {} of {}"), ("fr", "Page {} sur {}")])
def test_every_page_says_which_of_how_many_it_is_and_how_the_figures_stand(packs, made, lang, wording):
    pages = pdf(made("pdf", lang)).pages
    for number, page in enumerate(pages, start=1):
        said = squeezed(page.extract_text())
        assert squeezed(wording.format(number, len(pages))) in said
        assert squeezed(packs[lang].cover.standing) in said


def test_a_table_that_goes_on_repeats_its_header_on_every_page(packs, made):
    (table,) = parts(packs["en"], "curves", Table)
    header = squeezed("".join(column.title for column in table.columns))
    starts = {squeezed("".join(cell.text for cell in row)) for row in table.rows}
    pages = [squeezed(page.extract_text()) for page in pdf(made("pdf")).pages]
    with_rows = [page for page in pages if any(row in page for row in starts)]
    assert len(with_rows) >= 3
    assert all(header in page for page in with_rows)


def test_no_text_begins_outside_the_margins(made):
    for page in pdf(made("pdf", "fr")).pages:
        assert outside(page) == []


def outside(page) -> list[tuple[float, float]]:
    """Where text begins outside the margins of its page, whether that stands or lies."""
    size = float(page.mediabox.width), float(page.mediabox.height)
    return [place for place in places(page) if not inside(place, size)]


def inside(place: tuple[float, float], size: tuple[float, float]) -> bool:
    return MARGIN <= place[0] <= size[0] - MARGIN and EDGE <= place[1] <= size[1] - EDGE


def places(page) -> list[tuple[float, float]]:
    """Where each run of text begins, from the lower left corner."""
    found: list[tuple[float, float]] = []

    def note(text, matrix, text_matrix, _font, _size):
        if text.strip():
            x, y = text_matrix[4], text_matrix[5]
            found.append((matrix[0] * x + matrix[2] * y + matrix[4], matrix[1] * x + matrix[3] * y + matrix[5]))

    page.extract_text(visitor_text=note)
    return found


LONG_WORD = "Donaudampfschifffahrtsgesellschaft" * 12
LONG_TEXT = " ".join(f"word{number}" for number in range(1_500))


def test_a_word_wider_than_its_column_and_a_text_longer_than_a_page_are_neither_cut_nor_lost(packs):
    wide = table_of((LONG_WORD, "short"), ("short", LONG_TEXT), (LONG_WORD, LONG_WORD))
    pack = small_pack(Section("small", "Small", "A small pack", parts=(wide,)), like=packs["en"])
    document = build(pack, "pdf", tell=silent)
    assert squeezed(LONG_WORD) in squeezed(text_of(document))
    assert missing_words(LONG_TEXT, document) == []
    for page in pdf(document).pages:
        assert outside(page) == []


def test_a_table_of_more_columns_than_a_page_has_room_for_still_stays_on_it(packs):
    names = tuple(f"Reestablishment{number:02}" for number in range(24))
    pack = small_pack(Section("wide", "Wide", "A wide pack", parts=(table_of(names, titles=names),)), like=packs["en"])
    document = build(pack, "pdf", tell=silent)
    said = squeezed(text_of(document))
    assert [name for name in names if said.count(name) < 2] == []
    for page in pdf(document).pages:
        assert outside(page) == []


def missing_words(text: str, document: bytes) -> list[str]:
    there = set(text_of(document).split())
    return [word for word in text.split() if word not in there]


def test_text_off_the_page_or_not_there_would_be_noticed(made):
    assert inside((300, 400), A4)
    assert not inside((620, 400), A4)
    assert not inside((300, -5), A4)
    assert missing_words("Progress nevermore", made("pdf")) == ["nevermore"]


HEAD_AND_FOOT = 200  # letters


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_page_is_left_with_next_to_nothing_on_it(made, lang):
    """But for the second, where the board's own two lines stand."""
    assert [number for number, said in letters_by_page(made("pdf", lang)) if said < 2 * HEAD_AND_FOOT] == [2]


def letters_by_page(document: bytes) -> list[tuple[int, int]]:
    return [(number, len(squeezed(page.extract_text()))) for number, page in enumerate(pdf(document).pages, start=1)]
