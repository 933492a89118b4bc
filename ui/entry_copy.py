"""The copy of a report that one window has before its eyes: what was drawn, what was typed into it, and what came of that. Draws nothing.

A grid keeps its edits in the browser and the framework in the session, as changes of what was first drawn. So the rows stay as they were
drawn, and each edit is held against what was saved last; whoever else changed a cell meanwhile is told of, never overwritten.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from ccare_metrics.entries import Change, Entry, EntryKey, stamp
from ccare_metrics.reporting.sheets import KEY
from ccare_metrics.store.desk import Report
from ccare_metrics.store.drafts import Conflict, RemarkConflict, Saved
from ui.acting import Of, Refused, new_key

EDITED = ("typed", "note")
Place = tuple[str, str]  # a comment's scheme and language


@dataclass(frozen=True)
class Remark:
    text: str = ""
    version: int = 0


@dataclass(frozen=True)
class Layout:
    """How the fields stand: with those of splits, and one below the other in place of a grid."""

    with_splits: bool = False
    as_list: bool = False


@dataclass
class Copy:
    """`rows`: as sheets.sheet, as they were drawn; `entries` and `remarks`: as they stand, as far as this window knows.

    `drawn`: how often the fields were drawn anew, which forgets the framework's edits. `refused`: why the last cells were not saved, which
    `unsaved` are. `key`: of the act of sending what is on the screen.
    """

    of: Of
    rows: pd.DataFrame
    layout: Layout = Layout()
    provenances: frozenset[str] = frozenset()
    entries: dict[EntryKey, Entry] = field(default_factory=dict)
    remarks: dict[Place, Remark] = field(default_factory=dict)
    drawn: int = 0
    conflicts: dict[EntryKey, Conflict] = field(default_factory=dict)
    remark_conflicts: dict[Place, tuple[str, RemarkConflict]] = field(default_factory=dict)
    unsaved: tuple[Change, ...] = ()
    refused: Refused | None = None
    saved_at: str = ""
    version: int = 0
    key: str = field(default_factory=new_key)

    # -- what is drawn

    def draw_anew(self, rows: pd.DataFrame, report: Report | None) -> None:
        """The fields as they stand in the store."""
        self.rows, self.drawn = rows, self.drawn + 1
        if report is None:
            return
        self.entries = {entry.key: entry for entry in report.entries}
        self.remarks = {(each.scheme, each.language): Remark(each.text, each.version) for each in report.remarks}
        if report.version != self.version:  # sent, taken back or returned since: what is sent next is another act
            self.version, self.key = report.version, new_key()

    def begun(self, report: Report) -> None:
        """The report was begun by what was typed here."""
        if self.version == 0:
            self.version, self.of = report.version, Of(report.partner, report.period, report.number)

    @property
    def keys(self) -> list[EntryKey]:
        return [EntryKey(*told) for told in self.rows[KEY].itertuples(index=False, name=None)]

    # -- what is typed

    def changes(self, edited: Mapping[Any, Mapping[str, Any]]) -> list[Change]:
        """The cells that read otherwise than what was saved, or tried, last. `edited`: row by row, as the grid tells it."""
        return [
            Change(key, typed, note, self.entries[key].version if key in self.entries else 0)
            for key, typed, note in self._typed(edited)
            if (typed, note) != self._last(key)
        ]

    def _typed(self, edited: Mapping[Any, Mapping[str, Any]]) -> Iterator[tuple[EntryKey, str, str]]:
        drawn = self.rows[list(EDITED)].to_dict("records")
        for place, key in enumerate(self.keys):
            cells = edited.get(place) or edited.get(str(place))
            if cells:
                # An emptied cell comes as None.
                typed, note = (str(cells.get(name, drawn[place][name]) or "") for name in EDITED)
                yield key, typed, note

    def _last(self, key: EntryKey) -> tuple[str, str]:
        if key in self.conflicts:
            mine = self.conflicts[key].mine
            return mine.typed, mine.note
        entry = self.entries.get(key)
        return (entry.typed, entry.note) if entry else ("", "")

    # -- what came of it

    def took(self, number: int, saved: Saved, *, at: str) -> None:
        self.of = Of(self.of.partner, self.of.period, number)
        for entry in saved.entries:
            self.entries[entry.key] = entry
            self.conflicts.pop(entry.key, None)
        self.conflicts |= {conflict.mine.key: conflict for conflict in saved.conflicts}
        self.unsaved, self.refused = (), None
        if saved.entries:
            self.saved_at = at

    def took_remark(self, number: int, place: Place, text: str, kept: int | RemarkConflict, *, at: str) -> None:
        self.of = Of(self.of.partner, self.of.period, number)
        self.refused = None
        if isinstance(kept, RemarkConflict):
            self.remark_conflicts[place] = (text, kept)
            return
        self.remark_conflicts.pop(place, None)
        self.remarks[place], self.saved_at = Remark(text, kept), at

    def was_refused(self, refused: Refused, changes: tuple[Change, ...] = ()) -> None:
        self.refused, self.unsaved = refused, changes

    # -- what others did

    def changed_by_others(self, report: Report) -> list[EntryKey | Place]:
        """What stands otherwise in the store than this window knows, and is not in the list of conflicts already."""
        told = {key: conflict.theirs.version for key, conflict in self.conflicts.items()}
        found: list[EntryKey | Place] = [
            entry.key
            for entry in report.entries
            if entry.version not in (self._version(entry.key), told.get(entry.key))
        ]
        stands = {entry.key for entry in report.entries}
        found += [key for key in self.entries if key not in stands]
        for each in report.remarks:
            place = (each.scheme, each.language)
            theirs = self.remark_conflicts[place][1].version if place in self.remark_conflicts else None
            if each.version not in (self.remarks.get(place, Remark()).version, theirs):
                found.append(place)
        return found

    def _version(self, key: EntryKey) -> int:
        return self.entries[key].version if key in self.entries else 0

    @property
    def stamp(self) -> str:
        """Of what this window knows: what was looked at is what is sent."""
        return stamp(
            self.entries.values(), [(scheme, language, each.text) for (scheme, language), each in self.remarks.items()]
        )
