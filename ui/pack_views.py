"""The board pack: what goes into it, and a button a format; a file is made only when asked for, and says what it is doing."""

from dataclasses import dataclass
from html import escape

import streamlit as st

from ccare_metrics.working import Working
from reports import pack
from reports.composing import compose
from reports.content import Asked, PackError
from reports.record import record
from reports.sections import SECTIONS
from ui import board, frame, selection
from ui.access import Visit
from ui.downloads import unguessable
from ui.edition import Edition
from ui.words import words_for

FORMATS = ("pdf", "pptx", "xlsx")
COMMENTARY = "pack_commentary"


@dataclass(frozen=True)
class Wanted:
    """What a pack is made of: everything that its bytes depend on, but for the figures of the edition."""

    lang: str
    sections: tuple[str, ...]
    commentary: str


def choose(visit: Visit) -> Wanted:
    """Language, sections and the board's own words for this pack."""
    words = visit.words
    lang = selection.choose(
        visit,
        "pack_lang",
        visit.programme.languages,
        label=words("pack_page.language"),
        shown=lambda code: words_for(code)(f"language.{code}"),
        default=words.lang,
        kind="pills",
    )
    sections = selection.choose_several(
        visit,
        "sections",
        list(SECTIONS),
        label=words("pack_page.sections"),
        shown=lambda code: words(f"pack.section.{code}"),
    )
    text = st.text_area(words("pack_page.commentary"), key=COMMENTARY, height=120)
    st.html(f'<p class="cc-small-words">{escape(words("pack_page.commentary_help"))}</p>')
    return Wanted(lang, sections, text or "")


def offer(visit: Visit, edition: Edition, wanted: Wanted) -> None:
    """A button for each format; once made, the file to take away, until something it depends on changes."""
    columns = st.columns(len(FORMATS), gap="medium")
    for fmt, column in zip(FORMATS, columns, strict=True):
        with column, frame.card(f"pack_{fmt}", height="stretch"):
            _one(visit, edition, wanted, fmt)


def _one(visit: Visit, edition: Edition, wanted: Wanted, fmt: str) -> None:
    words, state, made_of = visit.words, f"pack_made_{fmt}", (edition.release.key, wanted)
    st.html(frame.card_title(words(f"pack_page.{fmt}")) + frame.prose([words(f"pack_page.{fmt}_text")]))
    pressed = st.button(words("pack_page.make", kind=fmt.upper()), key=f"make_{fmt}", disabled=not wanted.sections)
    if pressed:
        st.session_state[state] = made_of, _made(visit, edition, wanted, fmt)
    of, content = st.session_state.get(state, (None, None))
    if of == made_of and content is not None:
        day = edition.release.known_on.isoformat()
        st.download_button(
            words("pack_page.take", kind=fmt.upper(), size=words.number(len(content) / 1000)),
            content,
            file_name=f"{edition.programme.code}-{day}-{wanted.lang}.{fmt}",
            mime=unguessable(pack.MEDIA_TYPES[fmt]),
            key=f"take_{fmt}",
            on_click="ignore",
            type="primary",
        )


def _made(visit: Visit, edition: Edition, wanted: Wanted, fmt: str) -> bytes | None:
    """The file, with a bar that says which step it is at; a sentence where it cannot be made."""
    words = visit.words
    bar = st.progress(0.0, text=words("pack.step.figures"))

    def tell(step: str, done: int, total: int) -> None:
        bar.progress(done / total, text=words(f"pack.step.{step}"))

    theirs = Edition(words_for(wanted.lang), edition.release, "light")
    known = board.read(visit, lambda: record(_stood(edition), visit.viewer))
    try:
        composed = compose(theirs, Asked(wanted.sections, wanted.commentary, known), tell=tell)
        content = pack.build(composed, fmt, tell=tell)
    except PackError as refused:
        bar.empty()
        st.html(frame.empty(words, words("pack_page.refused"), text=words.name(refused.message)))
        return None
    bar.empty()
    return content


def finding(edition: Edition) -> str:
    """The title: the pack of which day."""
    return edition.words("pack_page.finding", day=_stood(edition).day)


def _stood(edition: Edition) -> Working:
    if not isinstance(edition.release, Working):
        raise TypeError("a board pack is made of the figures as they stood, not of a release")
    return edition.release
