"""One table of one file, handing out checked values.

Where a value is missing or wrong the fault is noted and a stand-in is returned, so that reading goes on and one run
names every mistake; nothing built from a stand-in survives, since any fault stops the load at the end.
"""

import math
import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from ccare_metrics.framework import vocabulary
from ccare_metrics.framework.faults import FaultList, one_of
from ccare_metrics.framework.types import Source
from ccare_metrics.periods import is_month, is_year
from geo.areas import Text

STAND_IN_DAY = date(2000, 1, 1)
STAND_IN_MONTH = "2000-01"
LARGEST_VALUE = 10**15 - 1  # what a spreadsheet still keeps to the unit

_CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")
_LANGUAGE_NAMES = {"en": Text("in English", "en anglais"), "fr": Text("in French", "en français")}

_TEXT = Text("a text without blanks around it", "un texte sans blanc au début ni à la fin")
_WORDS = Text("a table with en and fr", "une table avec en et fr")
_TABLE = Text("a table", "une table")
_TABLES = Text("a list of tables", "une liste de tables")
_TEXTS = Text("a list of different texts", "une liste de textes tous différents")
_CODE_WORDS = Text("a code of small letters, digits and _", "un code en minuscules, chiffres et _")
_WHOLE = Text("a whole number from 0 to 999999999999999", "un nombre entier de 0 à 999999999999999")
_NUMBER = Text("a number", "un nombre")
_YES_NO = Text("true or false", "true ou false")
_DAY = Text("a date such as 2023-06-30, without quotes", "une date telle que 2023-06-30, sans guillemets")
_MONTH = Text('a month such as "2022-04"', "un mois tel que «\u00a02022-04\u00a0»")
_PRINTED = Text(
    'a year, a month or a day such as "2023-05-22"', "une année, un mois ou un jour («\u00a02023-05-22\u00a0»)"
)
_ADDRESS = Text("an address that begins with https:// or http://", "une adresse commençant par https:// ou http://")


