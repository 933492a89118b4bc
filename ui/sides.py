"""Two days or releases side by side: which ones, in the address, and what changed between them."""

from dataclasses import dataclass
from datetime import date

import streamlit as st

from ccare_metrics import results
from ccare_metrics.release import published
from ccare_metrics.results import Changes
from ccare_metrics.store.engine import releases_folder
from ccare_metrics.workflow import Acts
from ccare_metrics.working import Working, board_days
from ui import board, cached, selection
from ui.access import Visit
from ui.edition import Edition, kept

RELEASE = "release-"  # in the address before a release's number, where a day could stand as well


@dataclass(frozen=True, eq=False)
class Sides:
    """Editions of the same language and look, the earlier first, and what changed between them."""

    before: Edition
    after: Edition
    changes: Changes


def choose(visit: Visit) -> Sides:
    """Two sides, brought into the order of time whichever way round they were asked for."""
    programme, query = visit.programme, st.query_params
    on = query.get("on") or visit.today.isoformat()
    # Beside the last days, those before the day that is looked at: a board that goes back a year compares with the month before.
    looked_at = [code for code in (query.get("until"), on) if code and board.is_past(code, visit.today)]
    around = [board_days(programme, day) for day in (*map(date.fromisoformat, looked_at[:1]), visit.today)]
    days = sorted({day.isoformat() for days in around for day in days}, reverse=True)
    numbers = [f"{RELEASE}{number}" for number in reversed(list(published(releases_folder())))]
    before = board_days(programme, date.fromisoformat(looked_at[0]) if looked_at else visit.today)[1:2]
    default = before[0].isoformat() if before else days[-1]
    since = _choose(visit, "since", [*days, *numbers], label=visit.words("changes.since"), default=default)
    until = _choose(visit, "until", [*days, *numbers], label=visit.words("changes.until"), default=on)
    sides = sorted((_edition(visit, code) for code in (since, until)), key=lambda side: known_on(side))
    first, second = known_on(sides[0]), known_on(sides[1])
    acts = board.read(visit, lambda: cached.acts_between(first, second, visit.viewer))
    return _compared(sides[0], sides[1], acts)


@kept
def _compared(before: Edition, after: Edition, acts: Acts) -> Sides:
    return Sides(before, after, results.changes(before.release, after.release, acts.figures))


def known_on(side: Edition) -> date:
    """The day of a side: that which is looked at, or that on which the release was published."""
    source = side.release
    return source.day if isinstance(source, Working) else source.published_on


def side_words(side: Edition) -> str:
    """15 October 2022; or release 2 of 5 June 2023."""
    words, source = side.words, side.release
    if isinstance(source, Working):
        return words.date(source.day)
    return words("changes.release", number=source.number, day=source.published_on)


def _choose(visit: Visit, name: str, options: list[str], *, label: str, default: str) -> str:
    """A day or a release; any other day may stand in the address."""
    asked = st.query_params.get(name)
    others = [code for code in (asked, default) if code and code not in options and board.is_past(code, visit.today)]
    return selection.choose(
        visit,
        name,
        [*dict.fromkeys(others), *options],
        label=label,
        shown=lambda code: _shown(visit, code),
        default=default,
    )


def _shown(visit: Visit, code: str) -> str:
    words = visit.words
    if code.startswith(RELEASE):
        return words("changes.release_short", number=code.removeprefix(RELEASE))
    return words.date(date.fromisoformat(code))


def _edition(visit: Visit, code: str) -> Edition:
    if code.startswith(RELEASE):
        number = int(code.removeprefix(RELEASE))
        return Edition(visit.words, board.read(visit, lambda: cached.release(number)), visit.theme)
    return board.edition(visit, date.fromisoformat(code))
