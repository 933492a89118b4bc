"""Figures that must agree with each other: a total with its splits, a part with its whole, an amount with the count beside it."""

from collections.abc import Iterator
from typing import NamedTuple

from ccare_metrics.checks.findings import Seen, Told
from ccare_metrics.checks.sheet import Sheet
from ccare_metrics.entries import ALL, EntryKey
from ccare_metrics.intake.grammar import Absent, Number, Wrong
from ccare_metrics.periods import month_range


class Split(NamedTuple):
    """A total and one way of splitting it, all of it readable. `known`: the sum of the categories that have a number; `blank`: others
    that could have one. `rows`: those that were typed, the total's first."""

    head: EntryKey
    code: str
    total: int | None
    known: int
    blank: int
    rows: tuple[int, ...]

    def told(self, **more: str | int) -> dict[str, str | int]:
        return {"indicator": self.head.indicator, "area": self.head.area, "split": self.code, **more}


def _splits(sheet: Sheet) -> Iterator[Split]:
    """Those of which at least one category has a number; a category that does not apply counts as nothing."""
    programme = sheet.context.programme
    for head in dict.fromkeys(key._replace(category=ALL) for key in sheet.by_key):
        for code in programme.indicators[head.indicator].disaggregations:
            keys = [head._replace(category=f"{code}:{each}") for each in programme.disaggregations[code].categories]
            total, parts = sheet.standing(head), [sheet.standing(key) for key in keys]
            if any(isinstance(each, Wrong) for each in (total, *parts)):
                continue
            numbers = [part.value for part in parts if isinstance(part, Number)]
            if numbers:
                yield Split(
                    head,
                    code,
                    total.value if isinstance(total, Number) else None,
                    sum(numbers),
                    sum(isinstance(part, Absent) and part.absence == "not_reported" for part in parts),
                    sheet.rows_of(head, *keys),
                )


def total_differs(sheet: Sheet) -> Iterator[Seen]:
    """Every category has a number, and they do not add up to the total."""
    for split in sheet.once(_splits):
        if split.total is not None and not split.blank and split.known != split.total:
            yield Seen(split.rows, "value", split.told(total=split.total, sum=split.known))


def above_the_total(sheet: Sheet) -> Iterator[Seen]:
    """Some categories are blank, and the others are more than the total already."""
    for split in sheet.once(_splits):
        if split.total is not None and split.blank and split.known > split.total:
            yield Seen(split.rows, "value", split.told(total=split.total, sum=split.known))


def without_a_total(sheet: Sheet) -> Iterator[Seen]:
    for split in sheet.once(_splits):
        if split.total is None:
            yield Seen(split.rows, "value", split.told(sum=split.known))


def split_in_part(sheet: Sheet) -> Iterator[Seen]:
    """Some categories are blank, which is not zero."""
    for split in sheet.once(_splits):
        if split.total is not None and split.blank and split.known <= split.total:
            yield Seen(split.rows, "value", split.told(total=split.total, sum=split.known, n=split.blank))


class Pair(NamedTuple):
    """Numerator and denominator of a ratio, both counts of the same kind, with the part above the whole this month."""

    ratio: str
    part_key: EntryKey
    whole_key: EntryKey
    part: int
    whole: int
    rows: tuple[int, ...]
    impossible: bool  # also over all months together, so that no earlier beginning explains it

    def seen(self) -> Seen:
        told = {
            "indicator": self.part_key.indicator,
            "denominator": self.whole_key.indicator,
            "area": self.part_key.area,
        }
        return Seen(self.rows, "value", {**told, "part": self.part, "whole": self.whole})


def part_above_whole(sheet: Sheet) -> Iterator[Seen]:
    return (pair.seen() for pair in sheet.once(_pairs) if pair.impossible)


def part_above_whole_this_month(sheet: Sheet) -> Iterator[Seen]:
    """More finished in a month than began in it: possible where some had begun before."""
    return (pair.seen() for pair in sheet.once(_pairs) if not pair.impossible)


