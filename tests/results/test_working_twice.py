"""The board's cells, made from what is added up already, are those that the approved figures themselves add up to: every slice, any day."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pandas as pd
import pytest
from sqlalchemy import Engine, text

from ccare_metrics import coverage
from ccare_metrics.aggregation import GROUP_KINDS, PLACE_KINDS, TIME_KINDS, Slice
from ccare_metrics.earlier import computed_cells
from ccare_metrics.framework import Programme, parse_programme
from ccare_metrics.scope import Viewer
from ccare_metrics.store import read, write
from ccare_metrics.store.engine import connect, writing
from ccare_metrics.store.models import Figure, Submission
from ccare_metrics.working import Working, as_it_stood, last_month_due, reporting
from geo.areas import load_areas
from tests.programmes import filled_store, two_shores
from tests.two_shores import DOCUMENTS, FINISTERE, KENT, MEDWAY, NORFOLK

BOARD = Viewer(role="board")
PAS_DE_CALAIS = "62"
EVERY_SLICE = [(group, place, time) for group in GROUP_KINDS for place in PLACE_KINDS for time in TIME_KINDS]


def compare(stood: Working) -> int:
    """Every slice once as the pages ask for it and once from all the figures; returns how many cells there were."""
    programme, cells = stood.programme, 0
    assert stood.through == plain_through(stood)
    pd.testing.assert_frame_equal(reporting(stood)[PLAINLY], plain_reporting(stood))
    plain = computed_cells(stood.figures, programme, load_areas(), stood.through)
    counted = [code for code, indicator in programme.indicators.items() if indicator.kind != "ratio"]
    for group, place, time in EVERY_SLICE:
        asked = stood.cells(Slice(counted, group, place, time))
        wanted = plain[plain["group_kind"].eq(group) & plain["place_kind"].eq(place) & plain["time_kind"].eq(time)]
        pd.testing.assert_frame_equal(asked, wanted.astype({"value": "Int64"}).reset_index(drop=True))
        cells += len(asked)
    return cells


PLAINLY = ["partner", "month", "due", "reported"]


def plain_reporting(stood: Working) -> pd.DataFrame:
    base = coverage.base(stood.figures, stood.programme, load_areas(), stood.through)
    counted = base.groupby(["partner", "month"], as_index=False)[["due", "reported"]].sum()
    return counted[counted["due"] > 0].sort_values(["month", "partner"], ignore_index=True)[PLAINLY]


def plain_through(stood: Working) -> str:
    """The last month that was due, or a later one of which every figure is there."""
    programme = stood.programme
    due = coverage.due(programme, programme.window_end)
    figures = read.approved_figures(stood.engine, through=programme.window_end, day=stood.day.isoformat())
    sent = {*figures[coverage.KEY].itertuples(index=False, name=None)}
    lacking = {key[-1] for key in due.itertuples(index=False, name=None) if key not in sent}
    whole = {*due["month"]} - lacking
    return max(whole | {month for month in (last_month_due(programme, stood.day),) if month})


def stood_on(engine: Engine, programme: Programme, day: date) -> Working:
    found = as_it_stood(engine, programme, day, BOARD)
    assert found is not None
    return found


@pytest.mark.parametrize(
    "day",
    [
        *("2021-05-20", "2021-08-01", "2021-11-30", "2022-02-14", "2022-04-15", "2022-05-04"),
        *("2022-09-19", "2022-09-20", "2022-10-15", "2023-02-02", "2023-02-03", "2023-04-20", "2023-06-05"),
    ],
)
def test_every_cell_of_the_ccare_store_on_a_dozen_days(published, ccare, day):
    engine = connect(f"sqlite:///{published / 'store.sqlite'}")
    assert compare(stood_on(engine, ccare.programme, date.fromisoformat(day))) > 800
    engine.dispose()


@pytest.mark.parametrize("day", ["2022-02-25", "2022-04-17", "2022-04-18", "2022-05-24"])
def test_every_cell_of_the_invented_programme(tmp_path, day):
    """It has what C-CARE lacks: running totals, states, ranks, a ratio, gaps, figures nobody asked for."""
    engine = filled_store(tmp_path / "store.sqlite")
    assert compare(stood_on(engine, two_shores(), date.fromisoformat(day))) > 100


@pytest.mark.parametrize(
    ("indicator", "wrong"),
    [
        ("places", "value = value + 1"),
        ("places", "value = NULL"),
        ("places", "answered = answered - 1"),
        ("enrolled", "made_up = 0, carried = 0"),
        ("people_waiting", "value_in_quarter = value_in_quarter + 1"),
        ("people_waiting", "value_to_date = value_to_date + 1"),
    ],
)
def test_one_wrong_row_of_what_stands_is_noticed(tmp_path, indicator, wrong):
    engine = filled_store(tmp_path / "store.sqlite")
    day, month = date(2022, 5, 24), "2022-02"
    with writing(engine) as session:
        wrongly = text(f"UPDATE standing SET {wrong} WHERE indicator = :indicator AND month = :month")
        assert session.execute(wrongly, {"indicator": indicator, "month": month}).rowcount >= 1
    with pytest.raises(AssertionError):
        compare(stood_on(engine, two_shores(), day))


def test_where_one_area_has_a_reason_and_another_is_silent_something_is_missing(tmp_path):
    """In January only Medway of the scheme's three areas answers: there was no room. In the two others nobody has said so."""
    engine = filled_store(
        tmp_path / "store.sqlite", f"{HEAD}training,places,{MEDWAY},2022-01,all,,not_applicable,reported,\n"
    )
    stood = stood_on(engine, two_shores(), date(2022, 5, 24))
    (cell,) = stood.cells(Slice(["places"], "scheme", "country", "month", ["training"], ["UK"], ["2022-01"])).to_dict(
        "records"
    )
    assert (cell["absence"], cell["reported"], cell["due"]) == ("not_reported", 1, 3)


