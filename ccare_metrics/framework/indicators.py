"""Reading indicators/<code>.toml."""

from collections.abc import Collection, Mapping

from ccare_metrics.framework import vocabulary
from ccare_metrics.framework.known import Known
from ccare_metrics.framework.ordering import in_order, read_own_code
from ccare_metrics.framework.tables import Table, read_source
from ccare_metrics.framework.types import Indicator, Unit
from geo.areas import Text

_RATIO = Text("numerator and denominator, as for every ratio", "numerator et denominator, comme pour tout taux")
_NOT_RATIO = Text("no numerator or denominator unless kind is ratio", "ni numerator ni denominator hors d’un taux")
_ACROSS_RATIO = Text("ratio where, and only where, kind is ratio", "ratio si kind est ratio, et seulement alors")
_MONEY = Text("a currency, as for every amount of money", "une monnaie, comme pour tout montant")
_NOT_MONEY = Text("no currency unless kind is money", "aucune monnaie si kind n’est pas money")
_DECIMALS = Text("0 to 4 decimals", "de 0 à 4 décimales")


def read_indicators(tables: Mapping[str, Table], known: Known) -> dict[str, Indicator]:
    """Every indicator by its code, by its order number; those of an unreadable file are missing."""
    found = {stem: (table.whole("order"), _read_indicator(table, stem, known)) for stem, table in tables.items()}
    indicators = in_order(found, tables)
    for stem, indicator in indicators.items():
        others = [code for code in known.indicators if code != stem]
        _check_ratio(tables[stem], indicator, others)
        if indicator.beside is not None:
            tables[stem].choice("beside", others)
    return indicators


def _read_indicator(table: Table, stem: str, known: Known) -> Indicator:
    indicator = Indicator(
        code=read_own_code(table, stem),
        name=table.words("name"),
        short_name=table.words("short_name"),
        unit=_read_unit(table.table("unit")),
        definition=table.words("definition"),
        why_it_matters=table.words("why_it_matters"),
        level=table.choice("level", vocabulary.LEVELS),
        kind=table.choice("kind", vocabulary.INDICATOR_KINDS),
        direction=table.choice("direction", vocabulary.DIRECTIONS),
        over_time=table.choice("over_time", vocabulary.OVER_TIME),
        across=table.choice("across", vocabulary.ACROSS),
        numerator=table.code("numerator") if table.has("numerator") else None,
        denominator=table.code("denominator") if table.has("denominator") else None,
        currency=table.reference("currency", known.currencies) if table.has("currency") else None,
        decimals=table.whole("decimals"),
        disaggregations=table.references("disaggregations", known.disaggregations),
        sensitive=table.yes_no("sensitive"),
        zeros_shown=table.yes_no("zeros_shown"),
        beside=table.code("beside") if table.has("beside") else None,
        source=table.source("source", known.sources) if table.has("source") else None,
        references=tuple(read_source(item) for item in table.tables("references")),
    )
    table.refuse_unknown_keys()
    _check_money(table, indicator)
    return indicator


def _read_unit(table: Table) -> Unit:
    unit = Unit(one=table.words("one"), many=table.words("many"))
    table.refuse_unknown_keys()
    return unit


def _check_money(table: Table, indicator: Indicator) -> None:
    if indicator.kind == "money" and indicator.currency is None:
        table.fault("currency", found=None, expected=_MONEY)
    if indicator.kind not in ("money", "ratio", "") and indicator.currency is not None:
        table.fault("currency", found=indicator.currency, expected=_NOT_MONEY)
    if indicator.decimals > 4:
        table.fault("decimals", found=indicator.decimals, expected=_DECIMALS)


def _check_ratio(table: Table, indicator: Indicator, others: Collection[str]) -> None:
    parts = {"numerator": indicator.numerator, "denominator": indicator.denominator}
    is_ratio = indicator.kind == "ratio"
    for key, code in parts.items():
        if is_ratio != (code is not None):
            table.fault(key, found=code, expected=_RATIO if is_ratio else _NOT_RATIO)
        elif code is not None:
            table.choice(key, others)
    if indicator.kind and indicator.across and is_ratio != (indicator.across == "ratio"):
        table.fault("across", found=indicator.across, expected=_ACROSS_RATIO)
