"""Making a release from the approved figures: add up, protect, write under a temporary name, make durable, give it its name."""

import os
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd
from sqlalchemy import Engine

from ccare_metrics import aggregation, coverage, disclosure
from ccare_metrics.aggregation import CELL_COLUMNS, CELL_KEY, TIME_KINDS
from ccare_metrics.framework import Programme, parse_programme
from ccare_metrics.periods import last_day, month_of
from ccare_metrics.release import (
    APPLICATION_ID,
    CORRECTION_COLUMNS,
    FORMAT,
    GRAIN_COLUMNS,
    ReleaseError,
    content_sha256,
    newest_release_number,
)
from ccare_metrics.store import read, write
from ccare_metrics.store.engine import writing
from geo.areas import Area, Text, load_areas

SCHEMA = f"""
PRAGMA application_id={APPLICATION_ID};
PRAGMA user_version={FORMAT};
CREATE TABLE info (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE document (path TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE cell (
  indicator TEXT NOT NULL, group_kind TEXT NOT NULL, place_kind TEXT NOT NULL, time_kind TEXT NOT NULL,
  group_code TEXT NOT NULL, place_code TEXT NOT NULL, time_code TEXT NOT NULL,
  value INTEGER, absence TEXT, provenance TEXT NOT NULL, reported INTEGER NOT NULL, due INTEGER NOT NULL,
  CHECK ((value IS NULL) <> (absence IS NULL)), CHECK (value IS NULL OR typeof(value) = 'integer'),
  PRIMARY KEY ({", ".join(CELL_KEY)})
) WITHOUT ROWID;
CREATE TABLE grain (
  indicator TEXT NOT NULL, group_kind TEXT NOT NULL, group_code TEXT NOT NULL, place_kind TEXT NOT NULL, place_code TEXT NOT NULL,
  finest TEXT NOT NULL CHECK (finest IN ({", ".join(repr(kind) for kind in TIME_KINDS)})),
  PRIMARY KEY (indicator, group_kind, group_code, place_kind, place_code)
) WITHOUT ROWID;
CREATE TABLE correction (
  indicator TEXT NOT NULL, scheme TEXT NOT NULL, area TEXT NOT NULL, month TEXT NOT NULL,
  PRIMARY KEY (indicator, scheme, area, month)
) WITHOUT ROWID;
"""


@dataclass(frozen=True)
class Receipt:
    number: int
    path: Path
    cells: int
    sha256: str


def publish(
    engine: Engine,
    *,
    documents: Mapping[str, str],
    folder: Path,
    through: str,
    note: Text,
    published_on: date,
    who: str,
) -> Receipt:
    """Makes the next release from the approved figures up to a month, and writes the act to the audit."""
    areas = load_areas()
    programme = parse_programme(documents, areas)
    figures = read.approved_figures(engine, through=through, day=published_on.isoformat())
    _refuse_undeclared(figures, programme, areas)
    number = (newest_release_number(folder) or 0) + 1
    info = {
        "number": str(number),
        "programme": programme.code,
        "through": through,
        "as_of": as_of(programme, through).isoformat(),
        "published_on": published_on.isoformat(),
        "note_en": note.en,
        "note_fr": note.fr,
        "figures": str(len(figures)),
        "disclosure": programme.disclosure.profile,
    }
    protected = disclosure.protect(computed_cells(figures, programme, areas, through), programme)
    corrections = pd.DataFrame(columns=CORRECTION_COLUMNS)
    receipt = write_release(folder, info, documents, protected.cells, grains=protected.grains, corrections=corrections)
    with writing(engine) as session:
        write.audit(
            session,
            at=f"{published_on.isoformat()}T12:00:00Z",
            who=who,
            act="publish",
            subject=f"release {number}",
            after={"through": through, "cells": receipt.cells, "sha256": receipt.sha256},
            reason=note.en,
        )
    return receipt


