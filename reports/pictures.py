"""The pictures of a pack: the numbers, and the words that a format without pictures needs. Units as in `content`."""

from dataclasses import dataclass

from reports.number_formats import Number, Unit


@dataclass(frozen=True)
class BulletRow:
    """One target. `actual_text` is the figure, or why there is none; `note` says what is made up; `alt` says it all with its numbers.

    `still_expected`: what is expected by now still says something, as it differs from the target and that one is not yet reached.
    """

    name: str
    actual: Number | None
    expected: Number | None
    target: Number | None
    still_expected: bool
    actual_text: str
    expected_text: str
    target_text: str
    status: str
    status_text: str
    note: str
    made_up_actual: bool
    made_up_target: bool
    alt: str


@dataclass(frozen=True)
class Bullets:
    """Target against actual, rows of one unit, so that they may share an axis."""

    key: str
    title: str
    rows: tuple[BulletRow, ...]
    unit: Unit
    alt: str


@dataclass(frozen=True)
class Curve:
    """A running total, one value a month of the window, None where there is none: `actual` up to the as-of day, `low` to `high` after it.

    `last_text` is the latest figure; `target_text` the target with its day, which lies in the month `target_at`; `forecast_text` where
    the forecast ends; `ticks` the value axis, each with its text; `marks` the
    months named on the axis, each with its place.
    """

    key: str
    title: str
    months: tuple[str, ...]
    actual: tuple[Number | None, ...]
    expected: tuple[Number | None, ...]
    low: tuple[Number | None, ...]
    central: tuple[Number | None, ...]
    high: tuple[Number | None, ...]
    target: Number | None
    target_at: int | None
    last_text: str
    target_text: str
    forecast_text: str
    as_of_text: str
    ticks: tuple[tuple[Number, str], ...]
    marks: tuple[tuple[int, str], ...]
    unit: Unit
    made_up: bool
    alt: str


@dataclass(frozen=True)
class Bar:
    name: str
    value: Number | None
    text: str
    made_up: bool = False


@dataclass(frozen=True)
class Ranking:
    """Bars in the order given; the first is the longest where the finding says so."""

    key: str
    title: str
    bars: tuple[Bar, ...]
    unit: Unit
    alt: str


@dataclass(frozen=True)
class Shade:
    """One area: a class (from 0, least first) or the code of why there is none; `label`: lines beside it, none where it has no room."""

    area: str
    class_index: int | None
    absence: str | None
    label: tuple[str, ...] = ()


@dataclass(frozen=True)
class Map:
    """`classes` in words, least first; `absences`: code and words of each reason that occurs."""

    key: str
    title: str
    legend: str
    shades: tuple[Shade, ...]
    classes: tuple[str, ...]
    absences: tuple[tuple[str, str], ...]
    credit: str
    alt: str
