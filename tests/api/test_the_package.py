"""The whole release to take away, as anybody's tools read it."""

import csv
import io
import json
import re
import zipfile

import duckdb
import frictionless
import pytest

from api.figures import KEYS
from ccare_metrics.results import hidden_cells
from tests.two_shores import KENT, NORFOLK


@pytest.fixture(scope="module")
def unpacked(ask_ccare, tmp_path_factory):
    folder = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(io.BytesIO(ask_ccare("/api/v1/release.zip", release=1).body)) as package:
        package.extractall(folder)
    return folder


def faults(report: frictionless.Report) -> list:
    return report.flatten(["title", "message"])


def test_frictionless_finds_nothing_wrong_with_the_unpacked_file(unpacked):
    report = frictionless.validate(str(unpacked / "datapackage.json"))
    assert (report.valid, faults(report)) == (True, [])
    assert report.stats["tasks"] == 11


def test_frictionless_finds_nothing_wrong_with_what_the_server_sends(server_url):
    report = frictionless.validate(f"{server_url}/api/v1/datapackage.json?release=1")
    assert (report.valid, faults(report)) == (True, [])
    assert report.stats["tasks"] == 11


def test_frictionless_notices_a_figure_changed_on_the_way(unpacked, tmp_path):
    """Else the two sentences above would say nothing."""
    for file in unpacked.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    table = tmp_path / "figures.csv"
    table.write_text(table.read_text(encoding="utf-8").replace(",2407,", ",2408,", 1), encoding="utf-8")
    assert not frictionless.validate(str(tmp_path / "datapackage.json")).valid


def test_the_file_holds_its_licence_and_what_to_know_in_both_languages(unpacked):
    english, french = ((unpacked / name).read_text(encoding="utf-8") for name in ("README.md", "LISEZMOI.md"))
    assert english.startswith("# C-CARE")
    assert "hidden" in english
    assert "masqués" in french
    assert "« absence »" in french.replace("\N{NO-BREAK SPACE}", " ")
    assert "made up for" in english.lower()
    assert "inventés" in french.lower() or "inventé" in french.lower()
    licence = (unpacked / "LICENCE.txt").read_text(encoding="utf-8")
    assert "Open Government Licence" in licence
    assert "sous licence MIT" in licence
    assert "⟦" not in english + french + licence


def test_every_cell_of_the_release_is_in_it_once(unpacked, ccare):
    with (unpacked / "figures.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len({tuple(row[name] for name in KEYS) for row in rows}) == len(rows)
    assert sum(1 for row in rows if row["absence"] == "suppressed") == hidden_cells(ccare)
    assert all((row["value"] == "") == (row["absence"] != "") for row in rows)


def test_duckdb_adds_the_schemes_up_to_the_programme(unpacked):
    with duckdb.connect() as connection:
        told = connection.execute(
            f"""
            SELECT indicator, sum(value) FILTER (scheme IS NOT NULL)::INT AS schemes,
                   sum(value) FILTER (scheme IS NULL AND strand IS NULL AND partner IS NULL)::INT AS whole,
                   count(*) FILTER (absence = 'suppressed') AS hidden
            FROM read_csv('{unpacked / "figures.csv"}', all_varchar = false)
            WHERE period = 'to_date' AND area IS NULL AND county IS NULL AND country IS NULL
            GROUP BY indicator
            """
        ).fetchall()
    assert len(told) == 8
    for _, schemes, whole, hidden in told:
        assert schemes == whole if not hidden else schemes <= whole


def test_the_descriptor_says_what_each_column_holds_in_the_language_asked_for(ask):
    english, french = (ask("/api/v1/datapackage.json", lang=language).json for language in ("en", "fr"))
    assert english["name"] == french["name"] == "two-shores-release-2"
    for resource in (*english["resources"], *french["resources"]):
        assert all(field["description"] and "⟦" not in field["description"] for field in resource["schema"]["fields"])
    first = [package["resources"][0]["schema"]["fields"][0]["description"] for package in (english, french)]
    assert first == ["code of what is counted", "code de ce qui est compté"]


def test_a_table_can_be_fetched_by_itself(ask):
    path = ask("/api/v1/datapackage.json", release=1).json["resources"][0]["path"]
    answer = ask(f"/api/v1/{path}")
    assert (path, answer.headers["content-type"]) == ("releases/1/figures.csv", "text/csv; charset=utf-8")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    told = {tuple(row[name] for name in KEYS): row["value"] for row in rows}
    assert told["places", "training", "", "", NORFOLK, "", "", "to_date"] == "18"
    assert told["places", "training", "", "", KENT, "", "", "to_date"] == "3"
    assert told["places", "", "", "", "", "", "", "to_date"] == "33"


def test_the_same_release_is_the_same_file(shores_folder, ask_of_folder):
    first, second = (ask_of_folder(shores_folder)("/api/v1/release.zip", release=2).body for _ in range(2))
    assert first == second


def test_nothing_that_a_release_hides_is_in_its_package(ask_protected):
    """Training's months in Norfolk, 4, 6 and 8, are hidden; its quarter, 18, is not."""
    with zipfile.ZipFile(io.BytesIO(ask_protected("/api/v1/release.zip").body)) as package:
        rows = list(csv.DictReader(io.StringIO(package.read("figures.csv").decode())))
        assert re.fullmatch(r"[0-9a-f]{64}", json.loads(package.read("datapackage.json"))["resources"][0]["hash"][7:])
    told = {tuple(row[name] for name in KEYS): (row["value"], row["absence"]) for row in rows}
    for month in ("2022-01", "2022-02", "2022-03"):
        assert told["places", "training", "", "", NORFOLK, "", "", month] == ("", "suppressed")
