"""What is public already, as those who publish know it: each earlier release beside the figures that it was made from."""

from collections.abc import Mapping
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


def published_before(engine: Engine, folder: Path, areas: Mapping[str, Area]) -> list[Published]:
    """Every release of a folder, oldest first, but those from before there was protection, which nobody is shown any more.

    Raises ReleaseError where one cannot be read or was not published from this store: then nobody can tell what is public.
    """
    register = read.publications(engine)
    return [_published(engine, release, register, areas) for release in _readable(folder)]


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


def corrections(figures: pd.DataFrame, last: Published, *, through: str) -> pd.DataFrame:
    """Figures of months that both releases cover and that are others now or came late; CORRECTION_COLUMNS, sorted."""
    both_cover = min(through, last.release.through)
    before, now = (
        each.loc[each["month"] <= both_cover, [*FIGURE_KEY, "value", "absence"]] for each in (last.figures, figures)
    )
    both = before.merge(now, on=FIGURE_KEY, how="outer", suffixes=("", "_now"))
    same_value = both["value"].eq(both["value_now"]).fillna(False).astype("bool")
    same_reason = both["value"].isna() & both["value_now"].isna() & both["absence"].eq(both["absence_now"])
    changed = both.loc[~(same_value | same_reason), CORRECTION_COLUMNS]
    return changed.sort_values(CORRECTION_COLUMNS, ignore_index=True)


def _not_from_here(number: int) -> Text:
    return Text(
        en=f"Release {number} lies in the folder but was not published from this store, so nobody can tell what it gave away already. "
        "Nothing was published. Publish into another folder, or from the store that made it.",
        fr=f"La publication {number} se trouve dans le dossier mais ne provient pas de cette base : impossible de savoir ce qu’elle a déjà "
        "divulgué. Rien n’a été publié. Publiez dans un autre dossier, ou depuis la base d’origine.",
    )
