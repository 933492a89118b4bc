"""What needs the board's attention on a day: the weightiest matter first, each with the numbers that its sentence is made of."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from ccare_metrics import outliers
from ccare_metrics.coverage import due_on
from ccare_metrics.framework import Programme
from ccare_metrics.periods import last_day, month_range
from ccare_metrics.results.additions import is_incomplete
from ccare_metrics.results.answer import Source
from ccare_metrics.results.curve import curve
from ccare_metrics.results.headline import plan_of, plans
from ccare_metrics.results.outlook import outlook
from ccare_metrics.results.stretch import unbroken_since
from ccare_metrics.results.targets import target_table
from ccare_metrics.scope import Scope
from geo.areas import Text

KINDS = ("off_course", "not_reached", "returned", "missing", "at_risk", "unlikely", "outlier", "late", "target_revised")
BEHIND = ("off_course", "not_reached", "at_risk")


@dataclass(frozen=True)
class Matter:
    """One matter. Numbers in the indicator's smallest unit; `since` is the first day on which it was so.

    `share`: of what was expected (behind), or of the target (outlier). `former`: the target before it was revised. `value`: an
    unusual month's, and `usual` the median of the others. `days`: how long, or how late. `months`: how many months are missing.
    `by`: the target's day; `ahead`: low, central, high of the forecast by that day, None where there is none; `cited_on`: the day of the
    published result that `actual` is, None where it is the sum of the figures.
    """

    kind: str
    scheme: str | None = None
    indicator: str | None = None
    partner: str | None = None
    month: str | None = None
    months: int | None = None
    since: date | None = None
    actual: float | None = None
    expected: float | None = None
    target: float | None = None
    share: float | None = None
    former: float | None = None
    value: float | None = None
    usual: float | None = None
    days: int | None = None
    due_on: date | None = None
    by: date | None = None
    ahead: tuple[float, float, float] | None = None
    cited_on: str | None = None
    reason: str | Text | None = None
    provenance: str | None = None


def attention(source: Source, submissions: pd.DataFrame, reported: pd.DataFrame) -> tuple[Matter, ...]:
    """Every matter, in the order of KINDS and within one by how much is at stake.

    `submissions`: as `store.read.submissions_on`; `reported`: as `working.reporting`, partner x month with due and reported.
    """
    returned = list(_returned(source.programme, submissions, source.known_on))
    waits = {(matter.partner, matter.month) for matter in returned}
    matters = [
        *_behind(source),
        *returned,
        *_missing(reported[reported["due_on"] < source.known_on], waits),
        *_unusual(source),
        *_late(source, submissions),
        *_revised(source),
    ]
    return tuple(sorted(matters, key=_weight))


def _weight(matter: Matter) -> tuple:
    """The programme's own targets before a scheme's; then the furthest behind, the longest, the latest."""
    share = matter.share if matter.kind in BEHIND and matter.share is not None else 1.0
    return KINDS.index(matter.kind), matter.scheme is not None, share, matter.since or date.max, matter.partner or ""


# -- against the target


def _behind(source: Source) -> Iterator[Matter]:
    """Behind the path, or on it and yet unlikely to arrive: the whole interval of the forecast lies short of the target."""
    rows = target_table(source)
    for row in rows[rows["status"].isin((*BEHIND, "on_course"))].to_dict("records"):
        scheme = row["scheme"] if isinstance(row["scheme"], str) else None
        seen = outlook(source, Scope(row["indicator"], scheme=scheme))
        if row["status"] == "on_course" and seen.verdict != "unlikely":
            continue
        yield Matter(
            kind="unlikely" if row["status"] == "on_course" else row["status"],
            scheme=scheme,
            indicator=row["indicator"],
            partner=_owner(source.programme, scheme),
            since=_since(source, row, scheme),
            actual=float(row["actual"]),
            expected=float(row["expected"]),
            target=float(row["target"]),
            share=None if pd.isna(row["of_expected"]) else float(row["of_expected"]),
            by=row["target_by"],
            ahead=seen.at_end,
            cited_on=row["as_of"] if row["provenance"] == "published" else None,
            provenance=row["status_provenance"],
        )


def _since(source: Source, row: dict, scheme: str | None) -> date | None:
    """Behind since the first month end of the stretch; not reached since the target's day; a forecast is of today only."""
    if row["status"] == "on_course":
        return None
    if row["status"] == "not_reached":
        return row["target_by"]
    since = unbroken_since(source, row["indicator"], scheme, BEHIND)
    return since or _just_decided(source, scheme, row["indicator"])


