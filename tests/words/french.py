"""What a French reader would mark with a red pen, found in a text as it is shown."""

import re

from ui.words import NARROW_NO_BREAK, NO_BREAK

HARD = NO_BREAK + NARROW_NO_BREAK
GAP = f"[ {HARD}]"
VOWEL = "aàâeéèêëiîïoôœuùû"
MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
# One word whether there is one of it or many.
ALWAYS_SO = "acquis|avis|cas|dans|depuis|désormais|fois|hors|mois|moins|plus|pas|procès|puis|sans|sous|sur|vers"

SLIPS = {
    "a word not elided": (
        rf"(?<!-)\b(?:[DdLlJjNnSs]e|[Ll]a|(?:[Ll]ors|[Pp]uis|[Jj]us)?[Qq]ue){GAP}"
        rf"(?!(?:onze|onzième|oui|un|une|ou|et|est|à)\b)[{VOWEL}]\w+|\b[Ss]i{GAP}ils?\b"
    ),
    "« de le », « à les »": rf"\b(?:[Dd]e|[Àà]){GAP}les?\b(?!{GAP}\w+(?:er|ir|re)\b)",
    "a straight apostrophe or quotation mark, or an English one": r"['\"“”‘]",
    "two spaces": rf"{GAP}{{2}}",
    "three points for an ellipsis": r"\.\.\.",
    "an ordinary space before tall punctuation, a percentage or a currency": r"\S [;:!?»%€£]",
    "no space before tall punctuation": rf"[^\s{HARD}.…!?/][;!?](?![\w/])|[^\s{HARD}]:(?![/\d\w])|\d[%€£]",
    "a guillemet without its no-break space": rf"«(?![{HARD}])|(?<![{HARD}])»",
    "the first of a month as a mere 1": rf"\b1{GAP}(?:{MONTHS})\b",
    "a month with a capital": rf"\b\d{{1,2}}{GAP}(?:{'|'.join(name.capitalize() for name in MONTHS.split('|'))})\b",
    "a comma for thousands": r"(?<![\d,])[1-9]\d{0,2},\d{3}(?!\d)",
    "a point for decimals": r"(?<![\w.])(?<!WCAG )\d+\.\d+(?![\d.])",
    "a currency before its amount": rf"[£€]{GAP}?\d",
    "thousands parted by an ordinary space": r"(?<!\d)\d{1,3} \d{3}(?!\d)",
    "a plural after none or one": rf"(?<![\d,.{HARD}–-])(?<!\d )[01]{GAP}(?!(?:{ALWAYS_SO})\b)[a-zà-ÿœ]+[sx]\b",
    "a plural in brackets": r"\w\((?:e|s|es|x)\)",
    "a number sign that can part from its number": r"\b[Nn]°(?=[ \d])",
}
PATTERNS = {slip: re.compile(pattern) for slip, pattern in SLIPS.items()}


def slips(text: str) -> list[tuple[str, str]]:
    """(slip, where it stands) for each in a text."""
    return [
        (slip, text[max(0, found.start() - 20) : found.end() + 20])
        for slip, pattern in PATTERNS.items()
        for found in pattern.finditer(text)
    ]
