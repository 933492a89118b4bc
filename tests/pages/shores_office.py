"""The invented programme with people who sign in on its pages: partners who send, lead people who decide, each act in one line."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Engine

from ccare_metrics.entries import Change, EntryKey, Figure
from ccare_metrics.framework import Programme
from ccare_metrics.scope import Signature
from ccare_metrics.store import acts, desk, drafts, people
from ccare_metrics.store.checking import checked
from demo_signin.cast import cast, invite
from tests import signing_in
from tests.programmes import filled_store, publish_to, two_shores, write_folder
from tests.two_shores import FINISTERE, NORFOLK

DAY = "2022-05-25"
ADVICE = EntryKey("advice", "places", FINISTERE)
WAITING = EntryKey("advice", "people_waiting", FINISTERE)
PLACES = EntryKey("training", "places", NORFOLK)
ORGANISATIONS = {"south": "south", "north": "north", "quiet": "quiet", "lead.one": "north", "lead.two": "north"}


def signature(who: str, *, day: str = DAY) -> Signature:
    return signing_in.signature(who, day=day)


@dataclass(frozen=True)
class Shores:
    """`folder`: holds the store, the releases and the programme's files."""

    folder: Path
    engine: Engine
    programme: Programme

    def send(
        self, who: str = "south", period: str = "2022-04", figures: Mapping[EntryKey, int] | None = None, *,
        note: str = "", remark: str = "", day: str = DAY,
    ) -> int:  # fmt: skip
        """A report of some figures, sent; the number of it."""
        by = signature(who, day=day)
        number = drafts.begin(self.engine, self.programme, by, partner=ORGANISATIONS[who], period=period)
        self._sent(by, number, figures or {ADVICE: 8}, note=note, remark=remark)
        return number

    def correct(self, number: int, figures: Mapping[EntryKey, int], *, reason: str, who: str = "south") -> int:
        told = drafts.correct(
            self.engine, self.programme, signature(who), submission=number, reason=reason, key=uuid4().hex
        )
        self._sent(signature(who), int(str(told["submission"])), figures)
        return int(str(told["submission"]))

    def again(self, number: int, figures: Mapping[EntryKey, int], *, who: str = "south") -> None:
        """Takes back what was sent, and sends other figures."""
        acts.withdraw(self.engine, signature(who), submission=number, version=self.version(number), key=uuid4().hex)
        self._sent(signature(who), number, figures)

    def _sent(
        self, by: Signature, number: int, figures: Mapping[EntryKey, int], *, note: str = "", remark: str = ""
    ) -> None:
        seen = {each.key: each.version for each in desk.report(self.engine, by, number).entries}
        changes = [Change(key, str(value), note, seen.get(key, 0)) for key, value in figures.items()]
        drafts.save(self.engine, self.programme, by, submission=number, changes=changes)
        if remark:
            drafts.remark(
                self.engine, self.programme, by, submission=number, scheme=changes[0].key.scheme, language="en",
                text=remark, seen=0,
            )  # fmt: skip
        report = desk.report(self.engine, by, number)
        acts.submit(
            self.engine, self.programme, by, submission=number, version=report.version, seen=report.stamp,
            figures=[Figure(key, value, None, note) for key, value in figures.items()], key=uuid4().hex,
        )  # fmt: skip

    def approve(self, number: int, who: str = "lead.one", *, day: str = DAY) -> None:
        asked = {"submission": number, "version": self.version(number), "key": uuid4().hex}
        acts.approve(self.engine, self.programme, signature(who, day=day), **asked)

    def version(self, number: int) -> int:
        return self.report(number).version

    def state(self, number: int) -> str:
        return self.report(number).state

    def report(self, number: int) -> desk.Report:
        return desk.report(self.engine, signature("lead.one"), number)

    def steps(self, number: int) -> list[str]:
        return self.report(number).steps["state"].tolist()


def made(folder: Path) -> Path:
    """A folder with a filled store, its people and its first release, through March 2022."""
    write_folder(folder / "programme")
    engine = filled_store(folder / "store.sqlite")
    publish_to(folder / "releases", engine)
    invite(f"sqlite:///{folder / 'store.sqlite'}", two_shores())
    for part in cast(two_shores()):
        people.come_in(
            engine, signature(part.code)
        )  # on the programme's own day: what follows is never dated before it
    engine.dispose()
    return folder


def copied(template: Path, folder: Path) -> Shores:
    shutil.copytree(template, folder, dirs_exist_ok=True)
    return Shores(folder, checked(f"sqlite:///{folder / 'store.sqlite'}"), two_shores())
