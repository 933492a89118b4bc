"""What is asked, and by whom: frozen, hashable, the key of every answer and every cache."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

Role = Literal["public", "board", "partner", "lead"]

GROUPS = ("scheme", "strand", "partner")
PLACES = ("area", "county", "country")
TIMES = ("month", "quarter", "year")


class ScopeError(ValueError):
    """A question that has no answer because it contradicts itself; says what and what would do."""


class UnknownCodeError(KeyError):
    """A code that the programme, the areas or the release do not know; says which, and what there is."""

    def __init__(self, axis: str, code: str, known: Collection[str]):
        super().__init__(code)
        self.axis, self.code, self.known = axis, code, tuple(known)

    def __str__(self) -> str:
        return f"unknown {self.axis} {self.code!r}; there is {', '.join(self.known)}"


def refuse_unknown(axis: str, code: str | None, known: Collection[str]) -> None:
    """Nothing found under an unknown code would read as "not applicable" or "not published", which is something else."""
    if code is not None and code not in known:
        raise UnknownCodeError(axis, code, known)


@dataclass(frozen=True)
class Viewer:
    """Who asks. The public has no partner; a partner has exactly one."""

    role: Role = "public"
    partner: str | None = None
    name: str = ""


PUBLIC = Viewer()


@dataclass(frozen=True)
class Signature:
    """Who acts, as the sign-in provider vouches for them, and when. Says nothing of rights: those are looked up at every act.

    `signed_in`: when the provider vouched, and `now`: both in seconds since 1970. `at`: the moment that the record shows, on the
    programme's own day, such as 2023-06-05T14:03:22Z.
    """

    issuer: str
    subject: str
    email: str
    email_verified: bool
    name: str
    signed_in: int
    now: int
    at: str


@dataclass(frozen=True)
class Person:
    """Somebody who has access: `partner` is the organisation of a partner or a lead; the board has none."""

    id: int
    email: str
    role: Role
    partner: str | None
    name: str


class NotAllowedError(PermissionError):
    """The viewer may not look at this, or not do it."""


class NotInvitedError(NotAllowedError):
    """Signed in, but without access: never invited, revoked, or vouched for without a verified e-mail address."""


class SignInAgainError(NotAllowedError):
    """The sign-in is too old, or was ended in another window."""


class RefusedError(Exception):
    """An act that did not take place and changed nothing. `code` names its sentence, `refused.<code>` in the catalogue; `told` fills it."""

    def __init__(self, code: str, **told: str):
        super().__init__(f"{code} {told}" if told else code)
        self.code, self.told = code, told


class NotFoundError(RefusedError):
    """There is no such thing, or not for this person: the same words for both, so that nobody learns what others have."""

    def __init__(self) -> None:
        super().__init__("not_found")


def refuse_the_public(viewer: Viewer) -> None:
    """Figures that are not published are for the board and the lead partner."""
    if viewer.role not in ("board", "lead"):
        raise NotAllowedError(f"role {viewer.role}: figures that are not published")


@dataclass(frozen=True)
class Scope:
    """One slice: an indicator, narrowed to one group, one place and a stretch of months, split `by` at most one of each axis.

    `group` axis: scheme, strand or partner. `place` axis: area, county or country. `time` axis: month, quarter or year; without
    it the answer is the total to date, or `period` when one period (such as 2022-Q2) is named.
    """

    indicator: str
    scheme: str | None = None
    strand: str | None = None
    partner: str | None = None
    area: str | None = None
    county: str | None = None
    country: str | None = None
    by: tuple[str, ...] = ()
    period: str | None = None
    published_only: bool = False

    def __post_init__(self) -> None:
        unknown = [axis for axis in self.by if axis not in (*GROUPS, *PLACES, *TIMES)]
        if unknown:
            raise ScopeError(f"by={unknown[0]!r} is not known; known: {', '.join((*GROUPS, *PLACES, *TIMES))}")
        if self.period and self.time_kind not in ("to_date", period_kind(self.period)):
            raise ScopeError(f"period {self.period!r} cannot be split by {self.time_kind}")
        for axes in (GROUPS, PLACES, TIMES):
            _one_kind(self, axes)

    @property
    def group(self) -> tuple[str, str | None]:
        """Kind and code on the group axis: ("scheme", "a2a"), ("scheme", None) for each scheme, or ("all", "all")."""
        return _kind_and_code(self, GROUPS)

    @property
    def place(self) -> tuple[str, str | None]:
        return _kind_and_code(self, PLACES)

    @property
    def time_kind(self) -> str:
        split = [axis for axis in self.by if axis in TIMES]
        if split:
            return split[0]
        return period_kind(self.period) if self.period else "to_date"


def period_kind(period: str) -> str:
    """month for 2022-04, quarter for 2022-Q2, year for 2022."""
    return {4: "year"}.get(len(period), "quarter" if "Q" in period else "month")


def _chosen(scope: Scope, axes: tuple[str, ...]) -> set[str]:
    named = {axis for axis in axes if axis not in TIMES and getattr(scope, axis) is not None}
    return named | {axis for axis in scope.by if axis in axes}


def _one_kind(scope: Scope, axes: tuple[str, ...]) -> None:
    chosen = _chosen(scope, axes)
    if len(chosen) > 1:
        raise ScopeError(f"only one of {', '.join(axes)} at a time; asked for {', '.join(sorted(chosen))}")


def _kind_and_code(scope: Scope, axes: tuple[str, ...]) -> tuple[str, str | None]:
    chosen = _chosen(scope, axes)
    if not chosen:
        return "all", "all"
    kind = chosen.pop()
    return kind, getattr(scope, kind)
