"""One indicator split by country, scheme or quarter, and one area by scheme: bars or a table, with twin, downloads and provenance."""

from collections.abc import Callable

import pandas as pd

from ccare_metrics import results
from ccare_metrics.scope import Scope
from geo.areas import COUNTRY_NAMES, load_areas
from ui import charts, curves, findings, frame, tables, views
from ui.cached import ask
from ui.edition import Edition, kept
from ui.pieces import Piece, Plot
from ui.tables import Column


@kept
def by_country(edition: Edition, scope: Scope, *, key: str) -> tuple[Piece, ...]:
    """England and France side by side, on one scale."""
    words = edition.words
    rows = ask(results.answer, edition.release, scope)
    return _split(
        edition, scope, rows, "country", words("table.country"), lambda code: words.name(COUNTRY_NAMES[code]), key=key
    )


@kept
def by_scheme(edition: Edition, scope: Scope, *, key: str) -> tuple[Piece, ...]:
    """Which scheme counted how much."""
    words, programme = edition.words, edition.programme
    rows = ask(results.answer, edition.release, scope)
    return _split(
        edition,
        scope,
        rows,
        "scheme",
        words("table.scheme"),
        lambda code: words.name(programme.schemes[code].short_name),
        key=key,
    )


def _split(
    edition: Edition,
    scope: Scope,
    rows: pd.DataFrame,
    axis: str,
    heading: str,
    named: Callable[[str], str],
    *,
    key: str,
) -> tuple[Piece, ...]:
    words, indicator = edition.words, edition.programme.indicators[scope.indicator]
    rows = rows.sort_values(["value", axis], ascending=[False, True], na_position="last", ignore_index=True)
    if rows["value"].isna().all():
        none = words.named(words.name(indicator.name), words.absence(str(rows["absence"].iloc[0])))
        return (frame.card_title(none), views.nothing_shown(edition, rows["absence"]))
    most = rows.iloc[0]
    title = words(
        f"indicator.by_{axis}",
        name=named(most[axis]),
        indicator=findings.decapitalised(words.name(indicator.name)),
        figure=words.amount(most["value"], indicator),
    )
    title = findings.said_of(edition, title, [most["provenance"]])
    bars = [{**row, "code": row[axis], "name": named(row[axis])} for row in rows.to_dict("records")]
    parts = [
        words("split.part", name=bar["name"], figure=words.amount(bar["value"], indicator))
        for bar in bars
        if not tables.is_missing(bar["value"])
    ]
    spoken = words("split.spoken", indicator=indicator.name, parts=words.join(parts))
    hidden = [bar["name"] for bar in bars if bar["absence"] == tables.HIDDEN]
    if hidden:
        spoken = words("split.spoken_hidden", spoken=spoken, why=words.absence(tables.HIDDEN), names=words.join(hidden))
    picture = views.notice(edition, rows) + charts.ranking(words, bars, indicator, spoken=spoken)
    below = views.below(
        edition,
        rows,
        [
            Column(axis, heading, show=named),
            views.amounts(words, "value", words("table.of", indicator=indicator.name), indicator),
            Column("provenance", words("table.provenance"), "provenance"),
        ],
        key=key,
        caption=spoken,
        coverage=findings.coverage(edition, scope),
    )
    return (frame.card_title(title), picture, *below)


@kept
def by_quarter(edition: Edition, scope: Scope, *, key: str) -> tuple[Piece, ...]:
    """How much in each quarter."""
    words, indicator = edition.words, edition.programme.indicators[scope.indicator]
    rows = ask(results.answer, edition.release, scope)
    title = findings.peak_result(edition, rows, indicator)
    if rows["value"].isna().all():
        return (frame.card_title(title), views.nothing_shown(edition, rows["absence"]))
    illustrative = rows["provenance"].eq("illustrative").any()
    figure = curves.by_period(words, rows, indicator, theme=edition.theme, illustrative=illustrative)
    below = views.below(
        edition,
        rows,
        [
            Column("period", words("table.quarter"), show=words.period),
            views.amounts(words, "value", words("table.of", indicator=indicator.name), indicator),
            Column("provenance", words("table.provenance"), "provenance"),
        ],
        key=key,
        caption=title,
        coverage=findings.coverage(edition, scope),
    )
    return (frame.card_title(title) + views.notice(edition, rows), Plot(figure, title, f"plot_{key}"), *below)


@kept
def profile(edition: Edition, area: str, *, published_only: bool, key: str) -> tuple[Piece, ...]:
    """What each scheme counted in one area, open as a table: its indicators have units of their own, so no common bar would be true."""
    words, programme = edition.words, edition.programme
    rows = ask(results.area_profile, edition.release, area, published_only=published_only)
    records = rows.to_dict("records")
    shown = rows.assign(
        number=views.in_units(edition, rows, "value"),
        shown=[
            None
            if tables.is_missing(row["value"])
            else words.quantity(row["value"], row["qualifier"], programme.indicators[row["indicator"]])
            for row in records
        ],
        rate=[
            None
            if tables.is_missing(row["per_10000"])
            else findings.bare_measure(edition, row["per_10000"], programme.indicators[row["indicator"]], "per_10000")
            for row in records
        ],
    )
    below = views.below(
        edition,
        shown,
        [
            Column("scheme", words("table.scheme"), show=lambda code: words.name(programme.schemes[code].short_name)),
            Column(
                "indicator", words("table.indicator"), show=lambda code: words.name(programme.indicators[code].name)
            ),
            Column("shown", words("table.value"), "number", taken="number"),
            Column("rate", words("measure.per_10000"), "number"),
            Column("provenance", words("table.result_provenance"), "provenance"),
        ],
        key=key,
        caption=words("area.table_caption", area=load_areas()[area].name),
        expanded=True,
    )
    return (views.notice(edition, rows), *below)
