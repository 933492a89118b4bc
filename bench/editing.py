"""A figure typed into a partner's month, until the page has taken it in, saved and checked: against a bare data editor's rerun."""

import asyncio
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from bench.hands import Hands, hands_at
from bench.report import Line, middle
from bench.serving import prepare, running
from tests.signing_in import configured, cookies, invite_everybody

PARTNER = "finistere"
EDITS = 40
REFERENCE = Path(__file__).parent / "reference" / "server.py"


def run() -> list[Line]:
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder))
        invite_everybody(Path(folder))
        configured(Path(folder))
        with (
            running(Path(folder)) as ours,
            running(Path(folder), script=REFERENCE, settings={"REFERENCE": "bare_editor"}) as plain,
        ):
            saved, checked = asyncio.run(_edits(ours.url, "enter_figures", cookies(PARTNER, ours.url), says="cc-saved"))
            _, bare = asyncio.run(_edits(plain.url, "", {}))
    return [
        Line("a figure typed into a month, until it says that it is saved", saved, "ms", bare, limit=2),
        Line("... and until it is checked, and all is drawn anew", checked, "ms", bare),
    ]


async def _edits(url: str, page: str, shown: Mapping[str, str], *, says: str = "") -> tuple[float, float]:
    """The middle time until the page says something, and until it has said all, in milliseconds."""
    async with hands_at(url, page, cookies=shown) as hands:
        await _one(hands, 1, says)  # begins the report
        told = [await _one(hands, 2 + place % 9, says) for place in range(EDITS)]
    return middle([first for first, _ in told]), middle([last for _, last in told])


async def _one(hands: Hands, figure: int, says: str) -> tuple[float, float]:
    begun = time.perf_counter()
    await hands.type({0: str(figure)})
    if says:
        await hands.until_told(says)
    first = time.perf_counter() - begun
    await hands.answer()
    return 1000 * first, 1000 * (time.perf_counter() - begun)
