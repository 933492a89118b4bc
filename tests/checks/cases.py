"""One mistake of each kind, and beside it the same rows without the mistake."""

from dataclasses import dataclass, field

from ccare_metrics.entries import Row
from ccare_metrics.submissions import Context
from tests.checks.situations import (
    COMPLETED,
    ENROLLED,
    FIRMS,
    PEOPLE,
    PLACES,
    STARTED,
    VOUCHERS,
    finistere,
    kent,
    months_before,
    north,
    people,
    row,
    voucher,
)
from tests.two_shores import FINISTERE, NORFOLK

A_STEADY_YEAR = (40, 44, 38, 41, 43, 39, 42, 40, 45, 41, 39, 43)
IN_PENCE = tuple(100 * 100 * value for value in A_STEADY_YEAR)
BLOCK, EXPLAIN, NOTE = "block", "explain", "note"


@dataclass(frozen=True)
class Case:
    """`wrong` gives the finding and no other; `right` gives none at all."""

    check: str
    strength: str
    wrong: tuple[Row, ...]
    right: tuple[Row, ...]
    context: Context = field(default_factory=north)
    right_context: Context | None = None
    sha256: str | None = None


def _value(check: str, wrong: str, right: str) -> Case:
    return Case(f"value.{check}", BLOCK, (row(wrong),), (row(right),))


def _period(check: str, wrong: str, right: str = "2022-04") -> Case:
    return Case(f"period.{check}", BLOCK, (row(period=wrong),), (row(period=right),))


def _of_people(check: str, strength: str, wrong: str, right: str, *, before: tuple[int, ...] = A_STEADY_YEAR) -> Case:
    history = finistere(approved=months_before("2023-05", before, PEOPLE))
    return Case(check, strength, (people(wrong),), (people(right),), history)


VALUES = (
    _value("ambiguous", "1,234", "12"),
    _value("ambiguous", "1.234", "12"),
    _value("grouped_by_marks", "1,234,567", "12"),
    _value("grouping", "12 34", "12"),
    _value("fraction", "12.5", "12"),
    _value("fraction", "12,0", "12"),
    _value("negative", "-3", "3"),
    _value("negative", "-0", "0"),
    _value("negative", "(3)", "3"),
    _value("negative", "\N{MINUS SIGN}3", "3"),
    _value("plus", "+5", "5"),
    _value("too_long", "9223372036854775808", "9"),
    _value("exponent", "1e3", "1"),
    _value("exponent", "1E400", "1"),
    _value("not_a_number", "NaN", "0"),
    _value("not_a_number", "-inf", "0"),
    _value("notation", "0x1F", "1"),
    _value("underscore", "1_000", "1"),
    _value("slash", "1/2", "1"),
    _value("percent", "12 %", "12"),
    _value("unit", "12 people", "12"),
    _value("date", "01/04/2022", "1"),
    _value("truth", "VRAI", "1"),
    _value("error", "#REF!", "1"),
    _value("text", "quite a few", "9"),
    _value("foreign_digit", "\N{ARABIC-INDIC DIGIT THREE}", "3"),
    _value("foreign_digit", "\N{FULLWIDTH DIGIT FIVE}", "5"),
    _value("superscript", "5\N{SUPERSCRIPT TWO}", "5"),
    _value("fraction_sign", "\N{VULGAR FRACTION ONE HALF}", "1"),
    _value("unseen", "1\N{ZERO WIDTH SPACE}2", "12"),
    _value("much_text", "5" + " " * 100, "5" + " " * 10),
    Case("value.decimals", BLOCK, (row("12.5051", scheme="grants", indicator="grants_paid"),),
         (row("12.5", scheme="grants", indicator="grants_paid"),), north(period="2022-02")),
    Case("value.blank_word", NOTE, (row("5"), row("-", area=NORFOLK)), (row("5"), row("", area=NORFOLK))),
    Case("value.blank_word", NOTE, (row("5"), row("nc", area=NORFOLK)), (row("5"), row("n/a", area=NORFOLK))),
)  # fmt: skip

