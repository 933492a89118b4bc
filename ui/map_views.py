"""The map of an answer: a question in, the map to read or to explore out, with bars, legend, twin, downloads and provenance."""

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ccare_metrics import results
from ccare_metrics.classes import MapClass
from ccare_metrics.framework import Indicator
from ccare_metrics.results import AreaMap, Measure
from ccare_metrics.scope import Scope
from geo.areas import load_areas
from ui import charts, exploring_map, findings, frame, maps, tables, views
from ui.cached import ask
from ui.edition import Edition, kept
from ui.maps import Cell, Legend, Point
from ui.pieces import Piece, draw
from ui.tables import Column
from ui.words import Words

FEW = 6  # figures that fit on the map itself


@dataclass(frozen=True, eq=False)
class Shaded:
    """A map before it is drawn."""

    cells: tuple[Cell, ...]
    legend: Legend
    alt: str


@dataclass(frozen=True)
class Room:
    """Where a map is drawn: what has to be said first, the map, and what stands beside it, on a telephone below it."""

    above: DeltaGenerator
    left: DeltaGenerator
    right: DeltaGenerator


def room() -> Room:
    above = st.container(gap="small")
    left, right = st.columns([3, 2], gap="medium")
    return Room(above, left, right)


def area_map(
    edition: Edition, scope: Scope, measure: Measure, *, key: str, view: str, where: Room | None = None
) -> str | None:
    """The map of a question, to choose an area from, beside the same figures as bars; returns the chosen area's code, or None."""
    where = where or room()
    with where.above:
        draw(_notice(edition, scope, measure))
    with where.left:
        if view == "explore":
            chosen = exploring_map.draw_explore(
                _deck(edition, scope, measure), key=f"{key}_deck", alt=finding(edition, scope, measure)
            )
            instead = edition.words("paper.explored", other=edition.words("map.view_choose"))
            st.html(f'<p class="cc-paper">{escape(instead)}</p>{_explored_legend(edition, scope, measure)}')
        else:
            shaded = _shaded(edition, scope, measure)
            chosen = maps.choose_area(
                shaded.cells,
                legend=shaded.legend,
                selected=None,
                key=f"{key}_svg",
                label=shaded.alt,
                words=edition.words,
                absence_words=absence_words(edition, counted=True),
            )
    with where.right:
        draw(_beside(edition, scope, measure, key=key))
    return chosen


@kept
def finding(edition: Edition, scope: Scope, measure: Measure) -> str:
    """What the map shows, as the title of a page and as its alternative text."""
    answer = ask(results.area_map, edition.release, scope, measure)
    return findings.map_result(edition, answer, edition.programme.indicators[scope.indicator], measure)


@kept
def _shaded(edition: Edition, scope: Scope, measure: Measure, *, with_places: bool = False) -> Shaded:
    words, indicator = edition.words, edition.programme.indicators[scope.indicator]
    answer = ask(results.area_map, edition.release, scope, measure)
    legend = Legend(
        title=words(
            "map.legend", indicator=indicator.name, measure=findings.decapitalised(words(f"measure.{measure}"))
        ),
        classes=_classes_in_words(edition, answer.classes, indicator, measure),
        absences=tuple(code for code in answer.rows["absence"].dropna().unique()),
        places=words("map.places") if with_places and places(edition, scope.scheme) else "",
    )
    few = answer.rows["shown"].notna().sum() <= FEW
    cells = tuple(_cell(edition, row, indicator, measure, labelled=few) for row in answer.rows.to_dict("records"))
    return Shaded(cells, legend, finding(edition, scope, measure))


@kept
def _notice(edition: Edition, scope: Scope, measure: Measure) -> str:
    return views.notice(edition, ask(results.area_map, edition.release, scope, measure).rows)


@kept
def _beside(edition: Edition, scope: Scope, measure: Measure, *, key: str) -> tuple[Piece, ...]:
    indicator = edition.programme.indicators[scope.indicator]
    answer = ask(results.area_map, edition.release, scope, measure)
    spoken = finding(edition, scope, measure)
    return (
        _bars(edition, answer, indicator, measure, spoken=spoken),
        *_below(edition, scope, answer, indicator, measure, key=key),
    )


def _bars(
    edition: Edition, answer: AreaMap, indicator: Indicator, measure: Measure, *, spoken: str, here: str | None = None
) -> str:
    """The areas that have a figure, highest first, and then those whose figure is hidden."""
    words, areas = edition.words, load_areas()
    if answer.rows["shown"].isna().all():
        return views.nothing_shown(edition, answer.rows["absence"])
    rows = answer.rows[answer.rows["shown"].notna() | answer.rows["absence"].eq(tables.HIDDEN)]
    rows = rows.sort_values(["shown", "area"], ascending=[False, True], na_position="last")
    bars = [
        {
            "code": row["area"],
            "name": words.name(areas[row["area"]].name),
            "value": row["shown"],
            "absence": row["absence"],
            "provenance": row["provenance"],
        }
        for row in rows.to_dict("records")
    ]
    picture = charts.ranking(
        words,
        bars,
        indicator,
        spoken=spoken,
        here=here,
        show=lambda value: findings.bare_measure(edition, value, indicator, measure),
    )
    return frame.card_title(words.n("map.beside", int(rows["shown"].notna().sum()))) + picture


