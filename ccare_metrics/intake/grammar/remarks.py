"""Free text: kept as typed but for signs that nobody sees and that change what others see."""

import re
import unicodedata
from dataclasses import dataclass

from ccare_metrics.intake.grammar.wrong import Wrong, code_of, wrong

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class Clean:
    """`removed`: the codes of signs that were taken out, each once, such as U+202E."""

    text: str
    removed: tuple[str, ...] = ()


def clean_text(text: str, limit: int | None = None) -> Clean | Wrong:
    """Composed (NFC), without spaces around it; line breaks stay, tabs become spaces, and control, direction and zero-width signs go.

    Wrong: "text.nul", "text.surrogate" (half a sign: the text was damaged on its way), "text.too_long" (limit in characters).
    """
    removed: tuple[str, ...] = ()
    if text.isprintable():
        cleaned = unicodedata.normalize("NFC", text).strip()
    elif "\0" in text:
        return wrong("text.nul", text)
    elif half := _SURROGATES.search(text):
        return Wrong("text.surrogate", {"found": "", "code": code_of(half[0])})
    else:
        cleaned, removed = _without_unseen(_LINE_ENDS.sub("\n", text).replace("\t", " "))
    if limit is not None and len(cleaned) > limit:
        return wrong("text.too_long", cleaned, length=str(len(cleaned)), limit=str(limit))
    return Clean(cleaned, removed)


def _without_unseen(text: str) -> tuple[str, tuple[str, ...]]:
    unseen = dict.fromkeys(sign for sign in text if sign != "\n" and _is_unseen(sign))
    kept = "".join(sign for sign in text if sign not in unseen)
    return unicodedata.normalize("NFC", kept).strip(), tuple(code_of(sign) for sign in unseen)


def _is_unseen(sign: str) -> bool:
    never_a_sign = ord(sign) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(sign) <= 0xFDEF
    return unicodedata.category(sign) in ("Cc", "Cf") or never_a_sign
