"""The accessibility statement: what was checked and when, what stands in the way, whom to tell; in both languages."""

import pytest

from tests.pages.conftest import words_on
from ui import statement
from ui.words import words_for


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_it_says_what_the_last_audit_found_and_when(open_page, monkeypatch, lang):
    audit = statement.Audit(statement.last_audit().day, "4.99", 1234, 7, "13.99", 21, 98, 96)
    monkeypatch.setattr(statement, "last_audit", lambda: audit)
    said = words_on(open_page("accessibility", lang=lang))
    numbers = {"en": ("1,234 views", "7 violations", "98 of 100"), "fr": ("1 234 vues", "7 infractions", "98 sur 100")}
    for told in (*numbers[lang], "4.99", "13.99"):
        assert told in said, told


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_it_claims_no_more_than_was_checked_and_names_every_gap(open_page, lang):
    words = words_for(lang)
    said = words_on(open_page("accessibility", lang=lang))
    assert {"en": "we claim no conformance", "fr": "ne revendique donc aucune conformité"}[lang] in said
    for gap in statement.GAPS:
        assert words(f"statement.gap_{gap}").replace("\xa0", " ").replace("\u202f", " ") in said, gap


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("named", ["figures@council.example", "https://council.example/write"])
def test_whoever_runs_the_site_is_named_as_the_one_to_write_to(open_page, monkeypatch, lang, named):
    monkeypatch.setenv("CCARE_CONTACT", named)
    assert named in words_on(open_page("accessibility", lang=lang))
    assert named in words_on(open_page("about", part="privacy", lang=lang))


def test_a_site_that_names_nobody_says_that_it_is_a_demonstration(open_page):
    assert "This is a demonstration." in words_on(open_page("accessibility", lang="en"))


def test_it_is_one_click_away_from_every_page(open_page):
    for page in ("at_a_glance", "scheme", "attention"):
        links = open_page(page, lang="fr").get("page_link")
        assert "Accessibilité" in [str(link.proto.label) for link in links], page
