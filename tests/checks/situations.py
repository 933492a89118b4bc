"""Who reports what, in a line each: the invented programme where numbers matter, C-CARE where its names do."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from ccare_metrics.entries import EntryKey, Row
from ccare_metrics.framework import Programme, load_programme
from ccare_metrics.periods import month_range
from ccare_metrics.submissions import Approved, Checked, Context, Finding
from geo.areas import load_areas
from tests.programmes import two_shores
from tests.two_shores import KENT, NORFOLK

CCARE = Path(__file__).parents[2] / "data" / "ccare"


@cache
def invented() -> Programme:
    return two_shores()


@cache
def ccare() -> Programme:
    return load_programme(CCARE)


def row(
    value: str = "5",
    *,
    scheme: str = "training",
    indicator: str = "places",
    area: str = KENT,
    period: str = "",
    category: str = "",
    note: str = "",
    place: str = "",
) -> Row:
    return Row(place, scheme, indicator, area, period, category, value, note)


def people(value: str = "5", **told: str) -> Row:
    """A figure of C-CARE: people supported against digital poverty in Finistère."""
    return row(value, **{"scheme": "digital_poverty", "indicator": "people_supported", "area": "29", **told})


def voucher(value: str = "5", **told: str) -> Row:
    """A figure of C-CARE: firms that had a technology voucher in Kent."""
    return row(value, **{"scheme": "tech_voucher", "indicator": "businesses_supported", **told})


def north(**told: object) -> Context:
    """The invented programme's lead reports April 2022, with nothing approved before unless it is told."""
    programme = invented()
    return replace(
        Context(
            programme=programme, areas=load_areas(), partner="north", period="2022-04", today=date(2022, 5, 25),
            open_periods=month_range(programme.window_start, "2022-05"),
        ),
        **told,
    )  # fmt: skip


def in_ccare(partner: str, **told: object) -> Context:
    """A partner of C-CARE reports May 2023, on the day of the demonstration."""
    programme = ccare()
    return replace(
        Context(
            programme=programme, areas=load_areas(), partner=partner, period="2023-05", today=date(2023, 6, 5),
            open_periods=month_range(programme.window_start, programme.window_end),
        ),
        **told,
    )  # fmt: skip


def finistere(**told: object) -> Context:
    return in_ccare("finistere", **told)


def kent(**told: object) -> Context:
    return in_ccare("kent", **told)


def months_before(period: str, values: Sequence[int | None], key: EntryKey) -> dict[tuple[EntryKey, str], Approved]:
    """Approved figures of the months just before a period, the last value in the last month; None is not reported."""
    year, month = int(period[:4]), int(period[5:])
    first = 12 * year + month - 1 - len(values)
    return {
        (key, f"{count // 12}-{count % 12 + 1:02d}"): Approved(value, None if value is not None else "not_reported")
        for count, value in enumerate(values, start=first)
    }


PLACES = EntryKey("training", "places", KENT)
ENROLLED = EntryKey("training", "enrolled", KENT)
STARTED = EntryKey("training", "started", KENT)
COMPLETED = EntryKey("training", "completed", KENT)
IN_NORFOLK = EntryKey("training", "places", NORFOLK)
PEOPLE = EntryKey("digital_poverty", "people_supported", "29")
FIRMS = EntryKey("tech_voucher", "businesses_supported", KENT)
VOUCHERS = EntryKey("tech_voucher", "vouchers_value", KENT)


def found(checked: Checked) -> dict[str, str]:
    """check -> strength of everything that was found, but for how many figures are left out."""
    return {each.check: each.strength for each in checked.findings if each.check != "report.blank"}


def only(checked: Checked, check: str) -> Finding:
    """The one finding of a check."""
    (finding,) = [each for each in checked.findings if each.check == check]
    return finding


def values(checked: Checked) -> Mapping[EntryKey, int | str | None]:
    """What would be sent: a value, or the reason for having none."""
    return {each.key: each.absence or each.value for each in checked.figures}
