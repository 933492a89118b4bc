"""Fifty people save at once, and two people go on with one draft: nothing is lost, nobody is refused, nothing is written over unseen."""

import random
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from ccare_metrics.entries import Change, EntryKey, Figure
from ccare_metrics.scope import RefusedError
from ccare_metrics.store import desk, drafts
from ccare_metrics.store.engine import writing
from tests.reporters import ADVICE, Office, a_key, signature
from tests.two_shores import FINISTERE

PEOPLE, CELLS = 50, 6
WAITING = EntryKey("advice", "people_waiting", FINISTERE)


def test_fifty_people_saving_at_once_all_get_through_and_nothing_is_lost(office):
    """Each types into a month and cell of their own as far as there are any, and each value once: the last version tells how many."""
    months = [office.begin(period=f"2022-0{month}") for month in range(1, 6)]

    def somebody(number: int) -> list[tuple[int, EntryKey, int]]:
        chance, saved = random.Random(number), []
        for place in range(CELLS):
            draft, key = months[chance.randrange(len(months))], chance.choice((ADVICE, WAITING))
            seen = -1  # nobody has seen what fifty others write: each looks, and tries again with what they saw
            typed = f"{number}{place}"
            while True:
                told = drafts.save(
                    office.engine, office.programme, signature("south"), submission=draft,
                    changes=[Change(key, typed, "", seen)],
                )  # fmt: skip
                if told.entries:
                    saved.append((draft, key, told.entries[0].version))
                    break
                seen = told.conflicts[0].theirs.version
        return saved

    with ThreadPoolExecutor(PEOPLE) as crowd:
        saved = [each for some in crowd.map(somebody, range(PEOPLE)) for each in some]
    assert len(saved) == PEOPLE * CELLS
    assert len({*saved}) == PEOPLE * CELLS, "two people were given the same version of a cell"
    for draft in months:
        for entry in desk.report(office.engine, signature("south"), draft).entries:
            made = [version for number, key, version in saved if (number, key) == (draft, entry.key)]
            assert sorted(made) == [*range(1, entry.version + 1)]


def test_the_count_of_versions_would_notice_a_save_that_was_lost(office):
    """The negative twin: a cell put back as it was, as a write that came too late would, leaves a gap that the test above sees."""
    number = office.begin()
    for typed, seen in (("1", 0), ("2", 1), ("3", 2)):
        office.type(number, {ADVICE: typed}, seen={ADVICE: seen})
    with writing(office.engine) as session:
        session.execute(text("UPDATE entry SET typed = '2', version = 2"))
    (entry,) = desk.report(office.engine, signature("south"), number).entries
    assert [*range(1, entry.version + 1)] != [1, 2, 3]


@pytest.mark.parametrize("seed", range(20))
def test_whatever_two_people_do_to_one_draft_nobody_overwrites_what_they_have_not_seen(office, seed):
    """Random histories against a model: what each has before their eyes, and what stands."""
    chance, number = random.Random(seed), office.begin()
    stands: dict[EntryKey, tuple[str, int]] = {}
    eyes: dict[str, dict[EntryKey, tuple[str, int]]] = {"one": {}, "other": {}}
    for turn in range(40):
        who, key = chance.choice(("one", "other")), chance.choice((ADVICE, WAITING))
        if chance.random() < 0.3:
            eyes[who] = dict(stands)
            continue
        seen = eyes[who].get(key, ("", 0))[1]
        told = office.type(number, {key: f"{turn}"}, seen={key: seen})
        if stands.get(key, ("", 0))[1] == seen:
            stands[key] = (f"{turn}", seen + 1)
            assert told.conflicts == ()
        else:
            (conflict,) = told.conflicts
            assert (conflict.theirs.typed, conflict.theirs.version) == stands[key]
        eyes[who][key] = stands[key]
    report = desk.report(office.engine, signature("south"), number)
    assert {entry.key: (entry.typed, entry.version) for entry in report.entries} == stands


def test_of_fifty_clicks_on_send_one_counts(office: Office):
    number = office.begin()
    office.type(number, {ADVICE: "5"})
    report = desk.report(office.engine, signature("south"), number)
    asked = {"version": report.version, "seen": report.stamp, "key": a_key()}
    with ThreadPoolExecutor(PEOPLE) as crowd:
        told = [*crowd.map(lambda _: office.submit(number, [Figure(ADVICE, 5, None, "")], **asked), range(PEOPLE))]
    assert len({repr(sorted(each.items())) for each in told}) == 1
    assert desk.report(office.engine, signature("lead"), number).steps["state"].tolist() == ["draft", "submitted"]


def test_of_many_decisions_at_once_one_holds(office):
    number = office.sent(5)
    version = office.version(number)

    def decide(place: int) -> str:
        try:
            told = office.give_back(number, version=version) if place % 2 else office.approve(number, version=version)
        except RefusedError as error:
            return error.code
        return str(told["state"])

    with ThreadPoolExecutor(8) as crowd:
        told = [*crowd.map(decide, range(8))]
    assert sorted(told)[:1] in (["approved"], ["returned"]) and told.count("wrong_state") == 7
