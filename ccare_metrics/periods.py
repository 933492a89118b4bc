"""Reporting periods as text: months "2022-04", quarters "2022-Q2", years "2022". They sort as they are written."""

import calendar
import re
from datetime import date

_MONTH = re.compile(r"[12][0-9]{3}-(0[1-9]|1[0-2])")
_QUARTER = re.compile(r"[12][0-9]{3}-Q[1-4]")
_YEAR = re.compile(r"[12][0-9]{3}")


def is_month(text: str) -> bool:
    return _MONTH.fullmatch(text) is not None


def is_quarter(text: str) -> bool:
    return _QUARTER.fullmatch(text) is not None


def is_year(text: str) -> bool:
    return _YEAR.fullmatch(text) is not None


def month_of(day: date) -> str:
    return f"{day.year:04d}-{day.month:02d}"


def quarter_of(month: str) -> str:
    year, number = _parts(month)
    return f"{year:04d}-Q{(number + 2) // 3}"


def year_of(month: str) -> str:
    return f"{_parts(month)[0]:04d}"


def months_of(period: str) -> tuple[str, ...]:
    """The months a period is made of, in order; a month is made of itself."""
    if is_month(period):
        return (period,)
    if is_quarter(period):
        first = 3 * int(period[-1]) - 2
        return tuple(f"{period[:4]}-{number:02d}" for number in range(first, first + 3))
    if is_year(period):
        return tuple(f"{period}-{number:02d}" for number in range(1, 13))
    raise ValueError(f"{period!r} is not a period: expected a month 2022-04, a quarter 2022-Q2 or a year 2022")


def month_range(start: str, end: str) -> tuple[str, ...]:
    """Every month from start to end, both included; empty when the end comes before the start."""
    first, last = _count(start), _count(end)
    return tuple(f"{count // 12:04d}-{count % 12 + 1:02d}" for count in range(first, last + 1))


def first_day(period: str) -> date:
    year, number = _parts(months_of(period)[0])
    return date(year, number, 1)


def last_day(period: str) -> date:
    year, number = _parts(months_of(period)[-1])
    return date(year, number, calendar.monthrange(year, number)[1])


def _parts(month: str) -> tuple[int, int]:
    if not is_month(month):
        raise ValueError(f"{month!r} is not a month: expected a text such as 2022-04")
    return int(month[:4]), int(month[5:])


def _count(month: str) -> int:
    year, number = _parts(month)
    return 12 * year + number - 1
