"""A view is made once for an edition, and never shared between two."""

from ccare_metrics.release import Release
from ui import target_views
from ui.edition import Edition
from ui.pieces import Takeaway
from ui.words import words_for


def edition(published, language="en", theme="light") -> Edition:
    return Edition(words_for(language), Release(published / "releases" / "release-1.sqlite"), theme)


def test_a_view_asked_for_twice_is_made_once(published) -> None:
    here = edition(published)
    assert target_views.rule(here) is target_views.rule(here)
    assert target_views.table(here, key="once") is target_views.table(here, key="once")


def test_another_language_has_an_edition_of_its_own(published) -> None:
    release = Release(published / "releases" / "release-1.sqlite")
    english, french = (Edition(words_for(code), release, "light") for code in ("en", "fr"))
    assert "Off course" in target_views.rule(english)
    assert "Hors trajectoire" in target_views.rule(french)


def test_a_new_release_is_a_new_edition(published) -> None:
    assert target_views.table(edition(published), key="r") is not target_views.table(edition(published), key="r")


def test_what_is_taken_away_is_written_only_when_asked_for_and_knows_no_address(published) -> None:
    taken = next(piece for piece in target_views.table(edition(published), key="away") if isinstance(piece, Takeaway))
    assert taken.about.address == ""
    assert len(taken.frame()) == 21
