"""What changed between two days or releases: the totals and how they come about, every figure with who and why, targets, citations."""

from datetime import date
from html import escape
from urllib.parse import urlencode

import pandas as pd

from ccare_metrics.framework import Fact
from ccare_metrics.working import Working
from geo.areas import load_areas
from ui import findings, frame, names, provenance, tables, views
from ui.edition import kept
from ui.pieces import Piece
from ui.sides import Sides, side_words
from ui.tables import Column

PARTS = ("before", "after", "difference", "added", "corrected", "withdrawn", "hidden")
KINDS = ("added", "corrected", "withdrawn", "answered")


@kept
def finding(sides: Sides) -> str:
    """How many figures changed, by kind."""
    words = sides.after.words
    between = {"before": side_words(sides.before), "after": side_words(sides.after)}
    counts = sides.changes.figures["kind"].value_counts()
    parts = [words.n(f"changes.count.{kind}", int(counts[kind])) for kind in KINDS if counts.get(kind, 0)]
    if not parts:
        return words("changes.finding_none", **between)
    return words.n("changes.finding", int(counts.sum()), parts=words.join(parts), **between)


@kept
def totals(sides: Sides, *, key: str) -> tuple[Piece, ...]:
    """Every total that differs, and the sum that leads from the one to the other."""
    words, told = sides.after.words, sides.changes.totals
    count = sides.changes.not_compared
    left_out = f"<p>{escape(words.n('changes.not_compared', count))}</p>" if count else ""
    title = frame.card_title(words.n("changes.totals_title", len(told))) + left_out
    if told.empty:
        return (title, frame.empty(words, words("changes.no_total")))
    numbers = {f"{name}_number": views.in_units(sides.after, told, name) for name in PARTS}
    shown = told.assign(absence="not_reported", **numbers)
    for show, which in (
        (_amount, ("before", "after")),
        (_step, ("difference", "added", "corrected", "withdrawn", "hidden")),
    ):
        for name in which:
            shown[name] = [show(sides, code, value) for code, value in zip(told["indicator"], told[name], strict=True)]
    named = sides.after.programme.indicators
    columns = [
        Column("indicator", words("table.indicator"), show=lambda code: words.name(named[code].name)),
        Column("before", words("changes.before", side=side_words(sides.before)), "number", taken="before_number"),
        Column("added", words("changes.added"), "number", taken="added_number"),
        Column("corrected", words("changes.corrected"), "number", taken="corrected_number"),
        *(
            Column(part, words(f"changes.{part}"), "number", taken=f"{part}_number")
            for part in ("withdrawn", "hidden")
            if told[part].ne(0).any()
        ),
        Column("after", words("changes.after", side=side_words(sides.after)), "number", taken="after_number"),
        Column("difference", words("changes.difference"), "number", taken="difference_number"),
        Column("provenance", words("table.provenance"), "provenance"),
    ]
    caption = words("changes.totals_caption")
    return (
        title,
        provenance.notice(words, told["provenance"]),
        *views.below(sides.after, shown, columns, key=key, caption=caption, expanded=True),
    )


def kinds_found(sides: Sides) -> list[str]:
    """Which kinds of change there are, corrections first."""
    found = set(sides.changes.figures["kind"])
    return [kind for kind in ("corrected", "withdrawn", "answered", "added") if kind in found]


@kept
def figures(sides: Sides, *, kind: str, key: str, address: str) -> tuple[Piece, ...]:
    """Every changed figure of a kind, with a way to its own history: old and new value, who approved it when, and why.

    `address`: what links carry along (links.carried).
    """
    words, told = sides.after.words, sides.changes.figures
    told = told[told["kind"].eq(kind)]
    if told.empty:
        return ()
    areas = load_areas()
    records = told.to_dict("records")
    shown = told.assign(
        figure=[findings.target_words(sides.after, row["indicator"], row["scheme"]) for row in records],
        old=[_value(sides, row, "old") for row in records],
        new=[_value(sides, row, "new") for row in records],
        difference=[_step(sides, row["indicator"], row["difference"]) for row in records],
        who=[_who(sides, row) for row in records],
        why=[_why(sides, row) for row in records],
        history=[_history(address, row) for row in records],
        absence="not_applicable",
        **{f"{name}_number": views.in_units(sides.after, told, name) for name in ("old", "new", "difference")},
    )
    columns = [
        Column("figure", words("changes.figure"), to="history"),
        Column("area", words("table.area"), show=lambda code: words.name(areas[code].name)),
        Column("month", words("table.month"), show=words.month),
        Column("old", words("changes.old"), "number", taken="old_number"),
        Column("new", words("changes.new"), "number", taken="new_number"),
        *(
            [Column("difference", words("changes.difference"), "number", taken="difference_number")]
            if kind == "corrected"
            else []
        ),
        Column("who", words("changes.who")),
        Column("why", words("changes.why")),
        Column("provenance", words("table.provenance"), "provenance"),
    ]
    title = words.n(f"changes.title.{kind}", len(told))
    return (
        frame.card_title(title),
        *views.below(
            sides.after, shown, columns, key=f"{key}-{kind}", caption=title, expanded=kind != "added" or len(told) <= 20
        ),
    )


