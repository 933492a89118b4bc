"""A copy of everything that cannot be made again: the working store and the releases."""

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from ccare_metrics.register import register
from ccare_metrics.release import published
from ccare_metrics.store.backup import copy_store
from ccare_metrics.store.engine import StoreError, releases_folder, store_url
from geo.areas import Text


def backup(
    folder: Annotated[Path, typer.Argument(help="where copies are kept; each gets a folder of its own in it")],
) -> None:
    """Copies the store, as of one moment and while people work, and the releases, into a new folder named by the moment (UTC).

    Under that name stands a whole copy or none. Ends with 1 where a release is damaged or the folder of releases is not there: what could
    be copied was.
    """
    copy = folder / f"{datetime.now(UTC):%Y-%m-%dT%H-%M-%SZ}"
    part = folder / f".{copy.name}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        part.mkdir(mode=0o700)  # it holds names and addresses
    except OSError as error:
        raise StoreError(_not_made(copy, error)) from error
    try:
        faults = _fill(part)
        os.rename(part, copy)
    except OSError as error:
        raise StoreError(_not_made(copy, error)) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    typer.echo(f"{copy}: the store and {len(published(copy / 'releases'))} releases")
    if faults:
        typer.echo("\n".join(faults), err=True)
        raise typer.Exit(1)


def _fill(copy: Path) -> list[str]:
    """What is wrong with the releases, a sentence each."""
    kept, releases = copy / "releases", releases_folder()
    kept.mkdir()
    copy_store(store_url(), copy / "store.sqlite")  # first: a release that it does not know of yet does no harm
    if not releases.is_dir():
        return [f"There is no folder of releases at {releases}: none was copied. Look at CCARE_RELEASES."]
    for file in published(releases).values():
        shutil.copy2(file, kept)
    return [f"release {number}: {reason.en}" for number, reason in register(kept).damaged.items()]


def _not_made(copy: Path, error: OSError) -> Text:
    return Text(
        en=f"The copy {copy} was not made: {error.strerror or error}. Nothing of it is left.",
        fr=f"La copie {copy} n’a pas été faite : {error.strerror or error}. Il n’en reste rien.",
    )
