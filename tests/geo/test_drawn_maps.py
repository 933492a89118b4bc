"""What the maps draw: projected outlines, light shapes joined to figures, labels and points of interest."""

import itertools
import json
import re
import socket

import numpy as np
import pandas as pd
import pytest
import shapely

from geo import boundaries
from geo.areas import UnknownAreaError, load_areas
from geo.svg_path import path_data

NORFOLK, KENT, MEDWAY, PLYMOUTH = "E10000020", "E10000016", "E06000035", "E06000026"


def drawn(path: str) -> shapely.MultiPolygon:
    """The shape that path data draws, read back by the rules of SVG; coordinates in tenths."""
    rings = []
    for start, steps in re.findall(r"M([^l]+)l([^z]+)z", path):
        moves = np.array([round(float(word) * 10) for word in re.findall(r"-?\d*\.?\d+", f"{start} {steps}")])
        rings.append(shapely.Polygon(np.cumsum(moves.reshape(-1, 2), axis=0)))
    # Rings inside another ring are holes, as SVG's fill rule has it.
    shape = rings[0]
    for ring in rings[1:]:
        shape = shapely.symmetric_difference(shape, ring)
    return shape


def test_committed_static_files_are_what_the_code_makes():
    for name, text in boundaries.static_files().items():
        assert (boundaries.STATIC_FOLDER / name).read_text(encoding="utf-8") == text, f"run make geo: static/{name}"


def test_outlines_are_small_and_hold_every_area():
    outlines = boundaries.outlines()
    assert list(outlines["areas"]) == list(load_areas())
    assert len(json.dumps(outlines, separators=(",", ":"))) < 60_000
    assert outlines["view_box"] == f"0 0 {outlines['width']} {outlines['height']}"
    assert {"GB", "FR", "JE", "GG", "BE"} <= {land["code"] for land in outlines["context"]}


def test_drawn_areas_neither_overlap_nor_come_apart():
    outlines = boundaries.outlines()["areas"]
    shapes = {code: drawn(area["d"]) for code, area in outlines.items()}
    assert all(shape.is_valid for shape in shapes.values())
    together = shapely.union_all(list(shapes.values()))
    assert together.area == pytest.approx(sum(shape.area for shape in shapes.values()), abs=1e-6)
    committed, _ = boundaries.read_land()
    for one, other in itertools.combinations(shapes, 2):
        were_neighbours = committed.geometry[one].boundary.intersection(committed.geometry[other].boundary).length > 0
        are_neighbours = shapes[one].boundary.intersection(shapes[other].boundary).length > 0
        assert are_neighbours == were_neighbours, (one, other)


def test_every_label_has_room_inside_its_drawn_area_and_inside_the_frame():
    outlines = boundaries.outlines()
    for code, area in outlines["areas"].items():
        shape = drawn(area["d"])
        assert shape.contains(shapely.Point(area["x"] * 10, area["y"] * 10)), code
        left, top, right, bottom = shape.bounds
        assert left > 0 and top > 0, code
        assert right < outlines["width"] * 10 and bottom < outlines["height"] * 10, code
        assert area["r"] > 0, code


def test_drawn_areas_keep_their_size():
    outlines = boundaries.outlines()["areas"]
    for code in (NORFOLK, KENT, "29", "62", "E06000030"):
        square_units = drawn(outlines[code]["d"]).area / 100
        expected = load_areas()[code].area_km2 / load_areas()[NORFOLK].area_km2
        assert square_units / (drawn(outlines[NORFOLK]["d"]).area / 100) == pytest.approx(expected, rel=0.03), code


def test_norfolk_is_north_of_kent_and_kent_is_across_the_water_from_pas_de_calais():
    areas = boundaries.outlines()["areas"]
    assert areas[NORFOLK]["y"] < areas[KENT]["y"] < areas["62"]["y"]
    assert areas["29"]["x"] < areas["50"]["x"] < areas["62"]["x"]


@pytest.mark.parametrize(
    ("place", "lon", "lat", "area"),
    [("Norwich", 1.29, 52.63, NORFOLK), ("Maidstone", 0.52, 51.27, KENT), ("Arras", 2.78, 50.29, "62")],
)
def test_a_place_is_projected_into_the_area_where_it_is(place, lon, lat, area):
    x, y = boundaries.project(lon, lat)
    holding = [
        code
        for code, entry in boundaries.outlines()["areas"].items()
        if drawn(entry["d"]).contains(shapely.Point(x * 10, y * 10))
    ]
    assert holding == [area], place


def test_a_place_outside_the_frame_gets_numbers_outside_it():
    x, _ = boundaries.project(13.4, 52.5)
    assert x > boundaries.outlines()["width"]


