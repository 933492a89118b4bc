"""How figures add up, on tables that can be checked with a pencil."""

import pandas as pd
import pytest

from ccare_metrics import aggregation

PARENTS = {
    # scheme: (strand, partner); area: (county, country)
    "vouchers": ("firms", "kent"),
    "training": ("people", "kent"),
    "N": ("norfolk", "UK"),
    "K": ("kent", "UK"),
    "F": ("29", "FR"),
}


def table(*rows: tuple[str, str, str, int | None], indicator: str = "helped", made_up: bool = False) -> pd.DataFrame:
    """Rows of (scheme, area, month, value); None is a figure that was due and not reported."""
    frame = pd.DataFrame(rows, columns=["scheme", "area", "month", "value"]).astype({"value": "Int64"})
    return frame.assign(
        indicator=indicator,
        absence=None,
        illustrative=made_up,
        missing=frame["value"].isna(),
        reported=frame["value"].notna().astype("int64"),
        due=1,
        strand=[PARENTS[scheme][0] for scheme in frame["scheme"]],
        partner=[PARENTS[scheme][1] for scheme in frame["scheme"]],
        county=[PARENTS[area][0] for area in frame["area"]],
        country=[PARENTS[area][1] for area in frame["area"]],
    )


def cell(
    base: pd.DataFrame, group: str = "all", place: str = "all", time: str = "to_date", over="sum", across="sum"
) -> pd.Series:
    """The one cell at these codes; `group` is "all" or "scheme:vouchers", `place` likewise."""
    cells = aggregation.cells(base, {"helped": over}, {"helped": across})
    kinds = [(text.split(":") * 2)[:2] if ":" in text else ("all", "all") for text in (group, place)]
    found = cells[
        cells["group_kind"].eq(kinds[0][0]) & cells["group_code"].eq(kinds[0][1])
        & cells["place_kind"].eq(kinds[1][0]) & cells["place_code"].eq(kinds[1][1]) & cells["time_code"].eq(time)
    ]  # fmt: skip
    assert len(found) == 1
    return found.iloc[0]


THREE_MONTHS = table(
    ("vouchers", "N", "2022-03", 4),
    ("vouchers", "N", "2022-04", 1),
    ("vouchers", "K", "2022-04", 2),
    ("training", "F", "2022-04", 8),
    ("training", "F", "2022-05", None),
)


@pytest.mark.parametrize(
    ("group", "place", "time", "expected"),
    [
        ("all", "all", "to_date", 4 + 1 + 2 + 8),
        ("all", "all", "2022-04", 1 + 2 + 8),
        ("all", "all", "2022-Q1", 4),
        ("all", "all", "2022-Q2", 1 + 2 + 8),
        ("all", "all", "2022", 4 + 1 + 2 + 8),
        ("scheme:vouchers", "all", "to_date", 4 + 1 + 2),
        ("strand:people", "all", "to_date", 8),
        ("partner:kent", "all", "to_date", 4 + 1 + 2 + 8),
        ("all", "country:UK", "to_date", 4 + 1 + 2),
        ("all", "county:norfolk", "2022-04", 1),
        ("scheme:vouchers", "area:K", "to_date", 2),
    ],
)
def test_counts_add_up_over_months_schemes_and_areas(group, place, time, expected):
    assert cell(THREE_MONTHS, group, place, time)["value"] == expected


def test_a_month_that_nobody_reported_is_missing_and_not_zero():
    may = cell(THREE_MONTHS, time="2022-05")
    assert pd.isna(may["value"])
    assert may["absence"] == "not_reported"


def test_a_reported_zero_is_a_zero():
    assert cell(table(("vouchers", "N", "2022-04", 0)))["value"] == 0


def test_a_total_says_how_much_of_what_was_due_it_stands_on():
    total = cell(THREE_MONTHS)
    assert (total["reported"], total["due"]) == (4, 5)


def test_areas_add_up_to_the_total_and_lose_no_row():
    cells = aggregation.cells(THREE_MONTHS, {"helped": "sum"}, {"helped": "sum"})
    for place_kind in ("country", "county", "area"):
        parts = cells[
            cells["group_kind"].eq("all") & cells["place_kind"].eq(place_kind) & cells["time_kind"].eq("to_date")
        ]
        assert parts["value"].sum() == 15


def test_a_running_total_is_the_last_one_reported_and_stands_until_the_next():
    enrolled = table(
        ("vouchers", "N", "2022-01", 5), ("vouchers", "N", "2022-02", 9), ("vouchers", "N", "2022-04", None),
        ("vouchers", "K", "2022-04", 3),
    )  # fmt: skip
    assert cell(enrolled, over="running_total")["value"] == 9 + 3
    assert cell(enrolled, time="2022-Q1", over="running_total")["value"] == 9
    assert cell(enrolled, time="2022-04", over="running_total")["value"] == 9 + 3


def test_a_snapshot_nobody_took_is_not_known():
    open_centres = table(
        ("vouchers", "N", "2022-01", 5), ("vouchers", "N", "2022-02", 9), ("vouchers", "N", "2022-04", None)
    )
    assert cell(open_centres, time="2022-Q1", over="snapshot")["value"] == 9
    assert pd.isna(cell(open_centres, time="2022-04", over="snapshot")["value"])


def test_what_cannot_be_added_across_places_has_a_value_only_where_one_series_stands():
    ranks = table(("vouchers", "N", "2022-04", 7), ("vouchers", "K", "2022-04", 3))
    assert cell(ranks, place="area:N", across="none")["value"] == 7
    both = cell(ranks, across="none")
    assert pd.isna(both["value"])
    assert both["absence"] == "not_applicable"


def test_one_made_up_figure_makes_the_whole_sum_illustrative():
    mixed = pd.concat([table(("vouchers", "N", "2022-04", 1)), table(("vouchers", "K", "2022-04", 2), made_up=True)])
    assert cell(mixed)["provenance"] == "illustrative"
    assert cell(mixed, place="area:N")["provenance"] == "reported"


def test_rates_are_added_first_and_divided_last():
    # 1 of 10 and 90 of 100: averaging the two rates would give 50 %.
    assert aggregation.ratio(1 + 90, 10 + 100) == pytest.approx(0.827, abs=0.001)
    assert aggregation.ratio(None, 10) is None
    assert aggregation.ratio(1, 0) is None


def test_nothing_reported_adds_up_to_nothing_known():
    assert aggregation.add(pd.Series([None, None], dtype="Int64")) is None
    assert aggregation.add(pd.Series([None, 3], dtype="Int64")) == 3


def test_cumulating_hides_nothing_over_a_gap():
    months = pd.Series([2, None, 3], dtype="Int64")
    assert list(aggregation.cumulated(months, "sum")) == [2, 2, 5]
    assert list(aggregation.cumulated(months, "running_total")) == [2, 2, 3]
    assert list(aggregation.cumulated(months, "snapshot").isna()) == [False, True, False]
