"""The maps of the pages: an answer in, the inline map or the exploring map out, with legend, twin, downloads and provenance."""

from collections.abc import Callable
from html import escape

import pandas as pd
import streamlit as st

from ccare_metrics.cited import located_results
from ccare_metrics.classes import MapClass
from ccare_metrics.framework import Fact, Indicator
from ccare_metrics.results import AreaMap, Headline, Measure
from geo.areas import load_areas
from ui import charts, findings, frame, maps, provenance, views
from ui.access import Visit
from ui.maps import Cell, Legend, Point
from ui.tables import Column
from ui.words import Words

FEW = 6  # figures that fit on the map itself


def area_map(
    visit: Visit, answer: AreaMap, indicator: Indicator, measure: Measure, *, key: str, view: str, scheme: str | None
) -> str | None:
    """The map of an answer, to choose an area from, beside the same figures as bars; returns the chosen area's code, or None."""
    words = visit.words
    legend = Legend(
        title=words(
            "map.legend", indicator=indicator.name, measure=findings.decapitalised(words(f"measure.{measure}"))
        ),
        classes=_classes_in_words(visit, answer.classes, indicator, measure),
        absences=tuple(code for code in answer.rows["absence"].dropna().unique()),
        places=words("map.places") if view == "explore" and places(visit, scheme) else "",
    )
    few = answer.rows["shown"].notna().sum() <= FEW
    cells = [_cell(visit, row, indicator, measure, labelled=few) for row in answer.rows.to_dict("records")]
    alt = findings.map_result(visit, answer, indicator, measure)
    left, right = st.columns([3, 2], gap="medium")
    with left:
        if view == "explore":
            chosen = _explore(visit, cells, legend, key=key, alt=alt, scheme=scheme)
        else:
            chosen = maps.choose_area(
                cells,
                legend=legend,
                selected=None,
                key=f"{key}_svg",
                label=alt,
                words=words,
                absence_words=absence_words(visit, counted=True),
            )
    with right:
        views.notice(visit, answer.rows)
        _bars(visit, answer, indicator, measure, spoken=alt)
        _below(visit, answer, indicator, measure, key=key)
    return chosen


def _bars(
    visit: Visit, answer: AreaMap, indicator: Indicator, measure: Measure, *, spoken: str, here: str | None = None
) -> None:
    """The areas that have a figure, highest first."""
    words, areas = visit.words, load_areas()
    rows = answer.rows[answer.rows["shown"].notna()].sort_values(["shown", "area"], ascending=[False, True])
    if rows.empty:
        frame.empty(words, words("state.not_published"), text=words("state.not_published_text"))
        return
    bars = [
        {
            "code": row["area"],
            "name": words.name(areas[row["area"]].name),
            "value": row["shown"],
            "provenance": row["provenance"],
        }
        for row in rows.to_dict("records")
    ]
    st.html(f'<h2 class="cc-card-title">{escape(words("map.beside"))}</h2>')
    st.html(
        charts.ranking(
            words,
            bars,
            indicator,
            spoken=spoken,
            here=here,
            show=lambda value: findings.bare_measure(visit, value, indicator, measure),
        )
    )


def _explore(visit: Visit, cells: list[Cell], legend: Legend, *, key: str, alt: str, scheme: str | None) -> str | None:
    # Imported here because geopandas takes two seconds to load, and only this view needs it.
    from geo import boundaries

    points = boundaries.label_points().set_index("area")
    frame_of_cells = pd.DataFrame(cells).assign(
        lon=lambda rows: rows["area"].map(points["lon"]), lat=lambda rows: rows["area"].map(points["lat"])
    )
    shapes = boundaries.shapes(frame_of_cells, columns=["name", "text", "class_index", "absence", "lon", "lat"])
    deck = maps.explore(
        shapes, legend=legend, words=visit.words, theme=visit.theme, points=places(visit, scheme), selected=None
    )
    chosen = maps.draw_explore(deck, key=f"{key}_deck", alt=alt)
    st.html(maps.legend_below(visit.words, legend, absence_words=absence_words(visit, counted=True)))
    return chosen


