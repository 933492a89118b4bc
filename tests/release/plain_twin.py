"""Every cell of a release found a second time, slowly and plainly: loops over the rows of files, no frame, nothing of ours.

What it reads: the programme's TOML files, the figures as rows of text, and which county and country an area lies in.
"""

import csv
import json
import sqlite3
import tomllib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
KEY = ("indicator", "group_kind", "place_kind", "time_kind", "group_code", "place_code", "time_code")
SAID = ("value", "absence", "provenance", "reported", "due")

Cells = dict[tuple[str, ...], tuple[object, ...]]
Figure = tuple[str, str, str, str]  # scheme, indicator, area, month


@dataclass
class Facts:
    """What was declared and what was sent."""

    schemes: dict[str, dict]
    indicators: dict[str, dict]
    areas: dict[str, dict]
    sent: dict[Figure, dict[str, str]]
    due: set[Figure]


def cells_in(file: Path) -> Cells:
    """What a release file holds."""
    connection = sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)
    try:
        rows = connection.execute(f"SELECT {', '.join(KEY + SAID)} FROM cell").fetchall()
    finally:
        connection.close()
    return {row[: len(KEY)]: row[len(KEY) :] for row in rows}


def plain_cells(folder: Path, through: str) -> Cells:
    """What it should hold, from the programme's folder."""
    facts = _facts(folder, through)
    slices: dict[tuple[str, ...], list[Figure]] = defaultdict(list)
    for figure in facts.due | set(facts.sent):
        for key in _slices_of(figure, facts):
            slices[key].append(figure)
    return {key: _cell(key, inside, facts) for key, inside in slices.items()}


def differences(found: Cells, expected: Cells) -> list[str]:
    """Every cell that is missing, extra or otherwise than it should be, in a sentence each."""
    said = [f"missing: {' '.join(key)}" for key in sorted(expected.keys() - found.keys())]
    said += [f"extra: {' '.join(key)}" for key in sorted(found.keys() - expected.keys())]
    for key in sorted(expected.keys() & found.keys()):
        for name, there, wanted in zip(SAID, found[key], expected[key], strict=True):
            if there != wanted:
                said.append(f"{' '.join(key)}: {name} is {there!r}, plain loops find {wanted!r}")
    return said


def _facts(folder: Path, through: str) -> Facts:
    window = tomllib.loads((folder / "programme.toml").read_text(encoding="utf-8"))
    schemes = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in folder.glob("schemes/*.toml")}
    indicators = {
        path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in folder.glob("indicators/*.toml")
    }
    shapes = json.loads((ROOT / "geo" / "areas.geojson").read_text(encoding="utf-8"))["features"]
    areas = {shape["properties"]["code"]: shape["properties"] for shape in shapes}
    sent = {}
    with (folder / "illustrative_figures.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["category"] == "all" and row["month"] <= through:
                sent[row["scheme"], row["indicator"], row["area"], row["month"]] = row
    due = set()
    for code, scheme in schemes.items():
        for month in _months(scheme, window, through):
            for indicator in _asked_for(scheme, indicators):
                for area in scheme["areas"]:
                    due.add((code, indicator, area, month))
    return Facts(schemes, indicators, areas, sent, due)


def _months(scheme: dict, window: dict, through: str) -> list[str]:
    """From the scheme's start to its end; where only a year is known, as much of it as the programme covers."""
    start, end = scheme.get("start", window["window_start"]), scheme.get("end", window["window_end"])
    start = start if len(start) == 7 else max(window["window_start"], f"{start}-01")
    end = end if len(end) == 7 else min(window["window_end"], f"{end}-12")
    every = [f"{year}-{month:02d}" for year in range(2020, 2030) for month in range(1, 13)]
    return [month for month in every if start <= month <= end and month <= through]


def _asked_for(scheme: dict, indicators: dict[str, dict]) -> list[str]:
    asked = []
    for plan in scheme.get("plans", []):
        indicator = indicators[plan["indicator"]]
        asked += (
            [indicator["numerator"], indicator["denominator"]] if indicator["kind"] == "ratio" else [plan["indicator"]]
        )
    return asked


def _slices_of(figure: Figure, facts: Facts) -> Iterable[tuple[str, ...]]:
    scheme, indicator, area, month = figure
    told, place = facts.schemes[scheme], facts.areas[area]
    groups = {"all": "all", "strand": told["strand"], "partner": told["partner"], "scheme": scheme}
    places = {"all": "all", "country": place["country"], "county": place["county"], "area": area}
    quarter = {"01": "1", "02": "1", "03": "1", "04": "2", "05": "2", "06": "2", "07": "3", "08": "3", "09": "3"}
    times = {
        "to_date": "to_date",
        "year": month[:4],
        "quarter": f"{month[:4]}-Q{quarter.get(month[5:], '4')}",
        "month": month,
    }
    for group_kind, group in groups.items():
        for place_kind, where in places.items():
            for time_kind, when in times.items():
                yield indicator, group_kind, place_kind, time_kind, group, where, when


def _cell(key: tuple[str, ...], inside: list[Figure], facts: Facts) -> tuple[object, ...]:
    rules = facts.indicators[key[0]]
    series: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in sorted(inside):
        series[figure[0], figure[2]].append(figure)
    known, made_up = [], False
    for figures in series.values():
        value, its_rows = _over_time(figures, rules["over_time"], facts)
        if value is not None:
            known.append(value)
        made_up = made_up or any(row["provenance"] == "illustrative" for row in its_rows)
    unaddable = rules["across"] == "none" and len(series) > 1
    value = sum(known) if known and not unaddable else None
    unanswered = any(not _answered(figure, facts) for figure in inside)
    why = None if value is not None else "not_reported" if unanswered and not unaddable else "not_applicable"
    due = [figure for figure in inside if figure in facts.due]
    reported = [figure for figure in due if _answered(figure, facts)]
    return value, why, "illustrative" if made_up else "reported", len(reported), len(due)


def _over_time(figures: list[Figure], rule: str, facts: Facts) -> tuple[int | None, list[dict[str, str]]]:
    """One scheme's value in one area over one period, oldest month first, and the rows it rests on."""
    rows = [facts.sent[figure] for figure in figures if figure in facts.sent]
    values = [int(row["value"]) for row in rows if row["value"] != ""]
    if rule == "sum":
        return (sum(values) if values else None), rows
    if rule == "snapshot":
        return (values[-1] if values else None), rows
    scheme, indicator, area, last = figures[-1]
    earlier = [
        row
        for (its_scheme, its_indicator, its_area, month), row in sorted(facts.sent.items())
        if (its_scheme, its_indicator, its_area) == (scheme, indicator, area) and month <= last and row["value"] != ""
    ]
    if not earlier:
        return None, rows
    return int(earlier[-1]["value"]), [*rows, earlier[-1]]


def _answered(figure: Figure, facts: Facts) -> bool:
    row = facts.sent.get(figure)
    return row is not None and (row["value"] != "" or row["absence"] == "not_applicable")
