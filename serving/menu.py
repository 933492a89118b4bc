"""pages/menu.toml, read once: which pages there are, at which address, called what, for whom. Needs no Streamlit."""

import os
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from geo.areas import Text

MENU_FILE = Path(__file__).resolve().parents[1] / "pages" / "menu.toml"


PUBLIC_ONLY = "CCARE_PUBLIC_ONLY"


@dataclass(frozen=True)
class MenuEntry:
    file: str  # below pages/, such as "public/map.py"
    icon: str
    title: Text
    audience: str
    within: str = ""  # the page it is reached from, where the menu itself does not list it

    @property
    def in_menu(self) -> bool:
        return not self.within

    @property
    def address(self) -> str:
        """What follows the slash: the name of the file."""
        return Path(self.file).stem


class MenuError(ValueError):
    """The menu names a page twice or leaves something out; the message says which."""


@lru_cache(maxsize=8)
def read_menu(path: Path = MENU_FILE) -> tuple[MenuEntry, ...]:
    """The pages in the order of the menu; the first one answers at "/"."""
    with path.open("rb") as file:
        entries = tuple(_entry(told) for told in tomllib.load(file).get("page", ()))
    addresses = [entry.address for entry in entries]
    twice = sorted({address for address in addresses if addresses.count(address) > 1})
    if twice:
        raise MenuError(f"{path.name}: more than one page called {', '.join(twice)}")
    if not entries:
        raise MenuError(f"{path.name}: expected at least one [[page]], found none")
    return entries


def _entry(told: dict) -> MenuEntry:
    try:
        return MenuEntry(
            file=told["file"],
            icon=told["icon"],
            title=Text(en=told["title"]["en"], fr=told["title"]["fr"]),
            audience=told["audience"],
            within=told.get("within", ""),
        )
    except KeyError as missing:
        raise MenuError(f"menu.toml: page {told.get('file', '?')!r} has no {missing.args[0]!r}") from missing


def public_only() -> bool:
    """Whether this server serves the public pages and nothing else."""
    return os.environ.get(PUBLIC_ONLY) == "1"


def pages_offered() -> tuple[MenuEntry, ...]:
    """The pages this server has at all; who may open one is asked on every visit."""
    return tuple(entry for entry in read_menu() if entry.audience == "public" or not public_only())
