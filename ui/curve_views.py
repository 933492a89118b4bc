"""One indicator over time against its expected path: the figure, with twin, downloads and provenance."""

from html import escape

import pandas as pd

from ccare_metrics import results
from ccare_metrics.framework import Indicator, Plan, Target
from ccare_metrics.periods import last_day
from ccare_metrics.scope import Scope
from ui import charts, findings, frame, views
from ui.cached import ask
from ui.edition import Edition, kept
from ui.pieces import Piece, Plot
from ui.tables import Column
from ui.trend import EndTarget, trend
from ui.trend_marks import NOTHING, Beside


@kept
def curve(edition: Edition, scope: Scope, *, key: str, beside: Beside = NOTHING) -> tuple[Piece, ...]:
    """One indicator over time against its expected path; `beside`: what else the board sees in the picture."""
    words, indicator = edition.words, edition.programme.indicators[scope.indicator]
    periods = ask(results.curve, edition.release, scope)
    title = findings.curve_result(edition, periods, indicator)
    covered = periods[periods["day"] <= last_day(edition.release.through)]
    heading = frame.card_title(title) + views.notice(edition, covered) + _coarser(edition, scope)
    below = _below(edition, scope, covered, title, key=key)
    if covered["actual"].isna().all():
        # Parts of it may be shown where what was reached is not.
        shown = below if covered["value"].notna().any() else ()
        return (frame.card_title(title), views.nothing_shown(edition, covered["actual_absence"]), *shown)
    plan = _plan(edition, scope)
    target = plan.target_on(edition.release.targets_on) if plan else None
    if results.grain(edition.release, scope) == "to_date":
        return (heading, _bullet(edition, indicator, covered.iloc[-1], target, title), *below)
    figure = trend(
        words,
        periods,
        indicator,
        theme=edition.theme,
        as_of=edition.release.as_of,
        target=EndTarget(target.value, target.by, target.qualifier) if target else None,
        illustrative=periods["provenance"].eq("illustrative").any(),
        beside=beside,
    )
    return (heading, Plot(figure, title, f"plot_{key}"), *below)


def _bullet(edition: Edition, indicator: Indicator, last: pd.Series, target: Target | None, title: str) -> str:
    """In the place of a curve of one point."""
    expected = None if pd.isna(last["expected"]) else float(last["expected"])
    return charts.progress_to_target(
        edition.words,
        indicator,
        actual=float(last["actual"]),
        target=float(target.value) if target else None,
        target_qualifier=target.qualifier if target else "exact",
        expected=None if target and expected == target.value else expected,
        name=title,
        made_up_bar=last["provenance"] == "illustrative",
        made_up_target=target is not None and target.provenance == "illustrative",
    )


def _coarser(edition: Edition, scope: Scope) -> str:
    """Says so where a series is published by quarter, by year or only to date."""
    finest = results.grain(edition.release, scope)
    if finest == "month":
        return ""
    return f'<p class="cc-small-words">{escape(edition.words(f"curve.grain_{finest}"))}</p>'


def _below(edition: Edition, scope: Scope, covered: pd.DataFrame, title: str, *, key: str) -> tuple[Piece, ...]:
    words, indicator = edition.words, edition.programme.indicators[scope.indicator]
    kind = results.grain(edition.release, scope)
    return views.below(
        edition,
        covered.assign(expected=covered["expected"].round().astype("Int64"), no_plan_yet="not_applicable"),
        [
            Column("period", words(f"table.{kind}"), show=words.period),
            *([] if kind == "to_date" else [views.amounts(words, "value", words(f"table.in_{kind}"), indicator)]),
            views.amounts(words, "actual", words(f"table.by_end_of_{kind}"), indicator, absence="actual_absence"),
            views.amounts(words, "expected", words("table.expected"), indicator, absence="no_plan_yet"),
            views.amounts(words, "target", words("table.target"), indicator, absence="no_plan_yet"),
            Column("provenance", words("table.provenance"), "provenance"),
        ],
        key=key,
        caption=title,
        coverage=findings.coverage(edition, scope),
    )


def _plan(edition: Edition, scope: Scope) -> Plan | None:
    plan = results.plan_of(edition.programme, scope.scheme, scope.indicator)
    made_up = plan is not None and any(target.provenance == "illustrative" for target in plan.targets)
    return None if scope.published_only and made_up else plan
