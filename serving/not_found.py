"""Our own 404: what happened, the pages there are, and the same page in the other languages."""

from html import escape

from serving.menu import MenuEntry
from serving.plain_page import plain_page
from serving.site import Site
from ui.words import words_for


def not_found(menu: tuple[MenuEntry, ...], site: Site, language: str) -> str:
    words = words_for(language)
    known = ((entry, "" if entry == menu[0] else entry.address) for entry in menu if _listed(entry))
    links = (f'<li><a href="/{address}?lang={language}">{escape(e.title[language])}</a></li>' for e, address in known)
    text, pages = escape(words("shell.not_found.text")), escape(words("shell.not_found.pages"))
    content = f"<p>{text}</p><h2>{pages}</h2><ul>{''.join(links)}</ul>"
    return plain_page(site, language, title=words("shell.not_found.title"), content=content)


def _listed(entry: MenuEntry) -> bool:
    return entry.audience == "public" and entry.in_menu
