"""What changed between two releases or days: every figure once, and totals whose difference is what was added, corrected and withdrawn."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import permutations
from pathlib import Path

import pandas as pd
import pytest

from ccare_metrics.aggregation import Slice
from ccare_metrics.release import Release
from ccare_metrics.results import CHANGE_COLUMNS, Changes, Source, changes
from ccare_metrics.results.changes import REVISION_COLUMNS, TOTAL_COLUMNS, changed_totals, revised_targets
from ccare_metrics.scope import Viewer
from ccare_metrics.workflow import acts_between
from ccare_metrics.working import Working, as_it_stood
from tests.programmes import FIGURES, HISTORY, filled_store, publish_to, two_shores
from tests.two_shores import FINISTERE, KENT, MEDWAY, NORFOLK

BOARD = Viewer(role="board")


def instead(*pairs: tuple[str, str]) -> str:
    """The figures of Two Shores with some rows changed; a row changed to nothing is left out."""
    told = FIGURES
    for row, other in pairs:
        assert told.count(f"{row}\n") == 1, row
        told = told.replace(f"{row}\n", f"{other}\n" if other else "")
    return told


# What each later version does to the figures through March; everything else is as it was.
VERSIONS = {
    "as it was": FIGURES,
    "corrected": instead(
        ("training,places,E10000020,2022-01,all,4,,reported,", "training,places,E10000020,2022-01,all,1,,reported,"),
        (
            "training,enrolled,E10000016,2022-03,all,6,,reported,",
            "training,enrolled,E10000016,2022-03,all,5,,reported,",
        ),
        (
            "training,enrolled,E06000035,2022-01,all,2,,reported,",
            "training,enrolled,E06000035,2022-01,all,1,,reported,",
        ),
        ("advice,people_waiting,29,2022-02,all,30,,reported,", "advice,people_waiting,29,2022-02,all,25,,reported,"),
    ),
    "withdrawn": instead(
        ("advice,places,29,2022-03,all,7,,illustrative,", ""),
        ("training,enrolled,E10000016,2022-03,all,6,,reported,", ""),
        ("advice,people_waiting,29,2022-02,all,30,,reported,", ""),
    ),
    "answered": FIGURES + "training,places,E10000016,2022-02,all,,not_applicable,reported,Closed.\n",
    "said to be missing": FIGURES + "training,places,E10000016,2022-02,all,,not_reported,reported,\n",
    "all at once": instead(
        ("training,places,E10000020,2022-01,all,4,,reported,", "training,places,E10000020,2022-01,all,1,,reported,"),
        ("advice,places,29,2022-03,all,7,,illustrative,", ""),
        (
            "training,enrolled,E10000020,2022-02,all,5,,illustrative,",
            "training,enrolled,E10000020,2022-03,all,9,,reported,",
        ),
    )
    + "training,places,E10000016,2022-02,all,20,,reported,\n",
}


@pytest.fixture(scope="module")
def version(tmp_path_factory) -> Callable[[str], Release]:
    made: dict[str, Release] = {}

    def release_of(name: str) -> Release:
        """A release of a version, through March; "through February" is what had been there a month before."""
        if name not in made:
            folder = tmp_path_factory.mktemp("version")
            engine = filled_store(folder / "store.sqlite", VERSIONS.get(name, FIGURES))
            through = "2022-02" if name == "through February" else "2022-03"
            made[name] = Release(publish_to(folder / "releases", engine, through).path)
        return made[name]

    return release_of


@pytest.fixture(scope="module")
def since(version) -> Callable[[str], Changes]:
    """What a version changed."""
    return lambda name: changes(version("as it was"), version(name))


def told(found: Changes, indicator: str, *columns: str) -> list[tuple]:
    rows = found.figures[found.figures["indicator"].eq(indicator)]
    return [
        tuple(None if pd.isna(cell) else cell for cell in row) for row in rows[list(columns)].itertuples(index=False)
    ]


def totals(found: Changes) -> dict[str, tuple]:
    """Before, after, difference; added, corrected, withdrawn."""
    columns = ["before", "after", "difference", "added", "corrected", "withdrawn"]
    rows = found.totals.set_index("indicator")[columns].itertuples()
    return {row[0]: tuple(None if pd.isna(cell) else int(cell) for cell in row[1:]) for row in rows}


# -- one kind after another


def test_between_a_release_and_itself_nothing_changed(since):
    found = since("as it was")
    assert list(found.figures.columns) == CHANGE_COLUMNS
    assert list(found.totals.columns) == TOTAL_COLUMNS
    assert list(found.targets.columns) == REVISION_COLUMNS
    assert (len(found.figures), len(found.totals), len(found.targets), found.cited) == (0, 0, 0, ())


def test_a_month_that_came_is_added(version):
    """March: 8 and 1 places of training, 7 of advice."""
    found = changes(version("through February"), version("as it was"))
    assert told(found, "places", "scheme", "area", "month", "old", "new", "difference", "kind") == [
        ("training", MEDWAY, "2022-03", None, None, None, "answered"),
        ("training", KENT, "2022-03", None, 1, None, "added"),
        ("training", NORFOLK, "2022-03", None, 8, None, "added"),
        ("advice", FINISTERE, "2022-03", None, 7, None, "added"),
    ]
    assert totals(found)["places"] == (17, 33, 16, 16, 0, 0)


def test_of_a_running_total_the_step_between_two_last_totals_is_added(version):
    """Kent went from 4 to 6 and Medway stayed at 2. Norfolk sent nothing for March: its 5 stand, and are no figure of March."""
    found = changes(version("through February"), version("as it was"))
    assert told(found, "enrolled", "area", "month", "new", "kind") == [
        (MEDWAY, "2022-03", 2, "added"),
        (KENT, "2022-03", 6, "added"),
    ]
    assert totals(found)["enrolled"] == (11, 13, 2, 2, 0, 0)


def test_a_state_that_nobody_took_anew_has_not_changed(version):
    """30 people were waiting in February; of March nothing is known."""
    found = changes(version("through February"), version("as it was"))
    assert told(found, "people_waiting", "new") == []
    assert "people_waiting" not in totals(found)


def test_ranks_change_one_by_one_and_have_no_total(version):
    found = changes(version("through February"), version("as it was"))
    assert told(found, "rank", "scheme", "new", "kind") == [("training", 3, "added"), ("advice", 7, "added")]
    assert "rank" not in totals(found)
    assert "completion_rate" not in {*totals(found), *found.figures["indicator"]}  # its two parts are


def test_a_figure_with_another_value_is_corrected(since):
    """4 places of January were 1."""
    found = since("corrected")
    columns = ("scheme", "area", "month", "partner", "old", "new", "difference", "kind", "provenance")
    assert told(found, "places", *columns) == [
        ("training", NORFOLK, "2022-01", "north", 4, 1, -3, "corrected", "reported")
    ]
    assert totals(found)["places"] == (33, 30, -3, 0, -3, 0)


def test_a_correction_of_a_running_total_counts_where_it_was_the_last(since):
    """Kent’s 6 of March were 5. Medway’s 2 of January were 1, and its 2 of March still stand."""
    found = since("corrected")
    assert told(found, "enrolled", "area", "month", "difference", "kind") == [
        (MEDWAY, "2022-01", -1, "corrected"),
        (KENT, "2022-03", -1, "corrected"),
    ]
    assert totals(found)["enrolled"] == (13, 12, -1, 0, -1, 0)


def test_a_state_is_corrected_like_any_figure(since):
    assert totals(since("corrected"))["people_waiting"] == (30, 25, -5, 0, -5, 0)


def test_a_figure_that_is_gone_is_withdrawn(since):
    found = since("withdrawn")
    assert told(found, "places", "area", "month", "old", "new", "kind", "provenance") == [
        (FINISTERE, "2022-03", 7, None, "withdrawn", "illustrative")
    ]
    assert totals(found)["places"] == (33, 26, -7, 0, 0, -7)


def test_where_a_last_total_is_gone_the_one_before_stands_again(since):
    """Kent’s 6 of March are gone, and its 4 of February stand."""
    assert totals(since("withdrawn"))["enrolled"] == (13, 11, -2, 0, 0, -2)


def test_where_the_only_state_is_gone_there_is_no_total_any_more(since):
    found = since("withdrawn")
    assert totals(found)["people_waiting"] == (30, None, -30, 0, 0, -30)
    assert found.totals.set_index("indicator").loc["people_waiting", "provenance"] == "reported"


def test_a_reason_where_there_was_no_figure_is_an_answer_and_no_number(since):
    found = since("answered")
    assert told(found, "places", "area", "month", "old_absence", "new_absence", "kind") == [
        (KENT, "2022-02", "not_reported", "not_applicable", "answered")
    ]
    assert totals(found) == {}


def test_to_say_that_a_figure_is_missing_changes_nothing(since):
    assert len(since("said to be missing").figures) == 0


# -- the sum


@pytest.mark.parametrize(("earlier", "later"), list(permutations([*VERSIONS, "through February"], 2)))
def test_the_totals_always_differ_by_what_was_added_corrected_and_withdrawn(version, earlier, later):
    found = changes(version(earlier), version(later)).totals
    parts = found["added"] + found["corrected"] + found["withdrawn"]
    assert found["difference"].tolist() == parts.tolist()
    sides = [[0 if pd.isna(total) else total for total in found[name]] for name in ("before", "after")]
    assert found["difference"].tolist() == [after - before for before, after in zip(*sides, strict=True)]


def test_what_was_added_corrected_and_withdrawn_at_once_stands_apart(since):
    """Places: 20 more, 3 fewer, 7 gone. Enrolled in Norfolk: not 5 in February but 9 in March."""
    found = totals(since("all at once"))
    assert found["places"] == (33, 43, 10, 20, -3, -7)
    assert found["enrolled"] == (13, 17, 4, 4, 0, 0)


def test_in_the_other_direction_what_was_added_is_withdrawn(version):
    found = totals(changes(version("all at once"), version("as it was")))
    assert found["places"] == (43, 33, -10, 7, 3, -20)
    assert found["enrolled"] == (17, 13, -4, 0, 0, -4)


def test_with_a_changed_figure_left_out_the_sum_would_not_fit(version, since):
    """The same question with one row fewer, any row that has a number: so the totals do rest on the figures."""
    whole = since("all at once").figures
    numbered = whole[whole["indicator"].eq("places")]
    assert len(numbered) == 3
    for row in numbered.index:
        short = changed_totals(version("as it was"), version("all at once"), whole.drop(row)).set_index("indicator")
        parts = short.loc["places", ["added", "corrected", "withdrawn"]]
        assert parts.sum() != short.loc["places", "difference"]


# -- between two days


def store_of(folder: Path, history: str) -> Callable[[str], Working]:
    engine = filled_store(folder / "store.sqlite", history=history)

    def on(day: str) -> Working:
        found = as_it_stood(engine, two_shores(), date.fromisoformat(day), BOARD)
        assert found is not None
        return found

    return on


def between(before: Working, after: Working) -> Changes:
    return changes(before, after, acts_between(after.engine, before.day, after.day, BOARD).figures)


def test_a_figure_of_today_says_who_approved_it(tmp_path):
    """March was due on 15 April and was approved on the 18th."""
    on = store_of(tmp_path, HISTORY)
    found = between(on("2022-04-17"), on("2022-04-18"))
    assert told(found, "places", "new", "kind", "approved_on", "approved_by", "reason")[1:] == [
        (1, "added", "2022-04-18", "North (invented)", None),
        (8, "added", "2022-04-18", "North (invented)", None),
        (7, "added", "2022-04-18", "North (invented)", None),
    ]
    assert totals(found)["places"] == (17, 33, 16, 16, 0, 0)


def test_a_month_that_was_approved_before_begins_to_count_when_it_has_fallen_due(tmp_path):
    """Approved on 10 April, due by the 15th: on the 16th its figures are new, and no approval lies in between."""
    on = store_of(
        tmp_path, HISTORY.replace("approve_after_days = 18", "approve_after_days = 10").replace("= 12", "= 8")
    )
    before, after = on("2022-04-12"), on("2022-04-16")
    assert (before.through, after.through) == ("2022-02", "2022-03")
    found = between(before, after)
    assert told(found, "places", "new", "kind", "approved_on", "reason")[1:] == [
        (1, "added", None, None),
        (8, "added", None, None),
        (7, "added", None, None),
    ]
    assert totals(found)["places"] == (17, 33, 16, 16, 0, 0)


CORRECTED = """
[[corrected]]
partner = "north"
period = "2022-01"
approve_after_days = 80
reason = "Three were counted twice."
was_more_by = [{ scheme = "training", indicator = "places", area = "E10000020", value = 3 }]
"""


def test_a_correction_is_told_with_its_reason_on_its_day_and_no_other(tmp_path):
    """Approved 80 days after January, on 21 April: 7 places were 4."""
    on = store_of(tmp_path, HISTORY + CORRECTED)
    found = between(on("2022-04-20"), on("2022-04-21"))
    assert told(found, "places", "old", "new", "difference", "approved_on", "reason") == [
        (7, 4, -3, "2022-04-21", "Three were counted twice.")
    ]
    assert totals(found) == {"places": (36, 33, -3, 0, -3, 0)}
    assert len(between(on("2022-04-21"), on("2022-04-22")).figures) == 0


def test_a_release_beside_a_day(tmp_path, version):
    """The release holds what stands now; on 20 April three places were still counted twice, and two results not yet published."""
    then = store_of(tmp_path, HISTORY + CORRECTED)("2022-04-20")
    found = changes(then, version("as it was"))
    assert told(found, "places", "old", "new", "kind", "approved_on", "reason") == [(7, 4, "corrected", None, None)]
    assert totals(found) == {"places": (36, 33, -3, 0, -3, 0)}
    assert [fact.id for fact in found.cited] == ["P1", "P2"]
    assert changes(version("as it was"), then).cited == ()


def test_a_result_is_newly_cited_from_the_day_it_was_published(tmp_path):
    """The places of advice on 15 March."""
    on = store_of(tmp_path, HISTORY)
    assert [fact.id for fact in between(on("2022-03-14"), on("2022-03-15")).cited] == ["P3"]
    assert between(on("2022-03-15"), on("2022-03-16")).cited == ()


def test_an_indicator_that_the_programme_did_not_have_yet_is_added_whole(version):
    """Before there were grants: £4,000.50 since."""
    later = version("as it was")
    known = two_shores()
    counted = {code: indicator for code, indicator in known.indicators.items() if code != "grants_paid"}
    schemes = {code: scheme for code, scheme in known.schemes.items() if code != "grants"}

    class Earlier:
        """The same release, as made under a programme without grants."""

        programme = replace(known, indicators=counted, schemes=schemes)
        through, as_of, known_on, targets_on = later.through, later.as_of, later.known_on, later.targets_on
        grains = later.grains

        def cells(self, asked):
            cells = later.cells(asked)
            return cells[cells["indicator"].ne("grants_paid")].reset_index(drop=True)

    found = changes(Earlier(), later)
    assert totals(found) == {"grants_paid": (None, 400_050, 400_050, 400_050, 0, 0)}
    assert told(found, "grants_paid", "month", "new", "kind") == [
        ("2022-01", 150_000, "added"),
        ("2022-02", 0, "added"),
        ("2022-03", 250_050, "added"),
    ]


# -- targets


def test_a_target_decided_anew_stands_with_the_one_before_and_the_reason():
    rows = revised_targets(two_shores(), date(2022, 2, 28), date(2022, 3, 1))
    (row,) = rows.to_dict("records")
    assert (row["indicator"], row["scheme"], row["old"], row["new"]) == ("places", "training", 40, 50)
    assert (row["decided_on"], row["decided_by"].en, row["reason"].fr) == (date(2022, 3, 1), "Board", "Demande.")


def test_a_target_counts_from_its_own_day_once():
    assert len(revised_targets(two_shores(), date(2022, 3, 1), date(2022, 6, 30))) == 0
    assert len(revised_targets(two_shores(), date(2022, 1, 1), date(2022, 2, 28))) == 0


def test_a_first_target_has_none_before_it():
    """On 1 January: two of the programme, seven of its schemes."""
    rows = revised_targets(two_shores(), date(2021, 12, 31), date(2022, 1, 1))
    assert len(rows) == 9
    assert rows["old"].isna().all()


# -- C-CARE, round the correction of 20 September 2022


def on_both(on, ccare_store, before: str, after: str) -> Changes:
    acts = acts_between(ccare_store, date.fromisoformat(before), date.fromisoformat(after), BOARD)
    return changes(on(before), on(after), acts.figures)


def test_on_20_september_2022_three_plans_of_plymouth_were_taken_back(on, ccare_store):
    found = on_both(on, ccare_store, "2022-09-19", "2022-09-20")
    (row,) = found.figures.to_dict("records")
    assert (row["indicator"], row["scheme"], row["partner"], row["month"]) == (
        *("skills_action_plans", "skills_plans", "plymouth"),
        "2022-05",
    )
    assert (row["old"], row["new"], row["difference"], row["kind"]) == (20, 17, -3, "corrected")
    assert (row["approved_on"], row["approved_by"]) == ("2022-09-20", "kent (demonstration)")
    assert row["reason"] == "Illustrative: three plans had been counted twice."
    assert row["provenance"] == "illustrative"
    assert totals(found) == {"skills_action_plans": (117, 114, -3, 0, -3, 0)}


def test_in_the_week_around_it_ten_plans_of_august_came_as_well(on, ccare_store):
    """August was due by the 15th and approved on the 18th."""
    found = on_both(on, ccare_store, "2022-09-15", "2022-09-20")
    assert totals(found)["skills_action_plans"] == (107, 114, 7, 10, -3, 0)
    assert found.figures["kind"].value_counts().to_dict() == {"added": 14, "corrected": 1, "answered": 1}


def test_over_a_whole_year_the_totals_of_ccare_fit(on, ccare_store):
    found = on_both(on, ccare_store, "2022-06-05", "2023-06-05")
    assert len(found.totals) == 8  # every indicator
    parts = found.totals["added"] + found.totals["corrected"] + found.totals["withdrawn"]
    assert parts.tolist() == found.totals["difference"].tolist()
    assert sorted(found.targets["scheme"]) == ["rsa_entrepreneurs", "tech_voucher"]
    assert [fact.value for fact in found.cited if fact.scheme is None] == [2_407, 2_784, 100_000_000]


def test_the_release_of_ccare_holds_what_stood_on_the_day_of_the_demonstration(on, ccare):
    source: Source = on("2023-06-05")
    found = changes(ccare, source)
    assert (len(found.figures), len(found.totals), len(found.targets), found.cited) == (0, 0, 0, ())


def test_figures_that_the_release_hides_are_not_compared_and_are_counted(on, ccare):
    cells = ccare.cells(Slice(list(ccare.programme.indicators), "scheme", "area", "month"))
    hidden = int(cells["absence"].eq("suppressed").sum())
    assert hidden > 100
    assert changes(ccare, on("2023-06-05")).not_compared == hidden
    assert changes(on("2023-06-05"), ccare).not_compared == hidden
    assert changes(on("2023-05-05"), on("2023-06-05")).not_compared == 0


class Seen:
    """The invented programme with cells of one indicator hidden: those of an area and month, or the total to date."""

    def __init__(
        self, source: Source, *hidden: tuple[str, str], total: bool = False, indicator: str = "places"
    ) -> None:
        self._source, self._hidden, self._total, self._indicator = source, hidden, total, indicator
        self.programme, self.through, self.grains = source.programme, source.through, source.grains
        self.as_of, self.known_on, self.targets_on = source.as_of, source.known_on, source.targets_on

    def cells(self, asked: Slice) -> pd.DataFrame:
        cells = self._source.cells(asked)
        gone = [place in self._hidden for place in zip(cells["place_code"], cells["time_code"], strict=True)]
        gone = pd.Series(gone, index=cells.index) | (cells["time_kind"].eq("to_date") & self._total)
        gone &= cells["indicator"].eq(self._indicator)
        return cells.assign(value=cells["value"].mask(gone), absence=cells["absence"].mask(gone, "suppressed"))


def test_what_changed_behind_hidden_figures_stands_together_in_the_total(version):
    """Of 10 more places, Norfolk's correction takes 3 and Finistère's withdrawal 7; the 20 of Kent are hidden."""
    before, after = version("as it was"), version("all at once")
    found = changes(before, Seen(after, (KENT, "2022-02")))
    (row,) = (row for row in found.totals.to_dict("records") if row["indicator"] == "places")
    assert (row["before"], row["after"], row["difference"]) == (33, 43, 10)
    assert (row["added"], row["corrected"], row["withdrawn"], row["hidden"]) == (0, -3, -7, 20)
    assert told(found, "places", "area", "month", "kind") == [
        (NORFOLK, "2022-01", "corrected"),
        (FINISTERE, "2022-03", "withdrawn"),
    ]
    assert (found.not_compared, changes(before, after).not_compared) == (1, 0)


def test_a_running_total_with_a_hidden_month_is_not_taken_apart(version):
    """Kent's running total was 6 in March and is 5; which of the steps that is cannot be told with February hidden."""
    before, after = version("as it was"), version("corrected")
    seen = Seen(before, (KENT, "2022-02"), indicator="enrolled")
    (row,) = (row for row in changes(seen, after).totals.to_dict("records") if row["indicator"] == "enrolled")
    (whole,) = (row for row in changes(before, after).totals.to_dict("records") if row["indicator"] == "enrolled")
    assert (whole["difference"], whole["corrected"], whole["hidden"]) == (-1, -1, 0)
    assert (row["difference"], row["corrected"], row["hidden"]) == (-1, 0, -1)


def test_a_hidden_total_is_not_compared_with_one_that_is_shown(version):
    before, after = version("as it was"), version("corrected")
    for one, other in ((Seen(before, total=True), after), (before, Seen(after, total=True))):
        assert "places" not in totals(changes(one, other))
    assert "places" in totals(changes(before, after))
