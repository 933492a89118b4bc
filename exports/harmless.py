"""Text that a spreadsheet program would run is made plain text, in every file that leaves."""

import re
from typing import Any

# A spreadsheet program takes a text that begins so for a formula, and may run it (full-width forms too).
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# Read with another separator than it was written with, a text falls into cells, each of which may begin so.
_INNER_START = re.compile(r"([;,\t]\s*)([=@＝＠]|[+\-＋－](?![\d\s]))")


def harmless(value: Any) -> Any:
    """A text that would be run gets an apostrophe in front, also behind what may be a separator; a negative number, also one kept as text,
    is left alone."""
    if not isinstance(value, str) or _is_plain_negative(value):
        return value
    value = _INNER_START.sub(r"\1'\2", value)
    return "'" + value if value.startswith(FORMULA_STARTS) else value


def _is_plain_negative(text: str) -> bool:
    whole, _, fraction = text[1:].partition(".")
    digits = whole + fraction
    return text[:1] == "-" and whole != "" and digits.isascii() and digits.isdigit()
