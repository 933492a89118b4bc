"""What stands around every chart and map, always in the same order: a notice above; table twin, downloads and provenance below."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from ccare_metrics.framework import Source
from ui import downloads, links, provenance, tables
from ui.access import Visit
from ui.tables import Column, is_missing


def below(
    visit: Visit,
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
) -> None:
    """`rows`: what the chart shows, one row a mark; a column `provenance` says where each value comes from.

    `extra`: labels of derived numbers shown beside the rows, such as ("derived", "62%").
    """
    words = visit.words
    found = _provenances(rows, columns)
    sources = tuple(dict.fromkeys(sources))
    about = downloads.About(
        title=caption,
        source=_source_words(visit, sources, found),
        as_of=visit.release.as_of,
        provenance=words.join([words.provenance(code) for code in found]) if found else "",
        release=str(visit.release.number),
        address=links.this_view(),
    )
    with st.container(key=f"cc_below_{key}"):
        tables.twin(words, rows, columns, caption=caption, total=total, absence_words=absence_words, expanded=expanded)
        downloads.download_row(
            words, lambda: _taken_away(visit, rows, columns), about, name=f"{visit.programme.code}-{key}", key=key
        )
        provenance.draw_line(words, provenances=[*found, *extra], sources=sources, as_of=visit.release.as_of)


def notice(visit: Visit, rows: pd.DataFrame) -> None:
    """Above a view: says so where it holds made-up figures. `rows` has a column `provenance`."""
    provenance.notice(visit.words, set(rows["provenance"].dropna()))


def _provenances(rows: pd.DataFrame, columns: Sequence[Column]) -> list[str]:
    there = {str(code) for column in columns if column.kind == "provenance" for code in rows[column.key].dropna()}
    return [code for code in provenance.PROVENANCES if code in there]


def _source_words(visit: Visit, sources: Sequence[Source], found: Sequence[str]) -> str:
    parts = [visit.words.source(source) for source in sources]
    if "illustrative" in found:
        parts.append(visit.words("source.illustrative"))
    return " ; ".join(parts)


def _taken_away(visit: Visit, rows: pd.DataFrame, columns: Sequence[Column]) -> pd.DataFrame:
    """The shown columns under their headings: codes as words, numbers as numbers, reasons where a number is missing."""
    words, taken = visit.words, {}
    for column in columns:
        values = rows[column.key]
        if column.kind == "number":
            taken[column.title] = values
        else:
            taken[column.title] = [None if is_missing(value) else _as_text(visit, column, value) for value in values]
    if "absence" in rows:
        taken[words("table.absence")] = [
            None if is_missing(code) else words.absence(str(code)) for code in rows["absence"]
        ]
    return pd.DataFrame(taken)


def _as_text(visit: Visit, column: Column, value: Any) -> str:
    if column.kind == "provenance":
        return visit.words.provenance(str(value))
    if column.kind == "status":
        return visit.words.status(str(value))
    return column.show(value) if column.show else visit.words.shown(value)
