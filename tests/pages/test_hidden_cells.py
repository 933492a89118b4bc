"""A hidden cell on every view, in both languages: in words and with the dotted mark, and never with a number."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.hidden_release import GONE, next_release, published_twice
from tests.pages.reading import SPACES, everything_said, html, tables
from tests.two_shores import KENT, MEDWAY, NORFOLK
from ui import pieces
from ui.words import words_for

WHOLE = {"en": "hidden to protect small numbers", "fr": "masqué (secret statistique)"}
SHORT = {"en": "hidden", "fr": "masqué"}
LANGUAGES = tuple(WHOLE)
BY_QUARTER = {
    "en": "Published by quarter to protect small numbers.",
    "fr": "Publié par trimestre pour protéger les petits effectifs.",
}


@pytest.fixture(scope="module")
def releases(tmp_path_factory):
    return published_twice(tmp_path_factory.mktemp("hidden"))


@pytest.fixture
def open_shores(open_page, releases, monkeypatch):
    monkeypatch.setenv("CCARE_RELEASES", str(releases))
    return open_page


def plain(text: str) -> str:
    return SPACES.sub(" ", text).strip()


def title(app: AppTest) -> str:
    return plain(re.search(r"<h1[^>]*>(.*?)</h1>", html(app), flags=re.S)[1])


def row_of(app: AppTest, name: str, *headings: str) -> dict[str, str]:
    """The one row of that name, by heading, in the table that has these headings."""
    for table in tables(app):
        if set(headings) <= set(table["rows"][0]):
            for row in table["rows"][1:]:
                if row[0] == name:
                    return dict(zip(table["rows"][0], row, strict=True))
    raise AssertionError(f"no row {name}: {[table['rows'][0] for table in tables(app)]}")


# -- the map


def drawn_areas(app: AppTest) -> dict[str, dict]:
    (component,) = app.get("bidi_component")
    return {cell["area"]: cell for cell in json.loads(component.proto.json)["cells"]}


def explored_areas(app: AppTest) -> dict[str, list[dict]]:
    """By layer: the properties of its areas."""
    (deck,) = app.get("deck_gl_json_chart")
    layers = {layer["id"]: layer for layer in json.loads(deck.proto.json)["layers"]}
    return {
        name: [feature["properties"] for feature in layers[name]["data"]["features"]] for name in ("areas", "hatch")
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("measure", ["count", "per_10000", "share_of_target"])
def test_a_hidden_area_of_the_map_is_dotted_and_says_so_when_pointed_at(open_shores, language, measure):
    cells = drawn_areas(open_shores("map", lang=language, indicator="places", measure=measure))
    kent, norfolk = cells[KENT], cells[NORFOLK]
    assert (kent["absence"], kent["class_index"], kent["text"]) == ("suppressed", None, WHOLE[language])
    assert norfolk["class_index"] is not None
    assert cells[MEDWAY]["absence"] != "suppressed"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_legend_of_the_map_has_the_dotted_swatch_with_its_words(open_shores, language):
    drawn = html(open_shores("map", lang=language, indicator="places"))
    assert re.search(r'cc-swatch-suppressed" style=""></span>' + re.escape(WHOLE[language]), drawn)
    before = html(open_shores("map", lang=language, indicator="places", release="1"))
    assert "cc-swatch-suppressed" not in before


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_hidden_area_of_the_exploring_map_is_dotted_and_its_tip_says_so(open_shores, language):
    layers = explored_areas(open_shores("map", lang=language, indicator="places", view="explore"))
    (kent,) = (each for each in layers["areas"] if each["area"] == KENT)
    assert WHOLE[language] in kent["tip"]
    (hatched,) = (each for each in layers["hatch"] if each["area"] == KENT)
    assert hatched["absence"] == "suppressed"
    before = explored_areas(open_shores("map", lang=language, indicator="places", view="explore", release="1"))
    assert [each["area"] for each in before["hatch"] if each["absence"] == "suppressed"] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", ["choose", "explore"])
def test_what_is_read_aloud_of_a_map_says_how_many_areas_are_hidden_and_claims_the_first_place_among_the_others(
    open_shores, language, view
):
    app = open_shores("map", lang=language, indicator="places", view=view)
    told = {
        "en": "Norfolk comes first for places: 18 of 33, among the areas shown; 1 area is hidden to protect small numbers",
        "fr": "parmi les territoires affichés ; 1 territoire est masqué (secret statistique)",
    }[language]
    assert told in title(app)
    alts = [drawing.proto.alt for drawing in app.get("deck_gl_json_chart")]
    alts += [json.loads(drawing.proto.json)["label"] for drawing in app.get("bidi_component")]
    assert [told in plain(alt) for alt in alts] == [True]
    assert "among the areas" not in title(open_shores("map", lang="en", indicator="places", release="1"))


def test_of_the_only_area_that_is_shown_nobody_says_that_it_holds_all_of_it(open_shores):
    training = {"lang": "en", "indicator": "places", "scheme": "training"}
    assert "Norfolk, the only area shown; 1 area is hidden" in title(open_shores("map", **training))
    assert "Norfolk comes first for places: 18 of 21" in title(open_shores("map", **training, release="1"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_every_area_is_hidden_the_map_says_that_and_not_that_nothing_is_published(open_shores, language):
    app = open_shores("area", lang=language, area=KENT, indicator="places")
    assert not app.exception
    profile = row_of(
        app, {"en": "Training", "fr": "Training (fr)"}[language], {"en": "Result", "fr": "Valeur réalisée"}[language]
    )
    assert SHORT[language] in profile.values()


# -- tables


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_hidden_cell_of_a_table_is_one_word_and_the_line_below_says_why(open_shores, language):
    app = open_shores("map", lang=language, indicator="places", measure="per_10000")
    row = row_of(app, "Kent", {"en": "Places", "fr": "Places ouvertes"}[language])
    assert [cell for cell in row.values() if cell == SHORT[language]] == [SHORT[language]] * 2  # the count and its rate
    assert not re.search(r"\d", " ".join(row.values()))
    notes = re.findall(r'<p class="cc-hidden-note">(.*?)</p>', html(app), flags=re.S)
    assert len(notes) == 1
    assert WHOLE[language] in notes[0]


def test_a_table_of_a_release_that_hides_nothing_has_no_such_line(open_shores):
    app = open_shores("map", lang="en", indicator="places", release="1")
    assert row_of(app, "Kent", "Places")["Places"] == "3"
    assert "cc-hidden-note" not in html(app)


# -- curves and bars


def figures(app: AppTest) -> list[dict]:
    return [json.loads(chart.proto.spec) for chart in app.get("plotly_chart")]


def dotted(figure: dict) -> list[dict]:
    return [
        trace
        for trace in figure["data"]
        if trace["type"] == "bar" and trace["marker"].get("pattern", {}).get("shape") == "."
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_curve_has_a_dotted_gap_where_months_are_hidden_and_goes_on_from_the_quarter(open_shores, language):
    app = open_shores("scheme", lang=language, scheme="training", indicator="places")
    (figure,) = figures(app)
    (gap,) = dotted(figure)
    assert WHOLE[language] in plain(gap["hovertemplate"])
    assert len(gap["x"]) == 1
    noted = [plain(note["text"]) for note in figure["layout"]["annotations"]]
    assert noted.count(WHOLE[language]) == 1
    (before,) = figures(open_shores("scheme", lang=language, scheme="training", indicator="places", release="1"))
    assert dotted(before) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_of_a_curve_tells_a_hidden_month_from_a_total_that_is_known_again(open_shores, language):
    """6 in January; February and March hidden; 21 by the end of March, which is the quarter."""
    app = open_shores("scheme", lang=language, scheme="training", indicator="places")
    heading = {"en": ("In the month", "Total by the end of the month"), "fr": ("Dans le mois", "Cumul en fin de mois")}
    months = {
        "en": ("January 2022", "February 2022", "March 2022"),
        "fr": ("janvier 2022", "février 2022", "mars 2022"),
    }
    told = [
        tuple(row_of(app, month, *heading[language])[name] for name in heading[language]) for month in months[language]
    ]
    assert told == [("6", "6"), (SHORT[language], SHORT[language]), (SHORT[language], "21")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_series_by_quarter_is_drawn_by_quarter_and_says_why(open_shores, language):
    app = open_shores("scheme", lang=language, scheme="advice", indicator="places")
    assert BY_QUARTER[language] in everything_said(app)
    heading = {
        "en": ("In the quarter", "Total by the end of the quarter"),
        "fr": ("Dans le trimestre", "Cumul en fin de trimestre"),
    }
    row = row_of(app, {"en": "January to March 2022", "fr": "janvier à mars 2022"}[language], *heading[language])
    assert [row[name] for name in heading[language]] == ["12", "12"]
    before = open_shores("scheme", lang=language, scheme="advice", indicator="places", release="1")
    assert BY_QUARTER[language] not in everything_said(before)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_curve_of_which_no_total_is_shown_says_that_it_is_hidden(open_shores, language):
    app = open_shores("scheme", lang=language, scheme="training", indicator="enrolled")
    said = everything_said(app)
    told = {
        "en": "every figure by period is hidden to protect small numbers",
        "fr": "tous les chiffres par période sont masqués",
    }
    assert any(told[language] in text for text in said)
    assert app.get("plotly_chart") == []
    assert not any("Switch off" in text or "Désactivez" in text for text in said)


@pytest.fixture(scope="module")
def hidden_quarter(published, tmp_path_factory) -> Path:
    """C-CARE's release with one quarter of all its businesses hidden by hand."""
    folder = tmp_path_factory.mktemp("quarter")
    first = Path(shutil.copy(published / "releases" / "release-1.sqlite", folder))
    quarter = (
        "indicator = 'businesses_supported' AND group_kind = 'all' AND place_kind = 'all' AND time_code = '2021-Q4'"
    )
    next_release(first, 2, f"{GONE} {quarter}")
    return folder


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_bars_of_quarters_have_a_dotted_column_for_the_hidden_one(open_page, hidden_quarter, monkeypatch, language):
    monkeypatch.setenv("CCARE_RELEASES", str(hidden_quarter))
    app = open_page("indicator", lang=language, indicator="businesses_supported")
    figure = figures(app)[-1]
    bars = next(trace for trace in figure["data"] if "customdata" in trace)
    last_of_2021 = bars["x"].index("2021-Q4")
    assert (bars["y"][last_of_2021], plain(bars["customdata"][last_of_2021])) == (None, WHOLE[language])
    (column,) = dotted(figure)
    assert column["x"] == ["2021-Q4"]
    alt = plain(app.get("plotly_chart")[-1].proto.alt)
    told = {
        "en": "of the quarters shown, October to December 2022 was the busiest, with 518; 1 quarter is hidden",
        "fr": "518 au plus actif des trimestres affichés, octobre à décembre 2022 ; 1 trimestre est masqué",
    }
    assert told[language] in alt


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_series_published_only_to_date_is_a_bar_against_its_target_and_says_why(open_page, language):
    """C-CARE: 161 businesses of high streets, of which no month, quarter or year is shown."""
    app = open_page("scheme", lang=language, scheme="high_streets")
    told = {"en": "Published only as a total to date", "fr": "Publié seulement en cumul à date"}[language]
    assert any(told in text for text in everything_said(app))
    assert app.get("plotly_chart") == []
    row = row_of(
        app, {"en": "to date", "fr": "à ce jour"}[language], {"en": "Total to date", "fr": "Cumul à date"}[language]
    )
    assert "161" in row.values()


