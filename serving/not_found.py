"""Our own 404: what happened, the pages there are, and the same page in the other languages."""

from functools import lru_cache
from html import escape
from pathlib import Path

from serving.languages import LANGUAGES
from serving.menu import MenuEntry
from serving.site import Site
from ui.words import words_for

PAGE = Path(__file__).with_name("not_found.html")


def not_found(menu: tuple[MenuEntry, ...], site: Site, language: str) -> str:
    words = words_for(language)
    known = ((entry, "" if entry == menu[0] else entry.address) for entry in menu if _listed(entry))
    links = (f'<li><a href="/{address}?lang={language}">{escape(e.title[language])}</a></li>' for e, address in known)
    return _template().format(
        language=language,
        site=escape(site.name),
        title=escape(words("shell.not_found.title")),
        text=escape(words("shell.not_found.text")),
        pages=escape(words("shell.not_found.pages")),
        links="\n        ".join(links),
        others=" ".join(_switch(other, words(f"language.{other}")) for other in LANGUAGES if other != language),
    )


def _listed(entry: MenuEntry) -> bool:
    return entry.audience == "public" and entry.in_menu


def _switch(language: str, name: str) -> str:
    return f'<a href="?lang={language}" hreflang="{language}" lang="{language}">{escape(name)}</a>'


@lru_cache(maxsize=1)
def _template() -> str:
    return PAGE.read_text(encoding="utf-8")
