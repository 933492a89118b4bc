"""Whatever is clicked in the middle of a save or of sending, or if the connection is lost: whole or nothing.

A thousand are `make soak`'s; here sixty.
"""

import asyncio

from bench.hands import hands_at
from bench.serving import ROOT, Running, running
from tests.faults.interruptions import OF_A_SAVE, OF_SENDING, campaign, site_of
from tests.visit import completed


def test_sixty_interruptions_leave_nothing_half_done_and_lose_nothing_that_arrived(tmp_path):
    with site_of(tmp_path) as (site, office):
        tally = completed(campaign(site, office, times=30, seed=4))
    assert tally.problems == []
    assert sum(tally.interruptions.values()) == 60
    assert len(tally.interruptions) == len(OF_A_SAVE) + len(OF_SENDING)


def test_a_page_that_calls_the_framework_between_two_halves_is_left_half_done(tmp_path):
    """The negative twin: the same interruption, of an act that is written as ours must not be."""

    async def interrupted(server: Running) -> None:
        async with hands_at(server.url, "", cookies={}) as hands:
            await hands.press("Act")
            await asyncio.sleep(0.1)
            await hands.switch("Something else", True)
            await hands.rest()

    script = ROOT / "tests" / "faults" / "half_by_half.py"
    with running(tmp_path, script=script, settings={"HALVES": str(tmp_path)}) as server:
        completed(interrupted(server))
    assert ((tmp_path / "one").exists(), (tmp_path / "other").exists()) == (True, False)