def _just_decided(source: Source, scheme: str | None, indicator: str) -> date | None:
    """No month end was behind yet: it is so since the target was decided anew, if that was after the last of them."""
    plan = plan_of(source.programme, scheme, indicator)
    target = plan.target_on(source.targets_on) if plan else None
    return target.valid_from if target and target.valid_from > source.as_of else None


def _owner(programme: Programme, scheme: str | None) -> str | None:
    return programme.schemes[scheme].partner if scheme else None


def _revised(source: Source) -> Iterator[Matter]:
    earliest = source.targets_on - timedelta(days=source.programme.attention.revised_days)
    for plan in plans(source.programme):
        for former, target in zip(plan.targets, plan.targets[1:], strict=False):
            if earliest < target.valid_from <= source.targets_on:
                yield Matter(
                    kind="target_revised",
                    scheme=plan.scheme,
                    indicator=plan.indicator,
                    partner=_owner(source.programme, plan.scheme),
                    since=target.valid_from,
                    former=float(former.value),
                    target=float(target.value),
                    reason=target.reason,
                    provenance=target.provenance,
                )


# -- the months themselves


def _unusual(source: Source) -> Iterator[Matter]:
    rule = source.programme.attention
    recent = set(_last_months(source, rule.outlier_months))
    for plan in plans(source.programme):
        if plan.scheme is None or source.programme.indicators[plan.indicator].over_time != "sum":
            continue
        months = curve(source, Scope(plan.indicator, scheme=plan.scheme))
        # Half of a month's figures would read as a fall.
        whole = months["value"].mask(is_incomplete(months, source.programme))
        target = plan.target_on(source.targets_on)
        found = outliers.unusual(
            list(months["period"]),
            [None if pd.isna(value) else float(value) for value in whole],
            target=float(target.value) if target else None,
            deviations=rule.outlier_deviations,
            share_of_target=rule.outlier_share_of_target / 100,
            least=float(10 ** source.programme.indicators[plan.indicator].decimals),
        )
        for each in found:
            if each.month in recent:
                yield Matter(
                    kind="outlier",
                    scheme=plan.scheme,
                    indicator=plan.indicator,
                    partner=_owner(source.programme, plan.scheme),
                    month=each.month,
                    since=last_day(each.month),
                    value=each.value,
                    usual=each.usual,
                    share=each.share_of_target,
                    target=float(target.value) if target else None,
                    provenance=str(months.loc[months["period"].eq(each.month), "provenance"].iloc[0]),
                )


# -- reporting


def _returned(programme: Programme, submissions: pd.DataFrame, day: date) -> Iterator[Matter]:
    for row in submissions[submissions["state"].eq("returned")].to_dict("records"):
        since = date.fromisoformat(row["since"])
        if (day - since).days > programme.attention.returned_days:
            yield Matter(
                kind="returned", partner=row["partner"], month=row["period"], since=since, days=(day - since).days,
                due_on=due_on(programme, row["period"]), reason=None if pd.isna(row["reason"]) else row["reason"],
            )  # fmt: skip


def _missing(reported: pd.DataFrame, waits: set[tuple[str | None, str | None]]) -> Iterator[Matter]:
    """Partners with months that were due and are not approved whole; those that wait for a partner's answer are told as returned."""
    short = reported[reported["reported"] < reported["due"]]
    for partner, rows in short.sort_values("month").groupby("partner"):
        rows = rows[[(partner, month) not in waits for month in rows["month"]]]
        if rows.empty:
            continue
        first = rows.iloc[0]
        yield Matter(
            kind="missing", partner=str(partner), month=first["month"], months=len(rows),
            since=first["due_on"], due_on=first["due_on"],
        )  # fmt: skip


def _late(source: Source, submissions: pd.DataFrame) -> Iterator[Matter]:
    """First sent after its day, among the last months: the figures are there, the habit is what matters."""
    programme = source.programme
    window = _last_months(source, programme.attention.late_months)
    recent = submissions[submissions["period"].isin(window) & submissions["corrects"].isna()]
    for row in recent[recent["first_submitted"].notna() & recent["state"].ne("returned")].to_dict("records"):
        due, sent = due_on(programme, row["period"]), date.fromisoformat(row["first_submitted"])
        if sent > due:
            yield Matter(
                kind="late", partner=row["partner"], month=row["period"], since=due, days=(sent - due).days, due_on=due
            )


def _last_months(source: Source, count: int) -> tuple[str, ...]:
    return month_range(source.programme.window_start, source.through)[-count:]
