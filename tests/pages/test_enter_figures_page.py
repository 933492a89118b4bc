"""Typing a month and sending it: in one window, in two, and when the sign-in ends in the middle."""

import json

from ccare_metrics.store import desk, people
from tests.pages.conftest import words_on
from tests.pages.partners_site import (
    DRAFT,
    HOSTILE,
    OF_PEOPLE,
    PEOPLE,
    TWELVE_HOURS,
    cells,
    in_the_grid,
    press,
)
from tests.pages.reading import everything_said, html, tables
from tests.reporters import everything
from tests.signing_in import be, signature

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
