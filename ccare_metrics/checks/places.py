"""When and where: months that are not open, schemes that do not run, areas that are not theirs, rows that come twice."""

from collections.abc import Iterator

from ccare_metrics.checks.findings import Seen, Told
from ccare_metrics.checks.sheet import Sheet
from ccare_metrics.intake.grammar import Absent
from ccare_metrics.periods import month_of


def _months(sheet: Sheet) -> Iterator[tuple[str, str, Told]]:
    """(month, check, told) of every month that cannot be reported, for the first reason that there is."""
    context = sheet.context
    programme, period = context.programme, context.period
    for month in dict.fromkeys((period, *sheet.months)):
        if not programme.window_start <= month <= programme.window_end:
            yield month, "outside", {"month": month, "first": programme.window_start, "last": programme.window_end}
        elif month > month_of(context.today):
            yield month, "future", {"month": month, "last": month_of(context.today)}
        elif month in context.locked:
            yield month, "locked", {"month": month}
        elif month not in context.open_periods and not (context.correction and month == period):
            yield month, "not_open", {"month": month, "months": context.open_periods}
        elif month != period:
            yield month, "other", {"month": month, "expected": period}


def _not_to_be_reported(sheet: Sheet, why: str) -> Iterator[Seen]:
    for month, found, told in _months(sheet):
        if found == why:
            yield Seen(tuple(sheet.months.get(month, ())), "period", told)


def outside_the_programme(sheet: Sheet) -> Iterator[Seen]:
    return _not_to_be_reported(sheet, "outside")


def in_the_future(sheet: Sheet) -> Iterator[Seen]:
    return _not_to_be_reported(sheet, "future")


def locked(sheet: Sheet) -> Iterator[Seen]:
    return _not_to_be_reported(sheet, "locked")


def not_open(sheet: Sheet) -> Iterator[Seen]:
    return _not_to_be_reported(sheet, "not_open")


def of_another_month(sheet: Sheet) -> Iterator[Seen]:
    return _not_to_be_reported(sheet, "other")


def scheme_not_running(sheet: Sheet) -> Iterator[Seen]:
    """A figure before its scheme began or after it ended: awards may be paid late, so it can be explained."""
    for key, row in sheet.kept.items():
        scheme = sheet.context.schemes[key.scheme]
        runs = scheme.start <= sheet.context.period <= scheme.end
        if not runs and not isinstance(sheet.lines[row].value, Absent):
            told = {"scheme": key.scheme, "month": sheet.context.period, "first": scheme.start, "last": scheme.end}
            yield Seen((row,), "period", told)


def outside_the_scheme(sheet: Sheet) -> Iterator[Seen]:
    for key, row in sheet.kept.items():
        own = sheet.context.schemes[key.scheme].areas
        if key.area not in own and not isinstance(sheet.lines[row].value, Absent):
            yield Seen((row,), "area", {"area": key.area, "scheme": key.scheme, "areas": own})


def twice_the_same(sheet: Sheet) -> Iterator[Seen]:
    return _repeated(sheet, all_the_same=True)


def twice_and_different(sheet: Sheet) -> Iterator[Seen]:
    return _repeated(sheet, all_the_same=False)


def _repeated(sheet: Sheet, *, all_the_same: bool) -> Iterator[Seen]:
    for key, same in sheet.repeated.items():
        if same != all_the_same:
            continue
        rows = tuple(sheet.by_key[key])
        told = {**key._asdict(), "places": tuple(sheet.rows[row].place or str(row + 1) for row in rows)}
        typed = {} if same else {"typed": tuple(sheet.rows[row].value.strip() or "–" for row in rows)}
        yield Seen(rows, "" if same else "value", {**told, **typed})
