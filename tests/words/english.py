"""What an English reader would mark with a red pen, found in a text as it is shown."""

import re

SPACE = "[ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]"
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"

SLIPS = {
    "a straight apostrophe or quotation mark": r"(?<!\w=)['\"]",
    "guillemets": "[«»]",
    "a space before punctuation or a percentage": rf"\w{SPACE}[;:!?%](?!\w)",
    "two spaces": rf"{SPACE}{{2}}",
    "three points for an ellipsis": r"\.\.\.",
    "a month before its day": rf"\b(?:{MONTHS}) \d{{1,2}}\b(?!\d)",
    "a month without its capital": r"\b\d{1,2} (?:january|february|march|april|may|june|july|august|october)\b",
    "a currency after its amount": rf"\d{SPACE}?[£€](?!\d)",
    "thousands parted by a space": rf"(?<![\d-])[1-9]\d{{0,2}}(?:{SPACE}\d{{3}})+(?!\d)",
    "thousands without a comma": r"(?<![\d/.=-])(?!20[0-3]\d|19\d\d)[1-9]\d{3}(?![\d-])(?= \w)",
    "a plural after one": r"(?<![\d,.–-])(?<!\d )\b1 (?!(?:across|as|is|was|has|plus|release)\b)[a-z]+[^s\W]s\b",
    "a plural in brackets": r"\w\((?:s|es)\)",
    "a before a vowel": r"\b[Aa] (?![Uu]nit|one\b|Eur|eur|use|usu)[aeiouAEIOU]\w+",
    "an before a consonant": r"\b[Aa]n (?!h(?:our|onest)|SVG|XLSX|NaN|A2A|[A-Z]{2,})[bcdfgjklmnpqrstvwxyzBCDFGJKLMNPQRSTVWXYZ]\w+",
}
PATTERNS = {slip: re.compile(pattern) for slip, pattern in SLIPS.items()}


def slips(text: str) -> list[tuple[str, str]]:
    """(slip, where it stands) for each in a text."""
    return [
        (slip, text[max(0, found.start() - 20) : found.end() + 20])
        for slip, pattern in PATTERNS.items()
        for found in pattern.finditer(text)
    ]
