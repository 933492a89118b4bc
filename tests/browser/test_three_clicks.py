"""Somebody who has never seen the site finds within three clicks how many apprenticeship opportunities A2A opened in Norfolk, and who
says so: by the map, by the scheme, or by the target."""

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page

from tests.visit import wait_until_drawn

SAID = {
    "en": "apprenticeship opportunities unlocked so far in Norfolk",
    "fr": "laces d’apprentissage rendues possibles à ce jour dans le Norfolk",
}
SOURCE = {
    "en": "FCE programme: C-Care project closure interview, 22 May 2023",
    "fr": "FCE programme: C-Care project closure interview, 22 mai 2023",
}
PUBLISHED = {"en": "Published", "fr": "Publié"}


@dataclass
class Visitor:
    page: Page
    lang: str
    clicks: int = 0

    def click(self, what: Locator) -> None:
        self.clicks += 1
        what.first.click()
        self.page.wait_for_timeout(300)
        wait_until_drawn(self.page)

    def click_link(self, en: str, fr: str) -> None:
        self.click(self.page.get_by_role("link", name={"en": en, "fr": fr}[self.lang], exact=True))


def by_the_map(visitor: Visitor) -> None:
    visitor.click(visitor.page.get_by_role("option", name=re.compile("^Norfolk")))


def by_the_schemes(visitor: Visitor) -> None:
    visitor.click_link("Schemes", "Dispositifs")
    visitor.click_link("Access to Apprenticeships (A2A)", "Accès à l’apprentissage (A2A)")


def by_its_card(visitor: Visitor) -> None:
    visitor.click_link("A2A apprenticeships", "Apprentissage A2A")


@pytest.mark.parametrize("way", [by_the_map, by_the_schemes, by_its_card])
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_within_three_clicks_one_knows_how_many_and_who_says_so(visit, lang, way):
    visitor = Visitor(visit(f"/?lang={lang}", lang=lang).page, lang)
    way(visitor)
    assert visitor.clicks <= 3
    told = visitor.page.locator(".cc-fact", has_text=SAID[lang]).first
    assert told.is_visible()
    assert told.bounding_box()["y"] < visitor.page.viewport_size["height"], "it stands on the first screen"
    assert told.locator(".cc-figure").inner_text() == "373"
    assert told.locator(".cc-label").first.inner_text() == PUBLISHED[lang]
    source = told.get_by_role("link", name=SOURCE[lang])
    assert source.get_attribute("href").startswith(("https://", "http://"))


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_first_page_says_it_without_a_click(visit, lang):
    page = visit(f"/?lang={lang}", lang=lang).page
    assert page.locator(".cc-fact", has_text=SAID[lang]).locator(".cc-figure").inner_text() == "373"
