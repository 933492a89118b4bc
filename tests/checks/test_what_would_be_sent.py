"""From rows to figures: what is blank is not reported and never zero, what is wrong is no figure, and nothing is sent unasked."""

import pytest

from ccare_metrics.entries import LONGEST_NOTE, LONGEST_TYPED, Entry, Figure
from ccare_metrics.submissions import Approved, check
from tests.checks.situations import (
    IN_NORFOLK,
    PLACES,
    finistere,
    kent,
    months_before,
    north,
    only,
    people,
    row,
    values,
    voucher,
)
from tests.checks.test_each_mistake import said
from tests.two_shores import FINISTERE, NORFOLK

NOTE = "A second room opened."


def test_a_full_report_sends_everything_that_is_due_blank_ones_as_not_reported() -> None:
    context = north()
    checked = check(
        [row("5"), row("n/a", area=NORFOLK, note="No room."), row("", area="Medway", note="Awaited.")], context
    )
    assert [each.key for each in checked.figures] == list(context.due)
    sent = {each.key: each for each in checked.figures}
    assert sent[PLACES] == Figure(PLACES, 5, None, "")
    assert sent[IN_NORFOLK] == Figure(IN_NORFOLK, None, "not_applicable", "No room.")
    others = [each for each in checked.figures if each.key not in (PLACES, IN_NORFOLK)]
    assert {each.absence for each in others} == {"not_reported"} and "Awaited." in {each.note for each in others}
    assert not any(each.value == 0 for each in checked.figures)


def test_how_many_are_left_out_is_told_and_stops_nobody() -> None:
    checked = check([row("5")], north())
    finding = only(checked, "report.blank")
    assert (finding.told["n"], finding.told["due"]) == (14, 15) and not checked.blocked
    assert said(finding, north(), "en")[0].startswith("14 of the 15 figures due are blank")
    assert said(finding, north(), "fr")[0].startswith("14 chiffres attendus sur 15")


def test_where_nothing_is_left_out_nothing_is_told() -> None:
    context = north()
    rows = [row("0", scheme=key.scheme, indicator=key.indicator, area=key.area) for key in context.due]
    assert check(rows, context).findings == ()
    one_less = check(rows[1:], context)
    assert only(one_less, "report.blank").told["n"] == 1
    assert said(only(one_less, "report.blank"), context, "en")[0].startswith("1 of the 15 figures due is blank")


def test_a_wrong_value_is_no_figure_and_not_a_missing_one_either() -> None:
    checked = check([row("1,234"), row("4", area=NORFOLK)], north())
    assert PLACES not in values(checked) and values(checked)[IN_NORFOLK] == 4
    assert checked.blocked


def test_a_wrong_value_can_be_taken_over_and_mended_on_the_form() -> None:
    checked = check([row("1,234", note=" said\tso ")], north())
    assert checked.entries == (Entry(PLACES, "1,234", "said so"),) and checked.can_be_taken_over


@pytest.mark.parametrize(
    "rows",
    [
        [row(scheme="nothing")],
        [row(period="2022-03")],
        [row("5"), row("6")],
        [row("5" * (LONGEST_TYPED + 1))],
        [row(note="x" * (LONGEST_NOTE + 1))],
        [row("5\0")],
        [row("\ud800")],
        [row(note="\udfff")],
    ],
)
def test_a_row_without_a_place_of_its_own_cannot(rows: list) -> None:
    assert not check([*rows, row(area=NORFOLK)], north()).can_be_taken_over


def test_blank_rows_are_nothing() -> None:
    checked = check([row("5"), row("", scheme="", indicator=" ", area="\N{NO-BREAK SPACE}")], north())
    assert checked.entries[1] is None and checked.can_be_taken_over and not checked.blocked


def test_of_the_same_row_twice_the_one_with_a_note_is_kept() -> None:
    checked = check([row("5", place="2"), row("5", area="Kent", note=NOTE, place="9"), row("05", place="11")], north())
    assert checked.entries == (None, Entry(PLACES, "5", NOTE), None) and checked.can_be_taken_over
    assert only(checked, "duplicate.same_value").rows == (0, 1, 2)
    assert "rows 2, 9 and 11" in said(only(checked, "duplicate.same_value"), north(), "en")[0]


