"""Whether an address of the site leads anywhere: a page that there is, codes that it knows, and a place on it that there is."""

import re
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from urllib.parse import SplitResult, parse_qsl, urlsplit

from ccare_metrics import load_programme
from ccare_metrics.framework import Source
from geo.areas import load_areas
from serving.menu import read_menu
from tests.access.views import LANGUAGES
from tests.pages.conftest import ROOT
from ui.about import PARTS
from ui.glossary import TERMS
from ui.links import KEPT

PROGRAMME = load_programme(ROOT / "data" / "ccare")
PAGES = {entry.address for entry in read_menu()}
MEASURES = ("count", "per_10000", "share_of_target")
DAY, MONTH, NUMBER = r"\d{4}-\d{2}-\d{2}", r"\d{4}-(?:\d{2}|Q[1-4])|\d{4}|to_date", r"\d+"
SUBJECT = r"(?:submission|release|period|access) \S+"

# What may stand behind each name in an address.
KNOWN: dict[str, Callable[[str], object]] = {
    "lang": LANGUAGES.__contains__,
    "scheme": PROGRAMME.schemes.__contains__,
    "indicator": PROGRAMME.indicators.__contains__,
    "strand": PROGRAMME.strands.__contains__,
    "partner": PROGRAMME.partners.__contains__,
    "area": load_areas().__contains__,
    "part": PARTS.__contains__,
    "term": TERMS.__contains__,
    "view": {"explore"}.__contains__,
    "measure": MEASURES.__contains__,
    "figures": {"published"}.__contains__,
    "by": {"scheme", "partner", "area", "country"}.__contains__,
    "release": re.compile(NUMBER).fullmatch,
    "submission": re.compile(NUMBER).fullmatch,
    "before": re.compile(NUMBER).fullmatch,
    "month": re.compile(MONTH).fullmatch,
    "period": re.compile(MONTH).fullmatch,
    "on": re.compile(DAY).fullmatch,
    "since": re.compile(rf"{DAY}|release-\d+").fullmatch,
    "until": re.compile(rf"{DAY}|release-\d+").fullmatch,
    "subject": re.compile(SUBJECT).fullmatch,
}
assert set(KEPT) <= set(KNOWN)


def sources(value: object) -> Iterator[Source]:
    """Every source that a programme cites, wherever in it."""
    if isinstance(value, Source):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from sources(getattr(value, field.name))
    elif isinstance(value, dict | tuple):
        for each in value.values() if isinstance(value, dict) else value:
            yield from sources(each)


def is_a_page(address: str) -> bool:
    """A page of the menu, rather than something else that the server answers (open data, sign-in, embeds)."""
    return urlsplit(address).path.strip("/") in PAGES | {""}


def dead(address: str) -> str:
    """Why a page's address leads nowhere; empty where it does lead somewhere."""
    split = urlsplit(address)
    if not is_a_page(address):
        return f"no page {split.path}"
    for name, code in parse_qsl(split.query, keep_blank_values=True):
        if name not in KNOWN:
            return f"no parameter {name}"
        if not KNOWN[name](code):
            return f"no {name} {code}"
    return ""


def well_formed(address: str) -> bool:
    """An address of another site, as far as can be said without asking it."""
    split: SplitResult = urlsplit(address)
    return (
        split.scheme in ("https", "http")
        and re.fullmatch(r"(?:[\w-]+\.)+[a-z]{2,}", split.netloc) is not None
        and " " not in address
    )