# -- how far the figures reach

HEAD = "scheme,indicator,area,month,category,value,absence,provenance,note\n"
MAY = date(2022, 5, 24)  # April was due on the 15th, May is not yet


def sent_for_may(programme: Programme) -> list[str]:
    """A line for every figure that is due of May; the last one says that it was not reported."""
    due = coverage.due(programme, "2022-05").query("month == '2022-05'")
    lines = [f"{','.join(key)},all,1,,reported,\n" for key in due.itertuples(index=False, name=None)]
    return [*lines[:-1], lines[-1].replace(",1,,", ",,not_reported,")]


def test_a_month_counts_before_its_day_once_every_figure_of_it_was_sent(tmp_path):
    """Sent with a value or without one: nothing more is to come."""
    sent, programme = sent_for_may(two_shores()), two_shores()
    whole = filled_store(tmp_path / "whole.sqlite", "".join([HEAD, *sent]))
    short = filled_store(tmp_path / "short.sqlite", "".join([HEAD, *sent[:-1]]))
    assert [stood_on(engine, programme, MAY).through for engine in (whole, short)] == ["2022-05", "2022-04"]


def test_a_month_of_which_nothing_is_due_is_not_complete(tmp_path):
    """All schemes ended in March; what somebody sends of May all the same does not make May a month that is told."""
    programme = two_shores()
    ended = {code: replace(scheme, end="2022-03") for code, scheme in programme.schemes.items()}
    engine = filled_store(tmp_path / "store.sqlite", f"{HEAD}training,places,{NORFOLK},2022-05,all,1,,reported,\n")
    assert stood_on(engine, replace(programme, schemes=ended), MAY).through == "2022-04"


# -- a made-up life of a store


def across_the_channel() -> Programme:
    """The invented programme, with a scheme on both shores and a running total there."""
    training = DOCUMENTS["schemes/training.toml"]
    both = training.replace(f'"{MEDWAY}"]', f'"{MEDWAY}", "{FINISTERE}", "{PAS_DE_CALAIS}"]')
    assert both != training
    return parse_programme({**DOCUMENTS, "schemes/training.toml": both}, load_areas())


