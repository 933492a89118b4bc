"""An edition: a release, or the figures as they stood on a day, in one language and one look; and what is remembered of it.

A view depends on an edition and on codes, and on nothing else: not on the address, not on who looks. So `kept` may remember it for every
visitor, and a page costs what its drawing costs, whatever stands in it.
"""

from dataclasses import dataclass
from functools import lru_cache

from ccare_metrics.framework import Programme
from ccare_metrics.release import Release
from ccare_metrics.working import Working
from ui.theme import Mode
from ui.words import Words

KEPT_VIEWS = 400  # of each function; the largest, a map's table, holds about 40 kB

kept = lru_cache(maxsize=KEPT_VIEWS)


@dataclass(frozen=True)
class Edition:
    words: Words
    release: Release | Working
    theme: Mode

    @property
    def programme(self) -> Programme:
        return self.release.programme
