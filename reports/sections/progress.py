"""Every target on the day: bullets by what is counted, then the whole table."""

from collections.abc import Hashable, Mapping
from dataclasses import replace

import pandas as pd

from ccare_metrics.framework import Indicator
from reports import cells
from reports.answers import counted, day_of, finding_of, notice, sources_of, targets
from reports.content import Asked, Cell, Column, Section, Table
from reports.pictures import BulletRow, Bullets
from ui.edition import Edition

Row = Mapping[Hashable, object]


def section(edition: Edition, asked: Asked) -> Section:
    words, rows = edition.words, targets(edition)
    made_up = notice(edition, rows)
    return Section(
        code="progress",
        name=words("pack.section.progress"),
        finding=finding_of(edition, finding(edition, rows), made_up),
        lead=words("board.progress_lead", month=words.month(edition.release.through)),
        notice=made_up,
        reading=words("pack.reading_bullets"),
        parts=(*_groups(edition, rows), table(edition, rows)),
        sources=sources_of(edition, rows),
    )


def finding(edition: Edition, rows: pd.DataFrame) -> str:
    """How many targets are off course or at risk on the day, and how many have too little reported to say."""
    words, total = edition.words, int(rows["target"].notna().sum())
    parts = counted(edition, rows)
    if not parts:
        return words("board.finding_none", day=day_of(edition), total=total)
    return words("board.finding", day=day_of(edition), total=total, parts=words.join(parts))


def table(edition: Edition, rows: pd.DataFrame) -> Table:
    """`results.target_table` as it is: one row a target."""
    words = edition.words
    columns = (
        Column(words("table.indicator")),
        Column(words("table.scheme")),
        Column(words("table.actual"), "number"),
        Column(words("table.result_provenance"), "provenance"),
        Column(words("table.expected"), "number"),
        Column(words("table.target"), "number"),
        Column(words("table.target_provenance"), "provenance"),
        Column(words("table.share"), "percent"),
        Column(words("board.coverage"), "percent"),
        Column(words("table.status"), "status"),
    )
    told = tuple(_cells(edition, row) for row in rows.to_dict("records"))
    return Table("progress", words("targets.caption"), columns, told)


def _cells(edition: Edition, row: Row) -> tuple[Cell, ...]:
    words, programme = edition.words, edition.programme
    indicator = programme.indicators[str(row["indicator"])]
    scheme = None if cells.is_missing(row["scheme"]) else programme.schemes[str(row["scheme"])]
    without = "not_published" if cells.is_missing(row["target"]) else None
    return (
        Cell(words.name(indicator.name)),
        Cell(words.name(scheme.short_name) if scheme else words("table.whole")),
        cells.amount(words, row["actual"], indicator, qualifier=str(row["qualifier"]), absence=row["absence"]),
        cells.provenance(words, row["provenance"]),
        cells.about(words, row["expected"], indicator, absence=without),
        cells.amount(words, row["target"], indicator, qualifier=str(row["target_qualifier"]), absence=without),
        cells.provenance(words, row["target_provenance"]),
        cells.percent(words, row["share"], absence=without),
        cells.percent(words, row["coverage"]),
        cells.status(words, str(row["status"])),
    )


# -- bullets


def _groups(edition: Edition, rows: pd.DataFrame) -> tuple[Bullets, ...]:
    """The programme's own targets, then the schemes' by what they count, so that one axis fits each group."""
    words, indicators = edition.words, edition.programme.indicators
    kinds = rows["indicator"].map(lambda code: _kind(indicators[code]))
    units = rows["indicator"].map(lambda code: cells.unit_of(indicators[code]))
    own = rows["scheme"].isna()
    found = []
    for unit in dict.fromkeys(units[own]):
        name = words("targets.programme", programme=edition.programme.short_name)
        found.append(_bullets(edition, rows[own & units.eq(unit)], f"programme-{unit}", name))
    for kind in dict.fromkeys(kinds[~own]):
        found.append(_bullets(edition, rows[~own & kinds.eq(kind)], kind, words(f"pack.group.{kind.split('-')[0]}")))
    return tuple(found)


def _kind(indicator: Indicator) -> str:
    return f"money-{indicator.currency}" if indicator.kind == "money" else indicator.kind


def _bullets(edition: Edition, rows: pd.DataFrame, key: str, name: str) -> Bullets:
    words = edition.words
    parts = counted(edition, rows)
    title = (
        words("pack.group_finding", group=name, parts=words.join(parts))
        if parts
        else words("pack.group_fine", group=name)
    )
    told = tuple(_bullet(edition, row) for row in rows.to_dict("records"))
    unit = cells.unit_of(edition.programme.indicators[str(rows["indicator"].iloc[0])])
    return Bullets(key, title, told, unit, alt=" ".join([f"{title}.", *(each.alt for each in told)]))


def _bullet(edition: Edition, row: Row) -> BulletRow:
    words, programme = edition.words, edition.programme
    indicator = programme.indicators[str(row["indicator"])]
    name = words.name(indicator.name)
    if not cells.is_missing(row["scheme"]):
        name = words("targets.row", scheme=programme.schemes[str(row["scheme"])].short_name, indicator=indicator.name)
    _, _, actual, _, expected, target, *_ = _cells(edition, row)
    made_up = row["status_provenance"] == "illustrative"
    drawn = BulletRow(
        name=name,
        actual=actual.value,  # type: ignore[arg-type]
        expected=expected.value,  # type: ignore[arg-type]
        target=target.value,  # type: ignore[arg-type]
        still_expected=expected.value not in (None, target.value) and row["status"] != "reached",
        actual_text=actual.text,
        expected_text=words("bullet.expected", figure=expected.text),
        target_text=_target_text(edition, row, target),
        status=str(row["status"]),
        status_text=words.status(str(row["status"])),
        note=words("targets.status_made_up") if made_up else "",
        made_up_actual=row["provenance"] == "illustrative",
        made_up_target=row["target_provenance"] == "illustrative",
        alt="",
    )
    return _spoken(edition, drawn, expected.text, target.text)


def _target_text(edition: Edition, row: Row, target: Cell) -> str:
    words = edition.words
    if target.value is None:
        return words.status("no_target")
    text = words("bullet.target", figure=target.text)
    made_up = row["target_provenance"] == "illustrative"
    return words.with_reason(text, words.provenance("illustrative").lower()) if made_up else text


def _spoken(edition: Edition, row: BulletRow, expected: str, target: str) -> BulletRow:
    """What the bullet shows, as a sentence with its numbers."""
    words = edition.words
    if row.target is None:
        alt = words("bullet.alt_no_target", name=row.name, actual=row.actual_text)
    elif row.still_expected:
        alt = words("bullet.alt_expected", name=row.name, actual=row.actual_text, target=target, expected=expected)
    else:
        alt = words("bullet.alt", name=row.name, actual=row.actual_text, target=target)
    alt = words.with_reason(alt, words.provenance("illustrative").lower()) if row.note else alt
    return replace(row, alt=f"{alt} {row.status_text}.")
