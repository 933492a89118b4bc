"""How complete a number is: what was due behind it, what was reported, and which partners' figures are missing from it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ccare_metrics import progress
from ccare_metrics.results.answer import Source, answer
from ccare_metrics.scope import Scope, refuse_unknown


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
    counted = [replace(each, by=(), published_only=False) for each in _counted(source, scope)]
    rows = [answer(source, each).iloc[0] for each in counted]
    reported, due = (sum(int(row[name]) for row in rows) for name in ("reported", "due"))
    short = {partner for each in counted for partner in _short(source, each)} if reported < due else ()
    without = tuple(code for code in source.programme.partners if code in short)
    return Coverage(reported, due, progress.coverage(reported, due), without)


def _counted(source: Source, scope: Scope) -> tuple[Scope, ...]:
    """What was due behind a ratio are its two parts."""
    refuse_unknown("indicator", scope.indicator, source.programme.indicators)
    asked = source.programme.indicators[scope.indicator]
    parts = (asked.numerator, asked.denominator) if asked.kind == "ratio" else (asked.code,)
    return tuple(replace(scope, indicator=str(part)) for part in parts)


def _short(source: Source, scope: Scope) -> Iterator[str]:
    """Whose schemes, of those asked for, have figures missing."""
    rows = answer(source, replace(scope, scheme=None, strand=None, partner=None, by=("scheme",)))
    for code in rows.loc[rows["reported"] < rows["due"], "scheme"]:
        scheme = source.programme.schemes[code]
        asked = {"scheme": scheme.code, "strand": scheme.strand, "partner": scheme.partner, "all": "all"}
        if asked[scope.group[0]] == scope.group[1]:
            yield scheme.partner