# -- status


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_hidden_result_beside_a_target_has_no_status_and_no_bar(open_shores, language):
    app = open_shores("targets", lang=language)
    drawn = html(app)
    status = {"en": "No status: the result is hidden", "fr": "Sans état : résultat masqué"}[language]
    assert status in plain(drawn)
    (hidden,) = (row for row in target_rows(drawn) if "cc-status-hidden" in row)
    assert "cc-bullet-bar" not in hidden
    assert "cc-bullet-hidden" in hidden
    assert WHOLE[language] in plain(hidden)
    assert not any(
        "cc-status-hidden" in row for row in target_rows(html(open_shores("targets", lang=language, release="1")))
    )


def target_rows(drawn: str) -> list[str]:
    return re.findall(r'<div class="cc-target-row">(.*?)</div></div>', drawn, flags=re.S)


# -- files


@pytest.fixture
def taken(monkeypatch) -> Iterator[dict[str, pd.DataFrame]]:
    """What each row of downloads of a page would hold, by its key."""
    found: dict[str, pd.DataFrame] = {}
    monkeypatch.setattr(
        pieces.downloads, "download_row", lambda words, frame, about, *, name, key: found.update({key: frame()})
    )
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_says_in_words_that_a_cell_is_hidden_and_holds_no_number_for_it(open_shores, taken, language):
    open_shores("map", lang=language, indicator="places", measure="per_10000")
    frame = taken["map-places-per_10000"]
    kent = frame[frame.iloc[:, 0].eq("Kent")].iloc[0]
    assert kent.iloc[1:3].isna().all()
    assert plain(kent.iloc[-1]) == WHOLE[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_of_a_curve_tells_why_a_total_is_missing_apart_from_why_a_month_is(open_shores, taken, language):
    open_shores("scheme", lang=language, scheme="training", indicator="places")
    frame = taken["curve-training-places"]
    month, total = frame.columns[-2:]
    assert {"en": "Total by the end of the month", "fr": "Cumul en fin de mois"}[language] in total
    told = [[None if pd.isna(cell) else plain(cell) for cell in row] for row in frame[[month, total]].to_numpy()]
    assert told == [[None, None], [WHOLE[language]] * 2, [WHOLE[language], None]]


# -- everywhere

VIEWS = [
    ("map", {"indicator": "places"}),
    ("map", {"indicator": "places", "measure": "per_10000"}),
    ("map", {"indicator": "places", "view": "explore"}),
    ("map", {"indicator": "enrolled"}),
    ("area", {"area": KENT, "indicator": "places"}),
    ("scheme", {"scheme": "training", "indicator": "places"}),
    ("scheme", {"scheme": "training", "indicator": "enrolled"}),
    ("scheme", {"scheme": "advice", "indicator": "places"}),
    ("indicator", {"indicator": "enrolled"}),
    ("targets", {"indicator": "enrolled", "scheme": "training"}),
    ("releases", {}),
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("page", "address"), VIEWS, ids=str)
def test_every_view_opens_on_a_release_with_hidden_cells_and_says_so(open_shores, page, address, language):
    app = open_shores(page, lang=language, **address)
    assert not app.exception
    said = everything_said(app)
    assert [text for text in said if "⟦" in text or "nan" in text.lower().split() or "<NA>" in text] == []
    told = {"en": ("hidden", "protect small numbers"), "fr": ("masqué", "petits effectifs")}[language]
    assert any(part in text for text in said for part in told)


@pytest.mark.parametrize(("page", "address"), [view for view in VIEWS if view[0] != "releases"], ids=str)
def test_the_same_view_of_a_release_that_hides_nothing_says_nothing_of_it(open_shores, page, address):
    said = everything_said(open_shores(page, lang="en", release="1", **address))
    rule = words_for("en")("status.hidden.rule")  # stands among the others, whether or not a status is hidden
    assert [text for text in said if WHOLE["en"] in text and text != rule] == []
