"""One release as the history shows it: what it brought, what reads otherwise than before, what it hides, and how to open it."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd

from ccare_metrics import results
from ccare_metrics.aggregation import Slice
from ccare_metrics.framework import Indicator, Programme
from ccare_metrics.register import Register, register
from ccare_metrics.release import Release
from ccare_metrics.store.engine import releases_folder
from geo.areas import counties, load_areas
from ui import frame, stories, tables
from ui.edition import Edition, kept
from ui.tables import HIDDEN, Column, is_missing
from ui.words import Words

AT_ONCE = 6  # releases; each is compared with the one before it
NEWEST, ALL = "newest", "all"
LISTED = 40  # rows of a table on the page; a correction is in every total above it


def known() -> Register:
    """What there is to open."""
    return register(releases_folder())


@dataclass(frozen=True)
class Past:
    """A release with its neighbours: the sound one before it, and the number of the one that puts it right."""

    edition: Edition
    before: Release | None
    corrected_by: int | None

    @property
    def release(self) -> Release:
        assert isinstance(self.edition.release, Release)
        return self.edition.release


def history(edition: Edition, releases: Sequence[Release]) -> list[Past]:
    """`releases`: oldest first; newest first out."""
    by = {each.corrects: each.number for each in releases if each.corrects}
    befores = (None, *releases)
    found = [
        Past(Edition(edition.words, each, edition.theme), before, by.get(each.number))
        for before, each in zip(befores, releases, strict=False)
    ]
    return found[::-1]


@kept
def about(past: Past) -> str:
    """Number, days, note, what it puts right, what it hides, checksum."""
    words, release = past.edition.words, past.release
    corrects = words("releases.corrects", number=release.corrects) if release.corrects else ""
    corrected = words("releases.corrected_by", number=past.corrected_by) if past.corrected_by else ""
    marks = "".join(f'<p class="cc-older-release">{escape(text)}</p>' for text in (corrects, corrected) if text)
    facts = {
        words("releases.through"): words.month(release.through),
        words("releases.as_of"): words.date(release.as_of),
        words("releases.protection"): _protection(past),
        words("releases.checksum"): release.checksum,
    }
    title = words("releases.title", number=release.number, day=release.published_on)
    return f"{frame.card_title(title)}{marks}{frame.prose([words.name(release.note)])}{stories.described(facts)}"


def _protection(past: Past) -> str:
    words, rule = past.edition.words, past.release.programme.disclosure
    if not rule.hide_below:
        return words("releases.profile_none")
    hidden = words.n("releases.hidden", results.hidden_cells(past.release))
    return words("releases.profile", most=rule.hide_below - 1, hidden=hidden)


@kept
def changed(past: Past) -> str:
    """What came and what reads otherwise than in the release before; the figures behind it, and every published cell, folded away."""
    words, before, release = past.edition.words, past.before, past.release
    if before is None:
        return f"<p>{escape(words('releases.first'))}</p>"
    cells = results.between_releases(before, release)
    told = [_added(words, before, release), _counts(words, before, cells)]
    parts = [f"<p>{escape(text)}</p>" for text in told if text]
    if not release.corrections.empty:
        title = words.n("releases.corrections", len(release.corrections), number=before.number)
        parts.append(
            tables.folded(title, _table(past, _figures(release.corrections, before, release), title), expanded=True)
        )
    if not cells.empty:
        title = words.n("releases.cells", len(cells), number=before.number)
        parts.append(tables.folded(title, _table(past, cells, title)))
    return "".join(parts)


def _added(words: Words, before: Release, release: Release) -> str:
    if release.through <= before.through:
        return ""
    return words("releases.added", before=words.month(before.through), now=words.month(release.through))


def _counts(words: Words, before: Release, cells: pd.DataFrame) -> str:
    """How many cells read otherwise, and in which way."""
    hidden, shown = cells["new_absence"].eq(HIDDEN), cells["old_absence"].eq(HIDDEN)
    values = cells["old"].notna() & cells["new"].notna()
    ways = {
        "other_value": values,
        "newly_hidden": hidden,
        "newly_shown": shown,
        "other_reason": ~(values | hidden | shown),
    }
    parts = [words.n(f"releases.{way}", int(which.sum())) for way, which in ways.items() if which.any()]
    if not parts:
        return words("releases.unchanged", number=before.number)
    return words.n("releases.changed", len(cells), number=before.number, parts=words.join(parts))


def _figures(corrections: pd.DataFrame, before: Release, release: Release) -> pd.DataFrame:
    """The corrected figures themselves, as each release shows them."""
    keys = {"group_code": "scheme", "place_code": "area", "time_code": "month"}
    asked = Slice(list(dict.fromkeys(corrections["indicator"])), "scheme", "area", "month")
    for side, source in (("old", before), ("new", release)):
        cells = source.cells(asked).rename(columns={**keys, "value": side, "absence": f"{side}_absence"})
        corrections = corrections.merge(
            cells[["indicator", *keys.values(), side, f"{side}_absence"]], on=["indicator", *keys.values()], how="left"
        )
    named = corrections.rename(columns={column: code for code, column in keys.items()})
    return named.assign(group_kind="scheme", place_kind="area")


def _table(past: Past, cells: pd.DataFrame, caption: str) -> str:
    words, programmes = past.edition.words, _programmes(past)
    rows = [_row(words, programmes, cell) for cell in cells.head(LISTED).to_dict("records")]
    columns = [
        Column("indicator", words("table.indicator")),
        Column("group", words("table.scheme")),
        Column("place", words("table.area")),
        Column("period", words("filters.period")),
        Column("old", words("changes.old"), "number", absence="old_absence"),
        Column("new", words("changes.new"), "number", absence="new_absence"),
    ]
    more = len(cells) - len(rows)
    below = f'<p class="cc-small-words">{escape(words.n("releases.not_listed", more))}</p>' if more else ""
    return tables.table(words, rows, columns, caption=caption) + below


def _programmes(past: Past) -> list[Programme]:
    """A code may be gone from the newer one, or not yet be in the older one."""
    return [release.programme for release in (past.release, past.before) if release is not None]


def _row(words: Words, programmes: Sequence[Programme], cell: dict) -> dict[str, str | None]:
    indicator = next(each.indicators[cell["indicator"]] for each in programmes if cell["indicator"] in each.indicators)
    shown = {side: _shown(words, indicator, cell[side], cell[f"{side}_absence"]) for side in ("old", "new")}
    return {
        "indicator": words.name(indicator.name),
        "group": _group(words, programmes, cell["group_kind"], cell["group_code"]),
        "place": _place(words, cell["place_kind"], cell["place_code"]),
        "period": words.period(cell["time_code"]),
        "old_absence": cell["old_absence"],
        "new_absence": cell["new_absence"],
        **shown,
    }


def _shown(words: Words, indicator: Indicator, value: Any, absence: object) -> str | None:
    """None where a reason is given; without one that release has no such figure."""
    if not is_missing(value):
        return words.amount(value, indicator)
    return words("changes.none_yet") if is_missing(absence) else None


def _group(words: Words, programmes: Sequence[Programme], kind: str, code: str) -> str:
    if kind == "all":
        return words("filters.all_schemes")
    for each in programmes:
        known = {"scheme": each.schemes, "partner": each.partners, "strand": each.strands}[kind]
        if code in known:
            return words.name(known[code].name if kind == "strand" else known[code].short_name)
    return code


def _place(words: Words, kind: str, code: str) -> str:
    if kind == "all":
        return words("table.total")
    if kind == "country":
        return words.country(code)
    return words.name(load_areas()[code].name if kind == "area" else counties(load_areas())[code].name)
