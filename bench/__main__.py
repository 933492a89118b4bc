"""`make bench`: everything in one run, as ratios. `python -m bench load` measures one part."""

import asyncio
import sys
import tempfile
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path

from bench import (
    api,
    board,
    editing,
    first_screen,
    load,
    memory,
    pack,
    publishing,
    questions,
    reporting,
    reruns,
    weight,
)
from bench.chromium import chromium
from bench.report import Line, table
from bench.serving import ROOT, Running, prepare, running

REFERENCE = ROOT / "bench" / "reference" / "server.py"
FILTERED = ("map", "area", "scheme", "targets", "indicator")
ALL = ("", *FILTERED)
CROWDED = "scheme"


@contextmanager
def ours():
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder))
        with running(Path(folder)) as server:
            yield server


@contextmanager
def reference(script: str, *, charts: int = 0):
    settings = {"REFERENCE": script, "CHARTS": str(charts)}
    with tempfile.TemporaryDirectory() as folder, running(Path(folder), script=REFERENCE, settings=settings) as server:
        yield server


def screens(server: Running) -> list[Line]:
    with chromium() as browser, reference("one_line") as plain:
        asked = (browser, server.url, plain.url)
        return [*first_screen.compare(*asked, throttled=False), *first_screen.compare(*asked, throttled=True)]


def weights(server: Running) -> list[Line]:
    with chromium() as browser, reference("one_line") as plain:
        return weight.compare(browser, server.url, plain.url)


def filters(server: Running) -> list[Line]:
    with reference("one_widget") as plain:
        wire = asyncio.run(reruns.over_the_wire(server.url, plain.url, FILTERED))
        with chromium() as browser:
            return [*reruns.in_a_browser(browser, server.url, plain.url, FILTERED), *wire]


def crowds(server: Running) -> list[Line]:
    seen = asyncio.run(load.crowd(server.url, CROWDED))
    with reference("charts", charts=seen.charts) as plain:
        return load.compare(CROWDED, seen, asyncio.run(load.crowd(plain.url, "")))


def remembered(server: Running) -> list[Line]:
    return [asyncio.run(memory.with_open_visitors(server, ALL))]


PARTS: dict[str, Callable[[Running], list[Line]]] = {
    "memory": remembered,  # first, while nothing else has raised the server's peak
    "screens": screens,
    "weight": weights,
    "filters": filters,
    "load": crowds,
    "api": api.compare,
}


QUESTIONS = "questions"  # asked of two releases of their own, without a server
BOARD = "board"  # and of two working stores
PACK = "pack"  # the board pack of one day
PUBLISHING = "publishing"  # a release of C-CARE, step by step
REPORTING = "reporting"  # a large file, many who save at once, and a figure that is typed


def main(asked: list[str]) -> None:
    every = (*PARTS, QUESTIONS, BOARD, PACK, PUBLISHING, REPORTING)
    unknown = [name for name in asked if name not in every]
    if unknown:
        sys.exit(f"no part called {', '.join(unknown)}; there is {', '.join(every)}")
    parts = [name for name in PARTS if not asked or name in asked]
    if parts:
        with ours() as server:
            print(table([line for name in parts for line in PARTS[name](server)]), flush=True)
    if not asked or QUESTIONS in asked:
        questions.run()
    if not asked or BOARD in asked:
        print(table(board.run()), flush=True)
    if not asked or PACK in asked:
        print(table(pack.run()), flush=True)
    if not asked or PUBLISHING in asked:
        print(table(publishing.run()), flush=True)
    if not asked or REPORTING in asked:
        print(table([*reporting.run(), *editing.run()]), flush=True)


main(sys.argv[1:])
