"""Publishing: the same figures make the same file, numbers go on, what is published is never changed, and the act is on record."""

import hashlib
import os
import shutil
import sqlite3
import time
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import Session

from ccare_metrics import hiding
from ccare_metrics.aggregation import Slice
from ccare_metrics.publishing import as_of, publish
from ccare_metrics.release import Release, ReleaseError, open_release, published
from ccare_metrics.release_file import finished_release
from ccare_metrics.results import answer
from ccare_metrics.scope import Scope
from ccare_metrics.store.engine import writing
from ccare_metrics.store.models import Figure, Submission
from geo.areas import Text
from tests.programmes import THROUGH, TODAY, filled_store, protected_documents, publish_to, two_shores
from tests.two_shores import DOCUMENTS, NORFOLK

PLACES = Scope("places")


def fingerprint(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    return filled_store(tmp_path_factory.mktemp("store") / "store.sqlite")


@pytest.fixture(scope="module")
def monthly(tmp_path_factory, engine):
    """Releases 1 to 3: up to January, to March and to April."""
    folder = tmp_path_factory.mktemp("monthly")
    for through in ("2022-01", "2022-03", "2022-04"):
        publish_to(folder, engine, through)
    return folder


@pytest.fixture
def own_engine(tmp_path):
    """For tests that change the store."""
    return filled_store(tmp_path / "store.sqlite")


def approve(engine, value: int, *, month: str = "2022-03", on: str = "2022-05-20T10:00:00Z") -> None:
    """Another approved submission by North, with Norfolk's places of one month."""
    with writing(engine) as session:
        sent = Submission(
            partner="north", period=month, state="approved", idempotency_key=f"{month} {value}", approved_at=on
        )
        session.add(sent)
        session.flush()
        named = {"partner": "north", "scheme": "training", "indicator": "places", "area": NORFOLK, "month": month}
        session.add(Figure(submission_id=sent.id, value=value, provenance="reported", **named))


def total(release: Release) -> int:
    return int(answer(release, PLACES).iloc[0]["value"])


def test_the_same_figures_make_the_same_bytes(shores_release, engine, tmp_path):
    """From another store, filled anew, in another folder."""
    again = publish_to(tmp_path, engine)
    assert again.path.read_bytes() == shores_release.path.read_bytes()
    assert again.sha256 == shores_release.checksum


def test_numbers_go_on_and_the_newest_is_opened(monthly):
    assert list(published(monthly)) == [1, 2, 3]
    assert open_release(monthly).through == "2022-04"
    assert open_release(monthly, 1).through == "2022-01"
    assert len({open_release(monthly, number).checksum for number in (1, 2, 3)}) == 3


def test_a_number_is_never_given_twice_even_when_one_is_gone(monthly, engine, tmp_path):
    shutil.copy(monthly / "release-3.sqlite", tmp_path)
    assert publish_to(tmp_path, engine).number == 4


def test_a_published_release_is_never_overwritten(monthly, tmp_path):
    """Two publications at once: the second finds its number taken, says so, and leaves nothing unfinished behind."""
    first = Path(shutil.copy(monthly / "release-1.sqlite", tmp_path))
    before = fingerprint(first)
    with pytest.raises(ReleaseError) as refusal:
        rewrite(Release(first), tmp_path)
    assert "release-1.sqlite" in refusal.value.message.en
    assert refusal.value.message.fr != refusal.value.message.en
    assert fingerprint(first) == before
    assert [path.name for path in tmp_path.iterdir()] == ["release-1.sqlite"]


def test_what_a_crash_left_unfinished_is_no_release_and_is_cleared_away_after_a_day(monthly, tmp_path):
    left, others = tmp_path / ".release-1-a.part", tmp_path / ".release-1-b.part"
    for file, hours in ((left, 25), (others, 1)):
        file.write_bytes(b"half a release")
        os.utime(file, (time.time() - hours * 60 * 60,) * 2)
    assert published(tmp_path) == {}
    rewrite(open_release(monthly, 1), tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"release-1.sqlite", others.name}, (
        "somebody else may be writing it"
    )


def rewrite(release: Release, folder: Path) -> None:
    """Writes some cells of a release under its number into a folder."""
    info = {name: value for name, value in release.info.items() if name != "content_sha256"}
    slices = {"group_kind": "all", "place_kind": "all", "time_kind": "to_date"}
    cells = release.cells(Slice(indicators=["places", "enrolled"], **slices))
    told = {"grains": release.grains, "corrections": release.corrections}
    with finished_release(folder, info, DOCUMENTS, cells, **told) as finished:
        finished.publish()


def test_a_correction_changes_the_next_release_and_never_the_one_before(own_engine, tmp_path):
    first = publish_to(tmp_path / "releases", own_engine)
    before = fingerprint(first.path)
    approve(own_engine, 18)  # Norfolk's March was 8
    second = publish_to(tmp_path / "releases", own_engine)
    assert total(Release(second.path)) == total(Release(first.path)) + 10
    assert fingerprint(first.path) == before


def test_a_correction_is_named_in_the_release_that_brings_it_and_what_is_new_is_none(own_engine, tmp_path):
    first = Release(publish_to(tmp_path, own_engine).path)
    approve(own_engine, 18)  # Norfolk's March was 8
    second = Release(publish_to(tmp_path, own_engine, "2022-04").path)
    assert first.corrections.empty
    assert second.corrections.to_dict("records") == [
        {"indicator": "places", "scheme": "training", "area": NORFOLK, "month": "2022-03"}
    ]


def test_a_release_of_fewer_months_than_the_one_before_corrects_nothing(own_engine, tmp_path):
    publish_to(tmp_path, own_engine, "2022-04")
    assert Release(publish_to(tmp_path, own_engine, "2022-02").path).corrections.empty


def test_while_a_release_that_was_published_is_not_in_its_folder_no_other_is(own_engine, tmp_path):
    """Somebody may have kept it, and it shows what the next one hides."""
    told = {"documents": DOCUMENTS, "through": "2022-03", "note": Text("A note.", "Une note."), "published_on": TODAY}
    first = publish(own_engine, folder=tmp_path, who="a test", **told)
    kept = first.path.rename(tmp_path / "kept")
    with pytest.raises(ReleaseError) as refusal:
        publish(own_engine, folder=tmp_path, who="a test", **told)
    assert "not in the folder: release 1" in refusal.value.message.en
    assert "absente du dossier : publication 1" in refusal.value.message.fr
    kept.rename(first.path)
    assert publish(own_engine, folder=tmp_path, who="a test", **told).number == 2


def test_a_correction_is_seen_past_a_shorter_release_in_between(own_engine, tmp_path):
    """Releases through April, through February, and through April again after March was put right."""
    for through in ("2022-04", "2022-02"):
        publish_to(tmp_path, own_engine, through)
    approve(own_engine, 18)  # Norfolk's March was 8
    third = Release(publish_to(tmp_path, own_engine, "2022-04").path)
    assert third.corrections["month"].tolist() == ["2022-03"]


def test_beside_a_release_of_another_store_nothing_is_published(own_engine, shores_release, tmp_path):
    """What it gave away nobody here can tell; but for its number, it is the very same release."""
    info = {name: value for name, value in shores_release.info.items() if name != "content_sha256"} | {"number": "4"}
    told = {"grains": shores_release.grains, "corrections": shores_release.corrections}
    with finished_release(tmp_path, info, DOCUMENTS, shores_release.all_cells(), **told) as finished:
        finished.publish()
    with pytest.raises(ReleaseError) as refusal:
        publish_to(tmp_path, own_engine)
    assert "Release 4" in refusal.value.message.en
    assert "ne provient pas de cette base" in refusal.value.message.fr
    assert list(published(tmp_path)) == [4]


def test_a_release_that_gives_small_counts_away_is_not_published_and_leaves_nothing(own_engine, tmp_path, monkeypatch):
    """Hiding small counts alone is what everybody does; here it is refused, and says where."""
    monkeypatch.setattr(
        hiding, "complementary", lambda _relations, editions, **_: editions[-1].cells["value"].isna() & False
    )
    told = {"through": THROUGH, "note": Text("A note.", "Une note."), "published_on": TODAY, "who": "a test"}
    with pytest.raises(ReleaseError) as refusal:
        publish(own_engine, documents=protected_documents(), folder=tmp_path, **told)
    assert "hidden cells could be worked out" in refusal.value.message.en
    assert "rien n’a été publié" in refusal.value.message.fr
    assert published(tmp_path) == {}
    monkeypatch.undo()
    assert publish(own_engine, documents=protected_documents(), folder=tmp_path, **told).number == 1


def test_only_what_was_approved_by_the_day_of_publication_is_in(own_engine, tmp_path):
    approve(own_engine, 18, on="2022-05-26T10:00:00Z")  # the day after
    late = publish_to(tmp_path, own_engine)
    assert total(Release(late.path)) == 33


def test_what_is_only_drafted_or_submitted_is_not_in(own_engine, tmp_path):
    with Session(own_engine) as session:
        states = session.execute(text("SELECT DISTINCT state FROM submission")).scalars().all()
    assert states == ["approved"]
    with writing(own_engine) as session:
        sent = Submission(partner="north", period="2022-03", state="submitted", idempotency_key="waiting")
        session.add(sent)
        session.flush()
        named = {"partner": "north", "scheme": "training", "indicator": "places", "area": NORFOLK, "month": "2022-03"}
        session.add(Figure(submission_id=sent.id, value=1_000, provenance="reported", **named))
    assert total(Release(publish_to(tmp_path, own_engine).path)) == 33


def test_a_month_after_the_last_one_published_is_not_in(monthly):
    """Norfolk reported 100 places in April."""
    assert total(open_release(monthly, 2)) == 33
    assert total(open_release(monthly, 3)) == 133


def test_the_categories_of_a_split_are_not_counted_beside_the_whole(shores_release):
    """Norfolk's January has 4 places, 3 of them for women; not 7."""
    january = answer(shores_release, Scope("places", area=NORFOLK, period="2022-01")).iloc[0]
    assert january["value"] == 4


def test_a_release_tells_what_it_is_in_both_languages(shores_release):
    release = shores_release
    assert (release.number, release.through, release.published_on) == (1, THROUGH, TODAY)
    assert release.note == Text("A note.", "Une note.")
    assert release.as_of == date(2022, 3, 31)
    assert release.programme == two_shores()
    assert release.documents == DOCUMENTS


def test_in_the_closing_month_a_release_speaks_of_the_closing_day():
    assert as_of(two_shores(), "2022-06") == date(2022, 6, 15)
    assert as_of(two_shores(), "2022-05") == date(2022, 5, 31)


def test_the_act_of_publishing_is_on_record_with_the_checksum(own_engine, tmp_path):
    receipt = publish_to(tmp_path, own_engine)
    with Session(own_engine) as session:
        act, subject, after = session.execute(
            text("SELECT act, subject, after FROM audit_event ORDER BY id DESC")
        ).first()
    assert (act, subject) == ("publish", "release 1")
    assert receipt.sha256 in after


def test_framework_mistakes_stop_a_publication_before_anything_is_written(engine, tmp_path):
    broken = {**DOCUMENTS, "indicators/places.toml": DOCUMENTS["indicators/places.toml"].replace("output", "outputs")}
    with pytest.raises(Exception, match="outputs"):
        publish(
            engine,
            documents=broken,
            folder=tmp_path / "releases",
            through=THROUGH,
            note=Text("A note.", "Une note."),
            published_on=TODAY,
            who="a test",
        )
    assert not (tmp_path / "releases").exists()


@pytest.mark.parametrize(
    ("file", "named"),
    [("schemes/outreach.toml", None), ("schemes/grants.toml", "scheme grants"), ("indicators/rank.toml", None)],
)
def test_figures_that_nobody_declares_any_more_are_named_and_not_dropped_in_silence(engine, tmp_path, file, named):
    """outreach has no figure, so it may go; grants has three."""
    documents = {path: words for path, words in DOCUMENTS.items() if path != file}
    if file == "indicators/rank.toml":
        named = "indicator rank"
        documents = {
            path: words.replace('[[plans]]\nindicator = "rank"\nbaseline = 0\n', "")
            for path, words in documents.items()
        }
    note = Text("A note.", "Une note.")
    asked = {"through": THROUGH, "note": note, "published_on": TODAY, "who": "a test", "apart": True}
    if named is None:
        assert publish(engine, documents=documents, folder=tmp_path, **asked).number == 1
        return
    with pytest.raises(ReleaseError) as refusal:
        publish(engine, documents=documents, folder=tmp_path, **asked)
    assert named in refusal.value.message.en
    assert "Rien n’a été publié" in refusal.value.message.fr.replace("\n", " ")
    assert list(tmp_path.iterdir()) == []


def test_the_file_itself_refuses_a_cell_without_a_number_and_without_a_reason(shores_release, tmp_path):
    connection = sqlite3.connect(shutil.copy(shores_release.path, tmp_path))
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute("UPDATE cell SET value = NULL WHERE value IS NOT NULL")
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute("UPDATE cell SET value = 0.5 WHERE value IS NOT NULL")
    connection.close()
