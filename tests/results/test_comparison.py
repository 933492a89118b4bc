"""One indicator side by side: schemes, partners, areas and countries of the invented programme, in each measure, by hand."""

import pandas as pd
import pytest

from ccare_metrics.results import SIDES, area_map, comparison, curves_by
from ccare_metrics.results.comparison import COMPARISON_COLUMNS, Comparison
from ccare_metrics.scope import Scope, ScopeError, UnknownCodeError
from tests.programmes import FIGURES, release_of_two_shores
from tests.two_shores import FINISTERE, KENT, MEDWAY, NORFOLK

PEOPLE = {NORFOLK: 905_993, KENT: 1_573_823, MEDWAY: 280_894, FINISTERE: 913_187}


def told(found: Comparison, *columns: str) -> list[tuple]:
    rows = found.rows[["code", *columns]].itertuples(index=False)
    return [tuple(None if pd.isna(cell) else cell for cell in row) for row in rows]


# -- counts


def test_schemes_stand_in_order_the_highest_first_and_those_without_a_figure_last_with_their_reason(release):
    found = comparison(release, "places", "scheme")
    assert list(found.rows.columns) == COMPARISON_COLUMNS
    assert told(found, "value", "absence") == [
        ("training", 21, None),
        ("advice", 12, None),
        ("leaflets", None, "not_applicable"),  # it has no area to count in
        ("outreach", None, "not_reported"),
    ]


def test_partners_are_the_sum_of_their_schemes(release):
    """South: 12 of advice and nothing of leaflets. Quiet never reports, which is not zero."""
    assert told(comparison(release, "places", "partner"), "value", "absence", "reported", "due") == [
        ("north", 21, None, 8, 9),
        ("south", 12, None, 2, 2),
        ("quiet", None, "not_reported", 0, 3),
    ]


def test_areas_where_nothing_is_counted_are_left_out_and_those_without_a_figure_stand_last(release):
    """Of 38 areas four. Medway had no room: that is a reason."""
    assert told(comparison(release, "places", "area"), "value", "absence") == [
        (NORFOLK, 18, None),
        (FINISTERE, 12, None),
        (KENT, 3, None),
        (MEDWAY, None, "not_applicable"),
    ]


def test_an_area_is_part_of_it_as_soon_as_something_is_due_there(release):
    """Grants run in Kent alone."""
    assert told(comparison(release, "grants_paid", "area"), "value") == [(KENT, 400_050)]


def test_a_country_in_which_none_of_the_schemes_ran_is_no_part_of_it(release):
    assert told(comparison(release, "grants_paid", "country"), "value") == [("UK", 400_050)]
    assert told(comparison(release, "places", "country"), "value") == [("UK", 21), ("FR", 12)]


def test_no_side_loses_a_figure(release):
    """33 places, whichever way they are laid out."""
    for side in SIDES:
        assert comparison(release, "places", side).rows["value"].sum() == 33


def test_a_figure_from_outside_a_schemes_areas_is_not_lost(tmp_path):
    """£1 was paid in Finistère, where grants do not run: it counts in the total, and stands among areas and countries."""
    elsewhere = FIGURES + "grants,grants_paid,29,2022-01,all,100,,reported,\n"
    release = release_of_two_shores(tmp_path, elsewhere)
    assert told(comparison(release, "grants_paid", "area"), "value") == [(KENT, 400_050), (FINISTERE, 100)]
    assert told(comparison(release, "grants_paid", "country"), "value") == [("UK", 400_050), ("FR", 100)]
    # Nobody there could have been reached by plan, so there is no number of people to divide by.
    assert told(comparison(release, "grants_paid", "country", "per_10000"), "shown", "base")[1] == ("FR", None, None)


def test_one_period_can_be_compared(release):
    """March: 9 places of training and 7 of advice."""
    assert told(comparison(release, "places", "scheme", period="2022-03"), "value")[:2] == [
        ("training", 9),
        ("advice", 7),
    ]
    assert told(comparison(release, "places", "scheme", period="2022-Q1"), "value")[0] == ("training", 21)


def test_ranks_can_stand_side_by_side_though_they_cannot_be_added(release):
    """North has three areas to rank, so it has no rank of its own."""
    assert told(comparison(release, "rank", "area"), "value")[:2] == [(FINISTERE, 7), (NORFOLK, 3)]
    assert told(comparison(release, "rank", "partner"), "value", "absence") == [
        ("south", 7, None),
        ("north", None, "not_applicable"),
    ]


def test_a_rate_is_compared_as_it_is_each_divided_for_itself(release):
    """Norfolk 20 of 40, Kent 2 of 2, Medway none of none; together 22 of 42, which is no mean of the three."""
    found = comparison(release, "completion_rate", "area")
    assert told(found, "value", "absence") == [
        (KENT, 1.0, None),
        (NORFOLK, 0.5, None),
        (MEDWAY, None, "not_applicable"),
    ]
    assert told(comparison(release, "completion_rate", "scheme"), "value") == [("training", 22 / 42)]


# -- per 10,000 people


