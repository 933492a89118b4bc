"""A question that contradicts itself is refused, and says what would do."""

import pytest

from ccare_metrics.scope import Scope, ScopeError


def test_a_scope_names_one_group_one_place_and_one_time():
    asked = Scope("businesses_supported", scheme="a2a", by=("area", "month"))
    assert asked.group == ("scheme", "a2a")
    assert asked.place == ("area", None)
    assert asked.time_kind == "month"
    assert Scope("businesses_supported", period="2022-Q2").time_kind == "quarter"
    assert Scope("businesses_supported").time_kind == "to_date"


@pytest.mark.parametrize(
    "contradiction",
    [
        {"scheme": "a2a", "partner": "norfolk"},
        {"area": "29", "country": "FR"},
        {"by": ("area", "county")},
        {"by": ("month", "year")},
        {"by": ("colour",)},
        {"period": "2022-Q2", "by": ("month",)},
    ],
)
def test_a_contradiction_is_refused(contradiction):
    with pytest.raises(ScopeError):
        Scope("businesses_supported", **contradiction)
