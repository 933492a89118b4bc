"""None of the hidden counts of tests/disclosure/sentinels.py is in anything that the site sends to anybody: pages and their downloads, the
open API in each of its formats, embedded cards, and the messages of a real browser's connection.

Every test has its twin: of the same figures with nothing hidden, the same ear hears them in the same place.
"""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice, product
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from starlette.applications import Starlette
from streamlit.testing.v1 import AppTest

from api.app import api_routes
from api.embeds import embed_routes
from bench.serving import running
from ccare_metrics.results import MEASURES
from serving.menu import read_menu
from tests.api.client import Answer, Ask, asking
from tests.disclosure.sentinels import SENSITIVE, Sentinels, published_sentinels
from tests.pages.reading import texts
from tests.serving_fixtures import ROOT
from tests.two_shores import INDICATORS, MEDWAY, SCHEMES
from tests.visit import Visit
from ui import downloads, pieces

LANGUAGES = ("en", "fr")
PUBLIC = {entry.address: entry.file for entry in read_menu() if entry.audience == "public"}
ADDRESS = {"area": MEDWAY, "scheme": "training", "indicator": "places"}
GROUPS, PLACES = (None, "scheme", "strand", "partner"), (None, "area", "county", "country")
TIMES = (None, "month", "quarter", "year")
FILES = ("", "scheme", "area", "scheme,area,month", "county,quarter", "country,year")


@pytest.fixture(scope="module")
def sentinels(tmp_path_factory: pytest.TempPathFactory) -> Sentinels:
    return published_sentinels(tmp_path_factory.mktemp("sentinels"))


def test_the_hidden_counts_have_seven_digits_and_the_totals_are_larger(sentinels):
    assert {6152743, 1482953, 2917439, 1631827, 2263519, 4196283, 3427193, 2748193} <= sentinels.small
    assert all(1_000_000 <= value < 10_000_000 for value in sentinels.small)


@pytest.mark.parametrize(
    "sent",
    [
        "6152743",
        "6,152,743 places",
        "6 152 743 places",
        "6\u00a0152\u00a0743",
        "6\u202f152\u202f743",
        "6&nbsp;152&#8239;743",
        '{"y": "6\\u202f152\\u202f743"}',
        "6.15 million",
        "6,2\u00a0millions de places",
        "67,911.6 per 10,000 people",
        "67\u202f911,6 pour 10 000 habitants",
        '{"dtype":"i4","bdata":"AAAAACfiXQA="}',
        b"\x00\x00" + (6152743).to_bytes(8, "little"),
    ],
)
def test_a_hidden_count_is_heard_in_whatever_shape_it_comes(sentinels, sent):
    assert sentinels.heard_in(sent) == {6152743}


@pytest.mark.parametrize("sent", ["6,152,744", "6 million", "61.5 million", "52954889", b"\x00\x00\x00\x00"])
def test_another_number_is_not(sentinels, sent):
    assert sentinels.heard_in(sent) == set()


# -- pages and what they offer to take away


@pytest.fixture
def page_heard(sentinels, monkeypatch):
    """`page_heard(folder, page, language)`: the hidden counts in all that one page sends, and in its files."""
    taken: list[str | bytes] = []

    def keep(words, frame, about, *, name, key):
        taken.append(downloads.csv_bytes(frame(), about, words))
        taken.extend(unpacked(downloads.xlsx_bytes(frame(), about, words)))

    monkeypatch.setattr(pieces.downloads, "download_row", keep)
    monkeypatch.setenv("CCARE_PUBLIC_ONLY", "1")

    def hear(folder: Path, page: str, language: str) -> set[int]:
        monkeypatch.setenv("CCARE_RELEASES", str(folder))
        taken.clear()
        app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
        for name, code in {**ADDRESS, "lang": language}.items():
            app.query_params[name] = code
        app.run()
        if PUBLIC[page] != next(iter(PUBLIC.values())):
            for name, code in {**ADDRESS, "lang": language}.items():
                app.query_params[name] = code
            app.switch_page(f"pages/{PUBLIC[page]}").run()
        assert not app.exception
        return set().union(*(sentinels.heard_in(sent) for sent in (*texts(app), *taken)))

    return hear


def unpacked(archive: bytes) -> list[bytes]:
    """The parts of a workbook or package."""
    with zipfile.ZipFile(io.BytesIO(archive)) as parts:
        return [parts.read(name) for name in parts.namelist()]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PUBLIC)
def test_no_page_and_no_download_of_one_holds_a_hidden_count(sentinels, page_heard, page, language):
    assert page_heard(sentinels.protected, page, language) == set()


@pytest.mark.parametrize(("page", "language"), [("map", "fr"), ("area", "en"), ("scheme", "fr"), ("targets", "en")])
def test_with_nothing_hidden_the_same_pages_hold_them(sentinels, page_heard, page, language):
    assert page_heard(sentinels.open, page, language)


# -- the open API


def answers(folder: Path) -> Iterator[Answer]:
    """Every address that the API describes, its refusals too, and every slice."""
    ask = asking(Starlette(routes=api_routes(lambda: folder)))
    description = ask("/api/v1/openapi.json")
    yield description
    for path, language in product(description.json["paths"], LANGUAGES):
        yield from _each_table(ask, path, language) if "{table}" in path else [_plain(ask, path, language)]
    yield ask("/api/v1/docs")
    yield from slices(ask)


def _plain(ask: Ask, path: str, language: str) -> Answer:
    needed = {"indicator": "places"} if path.endswith("/figures") else {}
    return ask(_absolute(path), lang=language, **needed)


def _absolute(path: str) -> str:
    told = path.replace("{release}", "1")
    return told if told.startswith("/api/v1") else f"/api/v1{told}"


