"""What is known beside the figures: how reporting stood, what partners had said, and what was approved since the board last met."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from ccare_metrics.periods import last_day, month_of
from ccare_metrics.scope import Viewer
from ccare_metrics.workflow import Acts, Workflow, acts_between, workflow_on
from ccare_metrics.working import Working, as_it_stood


@dataclass(frozen=True, eq=False)
class Record:
    """`before`: the figures as they stood a month before, None where nothing was due by then; `acts`: approvals since."""

    workflow: Workflow = field(repr=False)
    before: Working | None = field(repr=False)
    acts: Acts = field(repr=False)


def record(source: Working, viewer: Viewer) -> Record:
    """Raises NotAllowedError where the viewer is neither the board nor the lead partner, and StoreError."""
    engine, last = source.engine, month_before(source.day)
    return Record(
        workflow_on(engine, source.day, viewer),
        as_it_stood(engine, source.programme, last, viewer),
        acts_between(engine, last, source.day, viewer),
    )


def month_before(day: date) -> date:
    """The same day of the month before; its last one where it has no such day: 31 March -> 28 February."""
    end = last_day(month_of(day.replace(day=1) - timedelta(days=1)))
    return end.replace(day=min(day.day, end.day))
