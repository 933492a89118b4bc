"""The numbers a visitor reads are those of the release, in both languages' writing; what is made up says so on the view itself."""

import re

import pandas as pd
import pytest

from ccare_metrics import results
from ccare_metrics.release import Release
from ccare_metrics.scope import Scope, Viewer
from ccare_metrics.store.engine import connect
from ccare_metrics.working import Working, as_it_stood
from geo.areas import load_areas
from tests.pages.reading import html, tables
from ui.words import words_for

NARROW_NO_BREAK = "\u202f"
NORFOLK, PLYMOUTH = "E10000020", "E06000026"


HIDDEN = {"en": "hidden", "fr": "masqué"}


@pytest.fixture(scope="session")
def release(published) -> Release:
    return Release(published / "releases" / "release-1.sqlite")


@pytest.fixture(scope="session")
def truth(published, release) -> Working:
    """The approved figures behind the release, none of them hidden."""
    engine = connect(f"sqlite:///{published / 'store.sqlite'}")
    stood = as_it_stood(engine, release.programme, release.published_on, Viewer(role="board"))
    assert stood is not None
    assert stood.through == release.through
    return stood


def number(text: str) -> int:
    """2,407, 2 407, £540,000 or 1 000 000 £ as a number."""
    return int(re.sub(r"\D", "", text))


def table_with(app, *headings: str) -> list[list[str]]:
    """The rows of the one table that has these headings, the headings left out."""
    found = [table["rows"] for table in tables(app) if set(headings) <= set(table["rows"][0])]
    assert len(found) == 1, [table["rows"][0] for table in tables(app)]
    return found[0][1:]


def test_the_two_results_are_written_as_each_language_writes_them(open_page):
    english, french = html(open_page(lang="en")), html(open_page(lang="fr"))
    for figure in ("2,407", "2,784", "4,500", "1,900"):
        assert figure in english
        assert figure.replace(",", NARROW_NO_BREAK) in french
        assert figure not in french
    assert "127%" in english
    assert "127\xa0%" in french


MAPS = [
    {"indicator": "businesses_supported"},
    {"indicator": "people_supported", "scheme": "self_employment"},
    {"indicator": "vouchers_value"},
    {"indicator": "academies_created"},
    {"indicator": "businesses_supported", "period": "2022-Q2"},
    {"indicator": "people_supported", "measure": "per_10000"},
    {"indicator": "new_businesses", "view": "explore"},
]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("address", MAPS, ids=lambda address: "-".join(address.values()))
def test_the_table_of_the_map_has_every_area_of_the_release_and_shown_and_hidden_ones_add_up_to_its_total(
    open_page, release, truth, address, language
):
    named = {axis: code for axis, code in address.items() if axis in ("indicator", "scheme", "period")}
    indicator = release.programme.indicators[named["indicator"]]
    cells = results.answer(release, Scope(**named, by=("area",))).set_index("area")
    total = results.answer(release, Scope(**named)).iloc[0]["value"]

    app = open_page("map", lang=language, **address)
    *rows, last = table_with(app, indicator.name[language])
    expected = {area.name[language]: cells.loc[code, "value"] for code, area in load_areas().items()}
    per_pound = 100 if indicator.kind == "money" else 1

    assert len(rows) == 38
    assert {row[0] for row in rows} == set(expected)
    shown = {row[0]: number(row[1]) * per_pound for row in rows if row[1][-1:].isdigit() or "£" in row[1]}
    assert shown == {name: value for name, value in expected.items() if not pd.isna(value)}
    hidden = [row[0] for row in rows if row[1] == HIDDEN[language]]
    behind = results.answer(truth, Scope(**named, by=("area",))).set_index("area")["value"]
    behind.index = [load_areas()[code].name[language] for code in behind.index]
    assert sum(shown.values()) + sum(behind[hidden]) == number(last[1]) * per_pound == total