def _history(address: str, row: dict) -> str:
    codes = urlencode({name: row[name] for name in ("scheme", "indicator", "area", "month")})
    return f"figure?{address}&{codes}" if address else f"figure?{codes}"


def _amount(sides: Sides, indicator: str, value: object) -> str | None:
    return (
        None
        if tables.is_missing(value)
        else sides.after.words.amount(value, sides.after.programme.indicators[indicator])
    )  # type: ignore[arg-type]


def _step(sides: Sides, indicator: str, value: object) -> str | None:
    shown = _amount(sides, indicator, value)
    return shown if shown is None or tables.is_missing(value) or value <= 0 else f"+{shown}"  # type: ignore[operator]


def _value(sides: Sides, row: dict, side: str) -> str:
    """The figure, or why there was none."""
    value = _amount(sides, row["indicator"], row[side])
    if value is not None:
        return value
    words, absence = sides.after.words, row[f"{side}_absence"]
    return words("changes.none_yet") if tables.is_missing(absence) else words.absence(str(absence))


def _who(sides: Sides, row: dict) -> str:
    words = sides.after.words
    partner = sides.after.programme.partners[row["partner"]].short_name
    if tables.is_missing(row["approved_on"]):
        return words.name(partner)
    return words(
        "changes.approved",
        partner=partner,
        who=names.person(sides.after, row["approved_by"]),
        day=date.fromisoformat(str(row["approved_on"])[:10]),
    )


def _why(sides: Sides, row: dict) -> str:
    words = sides.after.words
    if not tables.is_missing(row["reason"]):
        return words.quoted(str(row["reason"]))
    if not isinstance(sides.after.release, Working):
        return words.name(sides.after.release.note)
    return words("changes.fell_due" if tables.is_missing(row["approved_on"]) else f"changes.reason.{row['kind']}")


def beside(sides: Sides) -> dict[str, tuple[Piece, ...]]:
    """What changed beside the figures, as far as anything did: targets decided, results published."""
    found = {"targets": targets(sides, key="changes-targets"), "cited": cited(sides)}
    return {part: pieces for part, pieces in found.items() if pieces}


@kept
def targets(sides: Sides, *, key: str) -> tuple[Piece, ...]:
    """Targets set or decided anew in between, with the reason."""
    words, told = sides.after.words, sides.changes.targets
    if told.empty:
        return ()
    records = told.to_dict("records")
    shown = pd.DataFrame(
        {
            "what": [findings.target_words(sides.after, row["indicator"], _scheme(row)) for row in records],
            "old": [_amount(sides, row["indicator"], row["old"]) for row in records],
            "new": [_amount(sides, row["indicator"], row["new"]) for row in records],
            "decided_on": told["decided_on"].tolist(),
            "reason": [words.name(row["reason"]) if row["reason"] else None for row in records],
            "provenance": told["provenance"].tolist(),
            "absence": "not_applicable",
            **{f"{name}_number": views.in_units(sides.after, told, name) for name in ("old", "new")},
        }
    )
    columns = [
        Column("what", words("table.target")),
        Column("old", words("changes.old"), "number", taken="old_number"),
        Column("new", words("changes.new"), "number", taken="new_number"),
        Column("decided_on", words("outlook.valid_from")),
        Column("reason", words("changes.why")),
        Column("provenance", words("table.provenance"), "provenance"),
    ]
    title = words.n("changes.title.targets", len(told))
    return (frame.card_title(title), *views.below(sides.after, shown, columns, key=key, caption=title, expanded=True))


def _scheme(row: dict) -> str | None:
    return None if tables.is_missing(row["scheme"]) else row["scheme"]


@kept
def cited(sides: Sides) -> tuple[Piece, ...]:
    """Results published in between: from then on they stand first."""
    words, found = sides.after.words, sides.changes.cited
    if not found:
        return ()
    items = "".join(f"<li>{_cited(sides, fact)}</li>" for fact in found)
    return (frame.card_title(words.n("changes.title.cited", len(found))), f'<ul class="cc-plain-list">{items}</ul>')


def _cited(sides: Sides, fact: Fact) -> str:
    line = provenance.line(sides.after.words, provenances=["published"], sources=[fact.source])
    return escape(findings.fact_sentence(sides.after, fact)) + line
