"""Bad input: each gets the finding it must, in both languages, nothing is stored, and a file that blocks is taken over by nobody.

The table is of what people type into a file, or paste into the grid: the same rules hold. Files that cannot be read at all are those of
tests/intake; here each of them is handed in, and the store must not move.
"""

from dataclasses import dataclass

import pytest

from ccare_metrics.checks.sentences import finding_words
from ccare_metrics.entries import LONGEST_NOTE, LONGEST_TYPED, Change
from ccare_metrics.intake import FileFaults
from ccare_metrics.reporting import handling
from ccare_metrics.scope import RefusedError
from ccare_metrics.store import desk, drafts
from geo.areas import load_areas
from tests.intake.test_files_that_cannot_be_read import CASES
from tests.reporters import ADVICE, Office, a_key, everything, signature
from ui.words import words_for

HEADER = "scheme,indicator,area,period,category,value,note"
GOOD = {
    "scheme": "advice", "indicator": "places", "area": "29", "period": "2022-05", "category": "", "value": "10", "note": "",
}  # fmt: skip
MONTH = "2022-05"
TWIN = {"note": "As agreed."}


@dataclass(frozen=True)
class Bad:
    title: str
    finding: str
    typed: dict[str, str]
    strength: str = "block"
    also: tuple[dict[str, str], ...] = ()  # further rows

    @property
    def rows(self) -> tuple[dict[str, str], ...]:
        return tuple({**GOOD, **each} for each in (self.typed, *self.also))


def value(text: str, finding: str, title: str = "") -> Bad:
    return Bad(title or f"the value {text!r}", finding, {"value": text})


