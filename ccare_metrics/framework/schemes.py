"""Reading schemes/<code>.toml."""

from collections.abc import Mapping

from ccare_metrics.framework import vocabulary
from ccare_metrics.framework.known import Known
from ccare_metrics.framework.ordering import in_order, read_own_code
from ccare_metrics.framework.plans import read_plans
from ccare_metrics.framework.tables import STAND_IN_MONTH, Table
from ccare_metrics.framework.types import Lesson, Link, Place, Scheme
from ccare_metrics.periods import is_month
from geo.areas import Text

_OWN_NAME = Text("a name that no other scheme answers to", "un nom qu’aucun autre dispositif ne porte")


def read_schemes(tables: Mapping[str, Table], known: Known) -> dict[str, Scheme]:
    """Every scheme by its code, by its order number."""
    found = {stem: (table.whole("order"), _read_scheme(table, stem, known)) for stem, table in tables.items()}
    schemes = in_order(found, tables)
    _check_names(schemes, tables)
    return schemes


def read_lessons(table: Table, known: Known) -> tuple[Lesson, ...]:
    return tuple(_read_lesson(item, known) for item in table.tables("lessons"))


def _read_scheme(table: Table, stem: str, known: Known) -> Scheme:
    start, end, dates_provenance = _read_dates(table, known.window)
    dates = (start, end) if known.window and table.sound else None
    scheme = Scheme(
        code=read_own_code(table, stem),
        name=table.words("name"),
        short_name=table.words("short_name"),
        aliases=table.texts("aliases") if table.has("aliases") else (),
        what_it_is=table.words("what_it_is"),
        who_ran_it=table.words("who_ran_it"),
        unit_of_support=table.words("unit_of_support"),
        beneficiary=table.choice("beneficiary", vocabulary.BENEFICIARIES),
        partner=table.reference("partner", known.partners),
        strand=table.reference("strand", known.strands),
        areas=table.references("areas", known.areas),
        start=start,
        end=end,
        dates_provenance=dates_provenance,
        plans=read_plans(table, scheme=stem, dates=dates, known=known),
        links=tuple(_read_link(item) for item in table.tables("links")),
        lessons=read_lessons(table, known),
        notes=table.words_list("notes") if table.has("notes") else (),
        depth=table.choice("depth", vocabulary.DEPTHS),
        source=table.source("source", known.sources),
        places=tuple(_read_place(item, known) for item in table.tables("places")),
    )
    table.refuse_unknown_keys()
    return scheme


def _read_dates(table: Table, window: tuple[str, str] | None) -> tuple[str, str, str]:
    """Start, end and their provenance: what no source dates to the month is taken from the delivery window."""
    told = {key: table.printed_date(key)[:7] for key in ("start", "end") if table.has(key)}
    first, last = window or (STAND_IN_MONTH, STAND_IN_MONTH)
    start, end = _months(told.get("start"), told.get("end"), window=(first, last))
    exact = len(told) == 2 and all(is_month(text) for text in told.values())
    if window and table.sound and not first <= start <= end <= last:
        expected = Text(f"a start and then an end from {first} to {last}", f"un début puis une fin de {first} à {last}")
        key = "start" if "start" in told and (start < first or start > last or "end" not in told) else "end"
        table.fault(key, found=told.get(key), expected=expected)
    return start, end, "published" if exact else "derived"


def _months(start: str | None, end: str | None, *, window: tuple[str, str]) -> tuple[str, str]:
    first, last = window
    from_month = first if start is None else start if is_month(start) else max(first, f"{start}-01")
    to_month = last if end is None else end if is_month(end) else min(last, f"{end}-12")
    return from_month, to_month


def _read_link(table: Table) -> Link:
    link = Link(title=table.words("title"), url=table.address("url"))
    table.refuse_unknown_keys()
    return link


def _read_lesson(table: Table, known: Known) -> Lesson:
    lesson = Lesson(title=table.words("title"), text=table.words("text"), source=table.source("source", known.sources))
    table.refuse_unknown_keys()
    return lesson


def _read_place(table: Table, known: Known) -> Place:
    place = Place(
        name=table.words("name"),
        lon=table.number("lon"),
        lat=table.number("lat"),
        what=table.words("what"),
        source=table.source("source", known.sources),
    )
    table.refuse_unknown_keys()
    return place


def _check_names(schemes: Mapping[str, Scheme], tables: Mapping[str, Table]) -> None:
    """A partner's upload may name a scheme by any of these, so no two schemes may share one."""
    owners: dict[str, str] = {}
    for code, scheme in schemes.items():
        said = {
            "name": [scheme.name.en, scheme.name.fr],
            "short_name": [scheme.short_name.en, scheme.short_name.fr],
            "aliases": list(scheme.aliases),
        }
        for key, names in {"code": [code], **said}.items():
            for name in filter(None, names):
                owner = owners.setdefault(name.casefold(), code)
                if owner != code:
                    seen = Text(f"“{name}”, as in {owner}", f"«\u00a0{name}\u00a0», comme dans {owner}")
                    tables[code].fault(key, found=seen, expected=_OWN_NAME)
