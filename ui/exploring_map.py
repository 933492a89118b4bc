"""The map to explore: pydeck without tiles, to zoom, hover and select; the same cells and legend as the map to read in `maps`.

Outlines come from static/, made by geo/boundaries.py; no tile, no token, no other host.
"""

from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any

import pydeck as pdk
import streamlit as st

from geo.areas import load_areas
from ui.maps import Legend, Point
from ui.theme import Mode, colour, rgba, sequential

CONTEXT = "/app/static/context.geojson"
Deck = pdk.Deck
AREAS_LAYER = "areas"
NAMED_FROM_KM2 = 300
PATTERNS = "/app/static/patterns.png"
# Where each pattern stands in that picture: white on nothing, to be inked in the colour of the theme.
HATCHED = {
    code: {"x": 64 * place, "y": 0, "width": 64, "height": 64}
    for place, code in enumerate(("not_published", "not_reported", "suppressed"))
}


def explore(
    geojson: Mapping[str, Any],
    *,
    legend: Legend,
    theme: Mode,
    points: Sequence[Point] = (),
    selected: str | None = None,
) -> pdk.Deck:
    """The pydeck map: areas to zoom, hover and select, context land, names, places.

    geojson: from `geo.boundaries.shapes`, each feature with the properties area, name, text, class_index, absence (as a `Cell`).
    """
    features = [_coloured(feature, legend, theme, selected) for feature in geojson["features"]]
    layers = [
        _context_layer(theme),
        _areas_layer(features, theme),
        _hatch_layer(features, theme),
        _names_layer(features, theme),
    ]
    if points:
        layers.append(_places_layer(points, theme))
    return pdk.Deck(
        layers=layers,
        map_provider=None,  # and no map_style at all: even None makes Streamlit fetch one from a tile server
        initial_view_state=pdk.ViewState(longitude=-1.2, latitude=50.3, zoom=5.45, min_zoom=4.5, max_zoom=10),
        tooltip={"html": "{tip}", "style": _tip_style(theme)},  # type: ignore[arg-type]
    )


def draw_explore(
    deck: pdk.Deck, *, key: str, alt: str, on_select: Callable[[], None] | None = None, height: int = 600
) -> str | None:
    """Puts the deck on the page; returns the selected area's code, or None."""
    with st.container(key=f"cc_deck_{key}"):
        event = st.pydeck_chart(
            deck, key=key, alt=alt, height=height, on_select=on_select or "rerun", selection_mode="single-object"
        )
    objects = event["selection"]["objects"].get(AREAS_LAYER, [])
    return objects[0]["properties"]["area"] if objects else None


def _coloured(feature: Mapping[str, Any], legend: Legend, theme: Mode, selected: str | None) -> dict[str, Any]:
    properties = feature["properties"]
    fill = _fill(properties, legend, theme)
    tip = f"<b>{escape(properties['name'])}</b><br>{escape(properties['text'])}"
    chosen = properties["area"] == selected
    drawn = properties | {
        "fill": fill,
        "tip": tip,
        "edge": rgba(colour("focus" if chosen else "area-line", theme)),
        "edge_width": 3 if chosen else 1,
    }
    return {**feature, "properties": drawn}


def _fill(properties: Mapping[str, Any], legend: Legend, theme: Mode) -> list[int]:
    if properties["absence"] == "not_applicable":
        return rgba(colour("not_applicable", theme))
    if properties["absence"]:
        return rgba(colour("pattern-ground", theme))
    return rgba(sequential(len(legend.classes))[int(properties["class_index"])][theme])


def _context_layer(theme: Mode) -> pdk.Layer:
    return pdk.Layer(
        "GeoJsonLayer",
        CONTEXT,
        id="context",
        stroked=True,
        get_fill_color=rgba(colour("context", theme)),
        get_line_color=rgba(colour("context-line", theme)),
        line_width_units=pdk.types.String("pixels"),
        get_line_width=1,
        pickable=False,
    )


def _areas_layer(features: Sequence[Mapping[str, Any]], theme: Mode) -> pdk.Layer:
    return pdk.Layer(
        "GeoJsonLayer",
        {"type": "FeatureCollection", "features": list(features)},
        id=AREAS_LAYER,
        stroked=True,
        get_fill_color="properties.fill",
        get_line_color="properties.edge",
        get_line_width="properties.edge_width",
        line_width_units=pdk.types.String("pixels"),
        pickable=True,
        auto_highlight=True,
        highlight_color=rgba(colour("focus", theme), 0.2),
    )


def _hatch_layer(features: Sequence[Mapping[str, Any]], theme: Mode) -> pdk.Layer:
    """The same patterns as in the SVG map and the legend, over the areas that have no figure."""
    gone = [shape for shape in features if shape["properties"]["absence"] in HATCHED]
    return pdk.Layer(
        "GeoJsonLayer",
        {"type": "FeatureCollection", "features": gone},
        id="hatch",
        stroked=False,
        get_fill_color=rgba(colour("pattern-ink", theme)),
        extensions=[{"@@type": "FillStyleExtension", "pattern": True}],
        fill_pattern_atlas=pdk.types.String(PATTERNS),
        fill_pattern_mask=True,
        fill_pattern_mapping=HATCHED,
        get_fill_pattern="properties.absence",
        get_fill_pattern_scale=700,
        pickable=False,
    )


def _names_layer(features: Sequence[Mapping[str, Any]], theme: Mode) -> pdk.Layer:
    """Names of the areas; where two would write over each other, the larger area keeps its name until one zooms in."""
    areas = load_areas()
    names = [
        {
            "at": [areas[drawn["area"]].label_lon, areas[drawn["area"]].label_lat],
            "name": drawn["name"],
            "size": areas[drawn["area"]].area_km2 / 10,
        }
        for drawn in (shape["properties"] for shape in features)
        if areas[drawn["area"]].area_km2 >= NAMED_FROM_KM2
    ]
    return pdk.Layer(
        "TextLayer",
        names,
        id="names",
        get_position="at",
        get_text="name",
        get_color=rgba(colour("text", theme)),
        background=True,
        get_background_color=rgba(colour("page", theme), 0.82),
        background_padding=[3, 1],
        get_size=12,
        font_family=pdk.types.String("Inter, sans-serif"),
        font_weight=600,
        character_set=pdk.types.String("auto"),
        extensions=[{"@@type": "CollisionFilterExtension"}],
        get_collision_priority="size",
        collision_test_props={"sizeScale": 2},
        pickable=False,
    )


def _places_layer(points: Sequence[Point], theme: Mode) -> pdk.Layer:
    data = [
        {"at": [point["lon"], point["lat"]], "tip": f"<b>{escape(point['name'])}</b><br>{escape(point['text'])}"}
        for point in points
    ]
    return pdk.Layer(
        "ScatterplotLayer",
        data,
        id="places",
        get_position="at",
        get_fill_color=rgba(colour("place", theme)),
        get_line_color=rgba(colour("focus-halo", theme)),
        stroked=True,
        radius_units=pdk.types.String("pixels"),
        line_width_units=pdk.types.String("pixels"),
        get_radius=6,
        get_line_width=1.5,
        pickable=True,
    )


def _tip_style(theme: Mode) -> dict[str, str]:
    return {
        "backgroundColor": colour("page", theme),
        "color": colour("text", theme),
        "border": f"1px solid {colour('line-strong', theme)}",
        "borderRadius": "4px",
        "fontSize": "13px",
    }