class Life:
    """Submissions one after the other, each approved, revised or left lying, with whatever a partner might send."""

    def __init__(self, engine: Engine, programme: Programme, seed: int) -> None:
        self.engine, self.programme, self.chance = engine, programme, random.Random(seed)
        self.day, self.count = date(2022, 1, 20), 0

    def go_on(self) -> None:
        self.count += 1
        self.day += timedelta(days=self.chance.choice([0, 0, 1, 1, 2]))
        approved = self.chance.random() < 0.85
        # An approval entered late, dated back: what stood since then changes too.
        back = timedelta(days=self.chance.randrange(40) if self.chance.random() < 0.05 else 0)
        with writing(self.engine) as session:
            partner, figures = self.figures()
            moment = f"{self.day - back}T{self.chance.randrange(8, 18):02d}:00:00Z"
            submission = Submission(
                partner=partner,
                period="2022-01",
                idempotency_key=str(self.count),
                state="approved" if approved else self.chance.choice(["draft", "submitted", "returned"]),
                approved_at=moment if approved else None,
            )
            session.add(submission)
            session.flush()
            session.add_all(Figure(submission_id=submission.id, partner=partner, **each) for each in figures)
            if approved:
                write.stand(session, self.programme, submissions=[submission.id or 0])

    def figures(self) -> tuple[str, list[dict[str, object]]]:
        scheme = self.chance.choice([*self.programme.schemes.values()])
        counted = [code for code, each in self.programme.indicators.items() if each.kind != "ratio"]
        # Mostly what is due; now and then another scheme's indicator, a foreign area, a month outside the scheme.
        own = [code for code in scheme.indicators if code in counted] or counted
        indicators = own if self.chance.random() < 0.9 else counted
        areas = [*scheme.areas] * 12 + [NORFOLK, KENT, FINISTERE]
        months = [f"2022-{month:02d}" for month in range(1, 7)] * 8 + ["2021-12", "2022-07"]
        keys = {
            (self.chance.choice(indicators), self.chance.choice(areas), self.chance.choice(months), split)
            for _ in range(self.chance.randrange(1, 9))
            for split in self.chance.choice([["all"], ["all", "sex:female"]])
        }
        return scheme.partner, [
            {
                **dict(zip(("indicator", "area", "month", "category"), key, strict=True)),
                **self.told(),
                "scheme": scheme.code,
                "provenance": self.chance.choice(["reported", "reported", "reported", "illustrative"]),
            }
            for key in sorted(keys)
        ]

    def told(self) -> dict[str, object]:
        if self.chance.random() < 0.2:
            return {"value": None, "absence": self.chance.choice(["not_applicable", "not_reported"])}
        return {"value": self.chance.randrange(-4, 30), "absence": None}


@pytest.fixture
def lived(tmp_path, request) -> Iterator[Life]:
    programme = across_the_channel()
    engine = write.upgrade(f"sqlite:///{tmp_path / 'store.sqlite'}")
    write.name_owners(engine, programme)
    yield Life(engine, programme, seed=request.param)
    engine.dispose()


@pytest.mark.parametrize("lived", [1], indirect=True)
def test_every_cell_of_a_store_with_a_life_of_its_own(lived):
    """Three hundred submissions: late ones, corrections downwards, figures nobody was due to send, approvals dated back."""
    for _ in range(300):
        lived.go_on()
    assert read.standing_problems(lived.engine, lived.programme) == []
    first = date(2022, 2, 16)
    for days in range(0, (lived.day - first).days + 40, 50):
        assert compare(stood_on(lived.engine, lived.programme, first + timedelta(days=days))) > 0


@pytest.mark.parametrize("lived", [3], indirect=True)
def test_every_cell_under_rules_that_have_changed_since(lived):
    """The scheme's second shore, its end and the way one indicator adds up were others when its figures were approved."""
    for _ in range(100):
        lived.go_on()
    schemes = {**lived.programme.schemes, "training": replace(two_shores().schemes["training"], end="2022-04")}
    enrolled = replace(lived.programme.indicators["enrolled"], over_time="snapshot")
    changed = replace(lived.programme, schemes=schemes, indicators={**lived.programme.indicators, "enrolled": enrolled})
    before = compare(stood_on(lived.engine, changed, lived.day))
    assert write.stand_anew(lived.engine, changed) == tuple(sorted(changed.schemes))
    assert compare(stood_on(lived.engine, changed, lived.day)) == before


def test_nothing_is_told_of_a_ratio_by_area_but_its_parts(tmp_path):
    stood = stood_on(filled_store(tmp_path / "store.sqlite"), two_shores(), date(2022, 5, 24))
    assert stood.cells(Slice(["completion_rate"], "all", "area", "month")).empty
    assert len(stood.cells(Slice(["completion_rate", "started"], "all", "area", "to_date"))) == 3
