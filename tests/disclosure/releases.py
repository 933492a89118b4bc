"""Releases as files that a test has in its hand: protected as they are published, without any protection, and with half of it."""

import shutil
import sqlite3
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import uvicorn
from sqlalchemy import Engine
from starlette.applications import Starlette

from api.app import api_routes
from bench.serving import free_port
from ccare_metrics.publishing import prepare
from ccare_metrics.release import content_sha256
from ccare_metrics.release_file import finished_release
from ccare_metrics.store import write
from ccare_metrics.store.engine import writing
from ccare_metrics.store.models import Figure, Submission
from geo.areas import Text
from tests.programmes import filled_store, publish_to
from tests.two_shores import DOCUMENTS, KENT

SMALL = """\
scheme,indicator,area,month,category,value,absence,provenance,note
training,places,E10000020,2022-01,all,30,,reported,
training,places,E10000020,2022-02,all,20,,reported,
training,places,E10000020,2022-03,all,25,,reported,
training,places,E10000020,2022-04,all,40,,reported,
training,places,E10000020,2022-05,all,35,,reported,
training,places,E10000016,2022-01,all,50,,reported,
training,places,E10000016,2022-03,all,45,,reported,
training,places,E10000016,2022-04,all,60,,reported,
training,places,E10000016,2022-05,all,70,,reported,
"""
PROFILE = ("hide_below = 10", "hide_below = 0")
NOTE = Text("A note.", "Une note.")


def bare_release(store: Path, folder: Path, *, documents: Mapping[str, str], through: str, published_on: date) -> Path:
    """The figures of a store in a first release that hides nothing, with the profile that says so."""
    head = documents["programme.toml"].replace(*PROFILE)
    folder.mkdir(parents=True)
    engine = write.upgrade(f"sqlite:///{shutil.copy(store, folder.parent / 'store.sqlite')}")
    told = {"through": through, "note": NOTE, "published_on": published_on, "apart": True}
    made = prepare(engine, documents={**documents, "programme.toml": head}, folder=folder, **told)
    engine.dispose()
    parts = {"grains": made.protected.grains, "corrections": made.corrections}
    with finished_release(folder, made.info, made.documents, made.protected.cells, **parts) as finished:
        return finished.publish().path


LATE_FEBRUARY = {"scheme": "training", "indicator": "places", "area": KENT, "month": "2022-02"}


def small_store(file: Path) -> Engine:
    """The figures of test_a_late_correction.py, as places, and 35 and 70 of them in May."""
    return filled_store(file, SMALL)


def february_comes_late(engine: Engine) -> None:
    """4 places in Kent that nobody had reported."""
    with writing(engine) as session:
        sent = Submission(
            partner="north",
            period="2022-02",
            state="approved",
            idempotency_key="late",
            approved_at="2022-05-20T10:00:00Z",
        )
        session.add(sent)
        session.flush()
        session.add(Figure(submission_id=sent.id, partner="north", value=4, provenance="reported", **LATE_FEBRUARY))


def uncited_documents() -> dict[str, str]:
    """The invented programme, small counts of places hidden, and no published result beside them."""
    places, facts = "indicators/places.toml", "published_figures.csv"
    changes = {
        "programme.toml": ("hide_below = 0", "hide_below = 10"),
        places: ("sensitive = false", "sensitive = true"),
        facts: (DOCUMENTS[facts], DOCUMENTS[facts].splitlines()[0] + "\n"),
    }
    return DOCUMENTS | {name: DOCUMENTS[name].replace(*change) for name, change in changes.items()}


def publish_small(folder: Path, engine: Engine, through: str) -> Path:
    return publish_to(folder, engine, through, documents=uncited_documents()).path


def changed(path: Path, folder: Path, *statements: str) -> Path:
    """A sound copy of a release in another folder, its content changed by SQL."""
    folder.mkdir(parents=True)
    copy = Path(shutil.copy(path, folder))
    connection = sqlite3.connect(copy)
    with connection:
        for statement in statements:
            connection.execute(statement)
        connection.execute("UPDATE info SET value = ? WHERE name = 'content_sha256'", (content_sha256(connection),))
    connection.close()
    return copy


@contextmanager
def api_of(folder: Path) -> Iterator[str]:
    """The open API of a folder of releases, as the dashboard's server mounts it, behind an address of its own; the address."""
    app = Starlette(routes=api_routes(lambda: folder))
    port = free_port()
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error", ws="none"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            threading.Event().wait(0.02)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()


# The same places by the end of April with 4 in Kent's February, 274 in all; and 5 in May, all of them in Norfolk.
FIVE_IN_MAY = SMALL.replace("2022-05,all,35", "2022-05,all,5").replace("2022-05,all,70", "2022-02,all,4")
CITED_IN_MAY = "P1,places,,,,actual,279,count,exact,2022-05-22,A page,https://example.org/page,2022-06,Places,Places,Counted.,Comptées.\n"


def overtaken_by_a_source(folder: Path) -> list[Path]:
    """Two releases: through April, which shows 274 places; and through May, by when a source counts 279, so that 5 came in May."""
    documents = uncited_documents()
    documents["published_figures.csv"] += CITED_IN_MAY
    engine = filled_store(folder / "store.sqlite", FIVE_IN_MAY)
    made = [
        publish_to(folder / "releases", engine, through, documents=documents).path for through in ("2022-04", "2022-05")
    ]
    engine.dispose()
    return made


def with_one_more_number(path: Path, folder: Path) -> Path:
    """The same release, but for Kent's February, which the scheme shows."""
    return changed(
        path,
        folder,
        "UPDATE cell SET value = 4, absence = NULL WHERE indicator = 'places' AND group_kind = 'scheme' "
        f"AND place_code = '{KENT}' AND time_code = '2022-02'",
    )
