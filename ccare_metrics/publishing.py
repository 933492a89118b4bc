"""Making a release from the approved figures: add up, protect, attack it as anybody could, write it whole or not at all."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
from sqlalchemy import Engine

from ccare_metrics import disclosure, earlier, judging
from ccare_metrics.disclosure import Protected
from ccare_metrics.framework import Programme, parse_programme
from ccare_metrics.hiding import UnprotectableError
from ccare_metrics.periods import last_day, month_of
from ccare_metrics.release import ReleaseError, newest_release_number
from ccare_metrics.release_file import Finished, Receipt, finished_release
from ccare_metrics.scope import RefusedError, Signature
from ccare_metrics.store import read, rights, write
from ccare_metrics.store.engine import reading, writing
from ccare_metrics.store.receipts import Told, once
from geo.areas import Area, Text, load_areas


@dataclass(frozen=True)
class Prepared:
    """What would be published, for the lead to look at: nothing of it is written yet.

    `protected.hidden` holds the true values of what is hidden, and so is for their eyes only. `corrections`: release.CORRECTION_COLUMNS.
    `before`: the releases that are public already, oldest first. `submissions`: the numbers of those it is made from.
    """

    info: Mapping[str, str]
    documents: Mapping[str, str]
    programme: Programme
    protected: Protected
    corrections: pd.DataFrame
    before: Sequence[earlier.Published]
    submissions: Sequence[int]


def prepare(
    engine: Engine,
    *,
    documents: Mapping[str, str],
    folder: Path,
    through: str,
    note: Text,
    published_on: date,
    corrects: int | None = None,
    apart: bool = False,
) -> Prepared:
    """The next release from the approved figures up to a month. `corrects`: the number of an earlier release that it puts right; for
    `apart` see `earlier.published_before`.

    Raises ReleaseError, in both languages, where it could not be published.
    """
    areas = load_areas()
    programme = parse_programme(documents, areas)
    submissions = read.approved_submissions(engine, published_on.isoformat())
    figures = read.figures_of(engine, submissions, through=through)
    _refuse_undeclared(figures, programme, areas)
    before = earlier.published_before(engine, folder, areas, apart=apart)
    _refuse_to_correct(corrects, [each.release.number for each in before])
    corrections = earlier.corrections(figures, before, through=through) if before else earlier.NO_CORRECTIONS
    cells = earlier.computed_cells(figures, programme, areas, through)
    try:
        protected = disclosure.protect(
            cells, programme, areas, through=through, corrected=corrections, earlier=[each.statement for each in before]
        )
    except UnprotectableError as error:
        raise ReleaseError(_unprotectable(error)) from error
    info = {
        "number": str((newest_release_number(folder) or 0) + 1),
        "programme": programme.code,
        "through": through,
        "as_of": as_of(programme, through).isoformat(),
        "published_on": published_on.isoformat(),
        "note_en": note.en,
        "note_fr": note.fr,
        "figures": str(len(figures)),
        "disclosure": programme.disclosure.profile,
        "hidden": str(len(protected.hidden)),
        **({"corrects": str(corrects)} if corrects is not None else {}),
    }
    return Prepared(info, documents, programme, protected, corrections, before, submissions)


def publish(
    engine: Engine,
    *,
    documents: Mapping[str, str],
    folder: Path,
    through: str,
    note: Text,
    published_on: date,
    who: str,
    corrects: int | None = None,
    apart: bool = False,
) -> Receipt:
    """Makes the next release and writes the act to the audit; for the arguments see `prepare`."""
    prepared = prepare(
        engine,
        documents=documents,
        folder=folder,
        through=through,
        note=note,
        published_on=published_on,
        corrects=corrects,
        apart=apart,
    )
    return publish_prepared(engine, prepared, folder=folder, who=who)


def publish_prepared(engine: Engine, prepared: Prepared, *, folder: Path, who: str) -> Receipt:
    """Writes a release once the attack on it has failed. The audit and the file stand or fall together but for a crash between them;
    then the file is there without its entry, and the next publication says so."""
    with _finished(prepared, folder) as finished, writing(engine) as session:
        receipt = finished.publish()
        at = f"{prepared.info['published_on']}T12:00:00Z"
        write.audit(session, at=at, who=who, **_told(prepared, receipt))
    return receipt


def prepare_by(
    engine: Engine,
    signature: Signature,
    *,
    documents: Mapping[str, str],
    folder: Path,
    through: str,
    corrects: int | None = None,
) -> Prepared:
    """As `prepare`, for somebody who may publish, on the day they ask; its note is still to be written (`noted`).

    Raises NotAllowedError, ReleaseError.
    """
    with reading(engine) as session:
        rights.actor(session, signature, "publish")
    published_on = date.fromisoformat(signature.at[:10])
    return prepare(
        engine, documents=documents, folder=folder, through=through, note=Text(en="", fr=""), published_on=published_on,
        corrects=corrects,
    )  # fmt: skip


def noted(prepared: Prepared, note: Text) -> Prepared:
    """The same with what this release brings, in both languages."""
    return replace(prepared, info={**prepared.info, "note_en": note.en.strip(), "note_fr": note.fr.strip()})


def is_outdated(engine: Engine, prepared: Prepared, folder: Path) -> bool:
    """Whether anything was approved or published since: what was looked at is no longer what would be written."""
    number = (newest_release_number(folder) or 0) + 1
    approved = read.approved_submissions(engine, prepared.info["published_on"])
    return prepared.info["number"] != str(number) or [*prepared.submissions] != approved


def publish_by(engine: Engine, prepared: Prepared, *, folder: Path, signature: Signature) -> Told:
    """Publishes what was prepared and looked at, in the name of the person who signs. Asked twice, it takes place once.

    The attack on it takes seconds, and nobody's work waits for that: the store is written to only when it is over.
    The receipt tells number, cells, hidden and sha256. Raises NotAllowedError; RefusedError: note_missing, preview_outdated;
    ReleaseError, where a hidden count could be worked out from it.
    """
    with reading(engine) as session:
        rights.actor(session, signature, "publish")
    if not (prepared.info["note_en"] and prepared.info["note_fr"]):
        raise RefusedError("note_missing")
    with _finished(prepared, folder) as finished, writing(engine) as session:
        person = rights.actor(session, signature, "publish")
        key = f"{_fingerprint(prepared)} by {person.id}"
        with once(session, key, act=f"publish {prepared.info['number']}", person=person.id, at=signature.at) as receipt:
            if receipt.is_new:
                if is_outdated(engine, prepared, folder):
                    raise RefusedError("preview_outdated")
                at = write.moment(session, signature.at)
                written = finished.publish()
                write.audit(session, at=at, who=person.email, **_told(prepared, written))
                hidden = len(prepared.protected.hidden)
                receipt.tells(number=written.number, cells=written.cells, hidden=hidden, sha256=written.sha256)
    return receipt.told


def _fingerprint(prepared: Prepared) -> str:
    """The same for the same figures, rules and words."""
    told = [dict(prepared.info), dict(prepared.documents), [*prepared.submissions]]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _finished(prepared: Prepared, folder: Path) -> AbstractContextManager[Finished]:
    return finished_release(
        folder,
        prepared.info,
        prepared.documents,
        prepared.protected.cells,
        grains=prepared.protected.grains,
        corrections=prepared.corrections,
        judge=lambda path: judging.refuse_what_leaks(path, [each.release for each in prepared.before]),
    )


def _told(prepared: Prepared, receipt: Receipt) -> dict[str, Any]:
    """What the audit says of a release."""
    return {
        "act": "publish",
        "subject": f"release {receipt.number}",
        "after": {
            "number": receipt.number,
            "through": prepared.info["through"],
            "cells": receipt.cells,
            "hidden": len(prepared.protected.hidden),
            "sha256": receipt.sha256,
            "submissions": list(prepared.submissions),
            "note": {"en": prepared.info["note_en"], "fr": prepared.info["note_fr"]},
        },
        "reason": prepared.info["note_en"],
    }


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


def _refuse_to_correct(corrects: int | None, known: Sequence[int]) -> None:
    if corrects is not None and corrects not in known:
        raise ReleaseError(_nothing_to_correct(corrects, known))


def _nothing_to_correct(corrects: int, known: Sequence[int]) -> Text:
    numbers = ", ".join(map(str, known))
    return Text(
        en=f"There is no release {corrects} to put right. Releases: {numbers or 'none yet'}.",
        fr=f"Il n’y a pas de publication {corrects} à rectifier. Publications : {numbers or 'aucune'}.",
    )


def _unprotectable(error: UnprotectableError) -> Text:
    return Text(
        en=f"A small count of {error.indicator} would follow from totals that are public already, whatever is hidden "
        f"(figures: {error.figures}). Nothing was published.",
        fr=f"Un petit effectif de {error.indicator} se déduirait de totaux déjà publics, quoi que l’on masque "
        f"(chiffres : {error.figures}). Rien n’a été publié.",
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
