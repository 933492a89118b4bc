"""Every file that cannot be read gets its own clear answer, in both languages; beside each stands its harmless twin, which is read.

Nothing here may end the process that asks, and no fault may be an exception of ours.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from ccare_metrics.intake import FileFaults, read_file
from tests.intake.workbooks import (
    ENGLISH,
    ESSEX,
    FRENCH,
    KENT,
    MAIN,
    book,
    book_parts,
    csv,
    data,
    merged,
    ole,
    sheet,
    told,
    with_declared_size,
    zipped,
)
from ui.words import words_for

FORMULA = '<c r="{at}"><f>SUM(A1:A2)</f></c>'
COUNTED = '<c r="{at}"><f>SUM(A1:A2)</f><v>3</v></c>'
GOOD = csv(ENGLISH, KENT, ESSEX)


@dataclass(frozen=True)
class Case:
    """`make(True)` is the file that cannot be read, `make(False)` its harmless twin."""

    title: str
    check: str
    make: Callable[[bool], bytes]
    name: str = "figures.xlsx"


def text(bad: str | bytes, good: str | bytes = GOOD) -> Callable[[bool], bytes]:
    return lambda wrong: each.encode() if isinstance(each := bad if wrong else good, str) else each


def rows(*bad: object, good: object = KENT, **more: str) -> Callable[[bool], bytes]:
    return lambda wrong: book(*bad, **more) if wrong else book(ENGLISH, good)


def parts_with(part: str, content: str | bytes) -> Callable[[bool], bytes]:
    whole = book_parts({"figures": sheet(data(ENGLISH, KENT))})
    return lambda wrong: zipped({**whole, part: content} if wrong else whole)


def shared(text_of_it: str) -> str:
    return f'<?xml version="1.0"?>{text_of_it}<sst xmlns="{MAIN}" count="0" uniqueCount="0"></sst>'


def bomb(wrong: bool) -> bytes:
    """140 MB of spaces inside one part, in a tenth of a MB."""
    return zipped(book_parts({"figures": sheet(data(ENGLISH, KENT) + " " * (140_000_000 if wrong else 1_000_000))}))


def lying_bomb(wrong: bool) -> bytes:
    return with_declared_size(bomb(wrong), "xl/worksheets/sheet1.xml", 400) if wrong else bomb(False)


def part_that_lies(wrong: bool) -> bytes:
    whole = book(ENGLISH, KENT)
    return with_declared_size(whole, "xl/workbook.xml", 9) if wrong else whole


def many_parts(wrong: bool) -> bytes:
    whole = book_parts({"figures": sheet(data(ENGLISH, KENT))})
    return zipped({**whole, **{f"xl/media/{number}.png": b"" for number in range(1_100 if wrong else 50)}})


def far_corner(wrong: bool) -> bytes:
    place = "XFD1048576" if wrong else "H3"
    return zipped(book_parts({"figures": sheet(data(ENGLISH, KENT) + f'<row><c r="{place}"><v>1</v></c></row>')}))


def far_corner_in_another_row(wrong: bool) -> bytes:
    """The row says 3, its cell says otherwise."""
    place = "A1048576" if wrong else "A3"
    return zipped(
        book_parts({"figures": sheet(data(ENGLISH, KENT) + f'<row r="3"><c r="{place}" t="n"><v>1</v></c></row>')})
    )


def truncated(wrong: bool) -> bytes:
    whole = book(ENGLISH, KENT)
    return whole[:-40] if wrong else whole


def broken_inside(wrong: bool) -> bytes:
    """A byte of a packed part is another one."""
    whole = bytearray(book(ENGLISH, KENT))
    if wrong:
        at = whole.find(b"xl/worksheets/sheet1.xml") + 60
        whole[at] ^= 0xFF
    return bytes(whole)


def two_of_one_name(wrong: bool) -> bytes:
    whole = {**book_parts({"figures": sheet(data(ENGLISH, KENT))})}
    return zipped({**whole, "XL/workbook.xml": whole["xl/workbook.xml"]} if wrong else whole)


def not_worked_out(wrong: bool) -> bytes:
    """Formulas as programs write them that do not calculate: a nought beside each, and a wish to be calculated on opening."""
    whole = book_parts(
        {"figures": sheet(data(ENGLISH, (*KENT[:5], COUNTED)))},
        after='<calcPr calcId="1" fullCalcOnLoad="1"/>' if wrong else "",
    )
    return zipped(whole)


def two_sheets(wrong: bool) -> bytes:
    table = sheet(data(ENGLISH, KENT))
    return zipped(book_parts({"May": table, "June": table if wrong else sheet(data(("see May",)))}))


def other_version(wrong: bool) -> bytes:
    mark = sheet(data(("version", "0" if wrong else "1"), ("programme", "ccare"), ("language", "en")))
    return zipped(
        book_parts(
            {"figures": sheet(data(ENGLISH, KENT)), "outcomes_template": mark},
            states={"outcomes_template": "veryHidden"},
        )
    )


def many_rows(wrong: bool) -> bytes:
    count = 200_001 if wrong else 20
    return (csv(ENGLISH) + "a,b,Kent,2022-05,,1,\r\n" * count).encode()


def many_rows_in_a_workbook(wrong: bool) -> bytes:
    count = 201_000 if wrong else 20
    line = '<row r="{0}"><c r="A{0}"><v>1</v></c></row>'
    return zipped(book_parts({"figures": sheet(data(ENGLISH) + "".join(line.format(n) for n in range(2, count)))}))


ENTITIES = '<!DOCTYPE sst [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
OUTSIDE = '<!DOCTYPE sst SYSTEM "file:///etc/hostname">'

CASES = (
    # What the file is
    Case("nothing at all", "file.empty", text("")),
    Case("only blank rows", "file.empty", text(";;;\r\n;;;\r\n\r\n"), "a.csv"),
    Case("headings only", "file.empty", text(csv(ENGLISH)), "a.csv"),
    Case("headings only, in a workbook", "file.empty", rows(ENGLISH)),
    Case("blank sheets only", "file.empty", rows()),
    Case("headings and blank rows", "file.empty", rows(ENGLISH, (), ("", " ", "\u00a0"))),
    Case("totals only", "file.empty", rows(ENGLISH, ("Total", "", "", "", "", 12))),
    Case("more than ten megabytes", "file.too_large", text(GOOD + " " * 11_000_000), "a.csv"),
    Case("a PDF renamed", "file.not_a_workbook", text(b"%PDF-1.7\n...", b"")),
    Case("a picture renamed", "file.not_a_workbook", text(b"\x89PNG\r\n\x1a\n", b"")),
    Case("a web page named .xls", "file.not_a_workbook", text("<html><table><tr><td>1</td></tr></table></html>"), "a.xls"),
    Case("CSV renamed .xlsx", "file.not_a_workbook", text(GOOD, b"")),
    Case("a Word document renamed", "file.not_a_workbook", text(zipped({"[Content_Types].xml": "", "word/document.xml": ""}), b"")),
    Case("any other package", "file.not_a_workbook", text(zipped({"a.txt": "a"}), b"")),
    Case("bytes of no kind", "file.unknown_kind", text(bytes(range(1, 32)) * 20), "a.csv"),
    Case("a workbook with a password", "file.encrypted", text(ole("EncryptionInfo", "EncryptedPackage"), b"")),
    Case("an old workbook renamed", "file.old_format", text(ole("Root Entry", "Workbook"), b"")),
    Case("an old mail renamed", "file.not_a_workbook", text(ole("Root Entry", "__nameid_version1.0"), b"")),
    Case(
        "an OpenDocument sheet", "file.old_format",
        text(zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": ""}), b""),
    ),
    Case("a binary workbook", "file.old_format", text(zipped({"[Content_Types].xml": "", "xl/workbook.bin": ""}), b"")),
    # What hides in a workbook
    Case("a package cut off", "file.damaged", truncated),
    Case("a package with a broken byte", "file.damaged", broken_inside),
    Case("a package that lies of its size", "file.bomb", lying_bomb),
    Case("a part that lies of its size", "file.damaged", part_that_lies),
    Case("a package with two parts of one name", "file.damaged", two_of_one_name),
    Case("a part that leads out of the package", "file.damaged", parts_with("../../etc/passwd", "x")),
    Case("a zip bomb", "file.bomb", bomb),
    Case("a thousand parts", "file.too_many_parts", many_parts),
    Case("an entity bomb", "file.entities", parts_with("xl/sharedStrings.xml", shared(ENTITIES))),
    Case("an entity from outside", "file.entities", parts_with("xl/sharedStrings.xml", shared(OUTSIDE))),
    Case("markup in another encoding", "file.entities", parts_with("xl/sharedStrings.xml", shared(ENTITIES).encode("utf-16"))),
    Case("a macro", "file.macro", parts_with("xl/vbaProject.bin", ole("VBA"))),
    Case("a macro sheet", "file.macro", parts_with("xl/macrosheets/sheet1.xml", "<a/>")),
    Case("two far corners", "file.far_cell", far_corner),
    Case("a far corner that its row denies", "file.far_cell", far_corner_in_another_row),
    Case("a broken sheet", "file.damaged", parts_with("xl/worksheets/sheet1.xml", "<worksheet><sheetData><row>")),
    Case("a text that fills the memory", "file.cell_too_long", rows(ENGLISH, (*KENT[:6], "x" * 40_000))),
    # Which table
    Case("no headings", "file.no_header", rows(KENT, ESSEX)),
    Case("no headings in CSV", "file.no_header", text(csv(KENT, ESSEX)), "a.csv"),
    Case("headings below row twenty", "file.no_header", rows(*[("about",)] * 20, ENGLISH, KENT)),
    Case("a column missing", "file.missing_column", rows(ENGLISH[:5], KENT)),
    Case("a column misspelt", "file.misspelt_column", rows((*FRENCH[:5], "valeurs"), KENT)),
    Case("a column twice", "file.column_twice", rows((*ENGLISH, "value"), KENT)),
    Case("two rows of headings", "file.two_headers", rows(ENGLISH, FRENCH, KENT)),
    Case("headings over two rows", "file.two_headers", rows(ENGLISH[:3], ("", "", "", *ENGLISH[3:]), KENT)),
    Case("two tables below one another", "file.two_tables", rows(ENGLISH, KENT, (), ENGLISH, ESSEX)),
    Case("two tables beside one another", "file.two_tables", rows((*ENGLISH, "", *ENGLISH), (*KENT, "", *ESSEX))),
    Case("two sheets of figures", "file.two_sheets", two_sheets),
    Case("merged headings", "file.merged_cells", rows(ENGLISH, KENT, after=merged("A1:B1"))),
    Case("merged figures", "file.merged_cells", rows(ENGLISH, KENT, ESSEX, after=merged("A2:A3"))),
    Case("a template of another version", "file.template_version", other_version),
    Case("a formula without a value", "file.formula_without_value", rows(ENGLISH, (*KENT[:5], FORMULA), good=(*KENT[:5], COUNTED))),
    Case("formulas that nobody worked out", "file.formula_without_value", not_worked_out),
    Case("too many rows", "file.too_many_rows", many_rows, "a.csv"),
    Case("too many rows in a workbook", "file.too_many_rows", many_rows_in_a_workbook),
    # Text files
    Case("letters of a Macintosh", "file.encoding", text(csv(FRENCH, (*KENT[:6], "précarité")).encode("mac_roman")), "a.csv"),
    Case("letters of DOS", "file.encoding", text(csv(ENGLISH, (*KENT[:6], "précarité")).encode("cp850")), "a.csv"),
    Case("UTF-8 with one broken byte", "file.encoding", text(csv(ENGLISH, (*KENT[:6], "précarité")).encode() + b"\xe9"), "a.csv"),
    Case("UTF-16 without a mark", "file.encoding", text(GOOD.encode("utf-16-le"), GOOD.encode("utf-16")), "a.csv"),
    Case("UTF-16 cut in half a sign", "file.encoding", text(GOOD.encode("utf-16")[:-1], GOOD.encode("utf-16")), "a.csv"),
    Case("UTF-32", "file.encoding", text(GOOD.encode("utf-32")), "a.csv"),
    Case("NUL in a remark", "file.nul", text(csv(ENGLISH, (*KENT[:6], "a\0b"))), "a.csv"),
    Case("NUL written as a workbook writes it", "file.nul", rows(ENGLISH, (*KENT[:6], "a_x0000_b"))),
    Case("a quote never closed", "file.unclosed_quote", text(csv(ENGLISH, KENT, (*ESSEX[:6], '"late'))), "a.csv"),
    Case(
        "two stray quotes with a row between them", "file.unclosed_quote",
        text(csv(ENGLISH, (*KENT[:6], '"one'), ESSEX, (*ESSEX[:6], 'two"'))), "a.csv",
    ),
    Case("a row with a cell too many", "file.ragged", text(csv(ENGLISH, KENT, (*ESSEX[:5], "1,234", ""))), "a.csv"),
    Case(
        "a comma inside a number where notes are left out", "file.split_number",
        text(csv(ENGLISH, KENT[:6], (*ESSEX[:5], "12,50")), csv(ENGLISH, KENT, (*ESSEX[:5], "12", "50"))), "a.csv",
    ),
    Case("a row with cells too few", "file.ragged", text(csv(ENGLISH, KENT, ESSEX[:5])), "a.csv"),
    Case("a file cut off", "file.cut_off", text(csv(ENGLISH, KENT) + ",".join(ESSEX[:6])), "a.csv"),
    Case("line ends of an old Macintosh", "file.lone_cr", text(csv(ENGLISH, KENT, end="\r")), "a.csv"),
    Case("one line end of an old Macintosh", "file.lone_cr", text(csv(ENGLISH) + csv(KENT, end="\r") + csv(ESSEX)), "a.csv"),
    Case("a megabyte of remark", "file.cell_too_long", text(csv(ENGLISH, (*KENT[:6], "x" * 1_000_000))), "a.csv"),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_a_file_that_cannot_be_read_says_why_in_both_languages(case):
    with pytest.raises(FileFaults) as found:
        read_file(case.name, case.make(True))
    assert case.check in [fault.check for fault in found.value.faults]
    for fault in found.value.faults:
        for language in ("en", "fr"):
            words = words_for(language)
            for key in (f"finding.{fault.check}", f"finding.{fault.check}.do"):
                assert "⟦" not in words(key, **fault.told)


@pytest.mark.parametrize("case", [case for case in CASES if case.make(False)], ids=lambda case: case.title)
def test_its_harmless_twin_is_read(case):
    name = "figures.csv" if not case.make(False).startswith(b"PK") else case.name
    assert read_file(name, case.make(False)).rows


@pytest.mark.parametrize(
    "content",
    [b"%PDF-1.7", b"\x89PNG\r\n\x1a\n", ole("Workbook"), ole("EncryptedPackage"), book(ENGLISH, KENT)[:-40]],
    ids=("PDF", "picture", "old workbook", "password", "cut off"),
)
def test_the_name_of_a_file_does_not_decide_what_it_is(content):
    assert told("a.csv", content).keys() == told("a.xlsx", content).keys() != set()


def test_all_faults_of_a_file_are_told_at_once():
    found = told(
        "a.xlsx", book(("scheme", "indicator", "areas"), ("a", "b", "c"), ("d", "e", "f"), after=merged("A2:A3"))
    )
    assert sorted(found) == ["file.merged_cells", "file.missing_column", "file.misspelt_column"]
    assert found["file.misspelt_column"] == {"column": "area", "found": "areas"}


def test_all_reasons_not_to_open_a_workbook_are_told_at_once():
    whole = book_parts({"figures": sheet(data(ENGLISH, KENT))})
    hostile = {**whole, "xl/vbaProject.bin": "x", "xl/sharedStrings.xml": shared(ENTITIES)}
    assert sorted(told("a.xlsx", zipped(hostile))) == ["file.entities", "file.macro"]


def test_printer_settings_are_no_macro():
    whole = book_parts({"figures": sheet(data(ENGLISH, KENT))})
    assert told("a.xlsx", zipped({**whole, "xl/printerSettings/printerSettings1.bin": ole("x")})) == {}


def test_rows_are_named_as_a_spreadsheet_program_shows_them():
    """A cell with a line break is one row, and a blank line counts."""
    broken = csv(ENGLISH, (*KENT[:6], '"one\r\ntwo"'), (), ESSEX[:4])
    assert told("a.csv", broken.encode())["file.ragged"] == {"rows": "4", "row": "4", "found": 4, "expected": 7}


def test_where_no_headings_are_found_every_sheet_is_named_with_what_it_begins_with():
    whole = zipped(book_parts({"Mai": sheet(data(("nom", "nombre"), ("a", 1))), "Notes": sheet(data(("à voir",)))}))
    assert told("a.xlsx", whole)["file.no_header"] == {"seen": "Mai: nom, nombre | Notes: à voir"}


def test_what_is_told_of_a_file_is_short_and_printable():
    hostile = "<script>\u202e" + "x" * 500
    seen = told("a.csv", csv((hostile, "b"), KENT).encode())["file.no_header"]["seen"]
    assert len(seen) < 70
    assert seen.isprintable()