def test_rows_that_contradict_each_other_are_both_named_and_neither_is_sent() -> None:
    checked = check([row("5", place="2"), row("6", place="9")], north())
    assert only(checked, "duplicate.other_value").rows == (0, 1) and PLACES not in values(checked)
    assert "rows 2 and 9 say 5 and 6" in said(only(checked, "duplicate.other_value"), north(), "en")[0]


def test_an_amount_is_sent_in_its_smallest_unit() -> None:
    checked = check([voucher("3"), voucher("1 234,5", indicator="Montant des bons attribués")], kent())
    assert values(checked)[check([voucher(indicator="vouchers_value")], kent()).entries[0].key] == 123_450  # type: ignore[union-attr]


def test_the_period_of_a_row_may_be_written_in_either_language() -> None:
    for written in ("2022-04", "04/2022", "avril 2022", "April 2022", "30/04/2022"):
        assert values(check([row("7", period=written)], north()))[PLACES] == 7


def test_each_row_of_another_month_is_named_month_by_month() -> None:
    checked = check(
        [row(period="2022-03"), row(period="2022-02"), row(period="2022-03", area=NORFOLK), row(area="Medway")], north()
    )
    told = [(each.rows, each.told["month"]) for each in checked.findings if each.check == "period.other"]
    assert told == [((0, 2), "2022-03"), ((1,), "2022-02")]


# -- explanations


def test_a_note_answers_what_asks_for_an_explanation() -> None:
    for note, blocked in (("", True), ("-", True), ("ok", True), (NOTE, False)):
        checked = check([row("3", area=FINISTERE, note=note)], north())
        finding = only(checked, "area.outside_scheme")
        assert (finding.answered, checked.blocked) == (not blocked, blocked), note
        assert (finding in checked.standing_against) == blocked


def test_a_note_never_answers_what_must_be_mended() -> None:
    assert check([row("-5", note=NOTE)], north()).blocked


def test_a_note_on_either_of_two_rows_answers_for_both() -> None:
    rows = [voucher("0", note="Paid in advance."), voucher("500", indicator="vouchers_value")]
    assert only(check(rows, kent()), "beside.amount_without_count").answered
    assert not only(check([voucher("0"), rows[1]], kent()), "beside.amount_without_count").answered


def test_a_note_on_another_row_answers_nothing() -> None:
    assert check([row("3", area=FINISTERE), row("3", note=NOTE)], north()).blocked


# -- corrections


def corrected(**told: object):
    approved = {**months_before("2022-05", (5,), PLACES), **months_before("2022-05", (7,), IN_NORFOLK)}
    return north(correction=True, approved=approved, **told)


def test_a_correction_sends_only_what_was_typed() -> None:
    checked = check([row("6"), row("", area=NORFOLK)], corrected())
    assert checked.figures == (Figure(PLACES, 6, None, ""),) and not checked.blocked
    assert "report.blank" not in {each.check for each in checked.findings}


def test_a_correction_can_take_a_figure_back_by_saying_so() -> None:
    assert values(check([row("nc"), row("n/a", area=NORFOLK)], corrected())) == {
        PLACES: "not_reported",
        IN_NORFOLK: "not_applicable",
    }


def test_a_correction_of_a_total_must_agree_with_its_approved_split() -> None:
    split = PLACES._replace(category="sex:female")
    context = corrected()
    context = north(correction=True, approved={**context.approved, (split, "2022-04"): Approved(5, None)})
    alone = check([row("6")], context)
    assert only(alone, "split.total_differs").told["sum"] == 5
    assert not check([row("6"), row("6", category="sex:female")], context).blocked


def test_an_approved_figure_of_the_month_itself_is_not_among_the_past() -> None:
    """Or a correction would be judged against the very figure that it corrects."""
    context = north(correction=True, approved=months_before("2022-05", (1, 1, 1, 400), PLACES))
    assert not check([row("1")], context).blocked


# -- the order in which findings are told


def test_findings_come_by_row_the_report_s_own_first_and_the_gravest_first() -> None:
    rows = [
        people("5", note="--"),
        people("-5", category="zzz", note="\N{RIGHT-TO-LEFT OVERRIDE}Only 2 people"),
        people("", scheme="?"),
    ]
    places = [min(each.rows, default=-1) for each in check(rows, finistere()).findings]
    assert places == sorted(places)
    weights = {"block": 0, "explain": 1, "note": 2}
    of_row = [weights[each.strength] for each in check(rows, finistere()).findings if min(each.rows, default=-1) == 1]
    assert of_row == sorted(of_row) and len(of_row) > 2
