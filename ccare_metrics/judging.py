"""The attack on releases as files: nothing but what is in them."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from ccare_metrics import attack
from ccare_metrics.aggregation import CELL_KEY
from ccare_metrics.intervals import ContradictionError
from ccare_metrics.relations import Statement, states
from ccare_metrics.release import Release, ReleaseError
from geo.areas import Text, load_areas

NAMED = 5  # of the cells given away; the rest are counted


def given_away(releases: Sequence[Release]) -> pd.DataFrame:
    """Hidden cells that follow too closely from these releases, oldest first; attack.FOUND_COLUMNS and `release`, the number."""
    return _found(releases, unheard=False)


def _found(releases: Sequence[Release], *, unheard: bool) -> pd.DataFrame:
    found = attack.given_away([_statement(release) for release in releases], load_areas(), unheard=unheard)
    return found.assign(release=[releases[place].number for place in found["edition"]])


def given_away_by_the_last(releases: Sequence[Release]) -> pd.DataFrame:
    """Of `given_away`, what was not known as closely before the last of them, by the releases before it and by what sources say."""
    found = given_away(releases)
    if found.empty:
        return found
    known = _found(releases, unheard=True)
    closely = ["release", *CELL_KEY, "least", "most"]
    return found[~pd.MultiIndex.from_frame(found[closely]).isin(pd.MultiIndex.from_frame(known[closely]))]


def given_away_by_any(releases: Sequence[Release]) -> pd.DataFrame:
    """What one or another of the releases, oldest first, gave away when it was published; each cell once, as closely as it is known."""
    parts = [given_away_by_the_last(releases[: place + 1]) for place in range(len(releases))]
    return pd.concat(parts, ignore_index=True).drop_duplicates(["release", *CELL_KEY], keep="last", ignore_index=True)


def _statement(release: Release) -> Statement:
    cells = release.all_cells()
    return Statement(
        release.programme, release.through, cells.assign(state=states(cells, release.grains)), release.corrections
    )


def refuse_what_leaks(path: Path, before: Sequence[Release]) -> None:
    """Raises ReleaseError where a finished file, together with the releases before it, gives away what was not public without it."""
    release = Release(path)
    if problems := release.problems():
        raise ReleaseError(_unsound(problems))
    try:
        new = given_away_by_the_last([*before, release])
    except ContradictionError as error:
        raise ReleaseError(_contradicts(str(error))) from error
    if len(new):
        raise ReleaseError(_leaks(new))


def in_words(found: pd.DataFrame) -> str:
    """The first few cells, by their codes, and between what they lie."""
    told = [
        f"{row.indicator} {row.group_code} {row.place_code} {row.time_code}: {row.least:g} to {row.most:g}"
        for row in found.head(NAMED).itertuples()
    ]
    return "; ".join(told)


def _leaks(found: pd.DataFrame) -> Text:
    return Text(
        en=f"{len(found)} hidden cells could be worked out from what is public, so nothing was published. Among them: "
        f"{in_words(found)}.",
        fr=f"{len(found)} cellules masquées pourraient se déduire de ce qui est public ; rien n’a été publié. Parmi elles : "
        f"{in_words(found)}.",
    )


def _contradicts(detail: str) -> Text:
    return Text(
        en=f"The release contradicts an earlier one about a figure that nobody corrected ({detail}). Nothing was published.",
        fr=f"La publication contredit une publication antérieure sur un chiffre que personne n’a rectifié ({detail}). Rien n’a été publié.",
    )


def _unsound(problems: list[str]) -> Text:
    return Text(
        en=f"The file of the release could not be written soundly ({problems[0]}). Nothing was published.",
        fr=f"Le fichier de la publication n’a pas pu être écrit correctement ({problems[0]}). Rien n’a été publié.",
    )
