"""The register: which releases in a folder are sound, and what is wrong with the others.

A release is sound when it opens, its pages fit together, its content has the checksum it was given, its framework can be read and it
carries the number of its name. That is looked at once a file (for C-CARE's 8,948 cells about 60 ms, and in step with the number of
cells), and again only when the file is another: each look into the folder costs a few system calls.
"""

import os
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from ccare_metrics.release import NONE_YET, Release, ReleaseError, open_release, published
from geo.areas import Text

KEPT = 256  # files; a programme that publishes every month fills it in twenty years
LONGEST_DETAIL = 120  # characters

Stamp = tuple[int, ...]
Verdict = Release | Text  # a sound release, or what is wrong


@dataclass(frozen=True)
class Register:
    releases: tuple[Release, ...]  # the sound ones, oldest first
    damaged: Mapping[int, Text]  # by number: what is wrong, and what to do


def register(folder: Path) -> Register:
    """Every release of a folder, judged. Raises ReleaseError where the folder itself cannot be read."""
    verdicts = {number: _judged(path, number) for number, path in _found(folder).items()}
    return Register(
        releases=tuple(verdict for verdict in verdicts.values() if isinstance(verdict, Release)),
        damaged=MappingProxyType({n: verdict for n, verdict in verdicts.items() if isinstance(verdict, Text)}),
    )


def newest_sound(folder: Path) -> Release:
    """The newest release that is sound; older ones are not looked at. Raises ReleaseError: nothing is published yet, or what is wrong
    with the newest where none is sound."""
    faults = []
    for number, path in reversed(_found(folder).items()):
        verdict = _judged(path, number)
        if isinstance(verdict, Release):
            return verdict
        faults.append(verdict)
    raise ReleaseError(faults[0] if faults else NONE_YET)


def named(folder: Path, number: int) -> Release:
    """The release of this number. Raises ReleaseError: it is not sound, or there is none and which there are."""
    path = _found(folder).get(number)
    verdict = _judged(path, number) if path else open_release(folder, number)
    if isinstance(verdict, Text):
        raise ReleaseError(verdict)
    return verdict


def _found(folder: Path) -> dict[int, Path]:
    try:
        return published(folder)
    except OSError as error:
        raise ReleaseError(_closed(folder, str(error.strerror))) from error


class _Memory:
    """What was found in which file, by path; a file with another stamp is another file."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._kept: dict[Path, tuple[Stamp, Verdict]] = {}

    def verdict(self, path: Path, number: int) -> Verdict:
        stamp = _stamp(path)
        if (known := self._kept.get(path)) and known[0] == stamp:
            return known[1]
        with self._turn:  # keeps visitors who come at the same moment from looking through the same file
            if not (known := self._kept.get(path)) or known[0] != stamp:
                # Put at the end, so that the one looked at longest ago is the first to go.
                self._kept.pop(path, None)
                self._kept[path] = known = (stamp, _examined(path, number))
                while len(self._kept) > KEPT:
                    del self._kept[next(iter(self._kept))]
            return known[1]


_judged = _Memory().verdict


def _stamp(path: Path) -> Stamp:
    """Tells a file from one put in its place or written over it. The time of change is part of it because the time of writing can be
    set back, as copying programs do."""
    try:
        found = os.stat(path)
    except OSError:
        return ()
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def _examined(path: Path, number: int) -> Verdict:
    try:
        fault = _fault(Release(path), number)
        # Opened anew: the look through every page has filled the first one's memory.
        return fault or Release(path)
    except ReleaseError as error:
        return error.message


def _fault(release: Release, number: int) -> Text | None:
    problems = release.problems()
    if problems:
        return _altered(release.path, _in_short(problems[0]))
    if release.number != number:
        return _misnamed(release.path, release.number)
    release.programme  # noqa: B018 - raises where the framework cannot be read
    return None


def _in_short(problem: str) -> str:
    """One line of what SQLite says, which may go on to quote a whole document."""
    return next(line for line in problem.splitlines() if not line.startswith("***"))[:LONGEST_DETAIL]


def _altered(path: Path, detail: str) -> Text:
    return Text(
        en=f"The release {path.name} is not what was published ({detail}). Put back its copy, or publish again.",
        fr=f"La publication {path.name} n’est plus telle qu’elle a été publiée ({detail}). Remettez sa copie, ou publiez de nouveau.",
    )


def _misnamed(path: Path, number: int) -> Text:
    return Text(
        en=f"The file {path.name} holds release {number}. Give it back its name.",
        fr=f"Le fichier {path.name} contient la publication {number}. Rendez-lui son nom.",
    )


def _closed(folder: Path, detail: str) -> Text:
    return Text(
        en=f"The folder of releases ({folder.name}) cannot be read ({detail}). Let the server's account read it.",
        fr=f"Le dossier des publications ({folder.name}) est illisible ({detail}). Autorisez le compte du serveur à le lire.",
    )
