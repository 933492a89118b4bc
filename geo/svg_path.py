"""Shapes as SVG path data: short, and with neighbours' edges falling on exactly the same points."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry


def path_data(shape: BaseGeometry) -> str:
    """Every ring in relative steps, rounded to a tenth of a unit; rings smaller than a dot are left out.

    Positions are rounded before steps are taken: a vertex that neighbours share is the same tenth in both, and rounding
    errors do not add up along the ring.
    """
    # Holes must run against the outer ring, or SVG's fill rule paints them over.
    polygons = (part for part in shapely.get_parts(shapely.orient_polygons(shape)) if part.geom_type == "Polygon")
    return "".join(_ring(ring) for polygon in polygons for ring in (polygon.exterior, *polygon.interiors))


def _ring(ring: BaseGeometry) -> str:
    tenths = np.round(shapely.get_coordinates(ring) * 10).astype(int)
    steps = np.diff(tenths, axis=0)
    steps = steps[steps.any(axis=1)]
    if len(steps) < 3:
        return ""
    # The last step leads back to the start, which is what z does.
    return f"M{_numbers(tenths[0])}l{_numbers(steps[:-1].ravel())}z"


def _numbers(tenths: Iterable[int]) -> str:
    """Tenths as SVG numbers, with a space only where the next number does not begin with a minus sign."""
    words = [_number(int(tenth)) for tenth in tenths]
    return words[0] + "".join(word if word.startswith("-") else f" {word}" for word in words[1:])


def _number(tenths: int) -> str:
    whole, tenth = divmod(abs(tenths), 10)
    sign = "-" if tenths < 0 else ""
    return f"{sign}{whole or ''}.{tenth}" if tenth else f"{sign}{whole}"
