"""What `manage.py pack` does: reads what was asked for, composes, writes, and tells how far it is."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from ccare_metrics.scope import Viewer, refuse_unknown
from ccare_metrics.working import Working
from geo.areas import Text
from reports import pack
from reports.commentary import LONGEST
from reports.composing import compose
from reports.content import Asked, PackError, Tell
from reports.record import record
from ui.edition import Edition
from ui.words import LOCALES, Words, words_for

MOST_BYTES = 4 * LONGEST + 4  # a longer file cannot hold a commentary that fits, whatever its letters


def asked(sections: tuple[str, ...] | None, commentary: Path | None) -> Asked:
    """Raises PackError where the commentary cannot be read."""
    return Asked(sections, _read(commentary) if commentary else "")


def _read(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES).decode(
                "utf-8-sig", errors="ignore" if path.stat().st_size > MOST_BYTES else "strict"
            )
    except (OSError, UnicodeDecodeError) as error:
        raise PackError(_unreadable(path)) from error


def make(
    source: Working | None,
    *,
    viewer: Viewer,
    day: date,
    lang: str,
    asked: Asked,
    fmt: str,
    out: Path,
    say: Callable[[str], None],
) -> int:
    """Writes the pack and returns its size. `source` None: nothing was due yet. Raises PackError and UnknownCodeError."""
    refuse_unknown("language", lang, LOCALES)
    refuse_unknown("format", fmt, pack.WRITERS)
    if source is None:
        raise PackError(Text(**{each: words_for(each)("board.too_early", day=day) for each in LOCALES}))
    words = words_for(lang)
    tell = _telling(words, say)
    asked = replace(asked, record=record(source, viewer))
    return pack.write(compose(Edition(words, source, "light"), asked, tell=tell), fmt, out, tell=tell)


def _telling(words: Words, say: Callable[[str], None]) -> Tell:
    """A line for each step and its share done, in the pack's language."""

    def tell(what: str, done: int, total: int) -> None:
        say(words("pack.step_done", step=words(f"pack.step.{what}"), percent=words.percent(done / total)))

    return tell


def _unreadable(path: Path) -> Text:
    return Text(
        en=f"The commentary {path.name} cannot be read. It must be a text file in UTF-8.",
        fr=f"Le commentaire {path.name} est illisible. Il doit s’agir d’un fichier texte en UTF-8.",
    )
