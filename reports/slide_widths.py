"""How wide text is in Arial and its kin, about, and how columns share the width there is: a slide's own program sets it, not we."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from pptx.util import Pt

# Shares of the letters' size, from Arial's own table.
WIDTHS = {
    **dict.fromkeys("ijl’'", 0.222),
    **dict.fromkeys(" .,:;!/|()[]-tfIrî\u00a0\u202f", 0.32),
    **dict.fromkeys("ckszvxyJ", 0.5),
    **dict.fromkeys("mwMW%@œ…—", 0.89),
    **dict.fromkeys("ABCDEFGHKLNOPQRSTUVXYZÀÉÈÊÎ£€«»+", 0.7),
}
ANY, CAREFUL = 0.556, 1.04


def width(text: str, size: float, *, bold: bool = False) -> float:
    """In the slide's own units, rather too much than too little; letters of other scripts count as wide."""
    shares = sum(WIDTHS.get(letter, ANY if letter < "\u2000" else 1) for letter in text)
    return shares * size * Pt(1) * CAREFUL * (1.08 if bold else 1)


def lines(text: str, room: float, size: float, *, bold: bool = False) -> int:
    """How many lines a text takes in a room, broken at spaces, and within a word only where it must."""
    count, used, space = 1, 0.0, width(" ", size, bold=bold)
    for word in text.split(" "):
        long = width(word, size, bold=bold)
        if used and used + space + long > room:
            count, used = count + 1, 0.0
        if long > room:
            count, long = count + ceil(long / room) - 1, room
        used += long + (space if used else 0)
    return count


@dataclass(frozen=True)
class Column:
    """The least and the greatest width that a column can use, and the lengths of its texts on one line."""

    least: float
    whole: float
    lengths: Sequence[float]


def shared_out(room: float, columns: Sequence[Column]) -> list[float]:
    """Widths that add up to the room, so that the cubes of the lines of all cells add up to least: no row grows tall for one column."""
    found = [column.least for column in columns]
    free = [at for at, column in enumerate(columns) if column.whole > column.least]
    weights = [sum(length**3 for length in column.lengths) ** 0.25 for column in columns]
    left = room - sum(width for at, width in enumerate(found) if at not in free)
    while free:
        total = sum(weights[at] for at in free)
        wanted = {at: left * weights[at] / total for at in free}
        bound = {at: _within(columns[at], wanted[at]) for at in free}
        settled = [at for at in free if bound[at] != wanted[at]]
        for at in settled or free:
            found[at] = bound[at]
        if not settled:
            break
        left -= sum(bound[at] for at in settled)
        free = [at for at in free if at not in settled]
    spare = max(0.0, room - sum(found))
    return [width + spare / len(found) for width in found]


def _within(column: Column, wanted: float) -> float:
    return min(column.whole, max(column.least, wanted))
