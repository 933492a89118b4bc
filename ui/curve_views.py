"""One indicator over time against its expected path: the figure, with twin, downloads and provenance."""

from ccare_metrics import results
from ccare_metrics.framework import Plan
from ccare_metrics.scope import Scope
from ui import findings, frame, views
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
    months = ask(results.curve, edition.release, scope)
    title = findings.curve_result(edition, months, indicator)
    covered = months[months["period"] <= edition.release.through]
    if covered["actual"].isna().all():
        return (frame.card_title(title), frame.not_published(edition.words))
    plan = _plan(edition, scope)
    target = plan.target_on(edition.release.targets_on) if plan else None
    illustrative = months["provenance"].eq("illustrative").any()
    figure = trend(
        words,
        months,
        indicator,
        theme=edition.theme,
        as_of=edition.release.as_of,
        target=EndTarget(target.value, target.by, target.qualifier) if target else None,
        illustrative=illustrative,
        beside=beside,
    )
    below = views.below(
        edition,
        covered.assign(expected=covered["expected"].round().astype("Int64"), no_plan_yet="not_applicable"),
        [
            Column("period", words("table.month"), show=words.month),
            views.amounts(words, "value", words("table.in_month"), indicator),
            views.amounts(words, "actual", words("table.cumulative"), indicator),
            views.amounts(words, "expected", words("table.expected"), indicator, absence="no_plan_yet"),
            views.amounts(words, "target", words("table.target"), indicator, absence="no_plan_yet"),
            Column("provenance", words("table.provenance"), "provenance"),
        ],
        key=key,
        caption=title,
        coverage=findings.coverage(edition, scope),
    )
    heading = frame.card_title(title) + views.notice(edition, covered)
    return (heading, Plot(figure, title, f"plot_{key}"), *below)


def _plan(edition: Edition, scope: Scope) -> Plan | None:
    plan = results.plan_of(edition.programme, scope.scheme, scope.indicator)
    made_up = plan is not None and any(target.provenance == "illustrative" for target in plan.targets)
    return None if scope.published_only and made_up else plan
