"""The card of a table of targets: what was aimed at and what was reached, with a bar in each row."""

from collections.abc import Iterable
from html import escape

from api.embeds.asking import Asked
from api.embeds.marks import bullet
from api.embeds.page import Drawn, label
from api.embeds.results import Result, of_targets
from api.embeds.whence import day_of, sources_of, told, whence
from ui import tables
from ui.edition import Edition

# Of the columns: the first holds the bar, the next three hold numbers.
KINDS = ("widest", "cc-number", "cc-number", "cc-number", "status", "whence")


def targets(edition: Edition, asked: Asked) -> Drawn:
    """Every target of a scheme, or the programme's own, against what was reached."""
    words, found = edition.words, of_targets(edition, asked.scheme)
    programme, scheme = edition.programme, asked.scheme
    name = programme.schemes[scheme].name if scheme else programme.short_name
    title = words("embed.targets_of", name=name)
    return Drawn(
        title=title,
        body=_table(edition, found, title) if found else f"<p>{escape(words('targets.none'))}.</p>",
        provenances=told(edition, found),
        sources=sources_of(edition, found),
        as_of=day_of(edition, found),
        page="scheme" if scheme else "targets",
        codes={"scheme": scheme} if scheme else {},
    )


def _table(edition: Edition, found: Iterable[Result], caption: str) -> str:
    words = edition.words
    titles = [words(f"table.{name}") for name in ("indicator", "actual", "target", "share", "status", "provenance")]
    head = "".join(
        f'<th scope="col" role="columnheader" class="{KINDS[place]}">{escape(t)}</th>' for place, t in enumerate(titles)
    )
    rows = "".join(_row(edition, result, titles[1:]) for result in found)
    return (
        '<div class="cc-table-room"><table class="cc-table cc-table-stacks" role="table">'
        f'<caption class="unseen">{escape(caption)}</caption>'
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead><tbody role="rowgroup">{rows}</tbody></table></div>'
    )


def _row(edition: Edition, result: Result, titles: list[str]) -> str:
    words = edition.words
    name = words.name(result.indicator.name)
    figure = tables.absent(words, str(result.absence), words.absence(str(result.absence)))
    if result.actual is not None:
        figure = escape(words.quantity(result.actual, result.qualifier, result.indicator))
    target = tables.absent(words, "not_published", words.absence("not_published"))
    if result.target is not None:
        target = escape(words.quantity(result.target, result.target_qualifier, result.indicator))
    share = "–" if result.share is None else escape(words.percent(result.share))
    status = "–" if result.status is None else tables.status(words, result.status)
    labels = " ".join(label(words, each) for each in whence(edition, result)) or "–"
    drawn = bullet(edition, result, labelled=False)
    cells = "".join(
        f'<td role="cell" data-label="{escape(title, quote=True)}" class="{KINDS[place]}"><span>{cell}</span></td>'
        for place, (title, cell) in enumerate(
            zip(titles, (figure, target, share, status, labels), strict=True), start=1
        )
    )
    return f'<tr role="row"><th scope="row" role="rowheader" class="widest">{escape(name)}{drawn}</th>{cells}</tr>'
