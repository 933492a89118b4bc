"""Classes of a map: round, from zero, and no value falls between them."""

import pandas as pd
import pytest

from ccare_metrics.classes import class_of, map_classes


def classes(*values, whole=True):
    return map_classes(pd.Series(values, dtype="Float64"), whole=whole)


def test_classes_have_round_equal_steps_from_zero():
    assert [(each.low, each.high) for each in classes(3, 912)] == [(0, 200), (200, 400), (400, 600), (600, 800), (800, 1000)]


def test_zero_has_a_class_of_its_own():
    made = classes(0, 40)
    assert made[0].zero
    assert class_of(0, made) == 0
    assert class_of(1, made) == 1


def test_a_missing_value_has_no_class():
    assert class_of(None, classes(1, 2)) is None
    assert class_of(pd.NA, classes(1, 2)) is None


@pytest.mark.parametrize("values", [(1,), (5, 3, 1), (0.013, 0.4), (1000, 999, 1), (14,), (7, 7.5)])
def test_every_value_falls_into_exactly_one_class(values):
    made = classes(*values, whole=all(value == int(value) for value in values))
    for value in values:
        index = class_of(value, made)
        assert made[index].low <= value <= made[index].high
        assert len(made) <= 5


def test_nothing_shown_has_no_classes():
    assert classes() == ()
