"""The HTML that a page offers for other sites: the card of the view, in the visitor's language, with a name for the frame."""

from html import unescape
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from api.embeds.asking import CARDS
from ccare_metrics.scope import UnknownCodeError
from tests.embeds.conftest import Ask
from tests.programmes import two_shores
from ui.embedding import HEIGHTS, frame_html
from ui.words import words_for

PAGE = "https://outcomes.example/map"


def visit(lang: str, **address: str) -> SimpleNamespace:
    return SimpleNamespace(words=words_for(lang), programme=two_shores(), address=address)


def attribute(html: str, name: str) -> str:
    return unescape(html.split(f'{name}="')[1].split('"')[0])


def test_every_card_can_be_offered():
    assert set(HEIGHTS) == set(CARDS)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_frame_shows_the_card_of_the_view_in_the_visitor_s_language(ask: Ask, lang: str):
    html = frame_html(visit(lang), "map", {"indicator": "places", "scheme": None, "measure": "count"}, page=PAGE)
    address = urlsplit(attribute(html, "src"))
    assert (address.netloc, address.path) == ("outcomes.example", "/embed/map")
    told = {name: values[0] for name, values in parse_qs(address.query).items()}
    assert told == {"indicator": "places", "measure": "count", "lang": lang}
    assert ask("map", **told).status == 200


@pytest.mark.parametrize(
    ("lang", "title"),
    [
        ("en", "Two Shores outcomes: Over time, Places, Training"),
        ("fr", "Résultats de Deux rives : Évolution, Places ouvertes, Training (fr)"),
    ],
)
def test_the_frame_has_a_name_for_those_who_hear_it(lang: str, title: str):
    html = frame_html(visit(lang), "curve", {"indicator": "places", "scheme": "training"}, page=PAGE)
    assert attribute(html, "title").replace("\xa0", " ") == title


def test_a_page_of_an_earlier_release_offers_the_card_of_that_release():
    html = frame_html(visit("en", release="3", figures="published"), "targets", {}, page=PAGE)
    assert attribute(html, "src") == "https://outcomes.example/embed/targets?lang=en&release=3"


@pytest.mark.parametrize(
    ("page", "beside"),
    [
        ("https://a.example/", "https://a.example/embed/targets"),
        ("https://a.example/below/map", "https://a.example/below/embed/targets"),
    ],
)
def test_the_cards_lie_beside_the_pages_wherever_the_site_lies(page: str, beside: str):
    assert attribute(frame_html(visit("en"), "targets", {}, page=page), "src") == f"{beside}?lang=en"


def test_a_card_of_no_such_name_is_refused_with_those_there_are():
    with pytest.raises(UnknownCodeError, match="headline"):
        frame_html(visit("en"), "pie", {}, page=PAGE)


def a_page() -> None:
    from tests.embeds.test_the_line_for_pages import visit
    from ui.embedding import embed_snippet

    embed_snippet(visit("fr"), "headline", indicator="places")


def test_on_a_page_the_line_is_folded_away_and_holds_the_html_as_text():
    (line,) = AppTest.from_function(a_page).run().get("html")
    body = line.proto.body
    assert body.startswith('<details class="cc-folded"><summary>Intégrer</summary>')
    assert "<iframe" not in body
    assert '<iframe src="' in unescape(body)
    assert "embed/headline?indicator=places&lang=fr" in unescape(unescape(body))