PERIODS = (
    _period("no_such_month", "2022-13"),
    _period("no_such_day", "2022-04-31", "2022-04-30"),
    _period("day_or_month", "04/05/2022", "30/04/2022"),
    _period("short_year", "avril-22", "avril 2022"),
    _period("short_year_or_day", "04/22", "04/2022"),
    _period("quarter", "T2 2022", "avr. 2022"),
    _period("year_only", "2022", "April 2022"),
    _period("serial", "44652"),
    _period("unreadable", "last month"),
    _period("outside", "2021-12"),
    _period("future", "2022-06"),
    _period("other", "2022-03"),
    Case("period.locked", BLOCK, (row(),), (row(),), north(locked=frozenset({"2022-04"})), north(locked=frozenset({"2022-03"}))),
    Case("period.not_open", BLOCK, (row(),), (row(),), north(open_periods=("2022-05",)),
         north(open_periods=("2022-05",), correction=True)),
    Case("scheme.not_running", EXPLAIN, (row(scheme="grants", indicator="grants_paid"),),
         (row("", scheme="grants", indicator="grants_paid"), row())),
)  # fmt: skip

PLACES_AND_NAMES = (
    Case("scheme.missing", BLOCK, (row(scheme=""),), (row(),)),
    Case("scheme.unknown", BLOCK, (row(scheme="trainning"),), (row(scheme="TRAINING"),)),
    Case("scheme.unknown", BLOCK, (row(scheme="advice"),), (row(scheme="Training (fr)"),)),
    Case("scheme.reports_nothing", BLOCK, (row(scheme="food_insecurity", indicator="people_supported", area="29"),),
         (people(),), finistere()),
    Case("indicator.missing", BLOCK, (row(indicator=" "),), (row(),)),
    Case("indicator.unknown", BLOCK, (row(indicator="placse"),), (row(indicator="Places ouvertes"),)),
    Case("indicator.not_of_scheme", BLOCK, (row(indicator="grants_paid"),), (row(indicator="started"),)),
    Case("indicator.ratio", BLOCK, (row(indicator="completion_rate"),), (row(indicator="started"),)),
    Case("area.missing", BLOCK, (row(area="\N{NO-BREAK SPACE}"),), (row(),)),
    Case("area.unknown", BLOCK, (row(area="Norfork"),), (row(area="norfolk"),)),
    Case("area.not_in_programme", BLOCK, (row(area="Devon"),), (row(area="Kent"),)),
    Case("area.outside_scheme", EXPLAIN, (row(area=FINISTERE),), (row(area="Medway"),)),
    Case("category.unknown", BLOCK, (people(category="wimmin"),), (people(area="Finistere", category="Ensemble"),), finistere()),
    Case("category.not_allowed", BLOCK, (people(), people(category="micro")), (people(category="Total"),), finistere()),
    Case("category.no_split", BLOCK, (people("1", indicator="digital_programmes", category="female"),),
         (people("1", indicator="digital_programmes", category="all"),), finistere()),
    Case("code.look_alike", BLOCK, (row(area="K\N{CYRILLIC SMALL LETTER IE}nt"),), (row(area="Kent"),)),
    Case("code.unseen", BLOCK, (row(area="Kent\N{RIGHT-TO-LEFT OVERRIDE}"),), (row(area="Kent\N{NARROW NO-BREAK SPACE}"),)),
    Case("duplicate.same_value", NOTE, (row("5"), row("5", area="Kent")), (row("5"), row("5", area=NORFOLK))),
    Case("duplicate.other_value", BLOCK, (row("5"), row("6", area="Kent")), (row("5"), row("6", area=NORFOLK))),
    Case("duplicate.other_value", BLOCK, (row("5"), row("")), (row("5"), row("", area=NORFOLK))),
)  # fmt: skip

SUMS = (
    Case("split.total_differs", BLOCK, (row("5"), row("4", category="sex:female")), (row("5"), row("5", category="sex:female"))),
    Case("split.above_total", BLOCK, (people("9"), people("6", category="Femmes"), people("4", category="Hommes")),
         (people("10"), people("6", category="Femmes"), people("4", category="Hommes"), people("0", category="Non précisé")),
         finistere()),
    Case("split.without_total", BLOCK, (row("5", category="Women"),), (row("5", category="Women"), row("5", category="all"))),
    Case("split.in_part", NOTE, (people("9"), people("9", category="sex:female")),
         (people("9"), people("9", category="sex:female"), people("0", category="sex:male"), people("n/a", category="sex:not_stated")),
         finistere()),
    Case("ratio.part_above_whole", BLOCK, (row("6", indicator="completed"), row("5", indicator="started")),
         (row("5", indicator="completed"), row("5", indicator="started")), north(period="2022-01")),
    Case("ratio.part_above_whole_this_month", EXPLAIN, (row("6", indicator="completed"), row("5", indicator="started")),
         (row("5", indicator="completed"), row("6", indicator="started")),
         north(approved={**months_before("2022-04", (9, 9, 9), STARTED), **months_before("2022-04", (1, 1, 1), COMPLETED)})),
    Case("beside.amount_without_count", EXPLAIN, (voucher("0"), voucher("500", indicator="vouchers_value")),
         (voucher("1"), voucher("500", indicator="vouchers_value")), kent()),
    Case("beside.count_without_amount", EXPLAIN, (voucher("5"),), (voucher("5"), voucher("500.50", indicator="vouchers_value")), kent()),
)  # fmt: skip