def places(visit: Visit, scheme: str | None) -> list[Point]:
    """Points that a source names, of one scheme or of all."""
    words = visit.words
    chosen = [each for code, each in visit.programme.schemes.items() if scheme in (None, code)]
    return [
        Point(name=words.name(place.name), text=words.name(place.what), lon=place.lon, lat=place.lat)
        for each in chosen
        for place in each.places
    ]


def _some_scheme(visit: Visit, area: str) -> bool:
    return any(area in scheme.areas for scheme in visit.programme.schemes.values())


def absence_words(visit: Visit, *, counted: bool = False) -> Callable[[str], str]:
    """Reasons as a map words them: where no scheme ran, it says so."""
    words = visit.words

    def why(code: str) -> str:
        if code == "not_applicable" and counted:
            return words("absence.not_counted")
        if code == "not_applicable":
            return words("absence.no_scheme", programme=visit.programme.short_name)
        return words.absence(code)

    return why


def _classes_in_words(
    visit: Visit, classes: tuple[MapClass, ...], indicator: Indicator, measure: Measure
) -> tuple[str, ...]:
    words = visit.words

    def shown(value: float) -> str:
        return findings.bare_measure(visit, round(value) if measure == "count" else value, indicator, measure)

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


def _cell(visit: Visit, row: dict, indicator: Indicator, measure: Measure, *, labelled: bool) -> Cell:
    words, name = visit.words, visit.words.name(load_areas()[row["area"]].name)
    if pd.isna(row["shown"]):
        reason = row["absence"] or ("not_published" if measure == "share_of_target" else "not_reported")
        why = absence_words(visit, counted=_some_scheme(visit, row["area"]))
        return Cell(area=row["area"], name=name, text=why(reason), class_index=None, absence=reason)
    text = words(
        "map.cell",
        indicator=findings.decapitalised(words.name(indicator.name)),
        figure=findings.measured(visit, row["shown"], indicator, measure),
        provenance=words.provenance(row["provenance"]).lower(),
    )
    cell = Cell(area=row["area"], name=name, text=text, class_index=int(row["class_index"]), absence=None)
    if labelled:
        cell["label"] = [name, findings.bare_measure(visit, row["shown"], indicator, measure)]
    return cell


