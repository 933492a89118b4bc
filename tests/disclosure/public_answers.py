"""Everything that a running site says of its releases to anybody, by its open API."""

import csv
import json
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import StringIO
from itertools import product
from typing import Any
from urllib.parse import urlencode

GROUPS, PLACES, TIMES = ("scheme", "strand", "partner"), ("area", "county", "country"), ("month", "quarter", "year")
Key = tuple[str, str, str, str, str, str]  # indicator, kind and code of the group, kind and code of the place, period


@dataclass
class Cell:
    """What one release says of one sum."""

    value: float | None
    absence: str | None
    reported: int
    due: int


@dataclass
class Edition:
    """One release as it is told. `corrected`: indicator, scheme, area, month."""

    number: int
    through: str
    programme: dict[str, Any]
    indicators: dict[str, dict]
    schemes: dict[str, dict]
    areas: dict[str, dict]
    cells: dict[Key, Cell] = field(default_factory=dict)
    corrected: set[tuple[str, str, str, str]] = field(default_factory=set)


class ContradictionError(ValueError):
    """Two answers of the site cannot both be true."""


class Site:
    """The open API of a running server."""

    def __init__(self, url: str) -> None:
        self.base = url.rstrip("/") + "/api/v1"

    def text(self, path: str, **asked: object) -> str | None:
        """None where there is no such slice."""
        query = urlencode(asked)
        try:
            with urllib.request.urlopen(f"{self.base}{path}{'?' if query else ''}{query}", timeout=60) as answer:
                return answer.read().decode("utf-8-sig")
        except urllib.error.HTTPError as refusal:
            if refusal.code == 404:
                return None
            raise

    def json(self, path: str, **asked: object) -> dict[str, Any]:
        return json.loads(self.text(path, **asked) or "{}")

    def pages(self, path: str, name: str, **asked: object) -> Iterator[dict[str, Any]]:
        """Every row of an answer, however many pages it has."""
        offset, answer = 0, self.json(path, **asked)
        while answer.get(name):
            yield from answer[name]
            offset += len(answer[name])
            answer = self.json(path, **asked, offset=offset) if answer.get("next") else {}


def read(site: Site) -> list[Edition]:
    """Everything that the site says of its releases, oldest first."""
    told = [each for each in site.json("/releases")["releases"] if each["through"]]
    editions = [_edition(site, each) for each in sorted(told, key=lambda each: each["number"])]
    for before, edition in zip([None, *editions], editions, strict=False):
        _add_changes(site, before, edition)
    return editions


def _edition(site: Site, told: dict[str, Any]) -> Edition:
    number = told["number"]
    lists = {
        name: {each["code"]: each for each in site.json(f"/{name}", release=number)[name]}
        for name in ("indicators", "schemes", "areas")
    }
    programme = site.json("/programme", release=number)["programme"]
    edition = Edition(number, told["through"], programme, **lists)
    for row in csv.DictReader(StringIO(site.text(f"/releases/{number}/figures.csv") or "")):
        reported, due = int(row["reported"]), int(row["due"])
        value = float(row["value"]) if row["value"] else None
        edition.cells[_key(row)] = Cell(value, row["absence"] or None, reported, due)
    protected = [code for code, each in lists["indicators"].items() if _is_protected(each, lists["indicators"])]
    for indicator, group, place, time in product(protected, (None, *GROUPS), (None, *PLACES), (None, *TIMES)):
        by = ",".join(filter(None, (group, place, time)))
        asked = {"indicator": indicator, "release": number, **({"by": by} if by else {})}
        for row in site.pages("/figures", "figures", **asked):
            if row["provenance"] != "published":  # a cited result is no sum; it stands among the facts
                _learn(edition, _key(row), row["value"], row["absence"])
    for row in site.pages("/targets", "targets", release=number):
        if row["provenance"] != "published" and row["value"] is not None:
            _learn(edition, _key({**row, "period": "to_date"}), row["value"], None)
    return edition


def _is_protected(indicator: Mapping[str, Any], others: Mapping[str, Mapping[str, Any]]) -> bool:
    """Whether anything of it may be hidden; of a share, of one of its parts."""
    parts = (others[indicator[part]] for part in ("numerator", "denominator") if indicator[part])
    return indicator["sensitive"] or any(part["sensitive"] for part in parts)


def _key(row: Mapping[str, Any]) -> Key:
    group = next((kind for kind in GROUPS if row.get(kind)), "all")
    place = next((kind for kind in PLACES if row.get(kind)), "all")
    return (row["indicator"], group, row.get(group) or "all", place, row.get(place) or "all", row["period"])


def _learn(edition: Edition, key: Key, value: float | None, absence: str | None) -> None:
    """What one address says counts, whatever another hides."""
    if value is None and absence != "suppressed":
        return
    known = edition.cells.setdefault(key, Cell(None, absence, 0, 0))
    if value is not None and known.value is not None and known.value != value:
        raise ContradictionError(f"release {edition.number}, {key}: {known.value:g} and {value:g}")
    known.value = value if known.value is None else known.value


def _add_changes(site: Site, before: Edition | None, edition: Edition) -> None:
    path = f"/releases/{edition.number}/changes"
    named = site.json(path)["corrections"]
    edition.corrected |= {(each["indicator"], each["scheme"], each["area"], each["month"]) for each in named}
    for row in site.pages(path, "changes"):
        for release, value, absence in ((before, "old", "old_absence"), (edition, "new", "new_absence")):
            if release:
                _learn(release, _key(row), row[value], row[absence])


def time_kind(period: str) -> str:
    return "to_date" if period == "to_date" else "quarter" if "Q" in period else {4: "year", 7: "month"}[len(period)]


def finest(edition: Edition) -> dict[tuple, str]:
    """How finely each series is published. A series that hides all its months is not published by month: one that was would show four
    in five of its numbers."""
    shown: dict[tuple, set[str]] = defaultdict(set)
    for key, cell in edition.cells.items():
        shown[key[:-1]] |= {time_kind(key[-1])} if cell.value is not None else set()
    return {series: next((kind for kind in TIMES if kind in kinds), "to_date") for series, kinds in shown.items()}


def is_too_fine(key: Key, grains: Mapping[tuple, str]) -> bool:
    order = (*TIMES, "to_date")
    return order.index(time_kind(key[-1])) < order.index(grains[key[:-1]])
