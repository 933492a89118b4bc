"""Where the numbers of a card come from: labels, sources, the day they are true of."""

from collections.abc import Iterable

from api.embeds.page import Whence
from api.embeds.results import Result
from ccare_metrics.framework import Source
from ui.edition import Edition


def told(edition: Edition, found: Iterable[Result]) -> tuple[Whence, ...]:
    found = tuple(found)
    codes = dict.fromkeys(code for result in found for code in result.provenances)
    # A share of a made-up number is made up, which the card says already.
    computed = any(each.status_provenance == "derived" for each in found)
    computed_shares = [("derived", edition.words("table.share"))] if computed else []
    return (*codes, *computed_shares)


def whence(edition: Edition, result: Result) -> tuple[Whence, ...]:
    """Where result and target come from; each with its figure where they come from different places."""
    words = edition.words
    if len(result.provenances) < 2 or result.actual is None or result.target is None:
        return result.provenances
    figures = (
        words.quantity(result.actual, result.qualifier, result.indicator),
        words.quantity(result.target, result.target_qualifier, result.indicator),
    )
    return tuple(zip(result.provenances, figures, strict=True))


def shares(edition: Edition, result: Result) -> tuple[tuple[str, str], ...]:
    return (
        () if result.share is None else ((result.status_provenance or "derived", edition.words.percent(result.share)),)
    )


def sources_of(edition: Edition, found: Iterable[Result]) -> tuple[Source, ...]:
    """Where results and published targets stand; they seldom come from the same page."""
    found = tuple(found)
    cited = [each.source for each in found if each.source]
    own = {each.indicator.code for each in found if each.target_provenance == "published" and each.scheme is None}
    plans = [plan for plan in edition.programme.plans if plan.indicator in own]
    return (*cited, *(target.source for plan in plans for target in plan.targets if target.source))


def day_of(edition: Edition, found: Iterable[Result]) -> str:
    """The release's own day, unless all results speak of one other day."""
    days = {each.as_of for each in found}
    return days.pop() if len(days) == 1 else edition.release.as_of.isoformat()
