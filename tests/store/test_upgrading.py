"""A store of the first version, with approvals: `manage.py init` brings it up to date, and `manage.py verify` says whether it is."""

import sys
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import text

import manage
from ccare_metrics.store.checking import migration_config
from ccare_metrics.store.engine import APPLICATION_ID, connect, reading, writing
from tests.programmes import write_folder
from tests.two_shores import KENT, NORFOLK

# Norfolk's four places and Kent's two of January, approved on 18 February; one of Norfolk's taken back on 10 May; a draft beside it.
LIFE = f"""
INSERT INTO revision VALUES (1, 3);
INSERT INTO scheme_owner VALUES ('training', 'north');
INSERT INTO submission (id, partner, period, state, source, idempotency_key, version, corrects, reason, approved_at) VALUES
  (1, 'north', '2022-01', 'approved', 'form', 'first', 1, NULL, NULL, '2022-02-18T10:00:00Z'),
  (2, 'north', '2022-01', 'approved', 'form', 'second', 1, 1, 'Counted twice.', '2022-05-10T10:00:00Z'),
  (3, 'north', '2022-02', 'draft', 'form', 'third', 1, NULL, NULL, NULL);
INSERT INTO figure (submission_id, partner, scheme, indicator, area, month, category, value, provenance, note) VALUES
  (1, 'north', 'training', 'places', '{NORFOLK}', '2022-01', 'all', 4, 'reported', ''),
  (1, 'north', 'training', 'places', '{KENT}', '2022-01', 'all', 2, 'reported', ''),
  (2, 'north', 'training', 'places', '{NORFOLK}', '2022-01', 'all', 3, 'reported', ''),
  (3, 'north', 'training', 'places', '{NORFOLK}', '2022-02', 'all', 9, 'reported', '');
"""


class Administrator:
    """Runs manage.py beside a store of the first version."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
        self.capsys, self.monkeypatch = capsys, monkeypatch
        self.url = f"sqlite:///{folder / 'store.sqlite'}"
        monkeypatch.setenv("CCARE_PROGRAMME", str(write_folder(folder / "programme")))
        monkeypatch.setenv("CCARE_DATABASE_URL", self.url)
        monkeypatch.setenv("CCARE_RELEASES", str(folder / "releases"))
        self._begin()

    def _begin(self) -> None:
        engine = connect(self.url)
        with engine.execution_options(writes=True).begin() as connection:
            connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
            config = migration_config()
            config.attributes["connection"] = connection
            command.upgrade(config, "0001")
            for statement in LIFE.split(";\n"):
                connection.exec_driver_sql(statement or "SELECT 1")
        engine.dispose()

    def run(self, act: str) -> tuple[int, list[str], str]:
        """Exit code, the lines that were said, what was complained of."""
        self.monkeypatch.setattr(sys, "argv", ["manage.py", act])
        try:
            code = manage.main()
        except SystemExit as ended:
            code = int(ended.code or 0)
        told = self.capsys.readouterr()
        return code, told.out.splitlines(), told.err

    def tamper(self, sentence: str) -> None:
        with writing(connect(self.url)) as session:
            assert session.execute(text(sentence)).rowcount == 1

    def standing(self) -> list[tuple[object, ...]]:
        asked = "SELECT scheme, indicator, country, month, since, until, value FROM standing ORDER BY since"
        with reading(connect(self.url)) as session:
            return [tuple(row) for row in session.execute(text(asked))]


@pytest.fixture
def administrator(tmp_path, capsys, monkeypatch) -> Administrator:
    return Administrator(tmp_path, capsys, monkeypatch)


def test_until_it_is_upgraded_a_store_of_the_first_version_says_how(administrator):
    code, _, complaint = administrator.run("verify")
    assert code == 1
    assert "earlier version. Run `python manage.py init`" in complaint


def test_init_adds_up_what_was_approved_before_the_upgrade(administrator):
    code, said, _ = administrator.run("init")
    assert code == 0
    assert said[0] == "standing: added up anew for advice, grants, leaflets, outreach, training"
    assert administrator.standing() == [
        ("training", "places", "UK", "2022-01", "2022-02-18", "2022-05-10", 6),
        ("training", "places", "UK", "2022-01", "2022-05-10", "9999-12-31", 5),
    ]
    assert administrator.run("verify")[:2] == (0, ["release 1: ok", "disclosure: ok", "audit: ok", "standing: ok"])


def test_a_second_init_adds_nothing_up(administrator):
    administrator.run("init")
    code, said, _ = administrator.run("init")
    assert code == 0
    assert [line for line in said if line.startswith("standing")] == []


@pytest.mark.parametrize(
    ("tampered", "named"),
    [
        ("UPDATE standing SET value = 60 WHERE value = 6", "since 2022-02-18 is (60,"),
        ("DELETE FROM standing WHERE value = 5", "since 2022-05-10 is nothing"),
        ("UPDATE figure SET value = 40 WHERE value = 4", "the figures say (42,"),
        ("DELETE FROM standing_basis WHERE scheme = 'training'", "training was added up under other rules"),
    ],
)
def test_verify_names_what_does_not_follow_from_the_figures(administrator, tampered, named):
    administrator.run("init")
    administrator.tamper(tampered)
    code, said, complaint = administrator.run("verify")
    assert code == 1
    assert said[-1] == "standing: NOT ok"
    assert named in complaint


def test_init_mends_what_was_added_up_under_other_rules(administrator):
    administrator.run("init")
    administrator.tamper("UPDATE standing_basis SET basis = 'of another programme' WHERE scheme = 'training'")
    assert administrator.run("verify")[1][-1] == "standing: NOT ok"
    assert administrator.run("init")[1][0] == "standing: added up anew for training"
    assert administrator.run("verify")[1][-1] == "standing: ok"
