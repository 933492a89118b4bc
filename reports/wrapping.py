"""Text as formats without pages or reflow need it: in pieces of a bearable length, and with the direction it is read in."""

import unicodedata


def in_pieces(text: str, most: int) -> list[str]:
    """The text in pieces of at most `most` characters, cut at spaces; a word that is longer than a piece is cut where it must."""
    pieces, rest = [], text
    while len(rest) > most:
        at = rest.rfind(" ", 1, most + 1)
        cut = at if at > 0 else most
        pieces.append(rest[:cut])
        rest = rest[cut:].removeprefix(" ")
    return [*pieces, rest]


def runs_right_to_left(text: str) -> bool:
    """Whether the first letter that has a direction is read from the right, as in Arabic and Hebrew."""
    directions = (unicodedata.bidirectional(character) for character in text)
    return next((direction in ("R", "AL") for direction in directions if direction in ("L", "R", "AL")), False)
