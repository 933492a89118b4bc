"""A slide before anything is drawn on it: title, section, foot line, number; and at its end the notice and the notes."""

from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.util import Inches

from reports.content import Pack, Section
from reports.slide_text import BODY, LANGUAGES, LOWER, Room, put_text, write
from ui.words import Words

TITLE_ONLY = 5  # the layout of the library's own blank file that has a title and nothing else
ONE_LINE = 75  # letters of a title in full size


def begun(deck: Deck, pack: Pack, section: Section, title: str, said: list[str] | None) -> tuple[Slide, Room]:
    """A slide with its title and, on the first of a section, what is said under it; and the room that is left."""
    if said is None:
        return new_slide(deck, pack, title, name=section.name), BODY
    slide = new_slide(deck, pack, section.finding, name=section.name)
    under = put_text(slide, room_at(0.6, 1.4, 12.1, 0.65))
    if title != section.finding:
        write(under, title, size=14, bold=True)
    if said:
        write(under, " ".join(said), size=11, colour="muted")
    return slide, LOWER


def new_slide(deck: Deck, pack: Pack, title: str, *, name: str, size: int = 24, top: float = 0.5) -> Slide:
    """A slide with its title, the section's name above it and the foot line below."""
    slide = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY])
    heading, room = slide.shapes.title, room_at(0.6, top, 12.1, 0.9)
    heading.left, heading.top, heading.width, heading.height = room.left, room.top, room.width, room.height
    frame = heading.text_frame
    frame.word_wrap, frame.margin_left, frame.margin_right = True, 0, 0
    write(frame, title, size=size if len(title) <= ONE_LINE else 20, bold=True)
    write(put_text(slide, room_at(0.6, top - 0.25, 12.1, 0.3)), name, size=12, colour="muted")
    foot = f"{pack.cover.short_name} – {pack.cover.title} · {pack.cover.as_of} · {pack.cover.standing}"
    write(put_text(slide, room_at(0.6, 7.08, 11, 0.3)), foot, size=10, colour="muted")
    _number(slide, len(deck.slides))
    return slide


def _number(slide: Slide, number: int) -> None:
    """The slide's number as a field, so that it stays right when slides are moved."""
    run = write(put_text(slide, room_at(12, 7.08, 0.75, 0.3), align="right"), str(number), size=10, colour="muted")
    run._r.tag = qn("a:fld")
    run._r.set("id", "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}")
    run._r.set("type", "slidenum")


def room_at(left: float, top: float, width: float, height: float) -> Room:
    """In inches."""
    return Room(Inches(left), Inches(top), Inches(width), Inches(height))


def close(slide: Slide, section: Section, words: Words, spoken: list[str]) -> None:
    """The notice on made-up figures, and the notes."""
    if section.notice:
        write(put_text(slide, room_at(0.6, 6.74, 12.1, 0.3)), section.notice, size=11, colour="illustrative-text")
    cited = [f"{words.source(each)}, {each.url}" for each in section.sources]
    told = [*spoken, section.notice, *([words("pack.sources.label"), *cited] if cited else [])]
    notes(slide, [section.finding, *(line for line in told if line)])


def notes(slide: Slide, lines: list[str]) -> None:
    slide.notes_slide.notes_text_frame.text = "\n".join(lines)


def numbered(words: Words, title: str, number: int, total: int) -> str:
    return title if total == 1 else words("pack.continued", title=title, number=number, total=total)


def say_language(slide: Slide, lang: str) -> None:
    for tree in (slide._element, slide.notes_slide._element):
        for run in tree.iter(qn("a:r")):
            run.get_or_add_rPr()
        for said in tree.iter(qn("a:rPr"), qn("a:endParaRPr")):
            if said.get("lang") is None:  # what somebody wrote in another language has said so
                said.set("lang", LANGUAGES[lang])
