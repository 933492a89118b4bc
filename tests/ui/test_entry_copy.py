"""The copy of a report that a window types into: what is saved, what somebody else changed, and what is sent is what was looked at."""

from dataclasses import replace

import pandas as pd
import pytest

from ccare_metrics.entries import Change, Entry, EntryKey, stamp
from ccare_metrics.reporting.sheets import SHEET_COLUMNS
from ccare_metrics.store.desk import Report, Said
from ccare_metrics.store.drafts import Conflict, RemarkConflict, Saved
from ui.acting import Of, Refused
from ui.entry_copy import Copy

ONE, TWO = EntryKey("advice", "places", "29"), EntryKey("advice", "rank", "29")
AT = "2022-05-25T10:00:00Z"


def rows(*typed: str) -> pd.DataFrame:
    told = [
        {**dict.fromkeys(SHEET_COLUMNS), **key._asdict(), "typed": text, "note": "", "version": 1}
        for key, text in zip((ONE, TWO), typed, strict=True)
    ]
    return pd.DataFrame(told, columns=SHEET_COLUMNS)


def report(*entries: Entry, remarks: tuple[Said, ...] = (), version: int = 1) -> Report:
    return Report(
        number=7, partner="south", period="2022-04", state="draft", version=version, corrects=None, why=None,
        reason=None, source="form", file_name=None, since=AT, by="Anna", stamp="", entries=entries, remarks=remarks,
        figures=(), steps=pd.DataFrame(),
    )  # fmt: skip


@pytest.fixture
def copy() -> Copy:
    made = Copy(Of("south", "2022-04", 7), pd.DataFrame())
    made.draw_anew(rows("5", ""), report(Entry(ONE, "5", "", 3)))
    return made


def test_only_what_reads_otherwise_than_what_was_saved_is_a_change(copy):
    assert copy.changes({}) == []
    assert copy.changes({0: {"typed": "5"}}) == []
    assert copy.changes({0: {"typed": "6"}, 1: {"note": "why"}}) == [Change(ONE, "6", "", 3), Change(TWO, "", "why", 0)]


def test_rows_are_numbered_by_figures_or_by_texts_and_an_emptied_cell_is_blank(copy):
    assert copy.changes({"0": {"typed": None}}) == [Change(ONE, "", "", 3)]


def test_what_was_saved_is_not_saved_again_though_the_grid_still_tells_it(copy):
    edited = {0: {"typed": "6"}}
    copy.took(7, Saved((Entry(ONE, "6", "", 4),), ()), at=AT)
    assert copy.changes(edited) == []
    assert copy.changes({0: {"typed": "8"}}) == [Change(ONE, "8", "", 4)]
    assert copy.saved_at == AT


def test_what_was_not_saved_is_tried_again_with_the_next_edit(copy):
    edited = {0: {"typed": "6"}}
    copy.was_refused(Refused("Not now.", "again"), tuple(copy.changes(edited)))
    assert copy.unsaved == (Change(ONE, "6", "", 3),)
    assert copy.changes({**edited, 1: {"typed": "2"}}) == [Change(ONE, "6", "", 3), Change(TWO, "2", "", 0)]
    copy.took(7, Saved((Entry(ONE, "6", "", 4), Entry(TWO, "2", "", 1)), ()), at=AT)
    assert (copy.unsaved, copy.refused) == ((), None)


def test_a_cell_that_was_left_as_somebody_else_made_it_waits_for_a_choice(copy):
    mine, theirs = Change(ONE, "6", "", 3), Entry(ONE, "9", "", 4)
    copy.took(7, Saved((), (Conflict(mine, theirs, "Anna", AT),)), at=AT)
    assert list(copy.conflicts) == [ONE]
    assert copy.saved_at == ""
    assert copy.changes({0: {"typed": "6"}}) == [], "it is not sent again by itself"
    assert copy.changed_by_others(report(theirs)) == [], "it is told of already"
    copy.took(7, Saved((Entry(ONE, "6", "", 5),), ()), at=AT)
    assert copy.conflicts == {}


def test_what_others_changed_added_or_took_away_is_noticed(copy):
    assert copy.changed_by_others(report(Entry(ONE, "5", "", 3))) == []
    assert copy.changed_by_others(report(Entry(ONE, "9", "", 4))) == [ONE]
    assert copy.changed_by_others(report(Entry(ONE, "5", "", 3), Entry(TWO, "1", "", 1))) == [TWO]
    assert copy.changed_by_others(report()) == [ONE]
    said = Said("advice", "fr", "Bonjour.", 1)
    assert copy.changed_by_others(report(Entry(ONE, "5", "", 3), remarks=(said,))) == [("advice", "fr")]
    copy.took_remark(7, ("advice", "fr"), "Bonjour.", 1, at=AT)
    assert copy.changed_by_others(report(Entry(ONE, "5", "", 3), remarks=(said,))) == []


def test_a_comment_that_two_people_wrote_waits_for_a_choice_too(copy):
    theirs = RemarkConflict("Salut.", 2, "Anna", AT)
    copy.took_remark(7, ("advice", "fr"), "Bonjour.", theirs, at=AT)
    assert copy.remark_conflicts == {("advice", "fr"): ("Bonjour.", theirs)}
    said = Said("advice", "fr", "Salut.", 2)
    assert copy.changed_by_others(report(Entry(ONE, "5", "", 3), remarks=(said,))) == []


def test_what_is_sent_is_what_was_looked_at(copy):
    copy.took(7, Saved((Entry(TWO, "2", "n", 1),), ()), at=AT)
    copy.took_remark(7, ("advice", "en"), "Good.", 1, at=AT)
    looked_at = stamp([Entry(ONE, "5", "", 3), Entry(TWO, "2", "n", 1)], [("advice", "en", "Good.")])
    assert copy.stamp == looked_at
    assert copy.stamp != stamp([Entry(ONE, "9", "", 4), Entry(TWO, "2", "n", 1)], [("advice", "en", "Good.")])


def test_one_key_for_what_is_on_the_screen_and_another_once_it_was_sent_or_returned(copy):
    first = copy.key
    copy.draw_anew(rows("6", ""), report(Entry(ONE, "6", "", 4)))
    assert copy.key == first
    copy.draw_anew(rows("6", ""), report(Entry(ONE, "6", "", 4), version=3))
    assert copy.key != first


def test_a_report_that_began_with_what_was_typed_here_is_known_from_then_on():
    copy = Copy(Of("south", "2022-04", None), pd.DataFrame())
    copy.draw_anew(rows("", ""), None)
    copy.took(9, Saved((Entry(ONE, "6", "", 1),), ()), at=AT)
    assert copy.of == Of("south", "2022-04", 9)
    copy.begun(replace(report(Entry(ONE, "6", "", 1)), number=9))
    assert copy.version == 1
