"""Makes illustrative_figures.csv: a month by month division of published totals, of which none is published.

    python -m data.ccare.make_illustrative_figures      from the top of the repository

The sums meet every published result exactly; how they divide is made up here, in whole numbers from start to end, so
that every machine and every Python writes the same bytes. Scheme targets and milestones, made up as well, stand as
reviewed text in schemes/<code>.toml.
"""

import csv
import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from ccare_metrics.framework import Fact, Programme, load_programme
from ccare_metrics.periods import month_of, month_range

FOLDER = Path(__file__).parent
FILE = FOLDER / "illustrative_figures.csv"

KENT, NORFOLK, SUFFOLK, PLYMOUTH = "E10000016", "E10000020", "E10000029", "E06000026"
PAS_DE_CALAIS, FINISTERE = "62", "29"

SEX_AT_WORK = {"sex:female": 41, "sex:male": 56, "sex:not_stated": 3}
SEX_ONLINE = {"sex:female": 57, "sex:male": 40, "sex:not_stated": 3}
AGE = {"age_band:aged_16_24": 12, "age_band:aged_25_49": 61, "age_band:aged_50_plus": 27}
SMALL_FIRMS = {"firm_size:micro": 64, "firm_size:small": 29, "firm_size:medium": 7}
TRADES = {"firm_size:micro": 83, "firm_size:small": 16, "firm_size:medium": 1}


@dataclass(frozen=True)
class Series:
    """One indicator of one scheme in one area: its total, its first active month, its busiest month and any split."""

    scheme: str
    indicator: str
    area: str
    total: int
    opened: str
    peak: str
    shares: Mapping[str, int] | None = None


@dataclass(frozen=True)
class Gap:
    """Months in which a figure could not exist, and why."""

    scheme: str
    indicator: str
    area: str
    start: str
    end: str
    note: str


@dataclass(frozen=True, order=True)
class Row:
    scheme: str
    indicator: str
    area: str
    month: str
    category: str
    value: int | None
    absence: str
    provenance: str
    note: str


SERIES = (
    Series("tech_voucher", "businesses_supported", KENT, 931, "2021-11", "2022-05", SMALL_FIRMS),
    Series("green_voucher", "businesses_supported", KENT, 395, "2022-08", "2022-11"),
    Series("trading_standards", "businesses_supported", KENT, 302, "2021-11", "2022-06", TRADES),
    Series("a2a", "apprenticeship_opportunities", NORFOLK, 373, "2021-11", "2022-10"),
    Series("a2a", "people_supported", NORFOLK, 486, "2021-11", "2022-10", SEX_AT_WORK),
    Series("a2a", "businesses_supported", NORFOLK, 341, "2021-11", "2022-10"),
    Series("self_employment", "new_businesses", NORFOLK, 144, "2022-01", "2022-10"),
    Series("self_employment", "people_supported", NORFOLK, 391, "2021-10", "2022-05", AGE),
    Series("self_employment", "people_supported", SUFFOLK, 187, "2021-11", "2022-06", AGE),
    Series("skills_plans", "skills_action_plans", PLYMOUTH, 200, "2021-11", "2022-06"),
    Series("skills_plans", "people_supported", PLYMOUTH, 231, "2021-11", "2022-06"),
    Series("high_streets", "businesses_supported", PLYMOUTH, 161, "2021-11", "2022-07"),
    Series("digital_poverty", "digital_programmes", FINISTERE, 14, "2022-04", "2022-10"),
    Series("digital_poverty", "people_supported", FINISTERE, 938, "2022-05", "2022-11", SEX_ONLINE),
    Series("rsa_entrepreneurs", "people_supported", FINISTERE, 174, "2021-12", "2022-09"),
    Series("digital_skills", "people_supported", FINISTERE, 377, "2021-10", "2022-04"),
    Series("tourism_academy", "academies_created", PAS_DE_CALAIS, 1, "2022-06", "2023-01"),
    Series("tourism_academy", "businesses_supported", PAS_DE_CALAIS, 277, "2021-10", "2022-06"),
)

# Pounds: a voucher scheme's value follows the firms that it supported in the month.
VOUCHERS = {"tech_voucher": 540_000, "green_voucher": 460_000}

GAPS = (
    Gap(
        *("self_employment", "new_businesses", SUFFOLK, "2021-04", "2023-05"),
        note="Illustrative: the published new businesses are Norfolk’s alone.",
    ),
    Gap(
        *("high_streets", "businesses_supported", PLYMOUTH, "2021-04", "2021-10"),
        note="Illustrative: study phase, no trader could take part yet.",
    ),
)


