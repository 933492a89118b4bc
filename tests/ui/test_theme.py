"""Colours can be told apart and read, light and dark, and stand in one place."""

import re
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

from ui import theme
from ui.theme import COLOURS, MODES, Mode, colour, sequential

ROOT = Path(__file__).parents[2]
TEXT, MARK = 4.5, 3.0


def luminance(value: str) -> float:
    parts = [int(value[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("ground", ["page", "panel"])
@pytest.mark.parametrize("ink", ["text", "muted", "link", "alert", *(f"status-{code}" for code in theme.STATUS_SHAPES)])
def test_words_can_be_read(mode: Mode, ground: str, ink: str) -> None:
    assert contrast(colour(ink, mode), colour(ground, mode)) >= TEXT


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(
    ("ink", "ground"),
    [("illustrative-text", "illustrative-fill"), ("label-text", "page"), ("text", "sea"), ("text", "context")],
)
def test_words_on_labels_and_maps_can_be_read(mode: Mode, ink: str, ground: str) -> None:
    assert contrast(colour(ink, mode), colour(ground, mode)) >= TEXT


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(
    ("mark", "ground"),
    [
        ("actual", "band"),
        ("actual", "band-beyond"),
        ("target", "band"),
        ("expected", "band"),
        ("actual", "page"),
        ("expected", "page"),
        ("line-strong", "page"),
        ("label-line", "page"),
        ("illustrative-line", "illustrative-fill"),
        ("pattern-ink", "pattern-ground"),
        ("focus", "focus-halo"),
        ("focus", "sea"),
        ("place", "context"),
    ],
)
def test_marks_stand_out_from_what_is_behind_them(mode: Mode, mark: str, ground: str) -> None:
    assert contrast(colour(mark, mode), colour(ground, mode)) >= MARK


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("count", [2, 3, 4, 5])
def test_map_classes_go_one_way_and_each_step_shows(mode: Mode, count: int) -> None:
    shades = [luminance(shade[mode]) for shade in sequential(count)]
    assert shades == sorted(shades, reverse=mode == "light")
    steps = [contrast(one[mode], other[mode]) for one, other in pairwise(sequential(count))]
    assert min(steps) >= 1.4
    assert contrast(sequential(count)[0][mode], sequential(count)[-1][mode]) >= MARK


def test_an_impossible_number_of_classes_is_refused() -> None:
    with pytest.raises(ValueError, match="6 map classes"):
        sequential(6)


def test_an_unknown_meaning_is_named_with_the_known_ones() -> None:
    with pytest.raises(theme.UnknownColourError, match="'gold'.*page, panel"):
        colour("gold", "light")


def test_the_framework_and_our_own_marks_share_their_grounds() -> None:
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
    shared = {"page": "backgroundColor", "panel": "secondaryBackgroundColor", "text": "textColor", "link": "linkColor"}
    for mode in MODES:
        assert {name: config[mode][key] for name, key in shared.items()} == {
            name: colour(name, mode) for name in shared
        }


@pytest.mark.parametrize(
    "path", sorted([*ROOT.glob("ui/*.css"), *ROOT.glob("ui/*.js"), *ROOT.glob("ui/*.py"), *ROOT.glob("pages/**/*.py")])
)
def test_only_the_theme_names_a_colour(path: Path) -> None:
    if path.name == "theme.py":
        return
    text = path.read_text(encoding="utf-8")
    found = re.findall(r"#[0-9A-Fa-f]{6}\b|#[0-9A-Fa-f]{3}\b|\brgba?\((?!0,0,0,0\))\s*\d", text)
    assert found == []


@pytest.mark.parametrize("path", sorted([*ROOT.glob("ui/*.css"), *ROOT.glob("ui/styles/*.css")]))
def test_every_colour_variable_that_a_style_uses_is_made_by_the_theme(path: Path) -> None:
    made = {f"--cc-{name}" for name in COLOURS} | set(re.findall(r"--cc-class-\d-\d", theme.css_variables()))
    text = path.read_text(encoding="utf-8")
    own = set(re.findall(r"(--cc-[\w-]+):", text))
    assert set(re.findall(r"var\((--cc-[\w-]+)\)", text)) - made - own == set()


def test_every_status_has_a_shape_in_the_style() -> None:
    style = (ROOT / "ui" / "styles" / "results.css").read_text(encoding="utf-8")
    assert [code for code in theme.STATUS_SHAPES if f".cc-status-{code} " not in style] == []
