"""A source of cells written by hand with some of them hidden: one series of the invented programme, period by period."""

from collections.abc import Mapping
from datetime import date

import pandas as pd

from ccare_metrics.aggregation import CELL_COLUMNS, Slice
from ccare_metrics.framework import Programme
from ccare_metrics.periods import last_day
from ccare_metrics.scope import GROUPS, PLACES, Scope, period_kind

HIDDEN, MISSING = "hidden", None
Told = int | str | None  # a value, hidden, or not reported


class Series:
    """`cells`: by period ("2021-02", "2021-Q1", "2021", "to_date"), the same for every indicator unless `parts` has its own; `grain`: how
    finely it is published."""

    def __init__(
        self,
        programme: Programme,
        cells: Mapping[str, Told],
        *,
        grain: str = "month",
        through: str = "2021-06",
        parts: Mapping[str, Mapping[str, Told]] | None = None,
        scope: Scope | None = None,
    ) -> None:
        self.programme, self.through, self.as_of = programme, through, last_day(through)
        self.known_on = self.targets_on = date(2021, 12, 31)
        self._cells = {code: (parts or {}).get(code, cells) for code in programme.indicators}
        self._scope = scope or Scope("places", scheme="training")
        self.grains = pd.DataFrame([{**self._series(code), "finest": grain} for code in self._cells])

    def _series(self, indicator: str) -> dict[str, str]:
        (group_kind, group), (place_kind, place) = self._scope.group, self._scope.place
        series = {"group_kind": group_kind, "group_code": group, "place_kind": place_kind, "place_code": place}
        return {"indicator": indicator, **{name: str(code) for name, code in series.items()}}

    def cells(self, asked: Slice) -> pd.DataFrame:
        (indicator,) = asked.indicators
        rows = [
            {**self._series(indicator), "time_kind": asked.time_kind, "time_code": period, **_cell(told)}
            for period, told in self._cells[indicator].items()
            if _kind(period) == asked.time_kind and (asked.time_codes is None or period in asked.time_codes)
        ]
        assert asked.group_kind in ("all", *GROUPS) and asked.place_kind in ("all", *PLACES)
        return pd.DataFrame(rows, columns=CELL_COLUMNS).astype({"value": "Int64"})


def _kind(period: str) -> str:
    return "to_date" if period == "to_date" else period_kind(period)


def _cell(told: Told) -> dict[str, object]:
    absence = {HIDDEN: "suppressed", MISSING: "not_reported"}.get(told)  # type: ignore[arg-type]
    reported = int(told is not MISSING)
    return {
        "value": None if absence else told,
        "absence": absence,
        "provenance": "reported",
        "reported": reported,
        "due": 1,
    }
