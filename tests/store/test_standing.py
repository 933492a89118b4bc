"""What stands approved is added up when it is approved, day by day, and always follows from the figures."""

from dataclasses import replace

import pandas as pd
import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from ccare_metrics.framework import Programme
from ccare_metrics.store import read, write
from ccare_metrics.store.checking import migration_config
from ccare_metrics.store.engine import reading, writing
from ccare_metrics.store.models import Entity
from tests.programmes import filled_store, two_shores
from tests.two_shores import FINISTERE, KENT, MEDWAY, NORFOLK

LATER = "2022-12-31"


def places(area: str, month: str, value: int | str) -> tuple[str, str, str, str, int | str]:
    return "training", "places", area, month, value


def enrolled(area: str, month: str, value: int | str) -> tuple[str, str, str, str, int | str]:
    return "training", "enrolled", area, month, value


def rank(area: str, month: str, value: int | str) -> tuple[str, str, str, str, int | str]:
    return "training", "rank", area, month, value


def standing(shores, day: str = LATER) -> dict[tuple[str, str], pd.Series]:
    """By area ("" where areas are added up) and month; for the one indicator that was sent."""
    rows = read.standing_on(shores.engine, shores.programme, day)
    assert rows["indicator"].nunique() <= 1
    return {(row["area"], row["month"]): row for _, row in rows.iterrows()}


def versions(shores) -> list[tuple[str, str, int]]:
    with reading(shores.engine) as session:
        found = session.execute(text("SELECT since, until, value FROM standing ORDER BY month, since")).all()
    return [tuple(row) for row in found]


# -- one row for many figures


def test_the_areas_of_a_country_are_added_up_in_one_row_a_month(shores):
    shores.approve("2022-02-18", places(NORFOLK, "2022-01", 4), places(KENT, "2022-01", 2), places(KENT, "2022-02", 5))
    found = standing(shores)
    assert [(key, row["value"], row["sent"]) for key, row in found.items()] == [
        (("", "2022-01"), 6, 2),
        (("", "2022-02"), 5, 1),
    ]


def test_the_split_of_a_figure_is_not_added_to_it(shores):
    shores.approve("2022-02-18", places(NORFOLK, "2022-01", 4))
    shores.approve("2022-02-18", places(NORFOLK, "2022-01", 3), category="sex:female")
    assert standing(shores)["", "2022-01"]["value"] == 4


def test_a_reason_is_an_answer_and_not_reported_is_none(shores):
    shores.approve("2022-02-18", places(NORFOLK, "2022-01", "not_applicable"), places(KENT, "2022-01", "not_reported"))
    row = standing(shores)["", "2022-01"]
    assert (row["sent"], row["answered"]) == (2, 1)
    assert pd.isna(row["value"])


def test_a_running_total_rests_on_the_last_one_of_each_area(shores):
    """Norfolk 3 in January and silent since; Kent 1, then 4."""
    shores.approve("2022-03-18", *(enrolled(KENT, "2022-01", 1), enrolled(KENT, "2022-02", 4)))
    shores.approve("2022-03-18", enrolled(NORFOLK, "2022-01", 3), provenance="illustrative")
    found = standing(shores)
    assert [(row["value"], row["made_up"], bool(row["carried"])) for row in found.values()] == [
        (4, 1, True),
        (7, 0, True),
    ]


def test_a_running_total_stands_where_an_area_says_it_has_none(shores):
    """Norfolk 3 in January, no report in February; Kent 4 then."""
    shores.approve("2022-03-18", enrolled(NORFOLK, "2022-01", 3), enrolled(NORFOLK, "2022-02", "not_reported"))
    shores.approve("2022-03-18", enrolled(KENT, "2022-02", 4))
    row = standing(shores)["", "2022-02"]
    assert (row["value"], row["sent"], row["answered"]) == (7, 2, 1)


def test_a_month_that_is_added_up_rests_on_no_figure_of_an_earlier_one(shores):
    shores.approve("2022-03-18", places(NORFOLK, "2022-01", 4), provenance="illustrative")
    shores.approve("2022-03-18", places(NORFOLK, "2022-02", 6))
    assert [(row["made_up"], bool(row["carried"])) for row in standing(shores).values()] == [(1, False), (0, False)]


