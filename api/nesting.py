"""Which codes lie inside which: a scheme in its strand and of its partner, an area in its county and country."""

from ccare_metrics.framework import Programme
from geo.areas import counties, load_areas

# A kind of row, and the wider kinds that each such row lies in.
LIES_IN = {"scheme": ("strand", "partner"), "area": ("county", "country"), "county": ("country",)}


def wider_code(programme: Programme, kind: str, code: str, wider: str) -> str | None:
    """The strand or partner of a scheme, the county or country of an area, the country of a county; None where nothing is wider."""
    if wider not in LIES_IN.get(kind, ()):
        return None
    if kind == "scheme":
        return str(getattr(programme.schemes[code], wider))
    places = load_areas() if kind == "area" else counties(load_areas())
    return str(getattr(places[code], wider))


def narrower(kind: str) -> tuple[str, ...]:
    """The kinds that something of this kind can be split by, itself first."""
    return (kind, *(inner for inner, wider in LIES_IN.items() if kind in wider))
