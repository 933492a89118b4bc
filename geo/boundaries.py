"""The shapes at work: projected outlines for the SVG map, light shapes joined to figures, places for labels and points.

The only module that needs geopandas. Run as `python -m geo.boundaries`, it writes what a browser fetches by address
into static/.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geo.areas import AREAS_FILE, UnknownAreaError, load_areas
from geo.svg_path import path_data

CONTEXT_FILE = AREAS_FILE.with_name("context.geojson")
STATIC_FOLDER = AREAS_FILE.parents[1] / "static"

DEGREES = 4326
# ETRS89-LAEA: areas keep their size, so that no county looks more important than it is.
METRES = 3035

OUTLINE_WIDTH = 1000
MARGIN_METRES = 42_000
OUTLINE_TOLERANCE_METRES = 400
# Context is cut a little outside the frame, so that the cut itself is never seen.
CUT_METRES = 8_000

LIGHT_TOLERANCE_METRES = 500
LIGHT_DECIMALS = 3
# A gap between neighbours narrower than this (in degrees, about 10 m) is a fault, not a river.
GAP_DEGREES = 0.0001


def read_land() -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """Areas and context land as committed, in degrees; columns as in the files, index = code."""
    frames = []
    for path in (AREAS_FILE, CONTEXT_FILE):
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
        frames.append(gpd.GeoDataFrame.from_features(features, crs=DEGREES).set_index("code", drop=False))
    return frames[0], frames[1]


def outlines() -> dict[str, Any]:
    """What the SVG map draws.

    view_box, width, height; areas: code -> d (path), x, y (where a label has most room), r (radius of that room),
    country; context: a list of code, d. All in the units of the view box, y downwards.
    """
    left, bottom, right, top = _frame()
    land = _simplified(OUTLINE_TOLERANCE_METRES)
    window = shapely.box(left - CUT_METRES, bottom - CUT_METRES, right + CUT_METRES, top + CUT_METRES)
    known = load_areas()
    areas = {code: _drawn_area(land[code]) | {"country": area.country} for code, area in known.items()}
    context = [
        {"code": code, "d": _path(piece)}
        for code, shape in land.items()
        if code not in known and not (piece := shape & window).is_empty
    ]
    height = round((top - bottom) / _metres_per_unit())
    return {
        "view_box": f"0 0 {OUTLINE_WIDTH} {height}",
        "width": OUTLINE_WIDTH,
        "height": height,
        "areas": areas,
        "context": context,
    }


def shapes(cells: pd.DataFrame, *, columns: Sequence[str]) -> dict[str, Any]:
    """The areas as GeoJSON for pydeck, each with the given columns of its row in `cells` (keyed by column area).

    Properties: area, name_en, name_fr, country and the columns. An area without a row keeps its shape and has null in
    every column, which is not 0. A code that is no area is refused, and so is a second row for the same area.
    """
    known = load_areas()
    for code in cells["area"]:
        if code not in known:
            raise UnknownAreaError(code, known)
    if cells["area"].duplicated().any():
        raise ValueError(f"more than one row for area {cells.loc[cells['area'].duplicated(), 'area'].iloc[0]!r}")
    # As objects, or whole numbers would become fractions as soon as one area has no row.
    figures = cells[["area", *columns]].astype(object)
    joined = _light_areas().merge(figures, on="area", how="left", validate="one_to_one")
    named = ["area", "name_en", "name_fr", "country", *columns]
    return _feature_collection(joined, named)


def context_shapes() -> dict[str, Any]:
    """The land around the areas as GeoJSON, simplified together with them, so that edges meet; properties: code."""
    light = _light_land()
    _, context = read_land()
    frame = gpd.GeoDataFrame({"code": context.index}, geometry=[light[code] for code in context.index], crs=DEGREES)
    return _feature_collection(frame, ["code"])


def label_points() -> pd.DataFrame:
    """Where to write each area's name: area, name_en, name_fr, country, lon, lat (degrees)."""
    return pd.DataFrame(
        [
            (area.code, area.name.en, area.name.fr, area.country, area.label_lon, area.label_lat)
            for area in load_areas().values()
        ],
        columns=["area", "name_en", "name_fr", "country", "lon", "lat"],
    )


def project(lon: float, lat: float) -> tuple[float, float]:
    """A place in degrees to x, y in the view box of the SVG map; a place outside the frame gets numbers outside it."""
    place = gpd.GeoSeries.from_xy([lon], [lat], crs=DEGREES).to_crs(METRES).iloc[0]
    return _to_view(place.x, place.y)


