"""What needs the board's attention: a ranked list, each matter with its sentence, the partner's own words and since when."""

from html import escape

import pandas as pd

from ccare_metrics import results
from ccare_metrics.results import BEHIND, Matter
from ccare_metrics.scope import Scope
from ccare_metrics.workflow import Workflow
from ccare_metrics.working import Working, reporting
from ui import attention_words, comments, findings, frame, provenance, tables, views
from ui.edition import Edition, kept
from ui.pieces import Piece
from ui.tables import Column


@kept
def matters(edition: Edition, workflow: Workflow, *, partner: str | None = None) -> tuple[Matter, ...]:
    """What needs attention on the day, of one partner or of all."""
    source = edition.release
    if not isinstance(source, Working):
        raise TypeError("attention is asked of the figures as they stood, not of a release")
    found = results.attention(source, workflow.submissions, reporting(source))
    return tuple(matter for matter in found if partner is None or matter.partner == partner)


@kept
def finding(edition: Edition, workflow: Workflow, *, partner: str | None = None) -> str:
    return attention_words.finding(edition, matters(edition, workflow, partner=partner))


@kept
def ranked(edition: Edition, workflow: Workflow, *, partner: str | None, address: str, key: str) -> tuple[Piece, ...]:
    """The list, then the same as a table. `address`: what links to a target's page carry along."""
    words, found = edition.words, matters(edition, workflow, partner=partner)
    if not found:
        return (frame.empty(words, words("attention.none"), text=words("attention.none_text")),)
    items = "".join(f"<li>{_item(edition, workflow, matter, address)}</li>" for matter in found)
    made_up = provenance.notice(words, [matter.provenance for matter in found])
    rows = pd.DataFrame([_row(edition, workflow, matter) for matter in found])
    columns = [
        Column("kind", words("attention.column_kind")),
        Column("about", words("attention.column_about")),
        Column("sentence", words("attention.column_why")),
        Column("since", words("attention.column_since")),
        Column("comment", words("attention.column_comment"), lang="language"),
        Column("provenance", words("table.provenance"), "provenance"),
    ]
    below = views.below(edition, rows, columns, key=key, caption=attention_words.finding(edition, found))
    return (made_up, f'<ol class="cc-matters">{items}</ol>', *below)


def _item(edition: Edition, workflow: Workflow, matter: Matter, address: str) -> str:
    words = edition.words
    said = attention_words.kind(edition, matter)
    mark = (
        tables.status(words, matter.kind, said)
        if matter.kind in BEHIND
        else f'<span class="cc-kind">{escape(said)}</span>'
    )
    name = escape(attention_words.about(edition, matter))
    if matter.indicator:
        name = f'<a href="{escape(_link(matter, address), quote=True)}" target="_self">{name}</a>'
    owner = (
        words.name(edition.programme.partners[matter.partner].short_name) if matter.partner and matter.indicator else ""
    )
    lacking = ""
    if matter.kind in (*BEHIND, "unlikely") and not matter.cited_on:
        lacking = findings.lacking(edition, Scope(str(matter.indicator), scheme=matter.scheme))
    whence = f" {provenance.label(words, matter.provenance)}" if matter.provenance else ""
    return (
        f'<p class="cc-matter-head">{mark} <strong>{name}</strong></p>'
        f"<p>{escape(attention_words.sentence(edition, matter))}{whence}</p>"
        f'<p class="cc-small-words">{escape(" · ".join(filter(None, (owner, attention_words.since(edition, matter), lacking))))}</p>'
        f"{comments.latest(edition, workflow, matter.scheme)}"
    )


def _link(matter: Matter, address: str) -> str:
    scheme = f"&scheme={matter.scheme}" if matter.scheme else ""
    return f"target?{address}&indicator={matter.indicator}{scheme}"


def _row(edition: Edition, workflow: Workflow, matter: Matter) -> dict[str, object]:
    comment, language = comments.latest_text(workflow, matter.scheme)
    return {
        "kind": attention_words.kind(edition, matter),
        "about": attention_words.about(edition, matter),
        "sentence": attention_words.sentence(edition, matter),
        "since": matter.since,
        "comment": comment,
        "language": language,
        "provenance": matter.provenance,
        "absence": "not_applicable",
    }


@kept
def rule(edition: Edition) -> str:
    """What brings a matter onto the list, with the programme's own numbers, one click away."""
    words, numbers = edition.words, edition.programme.attention
    told = {
        "rule_status": words("attention.rule_status"),
        "rule_unlikely": words("attention.rule_unlikely"),
        "rule_returned": words.n("attention.rule_returned", numbers.returned_days),
        "rule_missing": words("attention.rule_missing"),
        "rule_outlier": words(
            "attention.rule_outlier",
            months=numbers.outlier_months,
            deviations=numbers.outlier_deviations,
            percent=words.percent_points(numbers.outlier_share_of_target),
        ),
        "rule_late": words("attention.rule_late", months=numbers.late_months),
        "rule_revised": words.n("attention.rule_revised", numbers.revised_days),
    }
    items = "".join(f"<li>{escape(text)}</li>" for text in told.values())
    return tables.folded(words("attention.rule"), f'<ul class="cc-plain-list">{items}</ul>')
