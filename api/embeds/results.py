"""Results beside their targets, as every card draws them: read from `ccare_metrics.results`, with nothing added."""

from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from ccare_metrics import results
from ccare_metrics.cited import scheme_fact
from ccare_metrics.framework import Fact, Indicator, Source
from ccare_metrics.scope import Scope
from ui.edition import Edition


@dataclass(frozen=True)
class Result:
    """`actual` and `target` in the indicator's smallest unit (a ratio as a share); `scheme` None: the programme's own.

    Where `actual` is None, `absence` says why, and there is neither share nor status: either would tell what is hidden.
    """

    indicator: Indicator
    as_of: str
    scheme: str | None = None
    actual: float | None = None
    qualifier: str = "exact"
    absence: str | None = None
    provenance: str | None = None
    source: Source | None = None
    target: float | None = None
    target_qualifier: str = "exact"
    target_provenance: str | None = None
    share: float | None = None
    status: str | None = None
    status_provenance: str | None = None

    @property
    def provenances(self) -> tuple[str, ...]:
        """Where its numbers come from, each once."""
        return tuple(dict.fromkeys(code for code in (self.provenance, self.target_provenance) if code))


def of_targets(edition: Edition, scheme: str | None) -> tuple[Result, ...]:
    """One a target: those of a scheme, or with None the programme's own."""
    rows = results.target_table(edition.release, scheme=scheme, own=scheme is None)
    return tuple(_of_row(edition, row) for row in rows.to_dict("records"))


def of_programme(edition: Edition, indicator: str) -> Result:
    """The whole programme's result: the cited one where there is one, else what the release adds up to."""
    fact = cited(edition, indicator)
    scheme = fact.scheme if fact else None
    rows = results.target_table(edition.release, indicator=indicator, scheme=scheme, own=scheme is None)
    if len(rows):
        return _of_row(edition, rows.iloc[0].to_dict())
    return _cited(edition, fact) if fact else _added_up(edition, indicator)


def cited(edition: Edition, indicator: str) -> Fact | None:
    """The published total of the programme; or, where a single scheme counts the indicator, the one published of that scheme."""
    whole = results.headline(edition.release, indicator)
    if whole:
        return whole.fact
    counting = results.group_codes(edition.programme, "scheme", indicator)
    if len(counting) != 1:
        return None
    return scheme_fact(edition.programme, counting[0], indicator, known_on=edition.release.known_on)


def _of_row(edition: Edition, row: dict[str, Any]) -> Result:
    """`row`: of results.target_table."""
    told = {name: None if pd.isna(value) else value for name, value in row.items()}
    found = Result(
        indicator=edition.programme.indicators[row["indicator"]],
        as_of=told["as_of"] or edition.release.as_of.isoformat(),
        scheme=told["scheme"],
        target=told["target"],
        target_qualifier=told["target_qualifier"] or "exact",
        target_provenance=told["target_provenance"],
    )
    if told["actual"] is None:
        return replace(found, absence=told["absence"] or "not_reported")
    return replace(
        found,
        actual=told["actual"],
        qualifier=told["qualifier"] or "exact",
        provenance=told["provenance"],
        source=Source(told["source_title"], told["source_url"] or "", told["as_of"]) if told["source_title"] else None,
        share=told["share"],
        status=told["status"],
        status_provenance=told["status_provenance"],
    )


def _cited(edition: Edition, fact: Fact) -> Result:
    return Result(
        indicator=edition.programme.indicators[str(fact.indicator)],
        as_of=fact.as_of or edition.release.as_of.isoformat(),
        actual=fact.value,
        qualifier=fact.qualifier,
        provenance="published",
        source=fact.source,
    )


def _added_up(edition: Edition, code: str) -> Result:
    cell = results.answer(edition.release, Scope(code)).iloc[0]
    found = Result(indicator=edition.programme.indicators[code], as_of=edition.release.as_of.isoformat())
    if pd.isna(cell["value"]):
        return replace(found, absence=cell["absence"] or "not_reported")
    return replace(found, actual=cell["value"], provenance=cell["provenance"])
