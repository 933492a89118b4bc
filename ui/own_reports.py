"""Which of the partner's own reports a page is about, asked of the store anew in every run; what is refused is said, and the page ends."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

import pandas as pd
import streamlit as st

from ccare_metrics.entries import EntryKey
from ccare_metrics.reporting import sheets
from ccare_metrics.scope import NotFoundError
from ccare_metrics.store import desk
from ui import access, acting, cached, frame, moments, names, selection
from ui.access import Visit
from ui.acting import Done, Of, Refused
from ui.pieces import draw

Answer = TypeVar("Answer")
SUBMISSION = "submission"  # in the address
TO_DO = ("returned", "draft", "not_begun")


@dataclass(frozen=True, eq=False)
class Own:
    """A partner and what it reports. `reports`: as desk.reports; `duties`: as sheets.duties."""

    partner: str
    reports: pd.DataFrame
    duties: pd.DataFrame

    @property
    def to_do(self) -> pd.DataFrame:
        """What needs work, in the order to do it in: returned first, then the oldest month."""
        open_ones = self.duties[self.duties["state"].isin(TO_DO)]
        returned = open_ones["state"].ne("returned")
        return open_ones.assign(returned=returned).sort_values(["returned", "period"]).drop(columns="returned")

    @property
    def default(self) -> str:
        """The month to open on."""
        return str(self.to_do["period"].iloc[0] if len(self.to_do) else self.duties["period"].iloc[0])


def ask(visit: Visit, question: Callable[[], Answer]) -> Answer:
    """The answer of the store; where it is refused the page says why, and ends."""
    asked = acting.attempt(visit.words, visit.programme, question)
    if isinstance(asked, Done):
        return asked.result
    draw(frame.empty(visit.words, asked.text))
    draw(again(visit, asked))
    return st.stop()


def again(visit: Visit, refused: Refused) -> str:
    """The way to sign in and back to this very view, where that helps; as HTML."""
    return frame.sign_in_again(visit) if refused.again else ""


def partner_of(visit: Visit) -> str:
    """The organisation of the person who looks. A page for partners is not run for others."""
    if visit.person is None or visit.person.partner is None:
        st.stop()
    return visit.person.partner


def own(visit: Visit) -> Own:
    partner = partner_of(visit)
    reports = ask(visit, lambda: desk.reports(cached.store(), access.signature_now(), partner))
    return Own(partner, reports, sheets.duties(visit.programme, partner=partner, reports=reports, today=visit.today))


def number_asked(visit: Visit) -> int | None:
    """The submission that the address names; None where it names none. A text that is no number is a report that is not there."""
    asked = visit.address.get(SUBMISSION)
    if not asked:
        return None
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else 0


def report(visit: Visit, mine: Own, number: int) -> desk.Report:
    """One of the partner's own reports; another's is not there, in the same words as one that never was."""
    return ask(visit, lambda: _own_report(visit, mine, number))


def _own_report(visit: Visit, mine: Own, number: int) -> desk.Report:
    found = desk.report(cached.store(), access.signature_now(), number)
    if found.partner != mine.partner:
        raise NotFoundError
    return found


def choose_period(visit: Visit, mine: Own) -> str:
    words, states = visit.words, dict(zip(mine.duties["period"], mine.duties["state"], strict=True))
    return selection.choose(
        visit,
        "period",
        list(states),
        label=words("filters.period"),
        shown=lambda period: words(
            "entry.period", month=words.month(period), state=words(f"report.state.{states[period]}")
        ),
        default=mine.default,
    )


def of(mine: Own, period: str) -> Of:
    number = duty(mine, period)["submission"]
    return Of(mine.partner, period, None if pd.isna(number) else int(number))


def stands(visit: Visit, found: desk.Report | None) -> str:
    """Draft, last changed on 5 June 2023 at 14:03 (UTC) by Anna; or where it is since when, and by whom."""
    words = visit.words
    if found is None:
        return words("report.since.not_begun")
    changed = found.touched if found.state == "draft" else None
    at, by = changed or (found.since, found.by)
    said = f"report.since.{'changed' if changed else found.state}"
    return words(said, at=moments.at(words, at), by=names.person(visit.edition, by))


def duty(mine: Own, period: str) -> dict:
    """What was due for a month, as a row of `duties`; of a month in which nothing was, that."""
    found = mine.duties[mine.duties["period"].eq(period)].to_dict("records")
    return found[0] if found else {"period": period, "due_on": None, "late_days": 0, "expected": 0, "submission": None}


def of_report(found: desk.Report) -> Of:
    return Of(found.partner, found.period, found.number)


def is_editable(found: desk.Report | None) -> bool:
    """Whether it is typed into: not begun, a draft, or returned."""
    return found is None or found.state in TO_DO


def named(of: Of) -> dict[str, str]:
    """What an address holds of a report: its number, or its month where it is not begun."""
    return {"period": of.period} if of.submission is None else {SUBMISSION: str(of.submission)}


def before(visit: Visit, found: desk.Report) -> Mapping[EntryKey, tuple[int | None, str | None]]:
    """What is approved now for the month of a correction, by figure; empty for another report."""
    if found.corrects is None:
        return {}
    approved = ask(visit, lambda: desk.approved_of(cached.store(), access.signature_now(), found.partner))
    rows = approved[approved["month"].eq(found.period)].to_dict("records")
    return {
        EntryKey(*(row[name] for name in sheets.KEY)): (
            None if pd.isna(row["value"]) else int(row["value"]),
            row["absence"],
        )
        for row in rows
    }


def asked(visit: Visit, mine: Own) -> tuple[Of, desk.Report | None]:
    """The report that the address names by its number; else the one of the chosen month, None where it is not begun."""
    number = number_asked(visit)
    if number is not None:
        found = report(visit, mine, number)
        return of_report(found), found
    with st.container(key="cc_report_period"):
        month = of(mine, choose_period(visit, mine))
    return month, report(visit, mine, month.submission) if month.submission else None
