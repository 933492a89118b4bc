"""The terms of the field: what each means in a sentence or two, where its rule is told in full, and the term where it stands."""

from html import escape
from urllib.parse import urlencode

from ui.words import Words

PAGE = "glossary"
ASKED = "term"  # in the address
FIRST = "./"  # the first page answers there
# Where the rule behind a term is told in full: a page and what to ask it for.
TERMS: dict[str, tuple[str, dict[str, str]]] = {
    "programme": ("at_a_glance", {}),
    "strand": ("schemes", {}),
    "scheme": ("schemes", {}),
    "partner": ("schemes", {}),
    "area": ("about", {"part": "boundaries"}),
    "period": ("about", {"part": "method"}),
    "indicator": ("about", {"part": "definitions"}),
    "output": ("about", {"part": "definitions"}),
    "outcome": ("about", {"part": "definitions"}),
    "breakdown": ("about", {"part": "definitions"}),
    "target": ("targets", {}),
    "milestone": ("targets", {}),
    "expected": ("targets", {}),
    "actual": ("targets", {}),
    "running_total": ("about", {"part": "method"}),
    "status": ("targets", {}),
    "reached": ("targets", {}),
    "not_reached": ("targets", {}),
    "on_course": ("targets", {}),
    "at_risk": ("targets", {}),
    "off_course": ("targets", {}),
    "coverage": ("about", {"part": "method"}),
    "forecast": ("about", {"part": "method"}),
    "provenance": ("about", {"part": "method"}),
    "published": ("about", {"part": "sources"}),
    "reported": ("about", {"part": "method"}),
    "derived": ("about", {"part": "method"}),
    "illustrative": ("about", {"part": "method"}),
    "not_reported": ("about", {"part": "method"}),
    "not_applicable": ("about", {"part": "method"}),
    "not_published": ("about", {"part": "method"}),
    "suppressed": ("about", {"part": "method"}),
    "release": ("releases", {}),
    "correction": ("releases", {}),
    "report": ("about", {"part": "method"}),
}


def name(words: Words, code: str) -> str:
    return words(f"glossary.term.{code}")


def meaning(words: Words, code: str) -> str:
    return words(f"glossary.meaning.{code}")


def in_order(words: Words) -> tuple[str, ...]:
    """The codes in the order of the reader's alphabet."""
    return tuple(sorted(TERMS, key=lambda code: words.alphabetical(name(words, code))))


def listed(words: Words, *, kept: dict[str, str], asked: str | None = None) -> str:
    """Every term with its meaning as HTML; the one that is asked for is marked. `kept`: what the links carry along."""
    return "".join(
        (
            _jumps(words),
            '<dl class="cc-glossary">',
            *(_entry(words, code, kept, here=code == asked) for code in in_order(words)),
            "</dl>",
        )
    )


def asked_for(words: Words, code: str, *, kept: dict[str, str]) -> str:
    """The term that a link led to, before all others."""
    return f'<dl class="cc-glossary cc-glossary-asked">{_entry(words, code, kept, anchored=False)}</dl>'


def _entry(words: Words, code: str, kept: dict[str, str], *, here: bool = False, anchored: bool = True) -> str:
    page, asked = TERMS[code]
    address = escape(f"{FIRST if page == 'at_a_glance' else page}?{urlencode({**kept, **asked})}", quote=True)
    label = escape(words("glossary.rule_of", term=name(words, code)), quote=True)
    anchor = f' id="{_anchor(code)}"' if anchored else ""
    mark = ' class="cc-glossary-here"' if here else ""
    return (
        f"<div{mark}><dt{anchor}>{escape(name(words, code))}</dt><dd>{escape(meaning(words, code))} "
        f'<a href="{address}" target="_self" aria-label="{label}">{escape(words("glossary.rule"))}</a></dd></div>'
    )


def _jumps(words: Words) -> str:
    """The letters that terms begin with, each to the first of its terms."""
    first: dict[str, str] = {}
    for code in in_order(words):
        first.setdefault(words.alphabetical(name(words, code))[0][0].upper(), code)
    links = "".join(
        f'<li><a href="#{_anchor(code)}" target="_self">{letter}</a></li>' for letter, code in first.items()
    )
    return (
        f'<nav aria-label="{escape(words("glossary.letters"), quote=True)}"><ul class="cc-letters">{links}</ul></nav>'
    )


def _anchor(code: str) -> str:
    return f"term-{code}"


# -- a term where it stands


def explained(words: Words, code: str, shown: str) -> str:
    """A label that says what it means when it is pressed, touched or pointed at. `shown`: the label as HTML.

    It opens by itself, with a key as with a finger, stays until it is pressed again, and covers nothing. Only where a label stands
    alone: not in a row of a table, a paragraph or a link.
    """
    meant = meaning(words, code)
    more = escape(f"{PAGE}?{urlencode({'lang': words.lang, ASKED: code})}", quote=True)
    return (
        f'<details class="cc-term"><summary title="{escape(meant, quote=True)}">{shown}</summary>'
        f'<span class="cc-term-meaning">{escape(meant)} '
        f'<a href="{more}" target="_self">{escape(words("glossary.name"))}</a></span></details>'
    )
