"""What a board's page costs on a store of 1,000,000 figures against one of 10,000: `python -m bench board`.

Both stores hold C-CARE's own schemes and indicators (people_supported made a running total, academies_created a state, so that every rule
is there) in every month of their window, with made-up values. The small one has 22 areas a scheme, no split and no revision. The large one
has all 38 areas, each figure in ten categories (all, two sexes, seven age bands) and six revisions, each a submission of its own
approved 25 days after the one before. Each is measured by a process of its own, so that its memory is its own.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import pandas as pd

from bench.memory import resident
from bench.report import Line, middle
from bench.serving import ROOT
from ccare_metrics import results
from ccare_metrics.aggregation import Slice
from ccare_metrics.coverage import due
from ccare_metrics.framework import Programme, parse_programme, read_documents
from ccare_metrics.periods import last_day
from ccare_metrics.scope import Scope, Viewer
from ccare_metrics.store import read, seed, write
from ccare_metrics.store.engine import connect, programme_folder, writing
from ccare_metrics.store.models import Submission, SubmissionStep
from ccare_metrics.working import Working, as_it_stood, reporting
from geo.areas import load_areas

BOARD = Viewer(role="board")
BY_AREA = Slice(["people_supported"], group_kind="all", place_kind="area", time_kind="to_date")
# Sent by every partner and not approved yet; the months before are approved, in all their revisions.
OPEN_MONTH = "2023-06"
APPROVED_ON = date(2023, 12, 1)
DAYS = [date(2022, 7, 20) + timedelta(days=40 * number) for number in range(9)]
CATEGORIES = ("all", *(f"sex:{code}" for code in ("female", "male")), *(f"age:{number}" for number in range(7)))
PARTNERS = ("kent", "norfolk", "new_anglia", "plymouth", "finistere", "pas_de_calais")


@dataclass(frozen=True)
class Size:
    name: str
    areas: int
    categories: Sequence[str]
    revisions: int


SIZES = {
    size.name: size
    for size in (
        Size("small", areas=22, categories=CATEGORIES[:1], revisions=1),
        Size("large", areas=38, categories=CATEGORIES, revisions=6),
    )
}


@dataclass(frozen=True)
class Measured:
    """Milliseconds, each the median of several days or submissions; `sent`: figures of a submission; `peak`: megabytes."""

    new_day: float
    stood: float
    by_area: float
    after_a_draft: float
    approval: float
    sent: float
    peak: float


def run() -> list[Line]:
    with tempfile.TemporaryDirectory() as folder:
        urls = {name: f"sqlite:///{Path(folder) / name}.sqlite" for name in SIZES}
        counts = {name: _built(urls[name], size) for name, size in SIZES.items()}
        small, large = (_measured(urls[name], name) for name in SIZES)
    against = f"{counts['large']:,} figures against {counts['small']:,}"
    return [
        Line(f"progress page, a new day: {against}", large.new_day, "ms", small.new_day, limit=2.0),
        Line("of which reading what stands, before the first question", large.stood, "ms", small.stood, limit=2.0),
        Line("the same page after somebody saved a draft", large.after_a_draft, "ms", small.after_a_draft, limit=2.0),
        Line(
            f"one submission approved: {large.sent:,.0f} figures against {small.sent:,.0f}",
            *(large.approval, "ms", small.approval),
        ),
        Line("one indicator by area, made from its figures", large.by_area, "ms", small.by_area),
        Line("peak memory of all this", large.peak, "MB", small.peak, limit=2.0),
    ]


# -- the stores


def programme(size: Size) -> Programme:
    declared = parse_programme(read_documents(programme_folder()), load_areas())
    areas = tuple(load_areas())[-size.areas :]  # the French ones come last: there are some of both countries
    rules = {"people_supported": "running_total", "academies_created": "snapshot"}
    indicators = {
        code: replace(each, over_time=rules.get(code, each.over_time)) for code, each in declared.indicators.items()
    }
    schemes = {code: replace(scheme, areas=areas) for code, scheme in declared.schemes.items()}
    return replace(declared, indicators=indicators, schemes=schemes)


def _built(url: str, size: Size) -> int:
    """Fills a store; how many figures it holds."""
    begun = time.perf_counter()
    engine, told = write.upgrade(url), programme(size)
    write.name_owners(engine, told)
    write.stand_anew(engine, told)
    stories = _stories(told, size)
    with writing(engine) as session:
        seed.tell(session, told, stories, decided_by="a measurement")
    engine.dispose()
    count = sum(len(story.figures) for story in stories)
    print(f"store of {count:,} figures built in {time.perf_counter() - begun:.0f} s", flush=True)
    return count


def _stories(told: Programme, size: Size) -> list[seed.Story]:
    keys = due(told, OPEN_MONTH).assign(note="", provenance="illustrative", absence=None)
    keys["partner"] = keys["scheme"].map({code: scheme.partner for code, scheme in told.schemes.items()})
    stories: list[seed.Story] = []
    for (partner, month), figures in keys.groupby(["partner", "month"]):
        valued = _valued(figures, size)
        if month == OPEN_MONTH:
            stories.append(seed.Story(partner, month, valued, [("submitted", last_day(month), None)]))
        else:
            stories += _revisions(partner, month, valued, size.revisions)
    return stories


def _valued(figures: pd.DataFrame, size: Size) -> pd.DataFrame:
    """Each figure in every category, with some value or other; the same in every run."""
    split = figures.merge(pd.DataFrame({"category": size.categories}), how="cross")
    return split.assign(value=[7 * number % 40 for number in range(len(split))])


def _revisions(partner: str, month: str, figures: pd.DataFrame, count: int) -> list[seed.Story]:
    stories: list[seed.Story] = []
    for number in range(count):
        day = last_day(month) + timedelta(days=12 + 25 * number)
        story = seed.Story(partner, month, figures.assign(value=figures["value"] + number), [("approved", day, None)])
        if stories:
            story.corrects, story.reason = stories[-1], "Counted again."
        stories.append(story)
    return stories


# -- what is measured


def _measured(url: str, name: str) -> Measured:
    asked = [sys.executable, "-m", "bench.board", url, name]
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return Measured(**json.loads(done.stdout))


class Board:
    """The board's view of one store, kept as the pages keep it: by day and by how much was approved until then."""

    def __init__(self, url: str, size: Size) -> None:
        self.engine, self.programme, self.size = connect(url), programme(size), size
        self.kept: set[tuple[date, int]] = set()

    def look(self, day: date) -> None:
        """What the board's first pages ask: every target and its outlook, who has reported, what needs attention, one curve."""
        seen = day, read.approvals(self.engine, day.isoformat())
        if seen in self.kept:
            return
        stood = self.stood(day)
        results.target_table(stood)
        results.outlook_table(stood)
        results.attention(stood, pd.DataFrame(columns=read.SUBMISSION_COLUMNS), reporting(stood))
        results.curve(stood, Scope("businesses_supported", scheme="tech_voucher"))
        self.kept.add(seen)

    def stood(self, day: date) -> Working:
        found = as_it_stood(self.engine, self.programme, day, BOARD)
        if found is None:
            raise RuntimeError(f"nothing stands on {day}")
        return found

    def draft(self, partner: str) -> None:
        keys = due(self.programme, OPEN_MONTH).assign(note="", provenance="reported", absence=None, partner=partner)
        owned = {code for code, scheme in self.programme.schemes.items() if scheme.partner == partner}
        figures = _valued(keys[keys["month"].eq(OPEN_MONTH) & keys["scheme"].isin(owned)], self.size)
        period = f"{OPEN_MONTH} again"  # a period of its own: one submission a partner and period is made by this measurement
        story = seed.Story(partner, period, figures, [("draft", DAYS[0], None)])
        with writing(self.engine) as session:
            seed.tell(session, self.programme, [story], decided_by="a measurement")

    def approve(self, number: int) -> None:
        moment = f"{APPROVED_ON}T10:00:00Z"
        with writing(self.engine) as session:
            submission = session.get(Submission, number)
            if submission is None:
                raise RuntimeError(f"no submission {number}")
            submission.state, submission.approved_at = "approved", moment
            session.add(SubmissionStep(submission_id=number, state="approved", at=moment, by="a measurement"))
            write.stand(session, self.programme, submissions=[number])


