"""A programme small enough to read at a glance, and a way to spoil it one line at a time."""

from collections.abc import Callable, Mapping

import pytest

from ccare_metrics.framework import Fault, FrameworkError, parse_programme
from geo.areas import load_areas

PROGRAMME = """
code = "small"
window_start = "2021-04"
window_end = "2023-06"
closing_day = 2023-05-22
languages = ["en", "fr"]
currencies = ["GBP"]
disclosure = { hide_below = 0 }
headline = ["places"]
name = { en = "Small", fr = "Petit" }
short_name = { en = "Small", fr = "Petit" }
summary = { en = "A small programme.", fr = "Un petit programme." }
funding.emblem_title = { en = "Emblem", fr = "Emblème" }
funding.lines = [{ en = "European Union", fr = "Union européenne" }]
funding.programme = { en = "Interreg", fr = "Interreg" }
funding.statement = { en = "Paid for.", fr = "Payé." }
funding.source = "page"
status_rule = { on_course = 95, at_risk = 80, minimum_coverage = 80 }
reporting = { calendar = "month", days_until_due = 15 }
not_published = []

[[strands]]
code = "work"
number = 1
name = { en = "Work", fr = "Travail" }

[[plans]]
indicator = "places"
baseline = 0
[[plans.targets]]
value = 100
by = 2023-06-30
qualifier = "over"
provenance = "published"
valid_from = 2021-04-01
source = "page"

[[contradictions]]
subject = { en = "The start", fr = "Le début" }
we_use = { en = "April.", fr = "Avril." }
claims = [
    { text = { en = "April", fr = "Avril" }, source = "page" },
    { text = { en = "August", fr = "Août" }, source = "page" },
]
"""

PARTNERS = """
[[partners]]
code = "north"
name = { en = "North Council", fr = "Conseil du Nord" }
short_name = { en = "North", fr = "Nord" }
country = "UK"
role = "lead_partner"
seat = "E10000020"
source = "page"

[[partners]]
code = "south"
name = { en = "South Council", fr = "Conseil du Sud" }
short_name = { en = "South", fr = "Sud" }
country = "FR"
role = "partner"
budget = 1000
budget_qualifier = "about"
budget_source = "page"
source = "page"
"""

PLACES = """
code = "places"
order = 1
name = { en = "Places", fr = "Places" }
short_name = { en = "Places", fr = "Places" }
unit.one = { en = "place", fr = "place" }
unit.many = { en = "places", fr = "places" }
definition = { en = "A place.", fr = "Une place." }
why_it_matters = { en = "It does.", fr = "Parce que." }
level = "output"
kind = "things"
direction = "higher"
over_time = "sum"
across = "sum"
decimals = 0
disaggregations = []
sensitive = false
zeros_shown = true
"""

FILLED = (
    PLACES.replace('"places"', '"filled"', 1)
    .replace("order = 1", "order = 2")
    .replace('kind = "things"', 'kind = "ratio"\nnumerator = "places"\ndenominator = "seats"')
    .replace('across = "sum"', 'across = "ratio"')
)

SEATS = PLACES.replace('"places"', '"seats"', 1).replace("order = 1", "order = 3")

TRAINING = """
code = "training"
order = 1
name = { en = "Training", fr = "Formation" }
short_name = { en = "Training", fr = "Formation" }
aliases = ["Courses"]
what_it_is = { en = "Training.", fr = "Formation." }
who_ran_it = { en = "North.", fr = "Nord." }
unit_of_support = { en = "A place.", fr = "Une place." }
beneficiary = "people"
partner = "north"
strand = "work"
areas = ["E10000020", "29"]
depth = "brief"
source = "page"
start = "2021-10"
end = "2023-03"

[[plans]]
indicator = "places"
baseline = 0
milestones = [
    { on = 2021-12-31, value = 10, provenance = "illustrative" },
    { on = 2022-12-31, value = 40, provenance = "illustrative" },
]
[[plans.targets]]
value = 50
by = 2023-03-31
qualifier = "exact"
provenance = "illustrative"
valid_from = 2021-10-01
[[plans.targets]]
value = 60
by = 2023-03-31
qualifier = "exact"
provenance = "illustrative"
valid_from = 2022-07-01
decided_by = { en = "Board", fr = "Comité" }
reason = { en = "Demand.", fr = "Demande." }
"""

ADVICE = """
code = "advice"
order = 2
name = { en = "Advice", fr = "Conseil" }
short_name = { en = "Advice", fr = "Conseil" }
what_it_is = { en = "Advice.", fr = "Conseil." }
who_ran_it = { en = "South.", fr = "Sud." }
unit_of_support = { en = "An hour.", fr = "Une heure." }
beneficiary = "enterprises"
partner = "south"
strand = "work"
areas = []
depth = "brief"
source = { title = "A leaflet", url = "https://example.org/leaflet" }
start = "2022"
"""

SOURCES = """
[page]
title = "A page"
url = "https://example.org/page"
date = "2021-09"
"""

FIGURES = (
    "id,indicator,scheme,partner,areas,kind,value,unit,qualifier,as_of,"
    "source_title,source_url,source_date,label_en,label_fr,note_en,note_fr\n"
    "F1,places,training,north,E10000020;29,actual,42,count,exact,2023-05-22,"
    "A page,https://example.org/page,2023,Places,Places,Counted.,Comptées.\n"
)

DOCUMENTS = {
    "programme.toml": PROGRAMME,
    "partners.toml": PARTNERS,
    "sources.toml": SOURCES,
    "indicators/places.toml": PLACES,
    "indicators/filled.toml": FILLED,
    "indicators/seats.toml": SEATS,
    "schemes/training.toml": TRAINING,
    "schemes/advice.toml": ADVICE,
    "published_figures.csv": FIGURES,
}


@pytest.fixture
def documents() -> dict[str, str]:
    return dict(DOCUMENTS)


@pytest.fixture
def spoilt(documents: dict[str, str]) -> Callable[..., dict[str, str]]:
    def spoil(file: str, old: str, new: str) -> dict[str, str]:
        assert old in documents[file], f"{file} no longer says {old!r}"
        documents[file] = documents[file].replace(old, new, 1)
        return documents

    return spoil


@pytest.fixture
def faults_in() -> Callable[[Mapping[str, str]], tuple[Fault, ...]]:
    def find(texts: Mapping[str, str]) -> tuple[Fault, ...]:
        with pytest.raises(FrameworkError) as stopped:
            parse_programme(texts, load_areas())
        return stopped.value.faults

    return find
