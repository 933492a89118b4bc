"""Many visitors at once, each turning a filter every few seconds, over raw web sockets."""

import asyncio
from dataclasses import dataclass, field

from bench.report import Line, middle, ninety_fifth
from bench.visitor import VisitFailedError, visiting

SESSIONS = 200
BETWEEN_CLICKS = 5.0
CLICKS = 6
LIMIT = 1.5


@dataclass
class Crowd:
    milliseconds: list[float] = field(default_factory=list)
    failed: int = 0
    charts: int = 0


async def crowd(url: str, page: str, *, sessions: int = SESSIONS) -> Crowd:
    """All open the page within one stretch between clicks, evenly, and click at their own moments from then on."""
    seen = Crowd()

    async def come(number: int) -> None:
        await asyncio.sleep(BETWEEN_CLICKS * number / sessions)
        try:
            async with visiting(url, page) as visitor:
                seen.charts = (await visitor.draw()).charts
                for _ in range(CLICKS):
                    await asyncio.sleep(BETWEEN_CLICKS)
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
