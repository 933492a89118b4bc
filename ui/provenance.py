"""Where a figure comes from: the one label, the source one click away, the day it is true of, and the notice on made-up figures."""

from collections.abc import Iterable
from datetime import date
from html import escape
from typing import TYPE_CHECKING

from ui import glossary
from ui.words import Words

if TYPE_CHECKING:
    from ccare_metrics.framework import Source

PROVENANCES = ("published", "reported", "derived", "illustrative")


class UnknownProvenanceError(KeyError):
    def __str__(self) -> str:
        return f"unknown provenance {self.args[0]!r}; there is {', '.join(PROVENANCES)}"


def label(words: Words, provenance: str, figure: str = "") -> str:
    """The label as HTML: its word and its border style tell it, not colour alone. `figure` says which number is meant: 127% derived."""
    why = escape(words.provenance_why(_known(provenance)), quote=True)
    return (
        f'<span class="cc-label cc-label-{provenance}" title="{why}">{escape(_text(words, provenance, figure))}</span>'
    )


def explained(words: Words, provenance: str, figure: str = "") -> str:
    """The label where it stands alone, which can be opened to say what it means."""
    text = escape(_text(words, _known(provenance), figure))
    return glossary.explained(words, provenance, f'<span class="cc-label cc-label-{provenance}">{text}</span>')


def _known(provenance: str) -> str:
    if provenance not in PROVENANCES:
        raise UnknownProvenanceError(provenance)
    return provenance


def _text(words: Words, provenance: str, figure: str) -> str:
    word = words.provenance(provenance)
    return words("provenance.of_figure", figure=figure, word=word.lower()) if figure else word


def source_link(words: Words, source: "Source") -> str:
    """Title, in its own language, and printed date, linked to where it was read; as HTML."""
    text, title = escape(words.source(source)), escape(source.title)
    if source.language and source.language != words.lang:
        text = text.replace(title, f'<span lang="{source.language}">{title}</span>', 1)
    if not source.url.startswith(("https://", "http://")):
        return f'<span class="cc-source">{text}</span>'
    return f'<a class="cc-source" href="{escape(source.url, quote=True)}" rel="noreferrer">{text}</a>'


def line(
    words: Words,
    *,
    provenances: Iterable[str | tuple[str, str]] = (),
    sources: Iterable["Source"] = (),
    as_of: date | None = None,
    note: str = "",
) -> str:
    """Labels, sources and the day the figures are true of, in one line of HTML; a provenance may be (code, figure)."""
    parts = [explained(words, *([p] if isinstance(p, str) else p)) for p in provenances]
    parts += [source_link(words, source) for source in sources]
    if as_of:
        parts.append(f'<span class="cc-as-of">{escape(words("source.as_of", day=as_of))}</span>')
    if note:
        parts.append(f'<span class="cc-as-of">{escape(note)}</span>')
    return f'<div class="cc-provenance">{" ".join(parts)}</div>'


def notice(words: Words, provenances: Iterable[str | None]) -> str:
    """Says on the view itself, and on paper, that it holds made-up figures; nothing where it holds none."""
    if "illustrative" not in set(provenances):
        return ""
    return f'<p class="cc-notice" role="note">{label(words, "illustrative")} {escape(words("provenance.notice"))}</p>'
