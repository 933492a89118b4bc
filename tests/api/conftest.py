"""Releases to be asked of: C-CARE's own, and those of the invented programme, whose numbers can be added up in one's head."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine
from starlette.applications import Starlette

from api.app import api_routes
from ccare_metrics.release import Release, open_release
from ccare_metrics.store.engine import writing
from ccare_metrics.store.models import Figure, Submission
from geo.areas import Text
from tests.api.client import Ask, asking
from tests.api.small_places import publish_small_places
from tests.programmes import filled_store, publish_to
from tests.two_shores import NORFOLK


def ask_of(folder: Path) -> Ask:
    return asking(Starlette(routes=api_routes(lambda: folder)))


@pytest.fixture
def ask_of_folder() -> Callable[[Path], Ask]:
    return ask_of


@pytest.fixture(scope="session")
def ccare_folder(published: Path) -> Path:
    return published / "releases"


@pytest.fixture(scope="session")
def ccare(ccare_folder: Path) -> Release:
    return open_release(ccare_folder)


@pytest.fixture(scope="session")
def ask_ccare(ccare_folder: Path) -> Ask:
    return ask_of(ccare_folder)


@pytest.fixture(scope="session")
def shores_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two releases of the invented programme, nothing hidden; in the second Norfolk's February is 7 places instead of 6."""
    folder = tmp_path_factory.mktemp("shores")
    engine = filled_store(folder / "store.sqlite")
    publish_to(folder / "releases", engine, note=Text("Note 1.", "Note n° 1."))
    correct_february(engine, 7)
    publish_to(folder / "releases", engine, note=Text("Note 2.", "Note n° 2."))
    engine.dispose()
    return folder / "releases"


def correct_february(engine: Engine, places: int) -> None:
    figure = {"partner": "north", "scheme": "training", "indicator": "places", "area": NORFOLK, "month": "2022-02"}
    with writing(engine) as session:
        sent = Submission(
            partner="north",
            period="2022-02",
            state="approved",
            idempotency_key="correction",
            approved_at="2022-05-20T10:00:00Z",
        )
        session.add(sent)
        session.flush()
        session.add(Figure(submission_id=sent.id, value=places, provenance="reported", **figure))


@pytest.fixture(scope="session")
def ask(shores_folder: Path) -> Ask:
    return ask_of(shores_folder)


@pytest.fixture(scope="session")
def ask_protected(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    """The invented programme with counts below ten hidden."""
    return ask_of(publish_small_places(tmp_path_factory.mktemp("small_places")))


@pytest.fixture
def own_folder(shores_folder: Path, tmp_path: Path) -> Path:
    """A copy of the two releases, to be damaged."""
    return Path(shutil.copytree(shores_folder, tmp_path / "releases"))
