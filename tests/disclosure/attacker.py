"""Works out hidden counts from what a site of this dashboard answers to anybody: python -m tests.disclosure.attacker http://localhost:8501

It knows the open API under /api/v1 and linear programming, and imports nothing of the dashboard. It asks for every slice of every release,
the whole tables, the targets and what changed; writes each published number as a sum of figures nobody told it; and asks of every hidden
one between what values it must lie. Exit status 1 where something lies too closely, or is shown although it is small.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.disclosure.public_answers import Edition, Key, Site, finest, is_too_fine, read
from tests.disclosure.public_sums import Attack


@dataclass(frozen=True)
class Norm:
    """What nobody may learn: counts below `hide_below`, more closely than `width`, or `other_width` where it is surely no small one;
    amounts of money more closely than `money_percent`."""

    hide_below: int = 10
    width: int = 8
    other_width: int = 2
    money_percent: int = 50


@dataclass(frozen=True)
class Finding:
    """`why`: "shown" (a small count that nobody hides), "narrow", or "ratio" (a share whose parts are hidden)."""

    release: int
    key: Key
    low: float
    high: float
    why: str = "narrow"

    def __str__(self) -> str:
        indicator, _, group, _, place, period = self.key
        return f"release {self.release}: {indicator}, {group}, {place}, {period}: {self.low:g} to {self.high:g} ({self.why})"


def findings(editions: Sequence[Edition], norm: Norm) -> list[Finding]:
    """Every hidden number that lies too closely, every small one that is shown, every share whose parts are hidden."""
    found: list[Finding] = []
    for indicator, told in editions[-1].indicators.items():
        if told["kind"] == "ratio":
            found += _shares_of_hidden_parts(editions, indicator)
        elif told["sensitive"]:
            attack = Attack(editions, indicator)
            found += _shown_though_small(attack, editions, indicator, norm)
            found += _too_narrow(attack, editions, indicator, norm)
    return found


def _shown_though_small(attack: Attack, editions: Sequence[Edition], indicator: str, norm: Norm) -> Iterator[Finding]:
    """A total that a published result tells exactly may stay, however small."""
    told = editions[-1].indicators[indicator]
    least = 1 if told["zeros_shown"] else 0
    for edition in editions if told["kind"] != "money" else ():
        for key, cell in edition.cells.items():
            if key[0] != indicator or cell.value is None or not least <= cell.value < norm.hide_below:
                continue
            if attack.sums.row_of.get((edition.number, key)) not in attack.cited_exactly:
                yield Finding(edition.number, key, cell.value, cell.value, "shown")


def _too_narrow(attack: Attack, editions: Sequence[Edition], indicator: str, norm: Norm) -> Iterator[Finding]:
    told = editions[-1].indicators[indicator]
    by_number = {edition.number: (edition, finest(edition)) for edition in editions}
    for (number, key), row in attack.sums.row_of.items():
        edition, grains = by_number[number]
        if edition.cells[key].value is None and not attack.public[row]:
            too_fine = is_too_fine(key, grains)
            if told["kind"] == "money":
                low, high = attack.interval(row)
                narrow = not too_fine and high * 100 < low * (100 + norm.money_percent)
            elif attack.is_wide(row, norm.width):
                continue
            else:
                low, high = attack.interval(row)
                narrow = _is_narrow(low, high, too_fine, told["zeros_shown"], norm)
            if narrow:
                yield Finding(number, key, low, high)


def _is_narrow(low: float, high: float, too_fine: bool, zeros_shown: bool, norm: Norm) -> bool:
    """Nobody is told which hidden cell is small, so each counts as what it may be. One that is only finer than its series is published
    may as well be nothing, or large: it is found out where it is surely small."""
    may_be_small = low < norm.hide_below
    if too_fine:
        return may_be_small and low >= (1 if zeros_shown else 0) and high > 0 and high - low < norm.width
    return high - low < (norm.width if may_be_small else norm.other_width)


def _shares_of_hidden_parts(editions: Sequence[Edition], indicator: str) -> Iterator[Finding]:
    for edition in editions:
        told = edition.indicators[indicator]
        for key, cell in edition.cells.items():
            parts = [edition.cells.get((told[part], *key[1:])) for part in ("numerator", "denominator")]
            if (
                key[0] == indicator
                and cell.value is not None
                and any(part is None or part.value is None for part in parts)
            ):
                yield Finding(edition.number, key, cell.value, cell.value, "ratio")


def hidden(editions: Sequence[Edition]) -> int:
    return sum(cell.absence == "suppressed" and cell.value is None for each in editions for cell in each.cells.values())


def main() -> int:
    asked = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    asked.add_argument("url", help="the address of a running server, without a path")
    asked.add_argument("--hide-below", type=int, default=Norm.hide_below, help="counts below this should be hidden")
    told = asked.parse_args()
    editions = read(Site(told.url))
    found = findings(editions, Norm(hide_below=told.hide_below))
    print(f"{len(editions)} releases, {hidden(editions)} hidden numbers, {len(found)} found out")
    for each in found:
        print(each)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
