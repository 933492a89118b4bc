"""A preview as lines of text, for the command line."""

from collections.abc import Iterator

import pandas as pd

from ccare_metrics.preview import Preview
from ccare_metrics.publishing import Prepared

NAMED = 20  # corrections; the rest are counted


def lines(prepared: Prepared, preview: Preview) -> Iterator[str]:
    info = prepared.info
    yield f"release {info['number']} would cover {info['figures']} approved figures through {info['through']}"
    if prepared.before:
        yield f"of the cells that release {prepared.before[-1].release.number} shows, {preview.changed:,} would be others or hidden"
    yield from _table("totals to date", preview.totals)
    yield f"hidden: {info['hidden']} of {len(prepared.protected.cells):,} cells, under the profile {info['disclosure']}"
    yield "  small: a count of people or firms below the threshold; beside: an amount that goes with one"
    yield "  complementary: would give a small one back; grain: finer than its series can be published"
    yield from _table("hidden cells, and why", preview.hidden)
    yield from _table("series published from this period on", preview.grains)
    yield from _table("reports received", preview.coverage)
    yield f"corrected or late since the last release: {len(preview.corrections)} figures"
    for row in preview.corrections.head(NAMED).itertuples(index=False):
        yield f"  {row.indicator} {row.scheme} {row.area} {row.month}"


def _table(title: str, frame: pd.DataFrame) -> Iterator[str]:
    yield f"{title}:"
    for line in frame.astype(object).where(frame.notna(), "-").to_string(index=False).splitlines():
        yield f"  {line}"
