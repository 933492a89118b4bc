"""What a partner reads of a month that needs work: by when, or how late it is; in both languages."""

from datetime import date

import pytest

from ui import entry_views, own_views
from ui.words import words_for

DUTY = {"period": "2022-04", "due_on": date(2022, 5, 15), "late_days": 0, "state": "not_begun", "expected": 3}


@pytest.mark.parametrize(
    ("lang", "in_time", "late"),
    [
        ("en", "Due by 15 May 2022", "10 days late: it was due by 15 May 2022"),
        ("fr", "À transmettre au plus tard le 15 mai 2022", "En retard de 10 jours"),
    ],
)
def test_a_month_is_due_by_a_day_and_late_after_it(lang, in_time, late):
    words = words_for(lang)
    assert in_time in own_views.when(words, DUTY)
    assert "cc-late" not in own_views.when(words, DUTY)
    assert late in own_views.when(words, {**DUTY, "late_days": 10}).replace("\u00a0", " ")
    assert in_time not in own_views.when(words, {**DUTY, "late_days": 10})


def test_one_day_is_told_as_one():
    assert "1 day late" in own_views.when(words_for("en"), {**DUTY, "late_days": 1})
    assert "1 jour de retard" in entry_views.urgency(words_for("fr"), {**DUTY, "late_days": 1})
    assert entry_views.urgency(words_for("fr"), DUTY) == ""


@pytest.mark.parametrize(
    ("count", "said"),
    [(1, "Figures of April 2022: 1 due by 15 May 2022"), (3, "Figures of April 2022: 3 due by 15 May 2022")],
)
def test_a_title_says_the_month_how_many_and_by_when(count, said):
    assert entry_views.title(words_for("en"), {**DUTY, "expected": count}, None) == said


def test_french_months_that_begin_with_a_vowel_are_elided():
    assert entry_views.title(words_for("fr"), DUTY, None).startswith("Chiffres d’avril 2022")
