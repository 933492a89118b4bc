"""A pack is made when asked for, whole or not at all, and a past day's pack is always the same."""

import errno
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pandas as pd
import pytest
from xlsxwriter import Workbook

from ccare_metrics.release import open_release
from ccare_metrics.scope import UnknownCodeError, Viewer
from ccare_metrics.store import seed
from ccare_metrics.store.engine import connect, writing
from ccare_metrics.working import as_it_stood
from reports.composing import compose
from reports.content import STEPS, Asked, Pack, PackError
from reports.pack import WRITERS, build, write
from reports.record import record
from reports.sections import SECTIONS
from tests.reports.conftest import DAY
from tests.reports.reading import silent
from ui.edition import Edition
from ui.words import words_for

ROOT = Path(__file__).parents[2]
LATER = date(2023, 8, 1)


def pack_on(folder: Path, day: date, lang: str = "en") -> Pack:
    """The pack of a day from the store and releases of a folder."""
    engine = connect(f"sqlite:///{folder / 'store.sqlite'}")
    programme = open_release(folder / "releases").programme
    source = as_it_stood(engine, programme, day, Viewer(role="lead"))
    asked = Asked(record=record(source, Viewer(role="lead")))
    made = compose(Edition(words_for(lang), source, "light"), asked, tell=silent)
    engine.dispose()
    return made


# -- the same again


@pytest.mark.parametrize("fmt", WRITERS)
def test_the_same_pack_is_the_same_bytes(packs, made, fmt):
    assert build(packs["en"], fmt, tell=silent) == made(fmt)


@pytest.mark.parametrize("fmt", ["pptx", "xlsx"])
def test_an_office_file_says_it_was_made_on_the_day_that_is_looked_at(made, fmt):
    """Nothing in it comes from the clock, so that the same pack is the same bytes tomorrow."""
    told = moments(made(fmt))
    assert {moment for moment in told if isinstance(moment, str)} == {"2022-10-15T00:00:00Z"}
    assert {moment for moment in told if not isinstance(moment, str)} == {(1980, 1, 1, 0, 0, 0)}


def moments(package: bytes) -> list[object]:
    """Every moment that a package names, and those of the workbooks inside it."""
    found: list[object] = []
    with ZipFile(BytesIO(package)) as opened:
        for info in opened.infolist():
            found.append(info.date_time)
            if info.filename == "docProps/core.xml":
                found += re.findall(r"<dcterms:[^>]*>([^<]*)<", opened.read(info).decode())
            if info.filename.endswith(".xlsx"):
                found += moments(opened.read(info))
    return found


def test_another_pack_is_other_bytes(made):
    assert len({made(fmt, lang) for fmt in WRITERS for lang in ("en", "fr")}) == 6


def test_the_pack_of_a_past_day_is_the_same_after_later_approvals(published, tmp_path):
    folder = tmp_path / "own"
    shutil.copytree(published, folder)
    before = {day: pack_on(folder, day) for day in (DAY, LATER)}
    approve_later(folder)
    after = {day: pack_on(folder, day) for day in (DAY, LATER)}
    assert after[LATER] != before[LATER]  # what came later is seen later, and only then
    assert after[DAY] == before[DAY]
    for fmt in WRITERS:
        assert build(after[DAY], fmt, tell=silent) == build(before[DAY], fmt, tell=silent)


def approve_later(folder: Path) -> None:
    """In July 2023 Plymouth corrects a figure of May 2022: 1,000 businesses more."""
    engine = connect(f"sqlite:///{folder / 'store.sqlite'}")
    programme = open_release(folder / "releases").programme
    named = {"partner": "plymouth", "scheme": "high_streets", "indicator": "businesses_supported", "area": "E06000026"}
    figure = {
        **named,
        "month": "2022-05",
        "category": "all",
        "value": 1000,
        "absence": None,
        "provenance": "illustrative",
    }
    rows = pd.DataFrame([{**figure, "note": ""}])
    days = [
        ("draft", date(2023, 7, 1), None),
        ("submitted", date(2023, 7, 2), None),
        ("approved", date(2023, 7, 3), None),
    ]
    with writing(engine) as session:
        seed.tell(session, programme, [seed.Story("plymouth", "2023-07", rows, days)], decided_by="lead")
    engine.dispose()


# -- what is asked for


def test_only_the_sections_asked_for_and_always_the_sources(stood):
    asked = Asked(sections=("map", "progress"))
    made = compose(Edition(words_for("en"), stood, "light"), asked, tell=silent)
    assert [each.code for each in made.sections] == ["progress", "map", "sources"]


def test_the_commentary_stands_first(packs):
    first, *others, last = (each.code for each in packs["en"].sections)
    assert (first, last) == ("commentary", "sources")
    assert others == [code for code in SECTIONS if code in others]
    assert {"progress", "curves", "reporting", "map"} <= {*others}


