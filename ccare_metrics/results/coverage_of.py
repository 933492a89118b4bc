"""How complete a number is: what was due behind it, what was reported, and which partners' figures are missing from it."""

from dataclasses import dataclass, replace

from ccare_metrics import progress
from ccare_metrics.results.answer import Source, answer
from ccare_metrics.scope import GROUPS, Scope


@dataclass(frozen=True)
class Coverage:
    """Counts of figures; `share` from 0 to 1, None where nothing was due; `without`: partners with figures missing."""

    reported: int
    due: int
    share: float | None
    without: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        return self.reported == self.due


def coverage_of(source: Source, scope: Scope) -> Coverage:
    """Of the total to date, or of the period, that a scope asks for; its splits do not matter."""
    asked = replace(scope, by=(), published_only=False)
    whole = answer(source, asked).iloc[0]
    reported, due = int(whole["reported"]), int(whole["due"])
    return Coverage(reported, due, progress.coverage(reported, due), _without(source, asked) if reported < due else ())


def _without(source: Source, asked: Scope) -> tuple[str, ...]:
    if asked.scheme:
        return (source.programme.schemes[asked.scheme].partner,)
    if asked.partner:
        return (asked.partner,)
    by_partner = answer(source, replace(asked, **dict.fromkeys(GROUPS), by=("partner",)))  # type: ignore[arg-type]
    short = by_partner[by_partner["reported"] < by_partner["due"]]
    schemes = source.programme.schemes.values()
    of_strand = {scheme.partner for scheme in schemes if asked.strand in (None, scheme.strand)}
    return tuple(code for code in short["partner"] if code in of_strand)
