"""/releases and what changed from one to the next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pydantic_core import to_json

from api.asking import BASE, Asking
from api.cells import named
from api.framework import made
from api.opening import opened
from api.records import paged, records
from api.remembered import Made
from api.sending import JSON
from ccare_metrics.register import register
from ccare_metrics.release import Release, published
from ccare_metrics.results import between_releases
from geo.areas import Text


@dataclass(frozen=True)
class ReleaseTold:
    """`damaged`: what is wrong with its file; nothing else is told then. `corrects`: the number of the release that it puts right;
    `disclosure`: which counts it hides; `changes`: the address of what is otherwise in it than in the release before."""

    number: int
    through: str | None = None
    as_of: date | None = None
    published_on: date | None = None
    note: Text | None = None
    corrects: int | None = None
    disclosure: str | None = None
    sha256: str | None = None
    changes: str | None = None
    damaged: Text | None = None


@dataclass(frozen=True)
class ReleasesAnswer:
    """Newest first. `newest`: the one that answers where no release is named."""

    newest: int
    releases: tuple[ReleaseTold, ...]


@dataclass(frozen=True)
class Change:
    """One cell that reads otherwise: its value or the reason for having none, before and after. Its key as under /figures."""

    indicator: str
    scheme: str | None
    strand: str | None
    partner: str | None
    area: str | None
    county: str | None
    country: str | None
    period: str
    unit: str
    old: int | None
    old_absence: str | None
    new: int | None
    new_absence: str | None


@dataclass(frozen=True)
class Correction:
    """A figure that is another now, or came late, in a month that the release before covered."""

    indicator: str
    scheme: str
    area: str
    month: str


@dataclass(frozen=True)
class ChangesAnswer:
    """`before`: the release compared with, null for the first. `rows`: of `changes` on all pages together."""

    release: int
    before: int | None
    corrects: int | None
    note: Text
    corrections: Sequence[Correction]
    changes: Sequence[Change]
    rows: int
    next: str | None


def releases_answer(asking: Asking) -> Made:
    found = register(asking.folder)
    told = [_told(release) for release in found.releases]
    told += [ReleaseTold(number, damaged=reason) for number, reason in found.damaged.items()]
    newest_first = sorted(told, key=lambda each: each.number, reverse=True)
    return made(ReleasesAnswer(asking.release.number, tuple(newest_first)))


def _told(release: Release) -> ReleaseTold:
    return ReleaseTold(
        number=release.number,
        through=release.through,
        as_of=release.as_of,
        published_on=release.published_on,
        note=release.note,
        corrects=release.corrects,
        disclosure=release.info.get("disclosure"),
        sha256=release.checksum,
        changes=f"{BASE}/releases/{release.number}/changes",
    )


def changes_answer(asking: Asking) -> Made:
    """Raises ReleaseError where the release before cannot be read: a comparison with an earlier one would be another answer."""
    release = asking.release
    earlier = [number for number in published(asking.folder) if number < release.number]
    before = opened(asking.folder, max(earlier), asking.words) if earlier else None
    cells = named(between_releases(before or release, release), release.programme)
    page, following = paged(cells, asking)
    told = {
        "release": release.number,
        "before": before.number if before else None,
        "corrects": release.corrects,
        "note": release.note,
        "corrections": records(release.corrections),
        "changes": records(page),
        "rows": len(cells),
        "next": following,
    }
    return Made(to_json(told), JSON, following)
