"""The two programmes, published once: the real one as `manage.py init` does it, the invented one by the same functions."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from ccare_metrics.framework import read_documents
from ccare_metrics.publishing import publish
from ccare_metrics.release import Release
from ccare_metrics.store import write
from geo.areas import Text
from tests.programmes import filled_store, publish_to, write_folder

CCARE = Path(__file__).parents[2] / "data" / "ccare"


@pytest.fixture(scope="session")
def ccare_folder() -> Path:
    return CCARE


@pytest.fixture(scope="session")
def ccare_release(published: Path) -> Release:
    return Release(published / "releases" / "release-1.sqlite")


@pytest.fixture(scope="session")
def ccare_bare(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Release:
    """The same figures with nothing hidden: what the public release would be without protection."""
    folder = tmp_path_factory.mktemp("bare")
    documents = read_documents(CCARE)
    documents["programme.toml"] = documents["programme.toml"].replace("hide_below = 10", "hide_below = 0")
    engine = write.upgrade(f"sqlite:///{shutil.copy(published / 'store.sqlite', folder)}")
    told = {
        "through": "2023-05",
        "note": Text("Bare.", "Nue."),
        "published_on": date(2023, 6, 5),
        "who": "a test",
        "apart": True,
    }
    return Release(publish(engine, documents=documents, folder=folder / "releases", **told).path)


@pytest.fixture(scope="session")
def shores_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented programme's own files."""
    return write_folder(tmp_path_factory.mktemp("two_shores"))


@pytest.fixture(scope="session")
def shores_release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    folder = tmp_path_factory.mktemp("two_shores_published")
    return Release(publish_to(folder / "releases", filled_store(folder / "store.sqlite")).path)
