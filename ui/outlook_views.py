"""One target in full, for the board: its curve with forecast, milestones, revisions and comments, and what follows from the pace."""

from datetime import date
from html import escape

import pandas as pd

from ccare_metrics import results
from ccare_metrics.framework import Plan
from ccare_metrics.periods import last_day
from ccare_metrics.scope import Scope
from ccare_metrics.workflow import Workflow
from ui import comments, curve_views, findings, frame, outlook_words, tables, target_views, views
from ui.cached import ask
from ui.edition import Edition, kept
from ui.pieces import Piece
from ui.tables import Column
from ui.trend_marks import Beside


@kept
def finding(edition: Edition, scope: Scope) -> str:
    """The title: what was reached by when, against what was expected."""
    indicator = edition.programme.indicators[scope.indicator]
    row = target_views.row_of(edition, scope.indicator, scope.scheme)
    if row["provenance"] == "published":
        return _cited(edition, row, scope)  # the cited fact comes first, with its qualifier
    said = findings.curve_result(edition, ask(results.curve, edition.release, scope), indicator)
    if scope.scheme is None:
        return said
    return edition.words("targets.row", scheme=edition.programme.schemes[scope.scheme].short_name, indicator=said)


def _cited(edition: Edition, row: dict, scope: Scope) -> str:
    words, indicator = edition.words, edition.programme.indicators[scope.indicator]
    what = findings.target_words(edition, scope.indicator, scope.scheme) if scope.scheme else indicator.name
    figure = words.quantity(row["actual"], row["qualifier"], indicator)
    if tables.is_missing(row["target"]):
        return words("indicator.finding_no_target", indicator=what, figure=figure)
    target = words.quantity(row["target"], row["target_qualifier"], indicator)
    return words("indicator.finding", indicator=what, figure=figure, target=target, percent=words.percent(row["share"]))


@kept
def standing(edition: Edition, scope: Scope) -> str:
    """Status, what it rests on, and how complete the figures are."""
    words, source = edition.words, edition.release
    row = target_views.row_of(edition, scope.indicator, scope.scheme)
    status, coverage = words.status(row["status"]), findings.coverage(edition, scope)
    share = _share_words(edition, row, results.unbroken_since(source, scope.indicator, scope.scheme, ("reached",)))
    if not share:
        return words("outlook.standing_plain", status=status, coverage=coverage)
    return words("outlook.standing", status=status, share=share, coverage=coverage)


def _share_words(edition: Edition, row: dict, passed: date | None) -> str:
    words = edition.words
    if row["status"] == "reached" and not tables.is_missing(row["share"]):
        share = {"percent": words.percent(row["share"])}
        if passed is None:
            return words("outlook.share_target", **share)
        # The cited total names no day on which the target was passed; the sum of the figures does.
        cited_beside_made_up = row["provenance"] == "published" and row["computed_provenance"] == "illustrative"
        return words(
            "outlook.computed_since" if cited_beside_made_up else "outlook.share_target_since", day=passed, **share
        )
    if row["status"] == "not_reached" and not tables.is_missing(row["share"]):
        return words("outlook.share_target", percent=words.percent(row["share"]))
    return (
        ""
        if tables.is_missing(row["of_expected"])
        else words("outlook.share_expected", percent=findings.share_of_expected(edition, row["of_expected"]))
    )


@kept
def ahead(edition: Edition, scope: Scope) -> str:
    """Where it will end and what it takes, with the rule one click away; as HTML."""
    words = edition.words
    said = "".join(f"<p>{escape(text)}</p>" for text in outlook_words.sentences(edition, _outlook(edition, scope)))
    rule = tables.folded(
        words("outlook.rule_title"), f'<div class="cc-prose"><p>{escape(words("outlook.rule"))}</p></div>'
    )
    return f'{frame.card_title(words("outlook.title"))}<div class="cc-prose">{said}</div>{rule}'


def _outlook(edition: Edition, scope: Scope) -> results.Outlook:
    return ask(results.outlook, edition.release, scope)


@kept
def curve(edition: Edition, scope: Scope, workflow: Workflow, *, key: str) -> tuple[Piece, ...]:
    """The cumulative curve with all that the board knows beside it, then the partner's comments by number."""
    said = comments.of_scheme(workflow, scope.scheme)
    plan = results.plan_of(edition.programme, scope.scheme, scope.indicator)
    beside = Beside(
        ahead=_outlook(edition, scope).forecast,
        targets=_known_targets(edition, plan),
        milestones=_milestones(edition, plan),
        comments=tuple(last_day(period) for period in said["period"]),
    )
    drawn = curve_views.curve(edition, scope, key=key, beside=beside)
    return (*drawn, comments.numbered(edition, said))


def _known_targets(edition: Edition, plan: Plan | None) -> tuple:
    return tuple(target for target in plan.targets if target.valid_from <= edition.release.targets_on) if plan else ()


def _milestones(edition: Edition, plan: Plan | None) -> tuple:
    return tuple((each.on, float(each.value)) for each in plan.milestones) if plan else ()


@kept
def revisions(edition: Edition, scope: Scope, *, key: str) -> tuple[Piece, ...]:
    """Every decision about the target that was known on the day, with its reason."""
    words = edition.words
    indicator = edition.programme.indicators[scope.indicator]
    known = _known_targets(edition, results.plan_of(edition.programme, scope.scheme, scope.indicator))
    title = frame.card_title(words("outlook.revisions"))
    if len(known) < 2:
        return (title, frame.prose([words("outlook.one_decision" if known else "outlook.no_target_yet")]))
    rows = pd.DataFrame(
        {
            "valid_from": [target.valid_from for target in known],
            "value": [words.target(target, indicator) for target in known],
            "by": [target.by for target in known],
            "decided_by": [words.name(target.decided_by) if target.decided_by else None for target in known],
            "reason": [words.name(target.reason) if target.reason else None for target in known],
            "provenance": [target.provenance for target in known],
            "absence": "not_applicable",
        }
    )
    columns = [
        Column("valid_from", words("outlook.valid_from")),
        Column("value", words("table.target"), "number"),
        Column("by", words("outlook.by")),
        Column("decided_by", words("outlook.decided_by")),
        Column("reason", words("outlook.reason")),
        Column("provenance", words("table.provenance"), "provenance"),
    ]
    below = views.below(
        edition,
        rows,
        columns,
        key=key,
        caption=words("outlook.revisions"),
        expanded=True,
        absence_words=lambda _: words("outlook.not_stated"),
    )
    return (title, *below)
