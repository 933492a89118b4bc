"""What changed, as rows of tables: totals and how they come about, figures with their old and new values, targets decided anew."""

from collections.abc import Hashable, Mapping
from datetime import date

import pandas as pd

from ccare_metrics.framework import Indicator
from ccare_metrics.working import Working
from geo.areas import load_areas
from reports import cells
from reports.content import Cell, Column, Table
from ui import findings, names
from ui.edition import Edition
from ui.words import Words

Row = Mapping[Hashable, object]


def totals(edition: Edition, before: Working, rows: pd.DataFrame) -> Table:
    """`rows`: Changes.totals. What was there, plus what came, was put right and was withdrawn, gives what is there now."""
    words = edition.words
    steps = ["added", "corrected", *(["withdrawn"] if rows["withdrawn"].ne(0).any() else [])]
    columns = (
        Column(words("table.indicator")),
        Column(words.date(before.day), "number"),
        *(Column(words(f"changes.{step}"), "number") for step in steps),
        Column(words.date(edition.release.known_on), "number"),
        Column(words("changes.difference"), "number"),
        Column(words("table.provenance"), "provenance"),
    )
    told = []
    for row in rows.to_dict("records"):
        indicator = edition.programme.indicators[str(row["indicator"])]
        told.append(
            (
                Cell(words.name(indicator.name)),
                cells.amount(words, row["before"], indicator, absence="not_reported"),
                *(cells.step(words, row[step], indicator) for step in steps),
                cells.amount(words, row["after"], indicator, absence="not_reported"),
                cells.step(words, row["difference"], indicator),
                cells.provenance(words, row["provenance"]),
            )
        )
    return Table("totals", words("changes.totals"), columns, tuple(told))


def figures(edition: Edition, kind: str, rows: pd.DataFrame) -> Table:
    """`rows`: Changes.figures of one kind. Old and new value, who approved it when, and why."""
    words = edition.words
    columns = (
        Column(words("changes.figure")),
        Column(words("table.area")),
        Column(words("table.month"), "date"),
        Column(words("changes.old"), "number"),
        Column(words("changes.new"), "number"),
        *([Column(words("changes.difference"), "number")] if kind == "corrected" else []),
        Column(words("changes.who")),
        Column(words("changes.why")),
        Column(words("table.provenance"), "provenance"),
    )
    told = tuple(_figure(edition, kind, row) for row in rows.to_dict("records"))
    return Table(kind, words.n(f"changes.title.{kind}", len(told)), columns, told)


def _figure(edition: Edition, kind: str, row: Row) -> tuple[Cell, ...]:
    words, code, scheme = edition.words, str(row["indicator"]), str(row["scheme"])
    indicator = edition.programme.indicators[code]
    return (
        Cell(findings.target_words(edition, code, scheme)),
        Cell(words.name(load_areas()[str(row["area"])].name)),
        cells.month(words, str(row["month"])),
        _value(words, row["old"], row["old_absence"], indicator),
        _value(words, row["new"], row["new_absence"], indicator),
        *([cells.step(words, row["difference"], indicator)] if kind == "corrected" else []),
        Cell(_who(edition, row)),
        Cell(_why(words, kind, row)),
        cells.provenance(words, row["provenance"]),
    )


def _value(words: Words, value: object, absence: object, indicator: Indicator) -> Cell:
    if cells.is_missing(value) and cells.is_missing(absence):
        return Cell(words("changes.none_yet"))
    return cells.amount(words, value, indicator, absence=absence)


def _who(edition: Edition, row: Row) -> str:
    words, partner = edition.words, edition.programme.partners[str(row["partner"])].short_name
    if cells.is_missing(row["approved_on"]):
        return words.name(partner)
    by, day = names.person(edition, str(row["approved_by"])), date.fromisoformat(str(row["approved_on"]))
    return words("changes.approved", partner=partner, who=by, day=day)


def _why(words: Words, kind: str, row: Row) -> str:
    if not cells.is_missing(row["reason"]):
        return words.quoted(str(row["reason"]))
    return words("changes.fell_due" if cells.is_missing(row["approved_on"]) else f"changes.reason.{kind}")


def targets(edition: Edition, rows: pd.DataFrame) -> Table:
    """`rows`: Changes.targets. Decided anew in between, each with the reason."""
    words = edition.words
    columns = (
        Column(words("table.target")),
        Column(words("changes.old"), "number"),
        Column(words("changes.new"), "number"),
        Column(words("outlook.valid_from"), "date"),
        Column(words("changes.why")),
        Column(words("table.provenance"), "provenance"),
    )
    told = tuple(_target(edition, row) for row in rows.to_dict("records"))
    return Table("targets", words.n("changes.title.targets", len(told)), columns, told)


def _target(edition: Edition, row: Row) -> tuple[Cell, ...]:
    words, indicator = edition.words, edition.programme.indicators[str(row["indicator"])]
    scheme = None if cells.is_missing(row["scheme"]) else str(row["scheme"])
    reason = row["reason"]
    return (
        Cell(findings.target_words(edition, indicator.code, scheme)),
        cells.amount(words, row["old"], indicator),
        cells.amount(words, row["new"], indicator),
        cells.day(words, row["decided_on"]),  # type: ignore[arg-type]
        Cell(words.name(reason) if reason else words("outlook.not_stated")),  # type: ignore[arg-type]
        cells.provenance(words, row["provenance"]),
    )
