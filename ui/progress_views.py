"""Targets, curves and splits as the pages show them: an answer in, the view with its twin, downloads and provenance out."""

import pandas as pd
import streamlit as st

from ccare_metrics import results
from ccare_metrics.framework import Plan, Source
from ccare_metrics.scope import Scope
from geo.areas import COUNTRY_NAMES
from ui import charts, curves, findings, frame, tables, views
from ui.access import Visit
from ui.cached import ask
from ui.curves import EndTarget
from ui.tables import Column

JUDGEMENTS = (
    *("reached", "on_course", "at_risk", "off_course", "not_reached", "not_started", "no_target"),
    "too_little_reported",
)


def table(visit: Visit, rows: pd.DataFrame, *, key: str) -> None:
    """Every target as a bullet with its status, then the same as a table."""
    words, programme = visit.words, visit.programme
    if rows.empty:
        frame.empty(words, words("targets.none"))
        return
    views.notice(
        visit,
        rows.assign(provenance=rows["status_provenance"].where(rows["status"] != "no_target", rows["provenance"])),
    )
    for row in rows.to_dict("records"):
        _bullet_row(visit, row)
    indicator_of = programme.indicators
    shown = rows.assign(
        actual_text=[_quantity(visit, row, "actual", "qualifier") for row in rows.to_dict("records")],
        target_text=[_quantity(visit, row, "target", "target_qualifier") for row in rows.to_dict("records")],
        expected_text=[_expected(visit, row) for row in rows.to_dict("records")],
        scheme_text=[
            words("table.whole") if tables.is_missing(code) else words.name(programme.schemes[code].short_name)
            for code in rows["scheme"]
        ],
        target_absence=rows["target"].isna().map({True: "not_published", False: None}),
    )
    views.below(
        visit,
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
            Column("status", words("table.status"), "status"),
        ],
        key=key,
        caption=words("targets.caption"),
        sources=[*_sources(rows), *_target_sources(visit, rows)],
        extra=[("derived", words("table.share"))],
    )  # fmt: skip


def _bullet_row(visit: Visit, row: dict) -> None:
    words, programme = visit.words, visit.programme
    indicator = programme.indicators[row["indicator"]]
    name = words.name(indicator.name)
    if not tables.is_missing(row["scheme"]):
        name = words("targets.row", scheme=programme.schemes[row["scheme"]].short_name, indicator=indicator.name)
    with st.container(key=f"cc_bullet_{row['indicator']}_{row['scheme']}", gap=None):
        st.html(
            charts.target_row(
                words,
                title=name,
                status=row["status"],
                made_up_status=words("targets.status_made_up") if row["status_provenance"] == "illustrative" else "",
                bullet=charts.progress_to_target(
                    words,
                    indicator,
                    actual=_plain(row["actual"]),
                    target=_plain(row["target"]),
                    target_qualifier=row["target_qualifier"] or "exact",
                    expected=_still_expected(row),
                    absence=row["absence"],
                    name=name,
                    made_up=words.provenance("illustrative").lower()
                    if row["status_provenance"] == "illustrative"
                    else "",
                    made_up_bar=row["provenance"] == "illustrative",
                ),
                figure=_quantity(visit, row, "actual", "qualifier") or words.absence(str(row["absence"])),
            )
        )


def _still_expected(row: dict) -> float | None:
    """Expected by now, while it still differs from the target and the target is not yet reached."""
    if row["status"] == "reached" or tables.is_missing(row["expected"]) or row["expected"] == row["target"]:
        return None
    return float(row["expected"])


def _plain(value: object) -> float | None:
    return None if tables.is_missing(value) else float(value)  # type: ignore[arg-type]


def _quantity(visit: Visit, row: dict, value: str, qualifier: str) -> str | None:
    if tables.is_missing(row[value]):
        return None
    return visit.words.quantity(row[value], row[qualifier], visit.programme.indicators[row["indicator"]])


def _expected(visit: Visit, row: dict) -> str | None:
    if tables.is_missing(row["expected"]):
        return None
    return visit.words.amount(round(row["expected"]), visit.programme.indicators[row["indicator"]])


def _sources(rows: pd.DataFrame) -> list[Source]:
    cited = rows[["source_title", "source_url", "as_of"]].dropna().drop_duplicates()
    return [Source(title, url, day) for title, url, day in cited.itertuples(index=False)]


def _target_sources(visit: Visit, rows: pd.DataFrame) -> list[Source]:
    """Where the published targets stand; a result and its target seldom come from the same page."""
    cited = set(rows.loc[rows["target_provenance"].eq("published") & rows["scheme"].isna(), "indicator"])
    plans = [plan for plan in visit.programme.plans if plan.indicator in cited]
    return [target.source for plan in plans for target in plan.targets if target.source]


