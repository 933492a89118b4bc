"""The marks of an embedded card as SVG: positions only. Every picture says in its label what it shows."""

from html import escape

from api.embeds.results import Result
from reports.drawing import PATTERNS, TILE
from ui import charts
from ui.edition import Edition

HEADROOM = 1.06  # of the longest mark, so that nothing touches the edge
BAR, TALL = 10, 28  # pixels
NEAR_ZERO = 30  # percent: where a target stands further left than this, its words would cover the zero's


def definitions() -> str:
    """Hatching and the patterns of absence, once a page, for every picture on it."""
    dots = "".join(
        f'<pattern id="{name}" width="{TILE}" height="{TILE}" patternUnits="userSpaceOnUse">'
        f'<rect class="ground" width="{TILE}" height="{TILE}"/>{mark.format(ink="var(--cc-pattern-ink)")}</pattern>'
        for name, mark in PATTERNS.items()
    )
    hatch = (
        '<pattern id="made-up" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<rect class="soft" width="5" height="5"/><rect class="ink" width="1.6" height="5"/></pattern>'
    )
    return f'<svg class="unseen" aria-hidden="true" focusable="false"><defs>{hatch}{dots}</defs></svg>'


def bullet(edition: Edition, result: Result, *, name: str = "", labelled: bool = True) -> str:
    """Bar for the result, short thick mark for the target, linear from zero; nothing where there is no result to draw.

    A made-up result is hatched, a made-up target an outline. `labelled` writes zero and target below the bar.
    """
    if result.actual is None:
        return ""
    end = HEADROOM * max(result.actual, result.target or 0) or 1.0
    made_up = "illustrative" in result.provenances
    spoken = charts.progress_in_words(
        edition.words,
        result.indicator,
        actual=result.actual,
        target=result.target,
        target_qualifier=result.target_qualifier,
        name=name,
    )
    if made_up:
        spoken = f"{edition.words.with_reason(spoken.rstrip('.'), edition.words('provenance.illustrative.finding'))}."
    picture = (
        f'<svg class="bullet" role="img" aria-label="{escape(spoken, quote=True)}" width="100%" height="{TALL}">'
        f'<rect class="beyond" width="100%" height="100%"/>{_band(result, end)}{_bar(result, end)}{_target(result, end)}</svg>'
    )
    return picture + (_below(edition, result, end) if labelled else "")


def _band(result: Result, end: float) -> str:
    return "" if result.target is None else f'<rect class="band" width="{_percent(result.target, end)}" height="100%"/>'


def _bar(result: Result, end: float) -> str:
    kind = "bar made-up" if result.provenance == "illustrative" else "bar"
    at = f'y="{(TALL - BAR) / 2:g}" height="{BAR}"'
    return f'<rect class="{kind}" width="{_percent(result.actual or 0, end)}" {at}/>'


def _target(result: Result, end: float) -> str:
    if result.target is None:
        return ""
    kind = "target made-up" if result.target_provenance == "illustrative" else "target"
    at = _percent(result.target, end)
    # A line under the line: the mark keeps a halo where it crosses the bar.
    ends = f'x1="{at}" x2="{at}" y1="2" y2="{TALL - 2}"'
    return f'<line class="halo" {ends}/><line class="{kind}" {ends}/>'


def _below(edition: Edition, result: Result, end: float) -> str:
    words = edition.words
    zero = f"<span>{escape(words.amount(0, result.indicator))}</span>"
    if result.target is None:
        return f'<p class="scale">{zero}</p>'
    text = words("bullet.target", figure=words.quantity(result.target, result.target_qualifier, result.indicator))
    if result.target_provenance == "illustrative":
        text = words.with_reason(text, words.provenance("illustrative").lower())
    at = 100 * result.target / end
    # Shifted by its own width in the same proportion: the words stand at the mark and never leave the box.
    placed = f'<span class="at" style="left:{at:.2f}%;transform:translateX(-{at:.2f}%)">{escape(text)}</span>'
    return f'<p class="scale">{zero if at >= NEAR_ZERO else ""}{placed}</p>'


def _percent(value: float, end: float) -> str:
    return f"{100 * max(value, 0) / end:.2f}%"