def measure(url: str, size: Size) -> Measured:
    board = Board(url, size)
    board.look(DAYS[0] - timedelta(days=1))  # what a process pays for its first question, whatever is stored
    new_day = middle([_milliseconds(lambda day=day: board.look(day)) for day in DAYS])
    stood = middle([_milliseconds(lambda day=day: board.stood(day)) for day in DAYS])
    by_area = middle([_milliseconds(lambda found=found: found.cells(BY_AREA)) for found in map(board.stood, DAYS)])
    after_a_draft = []
    for partner in PARTNERS:
        board.draft(partner)
        after_a_draft += [_milliseconds(lambda day=day: board.look(day)) for day in DAYS]
    on_their_way = read.submissions_on(board.engine, APPROVED_ON.isoformat())
    sent = on_their_way.loc[on_their_way["state"].eq("submitted"), "submission"]
    approval = middle([_milliseconds(lambda number=number: board.approve(int(number))) for number in sent])
    figures = len(due(board.programme, OPEN_MONTH).query("month == @OPEN_MONTH")) * len(size.categories) / len(PARTNERS)
    peak = resident(os.getpid(), "VmHWM")
    return Measured(new_day, stood, by_area, middle(after_a_draft), approval, sent=figures, peak=peak)


def _milliseconds(act: Callable[[], None]) -> float:
    begun = time.perf_counter()
    act()
    return 1000 * (time.perf_counter() - begun)


if __name__ == "__main__":
    print(json.dumps(asdict(measure(sys.argv[1], SIZES[sys.argv[2]]))))
