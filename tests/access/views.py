"""What there is to look at: every page as each person who may open it, in every language, theme and width; and a sample of that."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from serving.menu import read_menu
from ui.about import PARTS

LANGUAGES, THEMES, WIDTHS = ("en", "fr"), ("light", "dark"), (320, 390, 1440)
NOBODY = ""
# The first of an audience is whom its pages are made for.
WHO = {
    "public": (NOBODY, "board", "finistere", "lead.one"),
    "board": ("board", "lead.one"),
    "partners": ("finistere", "lead.one"),
    "lead": ("lead.one",),
    "signed_in": ("lead.one", "board", "finistere"),
}
# Pages that show something else for what their address asks.
ASKED = {
    "about": tuple(f"part={part}" for part in PARTS),
    "area": ("area=E10000020",),
    "scheme": ("scheme=a2a", "scheme=digital_poverty"),
    "indicator": ("indicator=apprenticeship_opportunities",),
    "map": ("view=explore", "indicator=people_supported&measure=per_10000"),
    "review": ("submission={waiting}",),
}


@dataclass(frozen=True)
class Place:
    """An address of the site and who is there."""

    page: str
    asked: str  # of the address, beside the language
    who: str

    def path(self, language: str) -> str:
        first = read_menu()[0].address == self.page
        return f"/{'' if first else self.page}?{'&'.join(filter(None, (self.asked, f'lang={language}')))}"

    def __str__(self) -> str:
        return " ".join(filter(None, (self.page, self.asked, f"as {self.who}" if self.who else "")))


@dataclass(frozen=True)
class Look:
    language: str
    theme: str
    width: int

    def __str__(self) -> str:
        return f"{self.language} {self.theme} {self.width}"


def places(*, everybody: bool) -> list[Place]:
    """Each page as whom it is made for, or as everybody who may open it."""
    return [
        Place(entry.address, asked, who)
        for entry in read_menu()
        for asked in ("", *ASKED.get(entry.address, ()))
        for who in (WHO[entry.audience] if everybody else WHO[entry.audience][:1])
    ]


def every_look() -> list[Look]:
    return [Look(*each) for each in product(LANGUAGES, THEMES, WIDTHS)]


def sample() -> Iterator[tuple[Place, Look]]:
    """Each page at each width, in both languages and both themes, and so that every two of language, theme, width and role meet."""
    others = [place for place in places(everybody=True) if not place.asked and place not in places(everybody=False)]
    for number, place in enumerate([*places(everybody=False), *others]):
        for step, width in enumerate(WIDTHS if place not in others else WIDTHS[number % 3 :][:1]):
            yield place, Look(LANGUAGES[(number + step) % 2], THEMES[(number // 2 + step) % 2], width)