def test_the_businesses_of_the_map_add_up_to_2407(open_page):
    *rows, last = table_with(open_page("map", lang="en"), "Businesses supported")
    assert sum(number(row[1]) for row in rows if row[1][-1:].isdigit()) == number(last[1]) == 2_407


def test_plymouth_kent_and_medway_are_rows_of_their_own(open_page):
    *rows, _ = table_with(open_page("map", lang="en"), "Businesses supported")
    by_name = {row[0]: row[1] for row in rows}
    assert number(by_name["Kent"]) == 1_628
    assert number(by_name["Plymouth"]) == 161
    assert not by_name["Medway"][-1:].isdigit()
    assert {"Nord", "Aisne", "Berkshire"} & set(by_name) == set()  # context land


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_target_on_the_page_is_a_row_of_the_release_with_its_status(open_page, release, language):
    expected = results.target_table(release)
    app = open_page("targets", lang=language)
    shown = [table["rows"][1:] for table in tables(app) if len(table["rows"][0]) >= 8]
    rows = [row for table in shown for row in table]
    assert len(rows) == len(expected)
    names = {code: each.name[language].replace("\xa0", " ") for code, each in release.programme.indicators.items()}
    pounds = names["vouchers_value"]
    told = []
    for row in rows:
        name = row[0].replace("\xa0", " ")
        result = next(cell for cell in row[1:] if re.search(r"\d$|\d\s*£$|^£", cell))
        told.append((name, number(result) * (100 if name == pounds else 1)))
    wanted = [(names[row["indicator"]], row["actual"]) for row in expected.to_dict("records")]
    assert sorted(told) == sorted(wanted)


def test_the_schemes_targets_that_need_a_look_come_first(open_page, release):
    words = words_for("en")
    shown = [table["rows"] for table in tables(open_page("targets", lang="en")) if len(table["rows"][0]) >= 10]
    told = [row[-1] for row in shown[0][1:]]
    order = [words.status(code) for code in ("off_course", "not_reached", "at_risk", "on_course", "reached")]
    assert told == sorted(told, key=order.index)
    assert {words.status("off_course"), words.status("reached")} <= set(told)


def test_published_figures_only_leaves_no_target_of_which_nothing_is_published(open_page):
    shown = [
        table["rows"][1:]
        for table in tables(open_page("targets", lang="en", figures="published"))
        if len(table["rows"][0]) >= 9
    ]
    assert shown
    assert all(any(char.isdigit() for char in "".join(row[1:])) for rows in shown for row in rows)


@pytest.mark.parametrize(
    ("indicator", "scheme", "total"),
    [
        ("businesses_supported", "all", 2_407),
        ("people_supported", "a2a", 486),
    ],
)
def test_the_months_of_a_curve_shown_and_hidden_add_up_to_each_total_that_is_shown(
    open_page, truth, indicator, scheme, total
):
    rows = table_with(
        open_page("targets", lang="en", indicator=indicator, scheme=scheme),
        "In the month",
        "Total by the end of the month",
    )
    asked = Scope(indicator, scheme=None if scheme == "all" else scheme, by=("month",))
    behind = results.answer(truth, asked)["value"].tolist()
    added = [value if row[1] == HIDDEN["en"] else counted(row[1]) for row, value in zip(rows, behind, strict=True)]
    told = [(sum(added[: place + 1]), number(row[2])) for place, row in enumerate(rows) if row[2][-1:].isdigit()]
    assert [ours for ours, _ in told] == [theirs for _, theirs in told]
    assert (len(told) > 12, told[-1][1]) == (True, total)
    assert any(HIDDEN["en"] in row for row in rows)


def counted(text: str) -> int:
    """A month that nobody was due to report adds nothing."""
    return number(text) if text[-1:].isdigit() else 0


def test_countries_schemes_and_quarters_of_an_indicator_add_up_to_the_same(open_page):
    app = open_page("indicator", lang="en", indicator="people_supported")
    for heading in ("Country", "Quarter"):
        rows = table_with(app, heading)
        assert sum(number(row[1]) for row in rows) == 2_784
    by_scheme = [table["rows"][1:] for table in tables(app) if table["rows"][0][0] == "Scheme"]
    assert sum(number(row[1]) for row in by_scheme[0]) == 2_784


