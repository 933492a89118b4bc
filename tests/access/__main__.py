"""`python -m tests.access`: axe-core on every page as everybody who may open it, in every language, theme and width (part of make soak),
and whether each fits the narrowest window.

Prints what was found, and last how many views were looked at, which goes into data/last_audit.toml; ends with 1 where anything is ours.
"""

import sys
import tempfile
from collections import Counter
from pathlib import Path

from bench.chromium import chromium
from bench.serving import prepare, running
from tests.access.axe import violations
from tests.access.looking import look, opened
from tests.access.narrow import NARROW, misfits
from tests.access.noting import note, version
from tests.access.views import LANGUAGES, every_look, places
from tests.signing_in import configured, invite_everybody


def main() -> int:
    found, misfit, excuses, views = 0, 0, Counter[str](), 0
    with tempfile.TemporaryDirectory() as own, chromium() as browser:
        prepare(Path(own))
        invite_everybody(Path(own))
        configured(Path(own))
        with running(Path(own)) as server:
            for place in places(everybody=True):
                for language in LANGUAGES:
                    with opened(browser, server.url, place, language) as page:
                        for how in [each for each in every_look() if each.language == language]:
                            look(page, how)
                            ours, excused = violations(page)
                            wide = misfits(page) if how.width == NARROW else []
                            views, found, misfit = views + 1, found + len(ours), misfit + len(wide)
                            excuses.update(excused)
                            for each in (*ours, *wide):
                                print(f"{place} {how}: {each}")
                print(f"{place}: looked at, {found} found so far", flush=True)
    told = ", ".join(f"{rule} {times} times" for rule, times in excuses.items())
    print(
        f"{views} views, {found} violations, {misfit} misfits at {NARROW} pixels; the framework's own: {told or 'none'}"
    )
    note("axe", version=version("axe-core"), views=views, violations=found)
    return 1 if found or misfit else 0


if __name__ == "__main__":
    sys.exit(main())
