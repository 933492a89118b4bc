"""The fields of a report one below the other: the same as the grid, for a narrow screen, and for who listens to it."""

from collections.abc import Callable
from html import escape

import pandas as pd
import streamlit as st

from ccare_metrics.framework import Programme
from ui import entry_grid
from ui.entry_copy import EDITED
from ui.words import Words

Saved = Callable[[int, dict[str, str]], None]


def draw(words: Words, programme: Programme, rows: pd.DataFrame, *, correction: bool, key: str, saved: Saved) -> None:
    """`saved`: is called with a row's place and what stands in its fields, by name, after each edit."""
    told = rows.to_dict("records")
    names = entry_grid.names(words, programme, told).to_dict("records")
    for place, (row, name) in enumerate(zip(told, names, strict=True)):
        with st.container(key=f"cc_fields_{place}", gap="xsmall"):
            st.html(_about(words, programme, row, name, correction=correction))
            keys = {each: f"{key}_{place}_{each}" for each in EDITED}
            for each, widget in keys.items():
                st.session_state.setdefault(widget, row[each])
                st.text_input(
                    _label(words, name, each), key=widget, on_change=_tell, args=(saved, place, keys),
                    placeholder=words(f"entry.field_{each}"), label_visibility="collapsed",
                )  # fmt: skip


def _label(words: Words, name: dict, field: str) -> str:
    """Heard, not seen: the row and what is typed."""
    row = words("entry.row", **{each: name[each] for each in ("scheme", "indicator", "area")})
    row = words("entry.row_split", row=row, category=name["category"]) if name["category"] else row
    return words("entry.field", row=row, field=words(f"entry.field_{field}"))


def _about(words: Words, programme: Programme, row: dict, name: dict, *, correction: bool) -> str:
    """What the field is about, and what came before, as HTML."""
    told = {"last": "entry.last", "to_date": "entry.to_date", "target": "table.target", "now": "entry.now"}
    shown = [each for each in told if each != "now" or correction]
    before = " · ".join(
        words("entry.before", name=words(told[each]), value=entry_grid.reference(words, programme, row, each))
        for each in shown
    )
    split = f" – {name['category']}" if name["category"] else ""
    return (
        f'<p class="cc-field-name">{escape(name["indicator"])}{escape(split)}</p>'
        f'<p class="cc-small-words">{escape(name["scheme"])}, {escape(name["area"])}<br>{escape(before)}</p>'
    )


def _tell(saved: Saved, place: int, keys: dict[str, str]) -> None:
    saved(place, {each: str(st.session_state.get(widget) or "") for each, widget in keys.items()})


def edited(rows: pd.DataFrame, *, key: str) -> dict[int, dict[str, str]]:
    """What stands in the fields, row by row."""
    return {
        place: {each: str(st.session_state.get(f"{key}_{place}_{each}") or "") for each in EDITED}
        for place in range(len(rows))
    }
