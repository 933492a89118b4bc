"""One indicator over time against its expected path: the figure, with twin, downloads and provenance."""

from ccare_metrics import results
from ccare_metrics.framework import Plan
from ccare_metrics.scope import Scope
from ui import curves, findings, frame, views
from ui.cached import ask
from ui.curves import EndTarget
from ui.edition import Edition, kept
from ui.pieces import Piece, Plot
from ui.tables import Column


@kept
def curve(edition: Edition, scope: Scope, *, key: str) -> tuple[Piece, ...]:
    """One indicator over time against its expected path."""
    words, indicator = edition.words, edition.programme.indicators[scope.indicator]
    months = ask(results.curve, edition.release, scope)
    title = findings.curve_result(edition, months, indicator)
    covered = months[months["period"] <= edition.release.through]
    if covered["actual"].isna().all():
        return (frame.card_title(title), frame.not_published(edition.words))
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


def _plan(edition: Edition, scope: Scope) -> Plan | None:
    programme = edition.programme
    if scope.scheme:
        plan = results.scheme_plan(programme, scope.scheme, scope.indicator)
    else:
        plan = results.programme_plan(programme, scope.indicator)
    made_up = plan is not None and any(target.provenance == "illustrative" for target in plan.targets)
    return None if scope.published_only and made_up else plan
