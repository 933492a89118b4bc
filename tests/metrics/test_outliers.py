"""Which months stand out of their series: medians and distances that can be found with a finger on the page."""

from ccare_metrics.outliers import FEWEST, Unusual, unusual
from ccare_metrics.periods import month_range

MONTHS = month_range("2022-01", "2022-12")


def found_in(
    *values: float | None, target: float | None = None, share: float = 0.5, least: float = 1.0
) -> list[Unusual]:
    return unusual(MONTHS[: len(values)], values, target=target, deviations=4, share_of_target=share, least=least)


def months_in(*values: float | None, **told: float) -> list[str]:
    return [each.month for each in found_in(*values, **told)]


def test_a_month_further_from_the_others_than_four_of_their_usual_distances_is_unusual():
    """Beside 30 stand 8, 9, 11, 12: the middle is 10, the usual distance 1.5, and four of those reach to 16."""
    assert found_in(8, 9, 11, 12, 30) == [Unusual("2022-05", 30, usual=10, share_of_target=None)]


def test_a_month_just_as_far_as_that_is_not():
    """10 + 4 x 1.5 = 16."""
    assert months_in(8, 9, 11, 12, 16) == []
    assert months_in(8, 9, 11, 12, 17) == ["2022-05"]


def test_a_month_may_be_unusual_because_it_is_small():
    """10 - 4 x 1.5 = 4."""
    assert months_in(8, 9, 11, 12, 4) == []
    assert months_in(8, 9, 11, 12, 3) == ["2022-05"]


def test_a_month_is_measured_against_the_others_and_not_against_itself():
    """Two months of 60 among 10s: beside each stands another 60, and the middle of the others is still 10."""
    assert months_in(10, 10, 10, 60, 10, 10, 60) == ["2022-04", "2022-07"]


def test_where_the_others_never_moved_one_more_or_less_is_not_unusual():
    """The smallest distance that is believed is one unit: from 10, four units reach to 14."""
    assert months_in(10, 10, 10, 10, 14) == []
    assert months_in(10, 10, 10, 10, 15) == ["2022-05"]


def test_of_money_the_smallest_distance_is_one_pound():
    """In pence: 1,000 each month; four pounds more are still usual."""
    assert months_in(1_000, 1_000, 1_000, 1_000, 1_400, least=100) == []
    assert months_in(1_000, 1_000, 1_000, 1_000, 1_401, least=100) == ["2022-05"]


def test_more_than_half_of_the_target_in_one_month_is_unusual_however_the_series_runs():
    """5, 15, 25, 35, 55: from the middle of the others, 20, four distances of 10 reach to 60."""
    assert months_in(5, 15, 25, 35, 55) == []
    (half,) = found_in(5, 15, 25, 35, 55, target=100)
    assert (half.month, half.share_of_target) == ("2022-05", 0.55)
    assert months_in(5, 15, 25, 35, 55, target=110) == []  # exactly half


def test_what_is_unusual_for_its_distance_tells_its_share_too():
    assert found_in(8, 9, 11, 12, 30, target=300) == [Unusual("2022-05", 30, usual=10, share_of_target=0.1)]


def test_of_no_target_and_of_a_target_of_zero_there_is_no_share():
    assert found_in(8, 9, 11, 12, 30, target=0)[0].share_of_target is None
    assert months_in(8, 9, 11, 12, 13, target=0) == []


def test_with_fewer_than_four_others_nothing_can_be_called_unusual():
    assert FEWEST == 4
    assert months_in(10, 10, 10, 500) == []
    assert months_in(10, 10, 10, 500, target=600) == []  # not even most of its target
    assert months_in(10, 10, 10, 10, 500) == ["2022-05"]


def test_a_missing_month_is_no_month_of_nothing():
    assert months_in(8, 9, None, 11, 12, None, 10) == []
    assert months_in(10, None, 10, None, 10, 500) == []  # three others are known


def test_months_before_a_scheme_began_are_not_its_others():
    """Six empty months would make the first ones with a figure unusual."""
    assert months_in(0, 0, 0, None, 0, 0, 10, 11, 9, 10, 12) == []


def test_a_month_of_nothing_after_it_began_is_one_of_its_months():
    assert months_in(0, 10, 11, 9, 10, 0) == ["2022-06"]


def test_a_scheme_that_never_began_has_no_unusual_month():
    assert months_in(0, 0, 0, 0, 0, 0) == months_in(None, None) == months_in() == []
