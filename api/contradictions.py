"""Parameters that are each sound by themselves and cannot be meant together."""

from collections.abc import Iterator

from api.faults import Fault
from api.nesting import LIES_IN, wider_code
from api.parameters import Asked
from ccare_metrics.release import Release
from ccare_metrics.results import group_codes, place_codes
from ccare_metrics.scope import GROUPS, PLACES, TIMES
from ui.words import Words


def contradictions(release: Release, asked: Asked, words: Words) -> Iterator[Fault]:
    yield from _several_groups(asked, words)
    yield from not_reported(release, asked, words)
    yield from _places_apart(release, asked, words)
    yield from _backwards(asked, words)
    yield from _several_splits(asked, words)


def _several_groups(asked: Asked, words: Words) -> Iterator[Fault]:
    named = [axis for axis in GROUPS if asked.one(axis)]
    if len(named) > 1:
        found = ",".join(str(asked.one(axis)) for axis in named)
        yield Fault(",".join(named), found, words("api.expected.one_group"), GROUPS)


def not_reported(release: Release, asked: Asked, words: Words) -> Iterator[Fault]:
    """A scheme, strand or partner beside an indicator that it does not report."""
    indicator = asked.one("indicator")
    for axis in GROUPS if indicator else ():
        code, reporting = asked.one(axis), tuple(group_codes(release.programme, axis, str(indicator)))
        if code and code not in reporting:
            yield Fault(f"{axis},indicator", f"{code},{indicator}", words(f"api.expected.reporting_{axis}"), reporting)


def _places_apart(release: Release, asked: Asked, words: Words) -> Iterator[Fault]:
    """An area and a country that it does not lie in, a county likewise."""
    nested = [(kind, wider) for kind in PLACES for wider in LIES_IN.get(kind, ())]
    for inner, outer in nested:
        code, wanted = asked.one(inner), asked.one(outer)
        if not code or not wanted or wider_code(release.programme, inner, code, outer) == wanted:
            continue
        inside = [each for each in place_codes(inner) if wider_code(release.programme, inner, each, outer) == wanted]
        yield Fault(f"{inner},{outer}", f"{code},{wanted}", words(f"api.expected.{inner}_in_{outer}"), tuple(inside))


def _backwards(asked: Asked, words: Words) -> Iterator[Fault]:
    first, last = asked.one("from"), asked.one("to")
    if first and last and first > last:
        yield Fault("from,to", f"{first},{last}", words("api.expected.forwards"))


def _several_splits(asked: Asked, words: Words) -> Iterator[Fault]:
    for axes in (GROUPS, PLACES, TIMES):
        split = [each for each in asked.many("by") if each in axes]
        if len(split) > 1:
            yield Fault("by", ",".join(split), words("api.expected.one_split"), axes)
