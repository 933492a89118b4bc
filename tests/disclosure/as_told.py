"""A statement of the project's own as the independent attacker would have read it from the open API."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from ccare_metrics.relations import Statement
from geo.areas import load_areas
from tests.disclosure.public_answers import Cell, Edition

INDICATOR = ("kind", "over_time", "zeros_shown", "sensitive", "numerator", "denominator")
FACT = ("kind", "indicator", "scheme", "partner", "value", "qualifier", "as_of")


def as_told(told: Sequence[Statement]) -> list[Edition]:
    return [_edition(number, each) for number, each in enumerate(told, start=1)]


def _edition(number: int, told: Statement) -> Edition:
    programme = told.programme
    edition = Edition(
        number=number,
        through=told.through,
        programme={
            "facts": [_fields(fact, FACT) for fact in programme.facts],
            "closing_day": programme.closing_day.isoformat(),
        },
        indicators={code: _fields(each, INDICATOR) for code, each in programme.indicators.items()},
        schemes={code: _fields(each, ("strand", "partner")) for code, each in programme.schemes.items()},
        areas={code: _fields(each, ("county", "country")) for code, each in load_areas().items()},
        corrected=set(told.corrections[["indicator", "scheme", "area", "month"]].itertuples(index=False, name=None)),
    )
    for row in told.cells.itertuples():
        key = (row.indicator, row.group_kind, row.group_code, row.place_kind, row.place_code, row.time_code)
        hidden = row.state in ("hidden", "withheld")
        value = None if pd.isna(row.value) else float(row.value)
        edition.cells[key] = Cell(value, "suppressed" if hidden else row.absence, row.reported, row.due)
    return edition


def _fields(told: object, names: Sequence[str]) -> dict[str, Any]:
    return {name: getattr(told, name) for name in names}
