"""How a spreadsheet and a native chart write a number of each unit; the reader's own program puts its separators."""

from collections.abc import Mapping
from typing import Literal

Unit = Literal["", "count", "percent", "GBP", "EUR", "day", "month"]
Number = int | float

POUND, EURO = "[$£-809]", "[$€-2]"
PLAIN: Mapping[Unit, str] = {"": "General", "count": "#,##0", "day": "d mmmm yyyy", "month": "mmmm yyyy"}
FORMATS: Mapping[str, Mapping[Unit, str]] = {
    "en": {**PLAIN, "percent": "0%", "GBP": f"{POUND}#,##0", "EUR": f"{EURO}#,##0"},
    "fr": {
        **PLAIN,
        "percent": "0\N{NO-BREAK SPACE}%",
        "GBP": f"#,##0\N{NO-BREAK SPACE}{POUND}",
        "EUR": f"#,##0\N{NO-BREAK SPACE}{EURO}",
    },
}


def number_format(unit: Unit, lang: str) -> str:
    return FORMATS[lang][unit]
