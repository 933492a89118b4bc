"""When what can be worked out about a hidden cell is too close to the truth. Pure."""

from ccare_metrics.framework import DisclosureRule, Indicator


def width_needed(low: float, high: float, *, listed: bool, indicator: Indicator, rule: DisclosureRule) -> float:
    """How far apart the bounds of a hidden cell must lie; 0 where they may be as they are.

    Nobody is told which hidden cell is a small count, so each is judged by what it might be. A cell that is only finer than its series is
    published is not listed as hidden: it is given away where it is sure to be a small count. `low`, `high`: whole values.
    """
    if indicator.kind == "money":
        return low * rule.money_percent / 100 if listed else 0
    may_be_small = low < rule.hide_below
    if not listed:
        return rule.width if may_be_small and high > 0 and low >= least_small(indicator) else 0
    return rule.width if may_be_small else rule.complementary_width


def is_too_close(low: float, high: float, *, listed: bool, indicator: Indicator, rule: DisclosureRule) -> bool:
    return high - low < width_needed(low, high, listed=listed, indicator=indicator, rule=rule)


def least_small(indicator: Indicator) -> int:
    """The smallest count that is hidden: where zeros are shown, 1."""
    return 1 if indicator.zeros_shown else 0
