"""The invented programme of tests/two_shores.py with counts below ten hidden, and figures that show, hide and lack a result each.

Places by the end of March: Norfolk 180, Medway 120, Kent 2 + 1 = 3, Finistère 120, in all 423; the source cites 30. Enrolled: Kent 5 and
nobody else. Grants and outreach: nobody reported. A second release adds Finistère's April.
"""

from datetime import date
from pathlib import Path

from ccare_metrics.publishing import publish
from geo.areas import Text
from tests.programmes import filled_store
from tests.two_shores import DOCUMENTS

FIGURES = """\
scheme,indicator,area,month,category,value,absence,provenance,note
training,places,E10000020,2022-01,all,40,,reported,
training,places,E10000020,2022-02,all,60,,reported,
training,places,E10000020,2022-03,all,80,,reported,
training,places,E10000016,2022-01,all,2,,reported,
training,places,E10000016,2022-03,all,1,,reported,
training,places,E06000035,2022-01,all,120,,reported,
training,enrolled,E10000016,2022-01,all,1,,reported,
training,enrolled,E10000016,2022-02,all,4,,reported,
training,enrolled,E10000016,2022-03,all,5,,reported,
advice,places,29,2022-02,all,50,,illustrative,
advice,places,29,2022-03,all,70,,illustrative,
advice,places,29,2022-04,all,80,,illustrative,
advice,people_waiting,29,2022-02,all,30,,reported,
"""
SENSITIVE = ("places", "enrolled")
DAY = date(2022, 5, 25)


def documents() -> dict[str, str]:
    protected = {
        f"indicators/{code}.toml": DOCUMENTS[f"indicators/{code}.toml"].replace("sensitive = false", "sensitive = true")
        for code in SENSITIVE
    }
    head = DOCUMENTS["programme.toml"].replace("hide_below = 0", "hide_below = 10")
    return {**DOCUMENTS, **protected, "programme.toml": head}


def published_small_counts(folder: Path) -> Path:
    """Two releases, through March and through April; returns the folder they lie in."""
    engine = filled_store(folder / "store.sqlite", FIGURES)
    for through in ("2022-03", "2022-04"):
        publish(
            engine,
            documents=documents(),
            folder=folder / "releases",
            through=through,
            note=Text("A note.", "Une note."),
            published_on=DAY,
            who="a test",
        )
    engine.dispose()
    return folder / "releases"
