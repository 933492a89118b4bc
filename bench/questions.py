"""What the pages ask, on a release made from 10,000 figures and on one made from 1,000,000: the cost must follow the answer.

Both programmes are C-CARE's own declaration with made-up schemes that report in every area; the large one has a hundred times as many.
The questions asked have the same number of rows in both, but for the table of all targets, which is reported by the row.
"""

import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from bench.made_programme import INDICATORS, made_documents
from ccare_metrics import disclosure, results
from ccare_metrics.earlier import NO_CORRECTIONS, computed_cells
from ccare_metrics.framework import parse_programme
from ccare_metrics.periods import month_range
from ccare_metrics.release import Release
from ccare_metrics.release_file import finished_release
from ccare_metrics.scope import Scope
from geo.areas import load_areas

SMALL, LARGE = 10_000, 1_000_000
THROUGH = "2023-05"
ASKED_AREA = "29"
ROUNDS = 15


def run() -> None:
    folder = Path(tempfile.mkdtemp())
    try:
        small, large = (_release(folder / str(size), size) for size in (SMALL, LARGE))
        print(
            f"questions of the pages, median of {ROUNDS}: release from {LARGE:,} figures against one from {SMALL:,} (at most 1.5)"
        )
        for name, question in QUESTIONS.items():
            slow, fast = _median(large, question), _median(small, question)
            print(f"  {name:<44} {slow / fast:5.2f} x   ({1000 * fast:.1f} ms)")
    finally:
        shutil.rmtree(folder)


def _release(folder: Path, figures: int) -> Release:
    areas, months = load_areas(), month_range("2021-04", THROUGH)
    schemes = round(figures / (len(areas) * len(months) * len(INDICATORS)))
    # Only the first two run in the area that is asked about, so that its page has as many rows in both programmes.
    documents = made_documents(
        [code for code in areas if number < 2 or code != ASKED_AREA] for number in range(schemes)
    )
    programme = parse_programme(documents, areas)
    rows = [
        (scheme.code, indicator, area, month, "all", (number * 7) % 40, None, "illustrative", "")
        for scheme in programme.schemes.values()
        for indicator in scheme.indicators
        for area in scheme.areas
        for number, month in enumerate(months)
    ]
    columns = ["scheme", "indicator", "area", "month", "category", "value", "absence", "provenance", "note"]
    frame = pd.DataFrame(rows, columns=columns).astype({"value": "Int64"})
    begun = time.perf_counter()
    cells = computed_cells(frame, programme, areas, THROUGH)
    info = {
        "number": "1",
        "through": THROUGH,
        "as_of": "2023-05-22",
        "published_on": "2023-06-05",
        "note_en": "",
        "note_fr": "",
    }
    grains = cells[disclosure.SERIES_KEY].drop_duplicates().assign(finest="month")
    with finished_release(folder, info, documents, cells, grains=grains, corrections=NO_CORRECTIONS) as finished:
        receipt = finished.publish()
    print(f"release from {len(frame):,} figures: {receipt.cells:,} cells in {time.perf_counter() - begun:.0f} s")
    release = Release(receipt.path)
    release.programme  # noqa: B018 - read once a release in the server too, so it is not what a question costs
    return release


def _median(release: Release, question: Callable[[Release], object]) -> float:
    question(release)
    times = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        answered = question(release)
        rows = len(answered) if isinstance(answered, pd.DataFrame) and question is QUESTIONS[BY_THE_ROW] else 1
        times.append((time.perf_counter() - begun) / rows)
    return statistics.median(times)


BY_THE_ROW = "targets: every scheme, per row"
BUSINESSES = "businesses_supported"
QUESTIONS: dict[str, Callable[[Release], object]] = {
    "at a glance: headline": lambda release: results.headline(release, BUSINESSES),
    "map: every area, all schemes, to date": lambda release: results.area_map(release, Scope(BUSINESSES), "count"),
    "map: every area, one scheme, one quarter": lambda release: results.area_map(
        release, Scope(BUSINESSES, scheme="made_1", period="2022-Q2"), "per_10000"
    ),
    "area: each scheme there": lambda release: results.area_profile(release, ASKED_AREA),
    "scheme: its targets": lambda release: results.target_table(release, scheme="made_0", indicator=BUSINESSES),
    "scheme: one curve": lambda release: results.curve(release, Scope(BUSINESSES, scheme="made_0")),
    "targets: the programme's curve": lambda release: results.curve(release, Scope(BUSINESSES)),
    "indicator: by country": lambda release: results.answer(release, Scope(BUSINESSES, by=("country",))),
    "indicator: by quarter": lambda release: results.answer(release, Scope(BUSINESSES, by=("quarter",))),
    BY_THE_ROW: lambda release: results.target_table(release),
}
