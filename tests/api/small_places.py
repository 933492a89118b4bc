"""The invented programme of tests/two_shores.py with places below ten hidden.

Training counts 4, 6 and 8 in Norfolk from January to March, so its months are small and its quarter, 18, is not; advice counts 50 and 70
in Finistère, which may be shown month by month.
"""

from pathlib import Path

from ccare_metrics.publishing import publish
from geo.areas import Text
from tests.programmes import THROUGH, TODAY, filled_store
from tests.two_shores import DOCUMENTS

FIGURES = """\
scheme,indicator,area,month,category,value,absence,provenance,note
training,places,E10000020,2022-01,all,4,,reported,
training,places,E10000020,2022-02,all,6,,reported,
training,places,E10000020,2022-03,all,8,,reported,
advice,places,29,2022-02,all,50,,reported,
advice,places,29,2022-03,all,70,,reported,
"""


def documents() -> dict[str, str]:
    head = DOCUMENTS["programme.toml"].replace("hide_below = 0", "hide_below = 10")
    places = DOCUMENTS["indicators/places.toml"]
    places = places.replace("sensitive = false", "sensitive = true").replace('kind = "things"', 'kind = "people"')
    return {**DOCUMENTS, "programme.toml": head, "indicators/places.toml": places}


def publish_small_places(folder: Path) -> Path:
    """Returns the folder of the one release."""
    engine = filled_store(folder / "store.sqlite", FIGURES)
    publish(
        engine,
        documents=documents(),
        folder=folder / "releases",
        through=THROUGH,
        note=Text("A note.", "Une note."),
        published_on=TODAY,
        who="a test",
    )
    engine.dispose()
    return folder / "releases"
