"""What a window holds of the report it types into, from one run to the next: its copy, and how its fields stand."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from ccare_metrics.entries import ALL
from ccare_metrics.reporting import sheets
from ccare_metrics.store.desk import Report
from ui.access import Visit
from ui.acting import Of
from ui.entry_copy import Copy, Layout

COPY = "cc_entry_copy"  # in the session: the copy of the report that this window types into
SENT = "cc_entry_sent"  # in the session: the submission that was just sent from here
LOOK = "cc_entry_look"  # in the session: the run is of the whole page
SPLITS, AS_LIST = "cc_splits", "cc_as_list"


@dataclass(frozen=True)
class Typed:
    """Which report the fields are of. `corrects`: whether only changes of approved figures are typed."""

    visit: Visit
    of: Of
    corrects: bool = False


def known(typed: Typed) -> Copy | None:
    """What this window has of the report; None where it has nothing, or of another."""
    copy: Copy | None = st.session_state.get(COPY)
    return copy if copy is not None and _same(copy.of, typed.of) else None


def _same(one: Of, other: Of) -> bool:
    """A report that was begun while it was typed into is still the same."""
    same = (one.partner, one.period) == (other.partner, other.period)
    return same and (None in (one.submission, other.submission) or one.submission == other.submission)


def copy_of(typed: Typed, report: Report | None, approved: pd.DataFrame) -> Copy:
    """This window's copy; drawn anew where it is of another report, or no longer as it should be."""
    copy, visit = known(typed), typed.visit
    if copy is None:
        if typed.corrects and _is_split(approved, typed.of.period):
            st.session_state[SPLITS] = True  # a total cannot be corrected without its parts
        before: Copy | None = st.session_state.get(COPY)
        copy = Copy(typed.of, pd.DataFrame(), drawn=before.drawn if before else 0)
        st.session_state[COPY] = copy
    elif report:
        copy.begun(report)
    layout = Layout(bool(st.session_state.get(SPLITS, False)), _as_list())
    whole_page = st.session_state.pop(LOOK, False)
    if copy.rows.empty or copy.layout != layout or (whole_page and _is_out_of_date(copy, report)):
        rows = sheets.sheet(
            visit.programme,
            partner=typed.of.partner,
            period=typed.of.period,
            entries=report.entries if report else (),
            approved=approved,
            today=visit.today,
            with_splits=layout.with_splits,
        )
        copy.layout, copy.provenances = layout, _provenances(typed, rows, approved)
        copy.draw_anew(rows, report)
    return copy


def _is_out_of_date(copy: Copy, report: Report | None) -> bool:
    """Others have changed something, or the framework has forgotten what was typed since the page was left."""
    return _was_left(copy) or bool(report and copy.changed_by_others(report))


def _was_left(copy: Copy) -> bool:
    """The framework forgets the edits of fields that a run did not draw."""
    key = grid_key(copy)
    return not any(str(name).startswith(key) for name in st.session_state)


def _is_split(approved: pd.DataFrame, period: str) -> bool:
    return bool((approved["month"].eq(period) & approved["category"].ne(ALL)).any())


def _as_list() -> bool:
    """As the person chose; on a phone the fields stand one below the other from the start."""
    if AS_LIST not in st.session_state:
        st.session_state[AS_LIST] = "Mobi" in (st.context.headers.get("User-Agent") or "")
    return bool(st.session_state[AS_LIST])


def _provenances(typed: Typed, rows: pd.DataFrame, approved: pd.DataFrame) -> frozenset[str]:
    """Where what is shown beside the fields comes from."""
    shown = approved[approved["scheme"].isin(list(rows["scheme"]))] if len(rows) else approved.iloc[:0]
    targets = [
        target.provenance
        for code in dict.fromkeys(rows["scheme"])
        for plan in typed.visit.programme.schemes[code].plans
        if (target := plan.target_on(typed.visit.today))
    ]
    return frozenset([*shown["provenance"].dropna(), *targets])


def look_again() -> None:
    """For the page, before its fields: a run of the whole page shows what others have changed; that of an edit only tells."""
    st.session_state[LOOK] = True
    forget_sending()


def forget_sending() -> None:
    """For the page that shows what was sent."""
    st.session_state.pop(SENT, None)


def forget_what_was_drawn() -> None:
    """The next run draws the fields as they stand in the store."""
    copy: Copy = st.session_state[COPY]
    copy.rows = pd.DataFrame()


def grid_key(copy: Copy) -> str:
    return f"cc_grid_{copy.drawn}"