def test_a_state_holds_within_its_period_only(shores):
    """Norfolk third in January; Kent second in February, first in April: in April Norfolk's is of another quarter."""
    shores.approve("2022-05-18", *(rank(NORFOLK, "2022-01", 3), rank(KENT, "2022-02", 2), rank(KENT, "2022-04", 1)))
    kinds = ["value", "value_in_quarter", "value_in_year", "value_to_date"]
    found = {month: row[kinds].tolist() for (_, month), row in standing(shores).items()}
    assert found == {"2022-01": [3, 3, 3, 3], "2022-02": [2, 5, 5, 5], "2022-04": [1, 1, 4, 4]}


def test_a_state_of_last_year_is_not_one_of_this_year(shores):
    """Norfolk third in December; of February nothing is known but that."""
    shores.approve("2022-03-18", rank(NORFOLK, "2021-12", 3), rank(NORFOLK, "2022-02", "not_reported"))
    kinds = ["value", "value_in_quarter", "value_in_year", "value_to_date"]
    found = {
        month: [None if pd.isna(each) else each for each in row[kinds]] for (_, month), row in standing(shores).items()
    }
    assert found == {"2021-12": [3, 3, 3, 3], "2022-02": [None, None, None, 3]}


def test_of_two_approved_at_the_same_moment_the_later_submission_counts(shores):
    """Whichever was written down first."""
    shores.approve("2022-02-18", places(NORFOLK, "2022-01", 9), id=9)
    shores.approve("2022-02-18", places(NORFOLK, "2022-01", 5), id=5)
    assert standing(shores)["", "2022-01"]["value"] == 9


@pytest.mark.parametrize(
    "unasked",
    [
        places(FINISTERE, "2022-01", 9),  # not one of the scheme's areas
        places(KENT, "2021-12", 9),  # before it began
        ("training", "grants_paid", KENT, "2022-01", 9),  # not what it reports
    ],
)
def test_a_figure_nobody_was_due_to_send_stands_alone(shores, unasked):
    shores.approve("2022-02-18", unasked)
    assert [(area, row["value"]) for (area, _), row in standing(shores).items()] == [(unasked[2], 9)]


def test_an_area_that_sent_such_a_figure_leaves_the_sum_with_all_its_months(shores):
    shores.approve("2022-02-18", places(NORFOLK, "2022-01", 4), places(KENT, "2022-01", 2))
    shores.approve("2022-03-18", places(KENT, "2021-12", 9))
    before, after = standing(shores, "2022-03-17"), standing(shores, "2022-03-18")
    assert {key: row["value"] for key, row in before.items()} == {("", "2022-01"): 6}
    assert {key: row["value"] for key, row in after.items()} == {
        ("", "2022-01"): 4,
        (KENT, "2021-12"): 9,
        (KENT, "2022-01"): 2,
    }


# -- day by day


def test_a_correction_ends_what_stood_and_begins_anew(shores):
    first = shores.approve("2022-02-18", places(NORFOLK, "2022-01", 4))
    shores.approve("2022-05-10", places(NORFOLK, "2022-01", 3), corrects=first, reason="Counted twice.")
    assert versions(shores) == [("2022-02-18", "2022-05-10", 4), ("2022-05-10", "9999-12-31", 3)]
    assert standing(shores, "2022-02-17") == {}
    assert standing(shores, "2022-05-09")["", "2022-01"]["value"] == 4
    assert standing(shores, "2022-05-10")["", "2022-01"]["value"] == 3


def test_an_approval_that_changes_nothing_adds_no_row(shores):
    shores.approve("2022-02-18", places(NORFOLK, "2022-01", 4))
    shores.approve("2022-05-10", places(NORFOLK, "2022-01", 4), reason="Sent again.")
    assert versions(shores) == [("2022-02-18", "9999-12-31", 4)]


def test_two_approvals_of_one_day_are_one_version(shores):
    shores.approve("2022-02-18", places(NORFOLK, "2022-01", 4))
    shores.approve("2022-02-18", places(NORFOLK, "2022-01", 5), reason="A typing mistake.")
    assert versions(shores) == [("2022-02-18", "9999-12-31", 5)]


def test_a_second_approval_on_the_day_of_a_correction_leaves_what_stood_before(shores):
    shores.approve("2022-02-18", places(NORFOLK, "2022-01", 4))
    shores.approve("2022-05-10", places(NORFOLK, "2022-01", 3), reason="Counted twice.")
    shores.approve("2022-05-10", places(KENT, "2022-01", 2))
    assert versions(shores) == [("2022-02-18", "2022-05-10", 4), ("2022-05-10", "9999-12-31", 5)]


def test_a_reason_that_becomes_an_answer_is_seen_from_its_day_on(shores):
    shores.approve("2022-02-18", places(NORFOLK, "2022-01", "not_reported"))
    shores.approve("2022-05-10", places(NORFOLK, "2022-01", "not_applicable"), reason="No room.")
    assert [standing(shores, day)["", "2022-01"]["answered"] for day in ("2022-05-09", "2022-05-10")] == [0, 1]


