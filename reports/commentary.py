"""The board's own text for one pack: kept as it was typed, in its one language, as text and never as instructions to any format."""

import re
import unicodedata

from geo.areas import Text
from reports.content import PackError, Section
from ui.words import Words

LONGEST = 10_000  # characters
# They turn what follows round, whatever it is; ordinary right-to-left letters need none of them.
OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
LINE_ENDS = re.compile("\r\n?|\u2028|\u2029|\x0b|\x0c|\x85")


def section(words: Words, text: str) -> Section | None:
    """None where nothing was typed. Raises PackError where the text is too long."""
    refuse_too_long(text)
    clean, removed = cleaned(text)
    paragraphs = tuple(line.strip() for line in clean.split("\n") if line.strip())
    if not paragraphs:
        return None
    note = (words.n("pack.commentary.removed", removed),) if removed else ()
    return Section(
        code="commentary",
        name=words("pack.section.commentary"),
        finding=words("pack.commentary.finding"),
        lead=words("pack.commentary.lead"),
        paragraphs=(*paragraphs, *note),
    )


def refuse_too_long(text: str) -> None:
    if len(text) > LONGEST:
        raise PackError(_too_long(len(text)))


def cleaned(text: str) -> tuple[str, int]:
    """The text without characters that no reader sees, and how many those were. Line ends become one kind, tabs become spaces."""
    lines = LINE_ENDS.sub("\n", text).replace("\t", " ")
    kept = "".join(character for character in lines if character == "\n" or not _is_unseen(character))
    return kept, len(lines) - len(kept)


def _is_unseen(character: str) -> bool:
    """Control characters, overrides of direction, halves of characters, and code points that are no characters at all."""
    no_character = ord(character) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(character) <= 0xFDEF
    return unicodedata.category(character) in ("Cc", "Cs") or character in OVERRIDES or no_character


def _too_long(length: int) -> Text:
    return Text(
        en=f"The commentary has {length:,} characters; at most {LONGEST:,} fit. Shorten it, and make the pack again.",
        fr=f"Le commentaire compte {_french(length)} caractères, pour {_french(LONGEST)} au plus. Raccourcissez-le et "
        "refaites le dossier.",
    )


def _french(number: int) -> str:
    return f"{number:,}".replace(",", "\u202f")
