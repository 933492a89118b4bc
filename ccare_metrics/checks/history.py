"""Figures that do not look like those before them. Any of them may be right, and then somebody says why."""

from collections.abc import Iterator, Sequence
from statistics import median
from typing import Literal, NamedTuple

from ccare_metrics.checks.findings import Seen, Told
from ccare_metrics.checks.sheet import Sheet
from ccare_metrics.entries import ALL, EntryKey
from ccare_metrics.intake.grammar import Absent, Number
from ccare_metrics.outliers import FEWEST

SLIPS = (1000, 100, 10)  # thousands written out or not, pence for pounds, a digit too many
SLIP_FROM, SLIP_TO = 0.75, 1.34  # how near to such a factor
FEWEST_FOR_A_SLIP = 5  # units; ten times one is no slip
MANY = 10  # units a month, after which none at all is a surprise
PAST_SHOWN = 4

Kind = Literal["zero", "slip", "outlier"]


class Strange(NamedTuple):
    key: EntryKey
    row: int
    kind: Kind
    told: Told


def falls(sheet: Sheet) -> Iterator[Seen]:
    """A running total below the last one before it."""
    for key, row, value, months in _running_totals(sheet):
        before = [each for each in months if each[0] < sheet.context.period]
        if before and value < before[-1][1]:
            month, was = before[-1]
            yield Seen((row,), "value", {"indicator": key.indicator, "value": value, "month": month, "before": was})


def above_a_later_one(sheet: Sheet) -> Iterator[Seen]:
    """A running total above one that is approved for a later month."""
    for key, row, value, months in _running_totals(sheet):
        after = [each for each in months if each[0] > sheet.context.period]
        if after and value > after[0][1]:
            month, then = after[0]
            yield Seen((row,), "value", {"indicator": key.indicator, "value": value, "month": month, "later": then})


def _running_totals(sheet: Sheet) -> Iterator[tuple[EntryKey, int, int, list[tuple[str, int]]]]:
    for key, row in sheet.kept.items():
        value = sheet.lines[row].value
        if isinstance(value, Number) and sheet.context.programme.indicators[key.indicator].over_time == "running_total":
            yield key, row, value.value, sheet.context.history.get(key, [])


def zero_after_many(sheet: Sheet) -> Iterator[Seen]:
    return _of_kind(sheet, "zero", money=None)


def slip_in_a_count(sheet: Sheet) -> Iterator[Seen]:
    return _of_kind(sheet, "slip", money=False)


def slip_in_an_amount(sheet: Sheet) -> Iterator[Seen]:
    return _of_kind(sheet, "slip", money=True)


def far_from_the_others(sheet: Sheet) -> Iterator[Seen]:
    return _of_kind(sheet, "outlier", money=None)


def _of_kind(sheet: Sheet, kind: Kind, *, money: bool | None) -> Iterator[Seen]:
    for each in sheet.once(_strange):
        of_money = sheet.context.programme.indicators[each.key.indicator].kind == "money"
        if each.kind == kind and money in (None, of_money):
            yield Seen((each.row,), "value", each.told)


def _strange(sheet: Sheet) -> Iterator[Strange]:
    """Each figure at most once, by what explains it best. Splits are not looked at: their total is."""
    deviations = sheet.context.programme.attention.outlier_deviations
    for key, row in sheet.kept.items():
        value, indicator = sheet.lines[row].value, sheet.context.programme.indicators[key.indicator]
        if key.category != ALL or not isinstance(value, Number) or indicator.over_time == "running_total":
            continue
        others = others_since_it_began(sheet.context.history.get(key, ()), sheet.context.period, value.value)
        if len(others) < FEWEST:
            continue
        least = 10**indicator.decimals
        usual = median(others)
        is_far = is_far_from(value.value, others, deviations=deviations, least=least)
        told: dict = {
            "indicator": key.indicator,
            "value": value.value,
            "usual": round(usual),
            "past": tuple(others[-PAST_SHOWN:]),
        }
        if not value.value and (is_far or (usual >= MANY * least and all(others))):
            yield Strange(key, row, "zero", told)
        elif is_far and (factor := slip(value.value, usual, least=least)):
            yield Strange(key, row, "slip", {**told, "factor": factor})
        elif is_far:
            yield Strange(key, row, "outlier", told)


def others_since_it_began(months: Sequence[tuple[str, int]], period: str, value: int) -> list[int]:
    """The values of the other months, from the first month above zero on; none where the figure lies before that month."""
    began = next((month for month, other in months if other), None)
    if value and (began is None or period < began):
        began = period
    if began is None or period < began:
        return []
    return [other for month, other in months if month >= began]


def is_far_from(value: int, others: Sequence[int], *, deviations: int, least: int) -> bool:
    """As `outliers.unusual` judges the last of many months, without judging all of them: that is asked of each of 10,000 rows."""
    usual = median(others)
    spread = max(median(abs(other - usual) for other in others), least)
    return abs(value - usual) > deviations * spread


def slip(value: float, usual: float, *, least: int) -> int:
    """10, 100 or 1,000, where the value is about so many times the usual, or the usual so many times the value; else 0."""
    if usual < FEWEST_FOR_A_SLIP * least or not value:
        return 0
    times = max(value / usual, usual / value)
    return next((factor for factor in SLIPS if factor * SLIP_FROM <= times <= factor * SLIP_TO), 0)


def much_of_the_target(sheet: Sheet) -> Iterator[Seen]:
    """A scheme's month, all its areas together, above the programme's share of the whole target."""
    programme, today = sheet.context.programme, sheet.context.today
    typed: dict[tuple[str, str], dict[str, None]] = {}
    for key in sheet.kept:
        if key.category == ALL:
            typed.setdefault((key.scheme, key.indicator), {})[key.area] = None
    for (code, indicator), areas in typed.items():
        scheme = sheet.context.schemes[code]
        plan = next((each for each in scheme.plans if each.indicator == indicator), None)
        target = plan.target_on(today) if plan else None
        if target is None or programme.indicators[indicator].over_time != "sum":
            continue
        keys = [EntryKey(code, indicator, area) for area in dict.fromkeys((*scheme.areas, *areas))]
        standing = {key: each.value for key in keys if isinstance(each := sheet.standing(key), Number) and each.value}
        value = sum(standing.values())
        # A single academy is half of two, and nothing to explain.
        is_one = value <= 10 ** programme.indicators[indicator].decimals
        if not is_one and value * 100 > programme.attention.outlier_share_of_target * target.value:
            wanted: Told = {"scheme": code, "indicator": indicator, "value": value, "target": target.value}
            yield Seen(sheet.rows_of(*standing), "value", wanted)


def no_longer_applicable(sheet: Sheet) -> Iterator[Seen]:
    """Not applicable, where earlier months had a count."""
    for key, row in sheet.kept.items():
        value = sheet.lines[row].value
        if isinstance(value, Absent) and value.absence == "not_applicable":
            before = [each for each in sheet.context.history.get(key, ()) if each[0] < sheet.context.period and each[1]]
            if before:
                month, was = before[-1]
                yield Seen((row,), "value", {"indicator": key.indicator, "month": month, "before": was})
