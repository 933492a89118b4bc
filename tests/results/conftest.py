"""The invented programme, published once; its figures are small enough to add up in one's head (see tests/programmes.py)."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from sqlalchemy import Engine

from ccare_metrics.aggregation import CELL_COLUMNS, Slice
from ccare_metrics.framework import Programme
from ccare_metrics.release import Release
from ccare_metrics.scope import Viewer
from ccare_metrics.store.engine import connect
from ccare_metrics.working import Working, as_it_stood
from tests.programmes import release_of_two_shores
from tests.results.story import NO_GRAINS


@pytest.fixture(scope="session")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    return release_of_two_shores(tmp_path_factory.mktemp("two_shores"))


@pytest.fixture(scope="session")
def ccare(published: Path) -> Release:
    """The real programme's first release."""
    return Release(published / "releases" / "release-1.sqlite")


@pytest.fixture(scope="session")
def ccare_store(published: Path) -> Iterator[Engine]:
    engine = connect(f"sqlite:///{published / 'store.sqlite'}")
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def on(ccare_store: Engine, ccare: Release) -> Callable[[str], Working]:
    """C-CARE as it stood on a day: `on("2022-10-15")`."""

    @cache
    def stood(day: str) -> Working:
        found = as_it_stood(ccare_store, ccare.programme, date.fromisoformat(day), Viewer(role="board"))
        assert found is not None
        return found

    return stood


class Handful:
    """A source of cells written by hand, one value an area, for what the invented programme does not hold: ties, zeros, hidden areas."""

    def __init__(
        self, programme: Programme, indicator: str, by_area: dict[str, int], hidden: Sequence[str], *, made_up: bool
    ) -> None:
        self.programme, self.through, self.as_of = programme, "2022-03", date(2022, 3, 31)
        self.known_on = self.targets_on = self.as_of
        self.grains = NO_GRAINS
        told = {
            "indicator": indicator,
            "group_kind": "all",
            "group_code": "all",
            "time_kind": "to_date",
            "time_code": "to_date",
        }
        rows = [{**told, "place_kind": "area", "place_code": area, "value": value} for area, value in by_area.items()]
        rows.append({**told, "place_kind": "all", "place_code": "all", "value": sum(by_area.values())})
        frame = pd.DataFrame(rows).astype({"value": "Int64"})
        gone = frame["place_code"].isin(list(hidden))
        frame = frame.assign(
            value=frame["value"].mask(gone),
            absence=pd.Series(None, index=frame.index, dtype=object).mask(gone, "suppressed"),
            provenance="illustrative" if made_up else "reported",
            reported=1,
            due=1,
        )
        self._rows = frame[CELL_COLUMNS].astype({"value": "Int64"})

    def cells(self, asked: Slice) -> pd.DataFrame:
        return self._rows[self._rows["place_kind"].eq(asked.place_kind)]


@pytest.fixture
def by_hand(release: Release) -> Callable[..., Handful]:
    def make(indicator: str, *, hidden: Sequence[str] = (), made_up: bool = False, **by_area: int) -> Handful:
        """`hidden`: areas, or "all" for the total, whose value is not shown."""
        told = {name.removeprefix("_"): value for name, value in by_area.items()}
        return Handful(release.programme, indicator, told, hidden, made_up=made_up)

    return make