def test_an_approval_dated_back_changes_what_stood_since(shores):
    shores.approve("2022-02-18", places(NORFOLK, "2022-01", 4))
    shores.approve("2022-05-10", places(NORFOLK, "2022-01", 3), reason="Counted twice.")
    shores.approve("2022-03-01", places(KENT, "2022-01", 10))
    assert versions(shores) == [
        ("2022-02-18", "2022-03-01", 4),
        ("2022-03-01", "2022-05-10", 14),
        ("2022-05-10", "9999-12-31", 13),
    ]


def test_a_month_approved_later_leaves_the_rows_of_other_months_alone(shores):
    for month, day in (("2022-01", "2022-02-18"), ("2022-02", "2022-03-18"), ("2022-03", "2022-04-18")):
        shores.approve(day, *(enrolled(area, month, 1) for area in (NORFOLK, KENT, MEDWAY)))
    assert [(since, until) for since, until, _ in versions(shores)] == [
        ("2022-02-18", "9999-12-31"),
        ("2022-03-18", "9999-12-31"),
        ("2022-04-18", "9999-12-31"),
    ]


def test_two_submissions_entered_in_one_act_each_count_from_their_own_day(shores):
    write.stand_anew(shores.engine, shores.programme)
    days = {
        shores.send(places(NORFOLK, "2022-01", 4), steps={"submitted": "2022-02-12"}): "2022-03-01",
        shores.send(enrolled(NORFOLK, "2022-01", 3), steps={"submitted": "2022-02-12"}): "2022-02-18",
    }
    with writing(shores.engine) as session:
        for number, day in days.items():
            approved = "UPDATE submission SET state = 'approved', approved_at = :moment WHERE id = :number"
            session.execute(text(approved), {"number": number, "moment": f"{day}T10:00:00Z"})
        write.stand(session, shores.programme, submissions=days)
    assert [since for since, _, _ in versions(shores)] == ["2022-02-18", "2022-03-01"]
    assert read.standing_problems(shores.engine, shores.programme) == []


@pytest.mark.parametrize("state", ["draft", "submitted", "returned"])
def test_what_is_not_approved_does_not_stand(shores, state):
    shores.send(places(NORFOLK, "2022-01", 4), steps={state: "2022-02-12"})
    assert standing(shores) == {}


def test_an_approval_that_fails_half_way_changes_nothing_that_stands(shores):
    shores.approve("2022-02-18", places(NORFOLK, "2022-01", 4))
    number = shores.send(places(NORFOLK, "2022-01", 9), steps={"submitted": "2022-03-01"})
    with pytest.raises(RuntimeError), writing(shores.engine) as session:
        approved = "UPDATE submission SET state = 'approved', approved_at = '2022-03-02T10:00:00Z' WHERE id = :number"
        session.execute(text(approved), {"number": number})
        write.stand(session, shores.programme, submissions=[number])
        raise RuntimeError("the visitor's page was interrupted here")
    assert versions(shores) == [("2022-02-18", "9999-12-31", 4)]


# -- it follows from the figures


def test_what_stands_follows_from_the_figures(tmp_path):
    engine = filled_store(tmp_path / "store.sqlite")
    assert read.standing_problems(engine, two_shores()) == []


@pytest.mark.parametrize(
    ("behind_its_back", "named"),
    [
        ("UPDATE standing SET value = value + 1 WHERE month = '2022-01'", "2022-01 since 2022-02-18 is (5,"),
        ("DELETE FROM standing WHERE month = '2022-01'", "2022-01 since 2022-02-18 is nothing"),
        ("UPDATE standing SET until = '2022-04-01'", "until 2022-04-01, the figures say"),
        ("UPDATE figure SET value = 7 WHERE month = '2022-02'", "the figures say (7,"),
        ("DELETE FROM figure WHERE month = '2022-02'", "the figures say nothing"),
    ],
)
def test_a_row_that_does_not_follow_from_the_figures_is_named(shores, behind_its_back, named):
    shores.approve("2022-02-18", places(NORFOLK, "2022-01", 4))
    shores.approve("2022-03-18", places(NORFOLK, "2022-02", 6))
    assert read.standing_problems(shores.engine, shores.programme) == []
    with writing(shores.engine) as session:
        session.execute(text(behind_its_back))
    problems = read.standing_problems(shores.engine, shores.programme)
    assert "training places UK" in problems[0]
    assert named in problems[0]


