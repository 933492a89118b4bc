"""Reading programme.toml: what the rest refers to first, the whole of it at the end."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

from ccare_metrics.framework import vocabulary
from ccare_metrics.framework.known import Known
from ccare_metrics.framework.ordering import by_code
from ccare_metrics.framework.plans import read_plans
from ccare_metrics.framework.schemes import read_lessons
from ccare_metrics.framework.tables import Table
from ccare_metrics.framework.types import (
    AttentionRule,
    Contradiction,
    DatedClaim,
    Disaggregation,
    DisclosureRule,
    Fact,
    Funding,
    Indicator,
    LegacyItem,
    Partner,
    Programme,
    Reporting,
    Scheme,
    StatusRule,
    Strand,
)
from ccare_metrics.periods import month_of
from geo.areas import Text

_CUT_OFFS = Text("at_risk below on_course, both from 1 to 100", "at_risk inférieur à on_course, de 1 à 100")
_PERCENTAGE = Text("a percentage from 0 to 100", "un pourcentage de 0 à 100")
_AT_LEAST_ONE = Text("a whole number from 1 on", "un nombre entier à partir de 1")
_PERCENT = Text("a percentage from 0 to 100", "un pourcentage de 0 à 100")
_TWO_CLAIMS = Text("at least two claims", "au moins deux affirmations")
_UNUSED_NUMBER = Text("a number that no other strand has", "un numéro qu’aucun autre axe ne porte")


@dataclass(frozen=True)
class Declarations:
    """What other files, and the rest of this one, refer to."""

    window: tuple[str, str]
    currencies: tuple[str, ...]
    strands: Mapping[str, Strand]
    disaggregations: Mapping[str, Disaggregation]


def read_declarations(table: Table) -> Declarations:
    start, end = table.month("window_start"), table.month("window_end")
    if end < start:
        expected = Text(f"a month from {start} on", f"un mois à partir de {start}")
        table.fault("window_end", found=end, expected=expected)
    strands = [_read_strand(item) for item in table.tables("strands")]
    _check_numbers(table, strands)
    splits = [_read_disaggregation(item) for item in table.tables("disaggregations")]
    return Declarations(
        window=(start, end),
        currencies=table.texts("currencies"),
        strands=by_code([(strand.code, strand) for strand in strands], table, "strands"),
        disaggregations=by_code([(split.code, split) for split in splits], table, "disaggregations"),
    )


def read_programme(
    table: Table,
    declared: Declarations,
    known: Known,
    *,
    partners: Mapping[str, Partner],
    indicators: Mapping[str, Indicator],
    schemes: Mapping[str, Scheme],
    facts: tuple[Fact, ...],
) -> Programme:
    programme = Programme(
        code=table.code("code"),
        name=table.words("name"),
        short_name=table.words("short_name"),
        summary=table.words("summary"),
        window_start=declared.window[0],
        window_end=declared.window[1],
        closing_day=table.day("closing_day"),
        demonstration_today=table.day("demonstration_today") if table.has("demonstration_today") else None,
        languages=table.references("languages", vocabulary.LANGUAGES),
        currencies=declared.currencies,
        funding=_read_funding(table.table("funding"), known),
        strands=declared.strands,
        disaggregations=declared.disaggregations,
        status_rule=_read_status_rule(table.table("status_rule")),
        attention=_read_attention(table.table("attention")) if table.has("attention") else AttentionRule(),
        disclosure=_read_disclosure(table.table("disclosure")),
        reporting=_read_reporting(table.table("reporting")),
        headline=table.references("headline", known.indicators),
        plans=read_plans(table, scheme=None, dates=known.window, known=known),
        partners=partners,
        indicators=indicators,
        schemes=schemes,
        facts=facts,
        dates=tuple(_read_claim(item, known) for item in table.tables("dates")),
        contradictions=tuple(_read_contradiction(item, known) for item in table.tables("contradictions")),
        lessons=read_lessons(table, known),
        legacy=tuple(_read_legacy(item, known) for item in table.tables("legacy")),
        not_published=table.words_list("not_published"),
    )
    table.refuse_unknown_keys()
    _check_closing_day(table, programme)
    return programme


def _read_strand(table: Table) -> Strand:
    strand = Strand(code=table.code("code"), number=table.whole("number"), name=table.words("name"))
    table.refuse_unknown_keys()
    return strand


def _check_numbers(table: Table, strands: list[Strand]) -> None:
    for place, strand in enumerate(strands, start=1):
        if strand.number in [earlier.number for earlier in strands[: place - 1]]:
            table.fault(f"strands[{place}].number", found=strand.number, expected=_UNUSED_NUMBER)


def _read_disaggregation(table: Table) -> Disaggregation:
    found = []
    for item in table.tables("categories"):
        found.append((item.code("code"), item.words("name")))
        item.refuse_unknown_keys()
    categories = by_code(found, table, "categories")
    split = Disaggregation(code=table.code("code"), name=table.words("name"), categories=categories)
    table.refuse_unknown_keys()
    return split


def _read_funding(table: Table, known: Known) -> Funding:
    funding = Funding(
        emblem_title=table.words("emblem_title"),
        lines=table.words_list("lines"),
        programme=table.words("programme"),
        statement=table.words("statement"),
        source=table.source("source", known.sources),
    )
    table.refuse_unknown_keys()
    return funding


def _read_status_rule(table: Table) -> StatusRule:
    rule = StatusRule(
        on_course=table.whole("on_course"),
        at_risk=table.whole("at_risk"),
        minimum_coverage=table.whole("minimum_coverage"),
    )
    table.refuse_unknown_keys()
    if table.sound and not 0 < rule.at_risk < rule.on_course <= 100:
        table.fault("at_risk", found=rule.at_risk, expected=_CUT_OFFS)
    if rule.minimum_coverage > 100:
        table.fault("minimum_coverage", found=rule.minimum_coverage, expected=_PERCENT)
    return rule


def _read_attention(table: Table) -> AttentionRule:
    rule = AttentionRule(**{field.name: table.whole(field.name) for field in fields(AttentionRule)})
    table.refuse_unknown_keys()
    for name in ("late_months", "outlier_months", "outlier_deviations"):
        if table.sound and getattr(rule, name) == 0:
            table.fault(name, found=0, expected=_AT_LEAST_ONE)
    return rule


def _read_disclosure(table: Table) -> DisclosureRule:
    """Without numbers of its own, a rule has those of `DisclosureRule`; how low the threshold lies is always said."""
    given = [field.name for field in fields(DisclosureRule) if field.name == "hide_below" or table.has(field.name)]
    rule = DisclosureRule(**{name: table.whole(name) for name in given})
    table.refuse_unknown_keys()
    if rule.most_hidden_percent > 100:
        table.fault("most_hidden_percent", found=rule.most_hidden_percent, expected=_PERCENTAGE)
    return rule


def _read_reporting(table: Table) -> Reporting:
    reporting = Reporting(
        calendar=table.choice("calendar", vocabulary.CALENDARS), days_until_due=table.whole("days_until_due")
    )
    table.refuse_unknown_keys()
    return reporting


def _read_claim(table: Table, known: Known) -> DatedClaim:
    claim = DatedClaim(
        what=table.choice("what", vocabulary.DATE_CLAIMS),
        value=table.printed_date("value"),
        source=table.source("source", known.sources),
    )
    table.refuse_unknown_keys()
    return claim


def _read_contradiction(table: Table, known: Known) -> Contradiction:
    claims = []
    for item in table.tables("claims"):
        claims.append((item.words("text"), item.source("source", known.sources)))
        item.refuse_unknown_keys()
    if len(claims) < 2:
        table.fault("claims", found=len(claims), expected=_TWO_CLAIMS)
    contradiction = Contradiction(subject=table.words("subject"), claims=tuple(claims), we_use=table.words("we_use"))
    table.refuse_unknown_keys()
    return contradiction


def _read_legacy(table: Table, known: Known) -> LegacyItem:
    item = LegacyItem(
        title=table.words("title"),
        text=table.words("text"),
        url=table.address("url") if table.has("url") else None,
        source=table.source("source", known.sources),
    )
    table.refuse_unknown_keys()
    return item


def _check_closing_day(table: Table, programme: Programme) -> None:
    first, last = programme.window_start, programme.window_end
    if table.sound and not first <= month_of(programme.closing_day) <= last:
        expected = Text(f"a day from {first} to {last}", f"une date de {first} à {last}")
        table.fault("closing_day", found=programme.closing_day, expected=expected)
