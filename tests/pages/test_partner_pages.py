"""The partners' pages: what there is to do, what became of it, and nothing of anybody else's, ever."""

import pytest

from ccare_metrics.scope import NotFoundError
from ccare_metrics.store import desk
from tests.pages.conftest import ways_on, words_on
from tests.pages.partners_site import APPROVED, DRAFT, NOT_THERE, OF_PEOPLE, PAGES, PEOPLE, SENT, cells, press
from tests.pages.reading import everything_said, html, tables
from tests.reporters import everything
from tests.signing_in import signature
from ui.acting import Of

# -- what there is to do


def test_the_first_thing_a_partner_reads_is_what_is_due_and_by_when_with_the_way_to_it(open_page, site):
    app = open_page("my_figures", who="finistere", lang="en")
    said = words_on(app)
    assert "Finistère Departmental Council: 1 month needs your figures" in said
    assert said.index("Due by 15 July 2023") < said.index("Your schemes")
    assert "Go on with the figures of June 2023" in ways_on(app)


def test_what_was_returned_comes_first_with_the_reviewers_own_words(open_page, site):
    assert "Please count again" not in words_on(open_page("my_figures", who="norfolk", lang="en"))
    site.give_back(SENT, "Please count again <b>June</b>.")
    app = open_page("my_figures", who="norfolk", lang="fr")
    said = words_on(app)
    assert "Elle vous a été renvoyée" in said
    assert "&lt;b&gt;June&lt;/b&gt;" in html(app)
    assert "Corriger les chiffres de juin 2023" in ways_on(app)


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
