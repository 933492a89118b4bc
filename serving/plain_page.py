"""The frame of the pages that come without the framework: a line with the site and its languages, a heading, and what stands below."""

from collections.abc import Mapping
from functools import lru_cache
from html import escape
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlencode

from serving.languages import LANGUAGES
from serving.site import Site
from ui.words import words_for

PAGE = Path(__file__).with_name("plain_page.html")
NOTHING: Mapping[str, str] = MappingProxyType({})


def plain_page(site: Site, language: str, *, title: str, content: str, kept: Mapping[str, str] = NOTHING) -> str:
    """`content` is HTML, the title is not. `kept`: what of the address the same page in another language needs too."""
    words = words_for(language)
    return _template().format(
        language=language,
        site=escape(site.name),
        title=escape(title),
        content=content,
        others=" ".join(_switch(other, words(f"language.{other}"), kept) for other in LANGUAGES if other != language),
    )


def _switch(language: str, name: str, kept: Mapping[str, str]) -> str:
    address = escape(f"?{urlencode({**kept, 'lang': language})}", quote=True)
    return f'<a href="{address}" hreflang="{language}" lang="{language}">{escape(name)}</a>'


@lru_cache(maxsize=1)
def _template() -> str:
    return PAGE.read_text(encoding="utf-8")
