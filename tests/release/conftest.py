"""The two programmes, published once: the real one as `manage.py init` does it, the invented one by the same functions."""

from pathlib import Path

import pytest

from ccare_metrics.release import Release
from tests.programmes import filled_store, publish_to, write_folder

CCARE = Path(__file__).parents[2] / "data" / "ccare"


@pytest.fixture(scope="session")
def ccare_folder() -> Path:
    return CCARE


@pytest.fixture(scope="session")
def ccare_release(published: Path) -> Release:
    return Release(published / "releases" / "release-1.sqlite")


@pytest.fixture(scope="session")
def shores_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented programme's own files."""
    return write_folder(tmp_path_factory.mktemp("two_shores"))


@pytest.fixture(scope="session")
def shores_release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    folder = tmp_path_factory.mktemp("two_shores_published")
    return Release(publish_to(folder / "releases", filled_store(folder / "store.sqlite")).path)
