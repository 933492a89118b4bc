"""How long a board pack takes, by format, and what a workbook of 100,000 rows needs: `python -m bench pack`.

Each is measured in a process of its own, so that one does not find what another has loaded, and its peak memory is its own.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from pathlib import Path

from bench.memory import resident
from bench.report import Line, middle
from bench.serving import ROOT, environment, prepare
from ccare_metrics.release import open_release
from ccare_metrics.scope import Viewer
from ccare_metrics.store.engine import connect
from ccare_metrics.working import as_it_stood
from reports.composing import compose
from reports.content import Asked, Cell, Column, Pack, Section, Table
from reports.pack import WRITERS, build
from reports.record import record
from ui.edition import Edition
from ui.words import words_for

DAY = date(2022, 10, 15)
ROUNDS = 5
ROWS, COLUMNS = 100_000, 10
ROWS_ONLY = "rows"


def run() -> list[Line]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder)
        return [line for each in (*WRITERS, ROWS_ONLY) for line in _in_a_process(folder, each)]


def main(folder: Path, what: str) -> None:
    """One of them, in this process."""
    print(json.dumps([asdict(line) for line in (_rows(folder) if what == ROWS_ONLY else _format(folder, what))]))


def _in_a_process(folder: Path, what: str) -> list[Line]:
    words = [sys.executable, "-m", "bench.pack", str(folder), what]
    done = subprocess.run(words, cwd=ROOT, env=environment(folder), capture_output=True, text=True, check=True)
    return [Line(**line) for line in json.loads(done.stdout)]


def _composed(folder: Path) -> Pack:
    engine = connect(f"sqlite:///{folder / 'store.sqlite'}")
    programme = open_release(folder / "releases").programme
    viewer = Viewer(role="lead")
    source = as_it_stood(engine, programme, DAY, viewer)
    assert source is not None
    return compose(Edition(words_for("en"), source, "light"), Asked(record=record(source, viewer)), tell=_unheard)


def _format(folder: Path, fmt: str) -> list[Line]:
    """The first pack of a process loads what its format needs; the next ones do not, and a typesetter remembers what it has set."""
    begun = time.perf_counter()
    pack = _composed(folder)
    asked = time.perf_counter()
    size = len(build(pack, fmt, tell=_unheard)) / 1024
    made = time.perf_counter()
    again = _median(lambda: build(pack, fmt, tell=_unheard))
    return [
        Line(f"{fmt}: asking for the figures", 1000 * (asked - begun), "ms"),
        Line(f"{fmt}: making the first file of a process", 1000 * (made - asked), "ms"),
        Line(f"{fmt}: making it again", 1000 * again, "ms"),
        Line(f"{fmt}: size", size, "kB"),
        Line(f"{fmt}: peak memory of the process", resident(os.getpid(), "VmHWM"), "MB"),
    ]


def _rows(folder: Path) -> list[Line]:
    """A workbook with a table of 100,000 rows, eight of ten columns numbers."""
    pack = _composed(folder)
    before = resident(os.getpid())
    columns = tuple(Column(f"Column {number}", "text" if number < 2 else "number") for number in range(COLUMNS))
    rows = [
        (
            Cell(f"Scheme {row % 40}"),
            Cell(f"Area {row}"),
            *(Cell(str(row + at), row + at, "count") for at in range(COLUMNS - 2)),
        )
        for row in range(ROWS)
    ]
    held = resident(os.getpid())
    long = Pack(
        pack.cover, (Section("rows", "Rows", "Many rows", parts=(Table("rows", "Rows", columns, rows),)),), "en", DAY
    )
    begun = time.perf_counter()
    size = len(build(long, "xlsx", tell=_unheard)) / 2**20
    took = time.perf_counter() - begun
    return [
        Line(f"xlsx of {ROWS:,} rows and {COLUMNS} columns", took, "s"),
        Line("its size", size, "MB"),
        Line("memory before", before, "MB"),
        Line("memory with the rows to be written", held, "MB"),
        Line("peak memory while writing", resident(os.getpid(), "VmHWM"), "MB"),
    ]


def _median(what: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        what()
        times.append(time.perf_counter() - begun)
    return middle(times)


def _unheard(what: str, done: int, total: int) -> None:
    """Nobody waits for these packs."""


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
