"""What needs the board's attention, the weightiest matter first: why, since when, and the partner's latest words beside it."""

from collections.abc import Sequence

from ccare_metrics import results
from ccare_metrics.results import BEHIND, Matter
from ccare_metrics.workflow import Workflow
from ccare_metrics.working import Working, reporting
from reports import cells
from reports.answers import finding_of, said_made_up, sources_of, targets
from reports.commentary import cleaned
from reports.content import Asked, Cell, Column, Section, Table
from ui import attention_words
from ui.edition import Edition


def section(edition: Edition, asked: Asked) -> Section | None:
    source = edition.release
    if asked.record is None or not isinstance(source, Working):
        return None
    words, workflow = edition.words, asked.record.workflow
    matters = results.attention(source, workflow.submissions, reporting(source))
    notice = said_made_up(edition) if _made_up(matters, workflow) else ""
    return Section(
        code="attention",
        name=words("pack.section.attention"),
        finding=finding_of(edition, attention_words.finding(edition, matters), notice),
        lead=words("pack.attention.lead") if matters else "",
        notice=notice,
        paragraphs=() if matters else (words("attention.none_text"),),
        parts=(_matters(edition, matters, workflow),) if matters else (),
        sources=sources_of(edition, targets(edition)),
    )


def _made_up(matters: Sequence[Matter], workflow: Workflow) -> bool:
    comments = [comment for matter in matters if (comment := _latest(workflow, matter.scheme))]
    return "illustrative" in {
        *(matter.provenance for matter in matters),
        *(comment["provenance"] for comment in comments),
    }


def _latest(workflow: Workflow, scheme: str | None) -> dict | None:
    """The last comment on a scheme, as a row of read.commentary_on."""
    told = workflow.commentary
    found = told[told["scheme"].eq(scheme)].sort_values("period", kind="stable")
    return None if found.empty else found.iloc[-1].to_dict()


def _matters(edition: Edition, matters: Sequence[Matter], workflow: Workflow) -> Table:
    words = edition.words
    columns = (
        Column(words("attention.column_kind"), "status"),
        Column(words("attention.column_about")),
        Column(words("scheme.partner")),
        Column(words("attention.column_why")),
        Column(words("attention.column_since"), "date"),
        Column(words("attention.column_comment")),
        Column(words("pack.attention.said_of"), "date"),
        Column(words("table.provenance"), "provenance"),
    )
    rows = tuple(_row(edition, matter, _latest(workflow, matter.scheme)) for matter in matters)
    return Table("attention", words("pack.attention.table"), columns, rows)


def _row(edition: Edition, matter: Matter, comment: dict | None) -> tuple[Cell, ...]:
    words = edition.words
    partner = edition.programme.partners[matter.partner].short_name if matter.partner else None
    code = matter.kind if matter.kind in BEHIND else ""
    return (
        Cell(attention_words.kind(edition, matter), code=code),
        Cell(attention_words.about(edition, matter)),
        Cell(words.name(partner) if partner else "–"),
        Cell(attention_words.sentence(edition, matter)),
        cells.day(words, matter.since) if matter.since else Cell("–"),
        Cell(cleaned(comment["text"])[0], lang=comment["language"]) if comment else Cell("–"),
        cells.month(words, comment["period"]) if comment else Cell("–"),
        cells.provenance(words, matter.provenance),
    )


def rules(edition: Edition) -> Table:
    """What brings a matter onto the list, with the programme's own numbers."""
    words, numbers = edition.words, edition.programme.attention
    share = words.percent_points(numbers.outlier_share_of_target)
    told = {
        words.join([words.status(code) for code in BEHIND]): words("attention.rule_status"),
        words("attention.kind.unlikely"): words("attention.rule_unlikely"),
        words("attention.kind.returned"): words.n("attention.rule_returned", numbers.returned_days),
        words("attention.kind.missing"): words("attention.rule_missing"),
        words("attention.kind.outlier"): words(
            "attention.rule_outlier",
            months=numbers.outlier_months,
            deviations=numbers.outlier_deviations,
            percent=share,
        ),
        words("attention.kind.late"): words("attention.rule_late", months=numbers.late_months),
        words("attention.kind.target_revised"): words.n("attention.rule_revised", numbers.revised_days),
    }
    columns = (Column(words("attention.column_kind")), Column(words("pack.attention.when")))
    rows = tuple((Cell(kind), Cell(rule)) for kind, rule in told.items())
    return Table("attention-rules", words("attention.rule"), columns, rows, detail=True)
