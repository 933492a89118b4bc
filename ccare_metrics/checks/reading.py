"""Understanding rows: which scheme, indicator, area, category and month each is about, and what its value and note say.

Whatever is not understood is told under a check's id; a cell that hangs on one that was not understood is read as well as it can be.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from ccare_metrics.checks import naming
from ccare_metrics.checks.context import Context
from ccare_metrics.checks.findings import Seen, Told
from ccare_metrics.checks.naming import Names, Several
from ccare_metrics.checks.sheet import Line, Sheet, Value
from ccare_metrics.entries import ALL, LONGEST_NOTE, LONGEST_TYPED, EntryKey, Row
from ccare_metrics.framework import Indicator
from ccare_metrics.intake.faults import shown
from ccare_metrics.intake.grammar import Absent, Wrong, clean_text, read_count, read_period

MOST_SUGGESTIONS = 200  # looking for the nearest name is slow, and nobody reads more of them


class Cell(NamedTuple):
    """What a cell names, or None; and the check that has something to say of it, if any."""

    code: str | None
    check: str = ""
    told: Told = {}


def read_rows(rows: Sequence[Row], context: Context, *, sha256: str | None = None) -> Sheet:
    reader = _Reader(context)
    lines = [reader.line(place, row) for place, row in enumerate(rows)]
    return Sheet(context, rows, lines, reader.seen, reader.months, sha256)


class _Reader:
    """Reads each different text of a column once."""

    def __init__(self, context: Context):
        self.context = context
        programme = context.programme
        self.seen: dict[str, list[Seen]] = {}
        self.months: dict[str, list[int]] = {}
        self._known: dict[tuple[str, str, str], Cell] = {}
        self._suggestions_left = MOST_SUGGESTIONS
        self._names = context.vocabulary
        self._programme_areas = frozenset(area for each in programme.schemes.values() for area in each.areas)
        self._own_areas = _flat(each.areas for each in context.schemes.values())
        self._own_indicators = _flat(context.reported.values())
        self._most_decimals = max((each.decimals for each in programme.indicators.values()), default=0)

    def line(self, place: int, row: Row) -> Line:
        if not any(map(str.strip, row[1:])):
            return Line(None, Absent("not_reported"), "", is_blank=True)
        scheme = self._cell(place, "scheme", row.scheme, "", self._scheme)
        indicator = self._cell(place, "indicator", row.indicator, scheme or "", self._indicator)
        area = self._cell(place, "area", row.area, scheme or "", self._area)
        category = self._cell(place, "category", row.category, indicator or "", self._category)
        month = self._cell(place, "period", row.period, "", self._period)
        if month:
            self.months.setdefault(month, []).append(place)
        value = self._value(place, row.value, self.context.programme.indicators.get(indicator or ""))
        note = self._note(place, row.note)
        has_place = scheme and indicator and area and category and month == self.context.period
        storable = note is not None and _is_storable(row.value)
        key = EntryKey(scheme, indicator, area, category) if has_place and storable else None  # type: ignore[arg-type]
        return Line(key, value, note or "", is_blank=False)

    def _cell(self, place: int, column: str, text: str, of: str, read: Callable[[str, str], Cell]) -> str | None:
        """`of`: the code that the meaning of the cell hangs on, as an area on the scheme."""
        asked = (column, text, of)
        if asked not in self._known:
            self._known[asked] = read(text, of)
        cell = self._known[asked]
        if cell.check:
            self._tell(cell.check, place, column, cell.told)
        return cell.code

    def _tell(self, check: str, place: int, column: str, told: Told) -> None:
        self.seen.setdefault(check, []).append(Seen((place,), column, told))

    # -- what a row is about

    def _named(self, column: str, text: str, names: Names, likely: Iterable[str]) -> Cell:
        cleaned = clean_text(text)
        if isinstance(cleaned, Wrong):
            return Cell(None, cleaned.check, cleaned.told)
        if cleaned.removed:
            return Cell(None, "code.unseen", {"found": shown(cleaned.text), "code": ", ".join(cleaned.removed)})
        if not cleaned.text:
            return Cell(None, f"{column}.missing")
        likely = tuple(likely)
        found = naming.which(names, cleaned.text, likely)
        if isinstance(found, str):
            return Cell(found)
        told = {"found": shown(cleaned.text)}
        if isinstance(found, Several):
            return Cell(None, "code.several", {**told, "several": found.codes})
        if found.strange:
            letter = {"character": found.strange, "code": f"U+{ord(found.strange):04X}"}
            return Cell(None, "code.look_alike", {**told, **letter, **_meant(found.meant)})
        return Cell(None, f"{column}.unknown", {**told, **_meant(self._nearest(names, cleaned.text))})

    def _nearest(self, names: Names, text: str) -> str:
        if not self._suggestions_left:
            return ""
        self._suggestions_left -= 1
        return naming.nearest(names, text)

    def _scheme(self, text: str, _: str) -> Cell:
        """Another partner's scheme is looked up among the partner's own, and so told in the very words of one that is not there."""
        cell = self._named("scheme", text, self._names.schemes, ())
        if cell.code and not self.context.reported[cell.code]:
            return Cell(None, "scheme.reports_nothing", {"scheme": cell.code})
        if cell.check in ("scheme.missing", "scheme.unknown"):
            own = tuple(code for code, reported in self.context.reported.items() if reported)
            return cell._replace(told={**cell.told, "schemes": own})
        return cell

    def _indicator(self, text: str, scheme: str) -> Cell:
        reported = self.context.reported[scheme] if scheme else self._own_indicators
        ratios = self.context.schemes[scheme].indicators if scheme else ()
        cell = self._named("indicator", text, self._names.indicators, (*reported, *ratios))
        if cell.check in ("indicator.missing", "indicator.unknown"):
            return cell._replace(told={**cell.told, "indicators": reported})
        if not cell.code or not scheme or cell.code in reported:
            return cell
        indicator = self.context.programme.indicators[cell.code]
        if indicator.kind == "ratio" and cell.code in ratios:
            parts = {"numerator": indicator.numerator or "", "denominator": indicator.denominator or ""}
            return Cell(None, "indicator.ratio", {"indicator": cell.code, **parts})
        told: Told = {"indicator": cell.code, "scheme": scheme, "indicators": reported}
        return Cell(None, "indicator.not_of_scheme", told)

    def _area(self, text: str, scheme: str) -> Cell:
        own = self.context.schemes[scheme].areas if scheme else self._own_areas
        cell = self._named("area", text, self._names.areas, own)
        if cell.check in ("area.missing", "area.unknown"):
            return cell._replace(told={**cell.told, "areas": own})
        if cell.code and cell.code not in self._programme_areas:
            return Cell(None, "area.not_in_programme", {"area": cell.code, "areas": own})
        return cell

    def _category(self, text: str, indicator: str) -> Cell:
        if not text.strip():
            return Cell(ALL)
        allowed = self._names.categories.get(indicator, self._names.every_category)
        cell = self._named("category", text, allowed, ())
        if cell.check != "category.unknown":
            return cell
        categories = tuple(code for code in allowed.codes.values() if code != ALL)
        elsewhere = naming.which(self._names.every_category, clean(text))
        if indicator and not categories:
            return Cell(None, "category.no_split", {**cell.told, "indicator": indicator})
        if isinstance(elsewhere, str):
            return Cell(
                None, "category.not_allowed", {"category": elsewhere, "indicator": indicator, "categories": categories}
            )
        return cell._replace(told={**cell.told, "categories": categories})

    # -- when, how many, and what is said beside it

    def _period(self, text: str, _: str) -> Cell:
        """Blank is the month of the report."""
        if not text.strip():
            return Cell(self.context.period)
        read = read_period(text)
        return Cell(None, read.check, read.told) if isinstance(read, Wrong) else Cell(read.value)

    def _value(self, place: int, text: str, indicator: Indicator | None) -> Value:
        if len(text) > LONGEST_TYPED:
            wrong = Wrong("value.much_text", {"found": shown(text), "limit": str(LONGEST_TYPED)})
            self._tell(wrong.check, place, "value", wrong.told)
            return wrong
        value = read_count(text, decimals=indicator.decimals if indicator else self._most_decimals)
        if isinstance(value, Wrong):
            self._tell(value.check, place, "value", value.told)
        elif isinstance(value, Absent) and value.note:
            self._tell(value.note, place, "value", {"found": shown(value.found)})
        return value

    def _note(self, place: int, text: str) -> str | None:
        if not text:
            return ""
        cleaned = clean_text(text, LONGEST_NOTE)
        if isinstance(cleaned, Wrong):
            self._tell(cleaned.check, place, "note", cleaned.told)
            return None
        if cleaned.removed:
            self._tell("text.cleaned", place, "note", {"codes": ", ".join(cleaned.removed)})
        return cleaned.text


def clean(text: str) -> str:
    cleaned = clean_text(text)
    return "" if isinstance(cleaned, Wrong) else cleaned.text


def _is_storable(typed: str) -> bool:
    """Wrong numbers are kept as they are, to be mended; what no database keeps is not."""
    return len(typed) <= LONGEST_TYPED and "\0" not in typed and not any("\ud800" <= sign <= "\udfff" for sign in typed)


def _meant(code: str) -> dict[str, str]:
    return {"meant": code} if code else {}


def _flat(parts: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for part in parts for each in part))
