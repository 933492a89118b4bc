"""The questions. The single place where rows and arithmetic meet: pages, API and reports ask here and compute nothing.

Every answer comes from a `Source` (a release for the public; the working store for the board) with the same columns, and costs what
the answer costs, not what is stored.
"""

from ccare_metrics.results.additions import BacktestSummary, backtest_series, backtest_summary
from ccare_metrics.results.answer import ANSWER_COLUMNS, Source, answer, group_codes, place_codes, time_codes
from ccare_metrics.results.attention import BEHIND, KINDS, Matter, attention
from ccare_metrics.results.changes import CHANGE_COLUMNS, Changes, changes
from ccare_metrics.results.comparison import SIDE_MEASURES, SIDES, Comparison, Side, comparison, curves_by
from ccare_metrics.results.coverage_of import Coverage, coverage_of
from ccare_metrics.results.curve import CURVE_COLUMNS, curve
from ccare_metrics.results.headline import Headline, headline, plan_of, programme_plan, scheme_plan
from ccare_metrics.results.money import Money, money
from ccare_metrics.results.outlook import OUTLOOK_COLUMNS, Outlook, outlook, outlook_table
from ccare_metrics.results.places import MEASURES, AreaMap, Measure, area_map, area_profile, area_totals, indicators_in
from ccare_metrics.results.reached import grain
from ccare_metrics.results.releases import BETWEEN_COLUMNS, between_releases, hidden_cells
from ccare_metrics.results.stretch import unbroken_since
from ccare_metrics.results.targets import TARGET_COLUMNS, schemes_target, target_table

__all__ = [
    "ANSWER_COLUMNS",
    "BEHIND",
    "BETWEEN_COLUMNS",
    "CHANGE_COLUMNS",
    "CURVE_COLUMNS",
    "KINDS",
    "MEASURES",
    "OUTLOOK_COLUMNS",
    "SIDES",
    "SIDE_MEASURES",
    "TARGET_COLUMNS",
    "AreaMap",
    "BacktestSummary",
    "Changes",
    "Comparison",
    "Coverage",
    "Headline",
    "Matter",
    "Measure",
    "Money",
    "Outlook",
    "Side",
    "Source",
    "answer",
    "area_map",
    "area_profile",
    "area_totals",
    "attention",
    "backtest_series",
    "backtest_summary",
    "between_releases",
    "changes",
    "comparison",
    "coverage_of",
    "curve",
    "curves_by",
    "grain",
    "group_codes",
    "headline",
    "hidden_cells",
    "indicators_in",
    "money",
    "outlook",
    "outlook_table",
    "place_codes",
    "plan_of",
    "programme_plan",
    "scheme_plan",
    "schemes_target",
    "target_table",
    "time_codes",
    "unbroken_since",
]
