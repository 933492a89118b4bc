"""Targets, curves and splits as the pages show them: an answer in, the view with its twin, downloads and provenance out."""

from collections.abc import Callable
from datetime import date
from typing import Literal

import pandas as pd

from ccare_metrics import results
from ccare_metrics.framework import Plan, Programme, Source
from ccare_metrics.scope import Scope
from geo.areas import COUNTRY_NAMES, load_areas
from ui import charts, curves, findings, frame, tables, views
from ui.cached import ask
from ui.curves import EndTarget
from ui.edition import Edition, kept
from ui.pieces import Piece, Plot
from ui.tables import Column

URGENCY = (
    *("off_course", "not_reached", "at_risk", "too_little_reported", "on_course", "not_started", "reached"),
    "no_target",
)
Part = Literal["all", "programme", "schemes"]
JUDGEMENTS = (
    *("reached", "on_course", "at_risk", "off_course", "not_reached", "not_started", "no_target"),
    "too_little_reported",
)


def asked(
    edition: Edition,
    part: Part,
    scheme: str | None,
    indicator: str | None,
    *,
    published_only: bool,
    partner: str | None = None,
) -> pd.DataFrame:
    """The rows of a table of targets: all, the programme's own, or the schemes' with what needs a look first."""
    rows = ask(results.target_table, edition.release, scheme=scheme, indicator=indicator, published_only=published_only)
    if published_only:
        rows = rows[rows["actual"].notna() | rows["target"].notna()]  # a row of which nothing is published says nothing
    if partner:
        owner = {code: each.partner for code, each in edition.programme.schemes.items()}
        rows = rows[rows["scheme"].map(owner).eq(partner)]
    if part == "all":
        return rows
    if part == "programme":
        return rows[rows["scheme"].isna()]
    urgency = {code: place for place, code in enumerate(URGENCY)}
    return rows[rows["scheme"].notna()].sort_values("status", key=lambda codes: codes.map(urgency), kind="stable")


@kept
def targets_finding(edition: Edition, *, published_only: bool) -> str:
    """The title of the page of targets."""
    return findings.targets_result(edition, asked(edition, "all", None, None, published_only=published_only))


@kept
def progress_finding(edition: Edition, day: date, *, partner: str | None) -> str:
    """How many targets are off course or at risk on a day, and how many have too little reported to say."""
    words = edition.words
    rows = asked(edition, "all", None, None, published_only=False, partner=partner)
    rows = rows[rows["target"].notna()]
    counts = rows["status"].value_counts()
    parts = [
        words.n(f"board.count_{code}", int(counts[code]))
        for code in ("off_course", "not_reached", "at_risk", "too_little_reported")
        if counts.get(code, 0)
    ]
    if not parts:
        return words("board.finding_none", day=day, total=len(rows))
    return words("board.finding", day=day, total=len(rows), parts=words.join(parts))


def first_with_plans(programme: Programme, partner: str | None) -> str:
    """The scheme to open on: the first that has targets."""
    schemes = programme.schemes.values()
    return next(each.code for each in schemes if each.plans and partner in (None, each.partner))


@kept
def indicator_finding(edition: Edition, indicator: str, *, published_only: bool) -> str:
    """The title of an indicator's sheet."""
    table = asked(edition, "all", None, indicator, published_only=published_only)
    return findings.indicator_result(edition, edition.programme.indicators[indicator], table)


@kept
def with_target_rows(edition: Edition) -> tuple[str, ...]:
    """The indicators that the table of targets holds, in its order."""
    return tuple(dict.fromkeys(asked(edition, "all", None, None, published_only=False)["indicator"]))


@kept
def table(
    edition: Edition,
    *,
    part: Part = "all",
    scheme: str | None = None,
    indicator: str | None = None,
    partner: str | None = None,
    published_only: bool = False,
    coverage: bool = False,
    key: str,
) -> tuple[Piece, ...]:
    """Every target as a bullet with its status, then the same as a table."""
    words, programme = edition.words, edition.programme
    rows = asked(edition, part, scheme, indicator, published_only=published_only, partner=partner)
    if rows.empty:
        return (frame.empty(words, words("targets.none")),)
    notice = views.notice(
        edition,
        rows.assign(provenance=rows["status_provenance"].where(rows["status"] != "no_target", rows["provenance"])),
    )
    bullets = "".join(_bullet_row(edition, row) for row in rows.to_dict("records"))
    indicator_of = programme.indicators
    shown = rows.assign(
        actual_text=[_quantity(edition, row, "actual", "qualifier") for row in rows.to_dict("records")],
        target_text=[_quantity(edition, row, "target", "target_qualifier") for row in rows.to_dict("records")],
        expected_text=[_expected(edition, row) for row in rows.to_dict("records")],
        scheme_text=[
            words("table.whole") if tables.is_missing(code) else words.name(programme.schemes[code].short_name)
            for code in rows["scheme"]
        ],
        target_absence=rows["target"].isna().map({True: "not_published", False: None}),
    )
    below = views.below(
        edition,
        shown,
        [
            Column("indicator", words("table.indicator"), show=lambda code: words.name(indicator_of[code].name)),
            *([Column("scheme_text", words("table.scheme"))] if rows["scheme"].notna().any() else []),
            Column("actual_text", words("table.actual"), "number"),
            Column("provenance", words("table.provenance"), "provenance"),
            Column("expected_text", words("table.expected"), "number", absence="target_absence"),
            Column("target_text", words("table.target"), "number", absence="target_absence"),
            Column("target_provenance", words("table.target_provenance"), "provenance", absence="target_absence"),
            Column("share", words("table.share"), "number", show=words.percent, absence="target_absence"),
            *([Column("coverage", words("board.coverage"), "number", show=words.percent)] if coverage else []),
            Column("status", words("table.status"), "status"),
        ],
        key=key,
        caption=words("targets.caption"),
        sources=[*_sources(rows), *_target_sources(edition, rows)],
        extra=[("derived", words("table.expected")), ("derived", words("table.share"))],
    )  # fmt: skip
    return (notice, bullets, *below)


