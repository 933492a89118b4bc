"""What reporting costs: checking a file of 10,000 rows against only reading it, and fifty people who save at once."""

import csv
import io
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import xlsxwriter
from sqlalchemy import Engine

from bench.made_programme import INDICATORS, PARTNER, made_documents
from bench.report import Line, middle, ninety_fifth
from ccare_metrics.entries import Change, Entry, EntryKey, Row
from ccare_metrics.framework import Programme, parse_programme
from ccare_metrics.intake import read_file
from ccare_metrics.scope import Signature
from ccare_metrics.store import drafts, people, write
from ccare_metrics.store.engine import writing
from ccare_metrics.submissions import Approved, Context, check
from geo.areas import load_areas

PERIOD, DAY = "2023-05", "2023-06-05"
SCHEMES = 53  # in 38 areas with five indicators: 10,070 figures
ROUNDS = 5
PEOPLE, SAVES = 50, 20
HEADER = ("scheme", "indicator", "area", "period", "category", "value", "note")


def run() -> list[Line]:
    programme = _programme(SCHEMES)
    rows = _rows(programme)
    files = {"CSV": ("rows.csv", _as_csv(rows)), "XLSX": ("rows.xlsx", _as_workbook(rows))}
    checking = [line for kind, file in files.items() for line in _checking(kind, *file, programme)]
    return [*checking, *_memory(), *_crowd()]


def _programme(schemes: int) -> Programme:
    areas = load_areas()
    return parse_programme(made_documents([list(areas)] * schemes), areas)


def _rows(programme: Programme) -> list[Row]:
    keys = [
        (scheme.code, indicator, area)
        for scheme in programme.schemes.values()
        for indicator in INDICATORS
        for area in scheme.areas
    ]
    return [Row("", *key, PERIOD, "", str(10 + place % 7), "as in the months before") for place, key in enumerate(keys)]


def _as_csv(rows: list[Row]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADER)
    writer.writerows(row[1:] for row in rows)
    return text.getvalue().encode()


def _as_workbook(rows: list[Row]) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet("figures")
        sheet.write_row(0, 0, HEADER)
        for place, row in enumerate(rows, start=1):
            sheet.write_row(place, 0, [*row[1:6], int(row.value), row.note])
    return file.getvalue()


def _context(programme: Programme, rows: list[Row]) -> Context:
    """With a year of history behind every figure."""
    months = [f"2022-{month:02d}" for month in range(5, 13)] + [f"2023-{month:02d}" for month in range(1, 5)]
    approved = {
        (EntryKey(row.scheme, row.indicator, row.area), month): Approved(10 + (place + number) % 7, None)
        for place, row in enumerate(rows)
        for number, month in enumerate(months)
    }
    return Context(
        programme=programme, areas=load_areas(), partner=PARTNER, period=PERIOD, today=date.fromisoformat(DAY),
        approved=approved, open_periods=(PERIOD,),
    )  # fmt: skip


def _checking(kind: str, name: str, content: bytes, programme: Programme) -> list[Line]:
    context = _context(programme, _rows(programme))
    alone, both = [], []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        reading = read_file(name, content)
        alone.append(1000 * (time.perf_counter() - begun))
        checked = check(reading.rows, context)
        both.append(1000 * (time.perf_counter() - begun))
        if checked.blocked or len(reading.rows) != len(_rows(programme)):
            raise RuntimeError(f"{kind}: {[finding.check for finding in checked.standing_against][:5]}")
    return [
        Line(
            f"{len(reading.rows):,} rows of {kind}, read and checked against only read",
            middle(both),
            "ms",
            middle(alone),
        )
    ]


ALONE = "from ccare_metrics.intake import read_file; from bench import reporting as r; p = r._programme(r.SCHEMES); "
ALONE += "c = r._as_csv(r._rows(p)); k = r._context(p, r._rows(p)); x = read_file('rows.csv', c); "
PEAK = "import resource; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"


def _memory() -> list[Line]:
    """The highest a process of its own reached, with the check and without."""
    told = [
        float(subprocess.run([sys.executable, "-c", script + PEAK], capture_output=True, text=True, check=True).stdout)
        for script in (ALONE, ALONE + "r.check(x.rows, k); ")
    ]
    return [Line("memory of that, at its highest", told[1] / 1024, "MB", told[0] / 1024)]


def _crowd() -> list[Line]:
    """Each saves one cell after the other, in one draft; what a save alone costs is what one of them alone waits."""
    with tempfile.TemporaryDirectory() as folder:
        programme = _programme(1)
        engine = write.upgrade(f"sqlite:///{Path(folder) / 'store.sqlite'}")
        write.name_owners(engine, programme)
        signature = _somebody(engine, programme)
        number = drafts.begin(engine, programme, signature, partner=PARTNER, period=PERIOD)
        keys = [EntryKey("made_0", indicator, area) for indicator in INDICATORS for area in load_areas()]
        alone = [_save(engine, programme, signature, number, keys[place], "1")[1] for place in range(SAVES)]
        asked = (engine, programme, signature, number)
        with ThreadPoolExecutor(PEOPLE) as crowd:
            saving = [crowd.submit(_saves, *asked, keys[who:]) for who in range(PEOPLE)]
            told = [each for some in saving for each in some.result()]
        engine.dispose()
    lost = sum(entry is None for entry, _ in told)
    return [
        Line(f"{PEOPLE} people saving {SAVES} cells each: lost or refused", lost, "saves", limit=0),
        Line(
            "a save among them, 95th percentile, against one alone",
            ninety_fifth([t for _, t in told]),
            "ms",
            middle(alone),
        ),
        Line("the longest wait among them", max(t for _, t in told), "ms", limit=2000),
    ]


def _somebody(engine: Engine, programme: Programme) -> Signature:
    with writing(engine) as session:
        people.invite(
            session,
            programme,
            by="bench",
            at=f"{DAY}T08:00:00Z",
            email="one@example.org",
            role="partner",
            partner=PARTNER,
        )
    signature = Signature(
        issuer="https://people.example.org", subject="one", email="one@example.org", email_verified=True, name="One",
        signed_in=1, now=2, at=f"{DAY}T10:00:00Z",
    )  # fmt: skip
    people.come_in(engine, signature)
    return signature


Saved = tuple[Entry | None, float]


def _saves(
    engine: Engine, programme: Programme, signature: Signature, number: int, keys: list[EntryKey]
) -> list[Saved]:
    return [_save(engine, programme, signature, number, key, "2") for key in keys[:SAVES]]


def _save(engine: Engine, programme: Programme, signature: Signature, number: int, key: EntryKey, typed: str) -> Saved:
    """Until it is kept: where somebody else was quicker, once more with what they wrote before the eyes."""
    seen, begun = 0, time.perf_counter()
    while True:
        change = Change(key, typed, "", seen)
        told = drafts.save(engine, programme, signature, submission=number, changes=[change])
        if told.entries:
            return told.entries[0], 1000 * (time.perf_counter() - begun)
        seen = told.conflicts[0].theirs.version
