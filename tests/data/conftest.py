"""The real programme, read once."""

import csv
from pathlib import Path

import pytest

from ccare_metrics.framework import Programme, load_programme

CCARE = Path(__file__).parents[2] / "data" / "ccare"


@pytest.fixture(scope="session")
def ccare_folder() -> Path:
    return CCARE


@pytest.fixture(scope="session")
def programme() -> Programme:
    return load_programme(CCARE)


@pytest.fixture(scope="session")
def illustrative() -> list[dict[str, str]]:
    with (CCARE / "illustrative_figures.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
