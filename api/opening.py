"""Which release answers: the newest sound one, or the one that the address names."""

from pathlib import Path

from api.faults import NotThereError
from ccare_metrics.register import named, newest_sound
from ccare_metrics.release import Release, published
from ui.words import Words


def opened(folder: Path, number: int | None, words: Words) -> Release:
    """Raises ReleaseError where there is none or the one named is damaged, NotThereError for a number that was never published."""
    if number is None:
        return newest_sound(folder)
    try:
        known = published(folder)
    except OSError:
        known = {}  # `named` says in its own words that the folder cannot be read
    if known and number not in known:
        raise NotThereError(words("api.no_release", number=number), [str(each) for each in known])
    return named(folder, number)
