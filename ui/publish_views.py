"""Publishing: what the next release would change and hide, looked at before anything is written; then the release itself, once."""

from dataclasses import dataclass, field
from functools import partial
from html import escape

import pandas as pd
import streamlit as st

from ccare_metrics.framework import read_documents
from ccare_metrics.periods import month_range
from ccare_metrics.preview import REASONS, Preview, preview
from ccare_metrics.publishing import Prepared, is_outdated, noted, prepare_by, publish_by
from ccare_metrics.register import register
from ccare_metrics.store import desk, read
from ccare_metrics.store.engine import programme_folder, releases_folder
from geo.areas import Text, load_areas
from ui import access, cached, findings, frame, outcomes, own_reports, provenance, selection, tables
from ui.access import Visit
from ui.pieces import Piece
from ui.tables import Column

LOOKED_AT = "cc_publish_preview"  # in the session
NOTES = {"en": "cc_publish_note_en", "fr": "cc_publish_note_fr"}
NOTE_HEIGHT = 90  # pixels
TAKES = 10  # seconds, on two cores, for a programme of the size of C-CARE
LISTED = 40  # corrections named on the page
GRAINS = ("month", "quarter", "year", "to_date")
NONE = "none"


@dataclass(frozen=True)
class Asked:
    """What a preview is of: everything that it depends on beside the figures."""

    person: int
    through: str
    corrects: int | None


@dataclass(frozen=True, eq=False)
class Seen:
    """A preview as it lies in the session of the one person who asked for it."""

    asked: Asked
    prepared: Prepared = field(repr=False)
    preview: Preview = field(repr=False)

    @property
    def number(self) -> int:
        return int(self.prepared.info["number"])


def months(visit: Visit) -> list[str]:
    """Months that can be the last of a release, the newest first; none where nothing is approved."""
    last = own_reports.ask(visit, lambda: _last_approved(visit))
    return [*reversed(month_range(visit.programme.window_start, last))] if last else []


def _last_approved(visit: Visit) -> str | None:
    engine = cached.store()
    desk.queue(engine, access.signature_now())  # asks for the right to look
    approved = read.approved_submissions(engine, visit.today.isoformat())
    return min(read.last_approved_month(engine), visit.programme.window_end) if approved else None


def choose(visit: Visit, offered: list[str]) -> Asked:
    said = visit.words
    through = selection.choose(
        visit, "through", offered, label=said("publish.through"), shown=said.month, default=offered[0]
    )
    numbers = [str(each.number) for each in reversed(register(releases_folder()).releases)]
    corrects = selection.choose(
        visit, "corrects", [NONE, *numbers], label=said("publish.corrects"), default=NONE,
        shown=lambda code: said("publish.corrects_none") if code == NONE else said("publish.corrects_one", number=code),
    )  # fmt: skip
    person = visit.person.id if visit.person else 0
    return Asked(person, through, None if corrects == NONE else int(corrects))


def lead(visit: Visit) -> str:
    release = visit.release
    return visit.words(
        "publish.lead", number=release.number, day=release.as_of, month=visit.words.month(release.through)
    )


def seen(visit: Visit, asked: Asked) -> Seen | None:
    """The preview that was made, if it is of what is asked for now. One of other figures is thrown away, and that is said."""
    known: Seen | None = st.session_state.get(LOOKED_AT)
    if known is None or known.asked != asked:
        return None
    if own_reports.ask(visit, lambda: is_outdated(cached.store(), known.prepared, releases_folder())):
        del st.session_state[LOOKED_AT]
        st.html(frame.empty(visit.words, visit.words("publish.outdated")))
        return None
    return known


def offer_to_prepare(visit: Visit, asked: Asked, *, again: bool) -> Seen | None:
    """A button; pressed, it makes the preview and says which step it is at."""
    said = visit.words
    if not again:
        st.html(f'<p class="cc-small-words">{escape(said.n("publish.takes", TAKES))}</p>')
    if not st.button(
        said("publish.again" if again else "publish.prepare"), key="prepare", type="secondary" if again else "primary"
    ):
        return None
    told = st.empty()
    _tell(told, said("publish.step.figures"))
    prepared = own_reports.ask(visit, lambda: _prepared(asked))
    _tell(told, said("publish.step.compare"))
    made = Seen(asked, prepared, preview(prepared))
    st.session_state[LOOKED_AT] = made
    _tell(told, said("publish.step.ready"))
    return made


def _tell(place: st.delta_generator.DeltaGenerator, text: str) -> None:
    place.html(f'<p class="cc-step" role="status">{escape(text)}</p>')


def _prepared(asked: Asked) -> Prepared:
    return prepare_by(
        cached.store(), access.signature_now(), documents=read_documents(programme_folder()), folder=releases_folder(),
        through=asked.through, corrects=asked.corrects,
    )  # fmt: skip


def finding(visit: Visit, known: Seen) -> str:
    return visit.words("publish.finding", number=known.number)


# -- what it would change and hide


def changes(visit: Visit, known: Seen) -> tuple[Piece, ...]:
    """Totals before and after, and how many cells read otherwise."""
    said, told = visit.words, known.preview
    waiting = len(own_reports.ask(visit, lambda: desk.queue(cached.store(), access.signature_now())))
    changed = said.n("publish.changed", told.changed) if told.changed else said("publish.unchanged")
    lines = [changed, *([said.n("publish.waiting", waiting)] if waiting else [])]
    rows = [
        {
            "indicator": said.name(known.prepared.programme.indicators[row["indicator"]].name),
            "before": _amount(visit, known, row["indicator"], row["before"]),
            "now": _amount(visit, known, row["indicator"], row["now"]),
        }
        for row in told.totals.to_dict("records")
    ]
    columns = [
        Column("indicator", said("table.indicator")),
        Column("before", said("publish.now"), "number"),
        Column("now", said("publish.then"), "number"),
    ]
    return (
        frame.card_title(said("publish.totals")),
        provenance.notice(said, set(known.prepared.protected.cells["provenance"].dropna())),
        frame.prose(lines),
        tables.table(said, rows, columns, caption=said("publish.totals_caption")),
    )


