"""Two maps from the same cells and the same legend: an inline SVG map for reading and choosing, a pydeck map for exploring.

Outlines come from static/, made by geo/boundaries.py; no tile, no token, no other host.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any, NotRequired, TypedDict

import pydeck as pdk
import streamlit as st

from geo.areas import ATTRIBUTION, BOUNDARY_VINTAGE, load_areas
from ui.theme import Mode, colour, css_variables, print_variables, rgba, sequential
from ui.words import Words

HERE = Path(__file__).resolve().parent
# Relative, so that the site also works below a path of another host.
OUTLINES = "app/static/outlines.json"
CONTEXT = "/app/static/context.geojson"
ABSENCES = ("not_reported", "not_published", "suppressed", "not_applicable")
Deck = pdk.Deck
AREAS_LAYER = "areas"
NOTHING = object()
NAMED_FROM_KM2 = 300
PATTERNS = "/app/static/patterns.png"
# Where each pattern stands in that picture: white on nothing, to be inked in the colour of the theme.
HATCHED = {
    code: {"x": 64 * place, "y": 0, "width": 64, "height": 64}
    for place, code in enumerate(("not_published", "not_reported", "suppressed"))
}

_area_map = st.components.v2.component(
    "ccare_area_map",
    html='<div class="room"></div>\n',
    css=css_variables(":host") + print_variables(":host") + (HERE / "svg_map.css").read_text(encoding="utf-8"),
    js=(HERE / "svg_map.js").read_text(encoding="utf-8"),
)


class Cell(TypedDict):
    """One area of a map. `text`: what is said and shown on hover, figure and provenance in words. Exactly one of class_index (from
    0, least first) and absence is given. `label`: lines written beside the area where there is room, the first one bold."""

    area: str
    name: str
    text: str
    class_index: int | None
    absence: str | None
    label: NotRequired[Sequence[str]]


class Point(TypedDict):
    """A place that a source names. x, y: in the outlines' units (`geo.boundaries.project`); lon, lat: for the exploring map."""

    name: str
    text: str
    x: NotRequired[float]
    y: NotRequired[float]
    lon: NotRequired[float]
    lat: NotRequired[float]


@dataclass(frozen=True)
class Legend:
    """What the shades mean: `classes` in words, least first (1 to 5); `absences` the codes that occur; `places` names the points."""

    title: str
    classes: tuple[str, ...]
    absences: tuple[str, ...] = ()
    places: str = ""


def choose_area(
    cells: Sequence[Cell],
    *,
    legend: Legend,
    selected: str | None,
    key: str,
    label: str,
    words: Words,
    compact: bool = False,
    points: Sequence[Point] = (),
    on_choose: Callable[[str | None], None] | None = None,
    absence_words: Callable[[str], str] | None = None,
) -> str | None:
    """The SVG map with legend, boundaries and, where the map is narrow, the labels as a list. Returns the chosen area's code, or None.

    `label` is the finding with its numbers. `selected` is what the address or a select box says: when it changes it wins, otherwise
    the reader's own choice stands through every rerun. `on_choose` is called with a new choice
    before the script runs again. `compact` keeps the map small on a wide page.
    """
    _check(cells, legend)
    data = {
        "cells": [{**cell, "label": list(cell.get("label", ()))} for cell in cells],
        "classes": len(legend.classes),
        "label": label,
        "compact": compact,
        "points": [dict(point) for point in points],
        "selected": _settled(key, selected),
        "outlines": OUTLINES,
        "words": {name: words(f"map.{name}") for name in ("loading", "failed", "hint")},
    }

    def changed() -> None:
        if on_choose:
            on_choose(_state(key))

    chosen = _area_map(key=key, data=data, default={"selected": data["selected"]}, on_selected_change=changed).selected
    st.html(_labels_below(cells) + legend_below(words, legend, absence_words=absence_words))
    return chosen


def _settled(key: str, selected: str | None) -> str | None:
    """The choice to draw: what comes from outside if it has changed since the last run, else what the reader chose."""
    given = f"{key}_given"
    outside_changed = st.session_state.get(given, NOTHING) != selected
    st.session_state[given] = selected
    if key not in st.session_state:
        return selected
    if outside_changed and _state(key) != selected:
        st.session_state[key]["selected"] = selected
    return _state(key)


def _state(key: str) -> str | None:
    return st.session_state[key].get("selected")


def _check(cells: Iterable[Cell], legend: Legend) -> None:
    for cell in cells:
        place, absence = cell["class_index"], cell["absence"]
        if (place is None) == (absence is None):
            raise ValueError(
                f"area {cell['area']}: either a class or a reason why there is none, got {place!r} and {absence!r}"
            )
        if absence is not None and absence not in ABSENCES:
            raise ValueError(f"area {cell['area']}: unknown absence {absence!r}; there is {', '.join(ABSENCES)}")
        if place is not None and not 0 <= place < len(legend.classes):
            raise ValueError(f"area {cell['area']}: class {place} of a legend with {len(legend.classes)}")


def _labels_below(cells: Iterable[Cell]) -> str:
    named = [cell["label"] for cell in cells if cell.get("label")]
    items = "".join(
        f"<div><dt>{escape(first)}</dt>{''.join(f'<dd>{escape(line)}</dd>' for line in lines)}</div>"
        for first, *lines in named
    )
    return f'<div class="cc-map-words"><dl class="cc-map-list">{items}</dl></div>' if named else ""


# -- legend


@lru_cache(maxsize=400)
def legend_below(words: Words, legend: Legend, *, absence_words: Callable[[str], str] | None = None) -> str:
    """Legend, boundaries and attribution as HTML: classes in words; every reason for no figure with its own pattern and word."""
    why = absence_words or words.absence
    count = len(legend.classes)
    items = [
        _item(f"background:var(--cc-class-{count}-{place})", "", text) for place, text in enumerate(legend.classes)
    ]
    items += [_item("", f" cc-swatch-{code}", why(code)) for code in ABSENCES if code in legend.absences]
    if legend.places:
        items.append(_item("", " cc-swatch-place", legend.places))
    title = f'<span class="cc-legend-title">{escape(legend.title)}</span>' if legend.title else ""
    source = f"{words.name(BOUNDARY_VINTAGE)} {words.name(ATTRIBUTION)}"
    return (
        f'<div class="cc-legend">{title}{"".join(items)}</div>'
        f'<details class="cc-map-note"><summary>{escape(words("map.boundaries"))}</summary>{escape(source)}</details>'
    )


def _item(style: str, kind: str, text: str) -> str:
    return f'<span class="cc-legend-item"><span class="cc-swatch{kind}" style="{style}"></span>{escape(text)}</span>'


def class_words(words: Words, bounds: Sequence[tuple[float, float]], shown: Callable[[float], str]) -> tuple[str, ...]:
    """Classes in words from their lowest and highest value: "1 to 49"; a class of one value is that value."""
    return tuple(
        shown(low) if low == high else words("map.class", low=shown(low), high=shown(high)) for low, high in bounds
    )


# -- exploring


def explore(
    geojson: Mapping[str, Any],
    *,
    legend: Legend,
    words: Words,
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
