"""The typesetter: its fonts, its templates and what they are handed. Data goes in as JSON, so a text can never be an instruction."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

from reports.content import Pack
from reports.drawing import THEME, emblem, fills, labels, map_svg, outlines
from reports.pictures import Map
from ui.theme import COLOURS

HERE = Path(__file__).resolve().parent
# Ours, then what the typesetter carries for other scripts and signs.
FONTS = ("Inter", "Inter Ext", "Libertinus Serif", "DejaVu Sans Mono")
PIXELS_PER_INCH = 220


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """No font of the machine: the same pack is the same file everywhere."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[HERE / "fonts"])


def pdf(data: Mapping[str, Any], pack: Pack) -> bytes:
    """PDF/UA-1: tagged, titled, every picture spoken; the typesetter refuses what would break that."""
    made = datetime.combine(pack.day, time(), UTC)
    return typst.compile(
        HERE / "pack.typ",
        root=HERE,
        font_paths=_fonts(),
        sys_inputs={"pack": json.dumps(data, ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=made,
    )


def emblem_png() -> bytes:
    return _png({"emblem": emblem(), "alt": "", "lang": "en", "width": 45})


def map_png(part: Map, lang: str) -> bytes:
    """The map with its legend beside it, in the shape of a slide."""
    return _png({"map": map_data(part), "alt": part.alt, "lang": lang, "width": 180})


def map_data(part: Map) -> dict[str, Any]:
    return {
        **asdict(part),
        "type": "map",
        "svg": map_svg(part),
        "height": outlines()["height"] / outlines()["width"],
        "fills": fills(part),
        "labels": [asdict(each) for each in labels(part)],
    }


def _png(data: Mapping[str, Any]) -> bytes:
    return typst.compile(
        HERE / "picture.typ",
        root=HERE,
        format="png",
        ppi=PIXELS_PER_INCH,
        font_paths=_fonts(),
        sys_inputs={"pack": json.dumps({**data, **look()}, ensure_ascii=False)},
    )


def look() -> dict[str, Any]:
    """Colours and fonts, as every template wants them."""
    return {"colours": {name: each[THEME] for name, each in COLOURS.items()}, "fonts": list(FONTS)}


# In both weights, since the fonts that others fall back on have each its own signs.
TRIED = """#set document(title: "-")
#set text(font: json(bytes(sys.inputs.fonts)), lang: "en")
#sys.inputs.said#strong(sys.inputs.said)"""


@lru_cache(maxsize=4096)
def can_print(text: str) -> bool:
    """Whether some typeface has every sign of a text; the typesetter itself is asked, which takes about a millisecond."""
    asked = {"said": text, "fonts": json.dumps(FONTS)}
    try:
        typst.compile(TRIED.encode(), font_paths=_fonts(), format="pdf", pdf_standards=["ua-1"], sys_inputs=asked)
    except typst.TypstError:
        return False
    return True