def test_path_data_is_short_and_exact():
    square = shapely.box(0.04, 0, 10, 10.26)
    assert path_data(square) == "M10 0l0 10.3-10 0 0-10.3z"
    assert path_data(shapely.box(5, 5, 5.01, 5.01)) == ""
    ring = shapely.difference(shapely.box(0, 0, 9, 9), shapely.box(3, 3, 6, 6))
    assert drawn(path_data(ring)).area == pytest.approx((81 - 9) * 100)


def cells(**values) -> pd.DataFrame:
    return pd.DataFrame({"area": list(values), "value": list(values.values())})


def properties(collection: dict) -> dict[str, dict]:
    return {feature["id"]: feature["properties"] for feature in collection["features"]}


def test_figures_are_joined_to_their_shapes_and_whole_numbers_stay_whole():
    frame = cells(**{NORFOLK: 373, PLYMOUTH: 0}).assign(provenance=["published", "illustrative"])
    found = properties(boundaries.shapes(frame, columns=["value", "provenance"]))
    assert found[NORFOLK]["value"] == 373
    assert isinstance(found[NORFOLK]["value"], int)
    assert found[NORFOLK]["provenance"] == "published"
    assert found[NORFOLK]["name_fr"] == "Norfolk"
    assert found[PLYMOUTH]["value"] == 0


def test_an_area_without_a_figure_is_kept_and_is_not_zero():
    collection = boundaries.shapes(cells(**{NORFOLK: 373}), columns=["value"])
    found = properties(collection)
    assert list(found) == list(load_areas())
    assert found[MEDWAY]["value"] is None
    assert found["29"]["value"] is None
    assert '"value": null' in json.dumps(collection, allow_nan=False)


def test_no_figures_at_all_still_draw_every_area():
    nothing = pd.DataFrame({"area": [], "value": []})
    assert all(entry["value"] is None for entry in properties(boundaries.shapes(nothing, columns=["value"])).values())


def test_missing_figures_are_null_whatever_pandas_calls_them():
    frame = cells(**{NORFOLK: float("nan"), KENT: None, "29": pd.NA, "62": 1.5})
    found = properties(boundaries.shapes(frame, columns=["value"]))
    assert [found[code]["value"] for code in (NORFOLK, KENT, "29", "62")] == [None, None, None, 1.5]


def test_only_the_columns_asked_for_travel():
    frame = cells(**{NORFOLK: 1}).assign(secret=["raw"])
    assert "raw" not in json.dumps(boundaries.shapes(frame, columns=["value"]))


def test_a_figure_for_an_area_outside_the_programme_is_refused():
    with pytest.raises(UnknownAreaError, match="'59'"):
        boundaries.shapes(cells(**{NORFOLK: 373, "59": 1}), columns=["value"])


def test_two_figures_for_one_area_are_refused():
    twice = pd.concat([cells(**{NORFOLK: 1}), cells(**{NORFOLK: 2})])
    with pytest.raises(ValueError, match=f"more than one row for area '{NORFOLK}'"):
        boundaries.shapes(twice, columns=["value"])


def test_the_callers_frame_is_left_as_it_was():
    frame = cells(**{NORFOLK: 373})
    before = frame.copy(deep=True)
    boundaries.shapes(frame, columns=["value"])["features"][0]["properties"]["value"] = 99
    pd.testing.assert_frame_equal(frame, before)
    assert properties(boundaries.shapes(frame, columns=["value"]))["E06000028"]["value"] is None


def test_light_shapes_meet_each_other_and_context_land():
    areas = boundaries.shapes(pd.DataFrame({"area": []}), columns=[])
    land = [*areas["features"], *boundaries.context_shapes()["features"]]
    shapes = [shapely.geometry.shape(feature["geometry"]) for feature in land]
    assert all(shape.is_valid for shape in shapes)
    assert shapely.coverage_is_valid(shapes)


def test_light_shapes_are_light():
    frame = pd.DataFrame({"area": list(load_areas()), "value": 1})
    assert len(json.dumps(boundaries.shapes(frame, columns=["value"]), separators=(",", ":"))) < 90_000


def test_labels_have_a_point_for_every_area():
    points = boundaries.label_points()
    assert list(points.columns) == ["area", "name_en", "name_fr", "country", "lon", "lat"]
    assert list(points["area"]) == list(load_areas())
    assert points["lon"].between(-6, 4).all() and points["lat"].between(47, 53).all()


def test_drawing_needs_no_network(monkeypatch):
    def refuse(*_):
        raise AssertionError("a map reached for the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    for cached in (boundaries._simplified, boundaries._light_land, boundaries._light_areas, boundaries._frame):
        cached.cache_clear()
    assert boundaries.static_files()
    assert boundaries.check() == []
