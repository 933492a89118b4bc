"""A process that reports, decides and corrects is killed at a random moment, again and again; what it had acknowledged must be there.

`python -m tests.faults.kills --times 1000 --seed 7` says what was found and exits with 1 where anything was lost or half done.
"""

import argparse
import json
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Engine, text

from ccare_metrics.entries import Change, EntryKey, Figure
from ccare_metrics.framework import Programme
from ccare_metrics.scope import RefusedError
from ccare_metrics.store import acts, desk, drafts, read, write
from ccare_metrics.store.checking import checked
from ccare_metrics.store.engine import StoreError, connect, reading
from tests.programmes import two_shores
from tests.reporters import ADVICE, invite_everybody, signature
from tests.two_shores import FINISTERE

KEYS = (ADVICE, EntryKey("advice", "people_waiting", FINISTERE))
MONTHS = ("2022-01", "2022-02", "2022-03", "2022-04", "2022-05")
MOST_LINES = 40  # that the process may say before the kill: some twenty acts, however slow the machine
LONGEST_MOMENT = 0.03  # seconds from the last of them until the kill: within the next act, or on its way there
LONGEST_ANSWER = (
    0.01  # seconds between a commit and its answer, as on a network: killed then, an act is done and nobody knows
)
STORE_LASTS = 100  # kills, after which a new one is made: what stands is added up anew at every approval


@dataclass
class Tally:
    kills: int = 0
    acknowledged: int = 0
    repeated: int = 0
    unanswered_but_done: int = 0
    problems: list[str] = field(default_factory=list)


# -- the one who is killed


def acting(url: str, programme: Programme, told: int, seed: int) -> None:
    """Goes on until it is killed. Before each act it says what it is about to do, after it that it was done, a line each."""
    engine, chance = connect(url), random.Random(seed)

    def say(what: str, **about: object) -> None:
        os.write(told, (json.dumps({"what": what, **about}) + "\n").encode())

    for turn in range(10_000):
        for act in one_report(engine, programme, chance, f"{seed} {turn}"):
            say("asked", **act)
            receipt = perform(engine, programme, act)
            time.sleep(chance.uniform(0, LONGEST_ANSWER))
            say("done", **act, receipt=receipt)


def one_report(engine: Engine, programme: Programme, chance: random.Random, name: str) -> Iterator[dict]:
    """The acts by which a report, or the correction of one, goes from nothing to a decision."""
    number = yield from begun(engine, programme, chance, name)
    for _ in range(chance.randint(1, 3)):
        report = desk.report(engine, signature("south"), number)
        key = chance.choice(KEYS)
        seen = {entry.key: entry.version for entry in report.entries}.get(key, 0)
        yield {"act": "save", "number": number, "key": list(key), "typed": f"{chance.randint(0, 999)}", "seen": seen}
    report = desk.report(engine, signature("south"), number)
    figures = [[*entry.key, int(entry.typed)] for entry in report.entries]
    yield of(report, "submit", name, seen=report.stamp, figures=figures)
    if chance.random() < 0.3:
        yield of(desk.report(engine, signature("lead"), number), "return", name)
        report = desk.report(engine, signature("south"), number)
        figures = [[*entry.key, int(entry.typed)] for entry in report.entries]
        yield of(report, "submit", f"{name} again", seen=report.stamp, figures=figures)
    yield of(desk.report(engine, signature("lead"), number), "approve", name)


def begun(engine: Engine, programme: Programme, chance: random.Random, name: str) -> Iterator[dict]:
    reports = desk.reports(engine, signature("south"), "south")
    for row in reports.to_dict("records"):
        if row["state"] in ("draft", "returned"):
            return row["submission"]
        if row["state"] == "submitted":
            yield of(desk.report(engine, signature("lead"), row["submission"]), "approve", f"{name} left over")
    left = [month for month in MONTHS if month not in {*reports["period"]}]
    if left:
        return drafts.begin(engine, programme, signature("south"), partner="south", period=left[0])
    first = chance.choice(sorted(desk.standing_of(engine, signature("south"), "south").values()))
    act = {"act": "correct", "number": first, "key": f"{name} correct"}
    yield act
    receipt = perform(engine, programme, act)  # the same once more: how a browser learns what became of its request
    return int(receipt["submission"])


