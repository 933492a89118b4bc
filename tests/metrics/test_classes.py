"""Classes of a map: round, from zero, and no value falls between them."""

import pandas as pd
import pytest

from ccare_metrics.classes import class_of, map_classes


def classes(*values, whole=True):
    return map_classes(pd.Series(values, dtype="Float64"), whole=whole)


def bounds(made):
    return [(each.low, each.high) for each in made]


def test_classes_of_counts_have_round_equal_steps_and_share_no_number():
    assert bounds(classes(3, 912)) == [(1, 200), (201, 400), (401, 600), (601, 800), (801, 1000)]


def test_a_single_academy_lies_in_the_class_of_one():
    assert bounds(classes(1)) == [(1, 1)]
    assert class_of(1, classes(1)) == 0


def test_zero_has_a_class_of_its_own():
    made = classes(0, 40)
    assert bounds(made) == [(0, 0), (1, 10), (11, 20), (21, 30), (31, 40)]
    assert class_of(0, made) == 0
    assert class_of(1, made) == 1


def test_rates_have_classes_that_touch():
    assert bounds(classes(0.7, 10.3, whole=False)) == [(0, 2.5), (2.5, 5), (5, 7.5), (7.5, 10), (10, 12.5)]


def test_a_missing_value_has_no_class():
    assert class_of(None, classes(1, 2)) is None
    assert class_of(pd.NA, classes(1, 2)) is None


@pytest.mark.parametrize("values", [(1,), (5, 3, 1), (0.013, 0.4), (1000, 999, 1), (14,), (7, 7.5), (2.5, 5)])
def test_every_value_falls_into_exactly_one_class(values):
    made = classes(*values, whole=all(value == int(value) for value in values))
    assert len(made) <= 5
    for value in values:
        holding = [index for index, each in enumerate(made) if each.low <= value <= each.high]
        assert class_of(value, made) in holding


def test_nothing_shown_has_no_classes():
    assert classes() == ()
