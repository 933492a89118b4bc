"""The first visitor of a fresh server, straight to a page that is not theirs: told for whom it is, and shown nothing of it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.serving import Running, running
from bench.visitor import visiting
from serving.menu import MenuEntry, read_menu
from tests.signing_in import configured, cookies
from tests.visit import completed
from ui.words import words_for

FOR_OTHERS = [entry for entry in read_menu() if entry.audience != "public"]
# Who may open the pages of an audience; written out here once more.
OPENED_BY = {
    "board": {"board", "lead.one"},
    "partners": {"finistere", "lead.one"},
    "lead": {"lead.one"},
    "signed_in": {"board", "finistere", "lead.one"},
}
SHUT = {"en": "This page is for", "fr": "Cette page est réservée"}


@pytest.fixture(scope="module", params=["", "stranger", "board", "finistere", "lead.one"])
def arrived(
    request: pytest.FixtureRequest, published: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Running]]:
    """Each comes to a server that nobody has asked for anything."""
    folder = tmp_path_factory.mktemp("cold") / "own"
    shutil.copytree(published, folder, ignore=shutil.ignore_patterns("*.log"))
    configured(folder)
    with running(folder) as server:
        yield request.param, server


def said(who: str, server: Running, page: str, language: str) -> str:
    async def draw() -> str:
        shown = cookies(who, server.url) if who else {}
        async with visiting(server.url, page, f"lang={language}", cookies=shown) as visitor:
            return "\n".join((await visitor.draw()).texts)

    return completed(draw())


@pytest.mark.parametrize("entry", FOR_OTHERS, ids=lambda entry: entry.address)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_page_opens_for_its_audience_and_for_nobody_else(
    arrived: tuple[str, Running], entry: MenuEntry, language: str
):
    who, server = arrived
    page = said(who, server, entry.address, language)
    assert (SHUT[language] in page) == (who not in OPENED_BY[entry.audience])


def test_there_is_a_sentence_for_each_audience_and_it_begins_as_it_is_looked_for():
    for language, begins in SHUT.items():
        for audience in OPENED_BY:
            assert words_for(language)(f"signin.only.{audience}").startswith(begins)


def test_every_audience_has_pages_and_every_page_an_audience():
    assert {entry.audience for entry in FOR_OTHERS} == {*OPENED_BY}
