"""The fields of a report: typed into, saved one by one, checked, sent. A fragment, so that an edit draws nothing but itself again.

Callbacks come before a run and hold no call of the framework between reading what was typed and the act, so none is left half done.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, NoReturn

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ccare_metrics.checks.findings import Finding
from ccare_metrics.reporting import handling, sheets
from ccare_metrics.reporting.handling import Opened
from ccare_metrics.store import desk
from ui import (
    access,
    acting,
    cached,
    entry_fields,
    entry_grid,
    entry_held,
    entry_saving,
    entry_views,
    finding_views,
    moments,
    own_reports,
    provenance,
)
from ui.access import Visit
from ui.acting import Refused
from ui.entry_copy import Copy, Remark
from ui.entry_held import Typed
from ui.pieces import draw

EDITABLE = ("draft", "returned")
REMARK_HEIGHT = 96


@st.fragment
def fields(typed: Typed) -> None:
    if st.session_state.get(entry_held.SENT):
        st.rerun()  # the page itself is another one now
    visit, words = typed.visit, typed.visit.words
    known = entry_held.known(typed)
    head = st.container(key="cc_entry_head", horizontal=True, gap="medium")
    if known:
        _say_saved(head, visit, known)  # what was typed is acknowledged before it is checked
    number = (known.of.submission if known else None) or typed.of.submission
    found, approved = _as_it_stands(typed, known, number)
    report = found.report if found else None
    copy = entry_held.copy_of(typed, report, approved)
    if report and report.state not in EDITABLE and not copy.unsaved:
        st.rerun()  # somebody else has sent it
    changed = copy.changed_by_others(report) if report else []
    if known is not copy:
        _say_saved(head, visit, copy)
    _say_checked(head, visit, copy, found)
    _say_refused(visit, copy)
    _conflicts(visit, copy)
    if changed:
        draw(entry_views.others_changed(words, visit.programme, changed))
        st.button(words("entry.show_changed"), key="cc_show_changed", on_click=entry_held.forget_what_was_drawn)
    _grid(typed, copy)
    entry_saving.save_what_was_missed(visit, copy, _edited(copy))
    if found:
        draw(_findings(visit, found))
    _remarks(typed, copy)
    _send(visit, copy, found, changed=bool(changed))


# -- what stands


def _as_it_stands(typed: Typed, known: Copy | None, number: int | None) -> tuple[Opened | None, pd.DataFrame]:
    """The report with its findings, None where none is begun; and the partner's approved figures."""
    visit = typed.visit
    if number is None:
        return None, own_reports.ask(
            visit, lambda: desk.approved_of(cached.store(), access.signature_now(), typed.of.partner)
        )
    asked = acting.attempt(
        visit.words,
        visit.programme,
        lambda: handling.opened(cached.store(), visit.programme, access.signature_now(), number),
    )
    if isinstance(asked, Refused):
        _keep_on_screen(typed, known, asked)
    return asked.result, asked.result.approved


def _keep_on_screen(typed: Typed, known: Copy | None, refused: Refused) -> NoReturn:
    """The store no longer answers this person. What was typed stays to be read; the rest of it where signing in again helps."""
    visit = typed.visit
    draw(entry_views.not_saved(visit.words, visit.programme, refused.text, known.unsaved if known else ()))
    draw(own_reports.again(visit, refused))
    if known and refused.again:
        _grid(typed, known)
    st.stop()


# -- the parts


def _say_saved(head: DeltaGenerator, visit: Visit, copy: Copy) -> None:
    words = visit.words
    said = words("entry.saved", time=moments.time(words, copy.saved_at)) if copy.saved_at else words("entry.saves")
    with head:
        draw(f'<p class="cc-saved" role="status">{said}</p>')


def _say_checked(head: DeltaGenerator, visit: Visit, copy: Copy, found: Opened | None) -> None:
    settled = not (copy.conflicts or copy.remark_conflicts or copy.unsaved)
    with head:
        draw(finding_views.line(visit.words, found.checked.findings) if found and settled else "")


def _say_refused(visit: Visit, copy: Copy) -> None:
    words = visit.words
    if copy.refused:
        draw(entry_views.not_saved(words, visit.programme, copy.refused.text, copy.unsaved))
        draw(own_reports.again(visit, copy.refused))
        if copy.unsaved:
            st.button(words("entry.try_again"), key="cc_try_again", on_click=entry_saving.save_again, args=(visit,))


