"""Two releases beside each other: every cell that reads otherwise, hidden ones without a number, later months left out."""

from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import pytest

from ccare_metrics.aggregation import CELL_KEY, Slice
from ccare_metrics.release import Release
from ccare_metrics.results import BETWEEN_COLUMNS, between_releases, hidden_cells
from ccare_metrics.results.releases import every_cell
from tests.programmes import FIGURES, filled_store, publish_to
from tests.two_shores import KENT, NORFOLK

JANUARY = "training,places,E10000020,2022-01,all,4,,reported,\n"
CORRECTED = FIGURES.replace(JANUARY, JANUARY.replace(",4,", ",1,"))
LATE = FIGURES + "training,places,E10000016,2022-02,all,20,,reported,\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Callable[..., Release]:
    def release_of(figures: str = FIGURES, through: str = "2022-03") -> Release:
        folder = tmp_path_factory.mktemp("release")
        return Release(publish_to(folder / "releases", filled_store(folder / "store.sqlite", figures), through).path)

    return release_of


@pytest.fixture(scope="module")
def first(made) -> Release:
    return made()


class Hiding:
    """A release in which some months of Norfolk's places in training are hidden; nothing else of it is."""

    def __init__(self, release: Release, *months: str) -> None:
        self._release, self._months = release, months
        self.programme, self.through = release.programme, release.through

    def cells(self, asked: Slice) -> pd.DataFrame:
        cells = self._release.cells(asked)
        gone = cells["place_code"].eq(NORFOLK) & cells["group_kind"].eq("scheme") & cells["indicator"].eq("places")
        gone &= cells["time_code"].isin(self._months)
        return cells.assign(value=cells["value"].mask(gone), absence=cells["absence"].mask(gone, "suppressed"))


def told(frame: pd.DataFrame) -> list[tuple]:
    columns = ["old", "old_absence", "new", "new_absence"]
    return [tuple(None if pd.isna(cell) else cell for cell in row) for row in frame[columns].itertuples(index=False)]


def only(frame: pd.DataFrame, **codes: str) -> pd.DataFrame:
    for column, code in codes.items():
        frame = frame[frame[column].eq(code)]
    return frame


def test_a_release_and_itself_read_the_same(first):
    found = between_releases(first, first)
    assert list(found.columns) == BETWEEN_COLUMNS == [*CELL_KEY, "old", "old_absence", "new", "new_absence"]
    assert found.empty


def test_a_correction_is_found_in_its_own_cell_and_in_every_total_above_it(first, made):
    """Norfolk's 4 places of January are 1: in 4 groups x 4 places x (month, quarter, year, to date) of places, and nowhere else."""
    found = between_releases(first, made(CORRECTED))
    assert len(found) == 4 * 4 * 4
    assert set(found["indicator"]) == {"places"}
    assert told(only(found, group_kind="scheme", place_kind="area", time_kind="month")) == [(4, None, 1, None)]
    assert told(only(found, group_kind="all", place_kind="all", time_kind="to_date")) == [(33, None, 30, None)]
    assert (found["old"] - found["new"]).eq(3).all()


def test_the_other_way_round_old_and_new_change_places(first, made):
    other = made(CORRECTED)
    there, back = between_releases(first, other), between_releases(other, first)
    swapped = back.rename(
        columns={"old": "new", "new": "old", "old_absence": "new_absence", "new_absence": "old_absence"}
    )
    pd.testing.assert_frame_equal(there, swapped[there.columns])


def test_a_figure_that_came_late_has_a_reason_before_and_a_value_now(first, made):
    found = between_releases(first, made(LATE))
    late = only(found, group_kind="scheme", place_kind="area", time_kind="month")
    assert late[["place_code", "time_code"]].values.tolist() == [[KENT, "2022-02"]]
    assert told(late) == [(None, "not_reported", 20, None)]


def test_what_grows_with_a_later_month_is_no_change(made, first):
    """Through February and through March: nothing of January and February differs, and the quarter, the year and the total hold March."""
    assert between_releases(made(through="2022-02"), first).empty
    found = between_releases(made(through="2022-02"), made(CORRECTED))
    assert set(found["time_code"]) == {"2022-01"}


def test_a_hidden_cell_is_told_without_a_number_on_the_side_that_hides_it(first, made):
    newly = between_releases(first, Hiding(first, "2022-01"))
    assert set(map(tuple, told(newly))) == {(4, None, None, "suppressed")}
    shown = between_releases(Hiding(first, "2022-01"), first)
    assert set(map(tuple, told(shown))) == {(None, "suppressed", 4, None)}


def test_what_changed_behind_a_cell_hidden_on_both_sides_is_not_told(first, made):
    found = between_releases(Hiding(first, "2022-01"), Hiding(made(CORRECTED), "2022-01"))
    assert only(found, group_kind="scheme", place_code=NORFOLK, time_code="2022-01").empty
    assert len(found) == 64 - 1


def test_cells_of_an_indicator_that_one_side_does_not_have_stand_beside_nothing(first):
    class Earlier:
        """The release as made under a programme without grants."""

        programme = replace(
            first.programme,
            indicators={code: each for code, each in first.programme.indicators.items() if code != "grants_paid"},
        )
        through, cells = first.through, first.cells

    found = between_releases(Earlier(), first)
    assert set(found["indicator"]) == {"grants_paid"}
    assert found[["old", "old_absence"]].isna().all(axis=None)


def test_hidden_cells_are_counted_in_every_slice(first):
    assert hidden_cells(first) == 0
    assert hidden_cells(Hiding(first, "2022-01", "2022-02")) == 2
    assert len(every_cell(first)) == len(every_cell(first).drop_duplicates(CELL_KEY)) > 500


def test_the_hidden_cells_of_ccare_are_those_of_its_file(ccare):
    (count,) = ccare._rows("SELECT count(*) FROM cell WHERE absence = 'suppressed'")[0]
    assert hidden_cells(ccare) == count > 1_000
