"""The 38 areas that results are counted in, and the counties and countries that they roll up to.

Read from areas.geojson without its shapes being looked at, so that nothing here needs geopandas.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

AREAS_FILE = Path(__file__).with_name("areas.geojson")


@dataclass(frozen=True)
class Text:
    """The same words in the two languages of the programme; text["fr"] gives one of them."""

    en: str
    fr: str

    def __getitem__(self, language: str) -> str:
        if language not in ("en", "fr"):
            raise KeyError(f"no text in language {language!r}; there is en, fr")
        return self.en if language == "en" else self.fr


COUNTRY_NAMES = {"UK": Text("England", "Angleterre"), "FR": Text("France", "France")}

ATTRIBUTION = Text(
    en=(
        "England: contains National Statistics data © Crown copyright and database right 2016; contains OS data "
        "© Crown copyright and database right 2016 (Open Government Licence v3.0), as generalised in GeoViews "
        "(BSD-3-Clause). France and surrounding land: Natural Earth."
    ),
    fr=(
        "Angleterre\u00a0: contient des données National Statistics © Crown copyright and database right 2016 et des "
        "données OS © Crown copyright and database right 2016 (Open Government Licence v3.0), généralisées dans "
        "GeoViews (BSD-3-Clause). France et terres voisines\u00a0: Natural Earth."
    ),
)

BOUNDARY_VINTAGE = Text(
    en="Boundaries: English authorities as in 2015–16; French departments have not changed since.",
    fr="Limites\u00a0: collectivités anglaises de 2015-2016\u00a0; les départements français n’ont pas changé depuis.",
)

# What a reader would otherwise get wrong; shown with the map and on the page about the figures.
BOUNDARY_NOTES = (
    Text(
        en="Kent is the area of Kent County Council. Medway is a separate authority and is shown on its own.",
        fr=(
            "«\u00a0Kent\u00a0» désigne le territoire du conseil du comté du Kent. Medway, collectivité "
            "distincte, figure à part."
        ),
    ),
    Text(
        en=(
            "The same holds for every county council. Devon is without Plymouth and Torbay, Essex without "
            "Southend-on-Sea and Thurrock. Hampshire is without Portsmouth and Southampton, East Sussex without "
            "Brighton and Hove, and Cambridgeshire without Peterborough."
        ),
        fr=(
            "Il en va de même de chaque conseil de comté. Le Devon s’entend sans Plymouth ni Torbay, l’Essex sans "
            "Southend-on-Sea ni Thurrock. Le Hampshire s’entend sans Portsmouth ni Southampton, l’East Sussex sans "
            "Brighton et Hove, le Cambridgeshire sans Peterborough."
        ),
    ),
    Text(
        en=(
            "Dorset, Bournemouth and Poole are drawn as before April 2019, with Christchurch in Dorset. Bournemouth "
            "and Poole are one area, because their population is published together."
        ),
        fr=(
            "Le Dorset, Bournemouth et Poole sont tracés comme avant avril 2019, Christchurch étant rattachée au Dorset. "
            "Bournemouth et Poole forment un seul territoire\u00a0: leur population est publiée ensemble."
        ),
    ),
    Text(
        en="Cornwall and the Isles of Scilly are one area, because their population is published together.",
        fr="La Cornouailles et les îles Scilly forment un seul territoire\u00a0: leur population est publiée ensemble.",
    ),
    Text(
        en=(
            "Somerset is the area of the former Somerset County Council, without Bath and North East Somerset and "
            "North Somerset, which are outside the programme area."
        ),
        fr=(
            "«\u00a0Somerset\u00a0» désigne le territoire de l’ancien conseil du comté du Somerset, sans Bath and "
            "North East Somerset ni North Somerset, hors de la zone du programme."
        ),
    ),
)


class UnknownAreaError(KeyError):
    """A code that is no area of the programme: says which, and which codes there are."""

    def __init__(self, code: object, known: Iterable[str]) -> None:
        self.code = code
        self.known = tuple(known)
        super().__init__(code)

    def __str__(self) -> str:
        return f"unknown area {self.code!r}; known areas: {', '.join(self.known)}"


@dataclass(frozen=True)
class Area:
    code: str
    name: Text
    kind: str
    country: str
    county: str
    county_name: Text
    nuts3_2013: tuple[str, ...]
    nuts3_2016: tuple[str, ...]
    gss: tuple[str, ...]
    insee: str | None
    population: int
    population_year: int
    population_source: str
    area_km2: float
    label_lon: float
    label_lat: float


@dataclass(frozen=True)
class County:
    """A ceremonial county with the authorities in it, or a department, which has only itself."""

    code: str
    name: Text
    country: str
    areas: tuple[str, ...]


class AreaTable(dict[str, Area]):
    """Areas by code; asking for a code that does not exist names the ones that do."""

    def __missing__(self, code: str) -> Area:
        raise UnknownAreaError(code, self)


@lru_cache(maxsize=4)
def load_areas(path: Path = AREAS_FILE) -> dict[str, Area]:
    """Every area by its code: England first, then France, each by English name."""
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    found = sorted((_area(feature["properties"]) for feature in features), key=_place_in_list)
    return AreaTable((area.code, area) for area in found)


def counties(areas: Mapping[str, Area]) -> dict[str, County]:
    """The counties and departments that these areas make up, in the order of the areas."""
    members: dict[str, list[Area]] = {}
    for area in areas.values():
        members.setdefault(area.county, []).append(area)
    return {
        code: County(code, parts[0].county_name, parts[0].country, tuple(part.code for part in parts))
        for code, parts in members.items()
    }


def _area(properties: Mapping[str, Any]) -> Area:
    plain = {
        field: properties[field]
        for field in (
            *("code", "kind", "country", "county", "insee", "population", "population_year", "population_source"),
            *("area_km2", "label_lon", "label_lat"),
        )
    }
    return Area(
        **plain,
        name=Text(properties["name_en"], properties["name_fr"]),
        county_name=Text(properties["county_name_en"], properties["county_name_fr"]),
        nuts3_2013=tuple(properties["nuts3_2013"]),
        nuts3_2016=tuple(properties["nuts3_2016"]),
        gss=tuple(properties["gss"]),
    )


def _place_in_list(area: Area) -> tuple[int, str]:
    return list(COUNTRY_NAMES).index(area.country), area.name.en
