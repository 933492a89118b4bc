"""/areas.geojson: the outlines of the areas, simplified, with what is known of each."""

import pandas as pd
from pydantic_core import to_json

from api.asking import Asking
from api.framework import area_told
from api.remembered import Made
from geo.areas import ATTRIBUTION, BOUNDARY_VINTAGE, load_areas
from geo.boundaries import shapes

GEOJSON = "application/geo+json"
TOLD = ["kind", "county", "population", "population_year", "schemes"]


def outlines_answer(asking: Asking) -> Made:
    """RFC 7946; beside its own members `release`, `boundaries` and `attribution`."""
    told = [vars(area_told(asking.release.programme, area)) for area in load_areas().values()]
    areas = pd.DataFrame(told).rename(columns={"code": "area"})[["area", *TOLD]]
    about = {"release": asking.release.number, "boundaries": BOUNDARY_VINTAGE, "attribution": ATTRIBUTION}
    return Made(to_json({**shapes(areas, columns=TOLD), **about}), GEOJSON)
