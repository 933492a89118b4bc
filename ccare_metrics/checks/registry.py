"""Every check by its id, with its strength and the one function that finds it. docs/checks.md says what each looks at.

An id is never given another meaning: sentences, downloads and the command line's answers carry it.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ccare_metrics.checks import history, places, remarks, sums, whole
from ccare_metrics.checks.findings import BLOCK, EXPLAIN, NOTE, Seen, Strength
from ccare_metrics.checks.sheet import Sheet


@dataclass(frozen=True)
class Check:
    id: str
    strength: Strength
    find: Callable[[Sheet], Iterable[Seen]]


def _while_reading(strength: Strength, *ids: str) -> Iterator[Check]:
    """What was found where the cell was read."""
    for each in ids:
        yield Check(each, strength, lambda sheet, each=each: sheet.seen.get(each, ()))  # type: ignore[misc]


CHECKS: tuple[Check, ...] = (
    Check("report.empty", BLOCK, whole.empty),
    Check("report.blank", NOTE, whole.due_and_blank),
    # What a row is about.
    *_while_reading(BLOCK, "scheme.missing", "scheme.unknown", "scheme.reports_nothing"),
    *_while_reading(BLOCK, "indicator.missing", "indicator.unknown", "indicator.not_of_scheme", "indicator.ratio"),
    *_while_reading(BLOCK, "area.missing", "area.unknown", "area.not_in_programme"),
    Check("area.outside_scheme", EXPLAIN, places.outside_the_scheme),
    *_while_reading(BLOCK, "category.unknown", "category.not_allowed", "category.no_split"),
    *_while_reading(BLOCK, "code.several", "code.look_alike", "code.unseen"),
    Check("duplicate.same_value", NOTE, places.twice_the_same),
    Check("duplicate.other_value", BLOCK, places.twice_and_different),
    # When.
    *_while_reading(BLOCK, "period.no_such_month", "period.no_such_day", "period.day_or_month", "period.short_year"),
    *_while_reading(BLOCK, "period.short_year_or_day", "period.quarter", "period.year_only", "period.serial"),
    *_while_reading(BLOCK, "period.unreadable"),
    Check("period.outside", BLOCK, places.outside_the_programme),
    Check("period.future", BLOCK, places.in_the_future),
    Check("period.locked", BLOCK, places.locked),
    Check("period.not_open", BLOCK, places.not_open),
    Check("period.other", BLOCK, places.of_another_month),
    Check("scheme.not_running", EXPLAIN, places.scheme_not_running),
    # How many.
    *_while_reading(BLOCK, "value.ambiguous", "value.grouped_by_marks", "value.grouping", "value.fraction"),
    *_while_reading(BLOCK, "value.decimals", "value.negative", "value.plus", "value.too_long", "value.exponent"),
    *_while_reading(BLOCK, "value.not_a_number", "value.notation", "value.underscore", "value.slash"),
    *_while_reading(BLOCK, "value.percent", "value.unit", "value.date", "value.truth", "value.error", "value.text"),
    *_while_reading(BLOCK, "value.foreign_digit", "value.superscript", "value.fraction_sign", "value.unseen"),
    *_while_reading(BLOCK, "value.much_text"),
    *_while_reading(NOTE, "value.blank_word"),
    # Whether figures agree.
    Check("split.total_differs", BLOCK, sums.total_differs),
    Check("split.above_total", BLOCK, sums.above_the_total),
    Check("split.without_total", BLOCK, sums.without_a_total),
    Check("split.in_part", NOTE, sums.split_in_part),
    Check("ratio.part_above_whole", BLOCK, sums.part_above_whole),
    Check("ratio.part_above_whole_this_month", EXPLAIN, sums.part_above_whole_this_month),
    Check("beside.amount_without_count", EXPLAIN, sums.amount_without_count),
    Check("beside.count_without_amount", EXPLAIN, sums.count_without_amount),
    # Whether they look like those before them.
    Check("history.falls", EXPLAIN, history.falls),
    Check("history.above_later", EXPLAIN, history.above_a_later_one),
    Check("history.zero", EXPLAIN, history.zero_after_many),
    Check("history.slip", EXPLAIN, history.slip_in_a_count),
    Check("history.money_slip", EXPLAIN, history.slip_in_an_amount),
    Check("history.outlier", EXPLAIN, history.far_from_the_others),
    Check("history.much_of_target", EXPLAIN, history.much_of_the_target),
    Check("history.not_applicable", EXPLAIN, history.no_longer_applicable),
    # What is said beside them.
    *_while_reading(BLOCK, "text.nul", "text.surrogate", "text.too_long"),
    *_while_reading(NOTE, "text.cleaned"),
    Check("note.says_nothing", NOTE, remarks.says_nothing),
    Check("note.small_count", NOTE, remarks.tells_a_small_count),
    # Whether it was sent before.
    Check("report.same_file", NOTE, whole.sent_before),
    Check("correction.unchanged", NOTE, whole.unchanged),
    Check("correction.note_alone", NOTE, whole.note_without_a_change),
)
STRENGTHS = {check.id: check.strength for check in CHECKS}
