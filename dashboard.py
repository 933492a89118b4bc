"""The door: who is here, in which language, at which release; then the frame, and the one page asked for inside it."""

from datetime import date

import streamlit as st

from ccare_metrics.release import NONE_YET, ReleaseError
from serving.languages import chosen_language
from serving.menu import pages_offered
from ui import access, cached, frame, links, selection
from ui.words import words_for

st.set_page_config(layout="wide", initial_sidebar_state="collapsed")


def main() -> None:
    language = chosen_language(
        st.query_params.get("lang"), st.context.cookies.get("lang"), st.context.headers.get("Accept-Language")
    )
    words = words_for(language)
    try:
        release = cached.release()
        release.programme  # noqa: B018 - a release whose framework cannot be read is refused here, not half way down a page
    except ReleaseError as error:
        title = words("state.no_release" if error.message is NONE_YET else "state.unreadable_release")
        frame.bare_page(words, title, words.name(error.message))
        return
    viewer, programme = access.viewer(), release.programme
    entries = pages_offered()
    pages = [
        st.Page(
            f"pages/{entry.file}",
            title=frame.tab(words, programme, words.name(entry.title)),
            url_path=entry.address,
            default=place == 0,
        )
        for place, entry in enumerate(entries)
    ]
    visit = access.begin(
        viewer,
        release,
        language,
        today=programme.demonstration_today or date.today(),
        pages={entry.address: page for entry, page in zip(entries, pages, strict=True)},
    )
    page = st.navigation(pages, position="hidden")
    here = next(entry for entry in entries if entry.address == (page.url_path or entries[0].address))
    offered = [entry for entry in entries if entry.in_menu and access.may_open(viewer, entry.audience)]
    menus = {
        audience: [
            links.to(visit, entry.address, words.name(entry.title), here=entry.address == (here.within or here.address))
            for entry in offered
            if entry.audience == audience
        ]
        for audience in dict.fromkeys(entry.audience for entry in offered)
    }
    frame.begin_page(visit, menus)
    try:
        if access.may_open(viewer, here.audience):
            page.run()
        else:
            frame.not_for_you(visit)
    except selection.UnknownCodeError as error:
        frame.unknown_code(visit, error.name, error.asked, error.options, label=error.label)
    last_line = "" if here.audience == "public" else words("footer.provisional")
    footer = ("accessibility", "sources", "licence")
    frame.end_page(
        visit, [links.to(visit, "about", words(f"footer.{part}"), part=part) for part in footer], last_line=last_line
    )


main()
