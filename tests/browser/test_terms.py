"""A label that explains itself: by a key, a finger or a pointer; it stays, covers nothing, closes again, and leads to the glossary."""

import pytest

MEANING = "Taken as it is from a public source that is named and linked."
LABEL = ".cc-headline .cc-provenance details.cc-term"


@pytest.fixture
def page(visit):
    return visit("/").page


def test_a_label_opens_and_closes_by_keyboard(page):
    label = page.locator(LABEL).first
    summary, meaning = label.locator("summary"), label.locator(".cc-term-meaning")
    assert not meaning.is_visible()
    summary.focus()
    page.keyboard.press("Enter")
    assert meaning.is_visible() and MEANING in meaning.inner_text()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Glossary"
    assert meaning.is_visible(), "it stays while one reads on"
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Space")
    assert not meaning.is_visible()


def test_it_covers_nothing_and_the_pointer_has_the_meaning_too(page):
    label = page.locator(LABEL).first
    assert label.locator("summary").get_attribute("title") == MEANING
    before = page.evaluate("document.documentElement.scrollWidth")
    label.locator("summary").click()
    box, after = label.bounding_box(), page.locator(f"{LABEL} ~ *").first.bounding_box()
    assert box["y"] + box["height"] <= after["y"] + 1
    assert page.evaluate("document.documentElement.scrollWidth") == before


def test_a_label_is_large_enough_for_a_finger_on_a_small_telephone(visit):
    page = visit("/?lang=fr", lang="fr", width=320).page
    label = page.locator(LABEL).first
    assert label.locator("summary").bounding_box()["height"] >= 24
    label.locator("summary").click()
    assert label.locator(".cc-term-meaning").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_it_leads_to_the_term_in_the_glossary(page):
    label = page.locator(LABEL).first
    label.locator("summary").click()
    label.get_by_role("link", name="Glossary").click()
    page.wait_for_url("**/glossary?*term=published*")
    page.locator(".cc-glossary-asked dt").wait_for()
    assert page.locator(".cc-glossary-asked dt").inner_text() == "published"


def test_a_letter_of_the_glossary_leads_down_to_its_terms(visit):
    page = visit("/glossary?lang=fr", lang="fr").page
    page.locator(".cc-letters a", has_text="V").click()
    page.wait_for_function("() => document.querySelector('#term-target').getBoundingClientRect().top < innerHeight")