def make_rows(programme: Programme) -> tuple[Row, ...]:
    """Every figure from a scheme's start to the month of the closing day, zeros written out, sorted by key."""
    rows: list[Row] = []
    for series in SERIES:
        months = _months(programme, series.scheme)
        counts = dict(zip(months, _shared_out(series.total, _weights(series, months)), strict=True))
        rows += _counted(series, counts)
        if series.scheme in VOUCHERS:
            rows += _vouchers(series, counts)
    kept = [row for row in rows if not any(_covers(gap, row) for gap in GAPS)]
    absent = [_absent(gap, month) for gap in GAPS for month in month_range(gap.start, gap.end)]
    return tuple(sorted([*kept, *absent]))


def as_text(rows: Sequence[Row]) -> str:
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(field.name for field in fields(Row))
    writer.writerows(astuple(row) for row in rows)
    return written.getvalue()


def unmet_totals(rows: Sequence[Row], facts: Sequence[Fact]) -> list[str]:
    """The published results that these rows do not add up to, each in one sentence."""
    unmet = []
    for fact in facts:
        if fact.kind == "actual":
            total = sum(row.value for row in rows if row.value is not None and _belongs(row, fact))
            if total != fact.value:
                unmet.append(f"{fact.id} ({fact.indicator}) is published as {fact.value}, the rows add up to {total}")
    return unmet


def _belongs(row: Row, fact: Fact) -> bool:
    return (
        row.category == "all"
        and row.indicator == fact.indicator
        and fact.scheme in (None, row.scheme)
        and (not fact.areas or row.area in fact.areas)
    )


def _months(programme: Programme, scheme: str) -> tuple[str, ...]:
    return month_range(programme.schemes[scheme].start, month_of(programme.closing_day))


def _weights(series: Series, months: Sequence[str]) -> list[int]:
    """Slow start, rise to the peak, a tail at a third of it; quieter in August and December, never quite even."""
    active = [month for month in months if month >= series.opened]
    peak, last = active.index(series.peak), len(active) - 1
    weights = []
    for place, month in enumerate(active):
        height = 100 - 66 * (place - peak) // (last - peak) if place > peak else 8 + 92 * (place + 1) // (peak + 1)
        quiet = {"08": 60, "12": 75}.get(month[5:], 100)
        weights.append(height * quiet * _unevenness(series.scheme, series.area, month))
    return [0] * (len(months) - len(active)) + weights


def _unevenness(*key: str) -> int:
    """84 to 116 percent, the same for the same key: a digest, since random generators change between versions."""
    digest = hashlib.sha256(" ".join(key).encode()).digest()
    return 84 + int.from_bytes(digest[:4], "big") % 33


def _shared_out(total: int, weights: Sequence[int]) -> list[int]:
    """The total in whole parts as near to the weights as can be; the largest remainders get what is left over."""
    whole = sum(weights)
    parts = [total * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda place: (-(total * weights[place] % whole), place))
    for place in by_remainder[: total - sum(parts)]:
        parts[place] += 1
    return parts


def _counted(series: Series, counts: Mapping[str, int]) -> list[Row]:
    rows = []
    for month, count in counts.items():
        rows.append(_row(series.scheme, series.indicator, series.area, month, "all", count))
        if series.shares:
            parts = _shared_out(count, list(series.shares.values()))
            rows += [
                _row(series.scheme, series.indicator, series.area, month, category, part)
                for category, part in zip(series.shares, parts, strict=True)
            ]
    return rows


def _vouchers(series: Series, counts: Mapping[str, int]) -> list[Row]:
    weights = [count * _unevenness("vouchers", series.scheme, month) for month, count in counts.items()]
    pounds = _shared_out(VOUCHERS[series.scheme], weights)
    return [
        _row(series.scheme, "vouchers_value", series.area, month, "all", amount * 100)
        for month, amount in zip(counts, pounds, strict=True)
    ]


def _row(scheme: str, indicator: str, area: str, month: str, category: str, value: int) -> Row:
    return Row(scheme, indicator, area, month, category, value, absence="", provenance="illustrative", note="")


def _absent(gap: Gap, month: str) -> Row:
    key = (gap.scheme, gap.indicator, gap.area, month)
    return Row(*key, "all", None, absence="not_applicable", provenance="illustrative", note=gap.note)


def _covers(gap: Gap, row: Row) -> bool:
    return (gap.scheme, gap.indicator, gap.area) == (row.scheme, row.indicator, row.area) and (
        gap.start <= row.month <= gap.end
    )


def main() -> None:
    programme = load_programme(FOLDER)
    rows = make_rows(programme)
    unmet = unmet_totals(rows, programme.facts)
    if unmet:
        raise SystemExit("Nothing written. " + "; ".join(unmet) + ".")
    FILE.write_bytes(as_text(rows).encode("utf-8"))
    print(f"{FILE.name}: {len(rows)} rows, every published total met")


if __name__ == "__main__":
    main()