def _bullet_row(edition: Edition, row: dict) -> str:
    words, programme = edition.words, edition.programme
    indicator = programme.indicators[row["indicator"]]
    name = words.name(indicator.name)
    if not tables.is_missing(row["scheme"]):
        name = words("targets.row", scheme=programme.schemes[row["scheme"]].short_name, indicator=indicator.name)
    made_up = row["status_provenance"] == "illustrative"
    return charts.target_row(
        words,
        title=name,
        status=row["status"],
        made_up_status=words("targets.status_made_up") if made_up else "",
        bullet=charts.progress_to_target(
            words,
            indicator,
            actual=_plain(row["actual"]),
            target=_plain(row["target"]),
            target_qualifier=row["target_qualifier"] or "exact",
            expected=_still_expected(row),
            absence=row["absence"],
            name=name,
            made_up=words.provenance("illustrative").lower() if made_up else "",
            made_up_bar=row["provenance"] == "illustrative",
            made_up_target=row["target_provenance"] == "illustrative",
        ),
        figure=_quantity(edition, row, "actual", "qualifier") or words.absence(str(row["absence"])),
    )


def _still_expected(row: dict) -> float | None:
    """Expected by now, while it still differs from the target and the target is not yet reached."""
    if row["status"] == "reached" or tables.is_missing(row["expected"]) or row["expected"] == row["target"]:
        return None
    return float(row["expected"])


def _plain(value: object) -> float | None:
    return None if tables.is_missing(value) else float(value)  # type: ignore[arg-type]


def _quantity(edition: Edition, row: dict, value: str, qualifier: str) -> str | None:
    if tables.is_missing(row[value]):
        return None
    return edition.words.quantity(row[value], row[qualifier], edition.programme.indicators[row["indicator"]])


def _expected(edition: Edition, row: dict) -> str | None:
    if tables.is_missing(row["expected"]):
        return None
    return edition.words.amount(round(row["expected"]), edition.programme.indicators[row["indicator"]])


def _sources(rows: pd.DataFrame) -> list[Source]:
    cited = rows[["source_title", "source_url", "as_of"]].dropna().drop_duplicates()
    return [Source(title, url, day) for title, url, day in cited.itertuples(index=False)]


def _target_sources(edition: Edition, rows: pd.DataFrame) -> list[Source]:
    """Where the published targets stand; a result and its target seldom come from the same page."""
    cited = set(rows.loc[rows["target_provenance"].eq("published") & rows["scheme"].isna(), "indicator"])
    plans = [plan for plan in edition.programme.plans if plan.indicator in cited]
    return [target.source for plan in plans for target in plan.targets if target.source]


@kept
def curve(edition: Edition, scope: Scope, *, key: str) -> tuple[Piece, ...]:
    """One indicator over time against its expected path."""
    words, indicator = edition.words, edition.programme.indicators[scope.indicator]
    months = ask(results.curve, edition.release, scope)
    title = findings.curve_result(edition, months, indicator)
    covered = months[months["period"] <= edition.release.through]
    if covered["actual"].isna().all():
        return (frame.card_title(title), _nothing(edition))
    plan = _plan(edition, scope)
    target = plan.target_on(edition.release.as_of) if plan else None
    illustrative = months["provenance"].eq("illustrative").any()
    figure = curves.trend(
        words,
        months,
        indicator,
        theme=edition.theme,
        as_of=edition.release.as_of,
        target=EndTarget(target.value, target.by, target.qualifier) if target else None,
        illustrative=illustrative,
    )
    below = views.below(
        edition,
        covered.assign(expected=covered["expected"].round().astype("Int64"), no_plan_yet="not_applicable"),
        [
            Column("period", words("table.month"), show=words.month),
            Column("value", words("table.in_month"), "number", show=lambda value: words.amount(value, indicator)),
            Column("actual", words("table.cumulative"), "number", show=lambda value: words.amount(value, indicator)),
            Column(
                "expected",
                words("table.expected"),
                "number",
                show=lambda value: words.amount(value, indicator),
                absence="no_plan_yet",
            ),
            Column(
                "target",
                words("table.target"),
                "number",
                show=lambda value: words.amount(value, indicator),
                absence="no_plan_yet",
            ),
            Column("provenance", words("table.provenance"), "provenance"),
        ],
        key=key,
        caption=title,
    )
    heading = frame.card_title(title) + views.notice(edition, covered)
    return (heading, Plot(figure, title, f"plot_{key}"), *below)


