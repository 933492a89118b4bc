"""What changed between two sources, each figure with its old and its new value, and how the totals' difference comes about."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from ccare_metrics.aggregation import Slice, add
from ccare_metrics.cited import facts, is_known
from ccare_metrics.framework import Fact, Programme
from ccare_metrics.results.answer import Source, answer
from ccare_metrics.results.headline import plans
from ccare_metrics.results.reached import HIDDEN
from ccare_metrics.scope import Scope

FIGURE_KEY = ["indicator", "scheme", "area", "month"]
ACT_COLUMNS = ["approved_on", "approved_by", "reason"]
CHANGE_COLUMNS = [
    *FIGURE_KEY,
    "partner",
    "old",
    "old_absence",
    "new",
    "new_absence",
    "difference",
    "kind",
    *ACT_COLUMNS,
    "provenance",
]
TOTAL_COLUMNS = [
    "indicator",
    "before",
    "after",
    "difference",
    "added",
    "corrected",
    "withdrawn",
    "hidden",
    "provenance",
]
REVISION_COLUMNS = ["indicator", "scheme", "old", "new", "decided_on", "decided_by", "reason", "provenance"]


@dataclass(frozen=True, eq=False)
class Changes:
    """`figures`: CHANGE_COLUMNS, one row a figure that differs; `kind` is added (there was none), corrected, withdrawn (there is none
    any more) or answered (a reason where there was none, or another one); who approved it, when and why as in `acts`, missing where it
    had been approved before and only began to count when its month fell due. `totals`: TOTAL_COLUMNS, one row an indicator whose total
    differs: difference = added + corrected + withdrawn + hidden. `targets`: REVISION_COLUMNS. `cited`: results published in between.
    Values are Int64 in the indicator's smallest unit.
    `not_compared`: how many figures are hidden on one side or both, as in a release; what changed behind them stands in `hidden` of the
    totals, together, where both totals are shown."""

    figures: pd.DataFrame = field(repr=False)
    totals: pd.DataFrame = field(repr=False)
    targets: pd.DataFrame = field(repr=False)
    cited: tuple[Fact, ...] = ()
    not_compared: int = 0


def changes(before: Source, after: Source, acts: pd.DataFrame | None = None) -> Changes:
    """Figure by figure at the grain at which they are reported: indicator x scheme x area x month.

    `acts`: approvals between the two, as `store.read.changed_figures`; None between two releases, which hold no acts.
    """
    figures = changed_figures(before, after, acts)
    return Changes(
        figures=figures,
        totals=changed_totals(before, after, figures),
        targets=revised_targets(after.programme, before.targets_on, after.targets_on),
        cited=newly_cited(before, after),
        not_compared=int(_is_hidden(_side_by_side(before, after)).sum()),
    )


def changed_figures(before: Source, after: Source, acts: pd.DataFrame | None = None) -> pd.DataFrame:
    """CHANGE_COLUMNS, in the framework's order, oldest month first."""
    frame = _side_by_side(before, after)
    frame["kind"] = _kinds(frame)
    frame = frame[frame["kind"].notna() & ~_is_hidden(frame)].copy()
    frame["difference"] = frame["new"] - frame["old"]
    frame["provenance"] = frame["provenance_new"].where(frame["new"].notna(), frame["provenance_old"])
    frame["partner"] = frame["scheme"].map({code: scheme.partner for code, scheme in after.programme.schemes.items()})
    acts = pd.DataFrame(columns=[*FIGURE_KEY, *ACT_COLUMNS], dtype="object") if acts is None else acts
    frame = frame.merge(acts[[*FIGURE_KEY, *ACT_COLUMNS]], on=FIGURE_KEY, how="left")
    return _in_order(after.programme, frame)[CHANGE_COLUMNS]


def _side_by_side(before: Source, after: Source) -> pd.DataFrame:
    """FIGURE_KEY, old, old_absence, new, new_absence and the provenance of both."""
    counted = [code for code, indicator in after.programme.indicators.items() if indicator.kind != "ratio"]
    sides = [_figures(source, counted) for source in (before, after)]
    both = sides[0].merge(sides[1], on=FIGURE_KEY, how="outer", suffixes=("_old", "_new"))
    return both.rename(
        columns={"value_old": "old", "value_new": "new", "absence_old": "old_absence", "absence_new": "new_absence"}
    )


def _is_hidden(frame: pd.DataFrame) -> pd.Series:
    """What is not shown cannot be told apart from what it was."""
    return frame["old_absence"].eq(HIDDEN) | frame["new_absence"].eq(HIDDEN)


def _figures(source: Source, indicators: Sequence[str]) -> pd.DataFrame:
    cells = source.cells(Slice(indicators=indicators, group_kind="scheme", place_kind="area", time_kind="month"))
    # A running total stands in a month for which nobody sent one: that is no figure.
    carried = cells["due"].gt(0) & cells["reported"].eq(0)
    cells["value"] = cells["value"].mask(carried)
    named = cells.rename(columns={"group_code": "scheme", "place_code": "area", "time_code": "month"})
    return named[[*FIGURE_KEY, "value", "absence", "provenance"]]


def _kinds(frame: pd.DataFrame) -> pd.Series:
    had, has = frame["old"].notna(), frame["new"].notna()
    kinds = pd.Series(None, index=frame.index, dtype="object")
    kinds[~had & has] = "added"
    kinds[had & ~has] = "withdrawn"
    kinds[had & has & frame["old"].ne(frame["new"]).fillna(False)] = "corrected"
    was, now = _answer(frame["old_absence"]), _answer(frame["new_absence"])
    kinds[~had & ~has & was.ne(now)] = "answered"
    return kinds


