"""The partners' pages: what there is to do, typing and sending, a file, what became of it; and nothing of anybody else's, ever."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Engine
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.testing.v1 import AppTest

from ccare_metrics.entries import Change, EntryKey
from ccare_metrics.scope import NotFoundError
from ccare_metrics.store import acts, desk, drafts, people
from ccare_metrics.store.checking import checked
from demo_signin.cast import programme_here
from tests.pages.conftest import words_on
from tests.pages.reading import everything_said, html, tables
from tests.reporters import everything
from tests.signing_in import be, signature
from ui.acting import Of
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


@pytest.fixture
def site(published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    shutil.copy(published / "store.sqlite", tmp_path / "store.sqlite")
    url = f"sqlite:///{tmp_path / 'store.sqlite'}"
    monkeypatch.setenv("CCARE_DATABASE_URL", url)
    engine = checked(url)
    yield Site(engine, programme_here())
    engine.dispose()


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


# -- what there is to do


def test_the_first_thing_a_partner_reads_is_what_is_due_and_by_when_with_the_way_to_it(open_page, site):
    app = open_page("my_figures", who="finistere", lang="en")
    said = words_on(app)
    assert "Finistère Departmental Council: 1 month needs your figures" in said
    assert said.index("Due by 15 July 2023") < said.index("Your targets")
    assert "Go on with the figures of June 2023" in [link.proto.label for link in app.get("page_link")]


def test_what_was_returned_comes_first_with_the_reviewers_own_words(open_page, site):
    assert "Please count again" not in words_on(open_page("my_figures", who="norfolk", lang="en"))
    site.give_back(SENT, "Please count again <b>June</b>.")
    app = open_page("my_figures", who="norfolk", lang="fr")
    said = words_on(app)
    assert "Elle vous a été renvoyée" in said
    assert "&lt;b&gt;June&lt;/b&gt;" in html(app)
    assert "Corriger les chiffres de juin 2023" in [link.proto.label for link in app.get("page_link")]


def test_a_partner_without_schemes_of_its_own_is_told_so_in_a_sentence(open_page, site):
    for page in PAGES[:3]:
        app = open_page(page, who="cesi", lang="en")
        assert "so nothing is due and nothing is late" in words_on(app)
        assert not app.data_editor
    assert "No report has been begun" in words_on(open_page("submissions", who="cesi", lang="en"))


def test_the_progress_is_of_the_partners_own_schemes_and_says_the_same_as_the_boards(open_page, site):
    app = open_page("my_figures", who="norfolk", lang="en")
    (own,) = [table for table in tables(app) if "target" in table["caption"].lower()]
    assert {row[1] for row in own["rows"][1:]} == {"A2A apprenticeships"}
    said = " ".join(everything_said(app))
    assert "Digital poverty" not in said
    assert "Finistère" not in said
    (boards,) = [
        table for table in tables(open_page("progress", lang="en")) if "in numbers" in table["caption"]
    ]  # fmt: skip
    row = next(row for row in boards["rows"] if row[0] == "A2A apprenticeships – People")
    mine = next(row for row in own["rows"] if row[0] == "People at risk of exclusion supported")
    assert row[1] == mine[2]
    assert row[4] == mine[-1]


def test_what_is_approved_says_when_and_whether_it_is_published(open_page, site):
    (table,) = [
        each
        for each in tables(open_page("my_figures", who="finistere", lang="en"))
        if each["caption"] == "Approved last"
    ]
    assert table["rows"][1] == ["May 2023", "report", "7", "4 June 2023", "since release 1"]


def test_the_address_of_a_file_that_is_not_everybodys_cannot_be_made_of_its_content(open_page, site):
    asked = (("upload", "finistere"), ("progress", "board"), ("scheme", "board"))
    secrets = [open_page(page, who=who, lang="en").session_state["cc_downloads"] for page, who in asked]
    assert len({*secrets}) == 3
    assert all(len(secret) == 32 for secret in secrets)
    assert "cc_downloads" not in open_page("scheme", who="", lang="en").session_state


def test_a_lead_sees_their_own_organisation(open_page, site):
    said = words_on(open_page("my_figures", who="lead.one", lang="en"))
    assert "Kent County Council: 1 month needs your figures" in said
    assert "Technology voucher" in said


# -- for whom


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("who", ["norfolk", "finistere", "cesi", "lead.one"])
@pytest.mark.parametrize("page", PAGES)
def test_partners_and_the_lead_open_their_pages_in_both_languages(open_page, site, page, who, lang):
    app = open_page(page, who=who, lang=lang)
    assert not app.exception
    assert "⟦" not in words_on(app)
    assert html(app).count("<h1>") == 1


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("who", ["", "board", "nobody"])
@pytest.mark.parametrize("page", PAGES)
def test_others_are_told_for_whom_the_page_is_and_see_nothing_of_it(open_page, site, page, who, lang):
    app = open_page(page, who=who, lang=lang, submission=str(DRAFT))
    told = {"en": "This page is for partners of the programme", "fr": "Cette page est réservée aux partenaires"}
    assert told[lang] in words_on(app)
    assert "<table" not in html(app)
    assert not app.data_editor
    assert not app.get("file_uploader")


@pytest.mark.parametrize("page", PAGES[1:])
def test_anothers_report_is_not_there_in_the_very_words_of_one_that_never_was(open_page, site, page):
    before = everything(site.engine)
    told = {
        asked: html(open_page(page, who="finistere", lang="en", submission=asked)).replace(asked, "")
        for asked in (str(SENT), "99999", "0", "-1", "1e3", "９９", "158 OR 1=1")
    }
    assert NOT_THERE in told["99999"]
    assert told[str(SENT)] == told["99999"]
    assert {text.count(NOT_THERE) for text in told.values()} == {1}
    assert everything(site.engine) == before


def test_a_lead_does_not_type_into_another_organisations_report(open_page, site):
    said = words_on(open_page("enter_figures", who="lead.one", lang="en", submission=str(DRAFT)))
    assert NOT_THERE in said


def test_a_session_that_claims_anothers_report_saves_nothing_into_it(open_page, site):
    app = open_page("enter_figures", who="finistere", lang="en")
    before = everything(site.engine)
    app.session_state["cc_entry_copy"].of = Of("norfolk", "2023-06", SENT)
    cells(app, row_1="999")
    assert everything(site.engine) == before
    app.session_state["cc_entry_copy"].of = Of("norfolk", "2023-05", None)
    cells(app, row_1="999")
    assert everything(site.engine) == before
    with pytest.raises(NotFoundError):
        site.report(SENT)


# -- typing


def test_the_grid_shows_what_came_before_and_what_is_typed_as_text(open_page, site):
    (grid,) = open_page("enter_figures", who="finistere", lang="fr").data_editor
    shown = grid.value
    assert list(shown) == ["scheme", "indicator", "area", "last", "to_date", "target", "typed", "note"]
    row = shown.iloc[PEOPLE].str.replace("\u202f", " ").to_dict()
    assert row["scheme"] == "Lutte contre la précarité numérique"
    assert (row["last"], row["to_date"], row["target"], row["typed"]) == ("46", "938", "1 500", "14")
    config = json.loads(grid.proto.columns)
    assert {config[name]["type_config"]["type"] for name in ("typed", "note")} == {"text"}


def test_a_mistake_is_seen_as_it_is_typed_then_mended_and_the_report_is_sent(open_page, site):
    app = open_page("enter_figures", who="finistere", lang="en")
    cells(app, row_1="12,5")
    assert site.typed() == ("12,5", "")
    assert "To do before sending: 1 to put right" in words_on(app)
    (found,) = [table for table in tables(app) if table["caption"] == "To put right"]
    assert found["rows"][1][:2] == ["Digital poverty – People, Finistère", "June 2023"]
    assert "12,5" in found["rows"][1][2]
    assert app.button(key="cc_send").disabled
    assert "It cannot be sent yet: 1 point above is open" in words_on(app)
    cells(app, row_1="52")
    assert "Nothing stands in the way of sending" in words_on(app)
    press(app, "cc_send")
    assert site.report(DRAFT).state == "submitted"
    assert {figure.key: figure.value for figure in site.report(DRAFT).figures}[OF_PEOPLE] == 52
    said = words_on(app)
    assert "Received: report 158 with 4 figures" in said
    assert "by Demo finistere" in said
    assert not app.data_editor


def test_what_looks_strange_is_sent_once_it_is_explained_in_its_note(open_page, site):
    app = open_page("enter_figures", who="finistere", lang="en")
    cells(app, row_3="400")
    assert app.button(key="cc_send").disabled
    cells(app, note_3="A fair in Brest brought three hundred and ninety people at once.")
    assert not app.button(key="cc_send").disabled
    assert "Explained in the notes" in " ".join(everything_said(app))
    press(app, "cc_send")
    assert site.report(DRAFT).state == "submitted"


def test_an_edit_is_saved_though_the_framework_broke_off_its_callback(open_page, site):
    """Another request that comes in at that moment ends a callback before its act; the edit itself is still told in the next run."""
    app = open_page("enter_figures", who="finistere", lang="en")
    app.session_state[app.data_editor[0].key] = {
        "edited_rows": {1: {"typed": "51"}},
        "added_rows": [],
        "deleted_rows": [],
    }
    app.run()
    assert site.typed() == ("51", "")
    assert "Saved" in words_on(app)


def test_an_emptied_field_is_saved_as_blank_and_blank_is_sent_as_not_reported(open_page, site):
    app = open_page("enter_figures", who="finistere", lang="en")
    cells(app, row_1=None)
    assert site.typed() == ("", "")
    press(app, "cc_send")
    (figure,) = [figure for figure in site.report(DRAFT).figures if figure.key == OF_PEOPLE]
    assert (figure.value, figure.absence) == (None, "not_reported")


def test_a_month_begins_with_the_first_figure_and_looking_begins_nothing(open_page, site):
    before = everything(site.engine)
    app = open_page("enter_figures", who="plymouth", lang="en")
    assert "Not begun: it begins with the first figure you type" in words_on(app)
    assert everything(site.engine) == before
    cells(app, row_0="6")
    (report,) = (
        desk.reports(site.engine, signature("plymouth"), "plymouth").query("period == '2023-06'").to_dict("records")
    )
    assert report["state"] == "draft"
    cells(app, row_1="7", row_2="5")
    press(app, "cc_send")
    assert site.report(int(report["submission"]), "plymouth").state == "submitted"


def test_fields_one_below_the_other_are_the_same_report(open_page, site):
    app = open_page("enter_figures", who="finistere", lang="en")
    cells(app, row_1="51")
    app.toggle(key="cc_as_list").set_value(True).run()
    assert not app.data_editor
    field = next(each for each in app.text_input if each.value == "51")
    assert field.label == "Digital poverty – People at risk of exclusion supported, Finistère: figure"
    field.set_value("x1").run()
    assert site.typed() == ("x1", "")
    assert "To do before sending: 1 to put right" in words_on(app)
    app.toggle(key="cc_as_list").set_value(False).run()
    assert in_the_grid(app) == "x1"


def test_a_split_stands_below_its_total_and_has_to_add_up_to_it(open_page, site):
    app = open_page("enter_figures", who="finistere", lang="en")
    assert len(app.data_editor[0].value) == 4
    app.toggle(key="cc_splits").set_value(True).run()
    shown = app.data_editor[0].value
    women = next(place for place, of_whom in enumerate(shown["category"]) if "Women" in of_whom)
    men = next(place for place, of_whom in enumerate(shown["category"]) if "Men" in of_whom)
    assert (shown["scheme"].iloc[women], shown["typed"].iloc[women - 1]) == ("Digital poverty", "14")
    cells(app, **{f"row_{women}": "9", f"row_{men}": "9"})
    assert "1 to put right" in words_on(app)
    cells(app, **{f"row_{men}": "5"})
    assert "Nothing stands in the way of sending" in words_on(app)


def test_a_comment_is_kept_in_the_language_of_the_page_and_shown_in_the_other(open_page, site):
    app = open_page("enter_figures", who="finistere", lang="fr")
    app.text_area[0].set_value("Un atelier de plus.").run()
    said = {(each.scheme, each.language): each.text for each in site.report(DRAFT).remarks}
    assert said[("digital_poverty", "fr")] == "Un atelier de plus."
    shown = html(open_page("enter_figures", who="finistere", lang="en"))
    assert '<q lang="fr" dir="auto">Un atelier de plus.</q>' in shown


def test_what_is_typed_stays_text_wherever_it_is_shown(open_page, site):
    app = open_page("enter_figures", who="finistere", lang="en")
    cells(app, row_1="12", note_1=HOSTILE)
    app.text_area[0].set_value(HOSTILE).run()
    pages = [
        app,
        open_page("enter_figures", who="finistere", lang="fr"),
        open_page("submissions", who="finistere", lang="en", submission=str(DRAFT)),
    ]
    press(app, "cc_send")
    pages += [app, open_page("submissions", who="finistere", lang="en", submission=str(DRAFT))]
    for page in pages:
        assert not page.exception
        assert "<script>alert" not in html(page)
        assert not any("javascript:" in str(each.value) for each in page.markdown)
    assert "&lt;script&gt;alert(1)&lt;/script&gt; **bold**" in html(pages[2])


# -- two people, two windows, a lost sign-in


def test_a_cell_that_somebody_else_changed_is_shown_with_both_values_and_nothing_is_overwritten(open_page, site):
    site.invite("second", "finistere")
    app = open_page("enter_figures", who="finistere", lang="en")
    site.save("second", "77")
    cells(app, row_1="55")
    assert site.typed() == ("77", "")
    said = words_on(app)
    assert "1 field was changed by somebody else while you typed" in said
    assert "You typed 55" in said
    assert "Saved by Demo second" in said
    assert app.button(key="cc_send").disabled
    return_to = [("cc_cell_0_theirs", "77"), ("cc_cell_0_mine", "55")]
    for choice, stands in return_to:
        press(app, choice)
        assert site.typed() == (stands, "")
        assert in_the_grid(app) == stands
        assert "changed by somebody else while you typed" not in words_on(app)
        app.session_state["edits"] = {}
        site.save("second", "77" if stands == "77" else stands)
        if choice.endswith("theirs"):
            site.save("second", "78")
            site.save("second", "77")
            cells(app, row_1="55")
            assert site.typed() == ("77", "")


def test_two_windows_that_send_make_one_report(open_page, site):
    one, other = (open_page("enter_figures", who="finistere", lang="en") for _ in range(2))
    press(one, "cc_send")
    press(other, "cc_send")
    assert site.report(DRAFT).state == "submitted"
    told = everything(site.engine)
    assert len([row for row in told["sent"] if DRAFT in row]) == 1
    assert "Received: report 158" in words_on(other)


def test_what_another_window_changed_is_not_sent_unseen(open_page, site):
    one = open_page("enter_figures", who="finistere", lang="en")
    site.save("finistere", "13")
    press(one, "cc_send")
    assert site.report(DRAFT).state == "draft"
    assert "Somebody has changed this report since you opened it" in words_on(one)
    assert in_the_grid(one) == "13"
    press(one, "cc_send")
    assert site.report(DRAFT).state == "submitted"


def test_a_sign_in_that_ends_in_the_middle_of_an_edit_loses_nothing_that_was_saved(open_page, site):
    app = open_page("enter_figures", who="finistere", lang="en")
    cells(app, row_1="50")
    before = everything(site.engine)
    be(app, "finistere", age=TWELVE_HOURS + 60)
    cells(app, row_1="51")
    assert everything(site.engine) == before
    shown = html(app)
    assert "Please sign in again" in shown
    assert "signin?next=%2Fenter_figures" in shown
    be(app, "finistere").run()
    assert in_the_grid(app) == "50"
    assert "This was not saved" in words_on(app)
    assert "Finistère: 51" in words_on(app)
    press(app, "cc_try_again")
    assert site.typed() == ("51", "")
    assert in_the_grid(app) == "51"


def test_whoever_lost_access_changes_nothing_more(open_page, site):
    app = open_page("enter_figures", who="finistere", lang="en")
    email = "finistere@demo.example"
    people.revoke(site.engine, signature("lead.one"), email=email, reason="Left.")
    before = everything(site.engine)
    cells(app, row_1="51")
    assert everything(site.engine) == before
    assert not app.data_editor
    assert "You have no access beyond the public pages" in words_on(app)


def test_whoever_was_moved_to_another_organisation_types_into_none_of_the_old_one(open_page, site):
    app = open_page("enter_figures", who="finistere", lang="en")
    people.grant(
        site.engine, site.programme, signature("lead.one"), email="finistere@demo.example", role="partner",
        partner="plymouth",
    )  # fmt: skip
    before = everything(site.engine)
    cells(app, row_1="51")
    assert everything(site.engine) == before
    assert "Skills plans" in set(app.data_editor[0].value["scheme"])


# -- a file


def as_csv(*rows: str, head: str = "scheme,indicator,area,period,category,value,note") -> bytes:
    return "\n".join([head, *rows]).encode()


def upload(app: AppTest, name: str, content: bytes) -> AppTest:
    return app.file_uploader[0].set_value((name, content, "text/csv")).run()


GOOD = as_csv(
    "digital_poverty,people_supported,29,2023-06,,51,",
    "rsa_entrepreneurs,people_supported,Finistère,2023-06,,6,",
)


def test_a_file_is_looked_at_first_and_taken_over_when_somebody_says_so(open_page, site):
    app = open_page("upload", who="finistere", lang="en")
    before = everything(site.engine)
    upload(app, "june.csv", GOOD)
    assert everything(site.engine) == before
    (change,) = [table for table in tables(app) if table["caption"] == "4 entries would change"]
    assert change["rows"][1] == ["Digital poverty", "People at risk of exclusion supported", "Finistère", "14", "51"]
    assert change["rows"][3][-2:] == ["1", "–"]
    press(app, "cc_take_over")
    assert "2 entries of june.csv are now in your draft" in words_on(app)
    report = site.report(DRAFT)
    assert (report.state, report.source, report.file_name) == ("draft", "file", "june.csv")
    assert {entry.key.scheme: entry.typed for entry in report.entries} == {
        "digital_poverty": "51",
        "rsa_entrepreneurs": "6",
    }
    assert in_the_grid(open_page("enter_figures", who="finistere", lang="en", submission=str(DRAFT))) == "51"


def test_a_file_can_be_the_first_thing_in_a_month(open_page, site):
    app = open_page("upload", who="plymouth", lang="en")
    before = everything(site.engine)
    upload(app, "june.csv", as_csv("skills_plans,people_supported,E06000026,2023-06,,7,"))
    assert everything(site.engine) == before
    press(app, "cc_take_over")
    (report,) = (
        desk.reports(site.engine, signature("plymouth"), "plymouth").query("period == '2023-06'").to_dict("records")
    )
    assert (report["state"], report["source"]) == ("draft", "file")


@pytest.mark.parametrize(
    ("lang", "told"), [("en", "Nothing of it was kept"), ("fr", "Rien n’en a été conservé")]
)  # fmt: skip
@pytest.mark.parametrize(
    ("name", "content"),
    [("figures.xlsx", b"%PDF-1.4 a picture of a table"), ("figures.csv", b""), ("figures.csv", b"a,b\n1,2\n")],
)
def test_a_file_that_cannot_be_read_is_said_in_words_and_moves_nothing(open_page, site, name, content, lang, told):
    app = open_page("upload", who="finistere", lang=lang)
    before = everything(site.engine)
    upload(app, name, content)
    assert told in words_on(app)
    assert "⟦" not in words_on(app)
    assert not app.exception
    assert everything(site.engine) == before


def test_rows_of_others_and_rows_without_a_place_are_not_taken_over(open_page, site):
    app = open_page("upload", who="finistere", lang="en")
    upload(
        app,
        "june.csv",
        as_csv("a2a,people_supported,Norfolk,2023-06,,4,", "digital_povertty,people_supported,29,2023-06,,-4,"),
    )
    (found,) = [table for table in tables(app) if table["caption"] == "To put right"]
    assert [row[:2] for row in found["rows"][1:]] == [["2", "scheme"], ["3", "scheme"], ["3", "value"]]
    assert app.button(key="cc_take_over").disabled
    assert site.typed() == ("14", "")


def test_findings_are_narrowed_to_a_row(open_page, site):
    app = open_page("upload", who="finistere", lang="en")
    rows = [f"digital_poverty,people_supported,29,2023-06,,{value},{value}" for value in ("1.5", "-4", "x")]
    upload(app, "june.csv", as_csv(*rows))
    everything_found = sum(
        len(table["rows"]) - 1 for table in tables(app) if table["caption"].startswith("To put right")
    )
    app.selectbox[2].set_value("3").run()
    (narrowed,) = [table for table in tables(app) if table["caption"] == "To put right"]
    assert {row[0] for row in narrowed["rows"][1:]} == {"3"}
    assert len(narrowed["rows"]) - 1 < everything_found


def test_a_file_that_was_looked_at_before_the_draft_changed_is_not_taken_over(open_page, site):
    app = open_page("upload", who="finistere", lang="en")
    upload(app, "june.csv", GOOD)
    site.save("finistere", "13")
    press(app, "cc_take_over")
    assert site.typed() == ("13", "")
    assert "The file was not taken over" in words_on(app)


def test_markup_in_a_file_is_shown_as_text(open_page, site):
    app = open_page("upload", who="finistere", lang="en")
    upload(app, "<b>june</b>.csv", as_csv("digital_poverty,people_supported,29,2023-06,,5,<script>alert(1)</script>"))
    assert "<script>alert" not in html(app)
    assert "<b>june" not in html(app)
    assert "&lt;b&gt;june&lt;/b&gt;.csv" in html(app)


def test_what_was_sent_takes_no_file(open_page, site):
    app = open_page("upload", who="norfolk", lang="en")
    assert "This report cannot be filled from a file now" in words_on(app)
    assert not app.get("file_uploader")


# -- what became of it


def test_every_report_is_listed_with_its_state_and_reason(open_page, site):
    (table,) = tables(open_page("submissions", who="norfolk", lang="en"))
    assert len(table["rows"]) == 29
    assert table["rows"][1][:3] == ["June 2023", "report", "sent"]
    corrections = [row for row in table["rows"] if row[1] == "correction"]
    assert corrections[0][-1].startswith("Illustrative: two opportunities of October")


def test_one_report_tells_each_step_and_each_figure(open_page, site):
    app = open_page("submissions", who="norfolk", lang="en", submission=str(SENT))
    told = {table["caption"]: table["rows"] for table in tables(app)}
    assert [row[0] for row in told["Every step"][1:]] == ["draft", "sent"]
    assert told["Figures of June 2023"][1][:4] == [
        "A2A apprenticeships",
        "Apprenticeship opportunities unlocked",
        "Norfolk",
        "6",
    ]


def test_what_was_sent_is_taken_back_as_long_as_nobody_has_decided(open_page, site):
    app = open_page("submissions", who="norfolk", lang="en", submission=str(SENT))
    press(app, f"cc_withdraw_{SENT}")
    assert site.report(SENT, "norfolk").state == "draft"
    assert "It is taken back, and is a draft again" in words_on(app)
    other = open_page("submissions", who="finistere", lang="en", submission=str(DRAFT))
    assert [button.key for button in other.button] == []


def test_taking_back_what_was_decided_meanwhile_is_refused_in_words(open_page, site):
    app = open_page("submissions", who="norfolk", lang="en", submission=str(SENT))
    site.give_back(SENT, "Please count again.")
    before = everything(site.engine)
    press(app, f"cc_withdraw_{SENT}")
    assert everything(site.engine) == before
    assert "This report has moved on: it is returned now" in words_on(app)


def test_a_correction_says_why_and_sends_only_what_was_typed(open_page, site):
    app = open_page("submissions", who="finistere", lang="en", submission=str(APPROVED))
    before = everything(site.engine)
    press(app, f"cc_correct_{APPROVED}")
    assert "Say why" in words_on(app)
    assert everything(site.engine) == before
    app.text_area[0].set_value("Three people were counted twice.").run()
    press(app, f"cc_correct_{APPROVED}")
    reports = desk.reports(site.engine, signature("finistere"), "finistere")
    (begun,) = reports[reports["corrects"].eq(APPROVED)]["submission"]
    app = open_page("enter_figures", who="finistere", lang="en", submission=str(begun))
    assert "Correct approved figures of May 2023" in words_on(app)
    assert "Three people were counted twice." in words_on(app)
    shown = app.data_editor[0].value
    assert list(shown["now"])[PEOPLE] == "46"
    assert set(shown["typed"]) == {""}
    cells(app, row_1="43")
    assert "1 to put right" in words_on(app), "its parts have to be corrected too"
    (women,) = [
        place
        for place, each in enumerate(shown["category"])
        if "Women" in each and shown["scheme"].iloc[place] == "Digital poverty"
    ]
    cells(app, **{f"row_{women}": str(int(shown["now"].iloc[women]) - 3)})
    press(app, "cc_send")
    sent = site.report(int(begun))
    assert sent.state == "submitted"
    assert {figure.key.category: figure.value for figure in sent.figures}["all"] == 43
    assert {figure.key._replace(category="all") for figure in sent.figures} == {OF_PEOPLE}
    assert len(sent.figures) == 2
    assert site.report(APPROVED).state == "approved"
    (table,) = [
        table
        for table in tables(open_page("submissions", who="finistere", lang="en", submission=str(begun)))
        if table["caption"] == "Figures of May 2023"
    ]
    assert table["rows"][1][4:6] == ["46", "43"]
