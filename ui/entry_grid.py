"""The grid of a report: one row a figure, what came before beside the field. All columns are text: one for numbers would clamp silently."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from ccare_metrics.checks.sentences import category_name
from ccare_metrics.entries import ALL, EntryKey
from ccare_metrics.framework import Indicator, Programme
from geo.areas import load_areas
from ui import tables
from ui.tables import is_missing
from ui.words import SYMBOLS, Words

REFERENCE = ("last", "to_date", "target", "now")
HEAD_HEIGHT, MOST_HEIGHT = 38, 700
# Names and notes run over two lines where rows are higher than 64 pixels; many rows stand close together.
HIGH_ROW, LOW_ROW, FEW = 66, 35, 8


def frame(words: Words, programme: Programme, rows: pd.DataFrame) -> pd.DataFrame:
    """`rows`, as sheets.sheet, in words: scheme, indicator, area, category, last, to_date, target, now, typed, note."""
    told = rows.to_dict("records")
    return pd.DataFrame(
        {
            **names(words, programme, told),
            **{name: [reference(words, programme, row, name) for row in told] for name in REFERENCE},
            "typed": list(rows["typed"]),
            "note": list(rows["note"]),
        },
        dtype="object",
    ).reset_index(drop=True)


def names(words: Words, programme: Programme, rows: Sequence[dict]) -> pd.DataFrame:
    """What rows are about, in words: scheme, indicator, area, category; the last is empty where all are counted together."""
    return pd.DataFrame(
        {
            **{name: [_name(words, programme, row, name) for row in rows] for name in ("scheme", "indicator", "area")},
            "category": [
                "" if row["category"] == ALL else category_name(words, row["category"], programme) for row in rows
            ],
        },
        dtype="object",
    )


def _name(words: Words, programme: Programme, row: dict, kind: str) -> str:
    code = row[kind]
    if kind == "scheme":
        return words.name(programme.schemes[code].short_name) if code in programme.schemes else code
    if kind == "area":
        return words.name(load_areas()[code].name)
    return indicator_name(words, programme.indicators[code])


def indicator_name(words: Words, indicator: Indicator) -> str:
    """With the currency of what is typed, where it is money."""
    name = words.name(indicator.name)
    return (
        words("entry.in_currency", name=name, symbol=SYMBOLS[str(indicator.currency)])
        if indicator.kind == "money"
        else name
    )


def reference(words: Words, programme: Programme, row: dict, name: str) -> str:
    """A value that came before, or why there is none."""
    if not is_missing(row[name]):
        return words.amount(row[name], programme.indicators[row["indicator"]])
    absence = row.get(f"{name}_absence")
    return words("entry.none") if is_missing(absence) else words.absence(str(absence))


def row_name(words: Words, programme: Programme, key: EntryKey) -> str:
    """A2A apprenticeships – People at risk of exclusion supported, Norfolk; and of whom, where it is split."""
    row = {"scheme": key.scheme, "indicator": key.indicator, "area": key.area}
    told = {kind: _name(words, programme, row, kind) for kind in ("scheme", "area")}
    name = words("entry.row", **told, indicator=programme.indicators[key.indicator].short_name)
    if key.category == ALL:
        return name
    return words("entry.row_split", row=name, category=category_name(words, key.category, programme))


def draw(
    words: Words, programme: Programme, rows: pd.DataFrame, *, month: str, correction: bool, key: str, saved: Any
) -> None:
    """`saved`: is called, with the key, after each edit."""
    told = frame(words, programme, rows)
    splits = bool(rows["category"].ne(ALL).any())
    columns = _columns(words, month, correction=correction, splits=splits)
    row_height = HIGH_ROW if len(told) <= FEW else LOW_ROW
    height = HEAD_HEIGHT + row_height * len(told)
    st.html(_on_paper(words, told, columns, month=month))
    st.data_editor(
        told[list(columns)],
        column_config=columns,
        disabled=[name for name in columns if name not in ("typed", "note")],
        hide_index=True,
        num_rows="fixed",
        height=min(height, MOST_HEIGHT),
        row_height=row_height,
        placeholder="",
        alt=words("entry.grid", month=month),
        key=key,
        on_change=saved,
        args=(key,),
    )


def _on_paper(words: Words, told: pd.DataFrame, columns: dict[str, Any], *, month: str) -> str:
    """The same rows as a table: the grid is a picture that the edge of the paper cuts off."""
    shown = [tables.Column(name, config["label"]) for name, config in columns.items()]
    return f'<div class="cc-paper">{tables.table(words, told, shown, caption=words("entry.grid", month=month))}</div>'


def _columns(words: Words, month: str, *, correction: bool, splits: bool) -> dict[str, Any]:
    """What came before stands between what a field is about and the field; in a correction the approved value does, and it comes last."""
    text = st.column_config.TextColumn
    names = {
        "scheme": text(words("table.scheme"), width=185),
        "indicator": text(words("table.indicator"), width=250),
        "area": text(words("table.area"), width=105),
        **({"category": text(words("entry.of_whom"), width=150)} if splits else {}),
    }
    fields = {
        **({"now": text(words("entry.now"), width=110, alignment="right")} if correction else {}),
        "typed": text(month, width=115, alignment="right", help=words("entry.how")),
        "note": text(words("entry.note"), width=197),
    }
    before = {
        "last": text(words("entry.last"), width=118, alignment="right"),
        "to_date": text(words("entry.to_date"), width=105, alignment="right"),
        "target": text(words("table.target"), width=100, alignment="right"),
    }
    return {**names, **fields, **before} if correction else {**names, **before, **fields}
