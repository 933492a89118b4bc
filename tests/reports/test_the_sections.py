"""What stands in the pack of 15 October 2022, held to `results` and to what partners said, with numbers a pencil can check."""

from datetime import date

import pytest

from ccare_metrics import results
from ccare_metrics.scope import NotAllowedError, Viewer
from ccare_metrics.workflow import workflow_on
from ccare_metrics.working import as_it_stood, reporting
from reports.composing import compose
from reports.content import Asked, Cell, Section, Table
from reports.pictures import Curve
from reports.record import month_before, record
from reports.sections import SECTIONS
from tests.reports.reading import parts, pdf, section, sheet_numbers, silent, structure
from ui.edition import Edition
from ui.words import words_for

BOARD = Viewer(role="board")
CLOSING = date(2023, 6, 5)
# Columns of the tables, from 0.
KIND, ABOUT, PARTNER, WHY, SINCE, COMMENT, SAID_OF, ORIGIN = range(8)


def section_on(store, programme, code: str, day: date, lang: str = "en") -> Section | None:
    """One section of the pack of another day."""
    source = as_it_stood(store, programme, day, BOARD)
    return SECTIONS[code](Edition(words_for(lang), source, "light"), Asked(record=record(source, BOARD)))


def only(tables: list[Table]) -> Table:
    (found,) = tables
    return found


def row(table: Table, *begins: str) -> tuple[Cell, ...]:
    """The one row that begins with these texts."""
    (found,) = (each for each in table.rows if tuple(cell.text for cell in each[: len(begins)]) == begins)
    return found


# -- the order


def test_the_sections_stand_in_the_order_of_a_meeting(packs):
    wanted = ["attention", "progress", "outlook", "curves", "reporting", "changes", "map", "money", "sources"]
    assert [each.code for each in packs["en"].sections] == ["commentary", *wanted]


@pytest.mark.parametrize("code", ["attention", "progress", "outlook", "reporting", "changes", "map", "money"])
def test_every_section_has_a_finding_and_a_table(packs, code):
    for lang in ("en", "fr"):
        assert len(section(packs[lang], code).finding) > 30
        assert parts(packs[lang], code, Table)


def test_without_the_record_nothing_is_said_of_attention_and_changes(stood, release):
    for source in (stood, release):
        made = compose(Edition(words_for("en"), source, "light"), Asked(), tell=silent)
        assert not {"attention", "changes"} & {each.code for each in made.sections}


def test_what_rests_on_made_up_figures_says_so_in_its_finding_and_what_is_published_does_not(packs):
    says_so = {each.code for each in packs["en"].sections if each.finding.endswith("(illustrative figures)")}
    assert says_so == {"attention", "progress", "outlook", "curves", "reporting", "changes", "map"}
    assert says_so == {each.code for each in packs["en"].sections if each.notice}


# -- what needs attention


def test_every_matter_stands_in_the_pack_in_the_order_of_its_weight(packs, stood, known):
    matters = results.attention(stood, known.workflow.submissions, reporting(stood))
    table = only(parts(packs["en"], "attention", Table))
    assert len(table.rows) == len(matters) > 10
    assert [each[KIND].code for each in table.rows[:8]] == ["off_course"] * 8
    assert [each[SINCE].value for each in table.rows] == [matter.since for matter in matters]


def test_a_matter_says_why_with_its_numbers(packs):
    table = only(parts(packs["en"], "attention", Table))
    people = row(table, "Off course", "C-CARE – People at risk of exclusion supported")
    assert people[WHY].text.startswith("1,086 against 2,837 expected by now (38%)")
    assert people[PARTNER].text == "–"  # the programme's own target has no partner


def test_the_partners_own_words_stand_beside_the_matter_in_its_own_language(packs):
    for lang in ("en", "fr"):
        table = only(parts(packs[lang], "attention", Table))
        found = {each[COMMENT].lang: each for each in table.rows if each[COMMENT].lang}
        assert found["en"][COMMENT].text.startswith("Illustrative: ")
        assert found["fr"][COMMENT].text.startswith("Illustratif : ")
        assert found["fr"][SAID_OF].text == {"en": "July 2022", "fr": "juillet 2022"}[lang]


