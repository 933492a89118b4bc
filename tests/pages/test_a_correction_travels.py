"""A correction from the partner's page to the next release: history, what the figure was on a day, and what the release says changed."""

from datetime import date

import pytest

from ccare_metrics.release import published
from ccare_metrics.store import desk
from tests.pages.conftest import words_on
from tests.pages.reading import press, sound, tables
from tests.pages.shores_office import ADVICE, signature
from ui.words import words_for

WHY = {"en": "One came twice.", "fr": "Une personne est venue deux fois."}
MARCH = {**ADVICE._asdict(), "month": "2022-03"}


def corrected_by_the_partner(shores, opened, lang: str) -> str:
    """Seven becomes six, on the pages of those who reported it; the number of the correction."""
    approved = desk.standing_of(shores.engine, signature("south"), "south")["2022-03"]
    app = opened("submissions", "south", lang=lang, submission=str(approved))
    sound(app.text_area[0].set_value(WHY[lang]).run())
    press(app, f"cc_correct_{approved}")
    reports = desk.reports(shores.engine, signature("south"), "south")
    (number,) = reports[reports["corrects"].eq(approved)]["submission"]
    app = opened("enter_figures", "south", lang=lang, submission=str(number))
    app = sound(app.toggle(key="cc_as_list").set_value(True).run())
    sound(app.text_input[0].set_value("6").run())
    press(app, "cc_send")
    return str(number)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_correction_shows_in_history_on_its_day_and_in_the_next_releases_changes(shores, opened, lang):
    words = words_for(lang)
    public_before = words_on(opened("releases", "", lang=lang))
    number = corrected_by_the_partner(shores, opened, lang)
    history = tables(opened("figure", "board", lang=lang, **MARCH))[0]["rows"][1:]
    assert [row[0] for row in history] == ["7"], "nobody has approved it yet"

    press(opened("review", "lead.one", lang=lang, submission=number), "approve")
    history = tables(opened("figure", "board", lang=lang, **MARCH))[0]["rows"][1:]
    assert [row[:2] for row in history] == [["6", "7"], ["7", words("figure.first")]]
    assert WHY[lang] in history[0][5]
    for day, figure in ((date(2022, 5, 24), "7"), (date(2022, 5, 25), "6")):
        said = words_on(opened("figure", "board", lang=lang, **MARCH, on=day.isoformat()))
        assert " ".join(words("figure.stood", day=words.date(day), value=figure).split()) in said
    assert words_on(opened("releases", "", lang=lang)) == public_before, "nothing is published yet"

    app = press(opened("publish", "lead.one", lang=lang, through="2022-03"), "prepare")
    for area, text in zip(app.text_area, ("March is corrected.", "Mars est corrigé."), strict=True):
        area.set_value(text)
    press(app, "publish_now")
    assert [*published(shores.folder / "releases")] == [1, 2]
    (changed, *_) = tables(opened("releases", "", lang=lang))
    assert [row[2:] for row in changed["rows"][1:]] == [["Finistère", words.month("2022-03"), "7", "6"]]
