"""Whatever moment the server is killed at: every acknowledged act is there, none is half done, and asking again does it once.

A thousand kills are `make soak`'s; here fifty.
"""

import pytest

from ccare_metrics.entries import Figure
from ccare_metrics.store import acts, write
from tests.faults import kills


def test_fifty_kills_lose_nothing_and_leave_nothing_half_done(tmp_path):
    tally = kills.campaign(tmp_path, times=50, seed=20)
    assert tally.problems == []
    assert (tally.kills, tally.acknowledged > 100, tally.repeated > 10) == (50, True, True)
    assert tally.unanswered_but_done > 0


def test_an_act_that_is_acknowledged_before_it_is_done_is_noticed(tmp_path, monkeypatch):
    really = kills.perform
    monkeypatch.setattr(
        kills,
        "perform",
        lambda engine, programme, act: {"version": 9} if act["act"] == "save" else really(engine, programme, act),
    )
    assert any(problem.startswith("lost: ") for problem in kills.campaign(tmp_path, times=3, seed=1).problems)


@pytest.mark.parametrize(
    ("step", "left_out"),
    [
        ("_keep_what_was_sent", "sent without being kept"),
        ("_write_figures", "its figures are not those that were sent"),
    ],
)
def test_an_act_that_leaves_out_a_step_is_noticed(office, monkeypatch, step, left_out):
    monkeypatch.setattr(acts, step, lambda *_: None)
    office.sent(5)
    assert any(left_out in problem for problem in kills.half_done(office.engine))


def test_a_whole_life_leaves_nothing_half_done(office):
    number = office.approved(5)
    correction = int(office.correct(number)["submission"])
    office.submit(correction, [Figure(kills.KEYS[0], 3, None, "")])
    assert kills.half_done(office.engine) == []


def test_an_approval_in_two_transactions_is_noticed(office, monkeypatch):
    """What the page would do if it saved in two steps: killed in between, a state stands without what follows from it."""
    monkeypatch.setattr(write, "audit", lambda *_, **__: None)
    monkeypatch.setattr("ccare_metrics.store.submission_rows.audit", lambda *_, **__: None)
    office.sent(5)
    assert any("a step without its audit" in problem for problem in kills.half_done(office.engine))