HISTORY = (
    Case("history.falls", EXPLAIN, (row("11", indicator="enrolled"),), (row("12", indicator="enrolled"),),
         north(approved=months_before("2022-04", (4, 12, None), ENROLLED))),
    Case("history.above_later", EXPLAIN, (row("13", indicator="enrolled"),), (row("12", indicator="enrolled"),),
         north(approved=months_before("2022-06", (12,), ENROLLED))),
    _of_people("history.zero", EXPLAIN, "0", "38"),
    _of_people("history.zero", EXPLAIN, "0", "380", before=(400, 20, 380, 5, 400)),
    _of_people("history.slip", EXPLAIN, "410", "41"),
    _of_people("history.slip", EXPLAIN, "4", "41"),
    _of_people("history.outlier", EXPLAIN, "75", "47"),
    Case("history.money_slip", EXPLAIN, (voucher("40"), voucher("41", indicator="vouchers_value")),
         (voucher("40"), voucher("4200", indicator="vouchers_value")),
         kent(approved={**months_before("2023-05", IN_PENCE, VOUCHERS), **months_before("2023-05", A_STEADY_YEAR, FIRMS)})),
    Case("history.much_of_target", EXPLAIN, (row("13"), row("13", area=NORFOLK)), (row("13"), row("12", area=NORFOLK))),
    Case("history.not_applicable", EXPLAIN, (row("n/a"), row("5", area=NORFOLK)), (row(""), row("5", area=NORFOLK)),
         north(approved=months_before("2022-04", (3, 0), PLACES))),
)  # fmt: skip

NOTES = (
    Case("text.nul", BLOCK, (row(note="as\0agreed"),), (row(note="as agreed"),)),
    Case("text.nul", BLOCK, (row(scheme="train\0ing"),), (row(),)),
    Case("text.surrogate", BLOCK, (row(note="half \ud83d"),), (row(note="whole \N{GRINNING FACE}"),)),
    Case("text.too_long", BLOCK, (row(note="x" * 1001),), (row(note="x" * 1000),)),
    Case("text.cleaned", NOTE, (row(note="seven\N{RIGHT-TO-LEFT OVERRIDE} months"),), (row(note="seven months\nand more"),)),
    Case("note.says_nothing", NOTE, (row(note="--"),), (row(note="new room"),)),
    Case("note.small_count", NOTE, (people(note="Only 2 people came."),), (people(note="Two events, on 2 May and 9 May."),), finistere()),
    Case("note.small_count", NOTE, (people(note="Seulement deux personnes."),), (people(note="Deux réunions en mai 2023."),), finistere()),
    Case("note.small_count", NOTE, (people("4", note="All 4 in Brest"),), (people("14", note="All 14 in Brest"),), finistere()),
)  # fmt: skip

AT_ALL = (
    Case("report.empty", BLOCK, (row(""), row("", area=NORFOLK)), (row("0"), row("", area=NORFOLK))),
    Case("report.empty", BLOCK, (), (row("n/a"),)),
    Case("report.same_file", NOTE, (row(),), (row(),), north(known_files={"abc": (7, "2022-05-02T10:00:00Z")}), north(), "abc"),
    Case("correction.unchanged", NOTE, (row("5"),), (row("6"),),
         north(correction=True, approved=months_before("2022-05", (5,), PLACES))),
    Case("correction.note_alone", NOTE, (row("5", area=NORFOLK), row("", note="Counted anew.")),
         (row("5", area=NORFOLK), row("6", note="Counted anew.")), north(correction=True)),
)  # fmt: skip

CASES = (*VALUES, *PERIODS, *PLACES_AND_NAMES, *SUMS, *HISTORY, *NOTES, *AT_ALL)
