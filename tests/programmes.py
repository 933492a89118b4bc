"""The figures of the invented programme, and how a store and a release are made of it (its files are in `two_shores`).

Awkward on purpose: a reasoned absence, a figure nobody was due to send, a split that must not count twice, a month after the last one
published, a partner without a row.
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from sqlalchemy import Engine

from ccare_metrics.framework import Programme, parse_programme
from ccare_metrics.publishing import Receipt, publish
from ccare_metrics.release import Release
from ccare_metrics.store import seed, write
from geo.areas import Text, load_areas
from tests.two_shores import DOCUMENTS

THROUGH = "2022-03"
TODAY = date(2022, 5, 25)

HISTORY = """
draft_after_days = 6
submit_after_days = 12
approve_after_days = 18
decided_by = "North (invented)"
"""

# An empty value is a reasoned absence; a month without a row was not reported. Quiet's scheme, outreach, has no row at all.
FIGURES = """\
scheme,indicator,area,month,category,value,absence,provenance,note
training,places,E10000020,2022-01,all,4,,reported,
training,places,E10000020,2022-01,sex:female,3,,reported,
training,places,E10000020,2022-02,all,6,,reported,
training,places,E10000020,2022-03,all,8,,reported,
training,places,E10000020,2022-04,all,100,,reported,
training,places,E10000016,2022-01,all,2,,reported,
training,places,E10000016,2022-03,all,1,,reported,
training,places,E06000035,2022-01,all,,not_applicable,reported,No room.
training,places,E06000035,2022-02,all,,not_applicable,reported,No room.
training,places,E06000035,2022-03,all,,not_applicable,reported,No room.
training,enrolled,E10000020,2022-01,all,3,,illustrative,
training,enrolled,E10000020,2022-02,all,5,,illustrative,
training,enrolled,E10000016,2022-01,all,1,,reported,
training,enrolled,E10000016,2022-02,all,4,,reported,
training,enrolled,E10000016,2022-03,all,6,,reported,
training,enrolled,E06000035,2022-01,all,2,,reported,
training,enrolled,E06000035,2022-02,all,2,,reported,
training,enrolled,E06000035,2022-03,all,2,,reported,
training,started,E10000020,2022-01,all,10,,reported,
training,started,E10000020,2022-02,all,10,,reported,
training,started,E10000020,2022-03,all,20,,reported,
training,started,E10000016,2022-01,all,1,,reported,
training,started,E10000016,2022-02,all,0,,reported,
training,started,E10000016,2022-03,all,1,,reported,
training,started,E06000035,2022-01,all,0,,reported,
training,started,E06000035,2022-02,all,0,,reported,
training,started,E06000035,2022-03,all,0,,reported,
training,completed,E10000020,2022-01,all,1,,reported,
training,completed,E10000020,2022-02,all,9,,reported,
training,completed,E10000020,2022-03,all,10,,reported,
training,completed,E10000016,2022-01,all,1,,reported,
training,completed,E10000016,2022-02,all,0,,reported,
training,completed,E10000016,2022-03,all,1,,reported,
training,completed,E06000035,2022-01,all,0,,reported,
training,completed,E06000035,2022-02,all,0,,reported,
training,completed,E06000035,2022-03,all,0,,reported,
training,rank,E10000020,2022-03,all,3,,reported,
advice,places,29,2022-02,all,5,,illustrative,
advice,places,29,2022-03,all,7,,illustrative,
advice,people_waiting,29,2022-02,all,30,,reported,
advice,rank,29,2022-03,all,7,,reported,
grants,grants_paid,E10000016,2022-01,all,150000,,illustrative,
grants,grants_paid,E10000016,2022-02,all,0,,illustrative,
grants,grants_paid,E10000016,2022-03,all,250050,,illustrative,
"""


def two_shores() -> Programme:
    return parse_programme(DOCUMENTS, load_areas())


def write_folder(folder: Path, documents: Mapping[str, str] = DOCUMENTS) -> Path:
    """The programme as a folder that `manage.py` can be pointed to."""
    files = {**documents, "illustrative_figures.csv": FIGURES, "illustrative_history.toml": HISTORY}
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def filled_store(file: Path, figures: str = FIGURES, history: str = HISTORY) -> Engine:
    """A store with every figure approved, as `manage.py init` would fill it."""
    engine = write.upgrade(f"sqlite:///{file}")
    programme = two_shores()
    write.name_owners(engine, programme)
    seed.seed(engine, programme, seed.read_figures(figures), history, TODAY)
    return engine


def protected_documents(hide_below: int = 10) -> dict[str, str]:
    """The same programme, its counts of things and people hidden below a threshold."""
    told = {
        name: text.replace("sensitive = false", "sensitive = true") if name.startswith("indicators/") else text
        for name, text in DOCUMENTS.items()
    }
    return {**told, "programme.toml": told["programme.toml"].replace("hide_below = 0", f"hide_below = {hide_below}")}


def publish_to(
    folder: Path,
    engine: Engine,
    through: str = THROUGH,
    note: Text | None = None,
    documents: Mapping[str, str] = DOCUMENTS,
) -> Receipt:
    return publish(
        engine,
        documents=documents,
        folder=folder,
        through=through,
        note=note or Text("A note.", "Une note."),
        published_on=TODAY,
        who="a test",
        apart=True,  # a test's folder is seen by nobody but the test
    )


def release_of_two_shores(folder: Path, figures: str = FIGURES) -> Release:
    return Release(publish_to(folder / "releases", filled_store(folder / "store.sqlite", figures)).path)
