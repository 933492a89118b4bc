"""What a page says before its script has run: its name, and on the first page the headline results with target, source and day.

It lies over the place where the page is drawn and gives way to the first thing that is (`page_script.GIVE_WAY`). Where scripts or web
sockets are blocked it stays, and says what the programme reached all the same.
"""

from functools import lru_cache
from html import escape

from ccare_metrics import results
from ccare_metrics.release import Release
from ui import findings
from ui.edition import Edition
from ui.theme import COLOURS
from ui.words import Words, words_for

ID = "cc-first"
STYLE = (
    f"#{ID}{{position:absolute;inset:0;z-index:1;overflow:hidden;color-scheme:light dark;font:1rem/1.5 Inter,system-ui,sans-serif;"
    f"color:light-dark({COLOURS['text'].light},{COLOURS['text'].dark});background:light-dark({COLOURS['page'].light},{COLOURS['page'].dark})}}"
    f"#{ID} main{{max-width:1240px;margin:0 auto;padding:7.5rem clamp(.75rem,3vw,2rem) 2rem;box-sizing:border-box}}"
    f"#{ID} h1{{font-size:clamp(1.5rem,1.1rem + 1.6vw,2.125rem);line-height:1.2;letter-spacing:-.02em;margin:0;max-width:60rem}}"
    f"#{ID} p{{margin:.375rem 0}}#{ID} strong{{font-size:2.5rem;line-height:1.1;display:block}}"
    f"#{ID} small{{color:light-dark({COLOURS['muted'].light},{COLOURS['muted'].dark})}}"
)


@lru_cache(maxsize=16)
def headline(release: Release, language: str) -> str:
    """The finding and the results of the first page, as HTML; nothing where the programme has no headline with a target."""
    words = words_for(language)
    edition = Edition(words, release, "light")
    told = [found for code in release.programme.headline if (found := results.headline(release, code)) and found.target]
    if not told:
        return ""
    parts = [
        f"<p>{escape(words.name(each.fact.label))}<strong>{escape(words.fact_value(each.fact))}</strong>"
        f"{escape(findings.against_target(edition, each))}<br><small>{escape(_whence(words, each))}</small></p>"
        for each in told
    ]
    return f"<h1>{escape(findings.programme_result(edition, told))}</h1><p>{escape(findings.programme_lead(edition))}</p>{''.join(parts)}"


def _whence(words: Words, told: results.Headline) -> str:
    sources = dict.fromkeys(each.source for each in (told.fact, told.target) if each and each.source)
    return " · ".join((words.provenance("published"), *map(words.source, sources)))


def first_words(content: str) -> str:
    """As the page carries it; `content` is HTML."""
    return f'<div id="{ID}"><style>{STYLE}</style><main>{content}</main></div>'
