"""What is public already, as those who publish know it: each earlier release beside the figures that it was made from."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from sqlalchemy import Engine

from ccare_metrics import aggregation, coverage
from ccare_metrics.aggregation import CELL_KEY
from ccare_metrics.framework import Programme
from ccare_metrics.relations import Statement, states
from ccare_metrics.release import CORRECTION_COLUMNS, Release, ReleaseError, UnprotectedReleaseError, published
from ccare_metrics.store import read
from geo.areas import Area, Text

NO_CORRECTIONS = pd.DataFrame(columns=CORRECTION_COLUMNS)
FIGURE_KEY = ["indicator", "scheme", "area", "month"]


@dataclass(frozen=True)
class Published:
    """`statement` holds all values, also those that the release hides. `figures`: store.read.FIGURE_COLUMNS."""

    release: Release
    figures: pd.DataFrame
    statement: Statement


def published_before(engine: Engine, folder: Path, areas: Mapping[str, Area], *, apart: bool) -> list[Published]:
    """Every release of a folder, oldest first, but those from before there was protection, which nobody is shown any more.

    Raises ReleaseError where one cannot be read or was not published from this store, and, unless `apart`, where one that this store
    published is not in the folder: then nobody can tell what is public. `apart`: whoever sees this folder sees no other.
    """
    register = read.publications(engine)
    found = _readable(folder)
    gone = [
        entry["number"] for checksum, entry in register.items() if checksum not in {each.checksum for each in found}
    ]
    if gone and not apart:
        raise ReleaseError(_gone(gone))
    return [_published(engine, release, register, areas) for release in found]


def _readable(folder: Path) -> list[Release]:
    found = []
    for path in published(folder).values():
        try:
            found.append(Release(path))
        except UnprotectedReleaseError:
            continue
    return found


def _published(
    engine: Engine, release: Release, register: Mapping[str, Mapping], areas: Mapping[str, Area]
) -> Published:
    entry = register.get(release.checksum)
    if entry is None or "submissions" not in entry:
        raise ReleaseError(_not_from_here(release.number))
    figures = read.figures_of(engine, entry["submissions"], through=release.through)
    programme = release.programme
    told = release.all_cells()
    state = told[CELL_KEY].assign(state=states(told, release.grains))
    known = computed_cells(figures, programme, areas, release.through).merge(state, on=CELL_KEY, how="left")
    known["state"] = known["state"].astype(object).where(known["state"].notna(), None)
    return Published(release, figures, Statement(programme, release.through, known, release.corrections))


def computed_cells(
    figures: pd.DataFrame, programme: Programme, areas: Mapping[str, Area], through: str
) -> pd.DataFrame:
    """Every slice that is published, before anything is hidden; CELL_COLUMNS."""
    stored = {code: indicator for code, indicator in programme.indicators.items() if indicator.kind != "ratio"}
    return aggregation.cells(
        coverage.base(figures, programme, areas, through),
        {code: indicator.over_time for code, indicator in stored.items()},
        {code: indicator.across for code, indicator in stored.items()},
    )


def corrections(figures: pd.DataFrame, before: Sequence[Published], *, through: str) -> pd.DataFrame:
    """Figures that are others now, or came late, against the newest release that covers their month; CORRECTION_COLUMNS, sorted."""
    columns = [*FIGURE_KEY, "value", "absence"]
    parts, covered = [], ""
    for release in reversed(before):
        month = release.figures["month"]
        parts.append(release.figures.loc[month.gt(covered) & month.le(through), columns])
        covered = max(covered, release.release.through)
    now = figures.loc[figures["month"] <= min(through, covered), columns]
    both = pd.concat(parts).merge(now, on=FIGURE_KEY, how="outer", suffixes=("", "_now"))
    same_value = both["value"].eq(both["value_now"]).fillna(False).astype("bool")
    same_reason = both["value"].isna() & both["value_now"].isna() & both["absence"].eq(both["absence_now"])
    changed = both.loc[~(same_value | same_reason), CORRECTION_COLUMNS]
    return changed.sort_values(CORRECTION_COLUMNS, ignore_index=True)


def _gone(numbers: Collection[int]) -> Text:
    named = ", ".join(str(number) for number in sorted(set(numbers)))
    return Text(
        en=f"Published from this store, but not in the folder: release {named}. Whoever kept it could work out what the next one hides. "
        "Nothing was published. Put the file back; or, for a folder whose readers see no other release, say --apart.",
        fr=f"Diffusée depuis cette base, mais absente du dossier : publication {named}. Qui l’a conservée pourrait en déduire ce que la "
        "suivante masque. Rien n’a été publié. Remettez le fichier ; ou, pour un dossier dont les lecteurs ne voient aucune autre "
        "publication, indiquez --apart.",
    )


def _not_from_here(number: int) -> Text:
    return Text(
        en=f"Release {number} lies in the folder but was not published from this store, so nobody can tell what it gave away already. "
        "Nothing was published. Publish from the store that made it.",
        fr=f"La publication {number} se trouve dans le dossier mais ne provient pas de cette base : impossible de savoir ce qu’elle a déjà "
        "divulgué. Rien n’a été publié. Publiez depuis la base d’origine.",
    )
