"""What publishing C-CARE costs, step by step and block by block: `python -m bench publishing`.

A block is an indicator with the earlier releases of it: none of its sums leads to another indicator. Beside the first release, a third one
after two others, all of which have to be protected together.
"""

import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar

from bench.report import Line
from bench.serving import prepare
from ccare_metrics import disclosure, earlier, judging
from ccare_metrics.framework import parse_programme, read_documents
from ccare_metrics.publishing import prepare as prepared_release
from ccare_metrics.publishing import publish
from ccare_metrics.release import open_release
from ccare_metrics.store import read
from ccare_metrics.store.engine import connect, programme_folder
from geo.areas import Text, load_areas

THROUGH, DAY = "2023-05", date(2023, 6, 5)
BEFORE = (("2022-03", date(2022, 4, 20)), ("2022-12", date(2023, 1, 31)))
NOTE = Text("Measured.", "Mesurée.")
SLOWER_AFTER_TWO = 8.0  # times the first release

Answer = TypeVar("Answer")


def run() -> list[Line]:
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder))
        store = f"sqlite:///{Path(folder) / 'store.sqlite'}"
        engine = connect(store)
        documents, areas = read_documents(programme_folder()), load_areas()
        programme = parse_programme(documents, areas)
        figures = read.figures_of(engine, read.approved_submissions(engine, DAY.isoformat()), through=THROUGH)
        cells, adding = timed(lambda: earlier.computed_cells(figures, programme, areas, THROUGH))
        lines = [Line(f"adding up {len(figures)} figures to {len(cells):,} cells", adding, "s")]
        for code in (code for code, each in programme.indicators.items() if each.sensitive):
            # An amount goes with the count beside it, so that one is there too.
            wanted = {code, programme.indicators[code].beside}
            own = cells[cells["indicator"].isin(wanted)]
            protected, taken = timed(
                lambda own=own: disclosure.protect(
                    own, programme, areas, through=THROUGH, corrected=earlier.NO_CORRECTIONS
                )
            )
            hidden = int(protected.hidden["indicator"].eq(code).sum())
            lines.append(
                Line(f"protecting {code}: {hidden} of {int(own['indicator'].eq(code).sum()):,} cells", taken, "s")
            )
        first = open_release(Path(folder) / "releases")
        lines.append(Line("the attack on the first release", timed(lambda: judging.given_away([first]))[1], "s"))
        lines += _after_two(store, documents, Path(folder) / "three")
    return lines


def _after_two(store: str, documents: dict[str, str], folder: Path) -> Iterator[Line]:
    engine, told = connect(store), {"documents": documents, "note": NOTE}
    alone, first = timed(lambda: prepared_release(engine, folder=folder, through=THROUGH, published_on=DAY, **told))
    yield Line(f"the first release, prepared: {alone.info['hidden']} cells hidden", first, "s")
    for through, day in BEFORE:
        publish(engine, folder=folder, through=through, published_on=day, who="bench", **told)
    third, taken = timed(lambda: prepared_release(engine, folder=folder, through=THROUGH, published_on=DAY, **told))
    yield Line(
        f"the third, prepared: {third.info['hidden']} cells hidden", taken, "s", reference=first, limit=SLOWER_AFTER_TWO
    )
    before = [each.release for each in third.before]
    yield Line("the attack on the two before it", timed(lambda: judging.given_away(before))[1], "s")


def timed(act: Callable[[], Answer]) -> tuple[Answer, float]:
    begun = time.perf_counter()
    answer = act()
    return answer, time.perf_counter() - begun