BAD = (
    # how many
    value("-3", "value.negative", "a negative count"),
    value("12.5", "value.fraction", "half a place"),
    value("12,5", "value.fraction", "half a place, with a decimal comma"),
    value("1,234", "value.ambiguous", "a comma that is a thousand here and a decimal there"),
    value("1.234", "value.ambiguous", "a point that is a decimal here and a thousand there"),
    value("12.0", "value.fraction", "a whole number with a decimal, typed as text"),
    value("+5", "value.plus"),
    value("-0", "value.negative"),
    value("1e3", "value.exponent"),
    value("1e400", "value.exponent"),
    value("inf", "value.not_a_number"),
    value("NaN", "value.not_a_number"),
    value("0x1F", "value.notation"),
    value("1_000", "value.underscore"),
    value("1/2", "value.slash"),
    value("12%", "value.percent"),
    value("½", "value.fraction_sign"),
    value("5²", "value.superscript"),
    value("٣", "value.foreign_digit", "a digit of another script"),
    value("１２", "value.foreign_digit", "full-width digits"),
    value("9223372036854775808", "value.too_long", "more than a database holds"),
    value("1234567890123456", "value.too_long", "sixteen digits"),
    value("five", "value.text"),
    value("#N/A", "value.error", "an error of a formula"),
    value("12 34", "value.grouping", "a space that groups nothing"),
    value("£12", "value.unit"),
    value("2022-04-01", "value.date", "a date where a count is wanted"),
    value("TRUE", "value.truth"),
    value("=SUM(A1:A9)", "value.text", "a formula typed as text"),
    value("5\u200b", "value.unseen", "a sign that nobody sees"),
    value("x" * 5_000, "value.much_text", "a page of text"),
    # what it is about
    Bad("an unknown scheme", "scheme.unknown", {"scheme": "advise"}),
    Bad("another partner's scheme", "scheme.unknown", {"scheme": "training", "area": "Norfolk"}),
    Bad("no scheme", "scheme.missing", {"scheme": ""}),
    Bad("an unknown indicator", "indicator.unknown", {"indicator": "plaices"}),
    Bad("no indicator", "indicator.missing", {"indicator": ""}),
    Bad("an indicator that the scheme does not report", "indicator.not_of_scheme", {"indicator": "grants_paid"}),
    Bad("an unknown area", "area.unknown", {"area": "Nowhere"}),
    Bad("no area", "area.missing", {"area": ""}),
    Bad("an area outside the scheme", "area.outside_scheme", {"area": "Norfolk"}, "explain"),
    Bad("a letter that only looks like ours", "code.look_alike", {"scheme": "\u0430dvice"}),
    Bad("an unknown category", "category.unknown", {"category": "sex:unheard"}),
    Bad("an override that turns a code round", "file.removed_characters", {"scheme": "adv\u202eice"}, "note"),
    # when
    Bad("a thirteenth month", "period.no_such_month", {"period": "2022-13"}),
    Bad("a quarter where a month is wanted", "period.quarter", {"period": "T1 2022"}),
    Bad("a year of two digits", "period.short_year_or_day", {"period": "04/22"}),
    Bad("a day that could be two", "period.day_or_month", {"period": "03/04/2022"}),
    Bad("no month at all", "period.unreadable", {"period": "soon"}),
    Bad("a month to come", "period.future", {"period": "2022-06"}),
    Bad("a month before the programme", "period.outside", {"period": "2021-04"}),
    Bad("another month than the report's", "period.other", {"period": "2022-03"}),
    # twice
    Bad("the same row twice", "duplicate.same_value", {}, "note", also=({},)),
    Bad("the same row twice, with other values", "duplicate.other_value", {}, also=({"value": "6"},)),
    # text
    Bad("a remark of two thousand signs", "text.too_long", {"note": "x" * 2_000}),
    Bad("an override in a remark", "file.removed_characters", {"note": "fine \u202egnorw"}, "note"),
    Bad("a dash for a blank", "value.blank_word", {"value": "-"}, "note"),
    Bad("a remark that says nothing", "note.says_nothing", {"note": "..."}, "note"),
    # whether it fits
    Bad("parts that are more than their total", "split.total_differs", {"value": "10"}, also=({"category": "sex:female", "value": "14"},)),
    Bad("parts without their total", "split.without_total", {"category": "sex:female"}),
    Bad("a hundred times what was usual", "history.slip", {"value": "1050"}, "explain"),
    Bad("three times what was usual", "history.outlier", {"value": "31"}, "explain"),
    Bad("more than half of the target in a month", "history.much_of_target", {"value": "900"}, "explain"),
    Bad("nothing after months of many", "history.zero", {"value": "0"}, "explain"),
    Bad("nothing reported at all", "report.empty", {"value": ""}),
)  # fmt: skip


def as_csv(rows) -> bytes:
    quoted = [",".join('"' + cell.replace('"', '""') + '"' for cell in row.values()) for row in rows]
    return "\r\n".join([HEADER, *quoted, ""]).encode()


@pytest.fixture
def lived_in(office: Office) -> Office:
    """Four months of some ten places each stand approved; May is open."""
    for month, count in (("2022-01", 9), ("2022-02", 11), ("2022-03", 10), ("2022-04", 12)):
        office.approved(count, period=month)
    return office


def findings(office: Office, rows) -> tuple[handling.Preview, list]:
    number = office.begin(period=MONTH)
    asked = {"submission": number, "name": "may.csv", "content": as_csv(rows)}
    previewed = handling.preview(office.engine, office.programme, signature("south"), **asked)
    return previewed, list(previewed.checked.findings)


def test_there_are_sixty():
    assert len(BAD) >= 60
    assert len({bad.title for bad in BAD}) == len(BAD)


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.title)
def test_bad_input_gets_its_finding_in_both_languages_and_the_store_does_not_move(lived_in, bad):
    lived_in.begin(period=MONTH)
    before = everything(lived_in.engine)
    previewed, found = findings(lived_in, bad.rows)
    told = [(finding.check, finding.strength) for finding in found]
    assert (bad.finding, bad.strength) in [*told, *((note.check, "note") for note in previewed.reading.notes)]
    for language in ("en", "fr"):
        words = words_for(language)
        for finding in found:
            told = " ".join(finding_words(words, finding, lived_in.programme, load_areas()))
            assert "⟦" not in told and "{" not in told.replace("{}", "")
    assert before == everything(lived_in.engine)
    if bad.strength == "block":
        assert previewed.checked.blocked
        refuse_to_send(lived_in, previewed)


