"""The map to read and choose from, as inline SVG, and the legend that both maps share; the map to explore is in `exploring_map`.

Outlines come from static/, made by geo/boundaries.py; no tile, no token, no other host.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import NotRequired, TypedDict

import streamlit as st

from geo.areas import ATTRIBUTION, BOUNDARY_VINTAGE
from ui.theme import css_variables, print_variables
from ui.words import Words

HERE = Path(__file__).resolve().parent
# Relative, so that the site also works below a path of another host.
OUTLINES = "app/static/outlines.json"
ABSENCES = ("not_reported", "not_published", "suppressed", "not_applicable")
NOTHING = object()

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
        "cells": [{**_said(words, cell), "label": list(cell.get("label", ()))} for cell in cells],
        "classes": len(legend.classes),
        "label": label,
        "compact": compact,
        "points": [_said(words, point) for point in points],
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


def _said(words: Words, shown: Cell | Point) -> dict:
    """With what is read aloud of it."""
    return {**shown, "said": words.named(shown["name"], shown["text"])}


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
