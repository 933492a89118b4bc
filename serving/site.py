"""The name and the sentence by which pages, bookmarks and search engines know the site: those of the programme it shows."""

from dataclasses import dataclass

from ccare_metrics.release import ReleaseError
from ui.words import words_for


@dataclass(frozen=True)
class Site:
    name: str
    description: str


def site(language: str) -> Site:
    # Not before the server runs: ui.cached declares a cache, which the framework reports as misplaced while it has no runtime.
    from ui.cached import release

    words = words_for(language)
    try:
        programme = release().programme
    except ReleaseError:
        return Site(name=words("shell.site"), description=words("shell.site.description"))
    return Site(name=words.name(programme.short_name), description=words.name(programme.summary))
