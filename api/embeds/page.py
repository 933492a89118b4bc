"""What stands around every embedded card: one HTML page without scripts, in one file, light or dark, for the screen and for paper."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from pathlib import Path
from urllib.parse import urlencode

from api.embeds.asking import Asked, NoCardError, Theme
from api.embeds.marks import definitions
from ccare_metrics.framework import Source
from reports.drawing import emblem
from ui import provenance
from ui.edition import Edition
from ui.theme import COLOURS, STEPS, Mode, sequential
from ui.words import Words

STYLE = Path(__file__).with_name("style.css")
MADE_UP = "illustrative"

Whence = str | tuple[str, str]  # the code of a provenance; with the figure that is meant, where a card holds several


@dataclass(frozen=True)
class Drawn:
    """A card before its frame. `title`: text, the finding where there is one; `body`: HTML.

    `as_of`: the day its figures are true of, as printed. `page` and `codes`: where the dashboard shows the same.
    """

    title: str
    body: str
    provenances: tuple[Whence, ...]
    page: str
    codes: Mapping[str, str]
    as_of: str
    lead: str = ""
    sources: tuple[Source, ...] = ()


def page(edition: Edition, asked: Asked, drawn: Drawn, *, site: str) -> str:
    """The card as a whole page. `site`: the address of the site, with a slash at its end."""
    words = edition.words
    lead = f'<p class="lead">{escape(drawn.lead)}</p>' if drawn.lead else ""
    body = (
        f"{definitions()}{_head(edition)}<main><h1>{escape(drawn.title)}</h1>{lead}"
        f"{_notice(words, drawn.provenances)}{drawn.body}</main>{_foot(edition, asked, drawn, site)}"
    )
    return _document(words, f"{drawn.title} – {_named(edition)}", body, asked.theme)


def refused(words: Words, refusal: NoCardError, theme: Theme = "auto") -> str:
    """A sentence, and what would have been understood."""
    listed = "".join(f"<li><code>{escape(each.code)}</code> {escape(each.name)}</li>" for each in refusal.choices)
    known = f"<p>{escape(words('embed.known'))}</p><ul>{listed}</ul>" if listed else ""
    body = f"<main><h1>{escape(refusal.text)}</h1>{known}</main>"
    return _document(words, refusal.text, body, theme)


def _named(edition: Edition) -> str:
    """Whose figures these are."""
    return edition.words("site.title", programme=edition.programme.short_name)


def _head(edition: Edition) -> str:
    """The dashboard's name, and who paid for what it counts."""
    words, funding = edition.words, edition.programme.funding
    first, *others = (escape(words.name(text)) for text in funding.lines)
    picture = emblem().replace(
        'role="img"',
        f'class="emblem" role="img" aria-label="{escape(words.name(funding.emblem_title), quote=True)}"',
        1,
    )
    lines = "".join(f" · {text}" for text in others)
    return f"<header>{picture}<p><strong>{escape(_named(edition))}</strong><br>{first}{lines}</p></header>"


def _foot(edition: Edition, asked: Asked, drawn: Drawn, site: str) -> str:
    words, release = edition.words, edition.release
    labels = "".join(label(words, each) for each in dict.fromkeys(drawn.provenances))
    told = [words.source(source) for source in dict.fromkeys(drawn.sources)]
    told.append(words("source.as_of", day=words.printed_date(drawn.as_of)))
    kept = {"release": str(asked.release)} if asked.release else {}
    address = f"{site}{drawn.page}?{urlencode({**drawn.codes, 'lang': words.lang, **kept})}"
    number = words("footer.release", number=release.number, day=release.as_of)  # type: ignore[union-attr]
    return (
        f'<footer><p class="labels">{labels}</p><p>{escape(" · ".join(told))}</p><p>{escape(number)} '
        f'<a href="{escape(address, quote=True)}" target="_blank" rel="noopener">{escape(words("embed.open"))}</a></p></footer>'
    )


def _notice(words: Words, provenances: Iterable[Whence]) -> str:
    """Says on the card itself that it holds made-up figures, and which where that is not all of them."""
    told = dict.fromkeys(provenances)
    made_up = [MADE_UP] if MADE_UP in told else [each for each in told if each[0] == MADE_UP]
    labels = " ".join(label(words, each) for each in made_up)
    return f'<p class="cc-notice" role="note">{labels} {escape(words("provenance.notice"))}</p>' if labels else ""


def label(words: Words, whence: Whence) -> str:
    """As HTML."""
    return provenance.label(words, *((whence,) if isinstance(whence, str) else whence))


def _document(words: Words, title: str, body: str, theme: Theme) -> str:
    return (
        f'<!doctype html>\n<html lang="{words.lang}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="robots" content="noindex">\n'
        f"<title>{escape(title)}</title>\n<style>{_colours(theme)}{_style()}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


@lru_cache(maxsize=1)
def _style() -> str:
    return STYLE.read_text(encoding="utf-8")


@lru_cache(maxsize=3)
def _colours(theme: Theme) -> str:
    """Custom properties by meaning; on paper the light ones, whatever the screen shows. Not light-dark(): other people's readers come
    with older browsers."""
    light, dark = _properties("light"), _properties("dark")
    if theme == "light":
        return f":root{{color-scheme:light;{light}}}"
    wanted = "screen" if theme == "dark" else "screen and (prefers-color-scheme:dark)"
    return f":root{{color-scheme:light;{light}}}@media {wanted}{{:root{{color-scheme:dark;{dark}}}}}"


def _properties(mode: Mode) -> str:
    classes = ((f"class-{count}-{place}", each) for count in STEPS for place, each in enumerate(sequential(count)))
    named: Iterable = (*COLOURS.items(), *classes)
    return "".join(f"--cc-{name}:{colour[mode]};" for name, colour in named)
