"""Seven-digit counts that no other number resembles, hidden under a raised threshold: none of them is in anything a page sends.

Listened to is every message of every public page in both languages (texts, charts, maps, tips, alternative texts, addresses) and every
file that stands for download.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest

from ccare_metrics.aggregation import CELL_KEY
from ccare_metrics.release import Release
from ccare_metrics.results import MEASURES
from ccare_metrics.results.releases import every_cell
from serving.menu import read_menu
from tests.pages.reading import texts
from tests.programmes import filled_store, protected_documents, publish_to
from tests.two_shores import DOCUMENTS, FINISTERE, KENT, MEDWAY, NORFOLK
from ui import pieces

THRESHOLD = 2_000_000
FIGURES = """\
scheme,indicator,area,month,category,value,absence,provenance,note
training,places,E10000020,2022-01,all,4318529,,reported,
training,places,E10000020,2022-02,all,3152743,,reported,
training,places,E10000020,2022-03,all,3483617,,reported,
training,places,E10000016,2022-01,all,1047281,,reported,
training,places,E10000016,2022-02,all,1391847,,reported,
training,places,E10000016,2022-03,all,1482953,,reported,
training,places,E06000035,2022-01,all,2917439,,reported,
training,places,E06000035,2022-02,all,1631827,,reported,
training,places,E06000035,2022-03,all,1263519,,reported,
training,enrolled,E10000016,2022-01,all,1038417,,reported,
training,enrolled,E10000016,2022-02,all,1427183,,reported,
training,enrolled,E10000016,2022-03,all,1774829,,reported,
training,started,E10000020,2022-01,all,3315927,,reported,
training,started,E10000016,2022-02,all,1928473,,reported,
training,completed,E10000020,2022-01,all,2172839,,reported,
training,completed,E10000016,2022-02,all,1283947,,reported,
advice,places,29,2022-02,all,3451937,,illustrative,
advice,places,29,2022-03,all,1196283,,illustrative,
advice,people_waiting,29,2022-02,all,1748193,,reported,
"""
PUBLIC = [entry.address for entry in read_menu() if entry.audience == "public"]
INDICATORS = [name.removeprefix("indicators/").removesuffix(".toml") for name in DOCUMENTS if "indicators/" in name]
VIEWS = [
    *((page, {}) for page in PUBLIC),
    *(
        ("map", {"indicator": indicator, "measure": measure, **period})
        for indicator in ("places", "enrolled", "people_waiting", "started")
        for measure in MEASURES
        for period in ({}, {"period": "2022-Q1"})
    ),
    *(("map", {"indicator": "places", "scheme": scheme}) for scheme in ("training", "advice")),
    ("map", {"indicator": "places", "view": "explore"}),
    *(("indicator", {"indicator": indicator}) for indicator in INDICATORS),
    *(("area", {"area": area, "indicator": "places"}) for area in (NORFOLK, KENT, MEDWAY, FINISTERE)),
    *(
        ("scheme", {"scheme": "training", "indicator": indicator})
        for indicator in ("places", "enrolled", "started", "completion_rate")
    ),
    *(("scheme", {"scheme": "advice", "indicator": indicator}) for indicator in ("places", "people_waiting")),
    *(("targets", {"indicator": "places", "scheme": scheme}) for scheme in ("all", "training", "advice")),
    ("targets", {"indicator": "enrolled"}),
]


@dataclass(frozen=True)
class Secrets:
    """`hidden`: the true values of hidden cells that no shown cell has too; `shown`: those of shown ones."""

    releases: Path
    hidden: frozenset[int]
    shown: frozenset[int]


@pytest.fixture(scope="module")
def secrets(tmp_path_factory) -> Secrets:
    """The same figures published as they are, to know what is hidden, and protected."""
    folder = tmp_path_factory.mktemp("secrets")
    engine = filled_store(folder / "store.sqlite", FIGURES)
    told = protected_documents(THRESHOLD)
    # Cited results would be other numbers than these, and would stay as they are; only the grant is cited.
    head, *facts = told["published_figures.csv"].splitlines()
    grant = next(fact for fact in facts if fact.startswith("P4"))
    uncited = {**told, "published_figures.csv": f"{head}\n{grant}\n"}
    paths = [
        publish_to(folder / name, engine, documents=documents).path
        for name, documents in (("open", DOCUMENTS), ("protected", uncited))
    ]
    engine.dispose()
    truth, protected = (every_cell(Release(path)) for path in paths)
    cells = truth.merge(protected, on=CELL_KEY, suffixes=("_true", "_told"))
    gone = cells["value_true"].notna() & cells["absence_told"].eq("suppressed")
    shown = {int(value) for value in cells["value_told"].dropna()}
    hidden = {int(value) for value in cells.loc[gone, "value_true"] if value} - shown
    return Secrets(folder / "protected", frozenset(hidden), frozenset(shown - {0}))


@pytest.fixture
def taken(monkeypatch) -> Iterator[list[str]]:
    """The text of every file that a page offers."""
    found: list[str] = []

    def keep(words, frame, about, *, name, key):
        found.append(pd.DataFrame(frame()).to_csv())

    monkeypatch.setattr(pieces.downloads, "download_row", keep)
    return found


def bare(text: str) -> str:
    """Digits without what separates thousands and decimals in either language: 1,047,281 and 1 047 281,5 as 10472815."""
    return re.sub(r"(?<=\d)[,.\s\u00a0\u202f](?=\d)", "", text)


def test_there_is_something_to_leak_and_something_to_show(secrets):
    assert {1047281, 1391847, 1631827, 1196283, 1427183, 1748193} <= secrets.hidden
    assert len(secrets.shown) > 3


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(("page", "address"), VIEWS, ids=str)
def test_no_hidden_number_is_in_anything_that_a_page_sends(
    open_page, secrets, taken, monkeypatch, page, address, language
):
    monkeypatch.setenv("CCARE_RELEASES", str(secrets.releases))
    app = open_page(page, lang=language, **address)
    assert not app.exception
    sent = bare("\n".join((*texts(app), *taken)))
    assert sorted(value for value in secrets.hidden if str(value) in sent) == []


def test_a_number_that_is_shown_would_be_heard(open_page, secrets, taken, monkeypatch):
    """Else the test above could be deaf: the shown areas of the map are in what the page sends and in its file."""
    monkeypatch.setenv("CCARE_RELEASES", str(secrets.releases))
    app = open_page("map", lang="fr", indicator="places")
    for sent in (bare("\n".join(texts(app))), bare("\n".join(taken))):
        assert [value for value in secrets.shown if str(value) in sent]
