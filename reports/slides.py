"""The pack as slides: titles are the findings, charts are native and can be edited, notes hold the sources."""

from datetime import datetime, time
from io import BytesIO

from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.util import Emu, Inches

from reports import slide_charts, slide_tables
from reports.content import Bullets, Curve, Map, Pack, Part, Ranking, Section, Table, Tell
from reports.settling import settled
from reports.slide_text import BODY, LANGUAGES, LOWER, Room, describe, lines_of, put_text, write
from reports.typesetting import emblem_png, map_png
from reports.wrapping import in_pieces
from ui.words import Words, words_for

WIDE, HIGH = Inches(13.333), Inches(7.5)
TITLE_ONLY = 5  # the layout of the library's own blank file that has a title and nothing else
LETTERS, LINES = 105, 15  # what a slide of plain text holds
ONE_LINE = 75  # letters of a title in full size
FEW_WORDS = 330  # letters that fit under the title of a slide with a picture


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
        _say_language(slide, pack.lang)
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
    slide = _slide(deck, pack, cover.title, name=cover.programme, size=40, top=2.1)
    emblem = slide.shapes.add_picture(BytesIO(emblem_png()), Inches(0.6), Inches(0.5), height=Inches(0.75))
    describe(emblem, cover.emblem_alt)
    box = put_text(slide, _room(1.9, 0.45, 8, 0.9))
    for line in cover.funding_lines:
        write(box, line, size=13, bold=True)
    write(box, cover.funding_programme, size=13, colour="muted")
    body = put_text(slide, _room(0.6, 3.4, 11.5, 2.4))
    write(body, cover.as_of, size=20, bold=True)
    write(body, cover.standing, size=20, space=8)
    write(body, cover.coverage, size=14, space=8)
    if cover.notice:
        write(body, cover.notice, size=14, colour="illustrative-text")
    write(put_text(slide, _room(0.6, 6.3, 12, 0.6)), cover.statement, size=12, colour="muted")
    _notes(slide, [cover.statement, cover.standing])


def _section(deck: Deck, pack: Pack, section: Section, words: Words) -> None:
    """The section's finding is the title of its first slide; a long text has slides of its own before the pictures."""
    said = [each for each in (section.lead, *section.paragraphs) if each]
    shown = [part for part in section.parts if not (isinstance(part, Table) and part.detail)]
    beside = len(" ".join(said)) <= FEW_WORDS and bool(shown)
    if not beside:
        _texts(deck, pack, section, said, words)
    for number, part in enumerate(shown):
        _part(deck, pack, section, part, words, said=said if beside and number == 0 else None)


def _texts(deck: Deck, pack: Pack, section: Section, said: list[str], words: Words) -> None:
    pages = _text_pages(said)
    for number, texts in enumerate(pages, start=1):
        slide = _slide(deck, pack, _numbered(words, section.finding, number, len(pages)), name=section.name)
        box = put_text(slide, BODY)
        for text in texts:
            write(box, text, size=16, space=8, colour="muted" if text == section.lead else "text")
        _close(slide, section, words, [])


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


def _part(deck: Deck, pack: Pack, section: Section, part: Part, words: Words, *, said: list[str] | None) -> None:
    """`said`: what the first slide of a section says under its title; None on the others, whose title is the part's own."""
    if isinstance(part, Table):
        _table(deck, pack, section, part, words, said=said)
        return
    slide, room = _begun(deck, pack, section, part.title, said)
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
    _close(slide, section, words, [part.alt])


def _table(deck: Deck, pack: Pack, section: Section, part: Table, words: Words, *, said: list[str] | None) -> None:
    pages = slide_tables.pages(part, LOWER if said is not None else BODY)
    for number, rows in enumerate(pages, start=1):
        title = _numbered(words, part.title, number, len(pages))
        slide, room = _begun(deck, pack, section, title, said if number == 1 else None)
        slide_tables.draw(slide, part, rows, room)
        _close(slide, section, words, [])


def _numbered(words: Words, title: str, number: int, total: int) -> str:
    return title if total == 1 else words("pack.continued", title=title, number=number, total=total)


def _begun(deck: Deck, pack: Pack, section: Section, title: str, said: list[str] | None) -> tuple[Slide, Room]:
    """A slide with its title and, on the first of a section, what is said under it; and the room that is left."""
    if said is None:
        return _slide(deck, pack, title, name=section.name), BODY
    slide = _slide(deck, pack, section.finding, name=section.name)
    under = put_text(slide, _room(0.6, 1.4, 12.1, 0.65))
    if title != section.finding:
        write(under, title, size=14, bold=True)
    if said:
        write(under, " ".join(said), size=11, colour="muted")
    return slide, LOWER


def _slide(deck: Deck, pack: Pack, title: str, *, name: str, size: int = 24, top: float = 0.5) -> Slide:
    """A slide with its title, the section's name above it and the foot line below."""
    slide = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY])
    heading, room = slide.shapes.title, _room(0.6, top, 12.1, 0.9)
    heading.left, heading.top, heading.width, heading.height = room.left, room.top, room.width, room.height
    frame = heading.text_frame
    frame.word_wrap, frame.margin_left, frame.margin_right = True, 0, 0
    write(frame, title, size=size if len(title) <= ONE_LINE else 20, bold=True)
    write(put_text(slide, _room(0.6, top - 0.25, 12.1, 0.3)), name, size=12, colour="muted")
    foot = f"{pack.cover.short_name} – {pack.cover.title} · {pack.cover.as_of} · {pack.cover.standing}"
    write(put_text(slide, _room(0.6, 7.08, 11, 0.3)), foot, size=10, colour="muted")
    _number(slide, len(deck.slides))
    return slide


def _number(slide: Slide, number: int) -> None:
    """The slide's number as a field, so that it stays right when slides are moved."""
    run = write(put_text(slide, _room(12, 7.08, 0.75, 0.3), align="right"), str(number), size=10, colour="muted")
    run._r.tag = qn("a:fld")
    run._r.set("id", "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}")
    run._r.set("type", "slidenum")


def _room(left: float, top: float, width: float, height: float) -> Room:
    """In inches."""
    return Room(Inches(left), Inches(top), Inches(width), Inches(height))


def _close(slide: Slide, section: Section, words: Words, spoken: list[str]) -> None:
    """The notice on made-up figures, and the notes."""
    if section.notice:
        write(put_text(slide, _room(0.6, 6.74, 12.1, 0.3)), section.notice, size=11, colour="illustrative-text")
    cited = [f"{words.source(each)}, {each.url}" for each in section.sources]
    told = [*spoken, section.notice, *([words("pack.sources.label"), *cited] if cited else [])]
    _notes(slide, [section.finding, *(line for line in told if line)])


def _notes(slide: Slide, lines: list[str]) -> None:
    slide.notes_slide.notes_text_frame.text = "\n".join(lines)


def _say_language(slide: Slide, lang: str) -> None:
    for tree in (slide._element, slide.notes_slide._element):
        for run in tree.iter(qn("a:r")):
            run.get_or_add_rPr()
        for said in tree.iter(qn("a:rPr"), qn("a:endParaRPr")):
            if said.get("lang") is None:  # what somebody wrote in another language has said so
                said.set("lang", LANGUAGES[lang])
