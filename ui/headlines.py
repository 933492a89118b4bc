"""The two cards of results: an indicator against its target, and one published fact of a scheme."""

from collections.abc import Iterable, Sequence
from datetime import date
from html import escape
from typing import TYPE_CHECKING

from ui import glossary, provenance, tables
from ui.words import Words

if TYPE_CHECKING:
    from ccare_metrics.framework import Source


def headline_card(
    words: Words,
    *,
    title: str,
    figure: str,
    status: str,
    status_words: str = "",
    sentence: str = "",
    bullet: str = "",
    line: Sequence[float] = (),
    line_words: str = "",
    provenances: Iterable[str | tuple[str, str]] = (),
    sources: Iterable["Source"] = (),
    as_of: date | None = None,
) -> str:
    """Number, status, bullet, whence, as HTML.

    figure: the number as it is read ("2,407"). status: its code; status_words instead of the code's own ("Target passed");
    sentence goes on from there. bullet: from `charts.progress_to_target`. line: a running total, oldest first, drawn small and
    without axes, under line_words which must say what it is and whether it is illustrative.
    """
    told = status_words or words.status(status)
    mark = tables.status(words, status, told if told.endswith(".") or not sentence else f"{told}.")
    said = glossary.explained(words, status if status in glossary.TERMS else "status", mark)
    parts = [
        f'<h2 class="cc-card-title">{escape(title)}</h2>',
        f'<p class="cc-figure">{escape(figure)}</p>',
        f'<div class="cc-said">{said} {escape(sentence)}</div>',
        bullet,
        _small_line(line, line_words),
        provenance.line(words, provenances=provenances, sources=sources, as_of=as_of),
    ]
    return f'<div class="cc-headline">{"".join(parts)}</div>'


def _small_line(values: Sequence[float], text: str) -> str:
    """The shape of a running total, clipped from a box; told in words, so hidden from a screen reader."""
    if len(values) < 2 or not max(values):
        return ""
    top, last = max(values), len(values) - 1
    points = [f"{100 * place / last:.1f}% {100 - 96 * value / top:.1f}%" for place, value in enumerate(values)]
    shape = ", ".join(["0% 100%", *points, "100% 100%"])
    return (
        f'<div class="cc-small-line" aria-hidden="true"><span style="clip-path:polygon({shape})"></span></div>'
        f'<p class="cc-small-words">{escape(text)}</p>'
    )


def fact_card(
    words: Words,
    *,
    figure: str,
    what: str,
    where: str = "",
    who: str = "",
    notes: Iterable[str] = (),
    provenances: Iterable[str | tuple[str, str]] = (),
    sources: Iterable["Source"] = (),
) -> str:
    """A scheme's published fact: value with its qualifier ("over 200"), what was counted, where, by whom; as HTML."""
    place = f" {escape(where)}" if where else ""
    parts = [
        f'<p class="cc-figure cc-figure-small">{escape(figure)}</p>',
        f'<p class="cc-what">{escape(what)}{place}</p>',
    ]
    if who:
        parts.append(f'<p class="cc-who">{escape(who)}</p>')
    parts += [f'<p class="cc-who">{escape(note)}</p>' for note in notes]
    parts.append(provenance.line(words, provenances=provenances, sources=sources))
    return f'<div class="cc-fact">{"".join(parts)}</div>'
