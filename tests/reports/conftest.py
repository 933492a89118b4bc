"""Packs of one past day in both languages, each made once for a test run (and per worker of one)."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import Engine

from ccare_metrics.release import Release, open_release
from ccare_metrics.scope import Viewer
from ccare_metrics.store.engine import connect
from ccare_metrics.working import Working, as_it_stood
from reports.composing import compose
from reports.content import Asked, Pack
from reports.pack import build
from reports.record import Record, record
from tests.reports.reading import silent, text_of
from ui.edition import Edition
from ui.words import words_for

DAY = date(2022, 10, 15)
COMMENTARY = {
    "en": "The board asks for a plan for digital poverty.",
    "fr": "Le comité demande un plan pour la précarité numérique.",
}
Make = Callable[..., bytes]


@pytest.fixture(scope="session")
def release(published: Path) -> Release:
    return open_release(published / "releases")


@pytest.fixture(scope="session")
def store(published: Path) -> Iterator[Engine]:
    engine = connect(f"sqlite:///{published / 'store.sqlite'}")
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def stood(store: Engine, release: Release) -> Working:
    """The figures as they stood on 15 October 2022."""
    found = as_it_stood(store, release.programme, DAY, Viewer(role="lead"))
    assert found is not None
    return found


@pytest.fixture(scope="session")
def known(stood: Working) -> Record:
    """What was known beside them: submissions, comments, and what had changed since 15 September."""
    return record(stood, Viewer(role="board"))


@pytest.fixture(scope="session")
def packs(stood: Working, known: Record) -> dict[str, Pack]:
    """The whole pack, by language."""
    return {
        lang: compose(Edition(words_for(lang), stood, "light"), Asked(commentary=text, record=known), tell=silent)
        for lang, text in COMMENTARY.items()
    }


@pytest.fixture(scope="session")
def made(packs: dict[str, Pack]) -> Make:
    """`made("pdf", "fr")`: the file's bytes, made once."""
    kept: dict[tuple[str, str], bytes] = {}

    def make(fmt: str, lang: str = "en") -> bytes:
        if (fmt, lang) not in kept:
            kept[fmt, lang] = build(packs[lang], fmt, tell=silent)
        return kept[fmt, lang]

    return make


@pytest.fixture(scope="session")
def read(made: Make) -> Callable[[str], str]:
    """`read("fr")`: all that can be read in the PDF, read once."""
    return cache(lambda lang: text_of(made("pdf", lang)))
