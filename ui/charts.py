"""Charts named by their question, as HTML: they print, wrap and are read aloud. Curves over time are in `curves`.

Each takes an answer and gives a picture; nothing here fetches, and only places on the screen are computed.
"""

from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

import pandas as pd

from ui import tables
from ui.words import Words

if TYPE_CHECKING:
    from ccare_metrics.framework import Indicator

# Room to the right of the longest mark, so that nothing touches the edge.
HEADROOM = 1.06


# -- target against actual


def progress_to_target(
    words: Words,
    indicator: "Indicator",
    *,
    actual: float | None,
    target: float | None,
    target_qualifier: str = "exact",
    expected: float | None = None,
    absence: str | None = None,
    top: float | None = None,
    compact: bool = False,
    name: str = "",
    made_up: str = "",
    made_up_bar: bool = False,
    made_up_target: bool = False,
) -> str:
    """A bullet graph as HTML: linear from zero, solid bar for actual, short mark for the target, thin mark for expected by now.

    A missing actual is named by its `absence`, not drawn. `top` is the common end of the scale where several bullets are compared;
    `name` says what is drawn where it is not the indicator alone; `made_up` is the word for a made-up target, `made_up_bar` hatches the
    result, `made_up_target` draws the target as an outline. `compact` leaves out the words around the bar, which stand in the table row
    beside it. All is said in `aria-label`.
    """
    if actual is None and absence is None:
        raise ValueError(f"{indicator.code}: no figure and no reason why")
    end = _scale_end(actual, target, expected, top)
    parts = _bands(target, end)
    if actual is not None:
        parts += _mark("bar cc-made-up" if made_up_bar else "bar", width=_share(actual, end))
    else:
        hidden = " cc-bullet-hidden" if absence == tables.HIDDEN else ""
        parts += f'<span class="cc-bullet-absent{hidden}"><span>{escape(words.absence(str(absence)))}</span></span>'
    if expected is not None:
        parts += _mark("expected", at=_share(expected, end))
    if target is not None:
        parts += _mark("target cc-made-up-target" if made_up_target else "target", at=_share(target, end))
    spoken = progress_in_words(
        words,
        indicator,
        actual=actual,
        target=target,
        target_qualifier=target_qualifier,
        expected=expected,
        absence=absence,
        name=name,
    )
    spoken = words.with_reason(spoken, made_up) if made_up else spoken
    track = f'<div class="cc-bullet-track">{parts}</div>'
    if not compact:
        track = _expected_words(words, indicator, expected, end) + track
        track += _target_words(words, indicator, target, target_qualifier, end, made_up=made_up_target)
    size = " cc-bullet-compact" if compact else ""
    return f'<div class="cc-bullet{size}" role="img" aria-label="{escape(spoken, quote=True)}">{track}</div>'


def progress_in_words(
    words: Words,
    indicator: "Indicator",
    *,
    actual: float | None,
    target: float | None,
    target_qualifier: str = "exact",
    expected: float | None = None,
    absence: str | None = None,
    name: str = "",
) -> str:
    """What the bullet shows, as a sentence with its numbers."""
    name = name or words.name(indicator.name)
    result = words.amount(actual, indicator) if actual is not None else words.absence(str(absence))
    if target is None:
        return words("bullet.alt_no_target", name=name, actual=result)
    aim = words.quantity(target, target_qualifier, indicator)
    if expected is None:
        return words("bullet.alt", name=name, actual=result, target=aim)
    return words(
        "bullet.alt_expected", name=name, actual=result, target=aim, expected=words.estimate(expected, indicator)
    )


def _scale_end(*values: float | None) -> float:
    *drawn, top = values
    longest = max((float(value) for value in drawn if value is not None), default=0.0) * HEADROOM
    return max(longest, float(top or 0)) or 1.0


def _share(value: float, end: float) -> float:
    return round(100 * max(float(value), 0) / end, 2)


def _mark(kind: str, *, at: float | None = None, width: float | None = None) -> str:
    place = f"left:{at}%" if at is not None else f"width:{width}%"
    return f'<span class="cc-bullet-{kind}" style="{place}"></span>'


