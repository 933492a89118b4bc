"""Counts that no other number resembles, hidden under a threshold of ten million, and an ear that knows them in whatever shape they come.

The same figures are published twice: as they are, and protected. Whoever hears one of the hidden counts in what the protected site sends
has found a leak; in what the open one sends it must be heard, else the ear is deaf.
"""

import base64
import re
import struct
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import pandas as pd

from ccare_metrics.aggregation import CELL_KEY
from ccare_metrics.release import Release
from geo.areas import load_areas
from tests.programmes import filled_store, publish_to
from tests.two_shores import DOCUMENTS

BELOW = 10_000_000
SENSITIVE = ("places", "enrolled", "people_waiting", "started", "completed")
# Norfolk is large but for February; Kent small in March; Medway small altogether; Finistère large but for March.
FIGURES = """\
scheme,indicator,area,month,category,value,absence,provenance,note
training,places,E10000020,2022-01,all,17318529,,reported,
training,places,E10000020,2022-02,all,6152743,,reported,
training,places,E10000020,2022-03,all,29483617,,reported,
training,places,E10000016,2022-01,all,21047281,,reported,
training,places,E10000016,2022-02,all,32391847,,reported,
training,places,E10000016,2022-03,all,1482953,,reported,
training,places,E06000035,2022-01,all,2917439,,reported,
training,places,E06000035,2022-02,all,1631827,,reported,
training,places,E06000035,2022-03,all,2263519,,reported,
training,enrolled,E10000016,2022-01,all,11038417,,reported,
training,enrolled,E10000016,2022-02,all,24271839,,reported,
training,enrolled,E10000016,2022-03,all,27748291,,reported,
training,enrolled,E06000035,2022-02,all,3427193,,reported,
training,started,E10000020,2022-01,all,38315927,,reported,
training,started,E10000016,2022-02,all,1928473,,reported,
training,completed,E10000020,2022-01,all,14172839,,reported,
training,completed,E10000016,2022-02,all,1283947,,reported,
advice,places,29,2022-02,all,48451937,,illustrative,
advice,places,29,2022-03,all,4196283,,illustrative,
advice,people_waiting,29,2022-02,all,2748193,,reported,
"""
ENTITIES = re.compile(r"\\u(00a0|202f|2009)", re.IGNORECASE)
BETWEEN_DIGITS = re.compile("(?<=\\d)[,.'’\\s\u00a0\u202f\u2009](?=\\d)")
MILLIONS = re.compile(r"(\d+(?:[.,]\d+)?)\s?(?:million|Mio|M\b)")
ONE_DECIMAL = re.compile("(?<!\\d)\\d{1,3}(?:[,.\u00a0\u202f]?\\d{3})*[.,]\\d(?!\\d)")
BLOB = re.compile(r'"bdata":\s*"([A-Za-z0-9+/=]+)"')
PEOPLE = 10_000


@dataclass(frozen=True)
class Sentinels:
    """`open`, `protected`: folders of one release each. `small`: hidden counts below the threshold; `hidden`: with those that were hidden
    beside them. Neither holds a number that is shown. `rates`: the digits of a count per 10,000 people of its area -> the count."""

    open: Path
    protected: Path
    small: frozenset[int]
    hidden: frozenset[int]
    rates: dict[str, int]

    def heard_in(self, sent: str | bytes) -> set[int]:
        """The hidden counts in a text or a message: as digits however they are parted, rounded to parts of a million, per 10,000 people,
        or as numbers of a machine, packed into text or not."""
        text = sent.decode("utf-8", "ignore") if isinstance(sent, bytes) else sent
        raw = sent if isinstance(sent, bytes) else sent.encode("utf-8", "surrogateescape")
        plain = BETWEEN_DIGITS.sub("", ENTITIES.sub(" ", unescape(text)))
        found = {value for value in self.hidden if str(value) in plain}
        found |= {
            self.rates[told] for rate in ONE_DECIMAL.findall(text) if (told := re.sub(r"\D", "", rate)) in self.rates
        }
        found |= {value for value in self.hidden if any(struct.pack(kind, value) in raw for kind in ("<d", "<q", ">d"))}
        found |= {value for told in MILLIONS.findall(text) for value in self.hidden if _rounds_to(value, told)}
        blobs = (base64.b64decode(blob) for blob in BLOB.findall(text))
        return found | {value for blob in blobs for value in self.hidden if _is_in(value, blob)}


def _rounds_to(value: int, told: str) -> bool:
    """6,152,743 as 6.2 or 6.15 million; whole millions say too little."""
    decimals = len(re.split("[.,]", told)[1]) if re.search("[.,]", told) else 0
    return decimals > 0 and f"{value / 1_000_000:.{decimals}f}" == told.replace(",", ".")


def _is_in(value: int, blob: bytes) -> bool:
    packed = [struct.pack(kind, value) for kind in ("<i", "<q", "<f", "<d")]
    return any(blob[start : start + len(each)] == each for each in packed for start in range(0, len(blob), 4))


def published_sentinels(folder: Path) -> Sentinels:
    engine = filled_store(folder / "store.sqlite", FIGURES)
    paths = [
        publish_to(folder / name, engine, documents=_documents(below)).path
        for name, below in (("open", 0), ("protected", BELOW))
    ]
    engine.dispose()
    true, told = (Release(path).all_cells() for path in paths)
    cells = true.merge(told, on=CELL_KEY, suffixes=("_true", "_told"))
    gone = cells["value_true"].notna() & cells["absence_told"].eq("suppressed") & cells["value_true"].ne(0)
    shown = {int(value) for value in cells["value_told"].dropna()}
    hidden = {int(value) for value in cells.loc[gone, "value_true"]} - shown
    return Sentinels(
        open=paths[0].parent,
        protected=paths[1].parent,
        small=frozenset(value for value in hidden if value < BELOW),
        hidden=frozenset(hidden),
        rates=_rates(cells[gone], shown),
    )


def _rates(gone: pd.DataFrame, shown: set[int]) -> dict[str, int]:
    """Hidden counts of an area per 10,000 of its people, to one decimal, as a map says them: 242,539.2 or 242 539,2."""
    found = {}
    for area, value in gone.loc[gone["place_kind"].eq("area"), ["place_code", "value_true"]].itertuples(index=False):
        if int(value) not in shown:
            rate = int(value) * PEOPLE / load_areas()[area].population
            found[f"{rate:.1f}".replace(".", "")] = int(value)
    return found


def _documents(below: int) -> dict[str, str]:
    """Nothing is cited but the grant: a published result would be another number than these, and would stay."""
    head, *facts = DOCUMENTS["published_figures.csv"].splitlines()
    told = {
        **DOCUMENTS,
        "published_figures.csv": "\n".join([head, *(fact for fact in facts if fact.startswith("P4"))]) + "\n",
    }
    for code in SENSITIVE:
        name = f"indicators/{code}.toml"
        told[name] = told[name].replace("sensitive = false", "sensitive = true")
    return {**told, "programme.toml": told["programme.toml"].replace("hide_below = 0", f"hide_below = {below}")}
