"""The pages know no programme: the invented one, with all that C-CARE lacks, is shown by the same pages."""

import pytest

from serving.menu import read_menu
from tests.pages.reading import everything_said, html, tables
from tests.programmes import filled_store, publish_to
from tests.two_shores import FINISTERE, INDICATORS, KENT, MEDWAY, NORFOLK, SCHEMES

BOARD_PAGES = [entry.address for entry in read_menu() if entry.audience == "board"]
VIEWS = [
    *((entry.address, {}) for entry in read_menu()),
    *(("scheme", {"scheme": code}) for code in SCHEMES),
    *(("scheme", {"scheme": "training", "indicator": code}) for code in ("enrolled", "completion_rate", "rank")),
    *(("indicator", {"indicator": code}) for code in INDICATORS),
    *(("map", {"indicator": code}) for code in INDICATORS if code != "completion_rate"),
    *(("area", {"area": code}) for code in (NORFOLK, KENT, MEDWAY, FINISTERE)),
    ("map", {"measure": "share_of_target"}),
    ("map", {"scheme": "outreach"}),
    ("map", {"view": "explore", "indicator": "people_waiting"}),
    ("targets", {"indicator": "people_waiting"}),
    ("targets", {"indicator": "completion_rate"}),
    *(
        ("target", {"scheme": "training", "indicator": code})
        for code in ("places", "enrolled", "completion_rate", "rank")
    ),
    *(("target", {"scheme": "advice", "indicator": code}) for code in ("places", "people_waiting", "rank")),
    *(("target", {"scheme": code}) for code in ("grants", "outreach", "leaflets")),
    *(("compare", {"indicator": code, "by": "scheme"}) for code in INDICATORS),
    *(("compare", {"indicator": "people_waiting", "by": side}) for side in ("partner", "area", "country")),
    ("changes", {"since": "2022-03-20", "until": "2022-05-25"}),
    ("progress", {"on": "2022-02-20"}),
    ("attention", {"on": "2022-02-20"}),
]


@pytest.fixture(scope="module")
def releases(tmp_path_factory):
    folder = tmp_path_factory.mktemp("two_shores")
    publish_to(folder / "releases", filled_store(folder / "store.sqlite"))
    return folder / "releases"


@pytest.fixture
def open_shores(open_page, releases, monkeypatch):
    monkeypatch.setenv("CCARE_RELEASES", str(releases))
    monkeypatch.setenv("CCARE_DATABASE_URL", f"sqlite:///{releases.parent / 'store.sqlite'}")
    return open_page


def view_name(value: object) -> str:
    return value if isinstance(value, str) else "-".join(value.values()) or "plain"


def sound(app) -> None:
    assert not app.exception, app.exception
    said = everything_said(app)
    assert [text for text in said if "⟦" in text] == []
    assert not any("C-CARE" in text for text in said)
    assert "Deux rives" in " ".join(said)


@pytest.mark.parametrize(("page", "address"), VIEWS, ids=view_name)
def test_every_page_shows_another_programme(open_shores, page, address):
    sound(open_shores(page, lang="fr", **address))


@pytest.mark.parametrize(("page", "address"), [view for view in VIEWS if view[0] not in BOARD_PAGES], ids=view_name)
def test_every_public_page_shows_its_published_figures_beside_reported_ones(open_shores, page, address):
    """Here some figures are reported and some made up, where C-CARE has made-up ones only."""
    app = open_shores(page, lang="fr", figures="published", **address)
    sound(app)
    assert "cc-label-illustrative" not in html(app)


def test_a_rate_is_shown_in_percent_and_never_as_a_count(open_shores):
    app = open_shores("indicator", lang="en", indicator="completion_rate")
    drawn = html(app)
    assert "52%" in drawn  # 22 of 42
    shares = [cell for table in tables(app) for row in table["rows"] for cell in row if cell.startswith("0.")]
    assert shares == []


def test_a_partner_who_never_reported_is_told_and_never_shown_as_zero(open_shores):
    app = open_shores("scheme", lang="en", scheme="outreach")
    rows = [row for table in tables(app) for row in table["rows"] if "Outreach" in row]
    assert rows
    assert all("0" not in row for row in rows)
    assert any("not reported" in cell.lower() for row in rows for cell in row)
