"""One indicator side by side: schemes, partners, areas or the two countries as bars on one scale, and small curves on one scale."""

import pandas as pd

from ccare_metrics import results
from ccare_metrics.framework import Indicator
from ccare_metrics.results import Comparison, Measure, Side
from geo.areas import COUNTRY_NAMES, load_areas
from ui import charts, findings, frame, small_curves, views
from ui.cached import ask
from ui.edition import Edition, kept
from ui.pieces import Piece
from ui.tables import Column


def name(edition: Edition, side: Side, code: str) -> str:
    """What is compared, by its name: a scheme, a partner, an area or a country."""
    words, programme = edition.words, edition.programme
    named = {
        "scheme": lambda: programme.schemes[code].short_name,
        "partner": lambda: programme.partners[code].short_name,
        "area": lambda: load_areas()[code].name,
        "country": lambda: COUNTRY_NAMES[code],
    }
    return words.name(named[side]())


@kept
def indicators_counted(edition: Edition) -> tuple[str, ...]:
    """What can be compared: indicators that at least one scheme counts."""
    programme = edition.programme
    return tuple(code for code in programme.indicators if results.group_codes(programme, "scheme", code))


def measures(edition: Edition, indicator: str, side: Side) -> tuple[Measure, ...]:
    """In which measures the side can be compared; a ratio only as it is."""
    return ("count",) if edition.programme.indicators[indicator].kind == "ratio" else results.SIDE_MEASURES[side]


@kept
def finding(edition: Edition, indicator: str, side: Side, measure: Measure) -> str:
    """Which is highest, with its number."""
    words = edition.words
    rows = _asked(edition, indicator, side, measure).rows
    known = rows[rows["shown"].notna()]
    named = edition.programme.indicators[indicator].name
    if known.empty:
        return words("compare.finding_none", indicator=named)
    first = known.iloc[0]
    said = words(
        "compare.finding",
        indicator=named,
        name=name(edition, side, first["code"]),
        figure=findings.measured(edition, first["shown"], edition.programme.indicators[indicator], measure),
        day=edition.release.known_on,
    )
    return findings.said_of(edition, said, known["provenance"])


def _asked(edition: Edition, indicator: str, side: Side, measure: Measure) -> Comparison:
    return results.comparison(edition.release, indicator, side, measure)


@kept
def bars(edition: Edition, indicator: str, side: Side, measure: Measure, *, key: str) -> tuple[Piece, ...]:
    """Bars from zero on one scale, the highest first; those without a figure say why."""
    words, counted = edition.words, edition.programme.indicators[indicator]
    rows = _asked(edition, indicator, side, measure).rows

    def show(value: float) -> str:
        return findings.bare_measure(edition, value, counted, measure)

    drawn = [
        {**row, "name": name(edition, side, row["code"]), "value": row["shown"]}
        for row in rows[["code", "shown", "absence", "provenance"]].to_dict("records")
    ]
    spoken = finding(edition, indicator, side, measure)
    picture = charts.ranking(words, drawn, counted, spoken=spoken, show=show)
    coverage = rows.assign(
        coverage=[
            None if not due else reported / due for reported, due in zip(rows["reported"], rows["due"], strict=True)
        ]
    )
    people = Column("base", words("compare.base.per_10000"), "number", show=words.number)
    target = views.amounts(words, "base", words("compare.base.share_of_target"), counted)
    divided = [
        Column("shown", words(f"measure.{measure}"), "number", show=show),
        target if measure == "share_of_target" else people,
    ]
    columns = [
        Column("code", words(f"compare.side.{side}"), show=lambda code: name(edition, side, code)),
        views.amounts(words, "value", words("table.of", indicator=counted.name), counted),
        *(divided if measure != "count" else []),
        Column("coverage", words("board.coverage"), "number", show=words.percent, term="coverage"),
        Column("provenance", words("table.provenance"), "provenance"),
    ]
    below = views.below(edition, coverage, columns, key=key, caption=spoken)
    note = words("compare.people_note") if (side, measure) == ("country", "per_10000") else ""
    said = f'<p class="cc-small-words">{note}</p>' if note else ""
    return (frame.card_title(spoken), views.notice(edition, rows), picture, said, *below)


@kept
def curves(edition: Edition, indicator: str, side: Side, *, key: str) -> tuple[Piece, ...]:
    """A small cumulative curve for each, all on one scale, with its expected path where there is a target."""
    words, counted = edition.words, edition.programme.indicators[indicator]
    told = ask(results.curves_by, edition.release, indicator, side)
    told = {code: months[months["period"].le(edition.release.through)] for code, months in told.items()}
    panels = [small_curves.Panel(name(edition, side, code), months) for code, months in told.items()]
    picture = small_curves.small_multiples(words, panels, counted)
    together = pd.concat([months.assign(code=code) for code, months in told.items()], ignore_index=True)
    covered = together[together["due"].gt(0)]
    title = _highest(edition, covered, side, counted)
    columns = [
        Column("code", words(f"compare.side.{side}"), show=lambda code: name(edition, side, code)),
        Column("period", words("table.month"), show=words.month),
        views.amounts(words, "value", words("table.in_month"), counted),
        views.amounts(words, "actual", words("table.by_end_of_month"), counted),
        Column("provenance", words("table.provenance"), "provenance"),
    ]
    below = views.below(edition, covered, columns, key=key, caption=title)
    return (frame.card_title(title), views.notice(edition, covered), picture, *below)


def _highest(edition: Edition, months: pd.DataFrame, side: Side, counted: Indicator) -> str:
    """Which of the curves ends highest."""
    words, told = edition.words, months[months["actual"].notna()]
    if told.empty:
        return words("compare.finding_none", indicator=counted.name)
    last = told.sort_values("period").groupby("code").tail(1)
    most = last.loc[last["actual"].idxmax()]
    figure = words.amount(most["actual"], counted)
    said = words("compare.curves", indicator=counted.name, name=name(edition, side, most["code"]), figure=figure)
    return findings.said_of(edition, said, [most["provenance"]])


@kept
def countries(edition: Edition, indicator: str, *, key: str) -> tuple[Piece, ...]:
    """England and France side by side, as a count and per 10,000 people, beside whatever else is compared."""
    counted = edition.programme.indicators[indicator]
    if counted.kind == "ratio":
        return bars(edition, indicator, "country", "count", key=key)
    return bars(edition, indicator, "country", "per_10000", key=key)