@kept
def _deck(edition: Edition, scope: Scope, measure: Measure) -> exploring_map.Deck:
    # Imported here because geopandas takes two seconds to load, and only this view needs it.
    from geo import boundaries

    shaded = _shaded(edition, scope, measure, with_places=True)
    points = boundaries.label_points().set_index("area")
    frame_of_cells = pd.DataFrame(shaded.cells).assign(
        lon=lambda rows: rows["area"].map(points["lon"]), lat=lambda rows: rows["area"].map(points["lat"])
    )
    shapes = boundaries.shapes(frame_of_cells, columns=["name", "text", "class_index", "absence", "lon", "lat"])
    return exploring_map.explore(
        shapes,
        legend=shaded.legend,
        theme=edition.theme,
        points=places(edition, scope.scheme),
        selected=None,
    )


@kept
def _explored_legend(edition: Edition, scope: Scope, measure: Measure) -> str:
    legend = _shaded(edition, scope, measure, with_places=True).legend
    return maps.legend_below(edition.words, legend, absence_words=absence_words(edition, counted=True))


def places(edition: Edition, scheme: str | None) -> list[Point]:
    """Points that a source names, of one scheme or of all."""
    words = edition.words
    chosen = [each for code, each in edition.programme.schemes.items() if scheme in (None, code)]
    return [
        Point(name=words.name(place.name), text=words.name(place.what), lon=place.lon, lat=place.lat)
        for each in chosen
        for place in each.places
    ]


def _some_scheme(edition: Edition, area: str) -> bool:
    return any(area in scheme.areas for scheme in edition.programme.schemes.values())


@kept
def absence_words(edition: Edition, *, counted: bool = False) -> Callable[[str], str]:
    """Reasons as a map words them: where no scheme ran, it says so."""
    words = edition.words

    def why(code: str) -> str:
        if code == "not_applicable" and counted:
            return words("absence.not_counted")
        if code == "not_applicable":
            return words("absence.no_scheme", programme=edition.programme.short_name)
        return words.absence(code)

    return why


def _classes_in_words(
    edition: Edition, classes: tuple[MapClass, ...], indicator: Indicator, measure: Measure
) -> tuple[str, ...]:
    words = edition.words

    def shown(value: float) -> str:
        return findings.bare_measure(edition, round(value) if measure == "count" else value, indicator, measure)

    whole = measure == "count" and indicator.kind != "money"
    return tuple(_class_in_words(words, each, shown, whole=whole) for each in classes)


def _class_in_words(words: Words, each: MapClass, shown: Callable[[float], str], *, whole: bool) -> str:
    if each.low == each.high:
        return shown(each.low)
    if whole:
        return words("map.class_whole", low=shown(each.low), high=shown(each.high))
    if each.low == 0:
        return words("map.class_first", high=shown(each.high))
    return words("map.class_over", low=shown(each.low), high=shown(each.high))


def _cell(edition: Edition, row: dict, indicator: Indicator, measure: Measure, *, labelled: bool) -> Cell:
    words, name = edition.words, edition.words.name(load_areas()[row["area"]].name)
    if pd.isna(row["shown"]):
        reason = row["absence"] or ("not_published" if measure == "share_of_target" else "not_reported")
        why = absence_words(edition, counted=_some_scheme(edition, row["area"]))
        return Cell(area=row["area"], name=name, text=why(reason), class_index=None, absence=reason)
    text = words(
        "map.cell",
        indicator=findings.decapitalised(words.name(indicator.name)),
        figure=findings.measured(edition, row["shown"], indicator, measure),
        provenance=words.provenance(row["provenance"]).lower(),
    )
    cell = Cell(area=row["area"], name=name, text=text, class_index=int(row["class_index"]), absence=None)
    if labelled:
        cell["label"] = [name, findings.bare_measure(edition, row["shown"], indicator, measure)]
    return cell


def _below(
    edition: Edition, scope: Scope, answer: AreaMap, indicator: Indicator, measure: Measure, *, key: str
) -> tuple[Piece, ...]:
    words, areas = edition.words, load_areas()
    rows = answer.rows.sort_values(["shown", "area"], ascending=[False, True], na_position="last", ignore_index=True)
    rows = rows.assign(name=[words.name(areas[code].name) for code in rows["area"]])
    columns = [
        Column("name", words("table.area")),
        views.amounts(words, "value", words("table.of", indicator=indicator.name), indicator),
    ]
    if measure != "count":
        columns.append(
            Column(
                "shown",
                words(f"measure.{measure}"),
                "number",
                show=lambda value: findings.measured(edition, value, indicator, measure),
            )
        )
    columns.append(Column("provenance", words("table.provenance"), "provenance"))
    total = {
        "name": words("table.total"),
        "value": answer.total,
        "shown": answer.total_shown,
        "absence": answer.total_absence,
        "provenance": answer.provenance,
    }
    return views.below(
        edition,
        rows,
        columns,
        key=f"{key}-{indicator.code}-{measure}",
        caption=findings.map_result(edition, answer, indicator, measure),
        absence_words=absence_words(edition, counted=True),
        total=total,
        coverage=findings.coverage(edition, scope),
    )


@kept
def comparison(edition: Edition, scope: Scope, *, here: str, key: str) -> tuple[Piece, ...]:
    """One area beside the others that have a figure, per inhabitant, highest first."""
    indicator = edition.programme.indicators[scope.indicator]
    answer = ask(results.area_map, edition.release, scope, "per_10000")
    spoken = finding(edition, scope, "per_10000")
    return (
        frame.card_title(spoken),
        views.notice(edition, answer.rows),
        _bars(edition, answer, indicator, "per_10000", spoken=spoken, here=here),
        *_below(edition, scope, answer, indicator, "per_10000", key=key),
    )
