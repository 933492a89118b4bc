"""The frame names the programme and its funding, keeps the view in the language switch, and has one state of each kind."""

import math
import re
from pathlib import Path

from streamlit.testing.v1 import AppTest

STATIC = Path(__file__).parents[2] / "static"


def framed_app() -> None:
    from datetime import date
    from types import SimpleNamespace

    import streamlit as st

    from geo.areas import Text
    from ui import frame
    from ui.pieces import draw
    from ui.words import words_for

    def page() -> None:
        words = words_for(st.query_params.get("lang", "en"))
        funding = SimpleNamespace(
            emblem_title=Text("Emblem", "Emblème"),
            lines=(Text("European Union", "Union européenne"), Text("Fund", "Fonds")),
            programme=Text("Channel", "Manche"),
            statement=Text("Paid by the fund.", "Payé par le fonds."),
        )
        visit = SimpleNamespace(
            words=words,
            address={name: st.query_params[name] for name in st.query_params},
            programme=SimpleNamespace(funding=funding, languages=("en", "fr"), short_name=Text("P", "P")),
            presence=SimpleNamespace(hindrance=None),
            signature=None,
            person=None,
            sign_in_offered="area" in st.query_params,
            page="map",
            release=SimpleNamespace(number=3, as_of=date(2023, 5, 22)),
        )
        home = [frame.Entry(here, "Home", {"lang": words.lang}, here=True)]
        frame.begin_page(visit, {"public": home, "board": [frame.Entry(here, "Progress")]})
        frame.page_title(words, "Two <firms>", lead="lead", trail=[frame.Entry(here, "Up")])
        with frame.card("one"):
            draw(frame.card_title("Card"))
        with frame.loading(words):
            pass
        draw(frame.empty(words, "Nothing yet"))
        draw(frame.error(words, "7F3A"))
        frame.unknown_code(visit, "area", "<E9>", [("29", "Finistère")], label="Area")
        frame.end_page(visit)

    here = st.Page(page, title="Home", default=True)
    st.navigation([here], position="hidden").run()


def shown(**address: str) -> str:
    app = AppTest.from_function(framed_app, default_timeout=10)
    for name, value in address.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return "\n".join(element.proto.body for element in app.get("html"))


def test_emblem_union_fund_and_programme_stand_in_the_header() -> None:
    html = shown()
    assert 'alt="Emblem"' in html
    for text in ("European Union", "Fund", "Channel", "P outcomes"):
        assert text in html


def test_the_language_switch_keeps_the_whole_view() -> None:
    html = shown(lang="fr", area="29", scheme="a2a")
    link = re.search(r'<a href="(\?[^"]*)" lang="en"', html)[1].replace("&amp;", "&")
    assert sorted(link[1:].split("&")) == ["area=29", "lang=en", "scheme=a2a"]
    assert 'lang="fr" aria-current="true">Français' in html


def test_the_finding_is_the_only_first_level_heading() -> None:
    html = shown()
    assert re.findall(r"<h1>(.*?)</h1>", html) == ["Two &lt;firms&gt;"]


def test_an_unknown_code_is_named_and_the_known_ones_offered() -> None:
    html = shown(area="E9", lang="en")
    assert "&lt;E9&gt;" in html
    assert 'href="?area=29&amp;lang=en"' in html


def test_an_error_gives_the_reference_and_no_trace() -> None:
    html = shown(lang="fr")
    assert 'role="alert"' in html
    assert "7F3A" in html
    assert "Traceback" not in html


def test_nothing_is_left_untranslated() -> None:
    assert "⟦" not in shown() + shown(lang="fr")


def test_the_footer_names_funding_boundaries_and_release() -> None:
    html = shown()
    for text in ("Paid by the fund.", "Crown copyright", "Release 3, figures as of 22 May 2023"):
        assert text in html


def test_the_emblem_has_twelve_upright_stars_on_a_circle() -> None:
    svg = (STATIC / "emblem.svg").read_text(encoding="utf-8")
    tips = [tuple(map(float, pair.split(","))) for pair in re.findall(r'd="M([\d.]+,[\d.]+)L', svg)]
    height, width = 540, 810
    centres = [(x, y + height / 18) for x, y in tips]  # a star's first point is its upper tip
    assert len(centres) == 12
    assert height * 3 == width * 2
    for hour, (x, y) in enumerate(centres):
        angle = math.radians(30 * hour)
        assert math.isclose(x, width / 2 + height / 3 * math.sin(angle), abs_tol=0.02)
        assert math.isclose(y, height / 2 - height / 3 * math.cos(angle), abs_tol=0.02)