def _pairs(sheet: Sheet) -> Iterator[Pair]:
    programme = sheet.context.programme
    of = {
        (scheme, part): each
        for scheme, own in sheet.context.schemes.items()
        for each in (programme.indicators[code] for code in own.indicators)
        for part in (each.numerator, each.denominator)
        if part and each.numerator and each.denominator
    }
    wanted = {
        (ratio, key._replace(indicator=ratio.numerator or ""), key._replace(indicator=ratio.denominator or "")): None
        for key in sheet.by_key
        if (ratio := of.get((key.scheme, key.indicator)))
        and programme.indicators[ratio.numerator or ""].kind == programme.indicators[ratio.denominator or ""].kind
    }
    for ratio, part_key, whole_key in wanted:
        part, whole = sheet.standing(part_key), sheet.standing(whole_key)
        if isinstance(part, Number) and isinstance(whole, Number) and part.value > whole.value:
            rows = sheet.rows_of(part_key, whole_key)
            adds_up = all(programme.indicators[key.indicator].over_time == "sum" for key in (part_key, whole_key))
            earlier = _earlier(sheet, part_key, whole_key) if adds_up else (0, 0)
            impossible = earlier is not None and earlier[0] + part.value > earlier[1] + whole.value
            yield Pair(ratio.code, part_key, whole_key, part.value, whole.value, rows, impossible)


def _earlier(sheet: Sheet, part: EntryKey, whole: EntryKey) -> tuple[int, int] | None:
    """Both, added up over the months before; None where one of them is not known, and those who began then neither."""
    period = sheet.context.period
    of_part, of_whole = (dict(sheet.context.history.get(key, ())) for key in (part, whole))
    months = [month for month in month_range(sheet.context.schemes[part.scheme].start, period) if month < period]
    if not all(month in of_part and month in of_whole for month in months):
        return None
    return sum(of_part[month] for month in months), sum(of_whole[month] for month in months)


def amount_without_count(sheet: Sheet) -> Iterator[Seen]:
    """Money went out, and to nobody."""
    for amount, count in sheet.once(_beside):
        given, reached = sheet.standing(amount), sheet.standing(count)
        if isinstance(given, Number) and given.value and not isinstance(reached, Wrong) and not _many(reached):
            told: Told = {"indicator": amount.indicator, "counted": count.indicator, "value": given.value}
            yield Seen(sheet.rows_of(amount, count), "value", told)


def count_without_amount(sheet: Sheet) -> Iterator[Seen]:
    """Somebody was reached, and no money went out."""
    for amount, count in sheet.once(_beside):
        given, reached = sheet.standing(amount), sheet.standing(count)
        if _many(reached) and not isinstance(given, Wrong) and not _many(given):
            told: Told = {"indicator": amount.indicator, "counted": count.indicator, "count": _many(reached)}
            yield Seen(sheet.rows_of(count, amount), "value", told)


def _beside(sheet: Sheet) -> Iterator[tuple[EntryKey, EntryKey]]:
    """(amount, the count of those it went to) of every scheme and area that reports both and where one of them was typed."""
    programme, found = sheet.context.programme, {}
    amounts = {code: each.beside for code, each in programme.indicators.items() if each.beside}
    counts: dict[str, list[str]] = {}
    for amount, count in amounts.items():
        counts.setdefault(count, []).append(amount)
    for key in sheet.by_key:
        reported = sheet.context.reported[key.scheme]
        for amount in (key.indicator, *counts.get(key.indicator, ())):
            if key.category == ALL and amount in amounts and {amount, amounts[amount]} <= {*reported}:
                found[key._replace(indicator=amount)] = key._replace(indicator=amounts[amount])
    yield from found.items()


def _many(standing: Number | Absent | Wrong) -> int:
    return standing.value if isinstance(standing, Number) else 0
