"""How reporting itself stood on a day: where each submission was on its way, and what partners had said beside their figures."""

from dataclasses import dataclass, field
from datetime import date

import pandas as pd
from sqlalchemy import Engine

from ccare_metrics.scope import Viewer, refuse_the_public
from ccare_metrics.store import read


@dataclass(frozen=True, eq=False)
class Workflow:
    """`submissions`: as `read.submissions_on`, one row a submission in the state it was in at the end of `day`;
    `commentary`: as `read.commentary_on`, what stood beside figures approved by then."""

    day: date
    submissions: pd.DataFrame = field(repr=False)
    commentary: pd.DataFrame = field(repr=False)


def workflow_on(engine: Engine, day: date, viewer: Viewer) -> Workflow:
    """Raises NotAllowedError where the viewer is neither the board nor the lead partner."""
    refuse_the_public(viewer)
    shown = day.isoformat()
    return Workflow(day, read.submissions_on(engine, shown), read.commentary_on(engine, shown))


@dataclass(frozen=True, eq=False)
class Acts:
    """Approvals from the day after `after` to `until`. `figures`: as `read.changed_figures`, one row a figure that they changed."""

    after: date
    until: date
    figures: pd.DataFrame = field(repr=False)


def acts_between(engine: Engine, after: date, until: date, viewer: Viewer) -> Acts:
    """Raises NotAllowedError where the viewer is neither the board nor the lead partner."""
    refuse_the_public(viewer)
    return Acts(after, until, read.changed_figures(engine, after=after.isoformat(), until=until.isoformat()))
