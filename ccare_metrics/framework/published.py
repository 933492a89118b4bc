"""Reading published_figures.csv: what is cited, with our codes."""

from collections.abc import Sequence

from ccare_metrics.framework import vocabulary
from ccare_metrics.framework.known import Known
from ccare_metrics.framework.tables import Table
from ccare_metrics.framework.types import Fact, Source
from geo.areas import Text

_OWN_ID = Text("an id that no other row has", "un identifiant qu’aucune autre ligne ne porte")


def read_facts(rows: Sequence[Table], known: Known) -> tuple[Fact, ...]:
    facts: dict[str, Fact] = {}
    for row in rows:
        fact = _read_fact(row, known)
        if fact.id in facts:
            row.fault("id", found=fact.id, expected=_OWN_ID)
        facts[fact.id] = fact
        _check_unit(row, fact, known)
    return tuple(facts.values())


def _read_fact(row: Table, known: Known) -> Fact:
    return Fact(
        id=row.text("id"),
        indicator=row.reference("indicator", known.indicators) if row.has("indicator") else None,
        scheme=row.reference("scheme", known.schemes) if row.has("scheme") else None,
        partner=row.reference("partner", known.partners) if row.has("partner") else None,
        areas=row.references("areas", known.areas),
        kind=row.choice("kind", vocabulary.FACT_KINDS),
        value=row.whole("value"),
        unit=row.choice("unit", vocabulary.FACT_UNITS),
        qualifier=row.choice("qualifier", vocabulary.QUALIFIERS),
        as_of=row.printed_date("as_of") if row.has("as_of") else None,
        source=Source(
            title=row.text("source_title"),
            url=row.address("source_url"),
            date=row.printed_date("source_date") if row.has("source_date") else None,
        ),
        label=Text(en=row.text("label_en"), fr=row.text("label_fr")),
        note=Text(en=row.text("note_en"), fr=row.text("note_fr")),
    )


def _check_unit(row: Table, fact: Fact, known: Known) -> None:
    indicator = known.indicators.get(fact.indicator or "")
    if indicator is None or fact.kind not in ("actual", "target") or not fact.unit:
        return
    unit = indicator.currency or "count"
    if fact.unit != unit:
        expected = Text(f"{unit}, as {indicator.code} is counted in", f"{unit}, l’unité de {indicator.code}")
        row.fault("unit", found=fact.unit, expected=expected)
