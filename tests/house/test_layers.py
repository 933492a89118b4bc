"""Arrows point down: pages ask, the library answers, ui shows. Read from the code itself; nobody is exempt."""

import ast
import re
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("ccare_metrics", "geo", "ui", "serving", "pages", "bench", "data")
FILES = sorted(
    path
    for path in (*ROOT.glob("*.py"), *(file for room in ROOMS for file in (ROOT / room).rglob("*.py")))
    if "store/migrations" not in path.as_posix()
)
DRAWING = {"streamlit", "plotly", "pydeck", "geopandas", "fastapi", "starlette", "uvicorn"}
# Which rooms a room may look into. A room that is not named here may look into all of them.
BELOW = {
    "geo": {"geo"},
    "ccare_metrics": {"ccare_metrics", "geo"},
    "ui": {"ui", "ccare_metrics", "geo", "serving"},
    "serving": {"serving", "ui", "ccare_metrics", "geo"},
    "pages": {"ui", "ccare_metrics", "geo"},
}
# Who alone may use a library, and why is written in docs/decisions.md or in the file itself.
ALONE = {
    "geopandas": {"geo/boundaries.py", "geo/build_boundaries.py", "geo/carriers.py"},
    "babel": {"ui/words.py"},
    "gettext": {"ui/words.py"},
    "pydeck": {"ui/maps.py"},
    "plotly": {"ui/curves.py"},
    "xlsxwriter": {"ui/downloads.py"},
    "sqlite3": {
        "ccare_metrics/release.py",
        "ccare_metrics/publishing.py",
        "ccare_metrics/store/engine.py",
        "ccare_metrics/store/checking.py",
    },
}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def room_of(path: Path) -> str:
    return name_of(path).split("/")[0]


def imports(source: str) -> set[str]:
    """Every module a source names in an import, wherever it stands."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def tops(source: str) -> set[str]:
    return {module.split(".")[0] for module in imports(source)}


def trespasses(room: str, source: str) -> set[str]:
    """What a source in a room imports and may not."""
    allowed = BELOW.get(room)
    wrong = {top for top in tops(source) if allowed is not None and top in ROOMS and top not in allowed}
    if room in ("ccare_metrics",):
        wrong |= tops(source) & DRAWING
    return wrong


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_a_file_looks_only_into_the_rooms_below_it(path):
    assert trespasses(room_of(path), path.read_text(encoding="utf-8")) == set()


def test_the_check_of_the_rooms_can_see():
    assert trespasses("ccare_metrics", "def late():\n    import streamlit as st") == {"streamlit"}
    assert trespasses("ccare_metrics", "from ui.words import Words") == {"ui"}
    assert trespasses("pages", "from serving import menu") == {"serving"}
    assert trespasses("geo", "from ccare_metrics import Scope") == {"ccare_metrics"}


@pytest.mark.parametrize("library", ALONE)
def test_a_library_is_known_to_its_own_file_only(library):
    users = {name_of(path) for path in FILES if library in tops(path.read_text(encoding="utf-8"))}
    assert users - {name for name in users if name.startswith("bench/")} <= ALONE[library]
    assert users, "the library is not used at all, or this test cannot see it"


def test_only_what_shows_and_serves_knows_streamlit():
    users = {room_of(path) for path in FILES if "streamlit" in tops(path.read_text(encoding="utf-8"))}
    assert users <= {"ui", "pages", "serving", "dashboard.py", "server.py", "bench"}


def arithmetic(source: str) -> Iterator[str]:
    """What a page does beyond asking and showing: sums, joins, divisions, questions to a database."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.BinOp) and isinstance(
            node.op, ast.Div | ast.FloorDiv | ast.Mult | ast.Sub | ast.Mod | ast.Pow
        ):
            yield ast.unparse(node)
        if isinstance(node, ast.Attribute) and node.attr in {
            "groupby",
            "merge",
            "sum",
            "mean",
            "agg",
            "apply",
            "fillna",
            "execute",
        }:
            yield ast.unparse(node)


PAGES = [path for path in FILES if room_of(path) == "pages"]


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_a_page_asks_and_shows_and_computes_nothing(path):
    source = path.read_text(encoding="utf-8")
    assert list(arithmetic(source)) == []
    assert not {"pandas", "sqlite3", "sqlalchemy", "sqlmodel"} & tops(source)
    assert len(source.splitlines()) <= 110


def test_the_check_of_the_pages_can_see():
    assert list(arithmetic("share = reached / aimed")) == ["reached / aimed"]
    assert list(arithmetic("rows.groupby('area')")) == ["rows.groupby"]


def test_no_script_lies_where_the_framework_would_open_it_without_the_door():
    assert list((ROOT / "pages").glob("*.py")) == []


def test_every_page_is_in_the_menu_and_the_menu_has_no_other():
    from serving.menu import read_menu

    listed = {entry.file for entry in read_menu()}
    lying = {path.relative_to(ROOT / "pages").as_posix() for path in PAGES}
    assert listed == lying
    assert len({Path(file).name for file in lying}) == len(lying), "an address is a file's name, so names are unique"


COLOUR = re.compile(r"#[0-9A-Fa-f]{6}\b|#[0-9A-Fa-f]{3}\b|rgba?\(")


@pytest.mark.parametrize("path", [path for path in FILES if room_of(path) in ("ui", "pages")], ids=name_of)
def test_only_the_theme_names_a_colour(path):
    if name_of(path) == "ui/theme.py":
        return
    texts = [
        node.value for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Constant)
    ]
    named = [text for text in texts if isinstance(text, str) and COLOUR.search(text)]
    assert [text for text in named if text != "rgba(0,0,0,0)"] == []  # nothing at all is no colour


def test_only_one_file_caches_answers():
    caching = {name_of(path) for path in FILES if "st.cache_" in path.read_text(encoding="utf-8")}
    assert caching == {"ui/cached.py"}


def graph() -> dict[str, set[str]]:
    modules = {name_of(path)[:-3].replace("/", ".").removesuffix(".__init__"): path for path in FILES}
    return {
        module: {named for named in imports(path.read_text(encoding="utf-8")) if named in modules and named != module}
        for module, path in modules.items()
    }


def test_no_two_modules_import_each_other():
    arrows = graph()
    # A package's own __init__ gathers names from inside it; what lies inside imports siblings, never the package.
    parents = {
        module: {named for named in named_by if not module.startswith(f"{named}.")}
        for module, named_by in arrows.items()
    }
    assert sum(map(len, parents.values())) > 100
    tuple(TopologicalSorter(parents).static_order())


def test_the_check_of_circles_can_see():
    with pytest.raises(CycleError):
        tuple(TopologicalSorter({"a": {"b"}, "b": {"a"}}).static_order())


def test_no_room_without_a_name():
    unnamed = re.compile(r"(^|/)(utils?|helpers?|common|misc|manager)(\.py|/)")
    assert [name_of(path) for path in FILES if unnamed.search(name_of(path))] == []
