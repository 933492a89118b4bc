"""What a view is made of, before it is drawn: HTML, a Plotly figure, rows to take away."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st

from ui import curves, downloads, links
from ui.words import Words


@dataclass(frozen=True, eq=False)
class Plot:
    figure: curves.Finished
    alt: str
    key: str


@dataclass(frozen=True, eq=False)
class Takeaway:
    """Rows to download. `about` has no address: that is the visitor's own, and is added where the row is drawn."""

    words: Words
    frame: Callable[[], pd.DataFrame]
    about: downloads.About
    name: str
    key: str


Piece = str | Plot | Takeaway


def draw(pieces: Piece | Iterable[Piece]) -> None:
    """Puts pieces on the page in their order; HTML that follows on HTML becomes one element."""
    html: list[str] = []
    for piece in [pieces] if isinstance(pieces, Piece) else pieces:
        if isinstance(piece, str):
            html.append(piece)
            continue
        _draw_html(html)
        html = []
        if isinstance(piece, Plot):
            curves.draw(piece.figure, alt=piece.alt, key=piece.key)
        else:
            about = replace(piece.about, address=links.this_view())
            downloads.download_row(piece.words, piece.frame, about, name=piece.name, key=piece.key)
    _draw_html(html)


def _draw_html(html: list[str]) -> None:
    if any(html):
        st.html(f'<div class="cc-pieces">{"".join(html)}</div>')
