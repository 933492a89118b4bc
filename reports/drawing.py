"""The map of a pack as SVG, from the outlines the pages draw too, and where its few labels stand. Positions only."""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from reports.pictures import Map
from ui.theme import Mode, colour, sequential

STATIC = Path(__file__).resolve().parents[1] / "static"
THEME: Mode = "light"  # paper

# The patterns that tell why an area has no figure, in the outlines' units; the same marks as on the pages.
TILE = 9
PATTERNS = {
    "not_published": '<path d="M-2 2L2-2M0 9L9 0M7 11L11 7" stroke="{ink}" stroke-width="2" fill="none"/>',
    "not_reported": '<path d="M0 4.5H9" stroke="{ink}" stroke-width="2" fill="none"/>',
    "suppressed": '<circle cx="4.5" cy="4.5" r="2.2" fill="{ink}"/>',
}


@dataclass(frozen=True)
class Label:
    """A label's top left corner, as shares of the map's width and height, and its lines."""

    x: float
    y: float
    lines: tuple[str, ...]


@lru_cache(maxsize=1)
def outlines() -> dict[str, Any]:
    """See geo.boundaries.outlines."""
    return json.loads((STATIC / "outlines.json").read_text(encoding="utf-8"))


def emblem() -> str:
    return (STATIC / "emblem.svg").read_text(encoding="utf-8")


def fills(part: Map) -> list[str]:
    """The colour of each class, least first."""
    return [each[THEME] for each in sequential(len(part.classes))] if part.classes else []


def map_svg(part: Map) -> str:
    """Sea, land around, every area in its shade or its pattern, and a thin line from each label to its area."""
    drawn, classes = outlines(), fills(part)
    shades = {each.area: each for each in part.shades}
    land = "".join(f'<path d="{each["d"]}"/>' for each in drawn["context"])
    areas = "".join(
        f'<path d="{area["d"]}" fill="{_fill(shades[code].class_index, shades[code].absence, classes)}"/>'
        for code, area in drawn["areas"].items()
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{drawn["view_box"]}"><defs>{_patterns()}</defs>'
        f'<rect width="{drawn["width"]}" height="{drawn["height"]}" fill="{colour("sea", THEME)}"/>'
        f'<g fill="{colour("context", THEME)}" stroke="{colour("context-line", THEME)}" stroke-width="0.8">{land}</g>'
        f'<g stroke="{colour("area-line", THEME)}" stroke-width="1">{areas}</g>{_leaders(part)}</svg>'
    )


def _fill(class_index: int | None, absence: str | None, classes: list[str]) -> str:
    if class_index is not None:
        return classes[class_index]
    return colour("not_applicable", THEME) if absence not in PATTERNS else f"url(#{absence})"


def _patterns() -> str:
    ground, ink = colour("pattern-ground", THEME), colour("pattern-ink", THEME)
    return "".join(
        f'<pattern id="{name}" width="{TILE}" height="{TILE}" patternUnits="userSpaceOnUse">'
        f'<rect width="{TILE}" height="{TILE}" fill="{ground}"/>{mark.format(ink=ink)}</pattern>'
        for name, mark in PATTERNS.items()
    )


# -- labels: beside their area, where they cover neither another label nor an area that has a figure

LETTER, LINE, AWAY = (
    9.2,
    22,
    34,
)  # the outlines' units: width of a letter, height of a label, distance from the area's middle
DIRECTIONS = ((1, -0.6), (1, 0.6), (-1, -0.6), (-1, 0.6), (0, -1.4), (0, 1.4), (1.8, -1.6), (-1.8, 1.6))
Box = tuple[float, float, float, float]


def labels(part: Map) -> list[Label]:
    drawn = outlines()
    return [Label(box[0] / drawn["width"], box[1] / drawn["height"], lines) for _, box, lines in _placed(part)]


def _placed(part: Map) -> list[tuple[tuple[float, float], Box, tuple[str, ...]]]:
    """For each label the middle of its area, its box and its lines."""
    drawn = outlines()
    named = [(drawn["areas"][each.area], each.label) for each in part.shades if each.label]
    taken: list[Box] = [
        (area["x"] - area["r"], area["y"] - area["r"], area["x"] + area["r"], area["y"] + area["r"])
        for area, _ in named
    ]
    found = []
    for area, lines in named:
        options = [_box(area, lines, *direction) for direction in DIRECTIONS]
        best = min(options, key=lambda box: _cost(box, taken, drawn["width"], drawn["height"]))
        taken.append(best)
        found.append(((area["x"], area["y"]), best, lines))
    return found


def _box(area: dict[str, Any], lines: tuple[str, ...], right: float, down: float) -> Box:
    width = LETTER * len(" ".join(lines)) + 12
    away = AWAY + area["r"]
    x, y = area["x"] + right * away, area["y"] + down * away
    left = x if right > 0 else x - width if right < 0 else x - width / 2
    return left, y - LINE / 2, left + width, y + LINE / 2


def _cost(box: Box, taken: list[Box], width: float, height: float) -> float:
    outside = max(0, -box[0]) + max(0, -box[1]) + max(0, box[2] - width) + max(0, box[3] - height)
    return 100 * outside + sum(_overlap(box, other) for other in taken)


def _overlap(one: Box, other: Box) -> float:
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return max(0, across) * max(0, down)


def _leaders(part: Map) -> str:
    ink, halo = colour("text", THEME), colour("page", THEME)
    return "".join(
        f'<path d="M{x} {y}L{max(box[0], min(x, box[2])):.1f} {(box[1] + box[3]) / 2:.1f}" stroke="{ink}" stroke-width="1.2"/>'
        f'<circle cx="{x}" cy="{y}" r="3.5" fill="{ink}" stroke="{halo}" stroke-width="1"/>'
        for (x, y), box, _ in _placed(part)
    )
