"""Targets against what was reached: bullets with their status, the table twin, and the sentence that sums them up."""

from typing import Literal

import pandas as pd

from ccare_metrics import results
from ccare_metrics.cited import facts
from ccare_metrics.framework import Source
from ccare_metrics.scope import Scope
from ui import charts, findings, frame, tables, views
from ui.cached import ask
from ui.edition import Edition, kept
from ui.pieces import Piece
from ui.tables import Column

URGENCY = (
    *("off_course", "not_reached", "at_risk", "too_little_reported", "on_course", "not_started", "reached"),
    *("hidden", "no_target"),
)
Part = Literal["all", "programme", "schemes"]
JUDGEMENTS = (
    *("reached", "on_course", "at_risk", "off_course", "not_reached", "not_started", "no_target"),
    *("too_little_reported", "hidden"),
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


def row_of(edition: Edition, indicator: str, scheme: str | None) -> dict:
    """One row of the table of targets."""
    rows = ask(results.target_table, edition.release, scheme=scheme, indicator=indicator)
    wanted = rows[rows["scheme"].isna()] if scheme is None else rows
    return wanted.iloc[0].to_dict()


@kept
def targets_finding(edition: Edition, *, published_only: bool) -> str:
    """The title of the page of targets."""
    return findings.targets_result(edition, asked(edition, "all", None, None, published_only=published_only))


@kept
def indicator_finding(edition: Edition, indicator: str, *, published_only: bool) -> str:
    """The title of an indicator's sheet."""
    table = asked(edition, "all", None, indicator, published_only=published_only)
    return findings.indicator_result(edition, edition.programme.indicators[indicator], table)


@kept
def indicators_with_targets(edition: Edition) -> tuple[str, ...]:
    """The indicators that the table of targets holds, in its order."""
    return tuple(dict.fromkeys(asked(edition, "all", None, None, published_only=False)["indicator"]))


@kept
def title(
    edition: Edition,
    name: str,
    *,
    part: Part = "all",
    scheme: str | None = None,
    indicator: str | None = None,
    partner: str | None = None,
    published_only: bool = False,
) -> str:
    """Of a table of targets, asked for alike: how many were reached, as a card's title. `name`: whose targets they are."""
    words = edition.words
    rows = asked(edition, part, scheme, indicator, published_only=published_only, partner=partner)
    if rows.empty:
        return frame.card_title(words.named(name, words("targets.none")))
    told = rows[rows["target"].notna()]
    if told.empty:
        return frame.card_title(words.n("targets.title_none", len(rows), name=name))
    said = words.n("targets.title", len(told), name=name, reached=int(told["status"].eq("reached").sum()))
    return frame.card_title(findings.said_of(edition, said, told["status_provenance"]))


@kept
def table(
    edition: Edition,
    *,
    part: Part = "all",
    scheme: str | None = None,
    indicator: str | None = None,
    partner: str | None = None,
    published_only: bool = False,
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
        actual_text=[quantity(edition, row, "actual", "qualifier") for row in rows.to_dict("records")],
        target_text=[quantity(edition, row, "target", "target_qualifier") for row in rows.to_dict("records")],
        expected_text=[_expected(edition, row) for row in rows.to_dict("records")],
        scheme_text=[
            words("table.whole") if tables.is_missing(code) else words.name(programme.schemes[code].short_name)
            for code in rows["scheme"]
        ],
        **{f"{name}_number": views.in_units(edition, rows, name) for name in ("actual", "expected", "target")},
        target_absence=rows["target"].isna().map({True: "not_published", False: None}),
        # Without a target there is no share; with one, it lacks what the result lacks.
        share_absence=rows["absence"].where(rows["target"].notna(), "not_published"),
    )
    below = views.below(
        edition,
        shown,
        [
            Column("indicator", words("table.indicator"), show=lambda code: words.name(indicator_of[code].name)),
            *([Column("scheme_text", words("table.scheme"))] if rows["scheme"].notna().any() else []),
            Column("actual_text", words("table.actual"), "number", taken="actual_number"),
            Column("provenance", words("table.result_provenance"), "provenance"),
            Column("expected_text", words("table.expected"), "number", taken="expected_number", absence="target_absence", term="expected"),
            Column("target_text", words("table.target"), "number", taken="target_number", absence="target_absence"),
            Column("target_provenance", words("table.target_provenance"), "provenance", absence="target_absence"),
            Column("share", words("table.share"), "number", show=words.percent, absence="share_absence"),
            Column("coverage", words("board.coverage"), "number", show=words.percent, term="coverage"),
            Column("status", words("table.status"), "status"),
        ],
        key=key,
        caption=words("targets.caption"),
        sources=[*_sources(edition, rows), *_target_sources(edition, rows)],
        extra=[("derived", words("table.expected")), ("derived", words("table.share"))],
    )  # fmt: skip
    return (notice, bullets, *below)


def _bullet_row(edition: Edition, row: dict) -> str:
    words = edition.words
    indicator = edition.programme.indicators[row["indicator"]]
    scheme = None if tables.is_missing(row["scheme"]) else row["scheme"]
    name = findings.target_words(edition, row["indicator"], scheme) if scheme else words.name(indicator.name)
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
        figure=quantity(edition, row, "actual", "qualifier") or words.absence(str(row["absence"])),
        lacking=_lacking(edition, row),
    )


def _lacking(edition: Edition, row: dict) -> str:
    """Of a total that partners' figures are missing from: how many, and whose. A cited result does not wait for reports."""
    if row["provenance"] == "published":
        return ""
    scheme = None if tables.is_missing(row["scheme"]) else row["scheme"]
    return findings.lacking(edition, Scope(row["indicator"], scheme=scheme))


def _still_expected(row: dict) -> float | None:
    """Expected by now, while it still differs from the target and the target is not yet reached."""
    if row["status"] == "reached" or tables.is_missing(row["expected"]) or row["expected"] == row["target"]:
        return None
    return float(row["expected"])


def _plain(value: object) -> float | None:
    return None if tables.is_missing(value) else float(value)  # type: ignore[arg-type]


def quantity(edition: Edition, row: dict, value: str, qualifier: str) -> str | None:
    if tables.is_missing(row[value]):
        return None
    return edition.words.quantity(row[value], row[qualifier], edition.programme.indicators[row["indicator"]])


def _expected(edition: Edition, row: dict) -> str | None:
    if tables.is_missing(row["expected"]):
        return None
    return edition.words.estimate(row["expected"], edition.programme.indicators[row["indicator"]])


def _sources(edition: Edition, rows: pd.DataFrame) -> list[Source]:
    """As the programme's file names them, whatever a release has kept of them."""
    known = {fact.source.url: fact.source for fact in facts(edition.programme)}
    cited = rows[["source_title", "source_url", "as_of"]].dropna().drop_duplicates()
    return [known.get(url) or Source(title, url, day) for title, url, day in cited.itertuples(index=False)]


def _target_sources(edition: Edition, rows: pd.DataFrame) -> list[Source]:
    """Where the published targets stand; a result and its target seldom come from the same page."""
    cited = set(rows.loc[rows["target_provenance"].eq("published") & rows["scheme"].isna(), "indicator"])
    plans = [plan for plan in edition.programme.plans if plan.indicator in cited]
    return [target.source for plan in plans for target in plan.targets if target.source]


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