def of(report: desk.Report, act: str, name: str, **told: object) -> dict:
    return {"act": act, "number": report.number, "version": report.version, "key": f"{name} {act}", **told}


def perform(engine: Engine, programme: Programme, act: dict) -> dict:
    name, number = act["act"], act["number"]
    south, lead = signature("south"), signature("lead")
    if name == "save":
        change = Change(EntryKey(*act["key"]), act["typed"], "", act["seen"])
        saved = drafts.save(engine, programme, south, submission=number, changes=[change])
        return {"version": saved.entries[0].version}
    if name == "correct":
        return dict(drafts.correct(engine, programme, south, submission=number, reason="Wrong.", key=act["key"]))
    asked = {"submission": number, "version": act["version"], "key": act["key"]}
    if name == "submit":
        figures = [Figure(EntryKey(*key), value, None, "") for *key, value in act["figures"]]
        return dict(acts.submit(engine, programme, south, seen=act["seen"], figures=figures, **asked))
    if name == "return":
        return dict(acts.give_back(engine, lead, reason="Please check.", **asked))
    return dict(acts.approve(engine, programme, lead, **asked))


# -- the one who kills


def killed(url: str, programme: Programme, *, seed: int, lines: int, moment: float) -> list[dict]:
    """What the process said before it was killed, a moment after it had said so many lines; a last one that was cut short is dropped."""
    from_child, to_parent = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(from_child)
            acting(url, programme, to_parent, seed)
        except BaseException as error:  # noqa: BLE001  (nothing may return into the parent's code)
            os.write(to_parent, (json.dumps({"what": "failed", "why": repr(error)}) + "\n").encode())
        finally:
            os._exit(1)
    os.close(to_parent)
    with os.fdopen(from_child, "rb") as pipe:
        said = [pipe.readline() for _ in range(lines)]  # empty ones where it ended by itself
        time.sleep(moment)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        said += pipe.readlines()
    return [json.loads(line) for line in said if line.endswith(b"\n")]


def after_a_kill(engine: Engine, programme: Programme, said: list[dict], tally: Tally) -> None:
    tally.kills += 1
    try:
        checked(str(engine.url)).dispose()  # first of all, as whoever starts the server again would
    except StoreError as error:
        tally.problems.append(f"the store is called unsound: {error}")
    tally.problems += [f"the process failed by itself: {line['why']}" for line in said if line["what"] == "failed"]
    done = [line for line in said if line["what"] == "done"]
    tally.acknowledged += len(done)
    for act in done:
        tally.problems += missing(engine, act)
    if said and said[-1]["what"] == "asked":
        ask_again(engine, programme, said[-1], tally)
    tally.problems += half_done(engine)
    if (broken := read.broken_audit_entry(engine)) is not None:
        tally.problems.append(f"audit entry {broken} does not fit")
    tally.problems += read.standing_problems(engine, programme)


def missing(engine: Engine, act: dict) -> list[str]:
    """Of an act that was acknowledged: what of it is not there."""
    with reading(engine) as session:
        if act["act"] == "save":
            asked = dict(zip(("scheme", "indicator", "area", "category"), act["key"], strict=True))
            found = session.execute(
                text(
                    "SELECT version FROM entry WHERE submission_id = :number AND scheme = :scheme AND indicator = :indicator "
                    "AND area = :area AND category = :category"
                ),
                {**asked, "number": act["number"]},
            ).scalar()
            return [] if found is not None and found >= act["receipt"]["version"] else [f"lost: {act}"]
        told = session.execute(text("SELECT told FROM receipt WHERE key = :key"), {"key": act["key"]}).scalar()
        return [] if told is not None and json.loads(told) == act["receipt"] else [f"lost: {act}"]


