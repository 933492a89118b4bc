"""By keyboard alone, seeing at every step where one is: a visitor takes figures away, a partner reports its own."""

import re
import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import Page, expect

from ccare_metrics import load_programme
from serving.menu import read_menu
from tests.browser.hands import Hands
from tests.pages.conftest import ROOT
from tests.visit import PATIENCE, wait_until_drawn
from ui.words import words_for

TITLES = {entry.address: entry.title for entry in read_menu()}
A2A = load_programme(ROOT / "data" / "ccare").schemes["a2a"].short_name


ON_THE_MAP = "() => document.activeElement?.shadowRoot?.activeElement?.getAttribute('role') === 'option'"


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_visitor_takes_the_figures_of_one_scheme_in_one_county_away(visit, tmp_path, lang):
    words = words_for(lang)
    page = visit(f"/?lang={lang}", lang=lang).page
    hands = Hands(page)
    hands.reach(words("header.skip"))
    assert len(hands.met) <= 2, "the way past the header comes before everything else"
    hands.reach(words.name(TITLES["map"]))
    hands.enter()
    page.wait_for_url("**/map?**")
    hands.reach(words("filters.scheme"))
    hands.choose(words.name(A2A))
    page.wait_for_url("**scheme=a2a**")
    page.get_by_role("option", name=re.compile("^Norfolk")).wait_for()  # the map is drawn
    while not page.evaluate(ON_THE_MAP):
        hands.step()
    hands.press("n")
    assert hands.here.startswith("Norfolk")
    hands.enter()
    page.wait_for_url("**/area?**area=E10000020**")
    wait_until_drawn(page)
    hands.before = {}
    hands.reach(words("header.skip"))  # a new page: on from its beginning
    hands.enter()
    hands.reach("CSV")
    with page.expect_download() as waiting:
        hands.press("Enter")
    taken = tmp_path / "taken.csv"
    waiting.value.save_as(taken)
    rows = [line for line in taken.read_text(encoding="utf-8-sig").splitlines() if words.name(A2A) in line]
    assert [row for row in rows if "373" in row], taken.read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_way_past_the_header_leads_to_the_finding(visit, lang):
    words = words_for(lang)
    page = visit(f"/targets?lang={lang}", lang=lang).page
    hands = Hands(page)
    hands.reach(words("header.skip"))
    hands.enter()
    expect(page.locator(".cc-title")).to_be_focused()
    assert "/targets" in page.url
    assert hands.step() not in map(words.name, TITLES.values()), "the menu is passed by"


def test_a_partner_mends_a_mistake_and_sends_the_month(serve, visit):
    words = words_for("en")
    field = words(
        "entry.field", row="Digital poverty – People at risk of exclusion supported, Finistère", field="figure"
    )
    with serve(sign_in=True) as own:
        page = visit("/enter_figures?lang=en", who="finistere", url=own.url).page
        hands = Hands(page)
        hands.reach(words("entry.as_list"))
        hands.press("Space")
        page.get_by_role("textbox", name=field).wait_for()
        wait_until_drawn(page)
        for typed, said in (("12,5", "“12,5” is not a whole number."), ("15", words("check.clear"))):
            hands.reach(field)
            hands.press("Control+a")
            page.keyboard.type(typed)
            hands.step()
            sees(page, said)
        hands.reach(words("entry.send"))
        hands.enter()
        sees(page, "Received: report")
        with closing(sqlite3.connect(own.folder / "store.sqlite")) as store:
            (state,) = store.execute(
                "SELECT state FROM submission WHERE partner='finistere' AND period='2023-06'"
            ).fetchone()
        assert state == "submitted"


def sees(page: Page, said: str) -> None:
    expect(page.locator("[data-testid=stMain]")).to_contain_text(said, timeout=PATIENCE)
    wait_until_drawn(page)


@pytest.mark.parametrize(
    ("html", "noticed"),
    [
        ("<style>button { outline: none }</style><button>one</button><button>two</button>", "nothing shows the focus"),
        ("<button style='position:absolute;left:-900px'>one</button>", "the focus is hidden"),
        ("<button>one</button><p style='position:fixed;inset:0;margin:0;background:#fff'>over all</p>", "the focus is hidden"),
        ("<button>two</button><button tabindex='3'>one</button>", "out of the order of reading"),
    ],
)  # fmt: skip
def test_hands_notice_what_keeps_somebody_from_seeing_where_one_is(browser, html, noticed):
    page = browser.new_page()
    page.set_content(html)
    with pytest.raises(AssertionError, match=noticed):
        Hands(page).reach("nowhere")
    page.close()
