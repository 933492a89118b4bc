"""What stands approved (`store.standing`) beside what was due, as series that `aggregation` adds up. Pure: rows and framework in.

A series is a scheme's indicator in one country, its areas added up; or in one area, where that sent a figure nobody was due to send.
"""

from collections import Counter
from collections.abc import Iterator, Mapping

import pandas as pd

from ccare_metrics import aggregation
from ccare_metrics.coverage import reported_indicators
from ccare_metrics.framework import Programme
from ccare_metrics.periods import month_range
from geo.areas import Area

SERIES = ["scheme", "indicator", "country", "area"]
STATE_IN = {"quarter": "value_in_quarter", "year": "value_in_year", "to_date": "value_to_date"}


def rules(programme: Programme, kind: str) -> dict[str, str]:
    """Indicator -> its rule of that kind (over_time or across), for every indicator that is counted; a ratio is not."""
    return {code: getattr(each, kind) for code, each in programme.indicators.items() if each.kind != "ratio"}


def base(rows: pd.DataFrame, programme: Programme, areas: Mapping[str, Area]) -> pd.DataFrame:
    """One row per series and month of the programme in which something was due or stands approved.

    The columns of `rows` (store.read.STANDING_COLUMNS), and size (how many areas are behind it), due, reported, arrived (counts of
    figures; what arrived was due and may be no answer), missing and illustrative (bool).
    """
    wanted = pd.DataFrame(list(_due(rows, programme, areas)), columns=[*SERIES, "month", "due"])
    frame = wanted.merge(rows[rows["month"] <= programme.window_end], on=[*SERIES, "month"], how="outer")
    frame = frame.sort_values([*SERIES, "month"], ignore_index=True)
    counts = frame[["due", "sent", "answered", "made_up"]]
    frame[counts.columns] = counts.mask(counts.isna(), 0).astype("int64")  # no row: none was sent
    _carry(frame, programme)
    was_due = frame["due"].gt(0)
    size = frame["due"].where(frame["area"].eq(""), 1)
    return frame.assign(
        size=size,
        reported=frame["answered"].where(was_due, 0),
        arrived=frame["sent"].where(was_due, 0),
        missing=frame["answered"].lt(size),
        illustrative=frame["made_up"].gt(0) | frame["carried"],
    )


def _due(
    rows: pd.DataFrame, programme: Programme, areas: Mapping[str, Area]
) -> Iterator[tuple[str, str, str, str, str, int]]:
    """Series, month, and how many figures were due of it."""
    told = rows.loc[rows["area"].ne(""), ["scheme", "indicator", "area"]].drop_duplicates()
    alone = set(told.itertuples(index=False, name=None))
    for scheme in programme.schemes.values():
        months = month_range(scheme.start, scheme.end)
        for indicator in reported_indicators(programme, scheme):
            places = Counter(
                (areas[area].country, area if (scheme.code, indicator, area) in alone else "") for area in scheme.areas
            )
            for (country, area), count in places.items():
                yield from ((scheme.code, indicator, country, area, month, count) for month in months)


def _carry(frame: pd.DataFrame, programme: Programme) -> None:
    """A running total stands until the next one, made up if it was made up."""
    frame["carried"] = frame["carried"].astype("boolean")
    running = frame["indicator"].map(rules(programme, "over_time")).eq("running_total")
    stands = frame.groupby(SERIES)[["value", "carried"]].ffill()
    frame["value"] = frame["value"].mask(running, stands["value"])
    frame["carried"] = frame["carried"].mask(running, stands["carried"]).fillna(False).astype("bool")


def series(base: pd.DataFrame, programme: Programme, time_kind: str) -> pd.DataFrame:
    """One row per series and period, as `aggregation.across` asks for them; `series`: how many areas are behind it."""
    over = rules(programme, "over_time")
    state = base["indicator"].map(over).eq("snapshot")
    value = base["value"].mask(state, base[STATE_IN[time_kind]]) if time_kind in STATE_IN else base["value"]
    frame = base.assign(value=value, area=base["area"].where(base["area"].ne(""), base["country"]))
    parents = frame[[*aggregation.SERIES, "country", "size"]].drop_duplicates().rename(columns={"size": "series"})
    found = aggregation.over_time(frame, time_kind, over).drop(columns="series").merge(parents, on=aggregation.SERIES)
    return found.assign(
        strand=found["scheme"].map({code: scheme.strand for code, scheme in programme.schemes.items()}),
        partner=found["scheme"].map({code: scheme.partner for code, scheme in programme.schemes.items()}),
        country=found["country"].where(found["country"].ne(""), None),
    )


def last_complete_month(base: pd.DataFrame) -> str | None:
    """The last month of which every figure that was due was approved."""
    counted = base.groupby("month")[["due", "arrived"]].sum()
    whole = counted.index[counted["due"].gt(0) & counted["due"].eq(counted["arrived"])]
    return max(map(str, whole), default=None)


def provenances(base: pd.DataFrame) -> tuple[str, ...]:
    """Where the approved figures come from: illustrative, reported, or both."""
    found = {"illustrative": base["made_up"].gt(0).any(), "reported": base["sent"].gt(base["made_up"]).any()}
    return tuple(code for code, is_there in found.items() if is_there)
