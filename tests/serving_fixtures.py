"""A running dashboard and a real browser, once each for a test run (and per worker of one); a fresh visit for each test."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from bench.chromium import chromium
from bench.serving import ROOT, Running, prepare, running
from tests.visit import Visit

Serve = Callable[..., AbstractContextManager[Running]]
LOCALES = {"en": "en-GB", "fr": "fr-FR"}


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a filled store and its first release, made once; servers below it are the tests' own."""
    folder = tmp_path_factory.mktemp("published")
    prepare(folder)
    return folder


@pytest.fixture(scope="session")
def server(published: Path) -> Iterator[Running]:
    """The dashboard as visitors get it."""
    with running(published) as started:
        yield started


@pytest.fixture(scope="session")
def server_url(server: Running) -> str:
    return server.url


@pytest.fixture
def serve(published: Path, tmp_path: Path) -> Serve:
    """Starts another server, of a store and releases of its own: `with serve(settings={...}) as server`."""

    def start(*, script: Path = ROOT / "server.py", settings: dict[str, str] | None = None, empty: bool = False):
        if not empty:
            shutil.copytree(published, tmp_path / "own")
        (tmp_path / "own").mkdir(exist_ok=True)
        return running(tmp_path / "own", script=script, settings=settings)

    return start


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def visit(browser: Browser, server_url: str) -> Iterator[Callable[..., Visit]]:
    """Opens a page as somebody who was never there: `visit("/map", lang="fr", width=390, theme="dark")`."""
    contexts = []

    def open_page(
        path: str = "/", *, lang: str = "en", width: int = 1440, theme: str = "light", url: str = ""
    ) -> Visit:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=theme, locale=LOCALES[lang], reduced_motion="reduce"
        )
        contexts.append(context)
        opened = Visit(context.new_page())
        opened.go((url or server_url) + path)
        return opened

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def page(visit: Callable[..., Visit]) -> Page:
    """The first page, drawn, in a fresh browser window."""
    return visit("/").page
