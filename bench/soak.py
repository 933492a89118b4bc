"""`make soak`: visitors who come, turn filters and leave, for MINUTES (10); says every minute what memory the server holds.

The framework's collection after every run is switched off (.streamlit/config.toml); this shows that memory does not grow for it.
"""

import asyncio
import os
import tempfile
import time
from pathlib import Path

from bench.memory import resident
from bench.serving import Running, prepare, running
from bench.visitor import visiting

PAGES = ("map", "area", "scheme", "targets", "indicator", "schemes")
AT_ONCE = 10
TURNS = 12


async def come_and_go(server: Running, minutes: float) -> None:
    ends = time.monotonic() + minutes * 60
    begun = time.monotonic()
    visits, told = 0, 0
    while time.monotonic() < ends:
        await asyncio.gather(*(_visit(server.url, PAGES[number % len(PAGES)]) for number in range(AT_ONCE)))
        visits += AT_ONCE
        if (time.monotonic() - begun) // 60 >= told:
            print(f"minute {told:3}: {visits:6} visits, {resident(server.pid):7.1f} MB", flush=True)
            told += 1


async def _visit(url: str, page: str) -> None:
    async with visiting(url, page) as visitor:
        await visitor.draw()
        for _ in range(TURNS):
            await visitor.turn_a_filter()


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder))
        with running(Path(folder)) as server:
            asyncio.run(come_and_go(server, float(os.environ.get("MINUTES", "10"))))


if __name__ == "__main__":
    main()
