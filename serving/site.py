"""The name and the sentence by which pages, bookmarks and search engines know the site: those of the programme it shows."""

import logging
from dataclasses import dataclass

from ccare_metrics.register import newest_sound
from ccare_metrics.release import NONE_YET, Release, ReleaseError
from ccare_metrics.store.engine import releases_folder
from serving.first_words import headline
from ui.words import words_for

LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Closed:
    """Why there is nothing to show."""

    title: str
    reason: str  # for whoever runs the site


@dataclass(frozen=True)
class Site:
    name: str
    description: str
    closed: Closed | None = None
    headline: str = ""  # what the newest release says on the first page, as HTML


def site(language: str) -> Site:
    """Looks for the newest release each time, and through one that is new."""
    words = words_for(language)
    try:
        release = newest_sound(releases_folder())
    except ReleaseError as error:
        title = words("state.no_release" if error.message is NONE_YET else "state.unreadable_release")
        closed = Closed(title=title, reason=words.name(error.message))
        return Site(name=words("shell.site"), description=words("shell.site.description"), closed=closed)
    programme = release.programme
    return Site(
        name=words.name(programme.short_name),
        description=words.name(programme.summary),
        headline=_headline(release, language),
    )


def _headline(release: Release, language: str) -> str:
    """As HTML; nothing where it cannot be made, which goes to the log."""
    try:
        return headline(release, language)
    except Exception:  # it is an addition: whatever goes wrong with it must not take every page down
        LOG.exception("the first words of release %s could not be made; the pages go without them", release.number)
        return ""
