"""Which of the framework's bundles a page will ask for, so that the page shell can announce them.

Without this a browser learns of a chart's bundle only when the chart arrives: one bundle after the other, instead of all at once.
Read from the manifest that the framework ships; a name that is no longer in it is an error when the server starts.
"""

import json
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

ENTRY = "index.html"
ELEMENTS = "../lib/src/components/{}.tsx"
EVERY_PAGE = ("elements/Html/Html", "elements/PageLink/PageLink")
COMPONENT = "widgets/BidiComponent/BidiComponent"
SELECT = "widgets/Selectbox/Selectbox"
PILLS = "widgets/ButtonGroup/ButtonGroup"
SLIDER = "widgets/Slider/Slider"
SWITCH = "widgets/Checkbox/Checkbox"
DOWNLOAD = "widgets/DownloadButton/DownloadButton"
PLOTLY = "elements/PlotlyChart/PlotlyChart"
DECK = "elements/DeckGlJsonChart/DeckGlJsonChart"
# By address. Plotly (4.7 MB) and deck.gl (3.1 MB) only where the page draws with them.
USED = {
    "at_a_glance": (COMPONENT, DOWNLOAD),
    "map": (SELECT, PILLS, SLIDER, SWITCH, DOWNLOAD, COMPONENT),
    "map?view=explore": (SELECT, PILLS, SLIDER, SWITCH, DOWNLOAD, DECK),
    "area": (SELECT, SWITCH, DOWNLOAD, COMPONENT),
    "schemes": (SELECT,),
    "scheme": (SELECT, SWITCH, DOWNLOAD, COMPONENT, PLOTLY),
    "targets": (SELECT, SWITCH, DOWNLOAD, PLOTLY),
    "indicator": (SELECT, SWITCH, DOWNLOAD, PLOTLY),
    "about": (PILLS,),
}


class MissingChunkError(LookupError):
    """The framework no longer has a bundle by this name."""


def announced(static: Path, address: str, view: str = "") -> tuple[str, ...]:
    """Files below `static` (the framework's folder) to announce for a page, beside those its own page announces. `view` is that of
    the address, where a page draws its views with different bundles."""
    used = USED.get(f"{address}?view={view}", USED.get(address, ()))
    return _files(static, tuple(ELEMENTS.format(name) for name in (*EVERY_PAGE, *used)))


@lru_cache(maxsize=64)
def _files(static: Path, names: tuple[str, ...]) -> tuple[str, ...]:
    manifest = _manifest(static)
    already = set(_with_imports(manifest, [ENTRY]))
    needed = [name for name in _with_imports(manifest, names) if name not in already]
    styles = [style for name in needed for style in manifest[name].get("css", ())]
    return (*styles, *(manifest[name]["file"] for name in needed))


@lru_cache(maxsize=4)
def _manifest(static: Path) -> dict[str, dict]:
    return json.loads((static / "manifest.json").read_text(encoding="utf-8"))


def _with_imports(manifest: dict[str, dict], names: Iterable[str]) -> list[str]:
    """The bundles and all that they import, each once, in the order they are met."""
    found: dict[str, None] = {}
    waiting = list(names)
    while waiting:
        name = waiting.pop(0)
        if name not in manifest:
            raise MissingChunkError(f"the framework's manifest has no {name!r}")
        if name not in found:
            found[name] = None
            waiting.extend(manifest[name].get("imports", ()))
    return list(found)
