"""The questions. The single place where rows and arithmetic meet: pages, API and reports ask here and compute nothing.

Every answer comes from a `Source` (a release for the public; the working store for the board) with the same columns, and costs what
the answer costs, not what is stored.
"""

from ccare_metrics.results.answer import ANSWER_COLUMNS, Source, answer, group_codes, place_codes, time_codes
from ccare_metrics.results.curve import CURVE_COLUMNS, curve
from ccare_metrics.results.headline import Headline, headline, programme_plan, scheme_plan
from ccare_metrics.results.places import MEASURES, AreaMap, Measure, area_map, area_profile, area_totals, indicators_in
from ccare_metrics.results.targets import TARGET_COLUMNS, target_table

__all__ = [
    "ANSWER_COLUMNS",
    "CURVE_COLUMNS",
    "MEASURES",
    "TARGET_COLUMNS",
    "AreaMap",
    "Headline",
    "Measure",
    "Source",
    "answer",
    "area_map",
    "area_profile",
    "area_totals",
    "curve",
    "group_codes",
    "headline",
    "indicators_in",
    "place_codes",
    "programme_plan",
    "scheme_plan",
    "target_table",
    "time_codes",
]
