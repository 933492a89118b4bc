"""One indicator of each kind and one source, made for the tests, so that no figure of the programme can hide a fault."""

import pytest

from ccare_metrics.framework import Indicator, Source, Unit
from geo.areas import Text
from ui.words import Words, words_for

LANGUAGES = ("en", "fr")


def made_indicator(
    code: str, *, kind: str = "enterprises", currency: str | None = None, decimals: int = 0
) -> Indicator:
    name = Text("Firms helped", "Entreprises aidées")
    return Indicator(
        code=code,
        name=name,
        short_name=name,
        unit=Unit(Text("firm", "entreprise"), Text("firms", "entreprises")),
        definition=name,
        why_it_matters=name,
        level="output",
        kind=kind,
        direction="higher",
        over_time="sum",
        across="sum",
        numerator=None,
        denominator=None,
        currency=currency,
        decimals=decimals,
        disaggregations=(),
        sensitive=False,
        zeros_shown=True,
        beside=None,
        source=None,
        references=(),
    )


@pytest.fixture
def firms() -> Indicator:
    return made_indicator("firms")


@pytest.fixture
def vouchers() -> Indicator:
    return made_indicator("vouchers", kind="money", currency="GBP")


@pytest.fixture
def interview() -> Source:
    return Source("Closing <interview>", "https://example.org/a?b=1&c=2", "2023-05-22")


@pytest.fixture
def english() -> Words:
    return words_for("en")


@pytest.fixture
def french() -> Words:
    return words_for("fr")
