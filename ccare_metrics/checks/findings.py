"""What a check has found."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Strength = Literal["block", "explain", "note"]
BLOCK: Strength = "block"
EXPLAIN: Strength = "explain"
NOTE: Strength = "note"

# Codes, months as 2022-05 and amounts in the smallest unit: `sentences` says them in the visitor's language.
Told = Mapping[str, str | int | tuple[str, ...] | tuple[int, ...]]


class Seen(NamedTuple):
    """Where a check has found something: positions in the rows, the first one to be mended or explained; none for the report itself."""

    rows: tuple[int, ...]
    column: str = ""
    told: Told = {}


@dataclass(frozen=True)
class Finding:
    """`check`: stable, names the sentence. `rows`: positions in the rows that were checked. `column`: a field of Row, "" for all of it.

    `answered`: one of its rows carries a note that says something, which is all that a finding to explain asks for.
    """

    check: str
    strength: Strength
    rows: tuple[int, ...] = ()
    column: str = ""
    told: Told = field(default_factory=dict)
    answered: bool = False

    @property
    def stands_against(self) -> bool:
        """Whether the report cannot be sent because of it."""
        return self.strength == BLOCK or (self.strength == EXPLAIN and not self.answered)
