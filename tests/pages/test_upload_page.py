"""A file with a month's figures: looked at first, and taken over when somebody says so."""

import pytest
from streamlit.testing.v1 import AppTest

from ccare_metrics.store import desk
from tests.pages.conftest import words_on
from tests.pages.partners_site import DRAFT, in_the_grid, press
from tests.pages.reading import html, tables
from tests.reporters import everything
from tests.signing_in import signature


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
