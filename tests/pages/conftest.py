"""Pages run without a browser, on the release that `manage.py init` makes."""

import re
import shutil
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from ccare_metrics.store.checking import checked
from demo_signin.cast import programme_here
from serving.menu import read_menu
from tests.pages import shores_office
from tests.pages.partners_site import Site
from tests.pages.reading import sound
from tests.pages.shores_office import Shores
from tests.signing_in import be

ROOT = Path(__file__).parents[2]
Open = Callable[..., AppTest]
# Who opens the pages of an audience, where a test does not say.
OPENED_BY = {"board": "board", "partners": "norfolk", "lead": "lead.one", "signed_in": "lead.one"}


@pytest.fixture(autouse=True)
def _own_release(published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CCARE_DATABASE_URL", f"sqlite:///{published / 'store.sqlite'}")
    monkeypatch.setenv("CCARE_RELEASES", str(published / "releases"))


@pytest.fixture
def open_page() -> Open:
    """`open_page("scheme", scheme="a2a", lang="fr")`: the page after its run. By `who`, or by somebody whom the page is for."""

    def run(page: str = "at_a_glance", *, who: str | None = None, **address: str) -> AppTest:
        app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
        entry = next(entry for entry in read_menu() if entry.address == page)
        be(app, OPENED_BY.get(entry.audience, "") if who is None else who)
        for name, code in address.items():
            app.query_params[name] = code
        if page != "at_a_glance":
            app.switch_page(f"pages/{entry.file}")  # at once, as its file is called as its address is
        return app.run()

    return run


def ways_on(app: AppTest) -> list[str]:
    """What the links to other pages are called."""
    return [str(link.proto.label) for link in app.get("page_link")]


def words_on(app: AppTest) -> str:
    """Everything the visitor reads, tags taken away, no-break spaces as plain ones."""
    bodies = [str(element.proto.body) for element in app.get("html")]
    bodies += [str(element.value) for element in app.markdown]
    labels = [str(widget.label) for widget in (*app.selectbox, *app.toggle, *app.button)]
    text = re.sub(r"<style>.*?</style>", " ", " ".join((*bodies, *labels, *ways_on(app))), flags=re.S)
    spoken = " ".join(re.findall(r'aria-label="([^"]*)"', text))
    text = re.sub(r"<[^>]+>", " ", text) + " " + spoken
    return re.sub(r"\s+", " ", unescape(text).replace("\xa0", " ").replace("\u202f", " "))


@pytest.fixture(scope="session")
def shores_made(tmp_path_factory) -> Path:
    return shores_office.made(tmp_path_factory.mktemp("shores"))


@pytest.fixture
def shores(shores_made, tmp_path, monkeypatch) -> Shores:
    office = shores_office.copied(shores_made, tmp_path / "own")
    monkeypatch.setenv("CCARE_DATABASE_URL", f"sqlite:///{office.folder / 'store.sqlite'}")
    monkeypatch.setenv("CCARE_RELEASES", str(office.folder / "releases"))
    monkeypatch.setenv("CCARE_PROGRAMME", str(office.folder / "programme"))
    yield office
    office.engine.dispose()


@pytest.fixture
def opened(open_page, shores):
    """`opened("review", "lead.one", submission="3")`: the page, in English unless told."""

    def run(page: str, who: str, *, lang: str = "en", **address: str) -> AppTest:
        return sound(open_page(page, who=who, lang=lang, **address))

    return run


@pytest.fixture
def site(published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    shutil.copy(published / "store.sqlite", tmp_path / "store.sqlite")
    url = f"sqlite:///{tmp_path / 'store.sqlite'}"
    monkeypatch.setenv("CCARE_DATABASE_URL", url)
    engine = checked(url)
    yield Site(engine, programme_here())
    engine.dispose()
