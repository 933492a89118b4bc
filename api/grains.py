"""How finely what was asked for is published: a series of small counts by quarter or year only."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from api.nesting import wider_code
from ccare_metrics.aggregation import TIME_KINDS
from ccare_metrics.framework import Programme
from ccare_metrics.release import Release
from ccare_metrics.scope import Scope

Codes = tuple[str, str]  # of a series: that of its group and that of its place
KEPT_RELEASES = 4


def grains_of(release: Release, scope: Scope, within: Sequence[tuple[str, str]] = ()) -> tuple[str, ...]:
    """The time kinds, coarsest first, of which at least one series asked for is published; empty where there is no series at all."""
    kinds, wanted = (scope.group[0], scope.place[0]), (scope.group[1], scope.place[1])
    finest = [
        min(ranks)
        for codes, ranks in _ranks(release, scope.indicator, kinds).items()
        if all(want in (None, code) for want, code in zip(wanted, codes, strict=True))
        and _lies_in(release.programme, kinds, codes, within)
    ]
    return TIME_KINDS[: max(finest) + 1] if finest else ()


def _ranks(release: Release, indicator: str, kinds: Codes) -> Mapping[Codes, list[int]]:
    """Of a ratio a series is as fine as the coarser of its two parts."""
    asked = release.programme.indicators[indicator]
    parts = (asked.numerator, asked.denominator) if asked.kind == "ratio" else (indicator,)
    found: dict[Codes, list[int]] = {}
    for part in parts:
        for codes, finest in _by_kind(release).get((str(part), *kinds), {}).items():
            found.setdefault(codes, []).append(TIME_KINDS.index(finest))
    return found


@lru_cache(maxsize=KEPT_RELEASES)
def _by_kind(release: Release) -> Mapping[tuple[str, str, str], Mapping[Codes, str]]:
    """The grains of a release, by indicator and kinds."""
    found: dict[tuple[str, str, str], dict[Codes, str]] = {}
    for row in release.grains.itertuples(index=False):
        found.setdefault((row.indicator, row.group_kind, row.place_kind), {})[row.group_code, row.place_code] = (
            row.finest
        )
    return found


def _lies_in(programme: Programme, kinds: Codes, codes: Codes, within: Sequence[tuple[str, str]]) -> bool:
    around = [
        {wider: wider_code(programme, kind, code, wider) for wider, _ in within}
        for kind, code in zip(kinds, codes, strict=True)
    ]
    return all(code in [each[wider] for each in around] for wider, code in within)