def _nothing(edition: Edition) -> str:
    words = edition.words
    return frame.empty(words, words("state.not_published"), text=words("state.not_published_text"))


def _plan(edition: Edition, scope: Scope) -> Plan | None:
    programme = edition.programme
    if scope.scheme:
        plan = results.scheme_plan(programme, scope.scheme, scope.indicator)
    else:
        plan = results.programme_plan(programme, scope.indicator)
    made_up = plan is not None and any(target.provenance == "illustrative" for target in plan.targets)
    return None if scope.published_only and made_up else plan


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
    split = _split(
        edition,
        scope,
        rows,
        "scheme",
        words("table.scheme"),
        lambda code: words.name(programme.schemes[code].short_name),
        key=key,
    )
    return (frame.card_title(words("indicator.by_scheme")), *split)


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
        return (_nothing(edition),)
    bars = [{**row, "code": row[axis], "name": named(row[axis])} for row in rows.to_dict("records")]
    parts = [
        words("split.part", name=bar["name"], figure=words.amount(bar["value"], indicator))
        for bar in bars
        if not tables.is_missing(bar["value"])
    ]
    spoken = words("split.spoken", indicator=indicator.name, parts=words.join(parts))
    picture = views.notice(edition, rows) + charts.ranking(words, bars, indicator, spoken=spoken)
    below = views.below(
        edition,
        rows,
        [
            Column(axis, heading, show=named),
            Column(
                "value",
                words("table.of", indicator=indicator.name),
                "number",
                show=lambda value: words.amount(value, indicator),
            ),
            Column("provenance", words("table.provenance"), "provenance"),
        ],
        key=key,
        caption=spoken,
    )
    return (picture, *below)


@kept
def by_quarter(edition: Edition, scope: Scope, *, key: str) -> tuple[Piece, ...]:
    """How much in each quarter."""
    words, indicator = edition.words, edition.programme.indicators[scope.indicator]
    rows = ask(results.answer, edition.release, scope)
    title = findings.peak_result(edition, rows, indicator)
    if rows["value"].isna().all():
        return (frame.card_title(title), _nothing(edition))
    illustrative = rows["provenance"].eq("illustrative").any()
    figure = curves.by_period(words, rows, indicator, theme=edition.theme, illustrative=illustrative)
    below = views.below(
        edition,
        rows,
        [
            Column("period", words("table.quarter"), show=words.period),
            Column(
                "value",
                words("table.of", indicator=indicator.name),
                "number",
                show=lambda value: words.amount(value, indicator),
            ),
            Column("provenance", words("table.provenance"), "provenance"),
        ],
        key=key,
        caption=title,
    )
    return (frame.card_title(title) + views.notice(edition, rows), Plot(figure, title, f"plot_{key}"), *below)


@kept
def rule(edition: Edition) -> str:
    """How a status comes about, one click away."""
    words, rule = edition.words, edition.programme.status_rule
    cuts = {"on_course": rule.on_course, "at_risk": rule.at_risk, "minimum_coverage": rule.minimum_coverage}
    lines = [
        f"<dt>{tables.status(words, code)}</dt><dd>{words(f'status.{code}.rule', **cuts)}</dd>" for code in JUDGEMENTS
    ]
    inside = f'<dl class="cc-rules">{"".join(lines)}</dl><p>{words("targets.rule_path")}</p>'
    return tables.folded(words("targets.rule"), inside)


@kept
def profile(edition: Edition, area: str, *, published_only: bool, key: str) -> tuple[Piece, ...]:
    """What each scheme counted in one area, open as a table: its indicators have units of their own, so no common bar would be true."""
    words, programme = edition.words, edition.programme
    rows = ask(results.area_profile, edition.release, area, published_only=published_only)
    records = rows.to_dict("records")
    shown = rows.assign(
        shown=[
            None
            if tables.is_missing(row["value"])
            else words.amount(row["value"], programme.indicators[row["indicator"]])
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
            Column("shown", words("table.value"), "number"),
            Column("rate", words("measure.per_10000"), "number"),
            Column("provenance", words("table.provenance"), "provenance"),
        ],
        key=key,
        caption=words("area.table_caption", area=load_areas()[area].name),
        expanded=True,
    )
    return (views.notice(edition, rows), *below)
