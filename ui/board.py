"""The board's pages: the day that is looked at, and the figures, reports and comments as they stood on it."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

import streamlit as st

from ccare_metrics.release import ReleaseError
from ccare_metrics.store.engine import StoreError
from ccare_metrics.workflow import Workflow
from ccare_metrics.working import board_days
from ui import cached, frame, selection
from ui.access import Visit
from ui.edition import Edition
from ui.pieces import draw
from ui.progress_views import Narrowed

Read = TypeVar("Read")


def edition(visit: Visit, day: date) -> Edition:
    """The figures as they stood on a day. Where there are none the page says why, and ends."""
    words = visit.words
    stood = read(visit, lambda: cached.as_it_stood(visit.release, day, visit.viewer))
    if stood is None:
        draw(frame.empty(words, words("board.too_early", day=day), text=words("board.too_early_text")))
        st.stop()
    return Edition(words, stood, visit.theme)


def workflow(visit: Visit, day: date) -> Workflow:
    """Submissions and comments as they stood on a day."""
    return read(visit, lambda: cached.workflow(day, visit.viewer))


def read(visit: Visit, question: Callable[[], Read]) -> Read:
    """A store that cannot be read is said in a sentence, and the page ends."""
    try:
        return question()
    except (StoreError, ReleaseError) as error:
        draw(frame.empty(visit.words, visit.words("state.unreadable_store"), text=visit.words.name(error.message)))
        st.stop()


def choose_day(visit: Visit) -> date:
    """The day that is looked at: quick choices, or any day in the address."""
    words = visit.words
    offered = [day.isoformat() for day in board_days(visit.programme, visit.today)]
    asked = st.query_params.get("on")
    options = [*offered, asked] if asked and asked not in offered and is_past(asked, visit.today) else offered
    code = selection.choose(
        visit,
        "on",
        options,
        label=words("board.on"),
        shown=lambda each: (
            words("board.today", day=date.fromisoformat(each))
            if each == offered[0]
            else words.date(date.fromisoformat(each))
        ),
        default=offered[0],
        help=words("board.on_help"),
    )
    return date.fromisoformat(code)


def is_past(text: str, today: date) -> bool:
    try:
        day = date.fromisoformat(text)
        return day.isoformat() == text and day <= today  # 2022-W41-6 is a day too, but not as an address writes one
    except ValueError:
        return False


def choose_narrowed(visit: Visit) -> Narrowed:
    """Which schemes are looked at: of a strand, a partner, a country."""
    words, programme = visit.words, visit.programme
    strand = selection.choose_or_all(
        visit, "strand", list(programme.strands), label=words("filters.strand"), everything=words("filters.all_strands"),
        shown=lambda code: words.name(programme.strands[code].name),
    )  # fmt: skip
    partner = choose_partner(visit)
    countries = list(dict.fromkeys(each.country for each in programme.partners.values()))
    country = selection.choose_or_all(
        visit, "country", countries, label=words("table.country"), everything=words("filters.all_countries"),
        shown=words.country,
    )  # fmt: skip
    return Narrowed(strand=strand, partner=partner, country=country)


def choose_partner(visit: Visit) -> str | None:
    words, partners = visit.words, visit.programme.partners
    return selection.choose_or_all(
        visit, "partner", list(partners), label=words("filters.partner"), everything=words("filters.all_partners"),
        shown=lambda code: words.name(partners[code].name),
    )  # fmt: skip


def lead(visit: Visit, edition: Edition, text: str) -> str:
    """The line below a title; where the demonstration lives on a day of its own, it says on which."""
    words, today = visit.words, visit.programme.demonstration_today
    return text if today is None else words("board.lead", text=text, today=today)
