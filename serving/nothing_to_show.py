"""The page of a site without a sound release: what the matter is, for a visitor, and the reason, for whoever runs the site."""

import re
from html import escape

from serving.plain_page import plain_page
from serving.site import Closed, Site
from ui.words import words_for


def nothing_to_show(site: Site, closed: Closed, language: str) -> str:
    words = words_for(language)
    text, whose, reason = map(escape, (words("shell.closed.text"), words("shell.closed.reason"), closed.reason))
    content = f"<p>{text}</p><h2>{whose}</h2><p>{_commands_marked(reason)}</p>"
    return plain_page(site, language, title=closed.title, content=content)


def _commands_marked(text: str) -> str:
    return re.sub("`([^`]+)`", r"<code>\1</code>", text)