def _amount(visit: Visit, known: Seen, code: str, value: object) -> str | None:
    if tables.is_missing(value):
        return None
    return visit.words.amount(value, known.prepared.programme.indicators[code])  # type: ignore[arg-type]


def hidden(visit: Visit, known: Seen) -> tuple[Piece, ...]:
    """How many cells are hidden, by indicator and reason."""
    said, told, programme = visit.words, known.preview.hidden, known.prepared.programme
    title = frame.card_title(said("publish.hidden"))
    if told.empty:
        return (title, frame.prose([said("publish.hidden_none")]))
    hidden_cells, cells = int(known.prepared.info["hidden"]), len(known.prepared.protected.cells)
    counted = said.n("publish.hidden_count", hidden_cells, cells=cells, least=programme.disclosure.hide_below)
    table = _counted(visit, known, told, ("cells", *REASONS), _why(visit), said("publish.hidden_caption"))
    return (title, frame.prose([counted]), table)


def _why(visit: Visit) -> dict[str, str]:
    return {"cells": visit.words("publish.cells")} | {code: visit.words(f"publish.why.{code}") for code in REASONS}


def grains(visit: Visit, known: Seen) -> tuple[Piece, ...]:
    said = visit.words
    heads = {code: said(f"publish.grain.{code}") for code in GRAINS}
    table = _counted(visit, known, known.preview.grains, GRAINS, heads, said("publish.grains"))
    return (frame.card_title(said("publish.grains")), frame.prose([said("publish.grains_text")]), table)


def _counted(
    visit: Visit, known: Seen, told: pd.DataFrame, names: tuple[str, ...], heads: dict[str, str], caption: str
) -> str:
    said, indicators = visit.words, known.prepared.programme.indicators
    rows = [
        {"indicator": said.name(indicators[row["indicator"]].name)}
        | {
            name: said("publish.none") if tables.is_missing(row[name]) else said.number(int(row[name]))
            for name in names
        }
        for row in told.to_dict("records")
    ]
    columns = [Column("indicator", said("table.indicator")), *(Column(name, heads[name], "number") for name in names)]
    return tables.table(said, rows, columns, caption=caption)


def corrections(visit: Visit, known: Seen) -> tuple[Piece, ...]:
    """Published figures that were corrected or came late: each will be named on the public page."""
    said, told = visit.words, known.preview.corrections
    if told.empty:
        return (frame.card_title(said("publish.corrections_none")),)
    areas = load_areas()
    items = "".join(
        f"<li>{escape(_correction(visit, row, areas))}</li>" for row in told.head(LISTED).to_dict("records")
    )
    more = len(told) - LISTED
    below = f'<p class="cc-small-words">{escape(said.n("releases.not_listed", more))}</p>' if more > 0 else ""
    return (
        frame.card_title(said.n("publish.corrections", len(told))),
        f'<ul class="cc-plain-list">{items}</ul>{below}',
    )


def _correction(visit: Visit, row: dict, areas: dict) -> str:
    said = visit.words
    name = said(
        "review.figure", what=findings.target_words(visit.edition, row["indicator"], row["scheme"]), area=areas[row["area"]].name
    )  # fmt: skip
    return said.with_reason(name, said.month(row["month"]))


def coverage(visit: Visit, known: Seen) -> tuple[Piece, ...]:
    said, partners = visit.words, known.prepared.programme.partners
    rows = [
        {
            "partner": partners[row["partner"]].name,
            "reported": said.number(row["reported"]),
            "due": said.number(row["due"]),
        }
        for row in known.preview.coverage.to_dict("records")
    ]
    columns = [
        Column("partner", said("scheme.partner")),
        Column("reported", said("publish.received"), "number"),
        Column("due", said("publish.due"), "number"),
    ]
    return (
        frame.card_title(said("publish.coverage")),
        tables.table(said, rows, columns, caption=said("publish.coverage_caption")),
    )


# -- the release itself


def offer_to_publish(visit: Visit, known: Seen) -> None:
    """A note in each language, and the button: the public sees it from then on."""
    said = visit.words
    st.html(
        f'{frame.card_title(said("publish.note"))}<p class="cc-small-words">{escape(said("publish.note_text"))}</p>'
    )
    with st.form("publish", border=False):
        for language, column in zip(NOTES, st.columns(2, gap="medium"), strict=True):
            with column:
                st.text_area(said(f"publish.note_{language}"), key=NOTES[language], height=NOTE_HEIGHT, max_chars=2_000)
        st.form_submit_button(
            said("publish.publish", number=known.number),
            key="publish_now",
            type="primary",
            on_click=partial(_publish, known),
        )
    st.html(f'<p class="cc-small-words">{escape(said("publish.for_good"))}</p>')


def _publish(known: Seen) -> None:
    visit = access.current()
    note = Text(**{language: str(st.session_state.get(key) or "") for language, key in NOTES.items()})

    def once() -> dict:
        return dict(
            publish_by(
                cached.store(), noted(known.prepared, note), folder=releases_folder(), signature=access.signature_now()
            )
        )

    def told(receipt: dict) -> str:
        return visit.words("publish.done", number=receipt["number"], cells=receipt["cells"], hidden=receipt["hidden"])

    if outcomes.of(once, told) is not None:
        st.session_state.pop(LOOKED_AT, None)
        for key in NOTES.values():
            st.session_state[key] = ""
