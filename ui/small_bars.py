"""A year of one figure as small bars beside each other, the month that is looked at last and marked; as shapes, with their words aloud."""

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from ui.words import Words

if TYPE_CHECKING:
    from ccare_metrics.framework import Indicator

LEAST = 3  # percent of the height: a zero is a line, and not nothing
Month = tuple[str, int | None]


def bars(words: Words, indicator: "Indicator", before: Sequence[Month], now: Month) -> str:
    """`before`: months oldest first; one without a value leaves a gap with a dot in it. All bars stand on zero and share one scale."""
    values = [value for _, value in (*before, now) if value is not None]
    top = max([1, *values])
    drawn = "".join(_bar(value, top) for _, value in before) + _bar(now[1], top, mark=" cc-bar-now")
    spoken = escape(_spoken(words, indicator, before, now), quote=True)
    return f'<div class="cc-bars" role="img" aria-label="{spoken}" title="{spoken}">{drawn}</div>'


def _bar(value: int | None, top: int, *, mark: str = "") -> str:
    if value is None:
        return f'<span class="cc-bar cc-bar-none{mark}"></span>'
    height = max(LEAST, 100 * max(value, 0) / top)
    return f'<span class="cc-bar{mark}" style="height:{height:.1f}%"></span>'


def _spoken(words: Words, indicator: "Indicator", before: Sequence[Month], now: Month) -> str:
    """What the bars say, with their numbers."""
    known = [value for _, value in before if value is not None]
    month, value = now
    parts = [
        words(
            "bars.now",
            month=words.month(month),
            value=words.absence("not_reported") if value is None else words.amount(value, indicator),
        )
    ]
    if known:
        low, high = words.amount(min(known), indicator), words.amount(max(known), indicator)
        parts.append(words.n("bars.before", len(known), low=low, high=high))
    if missing := len(before) - len(known):
        parts.append(words.n("bars.missing", missing))
    return words.with_more(parts[0], ", ".join(parts[1:])) if parts[1:] else parts[0]