def _each_table(ask: Ask, path: str, language: str) -> Iterator[Answer]:
    for table in ask("/api/v1/datapackage.json").json["resources"]:
        yield ask(_absolute(path).replace("{table}", Path(table["path"]).stem), lang=language)


def slices(ask: Ask) -> Iterator[Answer]:
    splits = [("places", ",".join(filter(None, axes))) for axes in product(GROUPS, PLACES, TIMES)]
    splits += product(SENSITIVE, FILES)
    for number, (indicator, by) in enumerate(splits):
        language = LANGUAGES[number % 2]
        yield ask("/api/v1/figures", indicator=indicator, lang=language, **({"by": by} if by else {}))
    for by, kind in product(FILES, ("csv", "xlsx", "parquet")):
        yield ask("/api/v1/figures", indicator="places", format=kind, **({"by": by} if by else {}))
    for month in ("2022-01", "2022-02", "2022-03"):
        yield ask("/api/v1/figures", indicator="places", from_=month, to=month, area=MEDWAY)
    yield from (ask("/api/v1/figures", indicator="completion_rate", by=by) for by in FILES if by)


def api_heard(sentinels: Sentinels, folder: Path) -> set[int]:
    found = set()
    for answer in answers(folder):
        assert answer.status in (200, 404), answer.text
        found |= set().union(*(sentinels.heard_in(part) for part in _parts(answer.body)))
    return found


def _parts(body: bytes) -> list[bytes]:
    if body.startswith(b"PK"):
        return unpacked(body)
    if body.startswith(b"PAR1"):
        return [body, _rows_of(body)]
    return [body]


def _rows_of(parquet: bytes) -> bytes:
    import pyarrow.parquet  # not before it is needed: it takes a while

    return str(pyarrow.parquet.read_table(io.BytesIO(parquet)).to_pylist()).encode()


def test_no_answer_of_the_api_holds_a_hidden_count(sentinels):
    assert api_heard(sentinels, sentinels.protected) == set()


def test_with_nothing_hidden_the_api_holds_every_one_of_them(sentinels):
    assert api_heard(sentinels, sentinels.open) >= sentinels.hidden


# -- cards on other sites


def card_addresses() -> Iterator[tuple[str, dict[str, str]]]:
    schemes = [{"scheme": code} for code in SCHEMES]
    yield "targets", {}
    yield from product(("scheme", "targets"), schemes)
    asked = [{"indicator": code} for code in INDICATORS] + [{"indicator": "places", **scheme} for scheme in schemes]
    for codes in asked:
        yield "headline", {"indicator": codes["indicator"]}
        yield "curve", codes
        yield from (("map", {**codes, "measure": measure}) for measure in MEASURES)


def cards_heard(sentinels: Sentinels, folder: Path, language: str, *, most: int | None = None) -> set[int]:
    """Of every card, or of the first few."""
    ask = asking(Starlette(routes=embed_routes(lambda: folder)))
    found, drawn = set(), 0
    for card, codes in islice(card_addresses(), most):
        answer = ask(f"/embed/{card}", lang=language, **codes)
        assert answer.status in (200, 404, 422)  # a card that cannot be says why
        drawn += answer.status == 200
        found |= sentinels.heard_in(answer.body)
    assert drawn > 10
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_card_holds_a_hidden_count(sentinels, language):
    assert cards_heard(sentinels, sentinels.protected, language) == set()


def test_with_nothing_hidden_cards_hold_them(sentinels):
    assert len(cards_heard(sentinels, sentinels.open, "fr", most=20)) > 3


# -- a real browser


@dataclass
class Overheard:
    """Every message of a page's connection, every body it fetched, and the page as it stands at last."""

    page: Page
    messages: list[str | bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("websocket", lambda socket: socket.on("framereceived", self._keep))

    def _keep(self, message: str | bytes) -> None:
        self.messages.append(message)

    def sent(self) -> list[str | bytes]:
        titles = self.page.evaluate(
            "() => [...document.querySelectorAll('*')].flatMap(each => [...each.attributes].map(told => told.value))"
        )
        return [*self.messages, self.page.content(), self.page.locator("body").inner_text(), "\n".join(titles)]


def browser_heard(sentinels: Sentinels, browser: Browser, url: str, page: str, language: str) -> set[int]:
    context = browser.new_context(locale="fr-FR" if language == "fr" else "en-GB", reduced_motion="reduce")
    opened = context.new_page()
    overheard = Overheard(opened)
    Visit(opened).go(f"{url}/{page}?lang={language}&indicator=places&area={MEDWAY}")
    sent = overheard.sent()
    context.close()
    assert len(overheard.messages) > 3
    return set().union(*(sentinels.heard_in(each) for each in sent))


@pytest.fixture(scope="module")
def site_of(sentinels: Sentinels, tmp_path_factory: pytest.TempPathFactory):
    """A running site of one of the two releases."""

    def start(releases: Path):
        settings = {"CCARE_PUBLIC_ONLY": "1", "CCARE_RELEASES": str(releases)}
        return running(tmp_path_factory.mktemp("site"), settings=settings)

    return start


def test_in_a_real_browser_no_message_and_no_page_holds_a_hidden_count(sentinels, site_of, browser):
    with site_of(sentinels.protected) as site:
        for page, language in (("map", "fr"), ("area", "en")):
            assert browser_heard(sentinels, browser, site.url, page, language) == set()


def test_with_nothing_hidden_the_browser_is_sent_them(sentinels, site_of, browser):
    with site_of(sentinels.open) as site:
        for page, language in (("map", "fr"), ("area", "en")):
            assert browser_heard(sentinels, browser, site.url, page, language)