def test_per_10000_people_an_area_is_divided_by_its_own_people(release):
    """12 places for 913,187 people are 0.131 for 10,000; 18 for 905,993 are 0.199."""
    found = comparison(release, "places", "area", "per_10000")
    assert told(found, "value", "base") == [
        (NORFOLK, 18, 905_993),
        (FINISTERE, 12, 913_187),
        (KENT, 3, 1_573_823),
        (MEDWAY, None, 280_894),
    ]
    shown = found.rows["shown"].tolist()[:3]
    assert shown == pytest.approx([0.19868, 0.13141, 0.01906], abs=5e-6)


def test_per_10000_people_the_order_is_that_of_the_rates(release):
    """13 enrolled: Kent has most, Medway most of its few people."""
    assert told(comparison(release, "enrolled", "area"), "value") == [(KENT, 6), (NORFOLK, 5), (MEDWAY, 2)]
    assert [code for code, _ in told(comparison(release, "enrolled", "area", "per_10000"), "value")] == [
        MEDWAY,
        NORFOLK,
        KENT,
    ]


def test_per_10000_people_a_country_is_divided_by_the_people_of_the_areas_that_were_served(release):
    """21 places for the 2,760,710 people of Norfolk, Kent and Medway, not for all of England."""
    found = comparison(release, "places", "country", "per_10000").rows.set_index("code")
    assert found.loc["UK", "base"] == PEOPLE[NORFOLK] + PEOPLE[KENT] + PEOPLE[MEDWAY] == 2_760_710
    assert found.loc["FR", "base"] == PEOPLE[FINISTERE]
    assert found.loc["UK", "shown"] == pytest.approx(21 * 10_000 / 2_760_710)
    grants = comparison(release, "grants_paid", "country", "per_10000").rows.set_index("code")
    assert grants.loc["UK", "base"] == PEOPLE[KENT]  # grants run in Kent alone


def test_an_area_has_the_same_rate_as_on_the_map(release):
    found = comparison(release, "places", "area", "per_10000").rows.set_index("code")["shown"]
    mapped = area_map(release, Scope("places"), "per_10000").rows.set_index("area")["shown"]
    for area in (NORFOLK, KENT, FINISTERE):
        assert found[area] == mapped[area]


# -- share of target


def test_share_of_target_each_scheme_by_its_own_target_and_the_order_by_the_share(release):
    """12 of 20 are more than 21 of 50."""
    assert told(comparison(release, "places", "scheme", "share_of_target"), "value", "base", "shown") == [
        ("advice", 12, 20, 0.6),
        ("training", 21, 50, 0.42),
        ("leaflets", None, 5, None),
        ("outreach", None, 12, None),
    ]


def test_without_a_target_there_is_no_share(release):
    """Ranks have a plan and no target."""
    found = comparison(release, "rank", "scheme", "share_of_target").rows
    assert found["base"].isna().all()
    assert found["shown"].isna().all()
    assert sorted(found["value"].dropna()) == [7]


# -- what cannot be asked


@pytest.mark.parametrize("side", ["area", "country", "scheme"])
def test_a_rate_is_refused_in_other_measures(release, side):
    measure = "share_of_target" if side == "scheme" else "per_10000"
    with pytest.raises(ScopeError, match="completion_rate"):
        comparison(release, "completion_rate", side, measure)


@pytest.mark.parametrize(
    ("side", "measure"),
    [("partner", "per_10000"), ("partner", "share_of_target"), ("scheme", "per_10000"), ("area", "share_of_target")],
)
def test_a_measure_that_a_side_does_not_have_is_refused_with_those_it_has(release, side, measure):
    with pytest.raises(ScopeError, match="there is count"):
        comparison(release, "places", side, measure)


def test_unknown_codes_are_named(release):
    with pytest.raises(UnknownCodeError, match="'jobs'"):
        comparison(release, "jobs", "scheme")
    with pytest.raises(UnknownCodeError, match="'village'; there is scheme, partner"):
        comparison(release, "places", "village")
    with pytest.raises(UnknownCodeError, match="'2023-01'"):
        comparison(release, "places", "scheme", period="2023-01")


# -- curves


def test_curves_by_scheme_partner_and_country_end_where_the_bars_do(release):
    ends = {
        side: {
            code: months.loc[months["period"].eq("2022-03"), "actual"].iloc[0]
            for code, months in curves_by(release, "places", side).items()
        }
        for side in ("scheme", "partner", "country")
    }
    assert {code: None if pd.isna(total) else total for code, total in ends["scheme"].items()} == {
        "training": 21,
        "advice": 12,
        "outreach": None,
        "leaflets": None,
    }
    assert ends["partner"]["north"] == ends["country"]["UK"] == 21
    assert ends["partner"]["south"] == ends["country"]["FR"] == 12


def test_a_country_that_counts_nothing_of_it_has_no_curve(release):
    assert list(curves_by(release, "grants_paid", "country")) == ["UK"]


def test_areas_have_no_curves(release):
    with pytest.raises(ScopeError, match="areas"):
        curves_by(release, "places", "area")
