"""People who report, review and look on, and their signatures: those of the invented programme, invited and signed in."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count

from sqlalchemy import Engine, text

from ccare_metrics.entries import Change, Entry, EntryKey, Figure, stamp
from ccare_metrics.framework import Programme
from ccare_metrics.scope import Signature
from ccare_metrics.store import acts, desk, drafts, people
from ccare_metrics.store.engine import reading, writing
from tests.two_shores import FINISTERE, KENT, MEDWAY, NORFOLK

ISSUER = "https://people.example.org"
NOW = 1_700_000_000
DAY = "2022-05-25"
ROLES = {
    "board": ("board", None),
    "lead": ("lead", "north"),
    "second_lead": ("lead", "north"),
    "north": ("partner", "north"),
    "south": ("partner", "south"),
    "quiet": ("partner", "quiet"),
}
_keys = count(1)


def a_key() -> str:
    return f"key {next(_keys)}"


def email(who: str) -> str:
    return f"{who}@example.org"


def signature(who: str, *, at: str = "10:00:00", **told: object) -> Signature:
    return replace(
        Signature(
            issuer=ISSUER, subject=f"subject of {who}", email=email(who), email_verified=True, name=who.title(),
            signed_in=NOW - 60, now=NOW, at=f"{DAY}T{at}Z",
        ),
        **told,
    )  # fmt: skip


def invite_everybody(engine: Engine, programme: Programme) -> None:
    """The six people of the invented programme, invited and signed in for the first time."""
    with writing(engine) as session:
        for who, (role, partner) in ROLES.items():
            people.invite(
                session,
                programme,
                by="administrator",
                at=f"{DAY}T08:00:00Z",
                email=email(who),
                role=role,
                partner=partner,
            )
    for who in ROLES:
        people.come_in(engine, signature(who))


PLACES = EntryKey("training", "places", NORFOLK)
IN_KENT = EntryKey("training", "places", KENT)
IN_MEDWAY = EntryKey("training", "places", MEDWAY)
ADVICE = EntryKey("advice", "places", FINISTERE)


@dataclass
class Office:
    """Where people of the invented programme report and decide, each act in one line."""

    engine: Engine
    programme: Programme

    def begin(self, who: str = "south", period: str = "2022-04", partner: str | None = None) -> int:
        return drafts.begin(
            self.engine, self.programme, signature(who), partner=partner or ROLES[who][1] or "", period=period
        )

    def type(
        self, number: int, typed: dict[EntryKey, str], *, who: str = "south", seen: dict | None = None, note: str = ""
    ):
        changes = [Change(key, text, note, (seen or {}).get(key, 0)) for key, text in typed.items()]
        return drafts.save(self.engine, self.programme, signature(who), submission=number, changes=changes)

    def submit(self, number: int, figures: Sequence[Figure], *, who: str = "south", **told: object):
        report = desk.report(self.engine, signature(who), number)
        asked = {"version": report.version, "seen": report.stamp, "key": a_key(), **told}
        return acts.submit(self.engine, self.programme, signature(who), submission=number, figures=figures, **asked)

    def approve(self, number: int, *, who: str = "lead", at: str = "10:00:00", **told: object):
        asked = {"version": self.version(number), "key": a_key(), **told}
        return acts.approve(self.engine, self.programme, signature(who, at=at), submission=number, **asked)

    def give_back(self, number: int, reason: str = "Please check.", *, who: str = "lead", **told: object):
        asked = {"version": self.version(number), "key": a_key(), **told}
        return acts.give_back(self.engine, signature(who), submission=number, reason=reason, **asked)

    def withdraw(self, number: int, *, who: str = "south", **told: object):
        asked = {"version": self.version(number), "key": a_key(), **told}
        return acts.withdraw(self.engine, signature(who), submission=number, **asked)

    def confirm(self, number: int, *, who: str = "lead", **told: object):
        asked = {"version": self.version(number), "key": a_key(), **told}
        return acts.confirm(self.engine, signature(who), submission=number, **asked)

    def correct(self, number: int, reason: str = "Counted twice.", *, who: str = "south", **told: object):
        asked = {"key": a_key(), **told}
        return drafts.correct(self.engine, self.programme, signature(who), submission=number, reason=reason, **asked)

    def version(self, number: int) -> int:
        return desk.report(self.engine, signature("lead"), number).version

    def state(self, number: int) -> str:
        return desk.report(self.engine, signature("lead"), number).state

    def sent(self, value: int = 5, key: EntryKey = ADVICE, *, who: str = "south", period: str = "2022-04") -> int:
        """A report of one figure, sent."""
        number = self.begin(who, period)
        self.type(number, {key: str(value)}, who=who)
        self.submit(number, [Figure(key, value, None, "")], who=who)
        return number

    def approved(self, value: int = 5, key: EntryKey = ADVICE, *, who: str = "south", period: str = "2022-04") -> int:
        number = self.sent(value, key, who=who, period=period)
        if ROLES[who][1] == "north":
            self.confirm(number, who="second_lead")
        self.approve(number)
        return number

    def stamp_of(self, *typed: tuple[EntryKey, str]) -> str:
        return stamp([Entry(key, text, "") for key, text in typed])


TABLES = (
    "revision",
    "submission",
    "entry",
    "figure",
    "commentary",
    "sent",
    "confirmation",
    "submission_step",
    "audit_event",
    "receipt",
)


def everything(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    """All that is stored about reports, as it lies there: to see that nothing has moved."""
    with reading(engine) as session:
        return {table: [tuple(row) for row in session.execute(text(f"SELECT * FROM {table}"))] for table in TABLES}