# -- what is made up

VIEWS = [
    ("at_a_glance", {}),
    ("map", {}),
    ("map", {"view": "explore"}),
    ("map", {"indicator": "new_businesses", "scheme": "self_employment"}),
    ("area", {"area": NORFOLK}),
    ("area", {"area": "76"}),
    ("schemes", {}),
    ("scheme", {"scheme": "a2a"}),
    ("scheme", {"scheme": "food_insecurity"}),
    ("targets", {}),
    ("indicator", {"indicator": "academies_created"}),
    ("lessons", {}),
    ("about", {"part": "definitions"}),
    ("about", {"part": "sources"}),
]


def view_name(value: object) -> str:
    return value if isinstance(value, str) else "-".join(value.values()) or "plain"


LABEL = "cc-label-illustrative"
NOTICE = re.compile(r'<p class="cc-notice".*?</p>', re.S)


@pytest.mark.parametrize("figures", [{}, {"figures": "published"}], ids=["all", "published"])
@pytest.mark.parametrize(("page", "address"), VIEWS, ids=view_name)
def test_a_notice_stands_on_every_view_with_made_up_figures_and_on_no_other(open_page, page, address, figures):
    drawn = html(open_page(page, lang="en", **address, **figures))
    labelled = LABEL in NOTICE.sub("", drawn)
    assert labelled == bool(NOTICE.search(drawn))
    if figures or page == "at_a_glance":
        assert not labelled


def test_the_two_tests_above_see_both_kinds_of_view(open_page):
    assert NOTICE.search(html(open_page("map", lang="en")))
    assert not NOTICE.search(html(open_page("lessons", lang="en")))


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    ("page", "address"), [view for view in VIEWS if view[0] in ("map", "scheme", "targets", "indicator")][:5], ids=str
)
def test_every_chart_and_map_says_its_finding_and_has_its_table(open_page, page, address, language):
    app = open_page(page, lang=language, **address)
    drawings = [*app.get("plotly_chart"), *app.get("deck_gl_json_chart")]
    said = [str(drawing.proto.alt) for drawing in drawings]
    assert all(re.search(r"\d", alt) for alt in said), said
    assert len(tables(app)) >= len(drawings) + len(app.get("bidi_component"))
    assert len(app.get("download_button")) >= 2 * len(drawings)


# -- what an address that names something unknown gets


@pytest.mark.parametrize(
    ("page", "address", "known"),
    [
        ("map", {"indicator": "jobs"}, "indicator=businesses_supported"),
        ("map", {"scheme": "jobs"}, "scheme=a2a"),
        ("map", {"measure": "jobs"}, "measure=per_10000"),
        ("map", {"period": "2031-Q1"}, "period=2022-Q2"),
        ("map", {"view": "jobs"}, "view=explore"),
        ("area", {"area": "75"}, f"area={PLYMOUTH}"),
        ("schemes", {"strand": "jobs"}, "strand=future_vision"),
        ("scheme", {"scheme": "jobs"}, "scheme=green_voucher"),
        ("targets", {"indicator": "jobs"}, "indicator=people_supported"),
        ("targets", {"scheme": "jobs"}, "scheme=all"),
        ("indicator", {"indicator": "jobs"}, "indicator=people_supported"),
        ("about", {"part": "jobs"}, "part=sources"),
    ],
)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_an_unknown_code_is_named_and_the_way_to_each_known_one_keeps_the_view(
    open_page, page, address, known, language
):
    app = open_page(page, lang=language, **address)
    assert not app.exception
    drawn = html(app)
    (state,) = re.findall(r'<div class="cc-state cc-state-empty".*?</div>', drawn, flags=re.S)
    assert list(address.values())[-1] in state
    ways = re.findall(r'href="\?([^"]*)"', drawn.split('class="cc-choices"')[1])
    assert any(known in way for way in ways)
    assert all(f"lang={language}" in way for way in ways)
    for name, code in list(address.items())[:-1]:
        assert all(f"{name}={code}" in way for way in ways)


