"""What stands around every chart and map, always in the same order: a notice above; table twin, provenance and downloads below."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import reduce
from typing import Any

import pandas as pd

from ccare_metrics.framework import Indicator, Source
from ccare_metrics.working import Working
from ui import downloads, frame, provenance, tables
from ui.edition import Edition
from ui.pieces import Piece, Takeaway
from ui.tables import HIDDEN, Column, is_missing
from ui.words import Words


def below(
    edition: Edition,
    rows: pd.DataFrame,
    columns: Sequence[Column],
    *,
    key: str,
    caption: str,
    sources: Iterable[Source] = (),
    total: Mapping[str, Any] | None = None,
    absence_words: Callable[[str], str] | None = None,
    expanded: bool = False,
    extra: Iterable[str | tuple[str, str]] = (),
    coverage: str = "",
    dated: bool = True,
) -> tuple[Piece, ...]:
    """`rows`: what the chart shows, one row a mark; a column `provenance` says where each value comes from.

    `extra`: labels of derived numbers shown beside the rows, such as ("derived", "62%"). `coverage`: how complete the figures are.
    Not `dated`: what stands there has days of its own, as what is published has: that of its source.
    """
    words = edition.words
    found = _provenances(rows, columns)
    sources = tuple(dict.fromkeys(sources))
    about = downloads.About(
        title=caption,
        source=_source_words(edition, sources, found),
        as_of=edition.release.as_of,
        provenance=words.join([words.provenance(code) for code in found]) if found else "",
        release=_release_words(edition),
        address="",
    )
    twin = tables.twin(
        words, rows, columns, caption=caption, total=total, absence_words=absence_words, expanded=expanded
    )
    line = provenance.line(
        words,
        provenances=[*found, *extra],
        sources=sources,
        as_of=edition.release.as_of if dated and set(found) != {"published"} else None,
        note=coverage,
    )
    name = f"{edition.programme.code}-{key}"
    return (
        f'<div class="cc-below">{twin}{line}</div>',
        Takeaway(words, lambda: _taken_away(edition, rows, columns), about, name=name, key=key),
    )


def notice(edition: Edition, rows: pd.DataFrame) -> str:
    """Above a view: says so where it holds made-up figures. `rows` has a column `provenance`."""
    return provenance.notice(edition.words, set(rows["provenance"].dropna()))


def amounts(words: Words, key: str, title: str, indicator: Indicator, *, absence: str = "absence") -> Column:
    """A column of values of one indicator: as they are read on the page, in pounds or euros in a file."""
    return Column(
        key,
        title,
        "number",
        show=lambda value: words.amount(value, indicator),
        absence=absence,
        scale=_scale_of(indicator),
    )


def _scale_of(indicator: Indicator) -> int:
    """By how much a stored value is divided to stand in a file: 100 for pence and cents."""
    return int(10**indicator.decimals) if indicator.kind == "money" else 1


def in_units(edition: Edition, rows: pd.DataFrame, name: str) -> pd.Series:
    """A column of values of several indicators as numbers for a file, each in its own unit: pounds, not pence."""
    scales = [_scale_of(edition.programme.indicators[code]) for code in rows["indicator"]]
    return rows[name].astype("Float64") / pd.Series(scales, index=rows.index)


def _release_words(edition: Edition) -> str:
    source = edition.release
    if isinstance(source, Working):
        return edition.words("board.provisional", day=source.day)
    return str(source.number)


def _provenances(rows: pd.DataFrame, columns: Sequence[Column]) -> list[str]:
    there = {str(code) for column in columns if column.kind == "provenance" for code in rows[column.key].dropna()}
    return [code for code in provenance.PROVENANCES if code in there]


def _source_words(edition: Edition, sources: Sequence[Source], found: Sequence[str]) -> str:
    parts = [edition.words.source(source) for source in sources]
    if "illustrative" in found:
        parts.append(edition.words("source.illustrative"))
    return reduce(edition.words.with_more, parts) if parts else ""


def _taken_away(edition: Edition, rows: pd.DataFrame, columns: Sequence[Column]) -> pd.DataFrame:
    """The shown columns under their headings: codes as words, numbers as numbers, reasons where a number is missing."""
    words, taken = edition.words, {}
    for column in columns:
        values = rows[column.taken or column.key]
        if column.kind == "number":
            taken[column.title] = values if column.scale == 1 else values.astype("Float64") / column.scale
        else:
            taken[column.title] = [None if is_missing(value) else _as_text(edition, column, value) for value in values]
    if "absence" in rows:
        taken[words("table.absence")] = _reasons(words, rows["absence"])
    for column in columns:
        # A column with reasons of its own needs them in the file only where it hides something: else the one column says it all.
        if column.absence != "absence" and column.absence in rows and rows[column.absence].eq(HIDDEN).any():
            taken[words("table.absence_of", column=column.title)] = _reasons(words, rows[column.absence])
    return pd.DataFrame(taken)


def _reasons(words: Words, codes: pd.Series) -> list[str | None]:
    return [None if is_missing(code) else words.absence(str(code)) for code in codes]


def nothing_shown(edition: Edition, absences: pd.Series) -> str:
    """The place of a view in which every figure is missing: hidden, or not published."""
    words = edition.words
    if absences.eq(HIDDEN).any():
        return frame.empty(words, words("state.hidden"), text=words("state.hidden_text"))
    return frame.not_published(words)


def _as_text(edition: Edition, column: Column, value: Any) -> str:
    if column.kind == "provenance":
        return edition.words.provenance(str(value))
    if column.kind == "status":
        return edition.words.status(str(value))
    return column.show(value) if column.show else edition.words.shown(value)
