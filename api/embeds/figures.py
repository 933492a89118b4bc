"""The cards of results: the headline of an indicator, and the figures of a scheme."""

from html import escape

from api.embeds.asking import Asked
from api.embeds.marks import bullet
from api.embeds.page import Drawn
from api.embeds.results import Result, cited, of_programme, of_targets
from api.embeds.whence import day_of, shares, sources_of, told, whence
from ccare_metrics import results
from ccare_metrics.cited import facts
from ccare_metrics.framework import Fact
from ccare_metrics.scope import Scope
from ui import findings, provenance, tables
from ui.edition import Edition

TOLD_BESIDE = ("rate", "ceiling")  # published of a scheme without being counted month by month


def headline(edition: Edition, asked: Asked) -> Drawn:
    """The published total of the programme with its qualifier, against its target; where none is published, what the release adds up to."""
    words, result, fact = edition.words, of_programme(edition, asked.indicator), cited(edition, asked.indicator)
    whole = results.headline(edition.release, asked.indicator)
    differs = findings.computed_differs(edition, whole) if whole and whole.differs_by else ""
    body = f"{_figure(edition, result)}{_said(edition, result)}{bullet(edition, result)}{_note(differs)}{_lacking(edition, result)}"
    return Drawn(
        title=words.name(fact.label if fact else result.indicator.name),
        lead="" if fact else _uncited(edition, result),
        body=body,
        provenances=(*whence(edition, result), *shares(edition, result)),
        sources=sources_of(edition, [result]),
        as_of=result.as_of,
        page="indicator",
        codes={"indicator": asked.indicator},
    )


def scheme(edition: Edition, asked: Asked) -> Drawn:
    """What a scheme is, its results against their targets, and what else is published of it."""
    words, code = edition.words, str(asked.scheme)
    found = of_targets(edition, code)
    beside = facts(edition.programme, scheme=code, kinds=TOLD_BESIDE)
    _, partner, where = findings.scheme_card_words(edition, edition.programme.schemes[code])
    blocks = [_block(edition, each) for each in found] + [_told_block(edition, fact) for fact in beside]
    nothing = f"<p>{escape(words('scheme.nothing_counted_text'))}</p>"
    return Drawn(
        title=words.name(edition.programme.schemes[code].name),
        lead=f"{partner} · {where}",
        body=f'<div class="results">{"".join(blocks)}</div>' if blocks else nothing,
        provenances=tuple(dict.fromkeys((*told(edition, found), *(["published"] if beside else [])))),
        sources=(*sources_of(edition, found), *(fact.source for fact in beside)),
        as_of=day_of(edition, found),
        page="scheme",
        codes={"scheme": code},
    )


def _uncited(edition: Edition, result: Result) -> str:
    """That no source gives the total, and what stands in its place where something does."""
    words = edition.words
    added_up = words("embed.added_up") if result.actual is not None else ""
    return f"{words('embed.none_cited')} {added_up}".strip()


def _figure(edition: Edition, result: Result, *, labelled: bool = False) -> str:
    """The number, or in its place why there is none. `labelled` where the card holds numbers of more than one origin."""
    if result.actual is None:
        reason = str(result.absence)
        return (
            f'<p class="figure figure-absent">{tables.absent(edition.words, reason, edition.words.absence(reason))}</p>'
        )
    figure = edition.words.quantity(result.actual, result.qualifier, result.indicator)
    label = provenance.label(edition.words, str(result.provenance)) if labelled else ""
    return f'<p class="figure">{escape(figure)} {label}</p>'


def _said(edition: Edition, result: Result) -> str:
    """Status and share as words; of a hidden result only the target, which is public."""
    words = edition.words
    if result.target is None:
        return f'<p class="said">{escape(words("headline.no_target"))}</p>'
    target = words.quantity(result.target, result.target_qualifier, result.indicator)
    if result.status is None or result.share is None:
        text = words("bullet.target", figure=target)
        return f'<p class="said">{escape(text[0].upper() + text[1:])}</p>'
    told = words("headline.reached", percent=words.percent(result.share), target=target)
    made_up = words("targets.status_made_up") if result.status_provenance == "illustrative" else ""
    return f'<p class="said">{tables.status(words, result.status)} · {escape(told)}{_small(made_up)}</p>'


def _small(text: str) -> str:
    return f' <span class="small">{escape(text)}</span>' if text else ""


def _note(text: str) -> str:
    return f'<p class="small">{escape(text)}</p>' if text else ""


def _lacking(edition: Edition, result: Result) -> str:
    """How much of what was due a sum rests on, where that is not all. A cited result does not wait for reports."""
    if result.provenance == "published":
        return ""
    return _note(findings.lacking(edition, Scope(result.indicator.code, scheme=result.scheme)))


def _block(edition: Edition, result: Result) -> str:
    name, figure = escape(edition.words.name(result.indicator.name)), _figure(edition, result, labelled=True)
    said = f"{_said(edition, result)}{bullet(edition, result)}{_lacking(edition, result)}"
    return f"<section><h2>{name}</h2>{figure}{said}</section>"


def _told_block(edition: Edition, fact: Fact) -> str:
    words = edition.words
    label = provenance.label(words, "published")
    figure = f'<p class="figure">{escape(words.fact_value(fact))} {label}</p>'
    return f"<section><h2>{escape(words.name(fact.label))}</h2>{figure}</section>"
