"""How complete a number is: a total that lacks a partner's figures is never whole, and says whose are missing."""

from dataclasses import replace
from datetime import date

import pytest

from ccare_metrics.results import Coverage, coverage_of
from ccare_metrics.scope import GROUPS, PLACES, Scope, UnknownCodeError, Viewer
from ccare_metrics.working import as_it_stood
from tests.programmes import FIGURES, filled_store, release_of_two_shores, two_shores
from tests.two_shores import FINISTERE, KENT, NORFOLK


def test_a_total_that_lacks_a_partner_names_it_and_is_not_whole(release):
    """Of 14 figures 10: Kent’s February of training, and all three months of Quiet."""
    told = coverage_of(release, Scope("places"))
    assert told == Coverage(reported=10, due=14, share=10 / 14, without=("north", "quiet"))
    assert not told.is_whole


def test_a_total_to_which_everybody_sent_everything_is_whole(release):
    told = coverage_of(release, Scope("places", scheme="advice"))
    assert told == Coverage(reported=2, due=2, share=1.0, without=())
    assert told.is_whole


def test_a_reasoned_absence_is_an_answer(release):
    """Medway had no room in any month, and said so."""
    assert coverage_of(release, Scope("places", area="E06000035")) == Coverage(3, 3, 1.0, ())


@pytest.mark.parametrize(
    ("narrowed", "reported", "due", "without"),
    [
        ({"scheme": "training"}, 8, 9, ("north",)),
        ({"scheme": "outreach"}, 0, 3, ("quiet",)),
        ({"partner": "north"}, 8, 9, ("north",)),
        ({"partner": "south"}, 2, 2, ()),
        ({"strand": "work"}, 8, 9, ("north",)),
        ({"strand": "homes"}, 2, 5, ("quiet",)),
        ({"area": KENT}, 2, 3, ("north",)),
        ({"area": NORFOLK}, 3, 3, ()),
        ({"area": FINISTERE}, 2, 5, ("quiet",)),
        ({"country": "FR"}, 2, 5, ("quiet",)),
        ({"country": "FR", "partner": "south"}, 2, 2, ()),
        ({"area": KENT, "scheme": "training"}, 2, 3, ("north",)),
        ({"period": "2022-01"}, 3, 4, ("quiet",)),
        ({"period": "2022-02"}, 3, 5, ("north", "quiet")),
    ],
)
def test_a_part_names_those_who_are_missing_from_it(release, narrowed, reported, due, without):
    told = coverage_of(release, Scope("places", **narrowed))
    assert (told.reported, told.due, told.without) == (reported, due, without)
    assert told.is_whole == (not without)


def test_how_an_answer_is_split_does_not_change_what_is_behind_it(release):
    whole = coverage_of(release, Scope("places"))
    for axis in (*GROUPS, *PLACES, "month"):
        assert coverage_of(release, Scope("places", by=(axis,))) == whole
    assert coverage_of(release, Scope("places", published_only=True)) == whole


def test_where_nothing_was_due_there_is_no_share(release):
    """Leaflets have no area."""
    told = coverage_of(release, Scope("places", scheme="leaflets"))
    assert told == Coverage(reported=0, due=0, share=None, without=())
    assert told.is_whole  # nothing is missing from it


def test_a_partner_of_two_strands_is_missing_only_from_the_one_it_left_out(tmp_path):
    """South runs advice (homes), of which all is there, and now outreach, moved to work, of which nothing is. Leaflets (homes) are now
    Quiet’s, due in Finistère, and missing."""
    known = two_shores()
    moved = {
        "outreach": replace(known.schemes["outreach"], partner="south", strand="work"),
        "leaflets": replace(known.schemes["leaflets"], partner="quiet", areas=(FINISTERE,)),
    }
    programme = replace(known, schemes={**known.schemes, **moved})
    source = as_it_stood(filled_store(tmp_path / "store.sqlite"), programme, date(2022, 4, 20), Viewer(role="board"))
    assert coverage_of(source, Scope("places", strand="homes")).without == ("quiet",)
    assert coverage_of(source, Scope("places", strand="work")).without == ("north", "south")


def test_behind_a_rate_both_its_parts_were_due(release, tmp_path):
    """9 figures of those who started and 9 of those who completed; then one of the second kind is lost."""
    rate = Scope("completion_rate")
    assert coverage_of(release, rate) == Coverage(18, 18, 1.0, ())
    lost = FIGURES.replace("training,completed,E10000016,2022-02,all,0,,reported,\n", "")
    assert coverage_of(release_of_two_shores(tmp_path, lost), rate) == Coverage(17, 18, 17 / 18, ("north",))


@pytest.mark.parametrize("asked", [Scope("jobs"), Scope("places", scheme="taxi"), Scope("places", partner="west")])
def test_an_unknown_code_is_an_error_and_not_a_whole_total(release, asked):
    with pytest.raises(UnknownCodeError):
        coverage_of(release, asked)


# -- C-CARE by day


def test_in_october_2022_what_finistere_had_been_sent_back_was_missing(on):
    """August of its three schemes that count people."""
    then, closed = on("2022-10-15"), on("2023-06-05")
    told = coverage_of(then, Scope("people_supported"))
    assert told.without == ("finistere",)
    assert told.due - told.reported == 3
    assert coverage_of(then, Scope("people_supported", partner="norfolk")).is_whole
    assert coverage_of(closed, Scope("people_supported")).is_whole
