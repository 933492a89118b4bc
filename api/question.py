"""From the parameters of /figures to one slice of a release; a slice that the release does not hold is answered with those it does."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from api.contradictions import contradictions
from api.faults import NotThereError, RefusedError
from api.grains import grains_of
from api.nesting import LIES_IN, narrower
from api.parameters import PROVENANCES, Asked, months
from ccare_metrics.periods import months_of
from ccare_metrics.release import Release
from ccare_metrics.results import time_codes
from ccare_metrics.scope import GROUPS, PLACES, TIMES, Scope
from ui.words import Words


@dataclass(frozen=True)
class Question:
    """`scope`: the slice. `within`: only its rows inside these, such as ("strand", "respond") of a slice by scheme. `periods`: only these
    of a slice by time; None for all. `cited`: the cited total stands first, where there is one."""

    scope: Scope
    within: tuple[tuple[str, str], ...] = ()
    periods: tuple[str, ...] | None = None
    cited: bool = False
    provenances: tuple[str, ...] = PROVENANCES


@dataclass(frozen=True)
class _Axis:
    """Groups or places: narrowed to a code of a kind, split by a kind, either or neither."""

    kind: str | None
    code: str | None
    split: str | None

    @property
    def is_inside(self) -> bool:
        """Rows of a narrower kind: the schemes of a strand."""
        return self.kind in LIES_IN.get(self.split or "", ())


class _LackingError(Exception):
    """The release holds no such slice; the message says which."""


def question(release: Release, asked: Asked, address: str, words: Words) -> Question:
    """Raises RefusedError with everything that contradicts itself, NotThereError with the addresses that would be answered."""
    faults = list(contradictions(release, asked, words))
    if faults:
        raise RefusedError(faults)
    try:
        return _slice(release, asked, words)
    except _LackingError as lacking:
        others = [each for each in _others(asked) if _is_there(release, each, words)]
        raise NotThereError(str(lacking), [_written(address, each) for each in others]) from lacking


def _slice(release: Release, asked: Asked, words: Words) -> Question:
    axes = [_axis(asked, axes) for axes in (GROUPS, PLACES)]
    for axis in axes:
        if axis.kind and axis.split and axis.split not in narrower(axis.kind):
            raise _LackingError(words("api.no_split", kind=axis.kind, split=axis.split))
    wanted = asked.many("provenance") or PROVENANCES
    period, periods = _stretch(release, asked, words)
    narrowed = {str(axis.kind): axis.code for axis in axes if axis.kind and not axis.is_inside}
    found = Question(
        scope=Scope(
            str(asked.one("indicator")),
            by=asked.many("by"),
            period=period,
            published_only="illustrative" not in wanted,
            **narrowed,
        ),
        within=tuple((str(axis.kind), str(axis.code)) for axis in axes if axis.is_inside),
        periods=periods,
        cited="published" in wanted and not any(asked.many(name) for name in ("by", "from", "to")),
        provenances=wanted,
    )
    _refuse_too_fine(release, found, words)
    return found


def _axis(asked: Asked, axes: Sequence[str]) -> _Axis:
    """Places stand finest first: an area within a country is the area."""
    kind = next((axis for axis in axes if asked.one(axis)), None)
    split = next((axis for axis in asked.many("by") if axis in axes), None)
    return _Axis(kind, asked.one(kind) if kind else None, split)


def _stretch(release: Release, asked: Asked, words: Words) -> tuple[str | None, tuple[str, ...] | None]:
    """The one period that `from` and `to` are exactly, or those of a split by time that lie wholly between them."""
    covered = months(release)
    first, last = asked.one("from") or covered[0], asked.one("to") or covered[-1]
    wanted = {month for month in covered if first <= month <= last}
    split = next((axis for axis in asked.many("by") if axis in TIMES), None)
    if wanted == set(covered):
        return None, None
    kinds = (split,) if split else TIMES
    periods = {period: _months_in(period, covered) for kind in kinds for period in time_codes(release, kind)}
    inside = tuple(period for period, its in periods.items() if its <= wanted)
    exactly = [period for period in inside if periods[period] == wanted]
    if split and inside:
        return None, inside
    if not split and exactly:
        return exactly[-1], None
    raise _LackingError(words("api.no_such_stretch", first=first, last=last))


def _months_in(period: str, covered: Sequence[str]) -> set[str]:
    """The months of a period that the release reaches: the first year may begin in April."""
    return set(months_of(period)) & set(covered)


def _refuse_too_fine(release: Release, found: Question, words: Words) -> None:
    kinds = grains_of(release, found.scope, found.within)
    if not kinds or found.scope.time_kind in kinds:
        return
    raise _LackingError(
        words(
            "api.too_fine",
            indicator=release.programme.indicators[found.scope.indicator].short_name,
            grain=words(f"api.grain.{found.scope.time_kind}"),
            grains=words.join([words(f"api.grain.{kind}") for kind in kinds]),
        )
    )


# -- what there is instead


def _others(asked: Asked) -> Iterator[Asked]:
    """The same question split otherwise: within the same stretch of time, and without one."""
    splits = [_splits(_axis(asked, axes)) for axes in (GROUPS, PLACES)]
    stretches = [()] if not asked.one("from") and not asked.one("to") else [(), ("from", "to")]
    for without in stretches:
        for time in (None, *TIMES):
            for group in splits[0]:
                for place in splits[1]:
                    by = tuple(split for split in (group, place, time) if split)
                    kept = {name: values for name, values in asked.values.items() if name not in ("by", *without)}
                    yield Asked(kept | ({"by": by} if by else {}))


def _splits(axis: _Axis) -> tuple[str | None, ...]:
    """The split as it is, or those that would do."""
    if not axis.kind or not axis.split or axis.split in narrower(axis.kind):
        return (axis.split,)
    return (None, *narrower(axis.kind))


def _is_there(release: Release, asked: Asked, words: Words) -> bool:
    try:
        _slice(release, asked, words)
    except _LackingError:
        return False
    return True


def _written(address: str, asked: Asked) -> str:
    return f"{address}?{urlencode(list(asked.pairs()), safe=',')}"
