"""Somebody clicks on, leaves the page or loses the connection in the middle of a save or of sending: it took place wholly, or not at all.

`python -m tests.faults.interruptions --times 1000 --seed 7` says what was found and exits with 1 where anything was lost or half done.
"""

import argparse
import asyncio
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench.hands import Hands, hands_at
from bench.serving import running
from ccare_metrics.store import acts, drafts, read
from tests.faults.kills import half_done
from tests.pages import shores_office
from tests.pages.shores_office import ADVICE, WAITING, Shores, signature
from tests.reporters import a_key
from tests.signing_in import configured, cookies
from ui.words import words_for

PERIOD, WHO = "2022-04", "south"
ROWS = (ADVICE, WAITING)  # of the grid, from above
USUAL = (6, 7, 8)  # figures that need no explanation
LONGEST_MOMENT = 0.12  # seconds between what is done and what comes into its way: a save and its drawing take as long
AFTER_A_DROP = 1.0  # until a run that nobody listens to any more has ended, on a busy machine too
WORDS = words_for("en")
AS_LIST, SEND = WORDS("entry.as_list"), WORDS("entry.send")


@dataclass
class Tally:
    interruptions: Counter[str] = field(default_factory=Counter)
    did_not_arrive: int = 0  # of those after which the connection was lost
    problems: list[str] = field(default_factory=list)


@dataclass
class Desk:
    """One report, saved into and sent again and again; the lead partner gives it back each time."""

    site: str
    office: Shores
    number: int
    chance: random.Random
    seeded: frozenset[str]  # what the demonstration's own history leaves out, which no act made
    tally: Tally = field(default_factory=Tally)

    async def interrupt(
        self, act: Callable[[Hands], Awaitable[None]], hindrance: str, hands: Hands, typed: int
    ) -> None:
        await act(hands)
        await asyncio.sleep(self.chance.uniform(0, LONGEST_MOMENT))
        if hindrance == DROPPED:
            hands.drop()
            await asyncio.sleep(AFTER_A_DROP)
            return
        await HINDRANCES[hindrance](hands, typed)
        await hands.rest()

    async def a_save(self, hindrance: str, typed: int) -> None:
        """`typed`: another number than stands there."""
        before = self.entries()
        async with hands_at(self.site, "enter_figures", f"lang=en&period={PERIOD}", cookies=self.cookie()) as hands:
            await self.interrupt(lambda h: h.type({0: str(typed)}), hindrance, hands, typed)
        after = self.entries()
        was, wanted = before.get(ADVICE, ("", 0)), str(typed)
        arrived = after.get(ADVICE) == (wanted, was[1] + 1)
        dropped = hindrance == DROPPED
        if not arrived and not (dropped and after.get(ADVICE, ("", 0)) == was):
            self.tally.problems.append(f"a save, {hindrance}: {was} became {after.get(ADVICE)}, typed was {wanted}")
        if hindrance == CELL and after.get(WAITING, ("", 0))[0] != str(typed * 4):
            self.tally.problems.append(f"the other cell was not saved: {after.get(WAITING)}")
        self.count(f"a save, {hindrance}", arrived)

    async def sending(self, hindrance: str, typed: int) -> None:
        before = self.office.steps(self.number)
        entries = self.entries()
        async with hands_at(self.site, "enter_figures", f"lang=en&period={PERIOD}", cookies=self.cookie()) as hands:
            await self.interrupt(lambda h: h.press(SEND), hindrance, hands, typed)
        steps = self.office.steps(self.number)
        arrived = steps == [*before, "submitted"]
        if not arrived and not (hindrance == DROPPED and steps == before):
            self.tally.problems.append(f"sending, {hindrance}: {before} became {steps}")
        if arrived and self.entries() != entries:
            self.tally.problems.append(f"sending, {hindrance}: what was sent was changed: {self.entries()}")
        self.tally.problems += {*half_done(self.office.engine)} - self.seeded
        self.count(f"sending, {hindrance}", arrived)
        if arrived:
            acts.give_back(
                self.office.engine, signature("lead.one"), submission=self.number,
                version=self.office.version(self.number), reason="Once more.", key=a_key(),
            )  # fmt: skip

    def count(self, what: str, arrived: bool) -> None:
        self.tally.interruptions[what] += 1
        self.tally.did_not_arrive += not arrived

    def cookie(self) -> dict[str, str]:
        return cookies(WHO, self.site)

    def entries(self) -> dict:
        return {each.key: (each.typed, each.version) for each in self.office.report(self.number).entries}


async def _another_cell(hands: Hands, typed: int) -> None:
    await hands.type({0: str(typed), 1: str(typed * 4)})


async def _as_list(hands: Hands, typed: int) -> None:
    await hands.switch(AS_LIST, True)


async def _a_comment(hands: Hands, typed: int) -> None:
    await hands.write(next(label for kind, label in hands.widgets if kind == "text_area"), f"Said with {typed}.")


async def _elsewhere(hands: Hands, typed: int) -> None:
    await hands.go("my_figures")


async def _again(hands: Hands, typed: int) -> None:
    await hands.press(SEND)


CELL, LIST, COMMENT = "another cell is typed", "the fields are put one below the other", "a comment is written"
ELSEWHERE, AGAIN, DROPPED = "another page is opened", "the button is pressed again", "the connection is lost"
HINDRANCES: dict[str, Callable[[Hands, int], Awaitable[None]]] = {
    CELL: _another_cell, LIST: _as_list, COMMENT: _a_comment, ELSEWHERE: _elsewhere, AGAIN: _again,
}  # fmt: skip
OF_A_SAVE = (CELL, LIST, COMMENT, ELSEWHERE, DROPPED)
OF_SENDING = (CELL, LIST, AGAIN, ELSEWHERE, DROPPED)


async def campaign(site: str, office: Shores, *, times: int, seed: int) -> Tally:
    """`office`: of the store that `site` serves."""
    by, chance = signature(WHO), random.Random(seed)
    number = drafts.begin(office.engine, office.programme, by, partner=WHO, period=PERIOD)
    desk = Desk(site, office, number, chance, frozenset(half_done(office.engine)))
    for place in range(times):
        await desk.a_save(OF_A_SAVE[place % len(OF_A_SAVE)], USUAL[place % len(USUAL)])
        await desk.sending(OF_SENDING[place % len(OF_SENDING)], USUAL[(place + 1) % len(USUAL)])
    desk.tally.problems += read.standing_problems(office.engine, office.programme)
    if (broken := read.broken_audit_entry(office.engine)) is not None:
        desk.tally.problems.append(f"audit entry {broken} does not fit")
    return desk.tally


@contextmanager
def site_of(folder: Path) -> Iterator[tuple[str, Shores]]:
    """A dashboard of the invented programme, whose people can sign in, and its store."""
    office = shores_office.copied(shores_office.made(folder / "made"), folder / "own")
    configured(office.folder)
    settings = {"CCARE_PROGRAMME": str(office.folder / "programme")}
    with running(office.folder, settings=settings) as server:
        yield server.url, office
    office.engine.dispose()


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--times", type=int, default=60)
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder, site_of(Path(folder)) as (site, office):
        tally = asyncio.run(campaign(site, office, times=given.times // 2, seed=given.seed))
    for what, times in tally.interruptions.items():
        print(f"{times:5} x {what}")
    print(f"{tally.did_not_arrive} had not arrived when the connection was lost, {len(tally.problems)} problems")
    print("\n".join(tally.problems[:20]))
    return 1 if tally.problems else 0


if __name__ == "__main__":
    sys.exit(main())
