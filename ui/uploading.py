"""A chosen file: read, checked and shown in memory alone, until somebody says that it is to take the place of the draft."""

from dataclasses import dataclass, field
from html import escape

import streamlit as st

from ccare_metrics.intake import FileFault, FileFaults
from ccare_metrics.reporting import handling
from ccare_metrics.reporting.handling import Preview
from ui import access, acting, cached, frame, links, own_reports, submission_views, upload_views
from ui.access import Visit
from ui.acting import Done, Of, Refused, new_key
from ui.pieces import draw
from ui.words import Words

CHOSEN = "cc_upload_chosen"  # in the session: the file that is looked at, and what was found in it
TAKEN = "cc_upload_taken"  # in the session: what became of the file that was taken over
LARGEST = 10  # MB


@dataclass
class Chosen:
    """A file under somebody's eyes: `result` is a preview, or all that is wrong with the file. `key`: of the act of taking it over."""

    file: str
    of: Of
    result: Preview | tuple[FileFault, ...] | Refused
    key: str = field(default_factory=new_key)
    refused: Refused | None = None


@dataclass(frozen=True)
class Taken:
    number: int
    file_name: str
    entries: int


def choose(visit: Visit, of: Of) -> Chosen | None:
    """The file that lies on the page, read and checked once; None where there is none. Nothing of it is stored."""
    words = visit.words
    draw(_own_words(words))
    with st.container(key="cc_uploader"):
        file = st.file_uploader(
            words("upload.choose", most=LARGEST), key=f"cc_upload_{of.period}", max_upload_size=LARGEST
        )
    if file is None:
        st.session_state.pop(CHOSEN, None)
        return None
    chosen: Chosen | None = st.session_state.get(CHOSEN)
    if chosen is None or (chosen.file, chosen.of) != (file.file_id, of):
        with frame.loading(words):
            chosen = Chosen(file.file_id, of, _looked_at(visit, of, file.name, file.getvalue()))
        st.session_state[CHOSEN] = chosen
    return chosen


def _own_words(words: Words) -> str:
    """The framework's uploader speaks English only: its words give way to ours, which the label above says as well."""
    where = ".st-key-cc_uploader [data-testid=stFileUploaderDropzone]"
    told = {
        "upload.browse": f"{where} button p",
        "upload.drop": f"{where} [data-testid=stFileUploaderDropzoneInstructions] span",
    }
    rules = "".join(
        f'{place}{{font-size:0}}{place}::after{{content:"{words(key)}";font-size:0.875rem}}'
        for key, place in told.items()
    )
    return f"<style>{rules}</style>"


def _looked_at(visit: Visit, of: Of, name: str, content: bytes) -> Preview | tuple[FileFault, ...] | Refused:
    asked = acting.attempt(visit.words, visit.programme, lambda: _previewed(visit, of, name, content))
    return asked.result if isinstance(asked, Done) else asked


def _previewed(visit: Visit, of: Of, name: str, content: bytes) -> Preview | tuple[FileFault, ...]:
    engine, programme, signature = cached.store(), visit.programme, access.signature_now()
    try:
        if of.submission is None:
            return handling.preview_of_first(
                engine, programme, signature, partner=of.partner, period=of.period, name=name, content=content
            )
        return handling.preview(engine, programme, signature, submission=of.submission, name=name, content=content)
    except FileFaults as error:
        return error.faults


def confirm(visit: Visit, chosen: Chosen, preview: Preview) -> None:
    """The button that puts the file in the place of what was typed; or why it cannot be."""
    words = visit.words
    if chosen.refused:
        draw(
            (
                frame.empty(words, words("upload.refused"), text=chosen.refused.text),
                own_reports.again(visit, chosen.refused),
            )
        )
    why = "" if preview.checked.can_be_taken_over else words("upload.cannot")
    st.button(
        words("upload.confirm"),
        key="cc_take_over",
        type="primary",
        disabled=bool(why),
        on_click=_take_over,
        args=(visit,),
    )
    draw(f'<p class="cc-small-words">{escape(why or words("upload.confirm_note"))}</p>')


def _take_over(visit: Visit) -> None:
    chosen: Chosen | None = st.session_state.get(CHOSEN)
    if chosen is None or not isinstance(chosen.result, Preview):
        return
    preview, key = chosen.result, chosen.key
    done = acting.attempt(
        visit.words,
        visit.programme,
        lambda: handling.take_over(cached.store(), visit.programme, access.signature_now(), preview, key=key),
    )
    if isinstance(done, Refused):
        chosen.refused = done
        return
    kept = sum(entry is not None for entry in preview.checked.entries)
    st.session_state[TAKEN] = Taken(int(str(done.result["submission"])), preview.file_name, kept)


def taken(visit: Visit) -> bool:
    """What became of a file that was just taken over, and the way on; whether there was one."""
    words, told = visit.words, st.session_state.pop(TAKEN, None)
    if told is None:
        return False
    said = words.n("upload.taken", told.entries, name=told.file_name)
    draw(
        f'<div class="cc-receipt" role="status"><p>{escape(said)}</p><p>{escape(words("upload.taken_next"))}</p></div>'
    )
    there = links.to(visit, "enter_figures", words("upload.go_on"), submission=str(told.number))
    submission_views.go(there, key="taken", primary=True)
    return True


def looked_at(visit: Visit, chosen: Chosen | None) -> None:
    """What stands in the file: what is wrong with it; or how it was read, what was found, what would change, and the button."""
    if chosen is None:
        return
    words, result = visit.words, chosen.result
    if isinstance(result, Refused):
        draw((frame.empty(words, result.text), own_reports.again(visit, result)))
        return
    if not isinstance(result, Preview):
        draw(upload_views.faults(words, result))
        return
    with frame.card("read"):
        draw((frame.card_title(words("upload.read")), upload_views.how_read(words, result)))
    with frame.card("findings"):
        draw(frame.card_title(words("upload.findings")))
        upload_views.findings(visit, result, key=chosen.key)
    with frame.card("changes"):
        draw((frame.card_title(words("upload.third")), upload_views.changes(visit, result)))
        confirm(visit, chosen, result)
