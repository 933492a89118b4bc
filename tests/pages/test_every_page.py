"""Every page in both languages, with and without the illustrative figures: nothing breaks, nothing is left untranslated."""

import pytest

from ccare_metrics import load_programme
from serving.menu import read_menu
from tests.pages.conftest import ROOT, words_on
from ui.words import catalogue

PAGES = [entry.address for entry in read_menu()]
PROGRAMME = load_programme(ROOT / "data" / "ccare")
ABOUT = ["method", "definitions", "sources", "contradictions", "boundaries", "licence", "privacy"]
LONG_ENOUGH = 15  # characters; shorter words may be the same in both languages


def english_only() -> set[str]:
    """Whole sentences of the English catalogue without places to fill, that French says otherwise."""
    english, french = catalogue("en").single, catalogue("fr").single
    return {
        text for key, text in english.items() if "{" not in text and len(text) > LONG_ENOUGH and french[key] != text
    }


def sound(app) -> str:
    assert not app.exception, app.exception
    said = words_on(app)
    assert "⟦" not in said
    assert "{" not in said
    assert len(said) > 500
    return said


# They show what is not published, so the switch does not stand on them.
SIGNED_IN_PAGES = [entry.address for entry in read_menu() if entry.audience != "public"]


@pytest.mark.parametrize("figures", ["all", "published"])
@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens(open_page, page, lang, figures):
    said = sound(open_page(page, lang=lang, **({"figures": "published"} if figures == "published" else {})))
    if lang == "fr":
        assert not [sentence for sentence in english_only() if sentence in said]
    if figures == "published" and page not in ("about", *SIGNED_IN_PAGES):
        assert ("Illustrative" if lang == "en" else "Illustratif") not in said.replace("illustrative scheme", "")


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("scheme", list(PROGRAMME.schemes))
def test_a_scheme_has_its_page(open_page, scheme, lang):
    sound(open_page("scheme", scheme=scheme, lang=lang))


@pytest.mark.parametrize("indicator", list(PROGRAMME.indicators))
def test_an_indicator_has_its_sheet_and_its_map(open_page, indicator):
    sound(open_page("indicator", indicator=indicator, lang="fr"))
    for measure in ("count", "per_10000", "share_of_target"):
        sound(open_page("map", indicator=indicator, measure=measure, lang="en"))


@pytest.mark.parametrize("area", ["E10000016", "E06000035", "E10000020", "E06000026", "29", "62", "76", "E06000028"])
def test_an_area_has_its_page(open_page, area):
    sound(open_page("area", area=area, lang="en"))


@pytest.mark.parametrize("part", ABOUT)
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_each_part_of_the_page_about_the_figures_opens(open_page, part, lang):
    sound(open_page("about", part=part, lang=lang))
