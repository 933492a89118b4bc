"""Colours by meaning, light and dark. Nothing else names a colour: the style sheets and the map use the variables made here.

Base palette: the six categorical colours of the UK Government Analysis Function
(https://analysisfunction.civilservice.gov.uk/policy-store/data-visualisation-colours-in-charts/). Contrast is held by tests.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

Mode = Literal["light", "dark"]
MODES: tuple[Mode, ...] = ("light", "dark")

FONT = "Inter, 'Source Sans', system-ui, sans-serif"


@dataclass(frozen=True)
class Colour:
    light: str
    dark: str

    def __getitem__(self, mode: Mode) -> str:
        return self.light if mode == "light" else self.dark


COLOURS: dict[str, Colour] = {
    "page": Colour("#FFFFFF", "#10161D"),
    "panel": Colour("#F3F5F7", "#1B242E"),
    "text": Colour("#0B0C0C", "#E6EAED"),
    "muted": Colour("#4A5761", "#A9B6C2"),
    "line": Colour("#D3DAE0", "#2C3945"),
    "line-strong": Colour("#73808C", "#7C8B99"),
    "link": Colour("#1B5E97", "#8DC1F0"),
    "focus": Colour("#0B0C0C", "#FFFFFF"),
    "focus-halo": Colour("#FFFFFF", "#10161D"),
    "alert": Colour("#801650", "#F29AC3"),
    "emblem-edge": Colour("#FFFFFF", "#FFFFFF"),
    # bullet and curve
    "actual": Colour("#12436D", "#7DB8E8"),
    "actual-soft": Colour("#C9D8E5", "#27435A"),
    "target": Colour("#16212B", "#FDFEFE"),
    "expected": Colour("#5B6873", "#97A6B4"),
    "band": Colour("#D5E0E9", "#2B3A48"),
    "band-beyond": Colour("#EDF2F6", "#1C2731"),
    # status: never alone, always beside a shape and a word
    "status-reached": Colour("#0B6E4F", "#5FD3A6"),
    "status-on_course": Colour("#12436D", "#8CC4F0"),
    "status-at_risk": Colour("#954A00", "#F5B071"),
    "status-off_course": Colour("#801650", "#F29AC3"),
    "status-not_reached": Colour("#801650", "#F29AC3"),
    "status-not_started": Colour("#4A5761", "#A9B6C2"),
    "status-no_target": Colour("#4A5761", "#A9B6C2"),
    "status-too_little_reported": Colour("#4A5761", "#A9B6C2"),
    "status-hidden": Colour("#4A5761", "#A9B6C2"),
    # provenance: the border style tells it too
    "label-text": Colour("#0B0C0C", "#E6EAED"),
    "label-line": Colour("#73808C", "#7C8B99"),
    "illustrative-text": Colour("#5F3700", "#FFD9A3"),
    "illustrative-line": Colour("#9A5B00", "#D69A4A"),
    "illustrative-fill": Colour("#FFF5E6", "#33260F"),
    # map
    "sea": Colour("#E8F0F6", "#0A1219"),
    "context": Colour("#F5F2EC", "#171F26"),
    "context-line": Colour("#DFD8CB", "#28323B"),
    "area-line": Colour("#FFFFFF", "#0A1219"),
    "here": Colour("#28A197", "#2FB5A9"),
    "not_applicable": Colour("#D6DAD9", "#2D363E"),
    "pattern-ground": Colour("#FAFBFB", "#1A232B"),
    "pattern-ink": Colour("#66727D", "#8C9AA7"),
    "place": Colour("#801650", "#FFC09A"),
}

# Five steps of one hue; the far end from the page is the most. Fewer classes take every second step.
SEQUENCE = (
    Colour("#BBD8E9", "#1F4159"),
    Colour("#84B5D6", "#2E668F"),
    Colour("#4F91C0", "#4A91C1"),
    Colour("#22699F", "#81BEE6"),
    Colour("#0C345A", "#CDE9FA"),
)
STEPS = {1: (), 2: (0, 3), 3: (0, 2, 4), 4: (0, 1, 3, 4), 5: (0, 1, 2, 3, 4)}

# Status is told by a shape as well: styles/results.css draws them.
STATUS_SHAPES = {
    "reached": "up",
    "on_course": "disc",
    "at_risk": "square",
    "off_course": "down",
    "not_reached": "diamond",
    "not_started": "ring",
    "no_target": "dash",
    "too_little_reported": "hourglass",
    "hidden": "bars",
}


class UnknownColourError(KeyError):
    """A meaning that has no colour: says which, and which there are."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        self.name = name
        self.known = tuple(known)
        super().__init__(name)

    def __str__(self) -> str:
        return f"no colour for {self.name!r}; there is {', '.join(self.known)}"


def colour(name: str, mode: Mode) -> str:
    """The colour of a meaning as #RRGGBB."""
    if name not in COLOURS:
        raise UnknownColourError(name, COLOURS)
    return COLOURS[name][mode]


def sequential(count: int) -> tuple[Colour, ...]:
    """The colours of `count` map classes (1 to 5), least first; a single class is a mark of presence, not a shade."""
    if count not in STEPS:
        raise ValueError(f"{count} map classes; a reader tells 1 to {max(STEPS)} shades apart")
    return (COLOURS["here"],) if count == 1 else tuple(SEQUENCE[step] for step in STEPS[count])


def rgba(value: str, opacity: float = 1.0) -> list[int]:
    """#RRGGBB as [red, green, blue, alpha], each 0-255, as deck.gl wants it."""
    return [int(value[start : start + 2], 16) for start in (1, 3, 5)] + [round(255 * opacity)]


def css_variables(selector: str = ":root") -> str:
    """Every meaning as a custom property --cc-<name>; light-dark() follows the colour scheme that Streamlit sets."""
    named = [*COLOURS.items(), *((f"class-{n}-{i}", c) for n in STEPS for i, c in enumerate(sequential(n)))]
    return _block(selector, [f"--cc-{name}: light-dark({c.light}, {c.dark});" for name, c in named])


def print_variables(selector: str = ":root") -> str:
    """On paper the light colours hold, whatever the screen shows."""
    named = [*COLOURS.items(), *((f"class-{n}-{i}", c) for n in STEPS for i, c in enumerate(sequential(n)))]
    return "@media print {" + _block(selector, [f"--cc-{name}: {c.light};" for name, c in named]) + "}"


# What curves are drawn with. Plotly writes the colour itself into each mark, so on paper each dark one is replaced by its light one;
# none of the dark ones may be a light one of another meaning.
PLOTTED = (
    *("text", "muted", "line", "line-strong", "page", "actual", "actual-soft", "target", "expected"),
    *("pattern-ground", "pattern-ink"),
)


def paper_plots() -> str:
    """On paper curves that were drawn for a dark screen take the light colours."""
    rules = (
        f'.main-svg [style*="{what}: {_as_written(COLOURS[name].dark)}"] {{ {what}: {COLOURS[name].light} !important; }}'
        for name in PLOTTED
        for what in ("fill", "stroke")
    )
    return "@media print {\n" + "\n".join(rules) + "\n}\n"


def _as_written(value: str) -> str:
    """#RRGGBB as a browser writes it in a style."""
    red, green, blue, _ = rgba(value)
    return f"rgb({red}, {green}, {blue})"


def _block(selector: str, lines: Sequence[str]) -> str:
    return selector + " {\n" + "\n".join(lines) + "\n}\n"