def _bands(target: float | None, end: float) -> str:
    return _mark("band", width=_share(target, end)) if target is not None else ""


def _expected_words(words: Words, indicator: "Indicator", expected: float | None, end: float) -> str:
    if expected is None:
        return ""
    text = words("bullet.expected", figure=words.estimate(expected, indicator))
    return f'<div class="cc-bullet-words">{_placed(text, _share(expected, end))}</div>'


def _target_words(
    words: Words, indicator: "Indicator", target: float | None, qualifier: str, end: float, *, made_up: bool
) -> str:
    zero = f"<span>{escape(words.amount(0, indicator))}</span>"
    if target is None:
        return f'<div class="cc-bullet-words">{zero}{_placed(words.status("no_target"), 100)}</div>'
    text = words("bullet.target", figure=words.quantity(target, qualifier, indicator))
    text = words.with_reason(text, words.provenance("illustrative").lower()) if made_up else text
    # Where the target stands near zero its own words begin there, and the zero would be under them.
    return f'<div class="cc-bullet-words">{zero if _share(target, end) >= 18 else ""}{_placed(text, _share(target, end))}</div>'


def _placed(text: str, at: float) -> str:
    # Shifted by its own width in the same proportion: the words stand at the mark and can never leave the box.
    return f'<span class="cc-bullet-at" style="left:{at}%;transform:translateX(-{at}%)">{escape(text)}</span>'


# -- which is more


def ranking(
    words: Words,
    rows: Sequence[Mapping[str, Any]],
    indicator: "Indicator",
    *,
    spoken: str,
    here: str | None = None,
    show: Callable[[float], str] | None = None,
) -> str:
    """Horizontal bars as HTML, in the order given. Each row: name, value, and absence where value is missing; code to match `here`.

    `spoken` is the finding with its numbers; `show` writes a value that is not in the indicator's own unit, such as a rate.
    Bars are hatched where row["provenance"] is illustrative.
    """
    known = [float(row["value"]) for row in rows if not _missing(row["value"])]
    end = max(known, default=0.0) or 1.0
    show = show or (lambda value: words.amount(value, indicator))
    bars = "".join(_bar(words, row, show, end, is_here=here is not None and row.get("code") == here) for row in rows)
    return f'<div class="cc-ranking" role="img" aria-label="{escape(spoken, quote=True)}">{bars}</div>'


def _bar(words: Words, row: Mapping[str, Any], show: Callable[[float], str], end: float, *, is_here: bool) -> str:
    name = escape(str(row["name"]))
    if _missing(row["value"]):
        bar, figure = "", tables.absent(words, str(row["absence"]), words.absence(str(row["absence"])))
    else:
        made_up = " cc-made-up" if row.get("provenance") == "illustrative" else ""
        bar = f'<span class="cc-ranking-bar{made_up}" style="width:{_share(row["value"], end)}%"></span>'
        figure = escape(show(row["value"]))
    mark = " cc-ranking-here" if is_here else ""
    return (
        f'<div class="cc-ranking-row{mark}"><span class="cc-ranking-name">{name}</span>'
        f'<span class="cc-ranking-track">{bar}<span class="cc-ranking-figure">{figure}</span></span></div>'
    )


def _missing(value: Any) -> bool:
    return bool(pd.isna(value))


def target_row(
    words: Words, *, title: str, figure: str, status: str, bullet: str, made_up_status: str = "", lacking: str = ""
) -> str:
    """One target of many as HTML: what it is, the result, its status in words, the bullet.

    `made_up_status` says so where it is; `lacking`: what is missing from the result, where it is not complete.
    """
    note = "".join(f'<span class="cc-small-words">{escape(text)}</span> ' for text in (made_up_status, lacking) if text)
    return (
        f'<div class="cc-target-row"><p class="cc-target-what"><strong>{escape(title)}</strong> <span>{escape(figure)}</span></p>'
        f'<p class="cc-said">{tables.status(words, status)} {note}</p>{bullet}</div>'
    )
