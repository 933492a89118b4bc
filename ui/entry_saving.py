"""What is done with what was typed: saved, chosen between two, sent. Callbacks, which come before a run.

None holds a call of the framework between reading what was typed and the act, so none is left half done.
"""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from ccare_metrics.entries import Change, EntryKey
from ccare_metrics.reporting import handling
from ui import access, acting, cached
from ui.access import Visit
from ui.acting import Done, Of, Refused
from ui.entry_copy import Copy, Remark
from ui.entry_held import COPY, SENT, forget_what_was_drawn


def save_edits(visit: Visit, key: str) -> None:
    """Of the grid."""
    copy: Copy = st.session_state[COPY]
    _save(visit, copy, copy.changes(st.session_state[key]["edited_rows"]))


def save_field(visit: Visit, place: int, told: dict[str, str]) -> None:
    """Of the fields one below the other."""
    copy: Copy = st.session_state[COPY]
    _save(visit, copy, copy.changes({place: told}))


def _save(visit: Visit, copy: Copy, changes: list[Change]) -> None:
    if not changes:
        return
    done = acting.attempt(visit.words, visit.programme, lambda: _signed_save(visit, copy.of, changes))
    if isinstance(done, Refused):
        copy.was_refused(done, tuple(changes))
    else:
        number, saved, at = done.result
        copy.took(number, saved, at=at)


def save_what_was_missed(visit: Visit, copy: Copy, edited: Mapping[Any, Mapping[str, Any]]) -> None:
    """For the run after: a callback that the framework broke off before its act is not called again."""
    if copy.refused is None and (missed := copy.changes(edited)):
        _save(visit, copy, missed)
        st.rerun()


def save_again(visit: Visit) -> None:
    """What was refused a moment ago."""
    copy: Copy = st.session_state[COPY]
    _save(visit, copy, list(copy.unsaved))
    if not copy.unsaved:
        forget_what_was_drawn()


def _signed_save(visit: Visit, of: Of, changes: list[Change]):
    signature = access.signature_now()
    return *acting.save(cached.store(), visit.programme, signature, of, changes), signature.at


def save_remark(visit: Visit, scheme: str, key: str) -> None:
    """Also for the run after, as `save_what_was_missed`."""
    copy, text = st.session_state[COPY], st.session_state[key] or ""
    place = (scheme, visit.words.lang)
    known, conflict = copy.remarks.get(place, Remark()), copy.remark_conflicts.get(place)
    if text != (conflict[0] if conflict else known.text):
        _keep_remark(visit, copy, place, text, seen=known.version)


def _keep_remark(visit: Visit, copy: Copy, place: tuple[str, str], text: str, *, seen: int) -> None:
    def act():
        signature = access.signature_now()
        kept = acting.remark(
            cached.store(),
            visit.programme,
            signature,
            copy.of,
            scheme=place[0],
            language=place[1],
            text=text,
            seen=seen,
        )
        return *kept, signature.at

    done = acting.attempt(visit.words, visit.programme, act)
    if isinstance(done, Done):
        number, kept, at = done.result
        copy.took_remark(number, place, text, kept, at=at)
    else:
        copy.was_refused(done, copy.unsaved)


def keep_theirs(key: EntryKey) -> None:
    copy: Copy = st.session_state[COPY]
    copy.conflicts.pop(key, None)
    forget_what_was_drawn()


def use_mine(visit: Visit, key: EntryKey) -> None:
    copy: Copy = st.session_state[COPY]
    found = copy.conflicts.get(key)
    if found is not None:
        _save(visit, copy, [found.mine._replace(seen=found.theirs.version)])
        if copy.refused is None:
            forget_what_was_drawn()


def keep_their_remark(place: tuple[str, str]) -> None:
    copy: Copy = st.session_state[COPY]
    copy.remark_conflicts.pop(place, None)
    forget_what_was_drawn()


def use_my_remark(visit: Visit, place: tuple[str, str]) -> None:
    copy: Copy = st.session_state[COPY]
    if place in copy.remark_conflicts:
        mine, theirs = copy.remark_conflicts[place]
        _keep_remark(visit, copy, place, mine, seen=theirs.version)
        if copy.refused is None:
            forget_what_was_drawn()


def send(visit: Visit) -> None:
    """Once for what is on the screen, however often the button is pressed."""
    copy: Copy = st.session_state[COPY]
    number, version, seen, key = copy.of.submission, copy.version, copy.stamp, copy.key
    if number is None:
        return
    done = acting.attempt(
        visit.words,
        visit.programme,
        lambda: handling.send(
            cached.store(),
            visit.programme,
            access.signature_now(),
            submission=number,
            version=version,
            seen=seen,
            key=key,
        ),
    )
    if isinstance(done, Refused):
        copy.was_refused(done, copy.unsaved)
    else:
        st.session_state[SENT] = number
