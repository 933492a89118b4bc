"""A release is looked at, then published once, by the lead partner, and then the public sees it."""

import pytest
from streamlit.testing.v1 import AppTest

from ccare_metrics import judging
from ccare_metrics.publishing import Prepared, noted, prepare_by, publish_by
from ccare_metrics.release import published
from ccare_metrics.scope import NotAllowedError
from ccare_metrics.store import read, trail
from geo.areas import Text
from serving.menu import read_menu
from tests.pages.conftest import words_on
from tests.pages.reading import keys, outcome, press, tables
from tests.pages.shores_office import ADVICE, Shores, signature
from tests.two_shores import DOCUMENTS

LEAD_PAGES = [entry.address for entry in read_menu() if entry.audience == "lead"]
SCRIPT = "<script>alert(1)</script>"
FIGURE = {**ADVICE._asdict(), "month": "2022-04"}


def prepared(opened, who: str = "lead.one", **address: str) -> AppTest:
    return press(opened("publish", who, through="2022-04", **address), "prepare")


def test_a_release_is_looked_at_then_published_and_then_the_public_sees_it(shores, opened):
    shores.approve(shores.send())
    app = prepared(opened)
    assert "Release 2: what the public would see" in words_on(app)
    (totals, *_) = [each for each in tables(app) if "Totals to date" in each["caption"]]
    assert ["Places", "33", "141"] in [row[:3] for row in totals["rows"]]
    assert [*published(shores.folder / "releases")] == [1], "nothing is written yet"
    for area, text in zip(app.text_area, ("April is in.", "Avril y figure."), strict=True):
        area.set_value(text)
    app = press(app, "publish_now")
    assert outcome(app).startswith("Release 2 is published")
    assert [*published(shores.folder / "releases")] == [1, 2]
    event = trail.events(shores.engine, signature("lead.one"), act="publish", most=1).iloc[0]
    assert (event["who"], event["reason"]) == ("lead.one@demo.example", "April is in.")
    assert "April 2022" in words_on(opened("at_a_glance", ""))
    assert read.broken_audit_entry(shores.engine) is None


@pytest.mark.parametrize("notes", [("", ""), ("Only English.", ""), ("", "Le français seul."), ("  ", " ")])
def test_a_release_needs_its_note_in_both_languages(shores, opened, notes):
    app = prepared(opened)
    for area, text in zip(app.text_area, notes, strict=True):
        area.set_value(text)
    assert "Say in both languages" in outcome(press(app, "publish_now"))
    assert [*published(shores.folder / "releases")] == [1]


def test_what_was_approved_after_the_preview_is_not_published_unseen(shores, opened):
    number = shores.send()
    app = prepared(opened)
    for area in app.text_area:
        area.set_value("A note.")
    shores.approve(number)
    app = press(app, "publish_now")
    assert "Figures were approved, or a release was made, since this preview" in outcome(app)
    assert "publish_now" not in keys(app)
    assert [*published(shores.folder / "releases")] == [1]


def test_two_who_prepared_the_same_make_one_release(shores, opened):
    first, second = prepared(opened), prepared(opened, "lead.two")
    said = []
    for app in (first, second):
        for area in app.text_area:
            area.set_value("A note.")
        said.append(outcome(press(app, "publish_now")))
    assert "is published" in said[0]
    assert "since this preview" in said[1]
    assert [*published(shores.folder / "releases")] == [1, 2]


def test_a_preview_is_for_whoever_asked_and_for_what_was_asked(opened):
    app = prepared(opened)
    assert "publish_now" in keys(app)
    app.selectbox(key="filter_through").set_value("2022-03").run()
    assert "publish_now" not in keys(app)
    assert "publish_now" not in keys(opened("publish", "lead.two", through="2022-04"))


def prepared_by(shores: Shores, who: str) -> Prepared:
    return prepare_by(
        shores.engine, signature(who), documents=DOCUMENTS, folder=shores.folder / "releases", through="2022-04"
    )


def publish(shores: Shores, what: Prepared, who: str):
    return publish_by(shores.engine, what, folder=shores.folder / "releases", signature=signature(who))


def test_publishing_the_same_twice_is_publishing_once(shores):
    what = noted(prepared_by(shores, "lead.one"), Text("A note.", "Une note."))
    first, again = (publish(shores, what, "lead.one") for _ in range(2))
    assert first == again
    assert first["number"] == 2
    assert [*published(shores.folder / "releases")] == [1, 2]
    assert len(trail.events(shores.engine, signature("lead.one"), act="publish")) == 2


def test_partners_go_on_saving_while_a_release_is_attacked(shores, monkeypatch):
    """The attack takes seconds; a store that was held for it would let this save, in its middle, wait for ever."""
    number = shores.send()
    shores.approve(number)
    what = noted(prepared_by(shores, "lead.one"), Text("A note.", "Une note."))
    attack, saved = judging.refuse_what_leaks, []

    def attack_and_save(*asked) -> None:
        attack(*asked)
        saved.append(shores.send("south", "2022-05"))

    monkeypatch.setattr(judging, "refuse_what_leaks", attack_and_save)
    publish(shores, what, "lead.one")
    assert [shores.state(number) for number in saved] == ["submitted"]
    assert [*published(shores.folder / "releases")] == [1, 2]


@pytest.mark.parametrize("who", ["board", "south", "north", "stranger"])
def test_nobody_but_the_lead_publishes_past_the_pages(shores, who):
    what = noted(prepared_by(shores, "lead.one"), Text("A note.", "Une note."))
    before = read.revision(shores.engine)
    with pytest.raises(NotAllowedError):
        prepared_by(shores, who)
    with pytest.raises(NotAllowedError):
        publish(shores, what, who)
    assert read.revision(shores.engine) == before
    assert [*published(shores.folder / "releases")] == [1]
