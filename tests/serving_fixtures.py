"""A running dashboard and a real browser, once each for a test run (and per worker of one); a fresh visit for each test."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from bench.chromium import chromium
from bench.serving import ROOT, Running, prepare, running
from tests.signing_in import configured, cookies, invite_everybody
from tests.visit import Visit

Serve = Callable[..., AbstractContextManager[Running]]
LOCALES = {"en": "en-GB", "fr": "fr-FR"}


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a filled store and its first release, made once; servers below it are the tests' own. Everybody of the cast is
    invited, and one can be any of them (tests/signing_in.py)."""
    folder = tmp_path_factory.mktemp("published")
    prepare(folder)
    invite_everybody(folder)
    configured(folder)
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
    """Starts another server, of a store and releases of its own: `with serve(settings={...}) as server`. Nobody can sign in there,
    unless told."""

    def start(
        *,
        script: Path = ROOT / "server.py",
        settings: dict[str, str] | None = None,
        empty: bool = False,
        sign_in: bool = False,
    ):
        if not empty:
            shutil.copytree(published, tmp_path / "own", ignore=shutil.ignore_patterns("secrets.toml", "*.log"))
        (tmp_path / "own").mkdir(exist_ok=True)
        if sign_in:
            configured(tmp_path / "own")
        return running(tmp_path / "own", script=script, settings=settings)

    return start


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def visit(browser: Browser, server_url: str) -> Iterator[Callable[..., Visit]]:
    """Opens a page as somebody who was never there: `visit("/map", lang="fr", width=390, theme="dark")`; signed in with `who="board"`."""
    contexts = []

    def open_page(
        path: str = "/", *, lang: str = "en", width: int = 1440, theme: str = "light", url: str = "", who: str = ""
    ) -> Visit:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=theme, locale=LOCALES[lang], reduced_motion="reduce"
        )
        contexts.append(context)
        site = url or server_url
        if who:
            context.add_cookies([{"name": name, "value": v, "url": site} for name, v in cookies(who, site).items()])
        opened = Visit(context.new_page())
        opened.go(site + path)
        return opened

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def page(visit: Callable[..., Visit]) -> Page:
    """The first page, drawn, in a fresh browser window."""
    return visit("/").page
