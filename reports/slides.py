"""The pack as slides: titles are the findings, charts are native and can be edited, notes hold the sources."""

from collections.abc import Sequence
from datetime import datetime, time
from io import BytesIO

from pptx import Presentation
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.util import Emu, Inches, Length

from reports import slide_charts, slide_tables
from reports.content import Pack, Section, Table, Tell
from reports.pictures import Bullets, Curve, Map, Ranking
from reports.settling import settled
from reports.slide_frame import begun, close, new_slide, notes, numbered, room_at, say_language
from reports.slide_tables import Fit
from reports.slide_text import BODY, LANGUAGES, LOWER, Room, describe, lines_of, put_text, write
from reports.typesetting import emblem_png, map_png
from reports.wrapping import in_pieces
from ui.words import Words, words_for

WIDE, HIGH = Inches(13.333), Inches(7.5)
LETTERS, LINES = 105, 15  # what a slide of plain text holds
FEW_WORDS = 330  # letters that fit under the title of a slide with a picture
SUBTITLE = Inches(0.35)
Picture = Bullets | Curve | Ranking | Map
Said = (
    list[str] | None
)  # what the first slide of a section says under its title; None on the others, whose title is the part's own


def build(pack: Pack, *, tell: Tell) -> bytes:
    words, deck = words_for(pack.lang), Presentation()
    deck.slide_width, deck.slide_height = WIDE, HIGH
    _name(deck, pack)
    steps = len(pack.sections) + 1
    _cover(deck, pack)
    for number, section in enumerate(pack.sections, start=1):
        tell("slides", number, steps)
        _section(deck, pack, section, words)
    for slide in deck.slides:
        say_language(slide, pack.lang)
    out = BytesIO()
    deck.save(out)
    tell("slides", steps, steps)
    return settled(out.getvalue(), pack.day)


def _name(deck: Deck, pack: Pack) -> None:
    about, made = deck.core_properties, datetime.combine(pack.day, time())
    about.title = f"{pack.cover.programme} – {pack.cover.title}"
    about.author = about.last_modified_by = pack.cover.programme
    about.subject, about.language, about.revision = pack.cover.standing, LANGUAGES[pack.lang], 1
    about.keywords = about.comments = about.category = ""
    about.created = about.modified = made


# -- slides


def _cover(deck: Deck, pack: Pack) -> None:
    cover = pack.cover
    slide = new_slide(deck, pack, cover.title, name=cover.programme, size=40, top=2.1)
    emblem = slide.shapes.add_picture(BytesIO(emblem_png()), Inches(0.6), Inches(0.5), height=Inches(0.75))
    describe(emblem, cover.emblem_alt)
    box = put_text(slide, room_at(1.9, 0.45, 8, 0.9))
    for line in cover.funding_lines:
        write(box, line, size=13, bold=True)
    write(box, cover.funding_programme, size=13, colour="muted")
    body = put_text(slide, room_at(0.6, 3.4, 11.5, 2.4))
    write(body, cover.as_of, size=20, bold=True)
    write(body, cover.standing, size=20, space=8)
    write(body, cover.coverage, size=14, space=8)
    if cover.notice:
        write(body, cover.notice, size=14, colour="illustrative-text")
    write(put_text(slide, room_at(0.6, 6.3, 12, 0.6)), cover.statement, size=12, colour="muted")
    notes(slide, [cover.statement, cover.standing])


def _section(deck: Deck, pack: Pack, section: Section, words: Words) -> None:
    """The section's finding is the title of its first slide; a long text has slides of its own before the pictures."""
    said = [each for each in (section.lead, *section.paragraphs) if each]
    pictures = [part for part in section.parts if not isinstance(part, Table)]
    tables = [part for part in section.parts if isinstance(part, Table) and not part.detail]
    beside = len(" ".join(said)) <= FEW_WORDS and bool(pictures or tables)
    if not beside:
        _texts(deck, pack, section, said, words)
    for number, part in enumerate(pictures):
        _picture(deck, pack, section, part, words, said=said if beside and number == 0 else None)
    _tables(deck, pack, section, tables, words, said=said if beside and not pictures else None)


def _texts(deck: Deck, pack: Pack, section: Section, said: list[str], words: Words) -> None:
    pages = _text_pages(said)
    for number, texts in enumerate(pages, start=1):
        slide = new_slide(deck, pack, numbered(words, section.finding, number, len(pages)), name=section.name)
        box = put_text(slide, BODY)
        for text in texts:
            write(box, text, size=16, space=8, colour="muted" if text == section.lead else "text")
        close(slide, section, words, [])


def _text_pages(texts: list[str]) -> list[list[str]]:
    """Paragraphs dealt out to slides, the long ones in pieces."""
    pages: list[list[str]] = [[]]
    used = 0
    for piece in (piece for text in texts for piece in in_pieces(text, LETTERS * LINES)):
        lines = lines_of(piece, LETTERS) + 1
        if used and used + lines > LINES + 1:
            pages.append([])
            used = 0
        pages[-1].append(piece)
        used += lines
    return pages


def _picture(deck: Deck, pack: Pack, section: Section, part: Picture, words: Words, *, said: Said) -> None:
    slide, room = begun(deck, pack, section, part.title, said)
    if isinstance(part, Map):
        picture = slide.shapes.add_picture(BytesIO(map_png(part, pack.lang)), room.left, room.top, height=room.height)
        picture.left = Emu(int((WIDE - picture.width) / 2))
        describe(picture, part.alt)
    elif isinstance(part, Bullets):
        slide_charts.bullets(slide, part, words, room)
    elif isinstance(part, Curve):
        slide_charts.curve(slide, part, words, room)
    elif isinstance(part, Ranking):
        slide_charts.ranking(slide, part, words, room)
    close(slide, section, words, [part.alt])


# -- tables


def _tables(deck: Deck, pack: Pack, section: Section, parts: Sequence[Table], words: Words, *, said: Said) -> None:
    """Tables that follow one another; one that fits whole below the last stands on the same slide."""
    slide, left = None, BODY
    for number, part in enumerate(parts):
        fit = slide_tables.fitted(part)
        below = Room(left.left, Length(left.top + SUBTITLE), left.width, Length(left.height - SUBTITLE))
        if slide is not None and slide_tables.height(part, fit) <= below.height:
            write(put_text(slide, left), part.title, size=14, bold=True)
            left = slide_tables.draw(slide, part, part.rows, fit, below)
        else:
            slide, left = _table(deck, pack, section, part, fit, words, said=said if number == 0 else None)


def _table(
    deck: Deck, pack: Pack, section: Section, part: Table, fit: Fit, words: Words, *, said: Said
) -> tuple[Slide, Room]:
    """On as many slides as it needs; gives back the last one and the room below."""
    pages = slide_tables.pages(part, fit, LOWER if said is not None else BODY)
    for number, rows in enumerate(pages, start=1):
        title = numbered(words, part.title, number, len(pages))
        slide, room = begun(deck, pack, section, title, said if number == 1 else None)
        left = slide_tables.draw(slide, part, rows, fit, room)
        close(slide, section, words, [])
    return slide, left
