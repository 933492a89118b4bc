"""What the server takes of the machine's memory, now and at its peak, as Linux counts it."""

import asyncio
from collections.abc import Sequence
from contextlib import AsyncExitStack
from pathlib import Path

from bench.report import Line
from bench.serving import Running
from bench.visitor import visiting

VISITORS = 10


def resident(pid: int, name: str = "VmRSS") -> float:
    """In megabytes; VmHWM is the peak."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith(f"{name}:"))) / 1024


async def with_open_visitors(server: Running, pages: Sequence[str]) -> Line:
    async with AsyncExitStack() as stack:
        visitors = [
            await stack.enter_async_context(visiting(server.url, pages[number % len(pages)]))
            for number in range(VISITORS)
        ]
        for _ in range(3):
            await asyncio.gather(*(visitor.draw() for visitor in visitors))
        return Line(f"peak memory with {VISITORS} open visitors", resident(server.pid, "VmHWM"), "MB")