def test_a_comment_that_was_not_approved_yet_is_not_beside_it(packs, store, release):
    """Kent's comment on August was approved on 18 September 2022."""
    table = only(parts(packs["en"], "attention", Table))
    assert row(table, "Off course", "Green voucher – Businesses supported")[SAID_OF].text == "August 2022"
    eve = section_on(store, release.programme, "attention", date(2022, 9, 17))
    told = {cell.text for part in eve.parts for each in part.rows for cell in each}
    assert "August 2022" not in told
    assert len(workflow_on(store, date(2022, 9, 17), BOARD).commentary) == 3


def test_what_brings_a_matter_onto_the_list_stands_among_the_sources_with_the_programmes_numbers(packs, stood):
    rules = next(part for part in parts(packs["en"], "sources", Table) if part.key == "attention-rules")
    assert f"more than {stood.programme.attention.returned_days} days ago" in row(rules, "Sent back")[1].text


def test_in_the_document_a_partners_words_are_marked_with_their_language(made):
    languages = {str(node["/Lang"]) for node in structure(pdf(made("pdf", "fr"))) if "/Lang" in node}
    assert languages == {"en-GB"}


def test_the_public_has_no_record(stood):
    with pytest.raises(NotAllowedError):
        record(stood, Viewer(role="public"))


# -- the outlook


def test_every_target_stands_beside_its_forecast(packs, stood):
    table, ahead = only(parts(packs["en"], "outlook", Table)), results.outlook_table(stood)
    assert len(table.rows) == len(ahead) == 21
    pounds = ahead["indicator"].eq("vouchers_value").map({True: 100, False: 1})
    for column, name in ((5, "low"), (6, "central"), (7, "high"), (10, "pace"), (11, "required_pace")):
        wanted = sorted((ahead[name] / pounds).dropna())
        assert sorted(each[column].value for each in table.rows if each[column].value is not None) == pytest.approx(
            wanted
        )


def test_businesses_will_possibly_be_reached_and_people_hardly(packs):
    """1,900 lies between 1,623 and 3,011; 4,500 lies above 3,330."""
    table = only(parts(packs["en"], "outlook", Table))
    businesses = [cell.text for cell in row(table, "Businesses supported", "whole programme")]
    assert businesses[2:9] == ["1,114", "1,198", "over 1,900", "1,623", "2,317", "3,011", "possible"]
    people = [cell.text for cell in row(table, "People at risk of exclusion supported", "whole programme")]
    assert people[4:9] == ["4,500", "1,717", "2,523", "3,330", "unlikely"]


def test_where_there_is_too_little_history_it_says_so_and_shows_no_number(packs):
    told = row(only(parts(packs["en"], "outlook", Table)), "Businesses supported", "Green voucher")
    assert [cell.value for cell in told[5:8]] == [None, None, None]
    assert told[8].text == "too little history"


def test_the_finding_counts_every_target_once(packs):
    assert section(packs["en"], "outlook").finding == (
        "On 15 October 2022, of 21 targets: 1 likely to be reached, 11 possible, 4 unlikely and 5 without a forecast "
        "(illustrative figures)"
    )
    table = only(parts(packs["en"], "outlook", Table))
    assert [sum(each[8].text == code for each in table.rows) for code in ("likely", "possible", "unlikely")] == [
        1,
        11,
        4,
    ]


def test_the_numbers_of_the_outlook_sheet_are_numbers(made):
    businesses = sheet_numbers(made("xlsx"), "Outlook")[0]
    assert [round(value) for value in businesses[:6]] == [1114, 1198, 1900, 1623, 2317, 3011]


# -- what changed


def test_a_month_before_ends_with_the_month():
    assert month_before(date(2022, 10, 15)) == date(2022, 9, 15)
    assert month_before(date(2023, 3, 31)) == date(2023, 2, 28)
    assert month_before(date(2022, 1, 15)) == date(2021, 12, 15)


