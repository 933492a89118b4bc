"""A copy of everything that cannot be made again: the working store and the releases."""

import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from ccare_metrics.release import published
from ccare_metrics.store.backup import copy_store
from ccare_metrics.store.engine import releases_folder, store_url


def backup(
    folder: Annotated[Path, typer.Argument(help="where copies are kept; each gets a folder of its own in it")],
) -> None:
    """Copies the store, as of one moment and while people work, and the releases, into a new folder named by the moment (UTC)."""
    copy = folder / f"{datetime.now(UTC):%Y-%m-%dT%H-%M-%SZ}"
    (copy / "releases").mkdir(parents=True)
    copy_store(store_url(), copy / "store.sqlite")  # first: a release that it does not know of yet does no harm
    files = list(published(releases_folder()).values())
    for file in files:
        shutil.copy2(file, copy / "releases")
    typer.echo(f"{copy}: the store and {len(files)} releases")
