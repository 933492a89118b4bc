"""A source that tells more than a release: what follows from it whatever we hide is public, and no reason not to publish. What follows
because of something the release says is."""

from pathlib import Path

import pytest

from ccare_metrics import judging
from ccare_metrics.release import Release, ReleaseError
from tests.disclosure.releases import overtaken_by_a_source, with_one_more_number
from tests.two_shores import KENT


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> list[Path]:
    return overtaken_by_a_source(tmp_path_factory.mktemp("overtaken"))


@pytest.fixture(scope="module")
def releases(files) -> list[Release]:
    return [Release(path) for path in files]


@pytest.fixture(scope="module")
def told_more(files, tmp_path_factory) -> Path:
    return with_one_more_number(files[1], tmp_path_factory.mktemp("more") / "releases")


def test_the_release_is_published_though_a_small_count_follows_from_what_a_source_says(releases):
    """279 - 274 = 5 in May: the release says so nowhere, and could do nothing about it."""
    found = judging.given_away(releases)
    assert set(found[["release", "time_code", "least", "most"]].itertuples(index=False, name=None)) == {
        (2, "2022-05", 5, 5)
    }
    cells = releases[1].all_cells()
    may = cells["indicator"].eq("places") & cells["time_code"].eq("2022-05") & cells["due"].gt(0)
    assert cells.loc[may & cells["reported"].gt(0), "absence"].eq("suppressed").all()


def test_no_release_gave_it_away(releases, files):
    assert judging.given_away_by_the_last(releases).empty
    assert judging.given_away_by_any(releases).empty
    judging.refuse_what_leaks(files[1], releases[:1])


def test_what_a_release_tells_beside_it_is_refused(releases, told_more):
    with pytest.raises(ReleaseError, match="hidden cells could be worked out") as refused:
        judging.refuse_what_leaks(told_more, releases[:1])
    assert "2022-02: 4 to 4" in refused.value.message.en
    assert "2022-05" not in refused.value.message.en


def test_only_what_the_release_told_is_laid_at_its_door(releases, told_more):
    found = judging.given_away_by_any([releases[0], Release(told_more)])
    assert {KENT, "kent"} <= set(found["place_code"])
    assert "2022-05" not in set(found["time_code"])


def test_what_one_release_gave_away_stays_its_own_once_another_has_followed(releases, told_more):
    """For the one after it, that is public already; it says nothing new, and nothing is forgiven for it."""
    all_three = [releases[0], Release(told_more), releases[1]]
    assert judging.given_away_by_the_last(all_three).empty
    assert len(judging.given_away_by_any(all_three)) == len(judging.given_away_by_any(all_three[:2])) > 0


def test_a_first_release_answers_for_all_that_follows_from_it(files, tmp_path):
    leaking = with_one_more_number(files[0], tmp_path / "releases")
    with pytest.raises(ReleaseError, match="hidden cells could be worked out"):
        judging.refuse_what_leaks(leaking, [])
