"""What was due and who has reported it. Pure: framework and figures in, frames out."""

from collections.abc import Mapping
from datetime import date, timedelta

import pandas as pd

from ccare_metrics.entries import EntryKey
from ccare_metrics.framework import Programme, Scheme
from ccare_metrics.periods import last_day, month_range, quarter_of
from geo.areas import Area

KEY = ["scheme", "indicator", "area", "month"]
ANSWERED = {"not_applicable"}  # a reasoned absence is an answer; "not reported" is not


def due(programme: Programme, through: str) -> pd.DataFrame:
    """One row per figure that was due up to a month: scheme, indicator, area, month."""
    rows = [
        (scheme.code, indicator, area, month)
        for scheme in programme.schemes.values()
        for indicator in reported_indicators(programme, scheme)
        for area in scheme.areas
        for month in month_range(scheme.start, min(scheme.end, through))
    ]
    return pd.DataFrame(rows, columns=KEY)


def due_on(programme: Programme, month: str) -> date:
    """The day by which the figures of a month are due."""
    quarterly = programme.reporting.calendar == "quarter"
    return last_day(quarter_of(month) if quarterly else month) + timedelta(days=programme.reporting.days_until_due)


def reported_indicators(programme: Programme, scheme: Scheme) -> tuple[str, ...]:
    """What the scheme's partner fills in: its indicators, a ratio replaced by its numerator and denominator."""
    codes: dict[str, None] = {}
    for code in scheme.indicators:
        indicator = programme.indicators[code]
        parts = (indicator.numerator, indicator.denominator) if indicator.kind == "ratio" else (code,)
        codes |= dict.fromkeys(part for part in parts if part)
    return tuple(codes)


def due_keys(programme: Programme, partner: str, period: str) -> tuple[EntryKey, ...]:
    """What one partner has to report for a month, in the order of its schemes, without splits."""
    return tuple(
        EntryKey(scheme.code, indicator, area)
        for scheme in programme.schemes.values()
        if scheme.partner == partner and scheme.start <= period <= scheme.end
        for indicator in reported_indicators(programme, scheme)
        for area in scheme.areas
    )


def base(figures: pd.DataFrame, programme: Programme, areas: Mapping[str, Area], through: str) -> pd.DataFrame:
    """Figures beside what was due, with their parents: the frame that `aggregation.cells` adds up.

    Adds scheme's strand and partner, area's county and country, and the columns illustrative, missing, reported, due. A figure
    nobody was due to send still counts in the sums (a total must not lose it) but not in the coverage.
    """
    wanted = due(programme, through).assign(due=1)
    sent = figures.loc[
        (figures["category"] == "all") & (figures["month"] <= through), [*KEY, "value", "absence", "provenance"]
    ]
    frame = wanted.merge(sent, on=KEY, how="outer")
    frame["due"] = frame["due"].notna().astype("int64")
    answered = frame["value"].notna() | frame["absence"].isin(ANSWERED)
    frame["reported"] = (answered & frame["due"].eq(1)).astype("int64")
    frame["missing"] = ~answered
    frame["illustrative"] = frame["provenance"].eq("illustrative")
    frame["value"] = frame["value"].astype("Int64")
    schemes, places = programme.schemes, areas
    return frame.assign(
        strand=frame["scheme"].map({code: scheme.strand for code, scheme in schemes.items()}),
        partner=frame["scheme"].map({code: scheme.partner for code, scheme in schemes.items()}),
        county=frame["area"].map({code: area.county for code, area in places.items()}),
        country=frame["area"].map({code: area.country for code, area in places.items()}),
    )


def silent_partners(cells: pd.DataFrame) -> list[str]:
    """Partners of whom something was due and nothing came. `cells`: group_kind partner, one row a partner."""
    silent = cells[(cells["due"] > 0) & (cells["reported"] == 0)]
    return sorted(silent["group_code"])
