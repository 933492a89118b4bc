"""Target against actual, for the programme and for every scheme."""

from datetime import date

import pandas as pd

from ccare_metrics import progress
from ccare_metrics.framework import Fact, Plan, Programme, Target
from ccare_metrics.results.answer import Source, answer
from ccare_metrics.results.headline import day_of, fact_of, plans
from ccare_metrics.scope import Scope, refuse_unknown

TARGET_COLUMNS = [
    "indicator", "scheme", "actual", "absence", "qualifier", "provenance", "as_of", "source_title", "source_url",
    "computed", "computed_provenance", "target", "target_qualifier", "target_provenance", "target_by", "target_revisions",
    "expected", "of_expected", "share", "status", "status_provenance", "reported", "due", "coverage",
]  # fmt: skip


def target_table(
    source: Source,
    *,
    published_only: bool = False,
    scheme: str | None = None,
    indicator: str | None = None,
    own: bool = False,
) -> pd.DataFrame:
    """One row per target that was set, the programme's own first: TARGET_COLUMNS.

    `actual` is the cited fact where one is published, else the sum of the figures (`computed`); both in the smallest unit. `share` is
    actual / target and `of_expected` the share of what was expected by then; `status` as in `progress`, on the release's as-of day.
    With `published_only`, made-up actuals and targets are gone. `own`: the programme's alone.
    A hidden result leaves `share`, `of_expected` and `status_provenance` missing, and its `status` is "hidden".
    `coverage`: how much of what was due is in the figures, from 0 to 1.
    `actual` and `computed` are Int64, or Float64 in a table that holds a ratio's share.
    """
    programme = source.programme
    refuse_unknown("scheme", scheme, programme.schemes)
    refuse_unknown("indicator", indicator, programme.indicators)
    wanted = [
        plan for plan in plans(programme)
        if (scheme is None or plan.scheme == scheme) and (indicator is None or plan.indicator == indicator)
        and not (own and plan.scheme)
    ]  # fmt: skip
    rows = [_row(source, plan, published_only) for plan in wanted]
    frame = pd.DataFrame(rows, columns=TARGET_COLUMNS)
    shares = any(programme.indicators[code].kind == "ratio" for code in frame["indicator"])
    integers = dict.fromkeys(("target", "reported", "due", "target_revisions"), "Int64")
    results = dict.fromkeys(("actual", "computed"), "Float64" if shares else "Int64")
    return frame.astype(integers | results | dict.fromkeys(("expected", "of_expected", "share", "coverage"), "Float64"))


def schemes_target(source: Source, indicator: str) -> int | None:
    """What the schemes' own targets for an indicator add up to on the source's day; None where none is set or they cannot be added."""
    programme = source.programme
    if programme.indicators[indicator].across != "sum":
        return None
    plans = [plan for each in programme.schemes.values() for plan in each.plans if plan.indicator == indicator]
    known = [target.value for plan in plans if (target := plan.target_on(source.targets_on))]
    return sum(known) if known else None


def _row(source: Source, plan: Plan, published_only: bool) -> list[object]:
    programme = source.programme
    cell = answer(source, Scope(plan.indicator, scheme=plan.scheme, published_only=published_only)).iloc[0]
    computed = None if pd.isna(cell["value"]) else cell["value"]
    fact = fact_of(source, plan.scheme, plan.indicator)
    actual, provenance = (
        (fact.value, "published") if fact else (computed, cell["provenance"] if computed is not None else None)
    )
    day = day_of(source, fact)
    shown = _without_illustrative(plan) if published_only else plan
    decided = max(day, source.targets_on)
    target = shown.target_on(decided)
    expected = progress.expected_on(shown, day, known_on=decided)
    return [
        plan.indicator,
        plan.scheme,
        actual,
        None if actual is not None else cell["absence"],
        fact.qualifier if fact else "exact",
        provenance,
        fact.as_of if fact else source.as_of.isoformat(),
        fact.source.title if fact else None,
        fact.source.url if fact else None,
        computed,
        cell["provenance"] if computed is not None else None,
        target.value if target else None,
        target.qualifier if target else None,
        target.provenance if target else None,
        target.by if target else None,
        len(shown.targets),
        expected,
        progress.of_expected(None if actual is None else float(actual), expected, shown.baseline),
        progress.share_of_target(None if actual is None else float(actual), target),
        _status(programme, shown, actual, fact, cell, day, decided),
        _weakest(provenance, target),
        cell["reported"],
        cell["due"],
        progress.coverage(int(cell["reported"]), int(cell["due"])),
    ]


def _status(
    programme: Programme, plan: Plan, actual: object, fact: Fact | None, cell: pd.Series, day: date, decided: date
) -> str:
    # A cited fact stands for itself: it does not wait for partners' reports.
    reported, due = (1, 1) if fact else (int(cell["reported"]), int(cell["due"]))
    return progress.status(
        actual=None if actual is None else float(actual),  # type: ignore[arg-type]
        plan=plan,
        day=day,
        known_on=decided,
        direction=programme.indicators[plan.indicator].direction,
        reported=reported,
        due=due,
        rule=programme.status_rule,
        is_hidden=fact is None and cell["absence"] == "suppressed",
    )


def _weakest(provenance: object, target: Target | None) -> str | None:
    """A status is our arithmetic on two numbers; made up as soon as one of them is."""
    if target is None or provenance is None:
        return None
    return "illustrative" if "illustrative" in (provenance, target.provenance) else "derived"


def _without_illustrative(plan: Plan) -> Plan:
    return Plan(
        indicator=plan.indicator,
        scheme=plan.scheme,
        baseline=plan.baseline,
        start=plan.start,
        milestones=tuple(m for m in plan.milestones if m.provenance != "illustrative"),
        targets=tuple(t for t in plan.targets if t.provenance != "illustrative"),
    )
