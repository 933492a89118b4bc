"""The page that describes the addresses to people: plain HTML without scripts, in two languages, with commands that run as printed."""

import re
from collections.abc import Iterable
from functools import lru_cache
from html import escape
from pathlib import Path

from pydantic_core import to_json

from api.addresses import ADDRESSES
from api.asking import BASE, Address, Asking
from api.examples import Example, examples, refusals
from api.faults import Told
from api.figures import FIGURE_COLUMNS
from api.package import described
from api.parameters import Parameter, expected
from api.remembered import Made
from ccare_metrics.release import NONE_YET, Release
from ui.words import LOCALES, Words

HTML = "text/html; charset=utf-8"
PAGE = Path(__file__).with_name("docs.html")
# A Host header is repeated in commands that people copy into a shell.
HARMLESS = re.compile(r"https?://[A-Za-z0-9.:\[\]-]+")
ELSE = "http://localhost:8501"
FEW = 12  # codes that a table shows at once
NOTES = ("keys", "total", "splits", "missing", "units", "reuse")


def docs_answer(asking: Asking) -> Made:
    words, release = asking.words, asking.release
    site = asking.site if HARMLESS.fullmatch(asking.site) else ELSE
    commands = examples(release)
    sections = [_section(address, commands[address.name], site, release, words) for address in ADDRESSES]
    page = _template().format(
        language=words.lang,
        title=escape(words("api.docs.title", programme=release.programme.short_name)),
        lead=escape(words("api.docs.lead", programme=release.programme.short_name)),
        site=escape(words.name(release.programme.short_name)),
        languages=escape(words("api.docs.languages")),
        others=" ".join(_other(language, words) for language in LOCALES if language != words.lang),
        body="\n".join(
            [
                _opening(release, words),
                *sections,
                _describing(commands, site, words),
                _errors(release, site, words),
            ]
        ),
    )
    return Made(page.encode(), HTML)


@lru_cache(maxsize=1)
def _template() -> str:
    return PAGE.read_text(encoding="utf-8")


def _other(language: str, words: Words) -> str:
    return f'<a href="?lang={language}" hreflang="{language}" lang="{language}">{escape(words(f"language.{language}"))}</a>'


def _opening(release: Release, words: Words) -> str:
    told = words("api.docs.release", number=release.number, day=release.as_of)
    notes = [told, *(words(f"api.docs.{note}") for note in ("reading", "caching", "limits"))]
    links = "".join(
        f'<li><a href="#{address.name}"><code>{escape(address.path)}</code></a> {escape(words(f"api.address.{address.name}"))}</li>'
        for address in ADDRESSES
    )
    return f'{_paragraphs(notes)}<nav aria-label="{escape(words("api.docs.addresses"))}"><ul>{links}</ul></nav>'


def _section(address: Address, commands: Iterable[Example], site: str, release: Release, words: Words) -> str:
    rows = "".join(_parameter(parameter, release, words) for parameter in address.parameters)
    heads = "".join(
        f'<th scope="col">{escape(words(f"api.docs.{name}"))}</th>' for name in ("parameter", "meaning", "values")
    )
    return (
        f'<section id="{address.name}"><h2><code>GET {BASE}{escape(address.path)}</code></h2>'
        f"<p>{escape(words(f'api.address.{address.name}.text'))}</p>"
        f"{_of_figures(words) if address.name == 'figures' else ''}"
        f"<table><caption>{escape(words('api.docs.parameters'))}</caption><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
        f"<h3>{escape(words('api.docs.examples'))}</h3>{''.join(_command(each, site, words) for each in commands)}</section>"
    )


def _of_figures(words: Words) -> str:
    """How rows are to be read, and what each column holds."""
    rows = "".join(
        f'<tr><th scope="row"><code>{name}</code></th><td>{escape(described(name, words))}</td></tr>'
        for name in FIGURE_COLUMNS
    )
    notes = _paragraphs(words(f"api.docs.figures_{note}") for note in NOTES)
    return (
        f"{notes}<details><summary>{escape(words('api.docs.columns'))}</summary><table><caption>{escape(words('api.docs.columns'))}"
        f"</caption><tbody>{rows}</tbody></table></details>"
    )


def _parameter(parameter: Parameter, release: Release, words: Words) -> str:
    codes = parameter.known(release) if parameter.known else ()
    needed = f" ({escape(words('api.docs.needed'))})" if parameter.needed else ""
    return (
        f'<tr><th scope="row"><code>{parameter.name}</code>{needed}</th><td>{escape(words(f"api.parameter.{parameter.name}"))}</td>'
        f"<td>{escape(expected(parameter, codes, words))}{_codes(codes, words)}</td></tr>"
    )


def _codes(codes: tuple[str, ...], words: Words) -> str:
    if not codes:
        return ""
    listed = ", ".join(f"<code>{escape(code)}</code>" for code in codes)
    if len(codes) <= FEW:
        return f"<br />{listed}"
    return f"<details><summary>{escape(words('api.docs.all_values', n=len(codes)))}</summary>{listed}</details>"


def _command(example: Example, site: str, words: Words) -> str:
    return f'<p>{escape(words(f"api.example.{example.why}"))}</p><pre class="curl" tabindex="0">{escape(command(example, site))}</pre>'


def command(example: Example, site: str) -> str:
    kept = ("-o", example.file) if example.file else ()
    return " ".join(("curl", *example.options, *kept, f'"{site}{BASE}{example.path}"'))


def _describing(commands: dict[str, tuple[Example, ...]], site: str, words: Words) -> str:
    told = "".join(_command(each, site, words) for each in commands["description"])
    link = f'<a href="{BASE}/openapi.json?lang={words.lang}">openapi.json</a>'
    return f'<section id="description"><h2>{escape(words("api.docs.programs"))}</h2><p>{link}</p>{told}</section>'


def _errors(release: Release, site: str, words: Words) -> str:
    """Each way of not being answered: what it means, and a request that meets it; that nothing is published cannot be asked for."""
    told = []
    for status, example in refusals(release).items():
        told.append(f"<h3>{status}</h3><p>{escape(words(f'api.status.{status}'))}</p>{_command(example, site, words)}")
    damaged = to_json(Told(words.name(NONE_YET)), indent=2).decode()
    told.append(
        f'<h3>503</h3><p>{escape(words("api.status.503"))}</p><pre class="answer" tabindex="0">{escape(damaged)}</pre>'
    )
    opening = f"<h2>{escape(words('api.docs.errors'))}</h2>{_paragraphs([words('api.docs.errors_text')])}"
    return f'<section id="errors">{opening}{"".join(told)}</section>'


def _paragraphs(texts: Iterable[str]) -> str:
    return "".join(f"<p>{escape(text)}</p>" for text in texts)