def curve(visit: Visit, scope: Scope, *, key: str) -> None:
    """One indicator over time against its expected path."""
    words, indicator = visit.words, visit.programme.indicators[scope.indicator]
    months = ask(results.curve, visit.release, scope)
    frame.card_title(findings.curve_result(visit, months, indicator))
    covered = months[months["period"] <= visit.release.through]
    if covered["actual"].isna().all():
        frame.empty(words, words("state.not_published"), text=words("state.not_published_text"))
        return
    plan = _plan(visit, scope)
    target = plan.target_on(visit.release.as_of) if plan else None
    illustrative = months["provenance"].eq("illustrative").any()
    views.notice(visit, covered)
    figure = curves.trend(
        words,
        months,
        indicator,
        theme=visit.theme,
        as_of=visit.release.as_of,
        target=EndTarget(target.value, target.by, target.qualifier) if target else None,
        illustrative=illustrative,
    )
    curves.draw(figure, alt=findings.curve_result(visit, months, indicator), key=f"plot_{key}")
    views.below(
        visit,
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
        caption=findings.curve_result(visit, months, indicator),
    )


def _plan(visit: Visit, scope: Scope) -> Plan | None:
    programme = visit.programme
    if scope.scheme:
        plan = results.scheme_plan(programme, scope.scheme, scope.indicator)
    else:
        plan = results.programme_plan(programme, scope.indicator)
    made_up = plan is not None and any(target.provenance == "illustrative" for target in plan.targets)
    return None if scope.published_only and made_up else plan


def by_country(visit: Visit, scope: Scope, *, key: str) -> None:
    """England and France side by side, on one scale."""
    words = visit.words
    rows = ask(results.answer, visit.release, scope)
    _split(visit, scope, rows, "country", words("table.country"), lambda code: words.name(COUNTRY_NAMES[code]), key=key)


def by_scheme(visit: Visit, scope: Scope, *, key: str) -> None:
    """Which scheme counted how much."""
    words, programme = visit.words, visit.programme
    rows = ask(results.answer, visit.release, scope)
    frame.card_title(words("indicator.by_scheme"))
    _split(
        visit,
        scope,
        rows,
        "scheme",
        words("table.scheme"),
        lambda code: words.name(programme.schemes[code].short_name),
        key=key,
    )


def _split(visit: Visit, scope: Scope, rows: pd.DataFrame, axis: str, heading: str, named, *, key: str) -> None:
    words, indicator = visit.words, visit.programme.indicators[scope.indicator]
    rows = rows.sort_values(["value", axis], ascending=[False, True], na_position="last", ignore_index=True)
    if rows["value"].isna().all():
        frame.empty(words, words("state.not_published"), text=words("state.not_published_text"))
        return
    bars = [{**row, "code": row[axis], "name": named(row[axis])} for row in rows.to_dict("records")]
    parts = [
        words("split.part", name=bar["name"], figure=words.amount(bar["value"], indicator))
        for bar in bars
        if not tables.is_missing(bar["value"])
    ]
    spoken = words("split.spoken", indicator=indicator.name, parts=words.join(parts))
    views.notice(visit, rows)
    st.html(charts.ranking(words, bars, indicator, spoken=spoken))
    views.below(
        visit,
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


def by_quarter(visit: Visit, scope: Scope, *, key: str) -> None:
    """How much in each quarter."""
    words, indicator = visit.words, visit.programme.indicators[scope.indicator]
    rows = ask(results.answer, visit.release, scope)
    title = findings.peak_result(visit, rows, indicator)
    frame.card_title(title)
    if rows["value"].isna().all():
        frame.empty(words, words("state.not_published"), text=words("state.not_published_text"))
        return
    views.notice(visit, rows)
    illustrative = rows["provenance"].eq("illustrative").any()
    curves.draw(
        curves.by_period(words, rows, indicator, theme=visit.theme, illustrative=illustrative),
        alt=title,
        key=f"plot_{key}",
    )
    views.below(
        visit,
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


def rule(visit: Visit) -> None:
    """How a status comes about, one click away."""
    words, rule = visit.words, visit.programme.status_rule
    cuts = {"on_course": rule.on_course, "at_risk": rule.at_risk, "minimum_coverage": rule.minimum_coverage}
    lines = [
        f"<dt>{tables.status(words, code)}</dt><dd>{words(f'status.{code}.rule', **cuts)}</dd>" for code in JUDGEMENTS
    ]
    inside = f'<dl class="cc-rules">{"".join(lines)}</dl><p>{words("targets.rule_path")}</p>'
    tables.folded(words("targets.rule"), inside)


def profile(visit: Visit, rows: pd.DataFrame, *, key: str, caption: str) -> None:
    """What each scheme counted in one area, open as a table: its indicators have units of their own, so no common bar would be true."""
    words, programme = visit.words, visit.programme
    views.notice(visit, rows)
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
            else findings.bare_measure(visit, row["per_10000"], programme.indicators[row["indicator"]], "per_10000")
            for row in records
        ],
    )
    views.below(
        visit,
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
        caption=caption,
        expanded=True,
    )