def test_an_unknown_section_or_format_is_named_with_the_known_ones(stood, packs):
    with pytest.raises(UnknownCodeError, match="unknown section 'weather'; there is .*progress, "):
        compose(Edition(words_for("en"), stood, "light"), Asked(sections=("weather",)), tell=silent)
    with pytest.raises(UnknownCodeError, match="unknown format 'docx'; there is pdf, pptx, xlsx"):
        build(packs["en"], "docx", tell=silent)


@pytest.mark.parametrize("fmt", WRITERS)
def test_a_release_has_a_pack_too_without_who_has_reported(release, fmt):
    made = compose(Edition(words_for("fr"), release, "light"), Asked(), tell=silent)
    codes = {each.code for each in made.sections}
    assert {"progress", "curves", "map", "sources"} <= codes
    assert "reporting" not in codes
    assert made.cover.standing == "publication n° 1, parue le 5 juin 2023"
    assert len(build(made, fmt, tell=silent)) > 10_000


@pytest.mark.parametrize("fmt", WRITERS)
def test_a_programme_without_targets_has_a_pack_without_curves(stood, fmt):
    programme = stood.programme
    schemes = {code: replace(each, plans=()) for code, each in programme.schemes.items()}
    bare = replace(stood, programme=replace(programme, plans=(), schemes=schemes))
    made = compose(Edition(words_for("en"), bare, "light"), Asked(sections=("progress", "curves")), tell=silent)
    assert [each.code for each in made.sections] == ["progress", "sources"]
    assert made.sections[0].finding == "On 15 October 2022, none of 0 targets is off course or at risk"
    assert len(build(made, fmt, tell=silent)) > 10_000


@pytest.mark.parametrize("fmt", WRITERS)
def test_every_step_is_told_from_its_beginning_to_its_end(stood, tmp_path, fmt):
    told: list[tuple[str, int, int]] = []

    def tell(what: str, done: int, total: int) -> None:
        told.append((what, done, total))

    made = compose(Edition(words_for("en"), stood, "light"), Asked(sections=("reporting",)), tell=tell)
    write(made, fmt, tmp_path / "pack", tell=tell)
    steps = list(dict.fromkeys(what for what, _, _ in told))
    assert steps[0] == "figures"
    assert steps[-1] == "writing"
    assert {*steps} <= {*STEPS}
    for step in steps:
        done = [count / total for what, count, total in told if what == step]
        assert done == sorted(done)
        assert done[-1] == 1


def test_every_step_has_its_words_in_both_languages():
    for lang in ("en", "fr"):
        assert [step for step in STEPS if not words_for(lang).has(f"pack.step.{step}")] == []


# -- onto the disk


def test_a_pack_is_written_whole_and_leaves_nothing_else(packs, made, tmp_path):
    size = write(packs["en"], "xlsx", tmp_path / "pack.xlsx", tell=silent)
    assert (tmp_path / "pack.xlsx").read_bytes() == made("xlsx")
    assert size == len(made("xlsx"))
    assert [path.name for path in tmp_path.iterdir()] == ["pack.xlsx"]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_leaves_the_old_pack_and_says_so_in_both_languages(packs, tmp_path, monkeypatch, number):
    (tmp_path / "pack.pdf").write_bytes(b"the old one")

    def full(handle: int) -> None:
        raise OSError(number, "no room")

    monkeypatch.setattr("reports.pack.os.fsync", full)
    with pytest.raises(PackError) as refused:
        write(packs["en"], "pdf", tmp_path / "pack.pdf", tell=silent)
    assert "The disk is full" in refused.value.message.en
    assert "Le disque est plein" in refused.value.message.fr
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("pack.pdf", b"the old one")]


def test_a_disk_that_fills_up_while_a_long_workbook_is_made_is_told_in_the_same_words(packs, monkeypatch):
    def full(book: Workbook) -> None:
        raise OSError(errno.ENOSPC, "no room")

    monkeypatch.setattr(Workbook, "_store_workbook", full)
    with pytest.raises(PackError, match="The disk is full"):
        build(packs["en"], "xlsx", tell=silent)


def test_a_folder_that_is_not_there_is_told_in_a_sentence(packs, tmp_path):
    with pytest.raises(PackError, match="cannot be written to .*nowhere") as refused:
        write(packs["en"], "xlsx", tmp_path / "nowhere" / "pack.xlsx", tell=silent)
    assert "ne peut pas être écrit" in refused.value.message.fr


def test_a_pack_needs_no_streamlit():
    program = (
        "import sys, reports.command, reports.pdf, reports.slides, reports.workbook; print('streamlit' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
