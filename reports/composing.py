"""From an edition to a pack: the cover, the commentary, the sections that were asked for, and the sources last."""

from ccare_metrics.scope import refuse_unknown
from ccare_metrics.working import Working
from reports import commentary, sources
from reports.answers import day_of, said_made_up, standing
from reports.content import Asked, Cover, Pack, Section, Tell
from reports.sections import SECTIONS, reporting
from ui.edition import Edition


def compose(edition: Edition, asked: Asked, *, tell: Tell) -> Pack:
    """Asks every question of the pack. Raises PackError (commentary too long) and UnknownCodeError (a section that there is not)."""
    for code in asked.sections or ():
        refuse_unknown("section", code, SECTIONS)
    own = commentary.section(edition.words, asked.commentary)
    chosen = [code for code in SECTIONS if asked.sections is None or code in asked.sections]
    found = [own] if own else []
    for number, code in enumerate(chosen):
        tell("figures", number, len(chosen))
        built = SECTIONS[code](edition, asked)
        found += [built] if built else []
    tell("figures", len(chosen), len(chosen))
    sections = (*found, sources.section(edition, found))
    return Pack(_cover(edition, sections), sections, edition.words.lang, day_of(edition))


def _cover(edition: Edition, sections: tuple[Section, ...]) -> Cover:
    words, programme = edition.words, edition.programme
    funding = programme.funding
    return Cover(
        title=words("pack.title"),
        programme=words.name(programme.name),
        short_name=words.name(programme.short_name),
        as_of=words("pack.figures_up_to", day=edition.release.as_of),
        standing=standing(edition),
        coverage=_coverage(edition),
        notice=said_made_up(edition) if any(each.notice for each in sections) else "",
        funding_programme=words.name(funding.programme),
        funding_lines=tuple(words.name(line) for line in funding.lines),
        statement=words.name(funding.statement),
        emblem_alt=words.name(funding.emblem_title),
    )


def _coverage(edition: Edition) -> str:
    """How complete the figures are; a release is complete as far as it goes."""
    if isinstance(edition.release, Working):
        return edition.words("pack.coverage", finding=reporting.finding(edition))
    return edition.words("pack.coverage_release", month=edition.words.month(edition.release.through))
