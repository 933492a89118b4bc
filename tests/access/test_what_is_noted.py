"""What the accessibility statement says of the last audit is what the audit wrote down."""

from datetime import date

from tests.access.noting import note, version
from ui.statement import last_audit


def test_the_statement_reads_what_an_audit_writes(tmp_path):
    path = tmp_path / "last_audit.toml"
    note("axe", path=path, version=version("axe-core"), views=12, violations=3)
    note("lighthouse", path=path, version=version("lighthouse"), pages=2, accessibility=97, best_practices=100)
    audit = last_audit(path)
    assert (audit.views, audit.violations, audit.pages, audit.accessibility) == (12, 3, 2, 97)
    assert audit.day == date.today()
    assert audit.axe.startswith("4.")


def test_a_later_audit_takes_the_place_of_the_one_before(tmp_path):
    path = tmp_path / "last_audit.toml"
    note("lighthouse", path=path, version="1", pages=2, accessibility=97, best_practices=100)
    note("axe", path=path, version="1", views=12, violations=3)
    note("axe", path=path, version="1", views=13, violations=0)
    assert (last_audit(path).views, last_audit(path).pages) == (13, 2)