def ask_again(engine: Engine, programme: Programme, act: dict, tally: Tally) -> None:
    """The act that got no answer: asked again under its key it is done, once, whether or not it had been."""
    tally.repeated += 1
    with reading(engine) as session:
        known = session.execute(text("SELECT 1 FROM receipt WHERE key = :key"), {"key": str(act["key"])}).scalar()
    tally.unanswered_but_done += known is not None
    try:
        first, second = (perform(engine, programme, act) for _ in range(2))
    except RefusedError as error:
        tally.problems.append(f"asked again, refused: {error} {act}")
        return
    if first != second:
        tally.problems.append(f"asked again, another answer: {first} {second}")


HALF_DONE = {
    "a state without its step": """
        SELECT s.id FROM submission s WHERE s.state <> (SELECT t.state FROM submission_step t WHERE t.submission_id = s.id
        ORDER BY t.id DESC LIMIT 1)""",
    "a version that is not the number of steps": """
        SELECT s.id FROM submission s WHERE s.version <> (SELECT count(*) FROM submission_step t WHERE t.submission_id = s.id)""",
    "sent without being kept": """
        SELECT t.id FROM submission_step t WHERE t.state = 'submitted' AND NOT EXISTS (SELECT 1 FROM sent e WHERE e.step = t.id)""",
    "a step without its audit": """
        SELECT count(*) - (SELECT count(*) FROM audit_event WHERE subject LIKE 'submission %' AND act <> 'first sign-in') AS more
        FROM submission_step HAVING more <> 0""",
    "two open reports of one month": """
        SELECT partner, period FROM submission WHERE corrects IS NULL GROUP BY partner, period HAVING count(*) > 1""",
    "a key that points nowhere": "SELECT * FROM pragma_foreign_key_check",
    "a damaged file": "SELECT * FROM pragma_integrity_check WHERE integrity_check <> 'ok'",
}
KEPT = """
SELECT e.submission_id, e.figures FROM sent e JOIN submission s ON s.id = e.submission_id AND e.version =
  (SELECT max(n.version) FROM sent n WHERE n.submission_id = s.id)"""
OF_A_SUBMISSION = (
    "SELECT scheme, indicator, area, category, value, absence, note FROM figure WHERE submission_id = :number"
)


def half_done(engine: Engine) -> list[str]:
    """What no act that is whole could leave."""
    found = []
    with reading(engine) as session:
        for name, question in HALF_DONE.items():
            found += [f"{name}: {tuple(row)}" for row in session.execute(text(question))]
        for number, told in session.execute(text(KEPT)).all():
            there = sorted(map(list, session.execute(text(OF_A_SUBMISSION), {"number": number}).all()), key=repr)
            if there != sorted(json.loads(told)["figures"], key=repr):
                found.append(f"submission {number}: its figures are not those that were sent")
    return found


def campaign(folder: Path, *, times: int, seed: int) -> Tally:
    programme, tally, chance = two_shores(), Tally(), random.Random(seed)
    for place in range(times):
        if place % STORE_LASTS == 0:
            url = f"sqlite:///{folder / f'store-{place}.sqlite'}"
            engine = new_store(url, programme)
        lines, moment = chance.randrange(MOST_LINES), chance.uniform(0, LONGEST_MOMENT)
        said = killed(url, programme, seed=chance.randrange(2**31), lines=lines, moment=moment)
        engine.dispose()  # as after a crash of the server: nothing of before is held open
        after_a_kill(engine, programme, said, tally)
    return tally


def new_store(url: str, programme: Programme) -> Engine:
    engine = write.upgrade(url)
    write.name_owners(engine, programme)
    invite_everybody(engine, programme)
    engine.dispose()  # a connection must not be carried into the process that is forked
    return engine


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--times", type=int, default=50)
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        tally = campaign(Path(folder), times=given.times, seed=given.seed)
    print(
        f"{tally.kills} kills, {tally.acknowledged} acts acknowledged, {tally.repeated} asked again "
        f"({tally.unanswered_but_done} of them had been done), {len(tally.problems)} problems"
    )
    print("\n".join(tally.problems[:20]))
    return 1 if tally.problems else 0


if __name__ == "__main__":
    sys.exit(main())
