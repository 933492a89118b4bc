"""Partners at their pages: a store of its own that is looked at past the pages, and how they type, and press."""

import json
from dataclasses import dataclass

from sqlalchemy import Engine
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.testing.v1 import AppTest

from ccare_metrics.entries import Change, EntryKey
from ccare_metrics.store import acts, desk, drafts, people
from tests.signing_in import signature
from ui.words import words_for

PAGES = ("my_figures", "enter_figures", "upload", "submissions")
DRAFT, SENT, APPROVED = 158, 157, 26  # Finistère's draft for June 2023, Norfolk's report of it, Finistère's of May
PROGRAMMES, PEOPLE, SOLE_TRADERS, SKILLS = range(4)  # Finistère's rows
OF_PEOPLE = EntryKey("digital_poverty", "people_supported", "29")
TWELVE_HOURS = 12 * 60 * 60
NOT_THERE = words_for("en")("refused.not_found")
HOSTILE = "<script>alert(1)</script> **bold** [x](javascript:alert(1)) \u202egnp"


@dataclass
class Site:
    """A site of one's own, whose store is looked at past its pages."""

    engine: Engine
    programme: object

    def report(self, number: int, who: str = "finistere") -> desk.Report:
        return desk.report(self.engine, signature(who), number)

    def typed(self, number: int = DRAFT, key: EntryKey = OF_PEOPLE) -> tuple[str, str]:
        (entry,) = [entry for entry in self.report(number).entries if entry.key == key]
        return entry.typed, entry.note

    def save(self, who: str, typed: str, *, note: str = "", key: EntryKey = OF_PEOPLE, number: int = DRAFT) -> None:
        seen = {entry.key: entry.version for entry in self.report(number, who).entries}.get(key, 0)
        change = Change(key, typed, note, seen)
        drafts.save(self.engine, self.programme, signature(who), submission=number, changes=[change])

    def invite(self, who: str, partner: str) -> None:
        people.grant(
            self.engine, self.programme, signature("lead.one"), email=f"{who}@demo.example", role="partner",
            partner=partner,
        )  # fmt: skip
        people.come_in(self.engine, signature(who))

    def give_back(self, number: int, reason: str) -> None:
        version = self.report(number, "lead.one").version
        acts.give_back(
            self.engine, signature("lead.one"), submission=number, version=version, reason=reason, key=f"back {number}"
        )


def cells(app: AppTest, **typed: str) -> AppTest:
    """Types into the grid as a browser does: all edits so far, by row and column; `row_2="12"`, `note_2="why"`."""
    (grid,) = app.data_editor
    edits = app.session_state.get("edits", {})
    for name, text in typed.items():
        column, _, row = name.partition("_")
        edits.setdefault(row, {})["typed" if column == "row" else "note"] = text
    app.session_state["edits"] = edits
    states: WidgetStates = app._tree.get_widget_states()
    state = states.widgets.add()
    state.id = grid.proto.id
    state.string_value = json.dumps({"edited_rows": edits, "added_rows": [], "deleted_rows": []})
    return app._run(states)


def in_the_grid(app: AppTest, row: int = PEOPLE) -> str:
    return str(app.data_editor[0].value["typed"].iloc[row])


def press(app: AppTest, key: str) -> AppTest:
    return app.button(key=key).click().run()