def _answer(absence: pd.Series) -> pd.Series:
    """A month that was not due yet and one that nobody reported are both no answer."""
    return absence.astype(object).where(absence.notna() & absence.ne("not_reported"), "")


def _in_order(programme: Programme, frame: pd.DataFrame) -> pd.DataFrame:
    places = {
        "indicator": {code: place for place, code in enumerate(programme.indicators)},
        "scheme": {code: place for place, code in enumerate(programme.schemes)},
    }
    return frame.sort_values(
        ["indicator", "scheme", "area", "month"],
        key=lambda codes: codes.map(places[codes.name]) if codes.name in places else codes,
        ignore_index=True,
    )


# -- totals


def changed_totals(before: Source, after: Source, figures: pd.DataFrame) -> pd.DataFrame:
    """TOTAL_COLUMNS for every indicator that adds up and whose total to date is shown on both sides and differs."""
    rows = []
    for code, indicator in after.programme.indicators.items():
        if indicator.kind == "ratio" or indicator.across == "none":
            continue
        (old, was), (new, now) = (_total(source, code) for source in (before, after))
        if old == new or HIDDEN in (was, now):
            continue
        parts = _parts(before, after, code, figures[figures["indicator"].eq(code)])
        difference = (new or 0) - (old or 0)
        rows.append([code, old, new, difference, *parts, difference - sum(parts), now or was])
    integers = dict.fromkeys(("before", "after", "difference", "added", "corrected", "withdrawn", "hidden"), "Int64")
    return pd.DataFrame(rows, columns=TOTAL_COLUMNS).astype(integers)


def _total(source: Source, indicator: str) -> tuple[int | None, str | None]:
    """The total to date and where it comes from, or that it is hidden; nothing where the programme did not have the indicator yet."""
    if indicator not in source.programme.indicators:
        return None, None
    cell = answer(source, Scope(indicator)).iloc[0]
    total = _whole(cell["value"])
    if cell["absence"] == HIDDEN:
        return None, HIDDEN
    return total, None if total is None else str(cell["provenance"])


def _parts(before: Source, after: Source, indicator: str, figures: pd.DataFrame) -> tuple[int, int, int]:
    """What was added, corrected and withdrawn: together exactly the difference of the totals, but for what is hidden."""
    if after.programme.indicators[indicator].over_time == "sum":
        steps = figures.assign(
            step=figures["difference"].fillna(figures["new"]).fillna(-figures["old"])  # a value beside none: all of it
        )
        added, corrected, withdrawn = (
            add(steps.loc[steps["kind"].eq(kind), "step"]) or 0 for kind in ("added", "corrected", "withdrawn")
        )
        return added, corrected, withdrawn
    return _parts_of_states(before, after, indicator)


def _parts_of_states(before: Source, after: Source, indicator: str) -> tuple[int, int, int]:
    """A running total or a state is its last figure: corrected where that figure's month is the same, added where a later one came,
    withdrawn where it is not there any more."""
    steps = {"added": 0, "corrected": 0, "withdrawn": 0}
    sides = [_last_states(source, indicator) for source in (before, after)]
    both = sides[0].merge(sides[1], on=["scheme", "area"], how="outer", suffixes=("_old", "_new"))
    for row in both.to_dict("records"):
        if HIDDEN in (row["month_old"], row["month_new"]):
            continue
        old, new = _whole(row["value_old"]), _whole(row["value_new"])
        steps[_kind(row["month_old"], row["month_new"])] += (new or 0) - (old or 0)
    return steps["added"], steps["corrected"], steps["withdrawn"]


def _kind(old: str | float, new: str | float) -> str:
    """By the months of the last figure on either side; NaN where there is none."""
    if old == new:
        return "corrected"
    return "added" if pd.isna(old) or (isinstance(new, str) and str(old) < new) else "withdrawn"


def _last_states(source: Source, indicator: str) -> pd.DataFrame:
    """By scheme and area: month and value of the last figure, or that some of its months are hidden."""
    figures = _figures(source, [indicator]).sort_values("month")
    hidden = figures["absence"].eq(HIDDEN).groupby([figures["scheme"], figures["area"]]).transform("any")
    figures = figures.assign(month=figures["month"].mask(hidden, HIDDEN))
    known = figures[figures["value"].notna() | hidden]
    return known.groupby(["scheme", "area"], as_index=False)[["month", "value"]].last()


def _whole(value: object) -> int | None:
    return None if pd.isna(value) else int(value)  # type: ignore[call-overload]


# -- what stands beside the figures


def revised_targets(programme: Programme, after: date, until: date) -> pd.DataFrame:
    """Targets set or decided anew after one day and by another; REVISION_COLUMNS, `old` missing where it is the first."""
    rows = []
    for plan in plans(programme):
        for former, target in zip((None, *plan.targets), plan.targets, strict=False):
            if after < target.valid_from <= until:
                told = [target.valid_from, target.decided_by, target.reason, target.provenance]
                rows.append([plan.indicator, plan.scheme, former.value if former else None, target.value, *told])
    return pd.DataFrame(rows, columns=REVISION_COLUMNS).astype({"old": "Int64", "new": "Int64"})


def newly_cited(before: Source, after: Source) -> tuple[Fact, ...]:
    """Published results that were not known yet on the day of the first source."""
    earlier = set(_cited(before))
    return tuple(fact for fact in _cited(after) if fact not in earlier)


def _cited(source: Source) -> Iterator[Fact]:
    """Every result and survey rate that was known, whether or not a target was set for it."""
    found = facts(source.programme, kinds=("actual", "rate"))
    yield from (fact for fact in found if is_known(fact, source.known_on) and (fact.indicator or fact.scheme))