def _refuse_undeclared(figures: pd.DataFrame, programme: Programme, areas: Mapping[str, Area]) -> None:
    """A figure whose scheme, indicator or area the programme no longer declares would drop out of every total without a word."""
    counted = [code for code, indicator in programme.indicators.items() if indicator.kind != "ratio"]
    declared = {"scheme": programme.schemes, "indicator": counted, "area": areas}
    unknown = {
        column: ", ".join(found)
        for column, known in declared.items()
        if (found := sorted({*figures[column]} - {*known}))
    }
    if unknown:
        raise ReleaseError(_undeclared(unknown))


def as_of(programme: Programme, through: str) -> date:
    """The day the public site speaks of: the closing day in the closing month, else the last day of the month."""
    return programme.closing_day if month_of(programme.closing_day) == through else last_day(through)


def computed_cells(
    figures: pd.DataFrame, programme: Programme, areas: Mapping[str, Area], through: str
) -> pd.DataFrame:
    """Every slice that is published; CELL_COLUMNS."""
    stored = {code: indicator for code, indicator in programme.indicators.items() if indicator.kind != "ratio"}
    return aggregation.cells(
        coverage.base(figures, programme, areas, through),
        {code: indicator.over_time for code, indicator in stored.items()},
        {code: indicator.across for code, indicator in stored.items()},
    )


def write_release(
    folder: Path,
    info: Mapping[str, str],
    documents: Mapping[str, str],
    cells: pd.DataFrame,
    *,
    grains: pd.DataFrame,
    corrections: pd.DataFrame,
) -> Receipt:
    """Writes release-<number>.sqlite: temporary name, check, fsync, rename. Same input, same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    number = int(info["number"])
    path, unfinished = folder / f"release-{number}.sqlite", folder / f".release-{number}.part"
    unfinished.unlink(missing_ok=True)
    connection = sqlite3.connect(unfinished, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode=MEMORY")
        connection.executescript(SCHEMA)
        connection.execute("BEGIN")
        connection.executemany("INSERT INTO document VALUES (?, ?)", sorted(documents.items()))
        for table, frame, columns in (
            ("cell", cells, CELL_COLUMNS),
            ("grain", grains, GRAIN_COLUMNS),
            ("correction", corrections, CORRECTION_COLUMNS),
        ):
            rows = frame[columns].astype(object).where(frame[columns].notna(), None)
            connection.executemany(
                f"INSERT INTO {table} VALUES ({', '.join('?' * len(columns))})", rows.itertuples(index=False, name=None)
            )
        connection.executemany("INSERT INTO info VALUES (?, ?)", sorted(info.items()))
        digest = content_sha256(connection)
        connection.execute("INSERT INTO info VALUES ('content_sha256', ?)", [digest])
        connection.execute("COMMIT")
    finally:
        connection.close()
    _make_durable(unfinished, path)
    return Receipt(number=number, path=path, cells=len(cells), sha256=digest)


def _make_durable(unfinished: Path, path: Path) -> None:
    with open(unfinished, "rb+") as file:
        os.fsync(file.fileno())
    try:
        # Unlike a rename, refuses to replace a release that another process has just published.
        os.link(unfinished, path)
    except FileExistsError as error:
        raise ReleaseError(_taken(path)) from error
    finally:
        unfinished.unlink()
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _taken(path: Path) -> Text:
    return Text(
        en=f"{path.name} was published by somebody else at the same moment, and is left as it is. Publish again.",
        fr=f"{path.name} vient d’être publié par quelqu’un d’autre, et reste en l’état. Publiez de nouveau.",
    )


def _undeclared(unknown: Mapping[str, str]) -> Text:
    named = {"scheme": "dispositif", "indicator": "indicateur", "area": "territoire"}
    english = "; ".join(f"{column} {codes}" for column, codes in unknown.items())
    french = " ; ".join(f"{named[column]} {codes}" for column, codes in unknown.items())
    return Text(
        en=f"Approved figures stand under codes that the programme’s files do not declare ({english}). Nothing was published. "
        "Put the files back as they were, or give the figures their new codes.",
        fr=f"Des chiffres validés portent des codes que les fichiers du programme ne déclarent pas ({french}). Rien n’a été "
        "publié. Rétablissez les fichiers, ou donnez aux chiffres leurs nouveaux codes.",
    )
