"""The areas: which they are, what they are called, how many people live there."""

import csv
import re
import socket
import subprocess
import sys
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from geo.areas import (
    ATTRIBUTION,
    BOUNDARY_NOTES,
    BOUNDARY_VINTAGE,
    COUNTRY_NAMES,
    UnknownAreaError,
    counties,
    load_areas,
)

ROOT = Path(__file__).resolve().parents[2]


def programme_rows() -> list[dict[str, str]]:
    with (ROOT / "geo/programme_area.csv").open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def test_there_are_26_english_authorities_and_12_departments():
    areas = load_areas().values()
    assert len(areas) == 38
    assert sum(area.country == "UK" for area in areas) == 26
    assert sum(area.kind == "department" and area.country == "FR" for area in areas) == 12


def test_england_comes_first_and_each_country_goes_by_name():
    listed = [(area.country, area.name.en) for area in load_areas().values()]
    assert listed[0] == ("UK", "Bournemouth and Poole")
    assert listed[26] == ("FR", "Calvados")
    assert listed == sorted(listed, key=lambda entry: (entry[0] != "UK", entry[1]))


@pytest.mark.parametrize(
    ("code", "name"),
    [("E10000016", "Kent"), ("E06000035", "Medway"), ("E06000026", "Plymouth"), ("E10000008", "Devon")],
)
def test_kent_medway_plymouth_and_devon_are_areas_of_their_own(code, name):
    area = load_areas()[code]
    assert area.name.en == name
    assert area.gss == (code,)


def test_bournemouth_with_poole_and_cornwall_with_scilly_are_one_area_each():
    areas = load_areas()
    assert areas["E06000028"].gss == ("E06000028", "E06000029")
    assert areas["E06000052"].gss == ("E06000052", "E06000053")
    assert "E06000029" not in areas
    assert "E06000053" not in areas


def test_nord_aisne_and_berkshire_are_not_in_the_programme_area():
    areas = load_areas().values()
    assert not {area.insee for area in areas} & {"59", "02"}
    assert "berkshire" not in {area.county for area in areas}


def test_names_are_french_in_french():
    areas = load_areas()
    assert areas["E06000046"].name["fr"] == "Île de Wight"
    assert areas["E06000028"].name["fr"] == "Bournemouth et Poole"
    assert areas["E06000052"].name["fr"] == "Cornouailles et îles Scilly"
    assert areas["E10000016"].name["fr"] == "Kent"
    assert all(" and " not in area.name["fr"] and " and " not in area.county_name["fr"] for area in areas.values())


def test_every_nuts_3_region_belongs_to_exactly_one_area():
    listed = sorted(code for area in load_areas().values() for code in area.nuts3_2016)
    assert listed == sorted(row["nuts3_2016"] for row in programme_rows())
    assert len(set(listed)) == 50
    assert load_areas()["29"].nuts3_2013 == ("FR522",)
    assert load_areas()["E10000016"].nuts3_2013 == ("UKJ43", "UKJ44", "UKJ45", "UKJ46")


def test_population_is_the_sum_of_the_nuts_3_rows():
    expected = {}
    for row in programme_rows():
        expected[row["area"]] = expected.get(row["area"], 0) + int(row["population"])
    assert {code: area.population for code, area in load_areas().items()} == expected
    assert expected["E10000020"] == 370_822 + 257_538 + 277_633 == 905_993
    assert sum(expected.values()) == 24_473_841


def test_every_population_says_its_source_and_year():
    for row in programme_rows():
        assert row["population_source"].startswith("Eurostat demo_r_pjangrp3")
        assert row["population_source_url"].startswith("https://")
        assert row["membership_source_url"].startswith("https://")
    for area in load_areas().values():
        assert area.population_year == (2019 if area.country == "UK" else 2020)
        assert area.population_source.startswith("Eurostat demo_r_pjangrp3")


def test_areas_have_about_the_size_that_is_known_for_them():
    areas = load_areas()
    assert areas["E10000016"].area_km2 == pytest.approx(3_544, rel=0.05)
    assert areas["E10000020"].area_km2 == pytest.approx(5_371, rel=0.05)
    assert areas["29"].area_km2 == pytest.approx(6_733, rel=0.05)


def test_counties_hold_every_area_once_and_are_named_by_their_parts():
    known = counties(load_areas())
    assert sorted(code for county in known.values() for code in county.areas) == sorted(load_areas())
    assert sum(county.country == "UK" for county in known.values()) == 15
    assert sum(county.country == "FR" for county in known.values()) == 12
    assert known["kent"].name.en == "Kent and Medway"
    assert known["kent"].name.fr == "Kent et Medway"
    assert known["kent"].areas == ("E10000016", "E06000035")
    assert known["devon"].name.en == "Devon, Plymouth and Torbay"
    assert known["norfolk"].name.en == "Norfolk"
    assert known["29"].areas == ("29",)
    assert set(COUNTRY_NAMES) == {county.country for county in known.values()}


def test_counties_of_some_areas_hold_only_those():
    kent = load_areas()["E10000016"]
    assert counties({kent.code: kent})["kent"].areas == ("E10000016",)


def test_an_unknown_area_is_named_together_with_the_known_ones():
    with pytest.raises(UnknownAreaError, match=r"unknown area '59'; known areas: E06000028, .*E10000016.*, 80$"):
        load_areas()["59"]


def test_areas_cannot_be_changed_and_speak_two_languages_only():
    area = load_areas()["29"]
    with pytest.raises(FrozenInstanceError):
        area.population = 0
    with pytest.raises(KeyError, match="'de'"):
        area.name["de"]


def test_notes_for_the_reader_exist_in_both_languages():
    for note in (ATTRIBUTION, BOUNDARY_VINTAGE, *BOUNDARY_NOTES):
        assert note.en and note.fr and note.en != note.fr
    sources = re.sub(r"\s+", " ", (ROOT / "geo/SOURCES.md").read_text(encoding="utf-8").replace("\n> ", " "))
    assert ATTRIBUTION.en in sources


def test_reading_areas_needs_neither_geopandas_nor_the_network(monkeypatch):
    script = (
        "import sys, geo.areas; geo.areas.load_areas(); print('geopandas' in sys.modules, 'shapely' in sys.modules)"
    )
    answer = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert answer.stdout.split() == ["False", "False"]
    monkeypatch.setattr(socket, "socket", None)
    load_areas.cache_clear()
    assert len(load_areas()) == 38
