"""Programmes of a few figures, published as pure frames: no store, no file. What is true stands beside what is told.

Each is made of the invented programme of tests/two_shores.py with schemes, indicators and cited results of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from ccare_metrics import attack, disclosure
from ccare_metrics.aggregation import CELL_KEY
from ccare_metrics.disclosure import Protected
from ccare_metrics.framework import DisclosureRule, Fact, Programme, Scheme
from ccare_metrics.periods import month_range
from ccare_metrics.relations import FIGURE, Statement, states
from geo.areas import load_areas
from tests.disclosure.plain_cells import Figures, plain_cells
from tests.programmes import two_shores

AREAS = load_areas()
COUNT, AMOUNT = "started", "grants_paid"  # people; money beside them
BASE = two_shores()


@dataclass(frozen=True)
class Published:
    """One release. `true` holds every value and what is said of it, `told` only what is public."""

    true: Statement
    told: Statement
    protected: Protected

    def cell(self, place: str, time: str, *, group: str = "all", indicator: str = COUNT) -> pd.Series:
        """A cell by its codes, as it is told."""
        cells = self.told.cells
        found = cells[
            cells["indicator"].eq(indicator)
            & cells["group_code"].eq(group)
            & cells["place_code"].eq(place)
            & cells["time_code"].eq(time)
        ]
        assert len(found) == 1, found
        return found.iloc[0]

    def shown(
        self, place: str, times: Sequence[str], *, group: str = "all", indicator: str = COUNT
    ) -> list[int | None]:
        """The values of some periods, None where one is hidden; a cell that is missing for another reason is a mistake here."""
        cells = [self.cell(place, time, group=group, indicator=indicator) for time in times]
        assert all(pd.notna(cell["value"]) or cell["absence"] == "suppressed" for cell in cells)
        return [None if pd.isna(cell["value"]) else int(cell["value"]) for cell in cells]

    def why(self, place: str, time: str, *, group: str = "all", indicator: str = COUNT) -> str:
        """Why a cell is hidden."""
        cell = self.cell(place, time, group=group, indicator=indicator)
        hidden = self.protected.hidden.set_index(CELL_KEY)["why"]
        return str(hidden[tuple(cell[CELL_KEY])])

    def finest(self, place: str, *, group: str = "all", indicator: str = COUNT) -> str:
        grains = self.protected.grains
        own = grains[
            grains["indicator"].eq(indicator) & grains["group_code"].eq(group) & grains["place_code"].eq(place)
        ]
        (found,) = own["finest"]
        return str(found)


def scheme(
    code: str, areas: Sequence[str], start: str, end: str, *, partner: str = "north", strand: str = "work"
) -> Scheme:
    training = BASE.schemes["training"]
    plan = replace(training.plans[0], milestones=(), targets=(), scheme=code)
    plans = tuple(replace(plan, indicator=indicator) for indicator in (COUNT, AMOUNT))
    told = {"partner": partner, "strand": strand, "areas": tuple(areas), "start": start, "end": end}
    return replace(training, code=code, plans=plans, **told)


def programme(
    *schemes: Scheme,
    over_time: str = "sum",
    zeros_shown: bool = True,
    facts: Sequence[Fact] = (),
    rule: DisclosureRule | None = None,
) -> Programme:
    """People are counted, hidden below ten, and money is paid to them."""
    people = replace(BASE.indicators[COUNT], over_time=over_time, zeros_shown=zeros_shown, sensitive=True)
    money = replace(BASE.indicators[AMOUNT], sensitive=True, beside=COUNT)
    return replace(
        BASE,
        schemes={each.code: each for each in schemes},
        indicators={COUNT: people, AMOUNT: money},
        facts=tuple(facts),
        plans=(),
        disclosure=rule or DisclosureRule(),
        window_start=min(each.start for each in schemes),
        window_end=max(each.end for each in schemes),
    )


def cited(value: int, *, as_of: str, scheme: str | None = None, qualifier: str = "exact") -> Fact:
    """A published result of the whole programme or of a scheme."""
    places = BASE.facts[0]
    return replace(places, indicator=COUNT, scheme=scheme, value=value, as_of=as_of, qualifier=qualifier)


def published(told: Programme, *editions: tuple[str, Figures], amounts: Figures | None = None) -> list[Published]:
    """Releases one after the other: (last month, the figures known by then), oldest first; `amounts` are paid in all of them."""
    found: list[Published] = []
    for place, (through, figures) in enumerate(editions):
        cells = plain_cells(told, {COUNT: figures, AMOUNT: amounts or {}}, through)
        corrected = _corrected(editions[place - 1], editions[place]) if place else _corrected(("", {}), ("", {}))
        earlier = [each.true for each in found]
        protected = disclosure.protect(cells, told, AREAS, through=through, corrected=corrected, earlier=earlier)
        found.append(_published(told, through, cells, protected, corrected))
    return found


def _published(
    told: Programme, through: str, cells: pd.DataFrame, protected: Protected, corrected: pd.DataFrame
) -> Published:
    state = states(protected.cells, protected.grains)
    true = Statement(told, through, cells.assign(state=state), corrected)
    return Published(true, Statement(told, through, protected.cells.assign(state=state), corrected), protected)


def small_alone(releases: Sequence[Published]) -> list[Statement]:
    """What these releases would say if nothing were hidden but what is small itself: no grain, nothing in addition."""
    return [_small_alone(each) for each in releases]


def _small_alone(release: Published) -> Statement:
    cells = release.true.cells
    key = pd.MultiIndex.from_frame(
        release.protected.hidden.loc[release.protected.hidden["why"].isin(["small", "beside"]), CELL_KEY]
    )
    small = pd.Series(pd.MultiIndex.from_frame(cells[CELL_KEY]).isin(key), index=cells.index)
    state = pd.Series(None, index=cells.index, dtype=object).mask(cells["value"].notna(), "shown").mask(small, "hidden")
    return replace(release.told, cells=cells.assign(value=cells["value"].mask(small), state=state))


def leaks(told: Sequence[Statement]) -> pd.DataFrame:
    """What the attack finds."""
    return attack.given_away(told, AREAS)


def found_in(told: Sequence[Published]) -> pd.DataFrame:
    return leaks([each.told for each in told])


def months(first: str, values: Sequence[int | None], *, scheme: str, area: str) -> dict[tuple[str, str, str], int]:
    """Figures of one series month after month; None was not reported."""
    span = month_range(first, "2022-12")[: len(values)]
    return {(scheme, area, month): value for month, value in zip(span, values, strict=True) if value is not None}


def _corrected(before: tuple[str, Figures], now: tuple[str, Figures]) -> pd.DataFrame:
    """Figures of months that both cover and that are others now, came late or are gone."""
    both = min(before[0], now[0])
    keys = [key for key in sorted({*before[1], *now[1]}) if key[2] <= both and before[1].get(key) != now[1].get(key)]
    return pd.DataFrame(keys, columns=FIGURE).assign(indicator=COUNT)[["indicator", *FIGURE]]
