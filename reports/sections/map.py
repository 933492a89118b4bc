"""The first headline indicator, area by area: the map, and every area as a table, with the reason wherever there is no figure."""

from ccare_metrics import results
from ccare_metrics.framework import Indicator
from ccare_metrics.results import AreaMap
from ccare_metrics.scope import Scope
from geo.areas import ATTRIBUTION, BOUNDARY_VINTAGE, COUNTRY_NAMES, load_areas
from reports import cells
from reports.answers import notice
from reports.content import Asked, Cell, Column, Section, Table
from reports.pictures import Map, Shade
from ui import findings
from ui.edition import Edition

FEW = 6  # figures that fit on the map itself


def section(edition: Edition, asked: Asked) -> Section:
    words, indicator = edition.words, edition.programme.indicators[edition.programme.headline[0]]
    answer = results.area_map(edition.release, Scope(indicator.code), "count")
    finding = findings.map_result(edition, answer, indicator, "count")
    return Section(
        code="map",
        name=words("pack.section.map"),
        finding=finding,
        lead=words("pack.map.lead", indicator=indicator.name, month=words.month(edition.release.through)),
        notice=notice(edition, answer.rows),
        parts=(_map(edition, answer, indicator, finding), _table(edition, answer, indicator)),
    )


def _map(edition: Edition, answer: AreaMap, indicator: Indicator, finding: str) -> Map:
    words = edition.words
    few = answer.rows["shown"].notna().sum() <= FEW
    made_up = answer.provenance == "illustrative"
    legend = words("map.legend", indicator=indicator.name, measure=findings.decapitalised(words("measure.count")))
    return Map(
        key="map",
        title=finding,
        legend=words.with_reason(legend, words.provenance("illustrative").lower()) if made_up else legend,
        shades=tuple(_shade(edition, row, indicator, labelled=few) for row in answer.rows.to_dict("records")),
        classes=tuple(_class_in_words(edition, each.low, each.high, indicator) for each in answer.classes),
        absences=tuple((code, _why(edition, code)) for code in answer.rows["absence"].dropna().unique()),
        credit=f"{words.name(BOUNDARY_VINTAGE)} {words.name(ATTRIBUTION)}",
        alt=f"{finding}.",
    )


def _shade(edition: Edition, row: dict, indicator: Indicator, *, labelled: bool) -> Shade:
    if cells.is_missing(row["shown"]):
        return Shade(row["area"], None, row["absence"] or "not_reported")
    name, figure = edition.words.name(load_areas()[row["area"]].name), edition.words.amount(row["value"], indicator)
    return Shade(row["area"], int(row["class_index"]), None, (name, figure) if labelled else ())


def _class_in_words(edition: Edition, low: float, high: float, indicator: Indicator) -> str:
    words = edition.words
    least, most = (words.amount(round(value), indicator) for value in (low, high))
    if low == high:
        return least
    if indicator.kind != "money":
        return words("map.class_whole", low=least, high=most)
    return words("map.class_first", high=most) if low == 0 else words("map.class_over", low=least, high=most)


def _why(edition: Edition, code: str, area: str | None = None) -> str:
    """Where no scheme ran, that is said by name, since it is not missing data."""
    if code != "not_applicable":
        return edition.words.absence(code)
    nothing_there = area is not None and not any(area in scheme.areas for scheme in edition.programme.schemes.values())
    if nothing_there:
        return edition.words("absence.no_scheme", programme=edition.programme.short_name)
    return edition.words("absence.not_counted")


def _table(edition: Edition, answer: AreaMap, indicator: Indicator) -> Table:
    """Every area, most first, then those without a figure."""
    words, areas = edition.words, load_areas()
    rows = answer.rows.sort_values(["shown", "area"], ascending=[False, True], na_position="last", ignore_index=True)
    columns = (
        Column(words("table.area")),
        Column(words("table.country")),
        Column(words("table.of", indicator=indicator.name), "number"),
        Column(words("table.provenance"), "provenance"),
    )
    told = tuple(
        (
            Cell(words.name(areas[row["area"]].name)),
            Cell(words.name(COUNTRY_NAMES[row["country"]])),
            _figure(edition, row, indicator),
            cells.provenance(words, row["provenance"]),
        )
        for row in rows.to_dict("records")
    )
    return Table("areas", words("pack.map.table"), columns, told)


def _figure(edition: Edition, row: dict, indicator: Indicator) -> Cell:
    if cells.is_missing(row["value"]):
        return Cell(_why(edition, row["absence"] or "not_reported", row["area"]))
    return cells.amount(edition.words, row["value"], indicator)
