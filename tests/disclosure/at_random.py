"""Small programmes thrown with dice, the same one for the same number: 2 or 3 schemes in 2 to 4 areas over 6 to 9 months.

Later releases know more: months that came late, figures that were put right. Programmes that are published again are among the smaller,
unless they are asked to be large.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from ccare_metrics.framework import Programme, Scheme
from ccare_metrics.periods import month_range
from tests.disclosure.plain_cells import Figures
from tests.disclosure.small_programmes import programme, scheme
from tests.two_shores import FINISTERE, KENT, MEDWAY, NORFOLK

SPAN = month_range("2022-01", "2022-09")
VALUES = (0, 0, 1, 3, 5, 7, 9, 12, 15, 20, 40, 60)


@dataclass(frozen=True)
class Thrown:
    """`editions`: (last month, the figures known by then), oldest first."""

    programme: Programme
    editions: tuple[tuple[str, Figures], ...]
    amounts: Figures


def thrown(seed: int, *, releases: int, over_time: str, large: bool = False) -> Thrown:
    dice = random.Random(seed)
    large = large or releases == 1
    last = dice.randint(6, 9 if large else 7)
    areas = dice.sample([NORFOLK, KENT, MEDWAY, FINISTERE], dice.randint(2, 4 if large else 3))
    schemes = [_scheme(f"scheme_{number}", areas, last, dice) for number in range(dice.randint(2, 3))]
    told = programme(*schemes, over_time=over_time, zeros_shown=dice.random() < 0.6)
    known = _figures(schemes, over_time, dice)
    amounts = {key: value * dice.randint(20_000, 90_000) for key, value in known.items()}
    editions = [(SPAN[last - 1], known)]
    for back in range(1, releases):
        known = _as_known_before(known, dice)
        editions.insert(0, (SPAN[last - 1 - back], known))
    return Thrown(told, tuple(editions), amounts if over_time == "sum" else {})


def _scheme(code: str, areas: Sequence[str], last: int, dice: random.Random) -> Scheme:
    own = dice.sample(areas, dice.randint(1, len(areas)))
    start, end = SPAN[dice.randint(0, 2)], SPAN[last - 1 - dice.choice([0, 0, 1])]
    return scheme(code, own, start, end, partner=dice.choice(["north", "south"]), strand=dice.choice(["work", "homes"]))


def _figures(schemes: Sequence[Scheme], over_time: str, dice: random.Random) -> dict[tuple[str, str, str], int]:
    found = {}
    for each in schemes:
        for area in each.areas:
            reached = 0
            for month in month_range(each.start, each.end):
                value = dice.choice(VALUES)
                reached += value
                if dice.random() < 0.9:  # else nobody reported
                    found[each.code, area, month] = reached if over_time == "running_total" else value
    return found


def _as_known_before(figures: Figures, dice: random.Random) -> Figures:
    """The same with up to two figures not there yet, and up to two that were others."""
    earlier = dict(figures)
    for key in dice.sample(sorted(earlier), dice.randint(0, 2)):
        del earlier[key]
    for key in dice.sample(sorted(earlier), dice.randint(0, 2)):
        earlier[key] = max(0, earlier[key] - dice.choice([1, 2, 4, 11]))
    return earlier
