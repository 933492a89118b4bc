"""Many visitors at once, each turning a filter every few seconds, over raw web sockets."""

import asyncio
import time
from dataclasses import dataclass, field

from bench.report import Line, middle, ninety_fifth
from bench.visitor import VisitFailedError, visiting

SESSIONS = 200
BETWEEN_CLICKS = 5.0
CLICKS = 6
FIRST_TURNS = 60
LIMIT = 1.5


@dataclass
class Crowd:
    milliseconds: list[float] = field(default_factory=list)
    failed: int = 0
    charts: int = 0


async def crowd(url: str, page: str, *, sessions: int = SESSIONS) -> Crowd:
    """All open the page within one stretch between clicks, evenly, and click at their own moments from then on.

    One visitor goes before them and turns every filter: a server is measured that has been running, not one that has just started.
    """
    seen = Crowd()
    async with visiting(url, page) as first:
        await first.draw()
        for _ in range(FIRST_TURNS):
            await first.turn_a_filter()

    begun = time.monotonic()

    async def come(number: int) -> None:
        # By the clock, not so long after the last answer: people who waited in one queue would all come back together.
        moment = begun + BETWEEN_CLICKS * number / sessions
        await asyncio.sleep(moment - time.monotonic())
        try:
            async with visiting(url, page) as visitor:
                seen.charts = (await visitor.draw()).charts
                for click in range(1, CLICKS + 1):
                    await asyncio.sleep(max(0.0, moment + BETWEEN_CLICKS * click - time.monotonic()))
                    seen.milliseconds.append((await visitor.turn_a_filter()).seconds * 1000)
        except (VisitFailedError, OSError, EOFError, TimeoutError):
            seen.failed += 1

    await asyncio.gather(*(come(number) for number in range(sessions)))
    return seen


def compare(page: str, ours: Crowd, reference: Crowd) -> list[Line]:
    what = f"{page}: {SESSIONS} visitors"
    return [
        Line(f"{what}, failed", ours.failed, "", limit=0),
        Line(f"{what}, p50", middle(ours.milliseconds), "ms", middle(reference.milliseconds)),
        Line(f"{what}, p95", ninety_fifth(ours.milliseconds), "ms", ninety_fifth(reference.milliseconds), LIMIT),
    ]
