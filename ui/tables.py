"""The table twin of every chart and map: the same rows, as a true HTML table that is read aloud, copied and printed."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Literal

import pandas as pd

from ui import glossary, provenance
from ui.words import Words

Kind = Literal["text", "number", "status", "provenance", "link"]
STACKS_FROM = 3
HIDDEN = "suppressed"


@dataclass(frozen=True)
class Column:
    """One column: `key` in the row, its heading, and how a value is written.

    kind "number" stands right-aligned; "status" and "provenance" take a code and show its word;
    "link" takes an address and leads to it. `show` turns the value into text
    and is never called for a missing one. `absence` names the key that says why a value is missing (default "absence").
    In a file the number itself stands: that under `taken` where the shown value is a text, divided by `scale` (100 for pence).
    `to` names the key of an address inside the site that the text leads to, where the row has one; `lang` that of the language
    somebody wrote the text in, where it may not be the page's. `term` is what the heading means in the glossary.
    """

    key: str
    title: str
    kind: Kind = "text"
    show: Callable[[Any], str] | None = None
    absence: str = "absence"
    taken: str = ""
    scale: int = 1
    to: str = ""
    lang: str = ""
    term: str = ""


def twin(
    words: Words,
    rows: pd.DataFrame | Iterable[Mapping[str, Any]],
    columns: Sequence[Column],
    *,
    caption: str,
    total: Mapping[str, Any] | None = None,
    absence_words: Callable[[str], str] | None = None,
    label: str | None = None,
    expanded: bool = False,
) -> str:
    """The table below a chart, folded away under "Table"; see `table` for the rest."""
    inside = table(words, rows, columns, caption=caption, total=total, absence_words=absence_words)
    return folded(label or words("table.open"), inside, expanded=expanded)


def folded(title: str, html: str, *, expanded: bool = False) -> str:
    """Something to open and close. Not the framework's expander: its arrow fetches a font of 300 kB."""
    state = " open" if expanded else ""
    return f'<details class="cc-folded"{state}><summary>{escape(title)}</summary>{html}</details>'


def table(
    words: Words,
    rows: pd.DataFrame | Iterable[Mapping[str, Any]],
    columns: Sequence[Column],
    *,
    caption: str,
    total: Mapping[str, Any] | None = None,
    absence_words: Callable[[str], str] | None = None,
) -> str:
    """Rows as HTML, each cell's text escaped. The first column is the row's heading.

    A missing value shows why it is missing, never a blank and never 0: the word for row["absence"], or of `absence_words` for
    the same code (an area without a scheme has its own). `total` is a last row, with the same keys. Hidden values are marked in
    one word, which a line below the table explains.
    """
    why = absence_words or words.absence
    records = rows.to_dict("records") if isinstance(rows, pd.DataFrame) else list(rows)
    explained = hidden_note(words) if _some_hidden([*records, *([total] if total else [])], columns) else ""
    stacks = " cc-table-stacks" if len(columns) >= STACKS_FROM else ""
    head = "".join(
        f'<th scope="col" role="columnheader"{_class(column)}>{_heading(words, column)}</th>' for column in columns
    )
    body = "".join(_row(words, record, columns, why) for record in records)
    foot = f'<tfoot role="rowgroup">{_row(words, total, columns, why)}</tfoot>' if total else ""
    return (
        f'<div class="cc-table-room"><table class="cc-table{stacks}" role="table"><caption>{escape(caption)}</caption>'
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead><tbody role="rowgroup">{body}</tbody>{foot}</table></div>'
        f"{explained}"
    )


def _heading(words: Words, column: Column) -> str:
    title = escape(column.title)
    return glossary.explained(words, column.term, title) if column.term else title


def hidden_note(words: Words) -> str:
    """What the dotted mark and the word beside it mean."""
    swatch = f'<span class="cc-swatch cc-swatch-{HIDDEN}"></span>'
    text = words("absence.suppressed.note", hidden=words.absence(HIDDEN), why=words.absence_why(HIDDEN))
    return f'<p class="cc-hidden-note">{swatch}{escape(text)}</p>'


def _some_hidden(records: Iterable[Mapping[str, Any]], columns: Sequence[Column]) -> bool:
    return any(
        is_missing(record.get(column.key)) and record.get(column.absence) == HIDDEN
        for record in records
        for column in columns
    )


def absent(words: Words, code: str, text: str, *, short: str = "") -> str:
    """Why there is no figure, as HTML: hidden ones with the dotted mark. `short` stands in its place, and the text is one hover away."""
    if code != HIDDEN:
        return f'<span class="cc-absent">{escape(text)}</span>'
    title = f' title="{escape(text, quote=True)}"' if short else ""
    return f'<span class="cc-absent cc-absent-hidden"{title}>{escape(short or text)}</span>'


def _row(words: Words, record: Mapping[str, Any], columns: Sequence[Column], why: Callable[[str], str]) -> str:
    first, *others = columns
    cells = f'<th scope="row" role="rowheader"{_class(first)}>{_cell(words, record, first, why)}</th>'
    cells += "".join(
        f'<td role="cell" data-label="{escape(column.title, quote=True)}"{_class(column)}>'
        f"{_cell(words, record, column, why)}</td>"
        for column in others
    )
    return f'<tr role="row">{cells}</tr>'


def _cell(words: Words, record: Mapping[str, Any], column: Column, why: Callable[[str], str]) -> str:
    value = record.get(column.key)
    if is_missing(value):
        reason = record.get(column.absence)
        if is_missing(reason):
            return absent(words, "", words("absence.none"))
        return absent(words, str(reason), why(str(reason)), short=words("absence.suppressed.short"))
    if column.kind == "provenance":
        return provenance.label(words, str(value))
    if column.kind == "status":
        return status(words, str(value))
    if column.kind == "link":
        return f'<a href="{escape(str(value), quote=True)}" rel="noreferrer">{escape(str(value))}</a>'
    text = escape(column.show(value) if column.show else words.shown(value))
    if not is_missing(record.get(column.lang)):
        text = f'<span lang="{escape(str(record[column.lang]), quote=True)}" dir="auto">{text}</span>'
    if is_missing(record.get(column.to)):
        return text
    return f'<a href="{escape(str(record[column.to]), quote=True)}" target="_self">{text}</a>'


def status(words: Words, code: str, text: str = "") -> str:
    """A status as shape, word and colour, as HTML."""
    shape = '<span class="cc-shape" aria-hidden="true"></span>'
    return f'<span class="cc-status cc-status-{escape(code)}">{shape}{escape(text or words.status(code))}</span>'


def is_missing(value: Any) -> bool:
    # pd.NA == "" is neither true nor false, so it is asked first.
    return value is None or bool(pd.api.types.is_scalar(value) and pd.isna(value)) or bool(value == "")


def _class(column: Column) -> str:
    return {"number": ' class="cc-number"', "link": ' class="cc-address"'}.get(column.kind, "")
