"""A store of the invented programme without a figure, and a short way to send some to it."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from sqlalchemy import Engine

from ccare_metrics.framework import Programme
from ccare_metrics.store import write
from ccare_metrics.store.engine import writing
from ccare_metrics.store.models import Figure, Submission, SubmissionStep
from tests.programmes import two_shores

# scheme, indicator, area, month, and a value or an absence
Sent = tuple[str, str, str, str, int | str]


@dataclass
class Shores:
    engine: Engine
    programme: Programme

    def send(self, *figures: Sent, steps: dict[str, str], period: str = "2022-01", **told: object) -> int:
        """One submission that has gone through these steps (state -> day); its number. `told`: corrects, reason, and what figures share."""
        of_figures = {name: told.pop(name) for name in ("category", "provenance") if name in told}
        state, day = list(steps.items())[-1]
        (partner,) = {self.programme.schemes[scheme].partner for scheme, *_ in figures}
        with writing(self.engine) as session:
            submission = Submission(
                partner=partner,
                period=period,
                state=state,
                idempotency_key=repr((figures, steps, told)),
                approved_at=f"{day}T10:00:00Z" if state == "approved" else None,
                **told,
            )
            session.add(submission)
            session.flush()
            number = submission.id or 0
            for step, on in steps.items():
                session.add(SubmissionStep(submission_id=number, state=step, at=f"{on}T10:00:00Z", by="the lead"))
            session.add_all(self._figure(number, partner, figure, of_figures) for figure in figures)
            write.stand(session, self.programme, submissions=[number])
        return number

    def approve(self, day: str, *figures: Sent, **told: object) -> int:
        return self.send(*figures, steps={"approved": day}, **told)

    @staticmethod
    def _figure(number: int, partner: str, figure: Sent, shared: dict[str, object]) -> Figure:
        scheme, indicator, area, month, given = figure
        named = {"scheme": scheme, "indicator": indicator, "area": area, "month": month, **shared}
        value, absence = (given, None) if isinstance(given, int) else (None, given)
        return Figure(submission_id=number, partner=partner, value=value, absence=absence, **named)


@pytest.fixture
def shores(tmp_path) -> Iterator[Shores]:
    programme = two_shores()
    engine = write.upgrade(f"sqlite:///{tmp_path / 'shores.sqlite'}")
    write.name_owners(engine, programme)
    yield Shores(engine, programme)
    engine.dispose()