# -- other rules, older stores


def with_another_area(programme: Programme) -> Programme:
    training = programme.schemes["training"]
    changed = replace(training, areas=(*training.areas, FINISTERE))
    return replace(programme, schemes={**programme.schemes, "training": changed})


def test_under_other_rules_the_figures_are_added_up_anew_and_the_rows_not_read(shores):
    """Finistère was no area of the scheme when its figure came; the programme's file now says it is."""
    shores.approve("2022-02-18", places(NORFOLK, "2022-01", 4), places(FINISTERE, "2022-01", 9))
    then = read.standing_on(shores.engine, shores.programme, LATER)
    now = read.standing_on(shores.engine, with_another_area(shores.programme), LATER)
    columns = ["country", "area", "value"]
    assert sorted(then[columns].values.tolist()) == [["FR", FINISTERE, 9], ["UK", "", 4]]
    assert sorted(now[columns].values.tolist()) == [["FR", "", 9], ["UK", "", 4]]


def test_under_other_rules_a_past_day_is_still_that_day(shores):
    shores.approve("2022-02-18", places(NORFOLK, "2022-01", 4))
    shores.approve("2022-05-10", places(NORFOLK, "2022-01", 3), reason="Counted twice.")
    shores.programme = with_another_area(shores.programme)
    assert [standing(shores, day)["", "2022-01"]["value"] for day in ("2022-05-09", "2022-05-10")] == [4, 3]


def test_rows_made_under_other_rules_are_told_of_and_made_anew(shores):
    shores.approve("2022-02-18", places(NORFOLK, "2022-01", 4), places(FINISTERE, "2022-01", 9))
    write.stand_anew(shores.engine, shores.programme)
    changed = with_another_area(shores.programme)
    assert "training was added up under other rules" in read.standing_problems(shores.engine, changed)[0]
    assert write.stand_anew(shores.engine, changed) == ("training",)
    assert read.standing_problems(shores.engine, changed) == []


def test_an_approval_under_other_rules_makes_the_whole_scheme_anew(shores):
    shores.approve("2022-02-18", places(NORFOLK, "2022-01", 4), places(FINISTERE, "2022-01", 9))
    shores.programme = with_another_area(shores.programme)
    shores.approve("2022-03-18", enrolled(NORFOLK, "2022-02", 1))
    assert read.standing_problems(shores.engine, shores.programme) == []


def test_making_anew_what_is_right_already_writes_nothing(shores):
    write.stand_anew(shores.engine, shores.programme)
    before = read.revision(shores.engine)
    assert write.stand_anew(shores.engine, shores.programme) == ()
    assert read.revision(shores.engine) == before


def test_a_store_of_the_version_before_is_upgraded_and_reads_the_same(tmp_path):
    file = tmp_path / "store.sqlite"
    newer = filled_store(file)
    programme = two_shores()
    wanted = read.standing_on(newer, programme, LATER)
    with newer.execution_options(writes=True).begin() as connection:
        config = migration_config()
        config.attributes["connection"] = connection
        command.downgrade(config, "0001")
    newer.dispose()

    upgraded = write.upgrade(f"sqlite:///{file}")
    assert same_rows(read.standing_on(upgraded, programme, LATER), wanted)  # from the figures
    assert set(write.stand_anew(upgraded, programme)) == set(programme.schemes)
    assert same_rows(read.standing_on(upgraded, programme, LATER), wanted)
    assert len(wanted) > 20


def same_rows(left: pd.DataFrame, right: pd.DataFrame) -> bool:
    key = ["scheme", "indicator", "country", "area", "month"]
    return left.sort_values(key, ignore_index=True).equals(right.sort_values(key, ignore_index=True))


def test_a_scheme_that_is_no_longer_declared_stands_on(shores):
    """Its figures count in the totals until somebody gives them another code; publishing refuses them by name."""
    shores.approve("2022-02-18", places(NORFOLK, "2022-01", 4))
    left = {code: scheme for code, scheme in shores.programme.schemes.items() if code != "training"}
    shores.programme = replace(shores.programme, schemes=left)
    assert {key: row["value"] for key, row in standing(shores).items()} == {(NORFOLK, "2022-01"): 4}


def test_the_tables_are_what_the_models_say(tmp_path):
    """Tables, columns and indexes; else the next migration would begin with what this one forgot."""
    with write.upgrade(f"sqlite:///{tmp_path / 'store.sqlite'}").connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})  # any text is TEXT to SQLite
        assert compare_metadata(context, Entity.metadata) == []
