"""What is shown, taken away: CSV and XLSX of exactly the rows of a view, each able to say where it comes from."""

from codecs import BOM_UTF8
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from secrets import token_hex

import pandas as pd
import streamlit as st

from exports import tables
from exports.tables import CSV, XLSX, Sheets
from ui.access import current
from ui.words import Words

SECRET = "cc_downloads"  # in the session


@dataclass(frozen=True)
class About:
    """What a file says of itself. `release` is the release's number, `address` leads back to the same view."""

    title: str
    source: str
    as_of: date
    provenance: str
    release: str
    address: str
    note: str = ""

    def rows(self, words: Words) -> list[tuple[str, str]]:
        """Heading and text, in the visitor's language."""
        texts = {
            "title": self.title,
            "source": self.source,
            "as_of": words.date(self.as_of),
            "provenance": self.provenance,
            "release": self.release,
            "address": self.address,
            "note": self.note,
        }
        return [(words(f"download.{name}"), text) for name, text in texts.items() if text]


def csv_bytes(frame: pd.DataFrame, about: About, words: Words) -> bytes:
    """With a mark in front, which Excel needs. Whence and when stand on every row, so that they survive any tool."""
    return BOM_UTF8 + tables.csv_bytes(frame.assign(**_unless_there(frame, about, words)))


def _unless_there(frame: pd.DataFrame, about: About, words: Words) -> dict[str, str]:
    facts = {
        words("download.source"): about.source,
        words("download.as_of"): about.as_of.isoformat(),
        words("download.release"): about.release,
        words("download.address"): about.address,
    }
    return {name: text for name, text in facts.items() if name not in frame.columns}


def xlsx_bytes(frame: pd.DataFrame, about: About, words: Words) -> bytes:
    """Numbers as numbers, and a second sheet that says what the file is."""
    return tables.xlsx_bytes(
        frame,
        Sheets(
            title=about.title,
            source=about.source,
            figures=words("download.figures_sheet"),
            about_name=words("download.about_sheet"),
            about=about.rows(words),
            day=about.as_of,
        ),
    )


def download_row(words: Words, frame: Callable[[], pd.DataFrame], about: About, *, name: str, key: str) -> None:
    """CSV and XLSX buttons side by side. `frame` is called only when one is pressed; `name` is the file's name without ending."""
    with st.container(horizontal=True, key=f"cc_downloads_{key}", gap="small", vertical_alignment="center"):
        st.html(f'<span class="cc-downloads-word">{words("download.word")}</span>', width="content")
        _button(words, "CSV", lambda: csv_bytes(frame(), about, words), f"{name}.csv", CSV, f"{key}_csv")
        _button(words, "XLSX", lambda: xlsx_bytes(frame(), about, words), f"{name}.xlsx", XLSX, f"{key}_xlsx")


def unguessable(mime: str) -> str:
    """The kind of a file that is not everybody's. The framework serves it to whoever asks at an address made of its content, name and kind,
    so that somebody could try contents until one is there; with a secret of the session in the kind nobody can."""
    if current().person is None:
        return mime
    secret = st.session_state.setdefault(SECRET, token_hex(16))
    return f"{mime}; x={secret}"


def _button(words: Words, kind: str, made: Callable[[], bytes], name: str, mime: str, key: str) -> None:
    st.download_button(
        words("download.as", kind=kind),
        made,
        file_name=name,
        mime=unguessable(mime),
        key=key,
        on_click="ignore",
        type="tertiary",
    )
