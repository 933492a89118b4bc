"""The description for programs drives a program that asks whatever it allows, and some of what it does not; the page for people holds
commands that run as printed."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

import pytest
from python_calamine import CalamineWorkbook

from api.addresses import ADDRESSES

# Which sound parameters contradict each other (a scheme and an indicator that it does not report) cannot be described: a 422 is an answer
# to what the description allows as well.
CONFIG = '[checks.positive_data_acceptance]\nexpected-statuses = ["2xx", "404", "422"]\n'
MANY = 500


def test_the_server_keeps_to_its_description(server_url, tmp_path):
    """Every check of Schemathesis, on what is at the edges of each parameter and on some drawn from between, the same each time."""
    (tmp_path / "schemathesis.toml").write_text(CONFIG, encoding="utf-8")
    told = ["--phases", "coverage,fuzzing", "--max-examples", "5", "--generation-deterministic", "--no-color"]
    done = subprocess.run(
        [sys.executable, "-m", "schemathesis.cli", "run", f"{server_url}/api/v1/openapi.json", *told],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    passed = re.search(r"(\d+) generated, (\d+) passed", done.stdout)
    assert passed, done.stdout
    assert passed[1] == passed[2]
    assert int(passed[1]) > MANY
    assert f"Tested: {len(ADDRESSES)}" in done.stdout


# -- for programs


@pytest.fixture(scope="module")
def described(ask):
    return {language: ask("/api/v1/openapi.json", lang=language).json for language in ("en", "fr")}


def operations(description: dict) -> Iterator[tuple[str, dict]]:
    yield from ((path, methods["get"]) for path, methods in description["paths"].items())


def test_every_address_is_described_with_all_its_answers(described):
    for description in described.values():
        assert [path for path, _ in operations(description)] == [address.path for address in ADDRESSES]
        for _, operation in operations(description):
            assert {*operation["responses"]} == {"200", "304", "404", "405", "406", "422", "503"}


def test_codes_of_the_newest_release_are_the_known_values(described):
    (figures,) = (each for path, each in operations(described["en"]) if path == "/figures")
    parameters = {each["name"]: each for each in figures["parameters"]}
    assert parameters["scheme"]["schema"]["enum"] == ["training", "advice", "grants", "outreach", "leaflets"]
    assert parameters["from"]["schema"]["enum"] == ["2022-01", "2022-02", "2022-03"]
    assert parameters["limit"]["schema"] == {"type": "integer", "minimum": 1, "maximum": 100_000}
    assert (parameters["by"]["schema"]["type"], parameters["by"]["explode"]) == ("array", False)
    assert [name for name, each in parameters.items() if each["required"]] == ["indicator"]


def test_the_description_speaks_one_language_at_a_time(described):
    def sentences(told) -> Iterator[str]:
        if isinstance(told, dict):
            yield from (told[name] for name in ("summary", "description") if isinstance(told.get(name), str))
            told = [*told.values()]
        for inside in told if isinstance(told, list) else ():
            yield from sentences(inside)

    english, french = ([*sentences(described[language])] for language in ("en", "fr"))
    assert len(english) == len(french) > 100
    assert "⟦" not in "".join(english + french)
    assert [text for text in english if text in french] == []


# -- for people


@dataclass(frozen=True)
class Printed:
    """A command as it stands on the page, with this server's address put in."""

    text: str

    @property
    def file(self) -> str | None:
        found = re.search(r"-o (\S+)", self.text)
        return found[1] if found else None


def printed(page: str) -> list[Printed]:
    return [Printed(unescape(text)) for text in re.findall(r'<pre class="curl"[^>]*>(.*?)</pre>', page, re.DOTALL)]


@pytest.fixture(scope="module")
def pages(ask) -> dict[str, str]:
    return {language: ask("/api/v1/docs", lang=language).text for language in ("en", "fr")}


def test_the_page_is_plain_html_that_asks_nobody_else_for_anything(pages):
    for language, page in pages.items():
        assert f'<html lang="{language}">' in page
        assert "<script" not in page
        assert re.findall(r'(?:src|href)="(?!/|#|\?)[^"]*"', page) == []
        assert re.findall(r"url\((?!\"?/)[^)]*\)", page) == []
        assert "⟦" not in page


def test_the_page_describes_every_address_and_parameter(pages):
    for page in pages.values():
        for address in ADDRESSES:
            section = re.search(rf'<section id="{address.name}">(.*?)</section>', page, re.DOTALL)
            assert section, address.path
            for parameter in address.parameters:
                assert f"<code>{parameter.name}</code>" in section[1]
            assert 'class="curl"' in section[1]


def test_every_way_of_not_being_answered_is_on_the_page(pages):
    for page in pages.values():
        errors = re.search(r'<section id="errors">(.*?)</section>', page, re.DOTALL)
        assert errors
        assert re.findall(r"<h3>(\d+)</h3>", errors[1]) == ["404", "405", "406", "422", "503"]


def test_both_languages_print_the_same_commands(pages):
    assert printed(pages["en"]) == printed(pages["fr"])
    assert len(printed(pages["en"])) > 25


def test_a_host_that_could_break_out_of_a_command_is_not_printed(ask):
    for host in ('a"; rm -rf ~; "', "a$(id)", "a`id`", "<script>"):
        page = ask("/api/v1/docs", headers={"host": host}).text
        assert host not in unescape(page)
        told = {re.search(r'"(http://[^/]+)/', each.text)[1] for each in printed(page)}
        assert told <= {"http://localhost:8501", "http://figures.example"}


def test_every_command_runs_as_printed(server_url, served_page, tmp_path):
    """In a shell, in an empty folder: what is printed for a file makes that file, what is printed for a refusal is refused so."""
    commands = printed(served_page)
    assert commands
    refused = iter(("404", "405", "406", "422"))
    for each in commands:
        assert f'"{server_url}/api/v1' in each.text
        done = subprocess.run(["bash", "-c", each.text], cwd=tmp_path, capture_output=True, check=True)
        if each.text.startswith("curl -i"):
            head, _, body = done.stdout.decode().replace("\r\n", "\n").partition("\n\n")
            assert head.split()[1] == next(refused), each.text
            assert json.loads(body).keys() & {"message", "faults"}
        elif each.file is None:
            assert json.loads(done.stdout).keys() & {"release", "newest", "openapi", "profile"}, each.text
    assert next(refused, None) is None
    assert {each.file for each in commands if each.file} == {file.name for file in tmp_path.iterdir()}
    assert (tmp_path / "figures.parquet").read_bytes()[:4] == b"PAR1"
    assert (tmp_path / "release.zip").read_bytes()[:2] == b"PK"
    assert CalamineWorkbook.from_path(tmp_path / "figures.xlsx").sheet_names == ["figures", "about"]


@pytest.fixture(scope="module")
def served_page(server_url) -> str:
    return subprocess.run(["curl", "-s", f"{server_url}/api/v1/docs"], capture_output=True, check=True).stdout.decode()