def refuse_to_send(office: Office, previewed: handling.Preview) -> None:
    """What has a place may be kept as it was typed, to be mended on the form; it is not sent. What has none is not kept."""
    asked = (office.engine, office.programme, signature("south"))
    if not previewed.checked.can_be_taken_over:
        before = everything(office.engine)
        with pytest.raises(RefusedError, match="rows_without_a_place"):
            handling.take_over(*asked, previewed, key=a_key())
        assert everything(office.engine) == before
        return
    if all(len(row["value"]) <= LONGEST_TYPED and len(row["note"]) <= LONGEST_NOTE for row in typed(previewed)):
        handling.take_over(*asked, previewed, key=a_key())
    report = desk.report(office.engine, signature("south"), previewed.report.number)
    before = everything(office.engine)
    with pytest.raises(RefusedError, match="blocked"):
        handling.send(*asked, submission=report.number, version=report.version, seen=report.stamp, key=a_key())
    assert everything(office.engine) == before


def typed(previewed: handling.Preview) -> list[dict[str, str]]:
    return [row._asdict() for row in previewed.reading.rows]


@pytest.mark.parametrize(
    "bad",
    [bad for bad in BAD if bad.strength != "note" and bad.typed.get("value", "10") != "10"],
    ids=lambda bad: bad.title,
)
def test_the_same_typed_into_the_form_gets_the_same_finding(lived_in, bad):
    number = lived_in.begin(period=MONTH)
    if len(bad.typed["value"]) > LONGEST_TYPED:
        with pytest.raises(RefusedError, match="too_long"):
            lived_in.type(number, {ADVICE: bad.typed["value"]})
        return
    lived_in.type(number, {ADVICE: bad.typed["value"]})
    opened = handling.opened(lived_in.engine, lived_in.programme, signature("south"), number)
    assert bad.finding in [finding.check for finding in opened.checked.findings]


def test_the_harmless_twin_has_no_finding_and_is_sent(lived_in):
    previewed, found = findings(lived_in, [{**GOOD, **TWIN}])
    assert [finding.check for finding in found if finding.stands_against] == []
    asked = (lived_in.engine, lived_in.programme, signature("south"))
    handling.take_over(*asked, previewed, key=a_key())
    report = desk.report(lived_in.engine, signature("south"), previewed.report.number)
    told = handling.send(*asked, submission=report.number, version=report.version, seen=report.stamp, key=a_key())
    assert told["state"] == "submitted"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_a_file_that_cannot_be_read_leaves_the_store_as_it_was(lived_in, case):
    number = lived_in.begin(period=MONTH)
    lived_in.type(number, {ADVICE: "5"})
    before = everything(lived_in.engine)
    with pytest.raises(FileFaults) as faults:
        handling.preview(
            lived_in.engine,
            lived_in.programme,
            signature("south"),
            submission=number,
            name=case.name,
            content=case.make(True),
        )
    assert case.check in [fault.check for fault in faults.value.faults]
    assert everything(lived_in.engine) == before


HOSTILE = (
    "=cmd|' /C calc'!A0",
    "<script>alert(1)</script>",
    "[a](javascript:alert(1))",
    "'; DROP TABLE figure; --",
    "Robert \U0001f600",
    "+1 more",
    "@here",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_text_that_others_would_run_is_kept_as_it_was_typed_and_is_only_text(lived_in, text):
    number = lived_in.begin(period=MONTH)
    drafts.save(
        lived_in.engine,
        lived_in.programme,
        signature("south"),
        submission=number,
        changes=[Change(ADVICE, "5", text, 0)],
    )
    opened = handling.opened(lived_in.engine, lived_in.programme, signature("south"), number)
    assert [figure.note for figure in opened.checked.figures if figure.key == ADVICE] == [text]