def _below(visit: Visit, answer: AreaMap, indicator: Indicator, measure: Measure, *, key: str) -> None:
    words, areas = visit.words, load_areas()
    rows = answer.rows.sort_values(["shown", "area"], ascending=[False, True], na_position="last", ignore_index=True)
    rows = rows.assign(name=[words.name(areas[code].name) for code in rows["area"]])
    columns = [
        Column("name", words("table.area")),
        Column(
            "value",
            words("table.of", indicator=indicator.name),
            "number",
            show=lambda value: words.amount(value, indicator),
        ),
    ]
    if measure != "count":
        columns.append(
            Column(
                "shown",
                words(f"measure.{measure}"),
                "number",
                show=lambda value: findings.measured(visit, value, indicator, measure),
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
    views.below(
        visit,
        rows,
        columns,
        key=f"{key}-{indicator.code}-{measure}",
        caption=findings.map_result(visit, answer, indicator, measure),
        absence_words=absence_words(visit, counted=True),
        total=total,
    )


def published_places(visit: Visit, *, key: str) -> str | None:
    """The small map of the first page: published results that name a place, and nothing else."""
    words, located = visit.words, located_results(visit.programme)
    by_area: dict[str, list[Fact]] = {}
    for fact in located:
        for code in fact.areas:
            by_area.setdefault(code, []).append(fact)
    cells = [_published_cell(visit, code, by_area.get(code, [])) for code in load_areas()]
    sentences = [findings.decapitalised(findings.fact_sentence(visit, fact)) for fact in located]
    chosen = maps.choose_area(
        cells,
        legend=Legend(
            title="", classes=(words("at_a_glance.map_class"),), absences=("not_published", "not_applicable")
        ),
        selected=None,
        key=key,
        label=words("at_a_glance.map_alt", facts=words.join(sentences)),
        words=words,
        compact=True,
        absence_words=absence_words(visit),
    )
    provenance.draw_line(words, provenances=["published"], sources=dict.fromkeys(fact.source for fact in located))
    return chosen


def _published_cell(visit: Visit, code: str, located: list[Fact]) -> Cell:
    name = visit.words.name(load_areas()[code].name)
    if located:
        lines = [findings.short_fact(visit, fact) for fact in located]
        return Cell(area=code, name=name, text=" ; ".join(lines), class_index=0, absence=None, label=[name, *lines])
    ran = any(code in scheme.areas for scheme in visit.programme.schemes.values())
    reason = "not_published" if ran else "not_applicable"
    return Cell(area=code, name=name, text=absence_words(visit)(reason), class_index=None, absence=reason)


def locator(visit: Visit, here: str, *, key: str) -> str | None:
    """Where an area lies, to go to its neighbours from."""
    words = visit.words
    cells = []
    for code, area in load_areas().items():
        ran = any(code in scheme.areas for scheme in visit.programme.schemes.values())
        text = words("area.some_scheme") if ran else absence_words(visit)("not_applicable")
        cells.append(
            Cell(
                area=code,
                name=words.name(area.name),
                text=text,
                class_index=0 if ran else None,
                absence=None if ran else "not_applicable",
            )
        )
    return maps.choose_area(
        cells,
        legend=Legend(title="", classes=(words("area.some_scheme"),), absences=("not_applicable",)),
        selected=here,
        key=key,
        label=words("area.where", area=load_areas()[here].name),
        words=words,
        compact=True,
        absence_words=absence_words(visit),
    )


def comparison(visit: Visit, answer: AreaMap, indicator: Indicator, *, here: str, key: str) -> None:
    """One area beside the others that have a figure, per inhabitant, highest first."""
    finding = findings.map_result(visit, answer, indicator, "per_10000")
    frame.card_title(finding)
    views.notice(visit, answer.rows)
    _bars(visit, answer, indicator, "per_10000", spoken=finding, here=here)
    _below(visit, answer, indicator, "per_10000", key=key)


def published_table(visit: Visit, headlines: list[Headline], *, key: str) -> None:
    """The table twin of the first page: every published result on it, with target and place where there is one."""
    words, areas = visit.words, load_areas()
    targets = {each.fact.id: each for each in headlines}
    rows = []
    for fact in (fact for fact in visit.programme.facts if fact.kind == "actual" and fact.indicator):
        headline = targets.get(fact.id)
        target = headline.target if headline else None
        rows.append(
            {
                "label": words.name(fact.label),
                "figure": words.fact_value(fact),
                "target": words.target(target, visit.programme.indicators[str(fact.indicator)]) if target else None,
                "share": headline.share if headline else None,
                "absence": "not_published",
                "where": words.join([words.name(areas[code].name) for code in fact.areas]) or words("table.whole"),
                "source": words.source(fact.source),
                "provenance": "published",
            }
        )
    views.below(
        visit,
        pd.DataFrame(rows),
        [
            Column("label", words("about.column_label")),
            Column("figure", words("about.column_figure"), "number"),
            Column("target", words("table.target"), "number"),
            Column("share", words("table.share"), "number", show=words.percent),
            Column("where", words("table.area")),
            Column("source", words("about.column_source")),
            Column("provenance", words("table.provenance"), "provenance"),
        ],
        key=key,
        caption=words("at_a_glance.table"),
        extra=[("derived", words("table.share"))],
    )
