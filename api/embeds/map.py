"""The card of a map: areas shaded on the outlines that the pages draw too, the legend, and the same figures as a table."""

from collections import Counter
from collections.abc import Callable, Mapping
from html import escape

import pandas as pd

from api.embeds.asking import Asked
from api.embeds.page import Drawn
from ccare_metrics import results
from ccare_metrics.framework import Indicator
from ccare_metrics.results import AreaMap
from ccare_metrics.scope import Scope
from geo.areas import ATTRIBUTION, BOUNDARY_VINTAGE, load_areas
from reports.drawing import PATTERNS, outlines
from ui import findings, tables
from ui.edition import Edition
from ui.map_words import classes_in_words
from ui.tables import Column
from ui.words import Words

NOBODY = "not_applicable"
SMALL = 13  # the outlines' units, of which the map is a thousand wide


def area_map(edition: Edition, asked: Asked) -> Drawn:
    """One indicator by area, in one measure, of all schemes or of one."""
    words, indicator = edition.words, edition.programme.indicators[asked.indicator]
    scope = Scope(asked.indicator, scheme=asked.scheme)
    answer = results.area_map(edition.release, scope, asked.measure)
    finding = findings.map_result(edition, answer, indicator, asked.measure)
    scheme = edition.programme.schemes[asked.scheme].name if asked.scheme else None
    body = (
        f"{_picture(edition, answer, asked, finding)}{_legend(edition, answer, indicator, asked)}"
        f"{_table(edition, answer, indicator, asked)}{_elsewhere(edition, answer)}{_lacking(edition, scope)}{_boundaries(words)}"
    )
    known = answer.rows.loc[answer.rows["value"].notna(), "provenance"].dropna()
    return Drawn(
        title=finding,
        lead=words.name(scheme) if scheme else "",
        body=body,
        provenances=(*dict.fromkeys(known), *_derived(edition, asked, answer)),
        as_of=edition.release.as_of.isoformat(),
        page="map" if indicator.kind != "ratio" else "indicator",
        codes=_codes(asked),
    )


def _codes(asked: Asked) -> Mapping[str, str]:
    told = {"indicator": asked.indicator, "scheme": asked.scheme, "measure": asked.measure}
    return {name: code for name, code in told.items() if code and code != "count"}


def _derived(edition: Edition, asked: Asked, answer: AreaMap) -> tuple[tuple[str, str], ...]:
    """A rate or a share is our arithmetic."""
    computed = asked.measure != "count" and bool(answer.rows["shown"].notna().any())
    return (("derived", edition.words(f"measure.{asked.measure}")),) if computed else ()


def _picture(edition: Edition, answer: AreaMap, asked: Asked, finding: str) -> str:
    drawn, rows = outlines(), {row["area"]: row for row in answer.rows.to_dict("records")}
    land = "".join(f'<path class="context" d="{each["d"]}"/>' for each in drawn["context"])
    # The large ones first, so that the mark of a small one lies on top of its neighbours.
    inland = sorted(drawn["areas"].items(), key=lambda item: item[1]["r"], reverse=True)
    areas = "".join(_area(edition, rows[code], asked, area, len(answer.classes)) for code, area in inland)
    label = escape(f"{finding}.", quote=True)
    return f'<svg class="map" role="img" aria-label="{label}" viewBox="{drawn["view_box"]}">{land}{areas}</svg>'


def _area(edition: Edition, row: Mapping, asked: Asked, outline: Mapping, classes: int) -> str:
    """An outline in its shade; one too small to show it gets a round mark as well."""
    fill = _fill(row, classes)
    mark = ""
    if outline["r"] < SMALL and _reason(row) != NOBODY:
        mark = f'<circle class="area-mark" cx="{outline["x"]}" cy="{outline["y"]}" r="{SMALL}" fill="{fill}"/>'
    said = f"<title>{escape(_spoken(edition, row, asked))}</title>"
    return f'<g>{said}<path class="area" d="{outline["d"]}" fill="{fill}"/>{mark}</g>'


def _fill(row: Mapping, classes: int) -> str:
    if pd.notna(row["class_index"]):
        return f"var(--cc-class-{classes}-{int(row['class_index'])})"
    return _without(_reason(row))


def _without(reason: str) -> str:
    return f"url(#{reason})" if reason in PATTERNS else "var(--cc-not_applicable)"