def _grid(typed: Typed, copy: Copy) -> None:
    visit, words = typed.visit, typed.visit.words
    with st.container(key="cc_entry_how", horizontal=True, gap="medium"):
        if any(sheets.splits(visit.programme, key.indicator) for key in copy.keys):
            st.toggle(words("entry.splits"), key=entry_held.SPLITS, help=words("entry.splits_help"))
        st.toggle(words("entry.as_list"), key=entry_held.AS_LIST, help=words("entry.as_list_help"))
    draw(provenance.notice(words, copy.provenances))
    key = entry_held.grid_key(copy)
    if copy.layout.as_list:
        entry_fields.draw(
            words,
            visit.programme,
            copy.rows,
            correction=typed.corrects,
            key=key,
            saved=partial(entry_saving.save_field, visit),
        )
    else:
        entry_grid.draw(
            words, visit.programme, copy.rows, month=words.month(typed.of.period), correction=typed.corrects, key=key,
            saved=partial(entry_saving.save_edits, visit),
        )  # fmt: skip
    draw(entry_views.instructions(words, correction=typed.corrects))


def _edited(copy: Copy) -> Mapping[Any, Mapping[str, Any]]:
    """What stands in the fields now, as the framework tells it."""
    key = entry_held.grid_key(copy)
    if copy.layout.as_list:
        return entry_fields.edited(copy.rows, key=key)
    return st.session_state[key]["edited_rows"]


def _findings(visit: Visit, found: Opened) -> str:
    words, programme = visit.words, visit.programme

    def where(finding: Finding) -> str:
        names = [entry_grid.row_name(words, programme, found.report.entries[row].key) for row in finding.rows]
        return words.join(names) if names else words("check.whole_report")

    told = finding_views.said(words, programme, found.checked.findings, where)
    columns = {"value": words.month(found.report.period), "note": words("entry.note")}
    return finding_views.listed(words, told, column=columns)


def _remarks(typed: Typed, copy: Copy) -> None:
    visit, words = typed.visit, typed.visit.words
    schemes = sheets.schemes_of(visit.programme, typed.of.partner, typed.of.period)
    draw(
        f'<div class="cc-section"><h2>{words("entry.remarks")}</h2><p class="cc-lead">{words("entry.remarks_note")}</p></div>'
    )
    for scheme in schemes:
        place = (scheme.code, words.lang)
        key = f"cc_remark_{scheme.code}_{copy.drawn}"
        if key not in st.session_state:
            st.session_state[key] = copy.remarks.get(place, Remark()).text
        st.text_area(
            words.name(scheme.name), key=key, height=REMARK_HEIGHT,
            on_change=entry_saving.save_remark, args=(visit, scheme.code, key),
        )  # fmt: skip
        if copy.refused is None:
            entry_saving.save_remark(visit, scheme.code, key)
        for language in visit.programme.languages:
            if language != words.lang:
                said = copy.remarks.get((scheme.code, language), Remark()).text
                draw(entry_views.other_language(words, said, language))


def _conflicts(visit: Visit, copy: Copy) -> None:
    words = visit.words
    if copy.conflicts or copy.remark_conflicts:
        draw(
            f'<p class="cc-said" role="alert">{words.n("entry.conflicts", len(copy.conflicts) + len(copy.remark_conflicts))}</p>'
        )
    for place, found in enumerate(copy.conflicts.values()):
        draw(entry_views.conflict(words, visit.programme, found))
        _either(
            visit,
            f"cc_cell_{place}",
            partial(entry_saving.keep_theirs, found.mine.key),
            partial(entry_saving.use_mine, visit, found.mine.key),
        )
    for place, (at, (mine, theirs)) in enumerate(copy.remark_conflicts.items()):
        name = words("entry.remark_of", scheme=visit.programme.schemes[at[0]].short_name)
        draw(entry_views.remark_conflict(words, name, mine, theirs))
        _either(
            visit,
            f"cc_said_{place}",
            partial(entry_saving.keep_their_remark, at),
            partial(entry_saving.use_my_remark, visit, at),
        )


def _either(visit: Visit, key: str, theirs: Callable[[], None], mine: Callable[[], None]) -> None:
    with st.container(key=f"{key}_choice", horizontal=True, gap="small"):
        st.button(visit.words("entry.keep_theirs"), key=f"{key}_theirs", on_click=theirs)
        st.button(visit.words("entry.use_mine"), key=f"{key}_mine", on_click=mine)


def _send(visit: Visit, copy: Copy, found: Opened | None, *, changed: bool) -> None:
    words = visit.words
    why = _why_not(visit, copy, found, changed=changed)
    st.button(
        words("entry.send"),
        key="cc_send",
        type="primary",
        disabled=bool(why),
        on_click=entry_saving.send,
        args=(visit,),
    )
    draw(f'<p class="cc-small-words" id="cc-why-not">{why or words("entry.send_note")}</p>')


def _why_not(visit: Visit, copy: Copy, found: Opened | None, *, changed: bool) -> str:
    """Why the report cannot be sent as it is; empty where it can."""
    words = visit.words
    if found is None:
        return words("entry.not_yet.nothing")
    if copy.unsaved:
        return words("entry.not_yet.unsaved")
    if copy.conflicts or copy.remark_conflicts:
        return words("entry.not_yet.conflicts")
    if changed:
        return words("entry.not_yet.changed")
    if found.checked.blocked:
        return words.n("entry.not_yet.findings", len(found.checked.standing_against))
    return ""