def check(areas: gpd.GeoDataFrame | None = None, context: gpd.GeoDataFrame | None = None) -> list[str]:
    """Everything that is wrong with the shapes, one sentence each; nothing wrong is an empty list."""
    committed_areas, committed_context = read_land()
    land = pd.concat(
        [
            (committed_areas if areas is None else areas).geometry,
            (committed_context if context is None else context).geometry,
        ]
    )
    faults = [
        f"{code}: shape is not valid: {shapely.is_valid_reason(shape)}"
        for code, shape in land.items()
        if not shape.is_valid
    ]
    edges = shapely.coverage_invalid_edges(land.to_numpy(), gap_width=GAP_DEGREES)
    faults += [
        f"{code}: edge does not meet the neighbour's near {_near(edge)}"
        for code, edge in zip(land.index, edges, strict=True)
        if not shapely.is_empty(edge)
    ]
    faults += [
        f"{area.code}: label point lies outside the area"
        for area in load_areas().values()
        if area.code in land.index and not land[area.code].contains(shapely.Point(area.label_lon, area.label_lat))
    ]
    return faults + [f"{code}: no shape" for code in load_areas() if code not in land.index]


def static_files() -> dict[str, str]:
    """The text of every file that a browser fetches by address, by its name in static/."""
    return {
        "outlines.json": _compact(outlines()),
        "context.geojson": _compact(context_shapes()),
    }


def main() -> None:
    STATIC_FOLDER.mkdir(exist_ok=True)
    for name, text in static_files().items():
        (STATIC_FOLDER / name).write_text(text, encoding="utf-8")


def _compact(content: Mapping[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"


def _near(edge: BaseGeometry) -> str:
    lon, lat = shapely.get_coordinates(edge)[0]
    return f"{lon:.4f}, {lat:.4f}"


@lru_cache(maxsize=2)
def _simplified(tolerance: int) -> dict[str, BaseGeometry]:
    """Areas and context land as one coverage in metres, simplified together, so that neighbours keep their edges."""
    land = pd.concat([frame.geometry for frame in read_land()]).to_crs(METRES)
    return dict(zip(land.index, shapely.coverage_simplify(land.to_numpy(), tolerance), strict=True))


@lru_cache(maxsize=1)
def _frame() -> tuple[float, float, float, float]:
    areas, _ = read_land()
    left, bottom, right, top = areas.to_crs(METRES).total_bounds
    return left - MARGIN_METRES, bottom - MARGIN_METRES, right + MARGIN_METRES, top + MARGIN_METRES


def _metres_per_unit() -> float:
    left, _, right, _ = _frame()
    return float(right - left) / OUTLINE_WIDTH


def _to_view(x: float, y: float) -> tuple[float, float]:
    left, _, _, top = _frame()
    return round(float(x - left) / _metres_per_unit(), 1), round(float(top - y) / _metres_per_unit(), 1)


def _drawn_area(shape: BaseGeometry) -> dict[str, Any]:
    largest = max(shapely.get_parts(shape), key=lambda part: part.area)
    room = shapely.maximum_inscribed_circle(largest, tolerance=100)
    x, y = _to_view(*room.coords[0])
    return {"d": _path(shape), "x": x, "y": y, "r": round(room.length / _metres_per_unit(), 1)}


def _path(shape: BaseGeometry) -> str:
    left, _, _, top = _frame()
    unit = _metres_per_unit()
    return path_data(shapely.transform(shape, lambda points: (points - (left, top)) * (1, -1) / unit))


@lru_cache(maxsize=1)
def _light_land() -> dict[str, BaseGeometry]:
    simplified = _simplified(LIGHT_TOLERANCE_METRES)
    degrees = gpd.GeoSeries(simplified, crs=METRES).to_crs(DEGREES)
    light = shapely.transform(degrees.to_numpy(), lambda points: np.round(points, LIGHT_DECIMALS))
    return dict(zip(simplified, light, strict=True))


@lru_cache(maxsize=1)
def _light_areas() -> gpd.GeoDataFrame:
    light = _light_land()
    named = label_points()[["area", "name_en", "name_fr", "country"]]
    return gpd.GeoDataFrame(named, geometry=[light[code] for code in named["area"]], crs=DEGREES)


def _feature_collection(frame: gpd.GeoDataFrame, columns: Sequence[str]) -> dict[str, Any]:
    rows = frame[list(columns)].to_dict("records")
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": row[columns[0]],
                "properties": {column: _plain(value) for column, value in row.items()},
                "geometry": shapely.geometry.mapping(shapely.orient_polygons(shape)),
            }
            for row, shape in zip(rows, frame.geometry, strict=True)
        ],
    }


def _plain(value: Any) -> Any:
    """A cell as JSON has it: missing is null, and numbers are Python's own."""
    if not isinstance(value, (list, tuple, dict)) and pd.isna(value):
        return None
    return value.item() if isinstance(value, np.generic) else value


if __name__ == "__main__":
    main()
