"""The door: who is here, in which language, at which release; then the frame, and the one page asked for inside it."""

from datetime import UTC, date, datetime

import streamlit as st

from ccare_metrics.release import NONE_YET, ReleaseError
from serving.contact import contact
from serving.languages import chosen_language
from serving.menu import MenuEntry, pages_offered
from serving.providers import offered
from ui import access, asked_release, cached, citing, frame, links, selection
from ui.access import Visit
from ui.pieces import draw
from ui.words import words_for

st.set_page_config(layout="wide", initial_sidebar_state="collapsed")
FOOTER = ("sources", "licence")  # parts of the page about the figures
API_DOCUMENTATION = "./api/v1/docs"


def moment() -> datetime:
    return datetime.now(UTC)


def main() -> None:
    language = chosen_language(
        st.query_params.get("lang"), st.context.cookies.get("lang"), st.context.headers.get("Accept-Language")
    )
    words = words_for(language)
    try:
        newest = cached.release()
    except ReleaseError as error:
        title = words("state.no_release" if error.message is NONE_YET else "state.unreadable_release")
        frame.bare_page(words, title, words.name(error.message))
        return
    entries = pages_offered()
    pages = [
        st.Page(
            f"pages/{entry.file}",
            title=frame.tab(words, newest.programme, words.name(entry.title)),
            url_path=entry.address,
            default=place == 0,
        )
        for place, entry in enumerate(entries)
    ]
    page = st.navigation(pages, position="hidden")
    here = next(entry for entry in entries if entry.address == (page.url_path or entries[0].address))
    # What is not published yet has no release: the board's pages stand under the newest.
    asked = asked_release.asked_release(newest) if here.audience == "public" else asked_release.Asked(newest, newest)
    own_day, sign_in_offered = asked.release.programme.demonstration_today, offered() is not None
    visit = access.begin(
        access.presence(moment, offered=sign_in_offered, today=own_day),
        asked.release,
        language,
        today=own_day or date.today(),
        clock=moment,
        sign_in_offered=sign_in_offered,
        contact=contact(),
        page=page.url_path,
        pages={entry.address: page for entry, page in zip(entries, pages, strict=True)},
        forgotten=(asked_release.PARAMETER,) if asked.unknown else (),
    )
    frame.begin_page(visit, _menus(visit, entries, here))
    if asked.unknown:
        asked_release.not_there(visit, asked.unknown)
    else:
        draw(asked_release.bar(visit, asked))
        _run(visit, page, here)
    _end(visit, here)


def _menus(visit: Visit, entries: tuple[MenuEntry, ...], here: MenuEntry) -> dict[str, list[frame.Entry]]:
    offered = [entry for entry in entries if entry.in_menu and access.may_open(visit.viewer, entry.audience)]
    return {
        audience: [
            links.to(
                visit,
                entry.address,
                visit.words.name(entry.title),
                here=entry.address == (here.within or here.address),
            )
            for entry in offered
            if entry.audience == audience
        ]
        for audience in dict.fromkeys(entry.audience for entry in offered)
    }


def _run(visit: Visit, page: st.Page, here: MenuEntry) -> None:
    """The page, or why it is not shown; below it how to cite it, or where it was printed from."""
    st.session_state[frame.NAMED] = visit.words.name(here.title)
    if not access.may_open(visit.viewer, here.audience):
        frame.not_for_you(visit, here.audience)
        return
    try:
        page.run()
    except selection.UnknownCodeError as error:
        frame.unknown_code(visit, error.name, error.asked, error.options, label=error.label)
        return
    below = citing.line if here.audience == "public" else citing.internal
    st.html(below(visit, st.session_state[frame.NAMED]))


def _end(visit: Visit, here: MenuEntry) -> None:
    words = visit.words
    parts = [links.to(visit, "accessibility", words("footer.accessibility"))]
    parts += [links.to(visit, "about", words(f"footer.{part}"), part=part) for part in FOOTER]
    frame.end_page(
        visit,
        [*parts, *(links.to(visit, page, words(f"footer.{page}")) for page in ("glossary", "releases"))],
        last_line="" if here.audience == "public" else words("footer.provisional"),
        others=[(words("footer.open_data"), API_DOCUMENTATION)],
    )


main()
