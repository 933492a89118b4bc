"""Releases to be attacked from outside: C-CARE's without protection, and with half of it; and small ones, several in a folder."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ccare_metrics.framework import read_documents
from tests.disclosure.releases import (
    LATE_FEBRUARY,
    PROFILE,
    api_of,
    bare_release,
    changed,
    february_comes_late,
    publish_small,
    small_store,
)
from tests.serving_fixtures import ROOT

HALF = (
    # What is small, and nothing else: no sum beside it, no amount, no coarser grain.
    "UPDATE cell SET value = NULL, absence = 'suppressed' WHERE value BETWEEN 1 AND 9 AND indicator <> 'vouchers_value' "
    "AND indicator NOT IN ('academies_created', 'digital_programmes')",
    f"UPDATE document SET text = replace(text, '{PROFILE[1]}', '{PROFILE[0]}') WHERE path = 'programme.toml'",
    "UPDATE info SET value = 'hide_under_10' WHERE name = 'disclosure'",
)


@pytest.fixture(scope="session")
def ccare_bare(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """C-CARE's first release made with the profile that hides nothing."""
    documents = read_documents(ROOT / "data" / "ccare")
    told = {"through": "2023-05", "published_on": date(2023, 6, 5)}
    folder = tmp_path_factory.mktemp("bare") / "releases"
    return bare_release(published / "store.sqlite", folder, documents=documents, **told)


@pytest.fixture(scope="session")
def bare_site(ccare_bare: Path) -> Iterator[str]:
    with api_of(ccare_bare.parent) as address:
        yield address


@pytest.fixture(scope="session")
def half_protected_site(ccare_bare: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The same with its small counts hidden and nothing else."""
    folder = tmp_path_factory.mktemp("half") / "releases"
    changed(ccare_bare, folder, *HALF)
    with api_of(folder) as address:
        yield address


@pytest.fixture(scope="session")
def three_releases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Through April; the same with a late figure; through May. The folder."""
    folder = tmp_path_factory.mktemp("three")
    engine = small_store(folder / "store.sqlite")
    publish_small(folder / "releases", engine, "2022-04")
    february_comes_late(engine)
    for through in ("2022-04", "2022-05"):
        publish_small(folder / "releases", engine, through)
    engine.dispose()
    return folder / "releases"


@pytest.fixture(scope="session")
def forgetful_releases(three_releases: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first of them, and the second as a store makes it that never published the first. The folder."""
    folder = tmp_path_factory.mktemp("forgetful")
    engine = small_store(folder / "store.sqlite")
    february_comes_late(engine)
    alone = publish_small(folder / "alone", engine, "2022-04")
    engine.dispose()
    codes = ", ".join(f"'{LATE_FEBRUARY[name]}'" for name in ("indicator", "scheme", "area", "month"))
    second = changed(
        alone,
        folder / "second",
        "UPDATE info SET value = '2' WHERE name = 'number'",
        f"INSERT INTO correction VALUES ({codes})",
    )
    (folder / "releases").mkdir()
    shutil.copy(three_releases / "release-1.sqlite", folder / "releases")
    shutil.copy(second, folder / "releases" / "release-2.sqlite")
    return folder / "releases"
