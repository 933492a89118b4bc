"""Text that a spreadsheet program would run is made plain text, in every file that leaves."""

from typing import Any

# A spreadsheet program takes a text that begins so for a formula, and may run it (full-width forms too).
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(value: Any) -> Any:
    """A text that would be run gets an apostrophe in front; a negative number, also one kept as text, is left alone."""
    if not isinstance(value, str) or not value.startswith(FORMULA_STARTS) or _is_plain_negative(value):
        return value
    return "'" + value


def _is_plain_negative(text: str) -> bool:
    whole, _, fraction = text[1:].partition(".")
    digits = whole + fraction
    return text[0] == "-" and whole != "" and digits.isascii() and digits.isdigit()
