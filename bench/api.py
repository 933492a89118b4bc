"""The open figures over the network, against the bare SQL for the same cells on the same file: `python -m bench api`.

Twice: the statement in this process, without a server or an answer to write, which no answer over a network can come near where the
statement takes some microseconds; and behind a server of the same kind that runs it and sends what it gets, which is what the limit is held
against. A slice has a row for every place and time asked for, also where a release stores no cell. The answers of a release are remembered,
so each slice is also asked anew, with a limit that nobody asked for before.
"""

import http.client
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from urllib.parse import urlsplit

from bench.report import Line, middle, ninety_fifth
from bench.serving import ROOT, Running, running
from ccare_metrics.aggregation import Slice
from ccare_metrics.release import Release, open_release
from ccare_metrics.results import group_codes, place_codes, time_codes

REFERENCE = ROOT / "bench" / "reference" / "bare_rows.py"
INDICATOR = "people_supported"
ROUNDS, ANEW = 300, 40
AT_ONCE = 8
LIMIT = 3.0
LIMITS = count(100_000, -1)


@dataclass(frozen=True)
class Measured:
    """`by` as in the address; `kinds`: those of its cells, on each axis."""

    name: str
    by: str
    kinds: tuple[str, str, str]


SLICES = (
    Measured("SMALL", "area", ("all", "area", "to_date")),
    Measured("LARGE", "scheme,area,month", ("scheme", "area", "month")),
)


def compare(server: Running) -> list[Line]:
    release = open_release(server.folder / "releases")
    statements = {each.name: _statement(release, each.kinds) for each in SLICES}
    with running(server.folder, script=REFERENCE, settings={"RELEASE": str(release.path), **statements}) as bare:
        return [line for each in SLICES for line in _lines(server, bare, release, each, statements[each.name])]


def _lines(server: Running, bare: Running, release: Release, asked: Measured, statement: str) -> Iterator[Line]:
    kept = f"/api/v1/figures?indicator={INDICATOR}&by={asked.by}&release={release.number}"
    ours = _times(_over_http(server, lambda: kept), ROUNDS)
    anew = _times(_over_http(server, lambda: f"{kept}&limit={next(LIMITS)}"), ANEW)
    there = _times(_over_http(bare, lambda: f"/rows/{asked.name}"), ROUNDS)
    here = _times(lambda: release._rows(statement), ROUNDS)
    rows = len(release._rows(statement))
    name = f"{asked.name.lower()} slice ({rows} stored cells)"
    yield Line(f"{name}, p50 against SQL in this process", middle(ours), "ms", middle(here))
    yield Line(f"{name}, p95 against SQL in this process", ninety_fifth(ours), "ms", ninety_fifth(here))
    yield Line(f"{name}, p95 against SQL behind a server", ninety_fifth(ours), "ms", ninety_fifth(there), LIMIT)
    yield Line(f"{name}, asked anew, p95 against SQL behind a server", ninety_fifth(anew), "ms", ninety_fifth(there))
    yield Line(
        f"{name}, requests per second, {AT_ONCE} at a time",
        _per_second(server, kept),
        "/s",
        _per_second(bare, f"/rows/{asked.name}"),
    )


def _statement(release: Release, kinds: tuple[str, str, str]) -> str:
    """What a release runs for a slice, as it runs it."""
    group_kind, place_kind, time_kind = kinds
    asked = Slice(
        indicators=[INDICATOR],
        group_kind=group_kind,
        place_kind=place_kind,
        time_kind=time_kind,
        group_codes=group_codes(release.programme, group_kind, INDICATOR),
        place_codes=place_codes(place_kind),
        time_codes=time_codes(release, time_kind),
    )
    said: list[str] = []
    release._connection.set_trace_callback(said.append)
    release.cells(asked)
    release._connection.set_trace_callback(None)
    return said[-1]


def _over_http(server: Running, path: Callable[[], str]) -> Callable[[], object]:
    """Asks on one connection, as a client does that asks often."""
    connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=60)

    def ask() -> object:
        connection.request("GET", path())
        response = connection.getresponse()
        body = response.read()
        assert response.status == 200, body
        return body

    return ask


def _times(what: Callable[[], object], rounds: int) -> list[float]:
    """Milliseconds, after the first one."""
    what()
    return [_milliseconds(what) for _ in range(rounds)]


def _milliseconds(what: Callable[[], object]) -> float:
    begun = time.perf_counter()
    what()
    return 1000 * (time.perf_counter() - begun)


def _per_second(server: Running, path: str) -> float:
    def one_client(_number: int) -> None:
        ask = _over_http(server, lambda: path)
        _repeat(ask, range(ROUNDS // AT_ONCE))

    begun = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(one_client, range(AT_ONCE)))
    return AT_ONCE * (ROUNDS // AT_ONCE) / (time.perf_counter() - begun)


def _repeat(what: Callable[[], object], times: Iterable[int]) -> None:
    for _ in times:
        what()
