"""The audit trail: who did what to what and when, the newest first, narrowed and paged in the address; whether its chain is whole."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import reduce
from html import escape

import pandas as pd
import streamlit as st

from ccare_metrics.periods import is_month
from ccare_metrics.scope import Signature
from ccare_metrics.store import read, trail
from ui import access, cached, downloads, frame, links, moments, names, outcomes, own_reports, selection, tables
from ui.access import Visit
from ui.pieces import Piece, Takeaway
from ui.tables import Column
from ui.words import typeset

A_PAGE, MOST_TAKEN = 50, 100_000
BEFORE = "before"  # in the address: the number below which a page begins
KINDS = ("submission", "release", "period", "access")  # what an act can be about
PERSON = "person"
NARROWED = ("act", PERSON, "subject")  # in the address
NOTHING = "–"
CHECKSUM = 64  # characters; the first dozen are shown
LISTED = 6  # of a list of things in an entry; the rest are counted


@dataclass(frozen=True)
class Narrowed:
    """What is asked of the trail; empty where it is everything."""

    act: str
    who: str
    subject: str

    def trail(self, signature: Signature, *, before: int = 2**62, most: int) -> pd.DataFrame:
        """As trail.events."""
        return trail.events(
            cached.store(), signature, before=before, most=most, act=self.act, who=self.who, subject=self.subject
        )


def narrow(visit: Visit) -> Narrowed:
    words = visit.words
    acts = own_reports.ask(visit, lambda: trail.acts(cached.store(), access.signature_now()))
    people = own_reports.ask(visit, lambda: trail.people(cached.store(), access.signature_now()))
    act = selection.choose_or_all(
        visit,
        "act",
        acts,
        label=words("audit.act"),
        everything=words("audit.everything"),
        shown=lambda code: _act(visit, code),
    )
    who = selection.choose_or_all(
        visit,
        PERSON,
        people,
        label=words("audit.who"),
        everything=words("audit.everybody"),
        shown=lambda each: names.in_words(words, visit.programme, each),
    )
    return Narrowed(act=act or "", who=who or "", subject=_subject(visit))


def _subject(visit: Visit) -> str:
    """Typed, or in the address of a link."""
    key, asked = "filter_subject", visit.address.get("subject", "")
    if st.session_state.get(f"{key}_seen") != asked or key not in st.session_state:
        st.session_state[key] = _about(visit, asked)
    st.session_state[f"{key}_seen"] = asked

    def remember() -> None:
        typed = _kept(visit, str(st.session_state[key] or "").strip())
        selection.put("subject", typed or None)
        selection.put(BEFORE, None)
        st.session_state[f"{key}_seen"] = typed

    words = visit.words
    st.text_input(words("audit.subject"), key=key, max_chars=200, on_change=remember, help=words("audit.subject_help"))
    return asked.strip()


def page(visit: Visit, narrowed: Narrowed) -> pd.DataFrame:
    """One page of the trail, and one entry more where there is an older one."""
    given = visit.address.get(BEFORE, "")
    before = int(given) if given.isascii() and given.isdigit() and len(given) < 16 else 2**62
    return own_reports.ask(visit, lambda: narrowed.trail(access.signature_now(), before=before, most=A_PAGE + 1))


def finding(visit: Visit, found: pd.DataFrame) -> str:
    words = visit.words
    if found.empty:
        return words("audit.nothing")
    is_all = len(found) <= A_PAGE and BEFORE not in visit.address
    return words.n("audit.finding", len(found)) if is_all else words("audit.finding_all")


def table(visit: Visit, found: pd.DataFrame, narrowed: Narrowed) -> tuple[Piece, ...]:
    words = visit.words
    if found.empty:
        return (frame.empty(words, words("audit.nothing"), text=words("audit.nothing_text")),)
    rows = [_row(visit, row) for row in found.head(A_PAGE).to_dict("records")]
    columns = [
        Column("number", words("audit.number")),
        Column("when", words("audit.when")),
        Column("who", words("audit.who")),
        Column("act", words("audit.act")),
        Column("subject", words("audit.subject"), to="address"),
        Column("details", words("audit.details")),
    ]
    return (
        f'<div class="cc-audit">{tables.table(words, rows, columns, caption=words("audit.caption"))}</div>',
        _takeaway(visit, narrowed),
    )


def _row(visit: Visit, row: dict) -> dict[str, object]:
    words = visit.words
    return {
        "number": str(row["number"]),
        "when": moments.at(words, row["at"]),
        "who": names.in_words(words, visit.programme, row["who"]),
        "act": _act(visit, row["act"]),
        "subject": _about(visit, row["subject"]),
        "address": links.written(visit, "audit", subject=row["subject"]),
        "details": reduce(words.with_more, [*_details(visit, row)] or [NOTHING]),
    }


def _about(visit: Visit, subject: str) -> str:
    """Report 12, as it is read; kept as submission 12."""
    kind, _, of = subject.partition(" ")
    return visit.words(f"audit.about.{kind}", of=of) if kind in KINDS else subject


def _kept(visit: Visit, typed: str) -> str:
    """What was typed as it is read, as it is kept."""
    first, _, of = typed.partition(" ")
    read_as = {_about(visit, f"{kind} ").strip().casefold(): kind for kind in KINDS}
    return f"{read_as[first.casefold()]} {of.strip()}" if first.casefold() in read_as else typed


def _act(visit: Visit, code: str) -> str:
    """In words, where there are any."""
    key = f"audit.act.{code.replace(' ', '_').replace('-', '_')}"
    return visit.words(key) if visit.words.has(key) else code


def _details(visit: Visit, row: dict) -> Iterator[str]:
    """Each thing that was one and became another, then the reason."""
    words, before, after = visit.words, _told(row["before"]), _told(row["after"])
    for name in dict.fromkeys((*before, *after)):
        old, new = (_shown(visit, name, told[name]) if name in told else None for told in (before, after))
        shown = new if old is None else old if new is None else f"{old} → {new}"
        yield words("audit.told", name=_field(visit, name), value=shown)
    if not tables.is_missing(row["reason"]) and "note" not in after:  # a release's note is its reason, in each language
        yield words("audit.told", name=words("audit.reason"), value=words.quoted(row["reason"]))


def _field(visit: Visit, name: str) -> str:
    key = f"audit.field.{name}"
    return visit.words(key) if visit.words.has(key) else name


def _told(text: object) -> dict:
    found = {} if tables.is_missing(text) else json.loads(str(text))
    return found if isinstance(found, dict) else {"": found}


def _shown(visit: Visit, name: str, value: object) -> str:
    """Codes as names, long lists cut and counted."""
    words, partners = visit.words, visit.programme.partners
    if isinstance(value, bool):
        return words("audit.yes" if value else "audit.no")
    if value is None:
        return words("audit.nothing_told")
    if isinstance(value, dict):
        return words.quoted(typeset(str(value.get(words.lang, value)), words.lang))
    if isinstance(value, list):
        parts = [_shown(visit, "", each) for each in value[:LISTED]]
        return ", ".join(parts) + (f", … ({words.number(len(value))})" if len(value) > LISTED else "")
    if isinstance(value, int):
        return words.number(value)
    if isinstance(value, str) and len(value) == CHECKSUM and value.isalnum():
        return f"{value[:12]}…"
    if isinstance(value, str) and is_month(value):
        return words.month(value)
    if name in ("state", "role"):
        key = {"state": "periods.state", "role": "people.role"}[name] + f".{value}"
        return words(key) if words.has(key) else str(value)
    return words.name(partners[str(value)].short_name) if name == "partner" and str(value) in partners else str(value)


def pages(visit: Visit, found: pd.DataFrame) -> None:
    """To what is older, and back."""
    words, told = visit.words, {name: code for name, code in visit.address.items() if name in NARROWED}
    with st.container(horizontal=True, gap="medium", key="cc_audit_pages"):
        if len(found) > A_PAGE:
            last = str(found["number"].iloc[A_PAGE - 1])
            frame.card_link(_to(visit, words("audit.older"), {**told, BEFORE: last}), key="older")
        if BEFORE in visit.address:
            frame.card_link(_to(visit, words("audit.newest"), told), key="newest")


def _to(visit: Visit, label: str, told: dict[str, str]) -> frame.Entry:
    found = links.to(visit, "audit", label)
    return replace(found, query={**found.query, **told})


def offer_to_check(visit: Visit) -> None:
    st.button(visit.words("audit.check"), key="check_chain", on_click=_check)


def _check() -> None:
    words = access.current().words
    outcomes.of(_broken, lambda found: words("audit.broken", number=found) if found else words("audit.whole"))


def _broken() -> int:
    """The number of the first entry that is not as it was written; 0 where the chain is whole."""
    trail.acts(cached.store(), access.signature_now())  # asks for the right to look
    return read.broken_audit_entry(cached.store()) or 0


def _takeaway(visit: Visit, narrowed: Narrowed) -> Takeaway:
    """Everything that was asked for, all its pages; text that a spreadsheet would run is made harmless."""
    words, signature = visit.words, access.signature_now()
    about = downloads.About(
        title=words("audit.caption"), source=words("audit.file_source"), as_of=visit.today,
        provenance=escape(words("provenance.reported")), release="", address="",
    )  # fmt: skip

    def made() -> pd.DataFrame:
        found = narrowed.trail(signature, most=MOST_TAKEN)
        columns = ("number", "at", "who", "act", "subject", "before", "after", "reason", "hash")
        heads = ("number", "when", "who", "act", "subject", "before", "after", "reason", "hash")
        return found[[*columns]].rename(columns={c: words(f"audit.{h}") for c, h in zip(columns, heads, strict=True)})

    return Takeaway(words, made, about, name=f"{visit.programme.code}-audit", key="audit")