def test_ten_new_plans_and_three_taken_back_make_seven_more(packs):
    """107 on 15 September, 10 in August, and three of May had been counted twice: 114."""
    totals, *_ = parts(packs["en"], "changes", Table)
    assert [column.title for column in totals.columns[1:5]] == [
        *("15 September 2022", "New figures", "Corrections", "15 October 2022"),
    ]
    plans = row(totals, "Skills action plans")
    assert [cell.text for cell in plans[1:6]] == ["107", "+10", "−3", "114", "+7"]
    assert [cell.value for cell in plans[1:6]] == [107, 10, -3, 114, 7]


def test_the_steps_of_every_total_lead_from_the_one_to_the_other(packs):
    totals, *_ = parts(packs["en"], "changes", Table)
    assert len(totals.rows) == 6
    for each in totals.rows:
        before, added, corrected, after, difference = (cell.value for cell in each[1:6])
        assert before + added + corrected == after
        assert after - before == difference


def test_a_corrected_figure_stands_with_its_reason_and_who_approved_it(packs):
    corrected = next(part for part in parts(packs["en"], "changes", Table) if part.key == "corrected")
    (told,) = corrected.rows
    assert [cell.text for cell in told[1:6]] == ["Plymouth", "May 2022", "20", "17", "−3"]
    assert told[6].text.endswith("approved by Kent (demonstration) on 20 September 2022")
    assert "three plans had been counted twice" in told[7].text


def test_a_month_later_that_correction_is_no_news(store, release):
    later = section_on(store, release.programme, "changes", date(2022, 11, 15))
    assert "corrected" not in {part.key for part in later.parts}


def test_where_nothing_was_due_a_month_before_there_is_nothing_to_compare(store, release):
    assert section_on(store, release.programme, "changes", date(2021, 5, 20)) is None
    assert section_on(store, release.programme, "changes", date(2021, 6, 20)) is not None


def test_results_published_in_between_are_told_with_their_source(store, release):
    closing = section_on(store, release.programme, "changes", CLOSING)
    assert "2,407 businesses supported" in closing.paragraphs[0]
    assert [source.title for source in closing.sources] == ["FCE programme: C-Care project closure interview"]


# -- money


def test_of_seven_partners_two_shares_are_published_and_five_are_not_made_up(packs):
    shares = next(part for part in parts(packs["en"], "money", Table) if part.key == "shares")
    assert len(shares.rows) == 7
    assert [each[1].text for each in shares.rows if each[1].value is None] == ["not published"] * 5
    assert (
        section(packs["en"], "money").finding
        == "The grant was €6,737,507.06; the shares of 2 of 7 partners are published"
    )


def test_an_amount_keeps_its_currency_and_what_its_source_says_before_it(packs):
    shares = next(part for part in parts(packs["en"], "money", Table) if part.key == "shares")
    new_anglia = next(each[1] for each in shares.rows if each[0].text.startswith("New Anglia"))
    assert (new_anglia.value, new_anglia.unit, new_anglia.prefix) == (1_190_000, "EUR", "about ")


def test_what_was_published_later_is_not_in_the_pack_of_an_earlier_day(packs, store, release):
    """The value of the vouchers, about £1 million, stands in the closing interview of 22 May 2023."""
    assert "paid" not in {part.key for part in parts(packs["en"], "money", Table)}
    nothing = f"{words_for('en')('money.paid')}: nothing was published by that day."
    assert section(packs["en"], "money").paragraphs == (nothing,)
    closing = section_on(store, release.programme, "money", CLOSING)
    (vouchers,) = next(part for part in closing.parts if part.key == "paid").rows
    assert (vouchers[1].text, vouchers[1].value, vouchers[1].unit) == ("about £1 million", 1_000_000, "GBP")
    assert closing.paragraphs == ()


# -- over time


def test_a_curve_goes_on_as_a_forecast_with_its_range_to_the_targets_day(packs):
    businesses, *_ = parts(packs["en"], "curves", Curve)
    ahead = [
        (low, central, high)
        for low, central, high in zip(businesses.low, businesses.central, businesses.high, strict=True)
        if central is not None
    ]
    assert len(ahead) == 10  # September 2022 to June 2023
    assert all(low < central < high for low, central, high in ahead)
    assert [round(value) for value in ahead[-1]] == [1623, 2317, 3011]
    assert businesses.forecast_text == "forecast 2,317 by 30 June 2023, between 1,623 and 3,011 (illustrative)"
