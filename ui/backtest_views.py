"""How good the forecasts are: what the rule would have said of the months that are known, in a sentence and series by series."""

from ccare_metrics import results
from ui import findings, frame, tables, views
from ui.cached import ask
from ui.edition import Edition, kept
from ui.pieces import Piece
from ui.tables import Column


@kept
def tried(edition: Edition, *, key: str) -> tuple[Piece, ...]:
    """How the forecast would have done on the months that are known, series by series."""
    words = edition.words
    told = ask(results.backtest_summary, edition.release)
    overall = told.overall
    if overall.error is None:
        return (frame.card_title(words("progress.tried_none")),)
    title = words("progress.tried", error=words.percent(overall.error))
    paragraphs = [
        words(
            "progress.tried_text",
            error=words.percent(overall.error),
            straight=words.percent(overall.error_straight_line),
            covered=words.percent(overall.covered),
            cutoffs=overall.cutoffs,
            series=overall.series,
        )
    ]
    totals = ask(results.target_table, edition.release)
    if totals["computed_provenance"].eq("illustrative").any():
        paragraphs.append(words("progress.tried_illustrative"))
    shown = told.by_series.assign(
        what=[
            findings.target_words(edition, code, None if tables.is_missing(scheme) else scheme)
            for code, scheme in zip(told.by_series["indicator"], told.by_series["scheme"], strict=True)
        ],
        absence="not_applicable",
        provenance="derived",
    )
    columns = [
        Column("what", words("table.target")),
        Column("cutoffs", words("progress.cutoffs"), "number"),
        Column("error", words("progress.error"), "number", show=words.percent),
        Column("error_straight_line", words("progress.error_straight"), "number", show=words.percent),
        Column("covered", words("progress.covered"), "number", show=words.percent),
        Column("provenance", words("table.provenance"), "provenance"),
    ]
    below = views.below(edition, shown, columns, key=key, caption=title)
    rule = tables.folded(words("outlook.rule_title"), frame.prose([words("outlook.rule")]))
    return (frame.card_title(title), frame.prose(paragraphs), rule, *below)