@pytest.mark.parametrize(
    ("page", "address"),
    [
        ("area", {"area": NORFOLK, "indicator": "vouchers_value"}),
        ("scheme", {"scheme": "a2a", "indicator": "vouchers_value"}),
        ("map", {"indicator": "people_supported", "scheme": "tech_voucher"}),
        ("targets", {"indicator": "people_supported", "scheme": "tech_voucher"}),
    ],
)
def test_a_known_code_that_does_not_apply_gives_way_and_says_so(open_page, page, address):
    app = open_page(page, lang="en", **address)
    assert not app.exception
    assert "<h1>" in html(app)
    assert any("does not apply here" in said.value for said in app.caption)


def test_an_unknown_word_for_published_only_shows_all_figures(open_page):
    app = open_page("targets", lang="en", figures="some")
    assert not app.exception
    assert LABEL in html(app)


# -- what is chosen


def heading(app) -> str:
    return re.search(r"<h1[^>]*>(.*?)</h1>", html(app), flags=re.S)[1]


def test_an_area_chosen_in_the_list_is_shown_stays_chosen_and_stands_in_the_address(open_page):
    app = open_page("area", lang="en")
    app.selectbox(key="filter_area").set_value(NORFOLK).run()
    for _ in range(2):
        assert not app.exception
        assert "Norfolk" in heading(app)
        assert app.query_params["area"] == [NORFOLK] or app.query_params["area"] == NORFOLK
        app.run()


def test_another_indicator_on_the_map_offers_the_schemes_that_count_it(open_page):
    app = open_page("map", lang="en")
    assert len(app.selectbox(key="filter_scheme").options) == 1 + 6
    app.selectbox(key="filter_indicator").set_value("new_businesses").run()
    assert not app.exception
    assert app.selectbox(key="filter_scheme").options == ["All schemes", "Self-employment"]
    assert "New businesses" in heading(app) or "new businesses" in heading(app)


def test_published_only_stands_in_the_address_and_takes_made_up_figures_off_the_page(open_page):
    app = open_page("targets", lang="en")
    app.toggle(key="filter_figures").set_value(True).run()
    assert not app.exception
    assert "published" in app.query_params["figures"]
    assert LABEL not in html(app)
    app.toggle(key="filter_figures").set_value(False).run()
    assert "figures" not in app.query_params
    assert LABEL in html(app)


def test_an_address_reproduces_the_view(open_page):
    app = open_page("map", lang="fr", indicator="people_supported", measure="per_10000", period="2022-Q3", scheme="a2a")
    assert app.selectbox(key="filter_indicator").value == "people_supported"
    assert app.selectbox(key="filter_scheme").value == "a2a"
    assert app.select_slider(key="filter_period").value == "2022-Q3"
    assert "Norfolk" in heading(app)


def test_over_stays_before_an_areas_number_where_its_source_says_over(open_page):
    rows = table_with(open_page("area", area=PLYMOUTH, lang="fr"), "Dispositif", "Indicateur")
    (plans,) = [row for row in rows if "Plans d’action" in row[1]]
    assert plans[2] == "plus de 200"


@pytest.mark.parametrize(("lang", "told"), [("en", "as of 22 May 2023"), ("fr", "au 22 mai 2023")])
def test_what_is_published_has_its_sources_day_alone(open_page, lang, told):
    """The board's day is a later one: beside a published total it would be a second day of the same figure."""
    own = html(open_page("progress", who="board", lang=lang)).partition("cc-sheet")[0]
    assert re.search(r'class="cc-source"[^>]*>.*22 (May|mai) 2023', own)
    assert 'class="cc-as-of"' not in own
    sheet = html(open_page("targets", lang=lang, scheme="a2a"))
    assert told in sheet
