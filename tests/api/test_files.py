"""The same rows as CSV, XLSX and Parquet, read by programs that did not write them."""

import csv
import io

import duckdb
import pytest
from python_calamine import CalamineWorkbook

from api.figures import Figure

FIGURES = "/api/v1/figures"
COLUMNS = [*Figure.__dataclass_fields__]
ASKED = {"indicator": "places", "by": "scheme,month"}


@pytest.fixture
def rows(ask):
    return ask(FIGURES, **ASKED).figures


def test_csv_holds_the_rows_of_the_json(ask, rows):
    answer = ask(FIGURES, **ASKED, format="csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    told = list(csv.DictReader(io.StringIO(answer.body.decode("utf-8"))))
    assert [*told[0]] == COLUMNS
    assert told == [{name: "" if value is None else str(value) for name, value in row.items()} for row in rows]


def test_the_columns_are_those_of_the_documented_interface():
    assert " ".join(COLUMNS) == (
        "indicator scheme strand partner area county country period value unit target expected status absence qualifier provenance "
        "source source_url as_of release"
    )


def test_csv_for_programs_begins_with_its_first_heading(ask):
    assert ask(FIGURES, **ASKED, format="csv").body.startswith(b"indicator,scheme,")


def test_a_workbook_holds_numbers_as_numbers_and_says_what_it_is(ask, rows):
    answer = ask(FIGURES, **ASKED, format="xlsx", lang="fr")
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.body))
    assert book.sheet_names == ["chiffres", "à propos"]
    heading, *told = book.get_sheet_by_name("chiffres").to_python()
    assert heading == COLUMNS
    place = COLUMNS.index("value")
    assert [row[place] for row in told] == ["" if row["value"] is None else row["value"] for row in rows]
    about = dict(book.get_sheet_by_name("à propos").to_python())
    assert about["Publication"] == "2"
    assert about["Adresse"] == "/api/v1/figures?indicator=places&by=scheme,month&format=xlsx&lang=fr"
    assert "Illustratif" in about["Origine des chiffres"]


def test_duckdb_reads_the_parquet_and_adds_up_to_the_total(ask, tmp_path):
    """Training 4 + 7 + 8 + 2 + 1 = 22 and advice 5 + 7 = 12, month by month."""
    file = tmp_path / "figures.parquet"
    file.write_bytes(ask(FIGURES, **ASKED, format="parquet").body)
    with duckdb.connect() as connection:
        told = connection.execute(
            f"SELECT scheme, sum(value)::INT FROM '{file}' WHERE value IS NOT NULL GROUP BY scheme ORDER BY scheme"
        ).fetchall()
        types = dict(
            connection.execute(f"SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM '{file}')").fetchall()
        )
    assert told == [("advice", 12), ("training", 22)]
    assert [types[name] for name in ("value", "target", "expected", "absence", "strand")] == [
        "BIGINT", "BIGINT", "DOUBLE", "VARCHAR", "VARCHAR",
    ]  # fmt: skip


def test_duckdb_finds_the_whole_programme_in_the_parquet_of_ccare(ask_ccare, tmp_path):
    file = tmp_path / "figures.parquet"
    asked = {"indicator": "businesses_supported", "by": "scheme,area"}
    file.write_bytes(ask_ccare(FIGURES, **asked, format="parquet").body)
    (total,) = ask_ccare(FIGURES, indicator="businesses_supported", from_="2021-04", to="2023-05").figures
    with duckdb.connect() as connection:
        ((shown, hidden),) = connection.execute(
            f"SELECT sum(value)::INT, count(*) FILTER (absence = 'suppressed') FROM '{file}'"
        ).fetchall()
    assert shown == total["value"] if not hidden else shown <= total["value"]


@pytest.mark.parametrize("kind", ["csv", "xlsx", "parquet"])
def test_a_file_is_named_after_programme_and_release(ask, kind):
    answer = ask(FIGURES, **ASKED, format=kind, release=1)
    assert answer.headers["content-disposition"] == f'attachment; filename="two_shores-figures-release-1.{kind}"'


@pytest.mark.parametrize("kind", ["csv", "xlsx", "parquet"])
def test_two_servers_make_the_same_file(shores_folder, ask_of_folder, kind):
    first, second = (ask_of_folder(shores_folder)(FIGURES, **ASKED, format=kind) for _ in range(2))
    assert first.body == second.body


@pytest.mark.parametrize("kind", ["csv", "xlsx", "parquet"])
def test_a_page_of_a_file_leads_to_the_next(ask, kind):
    answer = ask(FIGURES, **ASKED, format=kind, limit=5)
    assert f"format={kind}" in answer.headers["link"]
