"""A text that does not mean what its column asks for."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ccare_metrics.intake.faults import shown


@dataclass(frozen=True)
class Wrong:
    """`told` always holds "found"; some checks tell "suggestion" (what may be typed instead), "character" and "code" (U+0663), "limit"."""

    check: str
    told: Mapping[str, str] = field(default_factory=dict)


def wrong(check: str, found: str, **told: str) -> Wrong:
    return Wrong(check, {"found": shown(found), **told})


def code_of(character: str) -> str:
    """U+202E"""
    return f"U+{ord(character):04X}"