def _reason(row: Mapping) -> str:
    """Why an area has nothing to show. A count without a target to divide by has no share that is published."""
    return row["absence"] or "not_published"


def _spoken(edition: Edition, row: Mapping, asked: Asked) -> str:
    words, name = edition.words, edition.words.name(load_areas()[row["area"]].name)
    if pd.isna(row["shown"]):
        return words.named(name, _why(edition, row))
    indicator = edition.programme.indicators[asked.indicator]
    return words.named(name, findings.measured(edition, row["shown"], indicator, asked.measure))


def _why(edition: Edition, row: Mapping) -> str:
    ran = any(row["area"] in scheme.areas for scheme in edition.programme.schemes.values())
    reason = _reason(row)
    if reason == NOBODY and ran:
        return edition.words("absence.not_counted")
    return edition.words.absence_here(reason, edition.programme.short_name)


def _in_legend(edition: Edition, reason: str) -> str:
    """One word for the areas that nobody counts in, whether or not another scheme ran there: they have one shade."""
    return edition.words("absence.not_counted") if reason == NOBODY else edition.words.absence(reason)


def _legend(edition: Edition, answer: AreaMap, indicator: Indicator, asked: Asked) -> str:
    count = len(answer.classes)
    classes = classes_in_words(edition, answer.classes, indicator, asked.measure)
    items = [(f"var(--cc-class-{count}-{place})", text) for place, text in enumerate(classes)]
    without = dict.fromkeys(_reason(row) for row in answer.rows[answer.rows["shown"].isna()].to_dict("records"))
    items += [(_without(code), _in_legend(edition, code)) for code in without]
    drawn = "".join(
        f'<li><svg aria-hidden="true" focusable="false"><rect class="swatch" width="100%" height="100%" fill="{fill}"/></svg>'
        f"{escape(text)}</li>"
        for fill, text in items
    )
    return f'<ul class="legend">{drawn}</ul>'


def _table(edition: Edition, answer: AreaMap, indicator: Indicator, asked: Asked) -> str:
    """The areas in which somebody counts this, most first, then those whose figure is hidden or missing."""
    words, areas = edition.words, load_areas()
    rows = answer.rows[answer.rows["value"].notna() | answer.rows["absence"].ne(NOBODY)]
    rows = rows.sort_values(["shown", "area"], ascending=[False, True], na_position="last", ignore_index=True)
    if rows.empty:
        return ""
    columns = [
        Column("name", words("table.area")),
        Column("value", words("table.value"), "number", show=lambda value: words.amount(value, indicator)),
    ]
    if asked.measure != "count":
        columns.append(Column("shown", words(f"measure.{asked.measure}"), "number", show=_shown(edition, asked)))
    if rows["provenance"].nunique() > 1:
        columns.append(Column("provenance", words("table.provenance"), "provenance", absence=""))
    total = {
        "name": words("table.total"),
        "value": answer.total,
        "shown": answer.total_shown,
        "absence": answer.total_absence,
        "provenance": answer.provenance,
    }
    named = rows.assign(name=[words.name(areas[code].name) for code in rows["area"]])
    legend = words(
        "map.legend", indicator=indicator.name, measure=findings.decapitalised(words(f"measure.{asked.measure}"))
    )
    return tables.table(words, named, columns, caption=legend, total=total)


def _shown(edition: Edition, asked: Asked) -> Callable[[float], str]:
    indicator = edition.programme.indicators[asked.indicator]
    return lambda value: findings.bare_measure(edition, value, indicator, asked.measure)


def _elsewhere(edition: Edition, answer: AreaMap) -> str:
    """The areas that no row of the table names, so that nobody takes them for zeros."""
    rest = answer.rows[answer.rows["value"].isna() & answer.rows["absence"].eq(NOBODY)].to_dict("records")
    counted = Counter(_why(edition, row) for row in rest)
    told = " ".join(edition.words.n("embed.elsewhere", n, reason=reason) for reason, n in counted.items())
    return f'<p class="small">{escape(told)}</p>' if told else ""


def _lacking(edition: Edition, scope: Scope) -> str:
    told = findings.lacking(edition, scope)
    return f'<p class="small">{escape(told)}</p>' if told else ""


def _boundaries(words: Words) -> str:
    text = f"{words.name(BOUNDARY_VINTAGE)} {words.name(ATTRIBUTION)}"
    return tables.folded(words("map.boundaries"), f'<p class="small">{escape(text)}</p>')
