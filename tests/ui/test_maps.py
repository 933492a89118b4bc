"""Both maps paint the same classes, keep absence apart from zero, and ask no other host."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from ui import exploring_map, maps
from ui.maps import Cell, Legend, Point
from ui.theme import colour, rgba, sequential
from ui.words import Words

LEGEND = Legend("Firms", ("1 to 9", "10 or more"), ("suppressed", "not_applicable"))


def cell(area: str = "29", class_index: int | None = 1, absence: str | None = None) -> Cell:
    return Cell(area=area, name="Finistère", text="14 <programmes>", class_index=class_index, absence=absence)


def feature(**properties: object) -> dict[str, object]:
    return {"type": "Feature", "id": "29", "properties": dict(cell()) | properties, "geometry": None}


def deck(words: Words, *features: dict[str, object], points: tuple[Point, ...] = ()) -> dict:
    shapes = {"type": "FeatureCollection", "features": list(features)}
    return json.loads(exploring_map.explore(shapes, legend=LEGEND, theme="light", points=points).to_json())


def layer(made: dict, name: str) -> dict:
    return next(each for each in made["layers"] if each["id"] == name)


def map_app() -> None:
    import streamlit as st

    from ui import maps
    from ui.words import words_for

    cells = [
        maps.Cell(area=code, name=code, text=code, class_index=0, absence=None) for code in ("29", "62", "E10000020")
    ]
    heard = st.session_state.setdefault("heard", [])
    chosen = maps.choose_area(
        cells,
        legend=maps.Legend("Firms", ("here",)),
        selected=st.session_state.get("outside"),
        key="map",
        label="Firms by area",
        words=words_for("en"),
        on_choose=heard.append,
    )
    st.text(f"chosen {chosen}")
    st.button("again")


def test_what_the_reader_chose_survives_a_rerun() -> None:
    app = AppTest.from_function(map_app).run()
    assert app.text[0].value == "chosen None"
    app.session_state["map"] = {"selected": "E10000020"}
    app.run()
    assert app.text[0].value == "chosen E10000020"
    app.button[0].click().run()
    assert app.text[0].value == "chosen E10000020"


def test_a_choice_from_outside_wins_when_it_changes() -> None:
    app = AppTest.from_function(map_app).run()
    app.session_state["map"] = {"selected": "E10000020"}
    app.run()
    app.session_state["outside"] = "29"
    app.run()
    assert app.text[0].value == "chosen 29"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (cell(class_index=None), "either a class or a reason"),
        (cell(absence="suppressed"), "either a class or a reason"),
        (cell(class_index=None, absence="secret"), "unknown absence 'secret'"),
        (cell(class_index=2), "class 2 of a legend with 2"),
    ],
)
def test_a_cell_has_a_class_or_a_reason_never_both_or_neither(wrong: Cell, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        maps._check([wrong], LEGEND)


def test_the_legend_states_classes_and_every_reason_apart(english: Words) -> None:
    shown = maps.legend_below(english, LEGEND)
    assert all(text in shown for text in ("1 to 9", "10 or more", "hidden to protect small numbers", "not applicable"))
    assert "cc-swatch-suppressed" in shown
    assert "cc-swatch-not_applicable" in shown
    assert "cc-swatch-not_published" not in shown
    assert "Crown copyright" in shown


def test_the_exploring_map_asks_no_tile_server(english: Words) -> None:
    made = deck(english, feature())
    assert made.get("mapProvider") is None
    assert "http" not in json.dumps(made)


def test_the_exploring_map_paints_the_classes_of_the_legend(english: Words) -> None:
    made = deck(english, feature(class_index=0), feature(class_index=None, absence="not_applicable"))
    fills = [shape["properties"]["fill"] for shape in layer(made, "areas")["data"]["features"]]
    assert fills == [rgba(sequential(2)[0].light), rgba(colour("not_applicable", "light"))]


def test_the_exploring_map_hatches_what_is_hidden_and_not_what_does_not_apply(english: Words) -> None:
    gone = [feature(class_index=None, absence=code) for code in ("suppressed", "not_published", "not_applicable")]
    hatched = layer(deck(english, feature(), *gone), "hatch")["data"]["features"]
    assert [shape["properties"]["absence"] for shape in hatched] == ["suppressed", "not_published"]


def test_what_hovers_over_the_map_is_escaped(english: Words) -> None:
    made = deck(english, feature(), points=(Point(name="<b>", text="&", lon=1.0, lat=52.0),))
    assert "14 &lt;programmes&gt;" in layer(made, "areas")["data"]["features"][0]["properties"]["tip"]
    assert layer(made, "places")["data"][0]["tip"] == "<b>&lt;b&gt;</b><br>&amp;"


def test_labels_stand_below_the_map_for_narrow_screens() -> None:
    labelled = Cell(**{**cell(), "label": ["Finistère", "14 <programmes>"]})
    assert maps._labels_below([labelled, cell("62")]).count("<dt>") == 1
    assert "14 &lt;programmes&gt;" in maps._labels_below([labelled])
