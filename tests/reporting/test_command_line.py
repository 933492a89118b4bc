"""The acts at the command line: the same rights, checks and sentences as the pages, in the name of somebody who has access."""

import json
import sys
from pathlib import Path

import pytest

import manage
from ccare_metrics.store import desk, read
from ccare_metrics.store.checking import checked
from tests.programmes import write_folder
from tests.reporters import email, everything, signature
from tests.reporting.test_bad_input import GOOD, as_csv


class Administrator:
    def __init__(self, folder: Path, capsys: pytest.CaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self.capsys, self.monkeypatch = folder, capsys, monkeypatch
        self.url = f"sqlite:///{folder / 'store.sqlite'}"
        monkeypatch.setenv("CCARE_PROGRAMME", str(write_folder(folder / "programme")))
        monkeypatch.setenv("CCARE_DATABASE_URL", self.url)
        monkeypatch.setenv("CCARE_RELEASES", str(folder / "releases"))
        self.run("init")
        for who, partner in (("lead", "north"), ("second_lead", "north")):
            self.run("grant", email(who), "--role", "lead", "--partner", partner)
        self.run("grant", email("south"), "--role", "partner", "--partner", "south")

    @property
    def engine(self):
        return checked(self.url)

    def run(self, *words: str) -> tuple[int, str, str]:
        """Exit code, what was said, what was complained of."""
        self.monkeypatch.setattr(sys, "argv", ["manage.py", *words])
        try:
            code = manage.main()
        except SystemExit as ended:
            code = int(ended.code or 0)
        told = self.capsys.readouterr()
        return code, told.out, told.err

    def file(self, *rows: dict, name: str = "may.csv") -> str:
        path = self.folder / name
        path.write_bytes(as_csv(rows))
        return str(path)

    def about(self, act: str, file: str, *more: str) -> tuple[int, str, str]:
        return self.run(act, file, "--partner", "south", "--period", "2022-05", *more)


@pytest.fixture
def administrator(tmp_path, capsys, monkeypatch) -> Administrator:
    return Administrator(tmp_path, capsys, monkeypatch)


FINE = ({**GOOD, "note": "As agreed."},)


def test_a_file_is_checked_and_nothing_is_stored(administrator):
    before = everything(administrator.engine)
    code, said, _ = administrator.about("check", administrator.file(*FINE))
    assert code == 0 and "nothing blocks" in said
    assert everything(administrator.engine) == before


@pytest.mark.parametrize(("lang", "word"), [("en", "whole number"), ("fr", "entier")])
def test_what_blocks_is_said_in_either_language_with_its_row_and_exit_code_1(administrator, lang, word):
    code, said, _ = administrator.about("check", administrator.file({**GOOD, "value": "12,5"}), "--lang", lang)
    assert code == 1 and word in said
    assert "block    2 value" in said


def test_findings_for_machines(administrator):
    code, said, _ = administrator.about("check", administrator.file({**GOOD, "value": "-3"}), "--json")
    told = json.loads(said)
    assert (code, told["blocked"]) == (1, True)
    assert [(each["strength"], each["rows"]) for each in told["findings"] if each["check"] == "value.negative"] == [
        ("block", ["2"])
    ]


def test_a_file_that_cannot_be_read_is_said(administrator):
    path = administrator.folder / "may.xlsx"
    path.write_bytes(b"%PDF-1.7")
    code, said, _ = administrator.about("check", str(path), "--json")
    assert (code, [each["check"] for each in json.loads(said)["faults"]]) == (1, ["file.not_a_workbook"])


def test_a_report_goes_from_a_file_to_approval(administrator):
    code, said, complaint = administrator.about("submit", administrator.file(*FINE), "--as", email("south"))
    assert (code, complaint) == (0, "") and "submitted" in said
    number = said.split()[1].rstrip(":")
    before = everything(administrator.engine)
    again = administrator.about("submit", administrator.file(*FINE), "--as", email("south"))
    assert again[1] == said
    assert {k: v for k, v in everything(administrator.engine).items() if k != "revision"} == {
        k: v for k, v in before.items() if k != "revision"
    }
    assert administrator.run("approve", number, "--as", email("lead"))[0] == 0
    figures = read.approved_figures(administrator.engine, through="2022-05")
    assert 10 in figures.loc[figures["month"].eq("2022-05"), "value"].dropna().tolist()
    assert administrator.run("verify")[0] == 0


def test_what_blocks_is_not_sent(administrator):
    code, _, complaint = administrator.about(
        "submit", administrator.file({**GOOD, "value": "x"}), "--as", email("south")
    )
    assert code == 1 and "nothing was sent" in complaint


def test_nobody_acts_in_a_name_that_has_no_right_to(administrator):
    for who in ("lead", "nobody"):
        code, _, complaint = administrator.about("submit", administrator.file(*FINE), "--as", email(who))
        assert code == 1 and complaint and "Traceback" not in complaint
    administrator.about("submit", administrator.file(*FINE), "--as", email("south"))
    number = str(desk.queue(administrator.engine, admin())["submission"].iloc[0])
    assert administrator.run("approve", number, "--as", email("south"))[0] == 1


def admin():
    return signature("lead", issuer="command line", email=email("lead"))


def test_a_report_is_returned_with_a_reason_and_a_month_is_shut_and_opened(administrator):
    said = administrator.about("submit", administrator.file(*FINE), "--as", email("south"))[1]
    number = said.split()[1].rstrip(":")
    assert administrator.run("return", number, "--as", email("lead"), "--reason", "Please check.")[0] == 0
    assert administrator.run("lock", "2022-05", "--as", email("lead"), "--reason", "Year end.")[0] == 0
    assert administrator.run("lock", "2022-05", "--as", email("lead"), "--reason", "Again.")[0] == 1
    assert administrator.run("reopen", "2022-05", "--as", email("lead"), "--reason", "One is late.")[0] == 0


@pytest.mark.parametrize(
    "words",
    [("--partner", "west", "--period", "2022-05"), ("--partner", "south", "--period", "May")],
)
def test_what_is_unknown_is_said_with_what_there_is(administrator, words):
    code, _, complaint = administrator.run("check", administrator.file(*FINE), *words)
    assert code == 2 and ("south" in complaint or "2023-05" in complaint)


def test_who_has_access_is_listed_and_the_last_lead_stays(administrator):
    assert email("south") in administrator.run("access")[1]
    assert administrator.run("revoke", email("second_lead"), "--reason", "Left.")[0] == 0
    code, _, complaint = administrator.run("revoke", email("lead"), "--reason", "Left.")
    assert code == 1 and complaint.strip()
    told = json.loads(administrator.run("access", "--json")[1])
    assert {each["email"]: bool(each["revoked_at"]) for each in told}[email("second_lead")]
