"""The colours of the theme can be read, in light and in dark, by the arithmetic of WCAG 2.2."""

import hashlib
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
THEME = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))["theme"]
MODES = pytest.mark.parametrize("colours", [THEME["light"], THEME["dark"]], ids=["light", "dark"])
TEXT, SHAPE = 4.5, 3.0


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_reckoned_as_wcag_does():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


@MODES
@pytest.mark.parametrize("ground", ["backgroundColor", "secondaryBackgroundColor"])
@pytest.mark.parametrize(
    "text", ["textColor", "linkColor", "redColor", "greenColor", "orangeColor", "grayColor", "codeTextColor"]
)
def test_text_can_be_read_on_both_grounds(colours, text, ground):
    assert contrast(colours[text], colours[ground]) >= TEXT


@MODES
def test_a_button_can_be_read_and_seen(colours):
    assert contrast("#FFFFFF", colours["primaryColor"]) >= TEXT
    assert contrast(colours["primaryColor"], colours["backgroundColor"]) >= SHAPE


@MODES
def test_the_edge_of_a_control_can_be_seen(colours):
    assert contrast(colours["borderColor"], colours["backgroundColor"]) >= SHAPE


@MODES
def test_charts_have_ten_colours_that_stand_out(colours):
    assert len(set(colours["chartCategoricalColors"])) == 10
    assert all(contrast(colour, colours["backgroundColor"]) >= SHAPE for colour in colours["chartCategoricalColors"])


@MODES
def test_a_sequence_goes_one_way_from_the_ground(colours):
    steps = colours["chartSequentialColors"]
    from_ground = [contrast(step, colours["backgroundColor"]) for step in steps]
    assert len(steps) == 10
    assert from_ground == sorted(from_ground)


def test_every_font_is_local_and_is_the_one_that_is_described():
    described = dict(
        re.findall(
            r"`(inter-[\w-]+\.woff2)`.*`(\w{64})`", (ROOT / "static/fonts/SOURCES.md").read_text(encoding="utf-8")
        )
    )
    named = {Path(face["url"]).name for face in THEME["fontFaces"]}
    assert named == set(described)
    for name, digest in described.items():
        assert hashlib.sha256((ROOT / "static/fonts" / name).read_bytes()).hexdigest() == digest
