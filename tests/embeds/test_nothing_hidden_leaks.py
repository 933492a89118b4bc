"""Seven-digit counts that no other number resembles, hidden under a raised threshold: none of them is in any card, in any form."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import pandas as pd
import pytest

from ccare_metrics.aggregation import CELL_KEY, GROUP_KINDS, PLACE_KINDS, TIME_KINDS, Slice
from ccare_metrics.framework import Programme
from ccare_metrics.publishing import publish
from ccare_metrics.release import Release
from ccare_metrics.results import MEASURES
from geo.areas import Text
from tests.embeds.conftest import asking
from tests.embeds.small_counts import DAY, documents
from tests.programmes import filled_store

OPEN = "hide_below = 0"
PROTECTED = "hide_below = 2000000, width = 100000, complementary_width = 20000"
FIGURES = """\
scheme,indicator,area,month,category,value,absence,provenance,note
training,places,E10000020,2022-01,all,5317711,,reported,
training,places,E10000020,2022-02,all,6129473,,reported,
training,places,E10000020,2022-03,all,4871239,,reported,
training,places,E10000016,2022-01,all,1049827,,reported,
training,places,E10000016,2022-02,all,3371921,,reported,
training,places,E10000016,2022-03,all,1283911,,reported,
training,places,E06000035,2022-01,all,2917481,,reported,
training,places,E06000035,2022-02,all,1631947,,reported,
training,places,E06000035,2022-03,all,2263337,,reported,
training,enrolled,E10000016,2022-01,all,1000459,,reported,
training,enrolled,E10000016,2022-02,all,1420217,,reported,
training,enrolled,E10000016,2022-03,all,1776703,,reported,
advice,places,29,2022-02,all,7451063,,illustrative,
advice,places,29,2022-03,all,1198543,,illustrative,
"""


@dataclass(frozen=True)
class Secrets:
    """`hidden`: the true values of hidden cells that no shown cell has too."""

    folder: Path
    programme: Programme
    hidden: frozenset[int]


@pytest.fixture(scope="module")
def secrets(tmp_path_factory: pytest.TempPathFactory) -> Secrets:
    """The same figures twice: once as they are, to know what is hidden, and once protected."""
    folder = tmp_path_factory.mktemp("secrets")
    told = documents()
    head = told["programme.toml"]
    # Cited results would be other numbers than these, and a reader knows them.
    uncited = {**told, "published_figures.csv": told["published_figures.csv"].splitlines()[0] + "\n"}
    engine = filled_store(folder / "store.sqlite", FIGURES)
    for name, rule in (("open", OPEN), ("protected", PROTECTED)):
        documents_of = {**uncited, "programme.toml": head.replace("hide_below = 10", rule)}
        publish(
            engine,
            documents=documents_of,
            folder=folder / name,
            through="2022-03",
            note=Text("A note.", "Une note."),
            published_on=DAY,
            who="a test",
            apart=True,
        )
    engine.dispose()
    truth, protected = (Release(folder / name / "release-1.sqlite") for name in ("open", "protected"))
    cells = _cells(truth).merge(_cells(protected), on=CELL_KEY, suffixes=("_true", "_told"))
    gone = cells["value_true"].notna() & cells["absence_told"].eq("suppressed")
    shown = {int(value) for value in cells["value_told"].dropna()}
    hidden = {int(value) for value in cells.loc[gone, "value_true"]} - shown
    return Secrets(folder, protected.programme, frozenset(value for value in hidden if value))


def _cells(release: Release) -> pd.DataFrame:
    """Every cell of a release."""
    kinds = product(GROUP_KINDS, PLACE_KINDS, TIME_KINDS)
    return pd.concat([release.cells(Slice(list(release.programme.indicators), *each)) for each in kinds])


def every_address(programme: Programme) -> Iterator[tuple[str, dict[str, str]]]:
    schemes = [{}, *({"scheme": code} for code in programme.schemes)]
    yield from (("scheme", each) for each in schemes if each)
    yield from (("targets", each) for each in schemes)
    for indicator in programme.indicators:
        yield "headline", {"indicator": indicator}
        for scheme in schemes:
            yield "curve", {"indicator": indicator, **scheme}
            yield from (("map", {"indicator": indicator, "measure": measure, **scheme}) for measure in MEASURES)


def leaked(secrets: Secrets, release: str, lang: str) -> set[int]:
    """Hidden counts that stand in any card of a release, whatever separates their thousands."""
    ask, found, drawn = asking(secrets.folder / release), set(), 0
    for card, codes in every_address(secrets.programme):
        answer = ask(card, lang=lang, **codes)
        assert answer.status in (200, 404, 422), (card, codes)
        drawn += answer.status == 200
        plain = re.sub(r"(?<=\d)[,.\u00a0\u202f](?=\d)", "", answer.html)
        found |= {value for value in secrets.hidden if str(value) in plain}
    assert drawn > 50
    return found


def test_there_is_something_to_leak_and_the_search_finds_it_where_nothing_is_protected(secrets: Secrets):
    assert {1049827, 1283911, 1631947, 1198543, 1776703} <= secrets.hidden
    assert {1198543, 1776703} <= leaked(secrets, "open", "en")


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_no_card_holds_a_hidden_count_in_words_marks_or_addresses(secrets: Secrets, lang: str):
    assert leaked(secrets, "protected", lang) == set()