class Table:
    """Remembers which keys were asked for; whatever is left over is a typing mistake."""

    def __init__(self, content: Mapping[str, object], *, file: str, path: str, faults: FaultList) -> None:
        self.file = file
        self.path = path
        self.faults = faults
        self._content = content
        self._asked: dict[str, None] = {}

    def has(self, key: str) -> bool:
        self._asked[key] = None
        return key in self._content

    def codes(self) -> tuple[str, ...]:
        """What a file declares whose fields are codes of its author's choosing, such as sources.toml."""
        return tuple(self._content)

    def fault(self, key: str, *, found: object, expected: Text) -> None:
        self.faults.add(self.file, self.field(key), found=found, expected=expected)

    def field(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path and key else self.path or key

    @property
    def sound(self) -> bool:
        """Nothing wrong in here so far: values may be compared without comparing stand-ins."""
        return not self.faults.any_in(self.file, self.path)

    def clear(self, *keys: str) -> bool:
        return not any(self.faults.any_in(self.file, self.field(key)) for key in keys)

    def refuse_unknown_keys(self) -> None:
        for key in self._content:
            if key not in self._asked:
                known = ", ".join(self._asked)
                expected = Text(f"only these fields: {known}", f"seulement ces champs\u00a0: {known}")
                self.fault(key, found=Text("an unknown field", "un champ inconnu"), expected=expected)

    def text(self, key: str) -> str:
        found = self._take(key)
        if isinstance(found, str) and found and found == found.strip():
            return found
        self.fault(key, found=found, expected=_TEXT)
        return ""

    def words(self, key: str) -> Text:
        found = self._take(key)
        return self._words(key, found)

    def words_list(self, key: str) -> tuple[Text, ...]:
        return tuple(self._words(f"{key}[{number}]", item) for number, item in enumerate(self._list(key), start=1))

    def code(self, key: str) -> str:
        found = self._take(key)
        if isinstance(found, str) and _CODE.fullmatch(found):
            return found
        self.fault(key, found=found, expected=_CODE_WORDS)
        return ""

    def choice(self, key: str, allowed: Collection[str]) -> str:
        found = self._take(key)
        if isinstance(found, str) and found in allowed:
            return found
        self.fault(key, found=found, expected=one_of(allowed))
        return ""

    def reference(self, key: str, known: Collection[str] | None) -> str:
        """A code declared elsewhere; known is None where the declaring file cannot be read and its fault is noted."""
        return self.text(key) if known is None else self.choice(key, known)

    def references(self, key: str, known: Collection[str] | None) -> tuple[str, ...]:
        found = self.texts(key)
        for number, code in enumerate(found, start=1):
            if known is not None and code not in known:
                self.fault(f"{key}[{number}]", found=code, expected=one_of(known))
        return found

    def texts(self, key: str) -> tuple[str, ...]:
        found = self._list(key)
        said = tuple(item for item in found if isinstance(item, str) and item.strip())
        if len(set(said)) != len(found):
            self.fault(key, found=", ".join(map(str, found)), expected=_TEXTS)
        return said

    def whole(self, key: str) -> int:
        found = self._take(key)
        if isinstance(found, int) and not isinstance(found, bool) and 0 <= found <= LARGEST_VALUE:
            return found
        self.fault(key, found=found, expected=_WHOLE)
        return 0

    def number(self, key: str) -> float:
        found = self._take(key)
        if isinstance(found, int | float) and not isinstance(found, bool) and math.isfinite(found):
            return float(found)
        self.fault(key, found=found, expected=_NUMBER)
        return 0.0

    def yes_no(self, key: str) -> bool:
        found = self._take(key)
        if isinstance(found, bool):
            return found
        self.fault(key, found=found, expected=_YES_NO)
        return False

    def day(self, key: str) -> date:
        found = self._take(key)
        # A TOML date-time is a date to Python as well; an hour has no meaning here.
        if isinstance(found, date) and not isinstance(found, datetime):
            return found
        self.fault(key, found=found, expected=_DAY)
        return STAND_IN_DAY

    def month(self, key: str) -> str:
        found = self._take(key)
        if isinstance(found, str) and is_month(found):
            return found
        self.fault(key, found=found, expected=_MONTH)
        return STAND_IN_MONTH

    def printed_date(self, key: str) -> str:
        """A date as precise as its source prints it."""
        found = self._take(key)
        if isinstance(found, str) and is_printed_date(found):
            return found
        self.fault(key, found=found, expected=_PRINTED)
        return STAND_IN_MONTH

    def address(self, key: str) -> str:
        found = self._take(key)
        if isinstance(found, str) and re.fullmatch(r"https?://\S+", found):
            return found
        self.fault(key, found=found, expected=_ADDRESS)
        return ""

    def source(self, key: str, known: Mapping[str, Source]) -> Source:
        """A source written out here, or the code of one of sources.toml."""
        if isinstance(self._content.get(key), Mapping):
            return read_source(self.table(key))
        return known.get(self.choice(key, known), Source("", ""))

    def table(self, key: str) -> "Table":
        found = self._take(key)
        if isinstance(found, Mapping):
            return self._inner(key, found)
        self.fault(key, found=found, expected=_TABLE)
        # What a table that is not there lacks is not worth a fault a field: these go nowhere.
        return Table({}, file=self.file, path=self.field(key), faults=FaultList())

    def tables(self, key: str) -> tuple["Table", ...]:
        """The tables of a list; a list left out is an empty one."""
        found = self._list(key) if self.has(key) else ()
        if not all(isinstance(item, Mapping) for item in found):
            self.fault(key, found=found, expected=_TABLES)
        inner = [(number, item) for number, item in enumerate(found, start=1) if isinstance(item, Mapping)]
        return tuple(self._inner(f"{key}[{number}]", item) for number, item in inner)

    def _take(self, key: str) -> object:
        self._asked[key] = None
        return self._content.get(key)

    def _list(self, key: str) -> Sequence[object]:
        found = self._take(key)
        if isinstance(found, list):
            return found
        if not self.faults.any_in(self.file, self.field(key)):
            self.fault(key, found=found, expected=Text("a list", "une liste"))
        return ()

    def _inner(self, key: str, content: Mapping[str, object]) -> "Table":
        return Table(content, file=self.file, path=self.field(key), faults=self.faults)

    def _words(self, key: str, found: object) -> Text:
        if not isinstance(found, Mapping):
            self.fault(key, found=found, expected=_WORDS)
            return Text("", "")
        inner = self._inner(key, found)
        said = {language: inner._language(language) for language in vocabulary.LANGUAGES}
        inner.refuse_unknown_keys()
        return Text(**said)

    def _language(self, language: str) -> str:
        found = self._take(language)
        if isinstance(found, str) and found and found == found.strip():
            return found
        which = _LANGUAGE_NAMES[language]
        self.fault(language, found=found, expected=Text(f"{_TEXT.en}, {which.en}", f"{_TEXT.fr}, {which.fr}"))
        return ""


def read_source(table: Table) -> Source:
    title, url = table.text("title"), table.address("url")
    printed = table.printed_date("date") if table.has("date") else None
    language = table.choice("language", vocabulary.LANGUAGES) if table.has("language") else None
    table.refuse_unknown_keys()
    return Source(title=title, url=url, date=printed, language=language)


def is_printed_date(text: str) -> bool:
    if is_year(text) or is_month(text):
        return True
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
