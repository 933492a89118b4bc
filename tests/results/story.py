"""A source of cells written by hand: one scheme of the invented programme over two years, told month by month."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import pandas as pd

from ccare_metrics.aggregation import CELL_COLUMNS, Slice, add
from ccare_metrics.framework import Fact, Milestone, Plan, Programme, Target
from ccare_metrics.periods import last_day, month_range
from ccare_metrics.scope import Scope
from geo.areas import Text
from tests.programmes import two_shores

WINDOW = month_range("2021-01", "2022-12")
TRAINING = Scope("places", scheme="training")
STEADY = [5] * 12  # 60 by the end of 2021
Months = Sequence[int | None]
NO_GRAINS = pd.DataFrame(columns=["indicator", "group_kind", "group_code", "place_kind", "place_code", "finest"])


def aim(
    value: int, by: date = date(2022, 12, 31), *, valid_from: date = date(2021, 1, 1), reason: Text | None = None
) -> Target:
    return Target(value, by, "exact", "illustrative", valid_from, None, reason, None)


def programme(
    *targets: Target,
    indicator: str = "places",
    scheme: str | None = "training",
    end: str = "2022-12",
    baseline: int = 0,
    milestones: Mapping[date, int] | None = None,
    **changed: object,
) -> Programme:
    """Two Shores over two years, with one plan and no cited fact. `changed`: fields of the indicator."""
    known = two_shores()
    steps = tuple(Milestone(on, value, "illustrative") for on, value in (milestones or {}).items())
    plan = Plan(indicator, scheme, baseline, date(2021, 1, 1), steps, targets)
    training = replace(known.schemes["training"], plans=(plan,) if scheme else (), start="2021-01", end=end)
    return replace(
        known,
        window_start=WINDOW[0],
        window_end=WINDOW[-1],
        indicators={**known.indicators, indicator: replace(known.indicators[indicator], **changed)},
        schemes={"training": training},
        plans=() if scheme else (plan,),
        facts=(),
    )


def cited(value: int, *, scheme: str | None = "training", as_of: str = "2021-12-20") -> Fact:
    return replace(two_shores().facts[0], value=value, scheme=scheme, as_of=as_of)


class Story:
    """What one scheme and the whole programme reported each month, `partly` with (parts, of) where some figures of it were missing."""

    def __init__(
        self,
        programme: Programme,
        months: Months,
        *,
        on: date | None = None,
        partly: Mapping[str, tuple[int, int]] | None = None,
        provenance: str = "reported",
    ) -> None:
        self.programme, self.through = programme, WINDOW[len(months) - 1]
        self.as_of = last_day(self.through)
        self.grains = NO_GRAINS
        self.known_on = self.targets_on = on or self.as_of
        rows = [
            self._cell(month, value, (partly or {}).get(month, (1, 1)))
            for month, value in zip(WINDOW, months, strict=False)
        ]
        self._rows = pd.DataFrame(rows).assign(provenance=provenance).astype({"value": "Int64"})

    @staticmethod
    def _cell(month: str, value: int | None, parts: tuple[int, int]) -> dict[str, object]:
        reported, due = parts if value is not None else (0, parts[1])
        absence = None if value is not None else "not_reported"
        return {"time_code": month, "value": value, "absence": absence, "reported": reported, "due": due}

    def cells(self, asked: Slice) -> pd.DataFrame:
        (indicator,) = asked.indicators
        rows = self._rows if asked.time_kind == "month" else self._to_date(indicator)
        group, place = (list(found or ["all"])[0] for found in (asked.group_codes, asked.place_codes))
        kinds = {"group_kind": asked.group_kind, "place_kind": asked.place_kind, "time_kind": asked.time_kind}
        return rows.assign(indicator=indicator, group_code=group, place_code=place, **kinds)[CELL_COLUMNS]

    def _to_date(self, indicator: str) -> pd.DataFrame:
        known = self._rows["value"].dropna()
        adds_up = self.programme.indicators[indicator].over_time == "sum"
        value = None if known.empty else add(known) if adds_up else int(known.iloc[-1])
        counts = {name: int(self._rows[name].sum()) for name in ("reported", "due")}
        told = {"time_code": "to_date", "value": value, "absence": None if value is not None else "not_reported"}
        cell = pd.DataFrame([{**told, **counts, "provenance": self._rows["provenance"].iloc[0]}])
        return cell.astype({"value": "Int64"})
